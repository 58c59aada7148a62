"""The slots where parts of orders meet, one an order: compartments of a put wall, or lanes, in a packing zone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, select

from wms.ledger.views import allocations as claims
from wms.ledger.views import stock
from wms.model.order import Order, OrderLine
from wms.model.site import Location, Zone
from wms.model.words import MEETING, AllocationState, LocationStatus, Purpose, Stage
from wms.model.work import Task
from wms.operations import find
from wms.operations.picking import gathering
from wms.operations.picking.gathering import UNFINISHED
from wms.operations.unit import Unit


def is_slot() -> ColumnElement[bool]:
    """Whether a location (joined with its zone) is one."""
    return and_(Zone.purpose == Purpose.PACKING, Location.type.in_(MEETING))


def there_are(unit: Unit, site_id: int) -> bool:
    """Whether the site has any."""
    query = select(Location.id).join(Zone, Zone.id == Location.zone_id).where(Location.site_id == site_id, is_slot())
    return unit.session.scalar(query.limit(1)) is not None


def already(unit: Unit, order_ids: Sequence[int]) -> dict[int, int]:
    """The slots (ids) of orders that have one: a gathering leads there, or goods of theirs stand there."""
    found = _standing(unit, order_ids)
    return found | {order: one.slot_id for order, one in gathering.of_orders(unit, order_ids).items()}


def free(unit: Unit, site_id: int, drop_id: int, many: int) -> list[int]:
    """So many slots (ids) that nobody uses, in their own order; never the place where totes are brought first."""
    led_to = exists().where(Task.to_location_id == Location.id, Task.gathers(), Task.state.in_(UNFINISHED))
    in_use = exists().where(stock.c.location_id == Location.id)
    query = (
        select(Location.id).join(Zone, Zone.id == Location.zone_id)
        .where(Location.site_id == site_id, is_slot(), Location.status == LocationStatus.OPEN, Location.id != drop_id,
               ~led_to, ~in_use)
        .order_by(Location.pick_sequence, Location.code).limit(many)
    )  # fmt: skip
    return list(unit.session.scalars(query))


def reserved_for(unit: Unit, slot_id: int) -> tuple[int, str] | None:
    """The order (id, number) whose parts meet there."""
    query = (
        select(Order.id, Order.number)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(Task, Task.order_line_id == OrderLine.id)
        .where(Task.to_location_id == slot_id, Task.gathers(), Task.state.in_(UNFINISHED)).limit(1)
    )
    row = unit.session.execute(query).first()
    return None if row is None else (row.id, row.number)


def orders_in(unit: Unit, lpn_ids: Sequence[int]) -> dict[int, str]:
    """The orders (number by id) that hold picked goods on these licence plates."""
    query = (
        select(Order.id, Order.number)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(claims, claims.c.order_line_id == OrderLine.id)
        .where(claims.c.lpn_id.in_(lpn_ids), claims.c.state == AllocationState.OPEN, claims.c.stage == Stage.PICKED)
        .distinct().order_by(Order.id)
    )  # fmt: skip
    return {row.id: row.number for row in unit.session.execute(query)}


def _standing(unit: Unit, order_ids: Sequence[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for chunk in find.chunks(order_ids):
        query = (
            select(OrderLine.order_id, claims.c.location_id)
            .join(claims, claims.c.order_line_id == OrderLine.id)
            .join(Location, Location.id == claims.c.location_id)
            .join(Zone, Zone.id == Location.zone_id)
            .where(OrderLine.order_id.in_(chunk), claims.c.state == AllocationState.OPEN,
                   claims.c.stage == Stage.PICKED, is_slot())
        )  # fmt: skip
        for order, place in unit.session.execute(query):
            found[order] = place
    return found
