"""What charts are given, and the table behind each of them: plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Value = float | None
"""A value, or None where nothing is known."""


@dataclass(frozen=True, slots=True)
class Series:
    """Values under one name, one for each label of the chart.

    `tone` colours them by what they say (good, warn, bad) instead of by their place among the series. `low` and `high`
    bound a band around a line; from `expected_from` on the line is a forecast and drawn dashed.
    """

    name: str
    values: Sequence[Value]
    tone: str = ""
    low: Sequence[Value] = ()
    high: Sequence[Value] = ()
    expected_from: int | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """What should not be passed: one value for all labels, or one for each."""

    name: str
    value: float | Sequence[Value]

    def at(self, index: int) -> Value:
        """The limit at a label."""
        return self.value if isinstance(self.value, int | float) else self.value[index]

    def values(self, count: int) -> list[Value]:
        """The limit at each of `count` labels."""
        return [self.at(index) for index in range(count)]


@dataclass(frozen=True, slots=True)
class Table:
    """The figures behind a chart: column titles, and rows of texts and numbers."""

    titles: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
