"""What the program remembers about itself: every command that was carried out, settings, counters, attachments."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, refers
from wms.model.types import Json


class Audit(Base):
    """One command that was carried out: who, when, what, and the answer it gave. Rows are never changed.

    `key` is the idempotency key and `digest` the content it was used for: a replay is given `answer` again.
    """

    __tablename__ = "audit"

    key: Mapped[str] = mapped_column(unique=True)
    digest: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[int] = refers("users")
    command: Mapped[str]
    fields: Mapped[Any] = mapped_column(Json)
    answer: Mapped[Any] = mapped_column(Json)
    document: Mapped[str] = mapped_column(default="")

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (Index("ix_audit_document", "document"),)


class Setting(Base):
    """A named setting of this database."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(unique=True)
    value: Mapped[Any] = mapped_column(Json)


class Counter(Base):
    """The last number given to a kind of document."""

    __tablename__ = "counter"

    prefix: Mapped[str] = mapped_column(unique=True)
    last: Mapped[int] = mapped_column(default=0)


class Attachment(Base):
    """A photo or paper kept with a document."""

    __tablename__ = "attachment"

    document: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    added_at: Mapped[datetime]
