"""What a question is: a function from parameters to a SELECT, the row it answers with, and how its rows are told apart.

The registry is what the CLI, the lists of the GUI and the exports are derived from. Column names of the SELECT are the
field names of the row.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import Select

Build = Callable[..., Select[Any]]


@dataclass(frozen=True, slots=True)
class Question:
    """One entry of the registry.

    `key` are the row fields that tell rows apart (they break ties in paging), `sort` the fields it is sorted by unless
    asked otherwise ("-name" for descending), `topics` the changes after which an open list should ask again.
    """

    name: str
    build: Build
    row: type[Any]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    topics: tuple[str, ...]
    help: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The row's fields in order."""
        return tuple(f.name for f in fields(self.row))

    @property
    def parameters(self) -> dict[str, inspect.Parameter]:
        """What may be asked for, by name, with type and default."""
        return dict(inspect.signature(self.build, eval_str=True).parameters)


QUESTIONS: dict[str, Question] = {}
"""Every question of the program by name, filled as the modules of this package are imported."""


def question(
    row: type[Any], *, key: tuple[str, ...], sort: tuple[str, ...], topics: tuple[str, ...] = ()
) -> Callable[[Build], Build]:
    """Register a function that builds the SELECT of a question; its parameters are what may be asked for."""

    def register(build: Build) -> Build:
        doc = (build.__doc__ or "").strip()
        QUESTIONS[build.__name__] = Question(build.__name__, build, row, key, sort, topics, doc)
        return build

    return register
