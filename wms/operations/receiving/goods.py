"""Judging received goods: each line against its item, the announcement, and the rules for lots, life and serials.

All problems of all lines are found before anything is posted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from wms.base.errors import Problems
from wms.ledger import lpns
from wms.model.inbound import AsnLine, Receipt
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.words import LpnKind, Status
from wms.operations import find, settings, tracking
from wms.operations.packaging import base_units
from wms.operations.unit import Unit

if TYPE_CHECKING:
    from wms.operations.receiving.receive import ReceivedLine


@dataclass(frozen=True, slots=True)
class Goods:
    """What one posted line will be, in base units."""

    item: Item
    quantity: int
    lot_id: int
    serial_id: int
    lpn_id: int
    status: Status
    value_minor: int
    asn_line_id: int | None


def judged(unit: Unit, receipt: Receipt, lines: Sequence[ReceivedLine]) -> list[Goods]:
    """Everything the lines amount to. Raises Refused with every problem of every line."""
    problems = Problems()
    catalogue = find.Catalogue(unit.session, [line.item for line in lines])
    open_lines = _OpenLines(unit, receipt)
    known_items = [(catalogue.find(line.item), line.lot) for line in lines]
    expiries = tracking.Expiries(unit, [k[0].id if k else 0 for k, _ in known_items], [lot for _, lot in known_items])
    whole = []
    for row, line in enumerate(lines, 1):
        known = catalogue.find(line.item)
        if known is None:
            problems.add("There is no item {sku}.", field="item", row=row, sku=line.item, found=line.item)
            continue
        quantity = base_units(line.quantity, line.level, known, problems, row)
        _check_tracking(unit, line, known[0], quantity, expiries, problems, row)
        whole.append((row, line, known[0], quantity, open_lines.take(line, known[0], quantity, problems, row)))
    _check_serials_once(lines, problems)
    problems.refuse()
    return _goods(unit, receipt, whole)


def _check_tracking(
    unit: Unit, line: ReceivedLine, item: Item, quantity: int, expiries: tracking.Expiries, problems: Problems, row: int
) -> None:
    if not item.active:
        problems.add("{sku} is not active any more.", field="item", row=row, sku=item.sku)
    if item.lot_tracked and not line.lot:
        problems.add("{sku} needs a lot.", field="lot", row=row, sku=item.sku)
    if line.lot and not item.lot_tracked:
        problems.add("{sku} is not kept by lot.", field="lot", row=row, sku=item.sku, found=line.lot)
    if item.serial_tracked and len(line.serials) != quantity:
        problems.add("{sku} needs a serial number for each of its {quantity} pieces; {given} were given.",
                     field="serials", row=row, sku=item.sku, quantity=quantity, given=len(line.serials))  # fmt: skip
    if line.serials and not item.serial_tracked:
        problems.add("{sku} is not kept by serial number.", field="serials", row=row, sku=item.sku)
    expiries.check(item, line.lot, line.expiry, problems, row)
    _check_life(unit, item, line, problems, row)


def _check_life(unit: Unit, item: Item, line: ReceivedLine, problems: Problems, row: int) -> None:
    needed: date = unit.now.date() + timedelta(days=item.minimum_remaining_days)
    if line.expiry is not None and line.expiry < needed and not line.damaged:
        text = ("{sku} expires on {expiry}; at least {days} days of life are asked for."
                " Receive it as damaged, or send it back.")  # fmt: skip
        problems.add(text, field="expiry", row=row, sku=item.sku, expiry=line.expiry.isoformat(),
                     days=item.minimum_remaining_days)  # fmt: skip


def _check_serials_once(lines: Sequence[ReceivedLine], problems: Problems) -> None:
    seen = Counter((line.item, serial) for line in lines for serial in line.serials)
    for (item, serial), times in seen.items():
        if times > 1:
            problems.add("The serial number {serial} of {item} is given {times} times.", field="serials",
                         serial=serial, item=item, times=times)  # fmt: skip


def _goods(
    unit: Unit, receipt: Receipt,
    whole: Sequence[tuple[int, ReceivedLine, Item, int, list[tuple[int | None, int]]]],
) -> list[Goods]:  # fmt: skip
    lots = tracking.ensure_lots(unit, [(item.id, line.lot, line.expiry) for _, line, item, _, _ in whole if line.lot])
    serials = tracking.ensure_serials(unit, [(item.id, s) for _, line, item, _, _ in whole for s in line.serials])
    plates = _plates(unit, receipt, [line.lpn for _, line, *_ in whole if line.lpn])
    goods = []
    for _, line, item, _, shares in whole:
        lot = lots[item.id, line.lot] if line.lot else 0
        pieces = iter(line.serials)
        for asn_line_id, share in shares:
            for serial, quantity in _pieces(pieces, share, item):
                serial_id = serials[item.id, serial] if serial else 0
                cost = item.cost_minor if line.cost_minor < 0 else line.cost_minor
                goods.append(Goods(item, quantity, lot, serial_id, plates.get(line.lpn, 0), _status(line, item),
                                   cost * quantity, asn_line_id))  # fmt: skip
    return goods


def _pieces(serials: object, share: int, item: Item) -> list[tuple[str, int]]:
    if not item.serial_tracked:
        return [("", share)]
    return [(next(serials), 1) for _ in range(share)]  # type: ignore[call-overload]


def _status(line: ReceivedLine, item: Item) -> Status:
    if line.damaged:
        return Status.DAMAGED
    return Status.INSPECTION if item.inspect_on_receipt else Status.AVAILABLE


def _plates(unit: Unit, receipt: Receipt, codes: Sequence[str]) -> dict[str, int]:
    """The licence plates by the code they were given; new ones are made at the dock."""
    known = {code: lpn.id for code, lpn in find.many(unit.session, Lpn, Lpn.code, codes).items()}
    for code in dict.fromkeys(codes):
        if code not in known:
            known[code] = lpns.create(unit.session, code, LpnKind.PALLET, receipt.dock_id)
    return known


class _OpenLines:
    """The announcement's lines with what is still missing, used up as lines are received."""

    def __init__(self, unit: Unit, receipt: Receipt) -> None:
        self.announced = receipt.asn_id is not None
        percent = settings.value(unit.session, "receiving.over_tolerance_percent")
        self._lines: dict[int, list[list[int]]] = defaultdict(list)
        rows = unit.session.scalars(select(AsnLine).where(AsnLine.asn_id == receipt.asn_id).order_by(AsnLine.line))
        for line in rows if self.announced else ():
            spare = line.announced * percent // 100
            self._lines[line.item_id].append([line.id, line.announced - line.received, spare])

    def take(
        self, line: ReceivedLine, item: Item, quantity: int, problems: Problems, row: int
    ) -> list[tuple[int | None, int]]:
        """Which announced lines the goods belong to, as (ASN line, quantity); None for what was not announced."""
        if not self.announced:
            return [(None, quantity)]
        shares, left = self._share(item.id, quantity)
        if left and not line.unannounced:
            text = ("{left} more {sku} than announced, even with the tolerance." if item.id in self._lines
                    else "{sku} was not announced.")  # fmt: skip
            problems.add(text + " Set “unannounced” to accept it.", field="item", row=row, sku=item.sku, left=left)
        return shares + ([(None, left)] if left else [])

    def _share(self, item_id: int, quantity: int) -> tuple[list[tuple[int | None, int]], int]:
        shares: dict[int, int] = {}
        for place in (1, 2):  # first what is missing, then within the tolerance
            for entry in self._lines.get(item_id, ()):
                part = max(0, min(entry[place], quantity))
                if part:
                    entry[place] -= part
                    quantity -= part
                    shares[entry[0]] = shares.get(entry[0], 0) + part
        return list(shares.items()), quantity
