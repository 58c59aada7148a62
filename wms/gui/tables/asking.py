"""What a list asks for: a question with its parameters, its filters and the order of its rows.

The same is handed to the export, so that a file holds exactly what was seen. The order is always told to the end, with
the columns that tell rows apart, so that it can be turned round and continued from any row.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_type_hints

from wms.app import registry
from wms.queries.page import Filter
from wms.queries.question import Described, Question


@dataclass(frozen=True)
class Asking:
    """One question as a list asks it; an empty `sort` is the question's own order."""

    question: str
    parameters: dict[str, Any] = field(default_factory=dict)
    filters: tuple[Filter, ...] = ()
    sort: tuple[str, ...] = ()

    @property
    def entry(self) -> Question:
        """The question's entry in the registry."""
        return registry.question(self.question)

    @property
    def order(self) -> tuple[str, ...]:
        """The whole order: what is sorted by, then what tells rows apart; descending with a leading "-"."""
        named: dict[str, str] = {}
        for name in (*(self.sort or self.entry.sort), *self.entry.key):
            named.setdefault(name.removeprefix("-"), name)
        return tuple(named.values())

    @property
    def turned(self) -> tuple[str, ...]:
        """The same order from its end."""
        return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in self.order)

    def place(self, row: Any) -> tuple[Any, ...]:
        """Where the row stands in the order: what a page can be continued after, in either direction."""
        return tuple(getattr(row, name.removeprefix("-")) for name in self.order)

    def key(self, row: Any) -> tuple[Any, ...]:
        """What tells this row from all others."""
        return tuple(getattr(row, name) for name in self.entry.key)


def columns_of(question: str) -> tuple[Described, ...]:
    """The question's columns that people may see."""
    return tuple(column for column in registry.question(question).described if column.kind != "id")


@cache
def types_of(question: str) -> dict[str, type[Any]]:
    """The type of each of the row's fields, without "or missing"."""
    return {name: bare(hint) for name, hint in get_type_hints(registry.question(question).row).items()}


def words_of(question: str, column: str) -> tuple[StrEnum, ...]:
    """The fixed words a column may hold; none for other columns."""
    kind = types_of(question)[column]
    return tuple(kind) if isinstance(kind, type) and issubclass(kind, StrEnum) else ()


def parameter_title(question: str, name: str) -> str:
    """What a parameter is called, in English: as the column of the same name, or by its own name."""
    columns = registry.question(question).described
    named = next((column.title for column in columns if column.name == name), "")
    return named or ("LPN" if name == "lpn" else name.replace("_", " ").capitalize())


def bare(hint: Any) -> type[Any]:
    """The type of a hint like `date | None`."""
    options = [option for option in get_args(hint) if option is not type(None)]
    found: type[Any] = options[0] if options and type(None) in get_args(hint) else hint
    return found
