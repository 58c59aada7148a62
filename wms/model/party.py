"""Who goods come from, go to, travel with and belong to: suppliers, customers, carriers, and owners of stock."""

from __future__ import annotations

from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, Versioned, choice, one_of
from wms.model.words import PartyKind


class Owner(Base):
    """Whose stock it is; a company that stores only its own has one."""

    __tablename__ = "owner"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class Party(Versioned, Base):
    """A supplier, customer or carrier. `minimum_remaining_days` is the shelf life a customer insists on."""

    __tablename__ = "party"

    kind: Mapped[PartyKind] = choice(PartyKind)
    code: Mapped[str]
    name: Mapped[str]
    gln: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    country: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    minimum_remaining_days: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return one_of("kind", PartyKind), UniqueConstraint("kind", "code")
