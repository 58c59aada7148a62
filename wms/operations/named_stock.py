"""Stock as people name it, found in the books: item, place, lot, serial, licence plate, owner, status.

Moves, adjustments, counts and scrapping all begin here. All lines of a document are looked up together, and
everything wrong with any of them is told at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select, tuple_

from wms.base.errors import Problems, Refused
from wms.model.item import Item
from wms.model.lpn import Lpn
from wms.model.party import Owner
from wms.model.site import Location
from wms.model.tracking import Lot, Serial
from wms.model.words import Level, Status
from wms.operations import find, tracking
from wms.operations.command import arg
from wms.operations.packaging import base_units
from wms.operations.unit import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class StockLine:
    """Some stock of one item at one location."""

    item: str = arg("Sku or GTIN; a GTIN of a case counts cases", refers="item")
    quantity: int = arg("How many units of the packaging level")
    location: str = arg("Where it lies", refers="location")
    level: Level | None = arg("each, inner, case or pallet; empty: the level of the GTIN, or each", None)
    lot: str = arg("The lot, AI(10)", "")
    serial: str = arg("The serial number, AI(21)", "")
    lpn: str = arg("The licence plate it is on; empty: loose", "", refers="lpn")
    status: Status = arg("Why it may or may not be used", Status.AVAILABLE)
    owner: str = arg("Whose stock it is; empty when there is only one owner", "", refers="owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The same stock by its keys. `quantity` is in base units and keeps the line's sign."""

    row: int
    item: Item
    quantity: int
    location: Location
    owner_id: int
    lot_id: int
    serial_id: int
    lpn_id: int
    status: Status


def named(unit: Unit, lines: Sequence[StockLine], problems: Problems, *, new: bool = False) -> list[Named]:
    """The stock the lines name, as far as it can be found; what cannot is noted.

    With `new`, lots and serials the books do not know are made; the lines then have an `expiry` as well. Nothing is
    said of whether the stock is there: the ledger decides that when it is posted.
    """
    known = _Known(unit, lines)
    expiries = tracking.Expiries(unit, [known.item_id(line) for line in lines], [line.lot for line in lines])
    judged = [_judged(known, line, row, problems, new) for row, line in enumerate(lines, 1)]
    if new:
        for row, (line, one) in enumerate(zip(lines, judged, strict=True), 1):
            if one is not None and line.lot:
                expiry: date | None = getattr(line, "expiry", None)
                expiries.check(one.item, line.lot, expiry, problems, row)
    found = [(line, one) for line, one in zip(lines, judged, strict=True) if one is not None]
    lots, serials = known.tracked(found, problems, new)
    return [_with(one, lots.get((one.item.id, line.lot), 0), serials.get((one.item.id, line.serial), 0))
            for line, one in found]  # fmt: skip


def _with(one: Named, lot_id: int, serial_id: int) -> Named:
    return Named(
        row=one.row, item=one.item, quantity=one.quantity, location=one.location, owner_id=one.owner_id,
        lot_id=lot_id, serial_id=serial_id, lpn_id=one.lpn_id, status=one.status,
    )  # fmt: skip


def _judged(known: _Known, line: StockLine, row: int, problems: Problems, new: bool) -> Named | None:
    item, place = known.items.find(line.item), known.places.get(line.location)
    if item is None:
        problems.add("There is no item {value}.", field="item", row=row, value=line.item, found=line.item)
    if place is None or place.id < 0:
        problems.add("There is no location {value}.", field="location", row=row, value=line.location,
                     found=line.location)  # fmt: skip
    owner_id = known.owner(line, row, problems)
    if item is None or place is None or owner_id is None:
        return None
    units = base_units(abs(line.quantity), line.level, item, problems, row)
    _check_tracking(line, item[0], units, problems, row)
    lpn_id = _lpn(known, line, place, row, problems)
    return Named(
        row=row, item=item[0], quantity=units if line.quantity > 0 else -units, location=place, owner_id=owner_id,
        lot_id=0, serial_id=0, lpn_id=lpn_id, status=line.status,
    )  # fmt: skip


def _check_tracking(line: StockLine, item: Item, units: int, problems: Problems, row: int) -> None:
    for name, tracked, given in (("lot", item.lot_tracked, line.lot), ("serial", item.serial_tracked, line.serial)):
        word = "lot" if name == "lot" else "serial number"
        if tracked and not given:
            problems.add("{sku} is kept by {word}; say which.", field=name, row=row, sku=item.sku, word=word)
        if given and not tracked:
            problems.add("{sku} is not kept by {word}.", field=name, row=row, sku=item.sku, word=word, found=given)
    if line.serial and units != 1:
        problems.add("A serial number stands for exactly one piece.", field="quantity", row=row, found=units)


def _lpn(known: _Known, line: StockLine, place: Location, row: int, problems: Problems) -> int:
    if not line.lpn:
        return 0
    lpn = known.lpns.get(_bare(line.lpn))
    if lpn is None:
        problems.add("There is no licence plate {value}.", field="lpn", row=row, value=line.lpn, found=line.lpn)
        return 0
    if lpn.location_id != place.id:
        problems.add("The licence plate {lpn} is not at {place}.", field="lpn", row=row, lpn=lpn.code,
                     place=place.code)  # fmt: skip
    return lpn.id


def _bare(code: str) -> str:
    return code[2:] if len(code) == 20 and code.startswith("00") else code


class _Known:
    """What the lines name, looked up together."""

    def __init__(self, unit: Unit, lines: Sequence[StockLine]) -> None:
        self._unit = unit
        self.items = find.Catalogue(unit.session, [line.item for line in lines])
        self.places = find.many(unit.session, Location, Location.code, [line.location for line in lines])
        self.lpns = find.many(unit.session, Lpn, Lpn.code, [_bare(line.lpn) for line in lines if line.lpn])
        self._owners: dict[str, Owner | Refused] = {}

    def item_id(self, line: StockLine) -> int:
        """The item's id, 0 when there is none."""
        found = self.items.find(line.item)
        return found[0].id if found else 0

    def owner(self, line: StockLine, row: int, problems: Problems) -> int | None:
        if line.owner not in self._owners:
            try:
                self._owners[line.owner] = find.owner(self._unit.session, line.owner)
            except Refused as refused:
                self._owners[line.owner] = refused
        owner = self._owners[line.owner]
        if isinstance(owner, Owner):
            return owner.id
        told = owner.problems[0]
        problems.add(told.template, field="owner", row=row, **told.values)
        return None

    def tracked(
        self, found: Sequence[tuple[StockLine, Named]], problems: Problems, new: bool
    ) -> tuple[Mapping[tuple[int, str], int], Mapping[tuple[int, str], int]]:
        """The ids of the lots and serials by (item, code)."""
        lots = [(one.item.id, line.lot) for line, one in found if line.lot and one.item.lot_tracked]
        serials = [(one.item.id, line.serial) for line, one in found if line.serial and one.item.serial_tracked]
        if new:
            expiry = {(one.item.id, line.lot): getattr(line, "expiry", None) for line, one in found}
            made = tracking.ensure_lots(self._unit, [(i, code, expiry[i, code]) for i, code in lots])
            return made, tracking.ensure_serials(self._unit, serials)
        lot_ids, serial_ids = self._existing(Lot, lots), self._existing(Serial, serials)
        for line, one in found:
            for field, code, ids in (("lot", line.lot, lot_ids), ("serial", line.serial, serial_ids)):
                tracked = one.item.lot_tracked if field == "lot" else one.item.serial_tracked
                if code and tracked and (one.item.id, code) not in ids:
                    problems.add("There is no {word} {code} of {sku}.", field=field, row=one.row, word=field, code=code,
                                 sku=one.item.sku, found=code)  # fmt: skip
        return lot_ids, serial_ids

    def _existing(self, noun: Any, wanted: Sequence[tuple[int, str]]) -> dict[tuple[int, str], int]:
        found = {}
        for chunk in find.chunks(dict.fromkeys(wanted)):
            rows = select(noun.item_id, noun.code, noun.id).where(tuple_(noun.item_id, noun.code).in_(chunk))
            found.update({(row.item_id, row.code): row.id for row in self._unit.session.execute(rows)})
        return found
