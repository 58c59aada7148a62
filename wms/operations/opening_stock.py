"""Opening stock: what lay in the warehouse before the books began, posted against ADJUSTMENT with its real age.

One document for any number of lines; all of them, or none. Everything after it is an ordinary warehouse step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from wms.base.errors import Problems
from wms.base.quantities import MAX_QUANTITY
from wms.ledger import lpns
from wms.ledger.posting import Line, post
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.site import ADJUSTMENT, Location
from wms.model.words import LpnKind, Status
from wms.operations import find, tracking
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningLine:
    """What lies at one location."""

    location: str = arg("Where it lies", refers="location")
    item: str = arg("Sku or GTIN", refers="item")
    quantity: int = arg("How much, in base units")
    lot: str = arg("The lot, AI(10)", "")
    expiry: date | None = arg("The expiry date, AI(17)", None)
    serial: str = arg("The serial number, AI(21)", "")
    lpn: str = arg("The licence plate it stands on; made when it is new", "", refers="lpn")
    status: Status = arg("Whether it may be used", Status.AVAILABLE)
    since: date | None = arg("When it came in; empty: today", None)
    cost_minor: int = arg("What one base unit cost; -1: the item's standard cost", -1, unit="minor units")


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOpeningStock(Command):
    """Put stock that was there already into the books."""

    lines: tuple[OpeningLine, ...] = arg("The lines, as a JSON list of objects")
    owner: str = arg("Whose stock it is; empty when there is only one owner", "", refers="owner")
    document: str = arg("A name for this document; empty: a number is given", "")


@handles("inventory.opening_stock", "stock")
def post_opening_stock(command: PostOpeningStock, unit: Unit) -> Answer:
    owner = find.owner(unit.session, command.owner)
    items = find.Catalogue(unit.session, [line.item for line in command.lines])
    places = find.many(unit.session, Location, Location.code, [line.location for line in command.lines])
    problems = Problems()
    found = [items.find(line.item) for line in command.lines]
    expiries = tracking.Expiries(unit, [f[0].id if f else 0 for f in found], [line.lot for line in command.lines])
    known = [_judged(unit, row, line, items, places, problems) for row, line in enumerate(command.lines, 1)]
    for row, pair in enumerate(known, 1):
        if pair is not None and pair[1].lot_tracked:
            expiries.check(pair[1], pair[0].lot, pair[0].expiry, problems, row)
    problems.refuse()
    lines = _lines(unit, owner.id, [pair for pair in known if pair is not None])
    number = command.document or unit.number("OS")
    posted = post(unit.session, unit.header(number), lines)
    values = {"lines": len(lines), "quantity": sum(line.quantity for line in lines), "posting": posted.posting_id}
    return Answer("{quantity} pieces on {lines} lines are in the books.", values, number)


Known = tuple[OpeningLine, Item, Location]


def _judged(
    unit: Unit, row: int, line: OpeningLine, items: find.Catalogue, places: dict[str, Location], problems: Problems
) -> Known | None:
    found, place = items.find(line.item), places.get(line.location)
    if found is None:
        problems.add("There is no item {sku}.", field="item", row=row, sku=line.item, found=line.item)
    if place is None or place.id < 0:
        problems.add("There is no location {code}.", field="location", row=row, code=line.location, found=line.location)
    if not 1 <= line.quantity <= MAX_QUANTITY:
        problems.add("The quantity must be at least 1, and not absurdly large.", field="quantity", row=row,
                     found=line.quantity)  # fmt: skip
    if found is None or place is None:
        return None
    _check_tracking(unit, found[0], line, problems, row)
    return line, found[0], place


def _check_tracking(unit: Unit, item: Item, line: OpeningLine, problems: Problems, row: int) -> None:
    if item.lot_tracked != bool(line.lot):
        text = "{sku} needs a lot." if item.lot_tracked else "{sku} is not kept by lot."
        problems.add(text, field="lot", row=row, sku=item.sku, found=line.lot)
    if item.serial_tracked != bool(line.serial):
        text = "{sku} needs a serial number." if item.serial_tracked else "{sku} is not kept by serial number."
        problems.add(text, field="serial", row=row, sku=item.sku, found=line.serial)
    if line.since is not None and line.since > unit.now.date():
        problems.add("{day} is in the future.", field="since", row=row, day=line.since.isoformat())


def _lines(unit: Unit, owner_id: int, known: Sequence[Known]) -> list[Line]:
    lots = tracking.ensure_lots(unit, [(item.id, line.lot, line.expiry) for line, item, _ in known if line.lot])
    serials = tracking.ensure_serials(unit, [(item.id, line.serial) for line, item, _ in known if line.serial])
    plates = _plates(unit, known)
    lines = []
    for line, item, place in known:
        cost = item.cost_minor if line.cost_minor < 0 else line.cost_minor
        since = datetime.combine(line.since, time(), UTC) if line.since else None
        lines.append(Line(
            owner_id, item.id, line.quantity, ADJUSTMENT, place.id, lots.get((item.id, line.lot), 0),
            serials.get((item.id, line.serial), 0), line.status, line.status, 0, plates.get(line.lpn, 0), since,
            cost * line.quantity,
        ))  # fmt: skip
    return lines


def _plates(unit: Unit, known: Sequence[Known]) -> dict[str, int]:
    """The licence plates by code; new ones are made where their first line lies."""
    wanted = {line.lpn: place.id for line, _, place in reversed(known) if line.lpn}
    found = {code: lpn.id for code, lpn in find.many(unit.session, Lpn, Lpn.code, wanted).items()}
    for code, location_id in wanted.items():
        if code not in found:
            found[code] = lpns.create(unit.session, code, LpnKind.PALLET, location_id)
    return found
