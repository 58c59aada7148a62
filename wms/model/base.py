"""The ground all nouns stand on: one metadata, one naming rule, STRICT tables, and a few ways to say a column."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

from wms.model.types import Choice, Day, Flag, Int64, UtcTime

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=NAMES)
Word = TypeVar("Word", bound=StrEnum)


class Base(DeclarativeBase):
    """A row with an identity. Every table is STRICT where the engine knows that."""

    metadata = metadata
    table_options: ClassVar[dict[str, Any]] = {}
    type_annotation_map = {int: Int64, str: Text(), bool: Flag(), datetime: UtcTime(), date: Day()}

    @declared_attr.directive
    def __table_args__(cls) -> Any:
        return (*cls.constraints(), {"sqlite_strict": True, **cls.table_options})

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        """The noun's own constraints and indexes; nouns override this."""
        return ()

    id: Mapped[int] = mapped_column(primary_key=True)


class Versioned:
    """A document that two people may have open at once: a stale form is refused by its version."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


def one_of(column: str, kind: type[StrEnum]) -> CheckConstraint:
    """The column holds one of the words of `kind`."""
    words = ", ".join(f"'{word.value}'" for word in kind)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def choice(kind: type[Word], default: Word | None = None) -> MappedColumn[Word]:
    """A column for one word of `kind`."""
    return mapped_column(Choice(kind), default=default)


def refers(target: str, *, index: bool = True, **more: Any) -> MappedColumn[Any]:
    """A reference to another noun's row, indexed unless told otherwise."""
    return mapped_column(ForeignKey(f"{target}.id"), index=index, **more)
