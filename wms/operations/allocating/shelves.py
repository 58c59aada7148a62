"""The stock that could serve, read for the planner: what is free where, how old, and why some of it may not be used.

Usable is what is available, in a zone to pick from, at a location goods may leave, and not under suspicion because a
picker has just found less there than the books say. A visit to the reserve counts as a long walk, so that pieces
come from forward pick locations wherever stock of equal age lies there, and whole pallets from the reserve.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, and_, func, select

from wms.ledger.views import allocations as claims
from wms.ledger.views import stock
from wms.model.order import OrderLine
from wms.model.site import Location, Zone
from wms.model.tracking import Lot
from wms.model.words import PICKABLE, AllocationState, LocationStatus, Purpose, Status, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find, settings
from wms.operations.unit import Unit
from wms.planning.allocation.problem import Holding, StockRow

EXITS = (LocationStatus.OPEN, LocationStatus.NO_ENTRY)
Walk = Callable[[Row[Any]], int]


@dataclass(frozen=True, slots=True)
class Shelves:
    """The planner's stock rows, and by row id what the ledger must be told to take."""

    stock: tuple[StockRow, ...]
    rows: dict[int, Row[Any]]


def read(unit: Unit, site_id: int, item_ids: Collection[int], walk: Walk | None = None) -> Shelves:
    """Stock of these items at the site. `walk` tells what a visit to a row's location costs, in millimetres."""
    walk = walk or walk_from_the_door(unit)
    shared = _shared_plates(unit, item_ids)
    suspect = _suspect(unit, site_id)
    found: list[StockRow] = []
    rows: dict[int, Row[Any]] = {}
    for row in _rows(unit, site_id, item_ids):
        blocked = _blocked(row, suspect)
        if blocked and not row.free:
            continue  # already on its way to other orders: not worth telling
        rows[row.id] = row
        found.append(StockRow(
            row.id, row.item_id, row.location_id, row.on_hand, row.free, row.owner_id, row.since.date().toordinal(),
            row.expiry.toordinal() if row.expiry else None, row.lot_id or None, row.lpn_id or None,
            row.lpn_id not in shared, blocked, walk(row),
        ))  # fmt: skip
    return Shelves(tuple(found), rows)


def walk_from_the_door(unit: Unit) -> Walk:
    """The way along the walls from the building's corner; the reserve lies further off by what the setting says."""
    detour = settings.value(unit.session, "allocating.reserve_detour_mm")
    return lambda row: row.x_mm + row.y_mm + (detour if row.purpose is Purpose.RESERVE else 0)


def holders(unit: Unit, shelves: Shelves, item_ids: Sequence[int]) -> tuple[Holding, ...]:
    """Which orders hold stock of these items already, for the explanations."""
    same_key = [
        stock.c[name] == claims.c[name]
        for name in ("owner_id", "item_id", "lot_id", "serial_id", "status", "location_id", "lpn_id")
    ]
    found = []
    for chunk in find.chunks(item_ids):
        query = (
            select(stock.c.id, OrderLine.order_id, func.sum(claims.c.quantity).label("quantity"))
            .join(claims, and_(*same_key))
            .join(OrderLine, OrderLine.id == claims.c.order_line_id)
            .where(claims.c.item_id.in_(chunk), claims.c.state == AllocationState.OPEN)
            .group_by(stock.c.id, OrderLine.order_id)
        )
        rows = unit.session.execute(query)
        found += [Holding(row.id, row.order_id, row.quantity) for row in rows if row.id in shelves.rows]
    return tuple(found)


def _rows(unit: Unit, site_id: int, item_ids: Collection[int]) -> Iterator[Row[Any]]:
    for chunk in find.chunks(sorted(item_ids)):
        query = (
            select(stock, Location.x_mm, Location.y_mm, Location.pick_sequence, Location.status.label("open"),
                   Zone.purpose, Lot.expiry)
            .join(Location, Location.id == stock.c.location_id)
            .join(Zone, Zone.id == Location.zone_id)
            .outerjoin(Lot, Lot.id == stock.c.lot_id)
            .where(stock.c.item_id.in_(chunk), Location.site_id + 0 == site_id)  # found by item, not by site
            .order_by(stock.c.id)
        )  # fmt: skip
        yield from unit.session.execute(query)


def _blocked(row: Row[Any], suspect: Collection[tuple[int, int]]) -> str:
    if row.status is not Status.AVAILABLE:
        return str(row.status.value)
    if row.purpose not in PICKABLE:
        return f"not stored yet ({row.purpose.value})"
    if row.open not in EXITS:
        return "location closed"
    return "to be counted" if (row.location_id, row.item_id) in suspect else ""


def _suspect(unit: Unit, site_id: int) -> set[tuple[int, int]]:
    """Locations and items that a short pick has put in doubt, until they are counted."""
    rows = unit.session.execute(
        select(Task.from_location_id, Task.item_id).where(
            Task.kind == TaskKind.COUNT, Task.state.in_((TaskState.OPEN, TaskState.CLAIMED)),
            Task.order_line_id.is_not(None), Task.site_id == site_id,
        )
    )  # fmt: skip
    return {(row.from_location_id, row.item_id) for row in rows}


def _shared_plates(unit: Unit, item_ids: Collection[int]) -> set[int]:
    """Licence plates that carry more than one row of stock: they are no whole plate of one item."""
    plates: dict[int, int] = {}
    for chunk in find.chunks(sorted(item_ids)):
        on_them = select(stock.c.lpn_id).where(stock.c.item_id.in_(chunk), stock.c.lpn_id > 0)
        rows = unit.session.execute(
            select(stock.c.lpn_id, func.count()).where(stock.c.lpn_id.in_(on_them)).group_by(stock.c.lpn_id)
        )
        plates.update({row[0]: row[1] for row in rows})
    return {lpn for lpn, many in plates.items() if many > 1}
