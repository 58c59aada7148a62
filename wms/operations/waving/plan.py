"""Allocated orders are gathered into waves by cut-off and capacity. Releasing a wave comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select, update

from wms.base.errors import Problems, refuse
from wms.ledger.views import allocations as claims
from wms.model.order import Order, OrderLine
from wms.model.outbound import Wave
from wms.model.words import AllocationState, OrderState, Stage, WaveState
from wms.operations import find, settings
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.unit import Answer, Unit
from wms.operations.waving.rule import PlannedWave, WaveCapacity, WaveOrder, waves


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWaves(Command):
    """Gather allocated orders that are in no wave yet into waves."""

    site: str = arg("The site; empty: the only one", "", refers="site")
    cutoff: datetime | None = arg("Only orders whose carrier leaves by then", None)
    orders: tuple[str, ...] = arg("Only these orders", (), refers="order")
    wave_lines: int | None = arg("How many order lines a wave holds at most; empty: as set", None)
    window_minutes: int | None = arg("How far cut-offs in a wave may lie apart; empty: as set", None, unit="minutes")


@handles("waving.plan", "waves", "orders")
def plan_waves(command: PlanWaves, unit: Unit) -> Answer:
    site = find.site(unit.session, command.site)
    capacity = _capacity(command, unit)
    planned = waves(_candidates(command, unit, site.id), capacity)
    if not planned:
        raise refuse("No allocated order is waiting for a wave.", field="orders")
    numbers = _write(unit, site.id, planned)
    orders = sum(len(wave.order_ids) for wave in planned)
    values = {"waves": numbers, "count": len(numbers), "orders": orders, "lines": sum(wave.lines for wave in planned)}
    return Answer("{orders} orders with {lines} lines are in {count} waves.", values, numbers[0])


def _capacity(command: PlanWaves, unit: Unit) -> WaveCapacity:
    problems = Problems()
    lines = command.wave_lines or settings.value(unit.session, "waving.wave_lines")
    minutes = command.window_minutes
    if minutes is None:
        minutes = settings.value(unit.session, "waving.window_minutes")
    if command.wave_lines is not None and command.wave_lines < 1:
        problems.add("A wave holds at least one line.", field="wave_lines", found=command.wave_lines)
    if not 0 <= minutes <= 100_000:
        problems.add("The window must not be negative, nor absurdly long.", field="window_minutes", found=minutes)
    problems.refuse()
    return WaveCapacity(lines, timedelta(minutes=minutes))


def _candidates(command: PlanWaves, unit: Unit, site_id: int) -> list[WaveOrder]:
    query = (
        select(Order.id, Order.number, Order.cutoff_at, Order.priority,
               func.count(OrderLine.id.distinct()).label("lines"))
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(claims, claims.c.order_line_id == OrderLine.id)
        .where(Order.state == OrderState.ALLOCATED, Order.wave_id.is_(None), Order.site_id == site_id,
               claims.c.state == AllocationState.OPEN, claims.c.stage == Stage.RESERVED)
        .group_by(Order.id, Order.number, Order.cutoff_at, Order.priority)
    )  # fmt: skip
    if command.cutoff is not None:
        query = query.where(Order.cutoff_at <= command.cutoff)
    rows = unit.session.execute(query).all()
    if command.orders:
        _refuse_others(command, {row.number for row in rows})
    named = set(command.orders)
    return [WaveOrder(row.id, row.cutoff_at, row.priority, row.lines) for row in rows
            if not named or row.number in named]  # fmt: skip


def _refuse_others(command: PlanWaves, waiting: set[str]) -> None:
    problems = Problems()
    for row, number in enumerate(command.orders, 1):
        if number not in waiting:
            problems.add("The order {number} is not an allocated one that waits for a wave.", field="orders", row=row,
                         number=number)  # fmt: skip
    problems.refuse()


def _write(unit: Unit, site_id: int, planned: Sequence[PlannedWave]) -> list[str]:
    numbers = unit.numbers("W", len(planned))
    rows = [
        {"number": number, "site_id": site_id, "state": WaveState.PLANNED, "cutoff_at": wave.cutoff,
         "planned_at": unit.now, "reason": f"{len(wave.order_ids)} orders, {wave.lines} lines"}
        for number, wave in zip(numbers, planned, strict=True)
    ]  # fmt: skip
    connection = unit.session.connection()
    connection.execute(insert(Wave.metadata.tables["wave"]), rows)
    ids = {wave.number: wave.id for wave in find.many(unit.session, Wave, Wave.number, numbers).values()}
    table = Order.metadata.tables["orders"]
    for number, wave in zip(numbers, planned, strict=True):
        for chunk in find.chunks(wave.order_ids):
            joined = update(table).where(table.c.id.in_(chunk), table.c.wave_id.is_(None))
            connection.execute(joined.values(wave_id=ids[number], version=table.c.version + 1))
    states.forget(unit, Order)
    return numbers
