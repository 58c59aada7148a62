"""What the orders still need, read for the planner: open lines by urgency, each with the shelf life it insists on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select

from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.party import Party
from wms.model.words import OrderState, Rotation
from wms.operations import find
from wms.operations.ordering import states
from wms.operations.unit import Unit
from wms.planning.allocation import problem as planner

RULES = {
    Rotation.FEFO: planner.Rotation.FEFO,
    Rotation.FIFO: planner.Rotation.FIFO,
    Rotation.LIFO: planner.Rotation.LIFO,
}


@dataclass(frozen=True, slots=True)
class Rules:
    """Whose rotation holds: one for all when given, else each item's own; whole licence plates first when asked."""

    rotation: Rotation | None = None
    whole_lpn_first: bool = False

    def of(self, item_rotation: Rotation) -> planner.Rotation:
        """The planner's rule for an item."""
        return planner.Rotation.WHOLE_LPN if self.whole_lpn_first else RULES[self.rotation or item_rotation]


@dataclass(frozen=True, slots=True)
class Demand:
    """Open order lines with everything about them that counts; `rows` is by line id."""

    orders: tuple[planner.DemandOrder, ...]
    lines: tuple[planner.DemandLine, ...]
    rows: dict[int, Row[Any]]


def of_orders(unit: Unit, order_ids: Sequence[int], rules: Rules) -> Demand:
    """What these orders still need."""
    return _demand([row for chunk in find.chunks(order_ids) for row in _rows(unit, Order.id.in_(chunk))], rules)


def of_site(unit: Unit, site_id: int, cutoff: datetime | None, rules: Rules) -> Demand:
    """What the site's open orders up to a cut-off need; of those that are being picked only what ships complete."""
    waiting = Order.state.in_((OrderState.ENTERED, OrderState.ALLOCATED))
    which = [Order.site_id == site_id, or_(waiting, and_(Order.state.in_(states.OPEN), Order.ship_complete))]
    if cutoff is not None:
        which.append(Order.cutoff_at <= cutoff)
    return _demand(_rows(unit, and_(*which)), rules)


def of_line(unit: Unit, line_id: int, quantity: int) -> Demand:
    """A part of one line, at most what it still needs, by its item's own rule."""
    rows = _rows(unit, OrderLine.id == line_id)
    lines = tuple(_line(row, min(quantity, row.ordered - row.allocated), Rules()) for row in rows)
    orders = tuple(planner.DemandOrder(row.order_id, row.priority) for row in rows)
    return Demand(orders, lines, {row.id: row for row in rows})


def _demand(rows: Sequence[Any], rules: Rules) -> Demand:
    orders = {row.order_id: row for row in rows}
    return Demand(
        tuple(
            planner.DemandOrder(row.order_id, row.priority, int(row.cutoff_at.timestamp()), row.ship_complete)
            for row in orders.values()
        ),
        tuple(_line(row, row.ordered - row.allocated, rules) for row in rows),
        {row.id: row for row in rows},
    )


def _line(row: Row[Any], quantity: int, rules: Rules) -> planner.DemandLine:
    life = max(row.line_days, row.item_days, row.customer_days)
    return planner.DemandLine(row.id, row.order_id, row.item_id, quantity, row.owner_id, rules.of(row.rotation), life)


def _rows(unit: Unit, which: ColumnElement[bool]) -> list[Any]:
    unit.session.flush()
    query = (
        select(
            OrderLine.id, OrderLine.order_id, OrderLine.line, OrderLine.item_id, OrderLine.ordered,
            OrderLine.allocated, OrderLine.unallocated_reason, OrderLine.minimum_remaining_days.label("line_days"),
            Item.minimum_remaining_days.label("item_days"), Item.rotation, Item.sku,
            Party.minimum_remaining_days.label("customer_days"), Order.number, Order.owner_id, Order.site_id,
            Order.priority, Order.cutoff_at, Order.ship_complete,
        )
        .join(Order, Order.id == OrderLine.order_id)
        .join(Item, Item.id == OrderLine.item_id)
        .join(Party, Party.id == Order.customer_id)
        .where(which, OrderLine.ordered > OrderLine.allocated)
        .order_by(OrderLine.order_id, OrderLine.line)
    )  # fmt: skip
    return list(unit.session.execute(query).all())
