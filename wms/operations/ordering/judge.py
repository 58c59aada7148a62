"""Judging orders before they are entered: parties, numbers, moments, lines. All problems of all orders at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from wms.base.errors import Problems, Refused, refuse
from wms.model.order import Order
from wms.model.party import Owner, Party
from wms.model.site import Site
from wms.model.words import OrderState, PartyKind
from wms.operations import find, settings
from wms.operations.ordering import lines as asked
from wms.operations.unit import Unit

if TYPE_CHECKING:
    from wms.operations.ordering.enter import EnteredOrder

LONGEST_NUMBER = 40
Row = dict[str, Any]


def judged(unit: Unit, orders: Sequence[EnteredOrder]) -> tuple[list[Row], list[list[Row]]]:
    """The columns of the orders and of each one's lines. Raises Refused with every problem of every order."""
    if not orders:
        raise refuse("There are no orders to enter.", field="orders")
    problems = Problems()
    judge = _Judge(unit, orders, problems)
    heads: list[Row] = []
    lines: list[list[Row]] = []
    row = 1
    for order in orders:
        heads.append(judge.head(order, row))
        its = [asked.judged(line, judge.catalogue, problems, row + place) for place, line in enumerate(order.lines)]
        lines.append([line for line in its if line is not None])
        row += max(1, len(order.lines))
    problems.refuse()
    return heads, lines


class _Judge:
    """What is known of everything the orders name, looked up together."""

    def __init__(self, unit: Unit, orders: Sequence[EnteredOrder], problems: Problems) -> None:
        session = unit.session
        self.unit, self.problems = unit, problems
        self.catalogue = find.Catalogue(session, (line.item for order in orders for line in order.lines))
        self.customers = self._parties(PartyKind.CUSTOMER, [order.customer for order in orders])
        self.carriers = self._parties(PartyKind.CARRIER, [order.carrier for order in orders])
        self.owners = {code: self._only(find.owner, code, "owner") for code in {order.owner for order in orders}}
        self.sites = {code: self._only(find.site, code, "site") for code in {order.site for order in orders}}
        self.taken = find.many(session, Order, Order.number, [order.number for order in orders if order.number])
        self.times = Counter(order.number for order in orders if order.number)
        self.ahead = timedelta(hours=settings.value(session, "ordering.due_hours"))

    def _parties(self, kind: PartyKind, codes: Sequence[str]) -> dict[str, Party]:
        found: dict[str, Party] = {}
        for chunk in find.chunks(sorted({code for code in codes if code})):
            rows = self.unit.session.scalars(select(Party).where(Party.kind == kind, Party.code.in_(chunk)))
            found.update({party.code: party for party in rows})
        return found

    def _only(self, look: Any, code: str, field: str) -> Any:
        try:
            return look(self.unit.session, code, field)
        except Refused as refused:
            self.problems.found += refused.problems
            return None

    def head(self, order: EnteredOrder, row: int) -> Row:
        """The order's own columns; what is wrong with them is noted."""
        customer = self._known(self.customers, order.customer, "customer", row)
        carrier = self._known(self.carriers, order.carrier, "carrier", row) if order.carrier else None
        due = order.due or max(self.unit.now + self.ahead, order.cutoff or self.unit.now)
        cutoff = order.cutoff or due
        self._check_number(order, row)
        if not order.lines:
            self.problems.add("The order has no lines.", field="lines", row=row)
        if not 1 <= order.priority <= 9:
            self.problems.add("The priority must be between 1 and 9.", field="priority", row=row, found=order.priority)
        if cutoff > due:
            self.problems.add("The carrier would leave after the order is due.", field="cutoff", row=row,
                              found=cutoff.isoformat(), expected=f"at most {due.isoformat()}")  # fmt: skip
        owner: Owner | None = self.owners[order.owner]
        site: Site | None = self.sites[order.site]
        return {
            "number": order.number, "site_id": site and site.id, "owner_id": owner and owner.id,
            "customer_id": customer and customer.id, "carrier_id": carrier and carrier.id,
            "state": OrderState.ENTERED, "priority": order.priority, "entered_at": order.entered or self.unit.now,
            "due_at": due, "cutoff_at": cutoff, "ship_complete": order.ship_complete, "reference": order.reference,
            "address": order.address or (customer.address if customer else ""),
        }  # fmt: skip

    def _known(self, parties: dict[str, Party], code: str, kind: str, row: int) -> Party | None:
        party = parties.get(code)
        if party is None:
            self.problems.add("There is no {kind} {value}.", field=kind, row=row, kind=kind, value=code, found=code)
        elif not party.active:
            self.problems.add("The {kind} {value} is not active any more.", field=kind, row=row, kind=kind, value=code)
        return party

    def _check_number(self, order: EnteredOrder, row: int) -> None:
        if order.number in self.taken:
            self.problems.add("There is an order {number} already.", field="number", row=row, number=order.number)
        if self.times[order.number] > 1:
            self.problems.add("The order {number} is given {times} times.", field="number", row=row,
                              number=order.number, times=self.times[order.number])  # fmt: skip
        if order.number != order.number.strip() or len(order.number) > LONGEST_NUMBER:
            self.problems.add("An order's number has at most {most} signs and no blanks around it.", field="number",
                              row=row, most=LONGEST_NUMBER, found=order.number)  # fmt: skip
