"""What a question is: its parameters, the row it answers with, and how its rows are told apart.

Most questions are a function from parameters to a SELECT whose column names are the field names of the row. A few
cannot be said in one SELECT (a trace, layers of cost): they are computed from several, row by row, in their own order,
and are paged, sorted and filtered by the same door. The registry is what the CLI, the lists of the GUI, the papers and
the exports are derived from.
"""

from __future__ import annotations

import dataclasses
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Select

Selected = Select[*tuple[Any, ...]]
Build = Callable[..., Selected]
Compute = Callable[..., Iterable[Any]]

KINDS = (
    "text", "told", "command", "number", "quantity", "money", "date", "moment", "percent", "grams", "mm", "decimal",
    "flag", "id",
)  # fmt: skip
"""How a column is shown. told: a sentence or word of the program, said in the reader's language; command: a
command by its name in the program, shown by its title; quantity: base units;
money: minor units; percent: a number of percent; id: not shown."""


def col(title: str, kind: str = "text") -> Any:
    """Describe a row's field: its title in English, and its kind (one of KINDS)."""
    if kind not in KINDS:
        raise ValueError(f"there is no kind of column {kind}")
    return field(metadata={"title": title, "kind": kind})


@dataclass(frozen=True, slots=True)
class Described:
    """One column of an answer: the row's field, its title, its kind, and whether it may be missing."""

    name: str
    title: str
    kind: str
    optional: bool


@dataclass(frozen=True)
class Question:
    """One entry of the registry; it has either `build` (a SELECT) or `compute` (rows in the order of `sort`).

    `compute` takes the connection and the value of the first sort column to begin at (None: the beginning) before its
    parameters. `key` are the row fields that tell rows apart (they break ties in paging), `sort` the fields it is
    sorted by unless asked otherwise ("-name" for descending), `topics` the changes after which an open list should ask
    again, `step` the module it stands in, `lead` the nouns' own columns (like Item.sku) of the sort columns by which a
    large answer is best walked through: each indexed, unique and never missing.
    """

    name: str
    row: type[Any]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    topics: tuple[str, ...]
    step: str
    help: str
    build: Build | None = None
    compute: Compute | None = None
    lead: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def described(self) -> tuple[Described, ...]:
        """The row's fields in order, with title and kind."""
        hints = get_type_hints(self.row)
        return tuple(
            Described(f.name, f.metadata["title"], f.metadata["kind"], type(None) in get_args(hints[f.name]))
            for f in dataclasses.fields(self.row)
        )

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names of the row's fields in order."""
        return tuple(column.name for column in self.described)

    @cached_property
    def optional(self) -> frozenset[str]:
        """The columns whose value may be missing."""
        return frozenset(column.name for column in self.described if column.optional)

    @cached_property
    def parameters(self) -> dict[str, inspect.Parameter]:
        """What may be asked for, by name, with type and default."""
        found = inspect.signature(self.build or self.compute or (lambda: None), eval_str=True).parameters
        return dict(list(found.items())[0 if self.build else 2 :])


QUESTIONS: dict[str, Question] = {}
"""Every question of the program by name, filled as the modules of this package are imported."""


def question(
    row: type[Any], *, key: tuple[str, ...], sort: tuple[str, ...], topics: tuple[str, ...] = (),
    lead: Mapping[str, Any] | None = None,
) -> Callable[[Build], Build]:  # fmt: skip
    """Register a function that builds the SELECT of a question; its parameters are what may be asked for."""

    def register(build: Build) -> Build:
        _enter(build, row, key, sort, topics, build, None, lead or {})
        return build

    return register


def computed(
    row: type[Any], *, key: tuple[str, ...], sort: tuple[str, ...], topics: tuple[str, ...] = ()
) -> Callable[[Compute], Compute]:
    """Register a question whose rows are computed: `compute(connection, start, …parameters)` gives them in order."""

    def register(compute: Compute) -> Compute:
        _enter(compute, row, key, sort, topics, None, compute, {})
        return compute

    return register


def _enter(
    function: Callable[..., Any], row: type[Any], key: tuple[str, ...], sort: tuple[str, ...],
    topics: tuple[str, ...], build: Build | None, compute: Compute | None,
    lead: Mapping[str, Any],
) -> None:  # fmt: skip
    name = function.__name__
    step = function.__module__.removeprefix("wms.queries.").split(".")[0]
    doc = (function.__doc__ or "").strip()
    if name in QUESTIONS:
        raise ValueError(f"there are two questions {name}")
    QUESTIONS[name] = Question(name, row, key, sort, topics, step, doc, build, compute, lead)


def read(parameter: inspect.Parameter, value: Any) -> Any:
    """The value as the parameter wants it; text as people type it is understood. Raises ValueError when it is not."""
    hint = parameter.annotation
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    if type(value) in options or (value is None and type(None) in options):
        return value
    wanted = next(option for option in options if option is not type(None))
    if not isinstance(value, str):
        raise ValueError(value)
    if wanted is bool:
        return _FLAGS[value.lower()] if value.lower() in _FLAGS else _unread(value)
    if wanted is datetime:
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return date.fromisoformat(value) if wanted is date else wanted(value)


_FLAGS = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def _unread(value: str) -> bool:
    raise ValueError(value)
