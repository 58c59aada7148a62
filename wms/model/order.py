"""What customers want: the order and its lines. A line's quantities only ever grow along its way to the truck."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wms.model.base import Base, Versioned, choice, one_of, refers
from wms.model.words import OrderState


class Order(Versioned, Base):
    """Demand of one customer. `priority` 1 is most urgent, 9 least; `cutoff_at` is when its carrier leaves."""

    __tablename__ = "orders"

    number: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = refers("site", index=False)
    owner_id: Mapped[int] = refers("owner", index=False)
    customer_id: Mapped[int] = refers("party")
    carrier_id: Mapped[int | None] = refers("party", index=False)
    wave_id: Mapped[int | None] = refers("wave")
    state: Mapped[OrderState] = choice(OrderState, OrderState.ENTERED)
    state_before_hold: Mapped[str] = mapped_column(default="")
    priority: Mapped[int] = mapped_column(default=5)
    entered_at: Mapped[datetime]
    due_at: Mapped[datetime]
    cutoff_at: Mapped[datetime]
    shipped_at: Mapped[datetime | None]
    ship_complete: Mapped[bool] = mapped_column(default=False)
    reference: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    lines: Mapped[list[OrderLine]] = relationship(order_by="OrderLine.line", cascade="all, delete-orphan")

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            one_of("state", OrderState),
            CheckConstraint("priority BETWEEN 1 AND 9", name="priority"),
            Index("ix_orders_state_cutoff_at", "state", "cutoff_at"),
        )


class OrderLine(Base):
    """One wanted item in base units: shipped ≤ packed ≤ picked ≤ allocated ≤ ordered, always.

    `substitutes_id` is the line this one stands in for, when its item was sent instead.
    """

    __tablename__ = "order_line"

    order_id: Mapped[int] = refers("orders", index=False)
    line: Mapped[int]
    item_id: Mapped[int] = refers("item")
    ordered: Mapped[int]
    allocated: Mapped[int] = mapped_column(default=0)
    picked: Mapped[int] = mapped_column(default=0)
    packed: Mapped[int] = mapped_column(default=0)
    shipped: Mapped[int] = mapped_column(default=0)
    returned: Mapped[int] = mapped_column(default=0)
    minimum_remaining_days: Mapped[int] = mapped_column(default=0)
    substitute_allowed: Mapped[bool] = mapped_column(default=False)
    price_minor: Mapped[int] = mapped_column(default=0)
    unallocated_reason: Mapped[str] = mapped_column(default="")
    substitutes_id: Mapped[int | None] = refers("order_line", index=False)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (
            UniqueConstraint("order_id", "line"),
            CheckConstraint(
                "0 <= shipped AND shipped <= packed AND packed <= picked AND picked <= allocated"
                " AND allocated <= ordered",
                name="way_to_the_truck",
            ),
            CheckConstraint("0 <= returned AND returned <= shipped", name="returned"),
        )
