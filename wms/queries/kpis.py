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
    """One figure: `value` in `unit` is `part` ÷ `whole`; without a whole there is no value."""

    place: int = col("Place", "number")
    kpi: str = col("KPI", "told")
    value: float | None = col("Value", "decimal")
    unit: str = col("Unit", "told")
    part: int = col("Part", "quantity")
    whole: int = col("Whole", "quantity")
    meaning: str = col("Meaning", "told")


Span = tuple[datetime, datetime]
Figure = tuple[str, str, float, str, Callable[[Span], Select[int, int]]]


@computed(KpiRow, key=("place",), sort=("place",), topics=("*",))
def kpis(
    connection: Connection, start: int | None, first: date | None = None, last: date | None = None
) -> Iterator[KpiRow]:
    """The figures for the days `first` to `last` (the last 30 days); space utilisation is as it is now."""
    until = at(last or utc_now().date()) + timedelta(days=1)
    since = at(first) if first is not None else until - timedelta(days=30)
    for place, (name, unit, factor, meaning, statement) in enumerate(FIGURES, 1):
        part, whole = connection.execute(statement((since, until))).one()
        value = round(factor * part / whole, 2) if whole else None
        yield KpiRow(place, name, value, unit, part or 0, whole or 0, meaning)


def _dock_to_stock(span: Span) -> Select[int, int]:
    waited = _micros(Task.done_at) - _micros(Receipt.opened_at)
    return (
        select(total(waited // MINUTE), counted())
        .select_from(Task)
        .join(Receipt, Receipt.number == Task.document)
        .where(Task.kind == TaskKind.PUTAWAY, Task.state == TaskState.DONE, _within(Task.done_at, span))
    )


def _lines_per_hour(span: Span) -> Select[int, int]:
    """Pick lines of walks that ended in the period ÷ the minutes from their start to their end."""
    its = and_(_within(Batch.done_at, span), Batch.started_at.is_not(None))
    lines = select(counted()).where(Task.batch_id == Batch.id, Task.state == TaskState.DONE).correlate(Batch)
    minutes = (_micros(Batch.done_at) - _micros(Batch.started_at)) // MINUTE
    return select(total(lines.scalar_subquery() + ZERO), total(minutes)).where(its)


def _fill_rate(span: Span) -> Select[int, int]:
    lacking = select(OrderLine.id).where(OrderLine.order_id == Order.id, OrderLine.shipped < OrderLine.ordered)
    whole = total(case((lacking.exists(), 0), else_=1))
    return select(whole, counted()).where(_shipped(span))


def _on_time(span: Span) -> Select[int, int]:
    return select(total(case((Order.shipped_at <= Order.due_at, 1), else_=0)), counted()).where(_shipped(span))


def _accuracy(span: Span) -> Select[int, int]:
    right = total(case((CountLine.posted == 0, 1), else_=0))
    return (
        select(right, counted())
        .select_from(CountLine)
        .join(Count, Count.id == CountLine.count_id)
        .where(CountLine.state == CountLineState.POSTED, _within(Count.posted_at, span))
    )


def _space(span: Span) -> Select[int, int]:
    taken = total(case((select(stock.c.id).where(stock.c.location_id == Location.id).exists(), 1), else_=0))
    return select(taken, counted()).select_from(Location).join(Zone).where(Zone.purpose.in_(PICKABLE))


def _micros(column: Any) -> ColumnElement[int]:
    return type_coerce(column, Int64)


def _within(column: Any, span: Span) -> ColumnElement[bool]:
    return and_(column >= span[0], column < span[1])


def _shipped(span: Span) -> ColumnElement[bool]:
    return and_(Order.state == OrderState.SHIPPED, _within(Order.shipped_at, span))


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
