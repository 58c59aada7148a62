"""Lots and serials: which production run, which single piece. Row 0 of each means "not tracked"."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, refers

NONE = 0


class Lot(Base):
    """A production run of one item, AI(10); `expiry` is AI(17)."""

    __tablename__ = "lot"

    item_id: Mapped[int | None] = refers("item", index=False)
    code: Mapped[str] = mapped_column(index=True)  # a label often has it alone
    expiry: Mapped[date | None] = mapped_column(index=True)
    produced: Mapped[date | None]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return UniqueConstraint("item_id", "code"), CheckConstraint("(id = 0) = (item_id IS NULL)", name="none")


class Serial(Base):
    """One single piece of an item, AI(21)."""

    __tablename__ = "serial"

    item_id: Mapped[int | None] = refers("item", index=False)
    code: Mapped[str] = mapped_column(index=True)  # a label often has it alone

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return UniqueConstraint("item_id", "code"), CheckConstraint("(id = 0) = (item_id IS NULL)", name="none")
