"""How well the warehouse works, in the words of WERC: each figure for a period, with what it was made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, select, type_coerce

from wms.base.clock import at, utc_now
from wms.ledger.views import stock
from wms.model.inbound import Receipt
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch
from wms.model.records import Setting
from wms.model.site import Location, Zone
from wms.model.types import Int64
from wms.model.words import PICKABLE, CountLineState, OrderState, TaskKind, TaskState
from wms.model.work import Count, CountLine, Task
from wms.queries.pieces import ZERO, counted, total
from wms.queries.question import col, computed

MINUTE = 60_000_000
"""Microseconds, which is how moments lie in the database."""


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One figure: `value` in `unit` is `part` ÷ `whole`; without a whole there is no value.

    The house aims at `target` or more; with `at_most` at that or less.
    """

    place: int = col("Place", "number")
    kpi: str = col("KPI", "told")
    value: float | None = col("Value", "decimal")
    unit: str = col("Unit", "told")
    part: int = col("Part", "quantity")
    whole: int = col("Whole", "quantity")
    meaning: str = col("Meaning", "told")
    target: float | None = col("Target", "decimal")
    at_most: bool = col("At most", "flag")


TARGETS: dict[str, tuple[str, int, bool]] = {
    "Dock-to-stock time": ("reporting.target_dock_minutes", 240, True),
    "Lines per hour": ("reporting.target_lines_per_hour", 60, False),
    "Order fill rate": ("reporting.target_fill_percent", 98, False),
    "On-time shipment": ("reporting.target_on_time_percent", 98, False),
    "Inventory accuracy": ("reporting.target_accuracy_percent", 99, False),
    "Space utilisation": ("reporting.target_space_percent", 85, True),
}
"""By KPI: the setting that holds its target, the target nobody changed, and whether the figure may be that at most."""


Span = tuple[datetime, datetime]
Figure = tuple[str, str, float, str, Callable[[Span], Select[int, int]]]


@computed(KpiRow, key=("place",), sort=("place",), topics=("*",))
def kpis(
    connection: Connection, start: int | None, first: date | None = None, last: date | None = None
) -> Iterator[KpiRow]:
    """The figures for the days `first` to `last` (the last 30 days); space utilisation is as it is now."""
    until = at(last or utc_now().date()) + timedelta(days=1)
    since = at(first) if first is not None else until - timedelta(days=30)
    kept: dict[str, Any] = {row.name: row.value for row in connection.execute(select(Setting.name, Setting.value))}
    for place, (name, unit, factor, meaning, statement) in enumerate(FIGURES, 1):
        part, whole = connection.execute(statement((since, until))).one()
        value = round(factor * part / whole, 2) if whole else None
        setting, usual, at_most = TARGETS[name]
        target = float(kept.get(setting, usual))
        yield KpiRow(place, name, value, unit, part or 0, whole or 0, meaning, target or None, at_most)


def _dock_to_stock(span: Span) -> Select[int, int]:
    waited = micros_of(Task.done_at) - micros_of(Receipt.opened_at)
    return (
        select(total(waited // MINUTE), counted())
        .select_from(Task)
        .join(Receipt, Receipt.number == Task.document)
        .where(Task.kind == TaskKind.PUTAWAY, Task.state == TaskState.DONE, within(Task.done_at, span))
    )


def _lines_per_hour(span: Span) -> Select[int, int]:
    """Pick lines of walks that ended in the period ÷ the minutes from their start to their end."""
    its = and_(within(Batch.done_at, span), Batch.started_at.is_not(None))
    lines = select(counted()).where(Task.batch_id == Batch.id, Task.state == TaskState.DONE).correlate(Batch)
    minutes = (micros_of(Batch.done_at) - micros_of(Batch.started_at)) // MINUTE
    return select(total(lines.scalar_subquery() + ZERO), total(minutes)).where(its)


def _fill_rate(span: Span) -> Select[int, int]:
    lacking = select(OrderLine.id).where(OrderLine.order_id == Order.id, OrderLine.shipped < OrderLine.ordered)
    whole = total(case((lacking.exists(), 0), else_=1))
    return select(whole, counted()).where(shipped_in(span))


def _on_time(span: Span) -> Select[int, int]:
    return select(total(case((Order.shipped_at <= Order.due_at, 1), else_=0)), counted()).where(shipped_in(span))


def _accuracy(span: Span) -> Select[int, int]:
    right = total(case((CountLine.posted == 0, 1), else_=0))
    return (
        select(right, counted())
        .select_from(CountLine)
        .join(Count, Count.id == CountLine.count_id)
        .where(CountLine.state == CountLineState.POSTED, within(Count.posted_at, span))
    )


def _space(span: Span) -> Select[int, int]:
    taken = total(case((select(stock.c.id).where(stock.c.location_id == Location.id).exists(), 1), else_=0))
    return select(taken, counted()).select_from(Location).join(Zone).where(Zone.purpose.in_(PICKABLE))


def micros_of(column: Any) -> ColumnElement[int]:
    """A moment as it lies in the database."""
    return type_coerce(column, Int64)


def within(column: Any, span: Span) -> ColumnElement[bool]:
    """Whether a moment lies in the period."""
    return and_(column >= span[0], column < span[1])


def shipped_in(span: Span) -> ColumnElement[bool]:
    """Whether an order was shipped in the period."""
    return and_(Order.state == OrderState.SHIPPED, within(Order.shipped_at, span))


FIGURES: tuple[Figure, ...] = (
    ("Dock-to-stock time", "minutes", 1, "From check-in to the putaway's end, for each putaway task of a receipt.",
     _dock_to_stock),
    ("Lines per hour", "lines/hour", 60, "Pick lines done ÷ hours between the start and the end of their walks.",
     _lines_per_hour),
    ("Order fill rate", "percent", 100, "Shipped orders of which every line was shipped in full.", _fill_rate),
    ("On-time shipment", "percent", 100, "Shipped orders that left by the time they were due.", _on_time),
    ("Inventory accuracy", "percent", 100, "Counted lines that were as the books said.", _accuracy),
    ("Space utilisation", "percent", 100, "Locations for storing and picking with something on them, now.", _space),
)  # fmt: skip
