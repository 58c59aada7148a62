"""Conditions on a column: which comparisons a column of each kind allows, and how they are told and kept.

A moment is filtered by the days of the clock on the site's wall; money, weights and shares are typed as they are shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from wms.gui.tables.asking import types_of
from wms.gui.texts.say import language, say, say_as
from wms.gui.texts.shown import shown, typed, word
from wms.queries.page import Filter
from wms.queries.question import Described

TITLES = {
    "contains": "contains", "starts": "starts with", "is": "is", "not": "is not", "among": "is one of",
    "from": "from", "until": "up to", "between": "between", "yes": "is yes", "no": "is no",
    "empty": "is empty", "filled": "is filled in",
}  # fmt: skip
"""Every comparison people may choose, and how it is called."""
UNITS = {"grams": "kg", "mm": "mm", "percent": "%"}
"""The unit a number of this kind is typed in."""


def comparisons(question: str, column: Described) -> tuple[str, ...]:
    """What this column may be filtered by, the most useful first; nothing for what is neither text nor number."""
    kind: Any = types_of(question)[column.name]
    more = ("empty", "filled") if column.optional else ()
    if kind is bool:
        return ("yes", "no", *more)
    if not isinstance(kind, type):
        return ()
    if issubclass(kind, StrEnum):
        return ("among", *more)
    if issubclass(kind, str):
        return ("contains", "starts", "is", "not", "among", "empty", "filled")
    if issubclass(kind, date):
        return ("between", "is", "from", "until", *more)
    return ("between", "is", "not", "from", "until", *more) if issubclass(kind, int | float | Decimal) else ()


def filters_for(question: str, column: str, comparison: str, first: Any, second: Any = None) -> tuple[Filter, ...]:
    """The filters of one chosen comparison; none where the values it needs are missing.

    `first` and `second` are what the inputs gave: a text, a number in the column's own unit, a day, words.
    """
    if comparison in ("yes", "no"):
        return (Filter(column, "=", comparison == "yes"),)
    if comparison in ("empty", "filled"):
        return (Filter(column, "empty", comparison == "empty"),)
    if types_of(question)[column] is datetime:
        return _moments(column, comparison, first, second)
    if comparison == "between":
        return (*_one(column, ">=", first), *_one(column, "<=", second))
    if comparison == "among":
        return (Filter(column, "in", tuple(first)),) if first else ()
    ops = {"is": "=", "not": "!=", "from": ">=", "until": "<=", "contains": "contains", "starts": "starts"}
    return _one(column, ops[comparison], first)


def told(question: str, column: Described, condition: Filter) -> str:
    """A filter in the words of the language in use."""
    values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    value = ", ".join(_value(each, column.kind) for each in values)
    title = say_as("column", column.title)
    if condition.others:
        return say("Any column contains “{value}”", value=value)
    if condition.op == "empty":
        return say("{column} is empty", column=title) if condition.value else say("{column} is filled in", column=title)
    if condition.op in ("=", "in"):
        return say("{column}: {value}", column=title, value=value)
    if condition.op == "contains":
        return say("{column} contains “{value}”", column=title, value=value)
    if condition.op == "starts":
        return say("{column} starts with “{value}”", column=title, value=value)
    return _compared(title, condition.op, value)


def number(text: str, kind: str, whole: bool) -> int | float | None:
    """A number as people type it, in the column's own unit; None for an empty text. Raises ValueError."""
    plain = text.replace(",", "").replace(" ", "").replace(" ", "").removesuffix("%").removesuffix("kg")
    if not plain:
        return None
    try:
        value = Decimal(plain) * _scale(kind)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not value.is_finite() or (whole and value != int(value)):
        raise ValueError(text)
    return int(value) if whole else float(value)


def number_text(value: float | None, kind: str) -> str:
    """The number as it would be typed."""
    if value is None:
        return ""
    scale = _scale(kind)
    return f"{Decimal(str(value)) / scale:f}" if scale > 1 else f"{value}"


def _scale(kind: str) -> int:
    """How many of the column's own units one of the typed unit is."""
    scales: dict[str, int] = {"money": 10 ** language().digits, "grams": 1_000}
    return scales.get(kind, 1)


def start_of(day: date) -> datetime:
    """When the day begins on the site's wall."""
    return datetime.combine(day, time.min, tzinfo=language().zone)


def kept(condition: Filter) -> dict[str, Any]:
    """The filter in values JSON can say."""
    value = condition.value
    plain = [typed(each) for each in value] if isinstance(value, tuple) else typed(value)
    return {"column": condition.column, "op": condition.op, "value": plain}


def found_again(question: str, data: Mapping[str, Any]) -> Filter | None:
    """A kept filter; None when the question has no such column any more, or its value cannot be read."""
    column, op, value = str(data.get("column")), str(data.get("op")), data.get("value")
    kind = types_of(question).get(column)
    if kind is None:
        return None
    try:
        if op == "empty":
            return Filter(column, op, value == "yes")
        if isinstance(value, list):
            return Filter(column, op, tuple(_read(str(each), kind) for each in value))
        return Filter(column, op, _read(str(value), kind))
    except (ValueError, TypeError):
        return None


def _read(text: str, kind: type[Any]) -> Any:
    if kind is bool:
        return text == "yes"
    if issubclass(kind, datetime | date):
        return kind.fromisoformat(text)
    return kind(text)


def _one(column: str, op: str, value: Any) -> tuple[Filter, ...]:
    return () if value is None or value == "" else (Filter(column, op, value),)


def _moments(column: str, comparison: str, first: date | None, second: date | None) -> tuple[Filter, ...]:
    """Days as the moments between which they lie; a day that is named is always included."""
    begin = first if comparison in ("is", "from", "between") else None
    end = {"is": first, "until": first, "between": second}.get(comparison)
    found = _one(column, ">=", begin and start_of(begin))
    return (*found, *_one(column, "<", end and start_of(end + timedelta(days=1))))


def _value(value: Any, kind: str) -> str:
    return word(value) if isinstance(value, StrEnum) else shown(value, kind)


def _compared(title: str, op: str, value: str) -> str:
    if op == ">=":
        return say("{column} from {value}", column=title, value=value)
    if op == "<=":
        return say("{column} up to {value}", column=title, value=value)
    if op == ">":
        return say("{column} above {value}", column=title, value=value)
    if op == "<":
        return say("{column} before {value}", column=title, value=value)
    return say("{column} is not {value}", column=title, value=value)
