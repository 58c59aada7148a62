"""The building as the planner sees it: each place with what is still free of it, on its way goods included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from wms.ledger.views import stock
from wms.model.item import Item, SlotAssignment
from wms.model.lpn import Lpn
from wms.model.site import Location, Zone
from wms.model.words import PICKABLE, Hazard, LocationStatus, LocationType, LpnKind, Mixing, Purpose
from wms.model.work import Task
from wms.operations import find, fitting, settings
from wms.operations.putting_away.waiting import UNFINISHED
from wms.operations.unit import Unit
from wms.planning.putaway import problem as planner

UNLIMITED_MM = 100_000
UNLIMITED_G = 10**15
UNLIMITED_SLOTS = 10_000
FEW = 500
LIFT_MM_PER_S = 400
"""A loaded reach truck's mast: makers' data sheets after VDI 2198 give about 0.3 to 0.5 m/s."""
_MIXING = {
    Mixing.ANY: planner.Mixing.ANYTHING,
    Mixing.ONE_ITEM: planner.Mixing.ONE_ITEM,
    Mixing.ONE_LOT: planner.Mixing.ONE_LOT,
}
_NOTHING = fitting.Piece()
_BLOCKED = {LocationStatus.NO_ENTRY: "nothing may come in", LocationStatus.CLOSED: "closed"}
_READ = (
    Location.id, Location.code, Location.zone_id, Location.aisle_id, Location.bay, Location.type, Location.status,
    Location.mixing, Location.x_mm, Location.y_mm, Location.z_mm, Location.width_mm, Location.depth_mm,
    Location.height_mm, Location.max_weight_g, Location.max_volume_mm3,
)  # fmt: skip
Lying = dict[int, dict[tuple[int, int], int]]
"""By location: base units of each (item, lot)."""


def places(
    unit: Unit, start: Location, *where: Any, but_task: int = 0, loose: bool = False
) -> tuple[dict[int, str], list[planner.Place]]:
    """The places that answer `where` (on Location and Zone), with their codes by id. `start` is where goods come from.

    Goods on their way (unfinished tasks other than `but_task`) count as lying there already. Any number of `loose`
    goods shares the room of one pallet position.
    """
    rows = unit.session.execute(
        select(*_READ, Zone.purpose, Zone.temperature, Zone.hazard)
        .join(Zone, Zone.id == Location.zone_id).where(Location.id > 0, *where).order_by(Location.id)
    ).all()  # fmt: skip
    ids = [row.id for row in rows]
    lying, pallets = _lying(unit, ids)
    _add_coming(unit, ids, but_task, lying, pallets)
    known = _Known(unit, start, lying, ids)
    known.loose = loose
    return {row.id: row.code for row in rows}, [known.place(row, lying[row.id], pallets[row.id]) for row in rows]


class _Known:
    """What all places share: sizes and hazards of what lies in them, homes, and where goods are wanted."""

    def __init__(self, unit: Unit, start: Location, lying: Lying, ids: list[int]) -> None:
        items = {item_id for contents in lying.values() for item_id, _ in contents}
        self.start, self.loose = start, False
        self.pieces = fitting.pieces(unit.session, items)
        self.hazards = {
            item.id: item.hazard
            for chunk in find.chunks(sorted(items))
            for item in unit.session.execute(select(Item.id, Item.hazard).where(Item.id.in_(chunk)))
        }
        self.homes: dict[int, set[int]] = defaultdict(set)
        homes = select(SlotAssignment.location_id, SlotAssignment.item_id)
        for home in unit.session.execute(homes.where(_among(SlotAssignment.location_id, ids))):
            self.homes[home.location_id].add(home.item_id)
        benches = select(Location.x_mm, Location.y_mm).join(Zone, Zone.id == Location.zone_id).where(
            Zone.purpose == Purpose.PACKING, Location.site_id == start.site_id)  # fmt: skip
        self.benches = {(row.x_mm, row.y_mm) for row in unit.session.execute(benches)}
        self._ways: dict[tuple[int, int], int] = {}
        self.pallet = (
            settings.value(unit.session, "putaway.pallet_length_mm"),
            settings.value(unit.session, "putaway.pallet_width_mm"),
        )

    def place(self, row: Any, contents: dict[tuple[int, int], int], pallets: int) -> planner.Place:
        """One place with what is left of it."""
        there = [(self.pieces.get(item_id, _NOTHING), quantity) for (item_id, _), quantity in contents.items()]
        home = self.homes.get(row.id, set())
        weight = row.max_weight_g - sum(one.weight_g * n for one, n in there) if row.max_weight_g else UNLIMITED_G
        volume = row.max_volume_mm3 - sum(one.volume_mm3 * n for one, n in there) if row.max_volume_mm3 else None
        return planner.Place(
            row.id, row.depth_mm or UNLIMITED_MM, row.width_mm or UNLIMITED_MM, row.height_mm or UNLIMITED_MM, weight,
            self._slots(row, pallets), volume, row.zone_id, row.aisle_id or -row.id,
            (row.aisle_id or 0) * 100_000 + row.bay, row.purpose.value, *_climate(row), _MIXING[row.mixing],
            next(iter(home)) if len(home) == 1 else None,
            tuple(planner.Content(i, lot, hazard_word(self.hazards[i])) for i, lot in contents),
            self._walk(row), self._to_bench(row), row.z_mm // LIFT_MM_PER_S, _BLOCKED.get(row.status, ""),
        )  # fmt: skip

    def _slots(self, row: Any, pallets: int) -> int:
        """Pallet positions; shelves and unlimited floors have as many as anybody can use."""
        if row.type not in (LocationType.PALLET_RACK, LocationType.FLOOR) or not (row.width_mm and row.depth_mm):
            return UNLIMITED_SLOTS
        long, wide = self.pallet
        straight = (row.depth_mm // long) * (row.width_mm // wide)
        turned = (row.depth_mm // wide) * (row.width_mm // long)
        free = int(max(1, straight, turned)) - pallets
        return UNLIMITED_SLOTS if self.loose and free > 0 else free

    def _walk(self, row: Any) -> int:
        walk: int = abs(row.x_mm - self.start.x_mm) + abs(row.y_mm - self.start.y_mm)
        return walk

    def _to_bench(self, row: Any) -> int:
        """The way to the nearest packing bench; the levels of a bay share theirs."""
        at = row.x_mm, row.y_mm
        if at not in self._ways:
            self._ways[at] = min((abs(at[0] - x) + abs(at[1] - y) for x, y in self.benches), default=0)
        return self._ways[at]


def _climate(row: Any) -> tuple[str, frozenset[str]]:
    """Climate and hazard bind where goods are stored, not where they only pass through."""
    if row.purpose not in PICKABLE:
        return "", frozenset(hazard.value for hazard in Hazard)
    return row.temperature.value, frozenset() if row.hazard is Hazard.NONE else frozenset({row.hazard.value})


def hazard_word(hazard: Hazard) -> str:
    """The planner's word for a hazard class: empty for none."""
    return "" if hazard is Hazard.NONE else hazard.value


def _lying(unit: Unit, ids: Iterable[int]) -> tuple[Lying, dict[int, int]]:
    """What lies where now, and how many pallets stand there."""
    lying: Lying = defaultdict(lambda: defaultdict(int))
    pallets: dict[int, int] = defaultdict(int)
    for chunk in find.chunks(ids):
        summed = (
            select(stock.c.location_id, stock.c.item_id, stock.c.lot_id, func.sum(stock.c.on_hand).label("quantity"))
            .where(stock.c.location_id.in_(chunk)).group_by(stock.c.location_id, stock.c.item_id, stock.c.lot_id)
        )  # fmt: skip
        for row in unit.session.execute(summed):
            lying[row.location_id][row.item_id, row.lot_id] += row.quantity
        standing = select(Lpn.location_id, func.count()).where(
            Lpn.location_id.in_(chunk), Lpn.parent_id.is_(None), Lpn.kind == LpnKind.PALLET
        ).group_by(Lpn.location_id)  # fmt: skip
        for location_id, count in unit.session.execute(standing):
            pallets[location_id or 0] += count
    return lying, pallets


def _among(column: Any, ids: list[int]) -> Any:
    """The column holds one of these locations, or, when there are very many, any."""
    return column.in_(ids) if len(ids) <= FEW else column.is_not(None)


def _add_coming(unit: Unit, ids: list[int], but_task: int, lying: Lying, pallets: dict[int, int]) -> None:
    """Goods that unfinished tasks will bring."""
    wanted = set(ids)
    coming = unit.session.execute(
        select(Task.to_location_id, Task.lpn_id, Task.item_id, Task.lot_id, Task.quantity - Task.done_quantity)
        .where(Task.state.in_(UNFINISHED), _among(Task.to_location_id, ids), Task.id != but_task)
    ).all()  # fmt: skip
    on_plates: dict[int, int] = {}
    for to_id, lpn_id, item_id, lot_id, quantity in coming:
        if to_id not in wanted:
            continue
        if lpn_id:
            on_plates[lpn_id] = to_id
            pallets[to_id] += 1
        elif item_id and quantity:
            lying[to_id][item_id, lot_id] += quantity
    for row, root in on_trees(unit, on_plates):
        lying[on_plates[root]][row.item_id, row.lot_id] += row.on_hand


def on_trees(unit: Unit, roots: Iterable[int]) -> list[tuple[Any, int]]:
    """The stock rows on these licence plates and all that are nested on them, each with its root."""
    root_of = {root: root for root in roots}
    layer = list(root_of)
    while layer:
        found: list[int] = []
        for chunk in find.chunks(layer):
            for child, parent in unit.session.execute(select(Lpn.id, Lpn.parent_id).where(Lpn.parent_id.in_(chunk))):
                root_of[child] = root_of[parent or 0]
                found.append(child)
        layer = found
    return [
        (row, root_of[row.lpn_id])
        for chunk in find.chunks(root_of)
        for row in unit.session.execute(select(stock).where(stock.c.lpn_id.in_(chunk)))
    ]
