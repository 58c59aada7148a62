"""What is released together: waves and how far they have come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.words import WaveState
from wms.queries.pieces import counted, only, total
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class WaveRow:
    """One wave and how far it has come."""

    wave: str = col("Wave")
    state: WaveState = col("State")
    cutoff_at: datetime = col("Cut-off", "moment")
    planned_at: datetime = col("Planned", "moment")
    released_at: datetime | None = col("Released", "moment")
    orders: int = col("Orders", "number")
    lines: int = col("Lines", "number")
    batches: int = col("Batches", "number")
    allocated: int = col("Allocated", "quantity")
    picked: int = col("Picked", "quantity")
    packed: int = col("Packed", "quantity")
    shipped: int = col("Shipped", "quantity")
    reason: str = col("Reason", "told")


@question(WaveRow, key=("wave",), sort=("-wave",), topics=("waves", "orders"))
def waves(wave: str = "", state: WaveState | None = None) -> Selected:
    """Waves, the newest first, with what is allocated, picked, packed and shipped of each."""
    lines = select(counted()).select_from(OrderLine).join(Order, Order.id == OrderLine.order_id)
    its = Order.wave_id == Wave.id
    statement = select(
        Wave.number.label("wave"), Wave.state, Wave.cutoff_at, Wave.planned_at, Wave.released_at,
        select(counted()).where(its).scalar_subquery().label("orders"),
        lines.where(its).correlate(Wave).scalar_subquery().label("lines"),
        select(counted()).where(Batch.wave_id == Wave.id).scalar_subquery().label("batches"),
        *(
            lines.with_only_columns(total(column)).where(its).correlate(Wave).scalar_subquery().label(column.key)
            for column in (OrderLine.allocated, OrderLine.picked, OrderLine.packed, OrderLine.shipped)
        ), Wave.reason,
    )  # fmt: skip
    return only(statement, (Wave.number, wave), (Wave.state, state))
