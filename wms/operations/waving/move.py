"""Orders are moved by hand between planned waves, into one, or out of it. Releasing the wave comes next."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from wms.base.errors import Problems, refuse
from wms.model.order import Order
from wms.model.outbound import Wave
from wms.model.words import OrderState, WaveState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.unit import Answer, Unit
from wms.operations.waving.release import find_wave


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOrdersToWave(Command):
    """Put allocated orders into a planned wave, or take them out of theirs; what is released stays where it is."""

    orders: tuple[str, ...] = arg("The orders' numbers", refers="order")
    wave: str = arg("The planned wave they go with; empty: none, they wait for another one", "", refers="wave")


@handles("waving.plan", "waves", "orders")
def move_orders_to_wave(command: MoveOrdersToWave, unit: Unit) -> Answer:
    wave = find_wave(unit, command.wave, WaveState.PLANNED) if command.wave else None
    orders = _movable(unit, command.orders, wave)
    left = {order.wave_id for order in orders if order.wave_id is not None}
    unit.session.flush()
    table = Order.metadata.tables["orders"]
    for chunk in find.chunks([order.id for order in orders]):
        moved = update(table).where(table.c.id.in_(chunk))
        goes = moved.values(wave_id=wave.id if wave else None, version=table.c.version + 1)
        unit.session.connection().execute(goes)
    states.forget(unit, Order)
    _follow(unit, left | ({wave.id} if wave else set()))
    values = {"orders": len(orders), "wave": wave.number if wave else ""}
    if wave is None:
        return Answer("{orders} orders wait for another wave.", values, orders[0].number)
    return Answer("{orders} orders go with {wave}.", values, wave.number)


def _movable(unit: Unit, numbers: Sequence[str], wave: Wave | None) -> list[Order]:
    """The orders, each of which may change its wave. Raises Refused with every one that may not."""
    if not numbers:
        raise refuse("Name the orders to move.", field="orders")
    problems = Problems()
    found = find.many(unit.session, Order, Order.number, numbers)
    waves = _waves(unit, {order.wave_id for order in found.values() if order.wave_id is not None})
    for row, number in enumerate(dict.fromkeys(numbers), 1):
        order = found.get(number)
        if order is None:
            problems.add("There is no order {number}.", field="orders", row=row, number=number)
            continue
        now = waves.get(order.wave_id or 0)
        if now is not None and now.state is not WaveState.PLANNED:
            problems.add("The order {number} is in the wave {wave}, which is {state}; call that back first.",
                         field="orders", row=row, number=number, wave=now.number, state=now.state.value)  # fmt: skip
        elif order.state is not OrderState.ALLOCATED:
            problems.add("The order {number} is {state}, not allocated.", field="orders", row=row, number=number,
                         state=order.state.value)  # fmt: skip
        elif wave is not None and order.site_id != wave.site_id:
            problems.add("The order {number} is served by another site.", field="orders", row=row, number=number)
    problems.refuse()
    return [found[number] for number in dict.fromkeys(numbers)]


def _waves(unit: Unit, ids: Collection[int]) -> dict[int, Wave]:
    return {wave.id: wave for chunk in find.chunks(sorted(ids))
            for wave in unit.session.scalars(select(Wave).where(Wave.id.in_(chunk)))}  # fmt: skip


def _follow(unit: Unit, wave_ids: Collection[int]) -> None:
    """A wave's cut-off is that of its first carrier; an empty wave keeps the one it had."""
    for wave in _waves(unit, wave_ids).values():
        first = unit.session.scalar(select(func.min(Order.cutoff_at)).where(Order.wave_id == wave.id))
        if first is not None:
            wave.cutoff_at = first
