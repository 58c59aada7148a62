"""Packaging levels as a document of items gives them: judged together, then written together.

A level's factor is settled once goods of the item have moved: a new factor would turn yesterday's cases into other
quantities. A GTIN belongs to one level of one item in the whole warehouse.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from wms.base.errors import Problems
from wms.gs1.errors import Gs1Error
from wms.gs1.gtin import gtin14
from wms.model.item import Item, PackagingLevel
from wms.model.words import Level
from wms.operations import find
from wms.operations.master_data.rows import check_amounts, note
from wms.operations.unit import Unit

if TYPE_CHECKING:
    from wms.operations.master_data.items import ItemLine, LevelLine

_SIZES = ("length_mm", "width_mm", "height_mm", "weight_g")
_BLANK = {"id": None, "gtin": "", "units": None} | dict.fromkeys(_SIZES, 0)
_table: Any = PackagingLevel.__table__


class Packaging:
    """All levels of all lines. `item_ids` are the stored items by sku, `moved` those whose factors are settled."""

    def __init__(
        self, unit: Unit, lines: Sequence[ItemLine], item_ids: Mapping[str, int], moved: set[int], problems: Problems
    ) -> None:
        self._unit = unit
        self._moved = moved
        self._problems = problems
        named = {item_ids[line.sku] for line in lines if line.levels and line.sku in item_ids}
        self._stored = _stored(unit, named)
        self._wanted: dict[tuple[str, Level], dict[str, Any]] = {}
        self._gtins: dict[str, tuple[str, Level]] = {}
        self._rows: dict[tuple[str, Level], int] = {}
        for row, line in enumerate(lines, 1):
            for level in line.levels:
                self._enter(line.sku, item_ids.get(line.sku), level, row)
        self._check_owners(item_ids)

    def save(self, item_ids: Mapping[str, int]) -> None:
        """Write the levels; `item_ids` now knows the new items as well."""
        connection = self._unit.session.connection()
        rows = [values | {"item_id": item_ids[sku], "level": level} for (sku, level), values in self._wanted.items()]
        changed = [row for row in rows if row["id"] is not None]
        if changed:
            free = [{"row_id": row["id"]} for row in changed]  # so that two levels may swap their GTINs
            connection.execute(update(_table).where(_table.c.id == bindparam("row_id")).values(gtin=""), free)
            values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("units", "gtin", *_SIZES)}
            bound = [{f"new_{name}": row[name] for name in values} | {"row_id": row["id"]} for row in changed]
            connection.execute(update(_table).where(_table.c.id == bindparam("row_id")).values(values), bound)
        new = [{name: value for name, value in row.items() if name != "id"} for row in rows if row["id"] is None]
        if new:
            connection.execute(insert(_table), new)

    def _enter(self, sku: str, item_id: int | None, level: LevelLine, row: int) -> None:
        problems = self._problems
        if (sku, level.level) in self._wanted:
            problems.add("{sku} names the level {level} twice.", field="levels", row=row, sku=sku,
                         level=level.level.value)  # fmt: skip
        before = self._stored.get((item_id, level.level)) if item_id is not None else None
        check_amounts(level, _SIZES, problems, row)
        values: dict[str, Any] = dict(before or _BLANK)
        values |= {name: v for name in _SIZES if (v := getattr(level, name)) is not None}
        values["units"] = self._units(sku, item_id, level, before, row)
        values["gtin"] = values["gtin"] if level.gtin is None else self._gtin(level, row)
        self._wanted[sku, level.level] = values
        self._rows[sku, level.level] = row
        self._note_gtin(sku, level, values["gtin"], row)

    def _units(
        self, sku: str, item_id: int | None, level: LevelLine, before: Mapping[str, Any] | None, row: int
    ) -> int:
        units = level.units
        if units is None:
            units = before["units"] if before else 1 if level.level is Level.EACH else 0
        if units < 1 or (level.level is Level.EACH and units != 1):
            self._problems.add("The level {level} must hold a number of base units; an each holds 1.", field="units",
                               row=row, level=level.level.value, found=units)  # fmt: skip
        if before and before["units"] != units and item_id in self._moved:
            self._problems.add("Goods of {sku} have moved; a {level} holds {units} and stays so.", field="units",
                               row=row, sku=sku, level=level.level.value, units=before["units"], found=units,
                               expected=before["units"])  # fmt: skip
        return units

    def _gtin(self, level: LevelLine, row: int) -> str:
        try:
            return gtin14(level.gtin) if level.gtin else ""
        except Gs1Error as error:
            note(error, self._problems, "gtin", row)
            return ""

    def _note_gtin(self, sku: str, level: LevelLine, gtin: str, row: int) -> None:
        if gtin and self._gtins.setdefault(gtin, (sku, level.level)) != (sku, level.level):
            other, other_level = self._gtins[gtin]
            self._taken(gtin, other, other_level, row)

    def _check_owners(self, item_ids: Mapping[str, int]) -> None:
        """A GTIN stored at another level is free only when this very document gives that level another one."""
        skus = {item_id: sku for sku, item_id in item_ids.items()}
        for chunk in find.chunks(sorted(self._gtins)):
            found = select(_table.c.item_id, _table.c.level, _table.c.gtin).where(_table.c.gtin.in_(chunk))
            for item_id, level, gtin in self._unit.session.execute(found):
                holder = (skus.get(item_id, ""), level)
                wanted = self._gtins[gtin]
                if holder != wanted and holder not in self._wanted:
                    self._taken(gtin, skus.get(item_id) or _sku(self._unit, item_id), level, self._rows[wanted])

    def _taken(self, gtin: str, sku: str, level: Level, row: int) -> None:
        self._problems.add("The GTIN {gtin} belongs to the {level} of {sku}.", field="gtin", row=row, gtin=gtin,
                           level=level.value, sku=sku, found=gtin)  # fmt: skip


def _stored(unit: Unit, item_ids: set[int]) -> dict[tuple[int, Level], dict[str, Any]]:
    found = {}
    for chunk in find.chunks(sorted(item_ids)):
        for row in unit.session.execute(select(_table).where(_table.c.item_id.in_(chunk))):
            found[row.item_id, row.level] = dict(row._mapping)
    return found


def _sku(unit: Unit, item_id: int) -> str:
    return unit.session.scalar(select(Item.sku).where(Item.id == item_id)) or ""
