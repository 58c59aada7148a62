"""Returned goods are looked at and booked in: good again, to be inspected, or for the scrap.

All of it arrives at a returns location; what is scrapped leaves it in the same posting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select

from wms.base.errors import Problems
from wms.ledger.posting import Line, post
from wms.model.inbound import Inspection
from wms.model.item import Item
from wms.model.returns import Return, ReturnLine
from wms.model.site import CUSTOMER, SCRAP, Location, Zone
from wms.model.tracking import Lot, Serial
from wms.model.words import Disposition, Level, Purpose, Status
from wms.operations import find, fitting, tracking
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.packaging import base_units
from wms.operations.returning.open import find_open
from wms.operations.returning.shipped import Share, count_returned, left_to_return, shared
from wms.operations.unit import Answer, Unit

BECOMES = {
    Disposition.RESTOCK: Status.AVAILABLE, Disposition.INSPECT: Status.INSPECTION, Disposition.SCRAP: Status.DAMAGED,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveReturnLine(Command):
    """Receive returned goods of one item, and say what becomes of them."""

    number: str = arg("The return's number", refers="return")
    item: str = arg("Sku or GTIN; a GTIN of a case counts cases", refers="item")
    quantity: int = arg("How many units of the packaging level")
    disposition: Disposition = arg("restock, inspect or scrap")
    level: Level | None = arg("each, inner, case or pallet; empty: the level of the GTIN, or each", None)
    lot: str = arg("The lot", "")
    expiry: date | None = arg("The expiry date, for a lot that is not known", None)
    serials: tuple[str, ...] = arg("The serial numbers, one for each piece", ())
    condition: str = arg("How the goods look: as_new, opened, damaged, defective, or a few words of your own", "")
    location: str = arg("The returns location; empty: the first of the site", "", refers="location")


@handles("returning.receive", "returns", "stock", "orders", "inspections")
def receive_return_line(command: ReceiveReturnLine, unit: Unit) -> Answer:
    found = find_open(unit, command.number)
    problems = Problems()
    item, quantity = _counted(command, unit, problems)
    place = _place(command, unit, found, problems)
    if item is not None:
        _check_tracking(command, unit, item, quantity, problems)
        if place is not None:
            fitting.judge(unit.session, [fitting.Arrival(place, item, quantity, field="location")], problems)
    problems.refuse()
    assert item is not None
    assert place is not None
    lot_id = _lot(command, unit, item)
    shares = _shares(command, unit, found, item, lot_id, quantity)
    posted = post(unit.session, unit.header(found.number, reason=command.condition),
                  _lines(found, item, lot_id, place, shares, command.disposition))  # fmt: skip
    _write_lines(unit, command, found, item, lot_id, shares, posted.posting_id)
    if command.disposition is Disposition.INSPECT:
        unit.session.add(Inspection(
            number=unit.number("INS"), owner_id=found.owner_id, item_id=item.id, lot_id=lot_id, quantity=quantity,
            note=f"{found.number} {command.condition}".strip(),
        ))  # fmt: skip
    values = {"quantity": quantity, "sku": item.sku, "number": found.number, "posting": posted.posting_id,
              "disposition": command.disposition.value}  # fmt: skip
    return Answer("{quantity} {sku} came back on {number}: {disposition}.", values, found.number)


def _counted(command: ReceiveReturnLine, unit: Unit, problems: Problems) -> tuple[Item | None, int]:
    known = find.Catalogue(unit.session, [command.item]).find(command.item)
    if known is None:
        problems.add("There is no item {sku}.", field="item", sku=command.item, found=command.item)
        return None, 0
    return known[0], base_units(command.quantity, command.level, known, problems)


def _place(command: ReceiveReturnLine, unit: Unit, found: Return, problems: Problems) -> Location | None:
    """The returns location that was named, or the first of the site."""
    if command.location:
        place = tried(problems, find.location, unit.session, command.location)
        if place is not None and unit.session.get_one(Zone, place.zone_id).purpose is not Purpose.RETURNS:
            problems.add("{place} is not a place for returns.", field="location", place=place.code)
        return place
    first = (
        select(Location).join(Zone, Zone.id == Location.zone_id)
        .where(Zone.purpose == Purpose.RETURNS, Location.site_id == found.site_id).order_by(Location.code).limit(1)
    )  # fmt: skip
    place = unit.session.scalar(first)
    if place is None:
        problems.add("The site has no place for returns.", field="location")
    return place


def _check_tracking(
    command: ReceiveReturnLine, unit: Unit, item: Item, quantity: int, problems: Problems
) -> None:
    if item.lot_tracked and not command.lot:
        problems.add("{sku} needs a lot.", field="lot", sku=item.sku)
    if command.lot and not item.lot_tracked:
        problems.add("{sku} is not kept by lot.", field="lot", sku=item.sku, found=command.lot)
    if item.serial_tracked and (len(command.serials) != quantity or len(set(command.serials)) != quantity):
        problems.add("{sku} needs a serial number for each of its {quantity} pieces; {given} were given.",
                     field="serials", sku=item.sku, quantity=quantity, given=len(set(command.serials)))  # fmt: skip
    if command.serials and not item.serial_tracked:
        problems.add("{sku} is not kept by serial number.", field="serials", sku=item.sku)
    expiries = tracking.Expiries(unit, [item.id], [command.lot])
    expiries.check(item, command.lot, command.expiry, problems, None)
    known = unit.session.scalar(select(Lot.expiry).where(Lot.item_id == item.id, Lot.code == command.lot))
    expiry = command.expiry or known
    if command.disposition is Disposition.RESTOCK and expiry is not None and expiry < unit.now.date():
        problems.add("It expired on {expiry} and cannot be restocked.", field="disposition",
                     expiry=expiry.isoformat())  # fmt: skip


def _lot(command: ReceiveReturnLine, unit: Unit, item: Item) -> int:
    if not command.lot:
        return 0
    return tracking.ensure_lots(unit, [(item.id, command.lot, command.expiry)])[item.id, command.lot]


def _shares(
    command: ReceiveReturnLine, unit: Unit, found: Return, item: Item, lot_id: int, quantity: int
) -> list[Share]:
    """Which order lines the goods belong to. Raises Refused when more comes back than was shipped."""
    if found.order_id is None:
        ids = tracking.ensure_serials(unit, [(item.id, code) for code in command.serials])
        return [Share(None, 1, ids[item.id, code]) for code in command.serials] or [Share(None, quantity)]
    problems = Problems()
    coded = select(Serial.code, Serial.id).where(Serial.item_id == item.id, Serial.code.in_(command.serials))
    ids_by_code = {row.code: row.id for row in unit.session.execute(coded)}
    for code in command.serials:
        if code not in ids_by_code:
            problems.add("There is no serial number {value} of this item.", field="serials", value=code)
    problems.refuse()
    left = left_to_return(unit, found.order_id, item.id)
    shares = shared(left, lot_id, [ids_by_code[code] for code in command.serials], quantity, problems)
    problems.refuse()
    for share in shares:
        count_returned(unit, share.order_line_id or 0, share.quantity)
    return shares


def _lines(
    found: Return, item: Item, lot_id: int, place: Location, shares: Sequence[Share], disposition: Disposition
) -> list[Line]:
    status = BECOMES[disposition]
    lines = []
    for share in shares:
        arriving = Line(
            found.owner_id, item.id, share.quantity, CUSTOMER, place.id, lot_id, share.serial_id, status, status,
            value_minor=item.cost_minor * share.quantity, order_line_id=share.order_line_id,
        )  # fmt: skip
        lines.append(arriving)
        if disposition is Disposition.SCRAP:
            lines.append(arriving._replace(from_location_id=place.id, to_location_id=SCRAP, value_minor=0,
                                           order_line_id=None))  # fmt: skip
    return lines


def _write_lines(
    unit: Unit, command: ReceiveReturnLine, found: Return, item: Item, lot_id: int, shares: Sequence[Share],
    posting_id: int,
) -> None:  # fmt: skip
    rows = [
        {"return_id": found.id, "order_line_id": share.order_line_id, "item_id": item.id, "lot_id": lot_id,
         "serial_id": share.serial_id, "quantity": share.quantity, "condition": command.condition,
         "disposition": command.disposition, "posting_id": posting_id}
        for share in shares
    ]  # fmt: skip
    unit.session.execute(insert(ReturnLine), rows)
