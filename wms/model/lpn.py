"""Licence plates: a pallet, carton or tote with an identity. They nest; what is in one is where its root is.

Rows are made and moved only by the ledger (`wms.ledger.lpns`); row 0 means "loose, on no licence plate".
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, choice, one_of, refers
from wms.model.words import LpnKind

LOOSE = 0


class Lpn(Base):
    """`code` is the SSCC (18 digits) or a tote's own number. No location means it has left the site."""

    __tablename__ = "lpn"

    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[LpnKind] = choice(LpnKind)
    parent_id: Mapped[int | None] = refers("lpn")
    location_id: Mapped[int | None] = refers("location")
    height_mm: Mapped[int] = mapped_column(default=0)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return one_of("kind", LpnKind), CheckConstraint("parent_id IS NULL OR parent_id <> id", name="no_self")
