"""A wave comes back from the floor, is given up, or is done: unreleased, cancelled, closed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select, update

from wms.base.errors import refuse
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.words import BatchState, TaskState, WaveState
from wms.model.work import Task
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.ordering.held import UNFINISHED
from wms.operations.unit import Answer, Unit
from wms.operations.waving.release import READY, find_wave


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreleaseWave(Command):
    """Call back what nobody has started; a wave of which nothing is started is planned again."""

    wave: str = arg("The wave's number", refers="wave")


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelWave(Command):
    """Give up a planned wave; its orders wait for another one."""

    wave: str = arg("The wave's number", refers="wave")


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseWave(Command):
    """A wave is done: every pick is confirmed, short, or put aside."""

    wave: str = arg("The wave's number", refers="wave")


@handles("waving.release", "waves", "orders", "tasks")
def unrelease_wave(command: UnreleaseWave, unit: Unit) -> Answer:
    wave = find_wave(unit, command.wave, WaveState.RELEASED)
    all_of_it = unit.session.scalars(select(Batch).where(Batch.wave_id == wave.id)).all()
    back = [batch for batch in all_of_it if batch.state is BatchState.READY and batch.started_at is None]
    if not back:
        raise refuse("Every batch of the wave {number} is started already.", field="wave", number=wave.number)
    orders = _orders(unit, back)
    _cancel_tasks(unit, back)
    for batch in back:
        batch.state = BatchState.CANCELLED
    if all(batch.state is BatchState.CANCELLED for batch in all_of_it):
        wave.state, wave.released_at = WaveState.PLANNED, None
    else:
        _leave(unit, wave, orders)
    states.refresh(unit, orders)
    values = {"wave": wave.number, "batches": len(back), "orders": len(orders), "state": wave.state.value}
    return Answer("{batches} batches of {wave} are called back, {orders} orders; the wave is {state}.", values,
                  wave.number)  # fmt: skip


@handles("waving.plan", "waves", "orders")
def cancel_wave(command: CancelWave, unit: Unit) -> Answer:
    wave = find_wave(unit, command.wave, WaveState.PLANNED)
    orders = unit.session.scalars(select(Order.id).where(Order.wave_id == wave.id)).all()
    _leave(unit, wave, orders)
    wave.state = WaveState.CANCELLED
    values = {"wave": wave.number, "orders": len(orders)}
    return Answer("Wave {wave} is cancelled; {orders} orders wait for another one.", values, wave.number)


@handles("waving.close", "waves")
def close_wave(command: CloseWave, unit: Unit) -> Answer:
    wave = find_wave(unit, command.wave, WaveState.RELEASED)
    batches = unit.session.scalars(select(Batch).where(Batch.wave_id == wave.id)).all()
    its_batches = [batch.id for batch in batches]
    open_tasks = select(func.count()).select_from(Task).where(
        Task.batch_id.in_(its_batches), Task.state.in_(UNFINISHED))  # fmt: skip
    left = unit.session.scalar(open_tasks)
    if left:
        raise refuse("{left} picks of the wave {number} are not done.", field="wave", left=left, number=wave.number)
    for batch in batches:
        if batch.state in READY:
            batch.state, batch.done_at = BatchState.DONE, unit.now
    wave.state = WaveState.CLOSED
    return Answer("Wave {wave} is closed.", {"wave": wave.number}, wave.number)


def _orders(unit: Unit, batches: Sequence[Batch]) -> list[int]:
    query = (
        select(OrderLine.order_id)
        .join(Task, Task.order_line_id == OrderLine.id)
        .where(Task.batch_id.in_([batch.id for batch in batches]))
        .distinct()
    )
    return list(unit.session.scalars(query))


def _cancel_tasks(unit: Unit, batches: Sequence[Batch]) -> None:
    table = Task.metadata.tables["task"]
    back = update(table).where(
        table.c.batch_id.in_([batch.id for batch in batches]), table.c.state.in_(UNFINISHED)
    ).values(state=TaskState.CANCELLED, reason="The wave was called back.", done_at=unit.now,
             version=table.c.version + 1)  # fmt: skip
    unit.session.connection().execute(back)
    states.forget(unit, Task)


def _leave(unit: Unit, wave: Wave, order_ids: Sequence[int]) -> None:
    table = Order.metadata.tables["orders"]
    unit.session.flush()
    leave = update(table).where(table.c.wave_id == wave.id, table.c.id.in_(order_ids))
    unit.session.connection().execute(leave.values(wave_id=None, version=table.c.version + 1))
    states.forget(unit, Order)
