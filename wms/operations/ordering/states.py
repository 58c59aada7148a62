"""An order's state, decided in one place from what its lines say. Every step that touches an order calls `refresh`.

entered → allocated → released → picked → packed → shipped; held and cancelled stand aside. The rules:

- What counts is what is held for the order and has not left: of that, the part that is furthest behind. An order of
  which everything held is packed is `packed`; everything held at least picked, `picked`; otherwise `released` when its
  wave is released, and `allocated` when not.
- Nothing held: `entered`, and it belongs to no wave. That is also where an order returns whose shipment has left with
  lines missing: a back-order is an entered order of which something is shipped. It stays open until the rest is
  shipped, or the rest is cancelled.
- Everything ordered is shipped: `shipped`. That is final, and so is `cancelled`. Cancelling the rest of an order that
  has partly left makes it `shipped`: what was ordered and what was shipped stay on its lines.
- Lines may be allocated, picked and shipped in part. Only an order that ships complete waits for its last piece.
- An order may be allocated again at any open state. New stock needs new walks: an order whose wave is released
  already leaves it and is `allocated` again; its tasks in the old wave go on.
- `held` keeps whatever is held and reached, but nothing goes on: it is not allocated, waved, picked, packed, loaded or
  shipped. Lifting the hold puts the order where its lines say.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from wms.base.errors import Refused, refuse
from wms.model.base import Base
from wms.model.order import Order, OrderLine
from wms.model.outbound import Wave
from wms.model.words import OrderState, WaveState
from wms.operations import find
from wms.operations.picking import gathering
from wms.operations.unit import Unit

FINAL = (OrderState.SHIPPED, OrderState.CANCELLED)
STANDING = (*FINAL, OrderState.HELD)
"""States that no counting of lines changes."""
OPEN = tuple(state for state in OrderState if state not in STANDING)


def refresh(unit: Unit, order_ids: Iterable[int]) -> None:
    """Set the state of these orders by what their lines say now; a few statements for any number of orders.

    Where zones pick for an order, its gathering ends when nothing more is on its way.
    """
    order_ids = sorted(set(order_ids))
    unit.session.flush()
    connection = unit.session.connection()
    table = Order.metadata.tables["orders"]
    changed = []
    for chunk in find.chunks(order_ids):
        for row in connection.execute(_COUNTED, {"which": chunk}):
            state = judged(row, row.wave_state in (WaveState.RELEASED, WaveState.CLOSED))
            if state is not row.state:
                shipped = unit.now if state is OrderState.SHIPPED else row.shipped_at
                wave = None if state in (OrderState.ENTERED, OrderState.SHIPPED) else row.wave_id
                changed.append({"which": row.id, "now": state, "at": shipped, "wave": wave})
    if changed:
        statement = update(table).where(table.c.id == bindparam("which")).values(
            state=bindparam("now"), shipped_at=bindparam("at"), wave_id=bindparam("wave"), version=table.c.version + 1
        )  # fmt: skip
        connection.execute(statement, changed)
        forget(unit, Order)
    gathering.follow(unit, order_ids)


def judged(row: Row[Any], wave_released: bool) -> OrderState:
    """The state that an order's added-up lines amount to."""
    held = row.allocated - row.shipped
    if row.ordered and row.shipped == row.ordered:
        return OrderState.SHIPPED
    if not held:
        return OrderState.ENTERED
    if row.packed - row.shipped == held:
        return OrderState.PACKED
    if row.picked - row.shipped == held:
        return OrderState.PICKED
    return OrderState.RELEASED if wave_released else OrderState.ALLOCATED


def require_open(order: Order, field: str = "order") -> None:
    """Raise Refused unless work on the order may go on."""
    if order.state in STANDING:
        raise not_open(order.number, order.state, field)


def not_open(number: str, state: OrderState, field: str = "order") -> Refused:
    """The refusal for an order that is held, shipped or cancelled."""
    return refuse("The order {number} is {state}.", field=field, number=number, state=state.value)


def forget(unit: Unit, noun: type[Base]) -> None:
    """Let the session read these rows again: they were changed behind its back."""
    for thing in list(unit.session.identity_map.values()):
        if isinstance(thing, noun):
            unit.session.expire(thing)


_COUNTERS = ("ordered", "allocated", "picked", "packed", "shipped")
_COUNTED = (
    select(Order.id, Order.state, Order.wave_id, Order.shipped_at, Wave.state.label("wave_state"),
           *(func.coalesce(func.sum(getattr(OrderLine, name)), 0).label(name) for name in _COUNTERS))
    .outerjoin(OrderLine, OrderLine.order_id == Order.id)
    .outerjoin(Wave, Wave.id == Order.wave_id)
    .where(Order.state.not_in(STANDING), Order.id.in_(bindparam("which", expanding=True)))
    .group_by(Order.id, Order.state, Order.wave_id, Order.shipped_at, Wave.state)
)  # fmt: skip
"""Made once: every scan asks it."""
