"""Items are entered and changed, with their packaging levels: one by one, or a whole catalogue in one command.

An item is known by its sku. What a line leaves empty stays as it is. How an item is counted (its base unit's factors,
lots, serials) is settled once goods of it have moved; everything else may change.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import exists, select

from wms.base.errors import Problems
from wms.ledger.views import moves
from wms.model.item import Item
from wms.model.words import Hazard, Level, Rotation, Temperature
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.master_data.packaging import Packaging
from wms.operations.master_data.rows import Rows, check_amounts, check_codes, check_named, taken
from wms.operations.unit import Answer, Unit

_PLAIN = (
    "name", "family", "temperature", "hazard", "rotation", "lot_tracked", "serial_tracked", "expiry_tracked",
    "inspect_on_receipt", "shelf_life_days", "minimum_remaining_days", "cost_minor", "velocity", "fragile",
    "keep_upright", "active",
)  # fmt: skip
_TRACKING = ("lot_tracked", "serial_tracked", "expiry_tracked")


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelLine:
    """One packaging level of an item: how many base units it holds, its GTIN, its outer size and gross weight."""

    level: Level = arg("each, inner, case or pallet")
    units: int | None = arg("How many base units it holds; an each holds 1", None)
    gtin: str | None = arg("Its GTIN, 8 to 14 digits", None)
    length_mm: int | None = arg("Outer length", None, unit="mm")
    width_mm: int | None = arg("Outer width", None, unit="mm")
    height_mm: int | None = arg("Outer height", None, unit="mm")
    weight_g: int | None = arg("Gross weight", None, unit="g")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemLine:
    """One item; empty fields keep what is stored, or take the default for a new item."""

    sku: str = arg("The item's sku")
    name: str | None = arg("Its name", None)
    family: str | None = arg("Its family", None)
    temperature: Temperature | None = arg("The climate it needs", None)
    hazard: Hazard | None = arg("The hazard it brings", None)
    rotation: Rotation | None = arg("Which of its stock goes first", None)
    lot_tracked: bool | None = arg("Kept by lot", None)
    serial_tracked: bool | None = arg("Kept by serial number", None)
    expiry_tracked: bool | None = arg("Kept by expiry date; needs lots", None)
    inspect_on_receipt: bool | None = arg("Looked at before it may be used", None)
    shelf_life_days: int | None = arg("How long it lives when new", None, unit="days")
    minimum_remaining_days: int | None = arg("The life it must still have when received", None, unit="days")
    cost_minor: int | None = arg("Standard cost of one base unit", None, unit="minor units")
    velocity: str | None = arg("A, B or C: how often it is picked", None)
    fragile: bool | None = arg("It breaks easily", None)
    keep_upright: bool | None = arg("It may not be laid on its side", None)
    substitute: str | None = arg("The item that may go in its place", None, refers="item")
    active: bool | None = arg("Whether it is still stocked", None)
    levels: tuple[LevelLine, ...] = arg("Its packaging levels; those not named stay as they are", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterItems(Command):
    """Enter many items at once, or change those whose sku is known: all of them, or none."""

    lines: tuple[ItemLine, ...] = arg("The items, as a JSON list of objects")


@handles("master_data.items", "items")
def register_items(command: RegisterItems, unit: Unit) -> Answer:
    lines = command.lines
    problems = Problems()
    check_codes(lines, "sku", problems)
    substitutes = {line.substitute for line in lines if line.substitute}
    items = Rows(unit, Item, "sku", [line.sku for line in lines] + sorted(substitutes))
    moved = _moved(unit, [row["id"] for row in items.stored.values()])
    for number, line in enumerate(lines, 1):
        before = items.stored.get(line.sku)
        _check(line, before, items.enter(line.sku, taken(line, *_PLAIN)), moved, problems, number)
    _check_substitutes(lines, items, problems)
    packaging = Packaging(unit, lines, {sku: row["id"] for sku, row in items.stored.items()}, moved, problems)
    problems.refuse()
    new, changed = items.save()
    packaging.save(_ids(unit, [line.sku for line in lines]))
    _set_substitutes(unit, lines)
    values = {"lines": len(lines), "new": new, "changed": changed}
    return Answer("{lines} items: {new} new, {changed} changed.", values)


def _moved(unit: Unit, item_ids: Sequence[int]) -> set[int]:
    """The items that have ever moved."""
    found: set[int] = set()
    has_moved = exists().where(moves.c.item_id == Item.id)
    for chunk in find.chunks(sorted(item_ids)):
        found.update(unit.session.scalars(select(Item.id).where(Item.id.in_(chunk), has_moved)))
    return found


def _check(
    line: ItemLine, before: Mapping[str, Any] | None, row: Mapping[str, Any], moved: set[int], problems: Problems,
    number: int,
) -> None:  # fmt: skip
    check_named(row, problems, number)
    check_amounts(line, ("shelf_life_days", "minimum_remaining_days", "cost_minor"), problems, number)
    if row["expiry_tracked"] and not row["lot_tracked"]:
        problems.add("An item kept by expiry date is kept by lot as well.", field="lot_tracked", row=number)
    if line.velocity and line.velocity not in ("A", "B", "C"):
        problems.add("The velocity is A, B or C.", field="velocity", row=number, found=line.velocity)
    if before is not None and before["id"] in moved:
        for name in _TRACKING:
            if row[name] != before[name]:
                problems.add("Goods of {sku} have moved; how it is tracked is settled.", field=name, row=number,
                             sku=line.sku, found=row[name], expected=before[name])  # fmt: skip


def _check_substitutes(lines: Sequence[ItemLine], items: Rows, problems: Problems) -> None:
    known = items.stored.keys() | {line.sku for line in lines}
    for number, line in enumerate(lines, 1):
        if line.substitute == line.sku:
            problems.add("An item cannot stand in for itself.", field="substitute", row=number, found=line.sku)
        elif line.substitute and line.substitute not in known:
            problems.add("There is no item {value}.", field="substitute", row=number, value=line.substitute,
                         found=line.substitute)  # fmt: skip


def _ids(unit: Unit, skus: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for chunk in find.chunks(sorted(set(skus))):
        rows = unit.session.execute(select(Item.sku, Item.id).where(Item.sku.in_(chunk)))
        found.update({row.sku: row.id for row in rows})
    return found


def _set_substitutes(unit: Unit, lines: Sequence[ItemLine]) -> None:
    """Afterwards, when every item of the document has its id."""
    named = [line for line in lines if line.substitute]
    ids = _ids(unit, [code for line in named for code in (line.sku, line.substitute or "")])
    items = Rows(unit, Item, "sku", [line.sku for line in named])
    for line in named:
        items.enter(line.sku, {"substitute_id": ids[line.substitute or ""]})
    items.save()
