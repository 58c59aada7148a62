"""The rows behind a KPI: for each what it adds to the figure's part and to its whole; their sums are the figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Text, case, literal, null, select, type_coerce

from wms.base.errors import refuse
from wms.ledger.views import stock
from wms.model.inbound import Receipt
from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch
from wms.model.party import Party
from wms.model.site import Location, Zone
from wms.model.types import UtcTime
from wms.model.words import PICKABLE, CountLineState, TaskKind, TaskState
from wms.model.work import Count, CountLine, Task
from wms.queries.kpis import MINUTE, Span, micros_of, shipped_in, within
from wms.queries.periods import span
from wms.queries.pieces import ZERO, counted
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class KpiPartRow:
    """One document or place; `part` and `whole` are what it adds to the figure."""

    id: int = col("Row", "id")
    code: str = col("Document")
    about: str = col("About")
    at: datetime | None = col("When", "moment")
    part: int = col("Part", "quantity")
    whole: int = col("Whole", "quantity")


@question(KpiPartRow, key=("id",), sort=("id",), topics=("*",))
def kpi_rows(kpi: str = "On-time shipment", first: date | None = None, last: date | None = None) -> Selected:
    """What a KPI of a period (the last 30 days) is made of, row by row. Raises Refused for an unknown one."""
    if kpi not in ROWS:
        raise refuse("There is no KPI {kpi}.", field="kpi", kpi=kpi, expected=", ".join(ROWS))
    return ROWS[kpi](span(first, last))


def _dock_to_stock(within_: Span) -> Selected:
    waited = (micros_of(Task.done_at) - micros_of(Receipt.opened_at)) // MINUTE
    return (
        select(Task.id, Task.number.label("code"), Receipt.number.label("about"), Task.done_at.label("at"),
               waited.label("part"), _one().label("whole"))
        .select_from(Task).join(Receipt, Receipt.number == Task.document)
        .where(Task.kind == TaskKind.PUTAWAY, Task.state == TaskState.DONE, within(Task.done_at, within_))
    )  # fmt: skip


def _lines_per_hour(within_: Span) -> Selected:
    lines = select(counted()).where(Task.batch_id == Batch.id, Task.state == TaskState.DONE).correlate(Batch)
    minutes = (micros_of(Batch.done_at) - micros_of(Batch.started_at)) // MINUTE
    return select(
        Batch.id, Batch.number.label("code"), literal("", Text).label("about"), Batch.done_at.label("at"),
        (lines.scalar_subquery() + ZERO).label("part"), minutes.label("whole"),
    ).where(within(Batch.done_at, within_), Batch.started_at.is_not(None))  # fmt: skip


def _fill_rate(within_: Span) -> Selected:
    lacking = select(OrderLine.id).where(OrderLine.order_id == Order.id, OrderLine.shipped < OrderLine.ordered)
    return _orders(case((lacking.exists(), 0), else_=1), within_)


def _on_time(within_: Span) -> Selected:
    return _orders(case((Order.shipped_at <= Order.due_at, 1), else_=0), within_)


def _orders(part: Any, within_: Span) -> Selected:
    return (
        select(Order.id, Order.number.label("code"), Party.name.label("about"), Order.shipped_at.label("at"),
               part.label("part"), _one().label("whole"))
        .select_from(Order).join(Party, Party.id == Order.customer_id).where(shipped_in(within_))
    )  # fmt: skip


def _accuracy(within_: Span) -> Selected:
    return (
        select(CountLine.id, Count.number.label("code"), Item.sku.label("about"), Count.posted_at.label("at"),
               case((CountLine.posted == 0, 1), else_=0).label("part"), _one().label("whole"))
        .select_from(CountLine).join(Count, Count.id == CountLine.count_id).join(Item, Item.id == CountLine.item_id)
        .where(CountLine.state == CountLineState.POSTED, within(Count.posted_at, within_))
    )  # fmt: skip


def _space(_: Span) -> Selected:
    taken = case((select(stock.c.id).where(stock.c.location_id == Location.id).exists(), 1), else_=0)
    return (
        select(Location.id, Location.code.label("code"), Zone.code.label("about"),
               type_coerce(null(), UtcTime).label("at"), taken.label("part"), _one().label("whole"))
        .select_from(Location).join(Zone, Zone.id == Location.zone_id).where(Zone.purpose.in_(PICKABLE))
    )  # fmt: skip


def _one() -> Any:
    return ZERO + 1


ROWS: dict[str, Callable[[Span], Selected]] = {
    "Dock-to-stock time": _dock_to_stock, "Lines per hour": _lines_per_hour, "Order fill rate": _fill_rate,
    "On-time shipment": _on_time, "Inventory accuracy": _accuracy, "Space utilisation": _space,
}  # fmt: skip
"""By the KPI's name."""
