"""A customer sends goods back: a return is opened, against an order or blind, and closed when all of it is in."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from wms.base.errors import Problems, refuse
from wms.model.order import Order, OrderLine
from wms.model.party import Party
from wms.model.returns import Return, ReturnLine
from wms.model.words import PartyKind, ReturnState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenReturn(Command):
    """Open a return: for what was shipped on an order, or blind for a customer."""

    order: str = arg("The order that was shipped; empty for a blind return", "", refers="order")
    customer: str = arg("Who sends it; only for a blind return", "", refers="customer")
    owner: str = arg("Whose stock it becomes; only for a blind return", "", refers="owner")
    site: str = arg("Where it arrives; only for a blind return", "", refers="site")
    reason: str = arg("Why it comes back", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseReturn(Command):
    """Nothing more comes of this return."""

    number: str = arg("The return's number", refers="return")


@handles("returning.open", "returns")
def open_return(command: OpenReturn, unit: Unit) -> Answer:
    made = _against(command, unit) if command.order else _blind(command, unit)
    unit.session.add(made)
    customer = unit.session.get_one(Party, made.customer_id).code
    values = {"number": made.number, "customer": customer, "order": command.order}
    return Answer("Return {number} is open for {customer}.", values, made.number)


@handles("returning.close", "returns")
def close_return(command: CloseReturn, unit: Unit) -> Answer:
    found = find_open(unit, command.number)
    found.state = ReturnState.CLOSED
    counted = select(func.coalesce(func.sum(ReturnLine.quantity), 0)).where(
        ReturnLine.return_id == found.id, ReturnLine.reversed.is_(False)
    )
    values = {"number": found.number, "quantity": unit.session.scalar(counted)}
    return Answer("{number} is closed; {quantity} came back.", values, found.number)


def find_open(unit: Unit, number: str) -> Return:
    """The open return with this number. Raises Refused when there is none, or it is closed."""
    found = find.by(unit.session, Return, Return.number, number, "number")
    if found.state is not ReturnState.OPEN:
        raise refuse("The return {number} is closed.", field="number", number=number)
    return found


def _against(command: OpenReturn, unit: Unit) -> Return:
    problems = Problems()
    order: Order | None = tried(problems, find.order, unit.session, command.order)
    shipped = select(func.sum(OrderLine.shipped - OrderLine.returned)).where(OrderLine.order_id == (order and order.id))
    if order is not None and not unit.session.scalar(shipped):
        problems.add("Nothing that was shipped on {order} is left to come back.", field="order", order=order.number)
    for field in ("customer", "owner", "site"):
        if getattr(command, field):
            problems.add("The order says that already; leave it empty.", field=field)
    problems.refuse()
    assert order is not None
    return Return(
        number=unit.number("RT"), site_id=order.site_id, owner_id=order.owner_id, customer_id=order.customer_id,
        order_id=order.id, reason=command.reason, opened_at=unit.now,
    )  # fmt: skip


def _blind(command: OpenReturn, unit: Unit) -> Return:
    problems = Problems()
    customer = tried(problems, find.party, unit.session, PartyKind.CUSTOMER, command.customer)
    owner = tried(problems, find.owner, unit.session, command.owner)
    site = tried(problems, find.site, unit.session, command.site)
    problems.refuse()
    assert customer is not None
    assert owner is not None
    assert site is not None
    return Return(
        number=unit.number("RT"), site_id=site.id, owner_id=owner.id, customer_id=customer.id, order_id=None,
        reason=command.reason, opened_at=unit.now,
    )  # fmt: skip
