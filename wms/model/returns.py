"""What comes back: a customer's return, its lines, and what becomes of the goods."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, Versioned, choice, one_of, refers
from wms.model.words import Disposition, ReturnState


class Return(Versioned, Base):
    """Goods a customer sends back, against an order or blind."""

    __tablename__ = "customer_return"

    number: Mapped[str] = mapped_column(unique=True)
    site_id: Mapped[int] = refers("site", index=False)
    owner_id: Mapped[int] = refers("owner", index=False)
    customer_id: Mapped[int] = refers("party")
    order_id: Mapped[int | None] = refers("orders")
    state: Mapped[ReturnState] = choice(ReturnState, ReturnState.OPEN)
    reason: Mapped[str] = mapped_column(default="")
    opened_at: Mapped[datetime]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (one_of("state", ReturnState),)


class ReturnLine(Base):
    """One returned piece, in base units."""

    __tablename__ = "return_line"

    return_id: Mapped[int] = refers("customer_return")
    order_line_id: Mapped[int | None] = refers("order_line")
    item_id: Mapped[int] = refers("item", index=False)
    lot_id: Mapped[int] = refers("lot", index=False, default=0)
    serial_id: Mapped[int] = refers("serial", index=False, default=0)
    quantity: Mapped[int]
    condition: Mapped[str] = mapped_column(default="")
    disposition: Mapped[Disposition] = choice(Disposition)
    reversed: Mapped[bool] = mapped_column(default=False)
    posting_id: Mapped[int] = refers("posting", index=False)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return one_of("disposition", Disposition), CheckConstraint("quantity >= 1", name="quantity")
