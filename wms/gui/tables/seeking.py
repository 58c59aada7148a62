"""What is being looked for in a list: quick text, filters, parameters, order, and the named views of all these.

Testable without a window: the bar above the table shows it and changes it, the table follows.
"""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal

from wms.base.clock import utc_now
from wms.gui.registry.declared import FromNow, Listing, View
from wms.gui.tables.asking import Asking, columns_of, types_of
from wms.gui.tables.conditions import found_again, kept
from wms.gui.texts.say import language
from wms.gui.texts.shown import typed
from wms.queries.page import Filter
from wms.queries.question import read

MOST_SORTS, MOST_WORDS = 2, 6
ALL = "*"
"""In the place of a column's name: the quick text is looked for in every column of text."""


class Seeking(QObject):
    """The state of one list's bar. `changed` says that something else is to be asked for."""

    changed = Signal()

    def __init__(self, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.listing = listing
        self.filters: tuple[Filter, ...] = ()
        self.sort: tuple[str, ...] = ()
        self.given: dict[str, Any] = {}
        self.text = ""
        self.columns = columns_of(listing.question)
        main = [*listing.columns, *(column.name for column in self.columns)]
        types = types_of(listing.question)
        self.text_columns = [name for name in dict.fromkeys(main) if types.get(name) is str]
        self.text_column = self._anywhere = ALL if len(self.text_columns) > 1 else "".join(self.text_columns)

    # --- what is asked -------------------------------------------------------------------------------------------

    @property
    def asking(self) -> Asking:
        """The question as it is to be asked now."""
        parameters = {**self.listing.fixed, **self.given}
        return Asking(self.listing.question, parameters, (*self.filters, *self._quick()), self.sort)

    def _quick(self) -> tuple[Filter, ...]:
        """The text in its column; or each of its words, in whatever column it stands."""
        if not self.text or not self.text_column:
            return ()
        if self.text_column != ALL:
            return (Filter(self.text_column, "contains", self.text),)
        first, *others = self.text_columns
        words = dict.fromkeys(self.text.split()[:MOST_WORDS])
        return tuple(Filter(first, "contains", word, tuple(others)) for word in words)

    @property
    def missing(self) -> tuple[str, ...]:
        """The parameters without which the question cannot be asked; where one of several will do, those."""
        if self.listing.one_of and not any(self.given.get(name) for name in self.listing.one_of):
            return self.listing.one_of
        known = Asking(self.listing.question).entry.parameters
        there = {**self.listing.fixed, **self.given}
        return tuple(n for n, p in known.items() if p.default is inspect.Parameter.empty and there.get(n) in (None, ""))

    @property
    def narrowed(self) -> bool:
        """Whether rows may be hidden by a text, a filter or a parameter."""
        return bool(self.text or self.filters or self.given)

    @property
    def at_first(self) -> bool:
        """Whether nothing hides rows but the listing's first view."""
        first = next((view for view in self.listing.views if view.title == self.listing.first), None)
        return first is not None and self.filters == first.filters and not (self.text or self.given)

    # --- changing it ---------------------------------------------------------------------------------------------

    def find(self, text: str, column: str = "") -> None:
        """Only rows whose column contains this text; an emptied field looks in all columns again."""
        before = (self.text, self.text_column)
        emptied = self.text and not text.strip()
        self.text, self.text_column = text.strip(), column or (self._anywhere if emptied else self.text_column)
        if (self.text, self.text_column) != before and (self.text or before[0]):
            self.changed.emit()

    def add(self, *filters: Filter) -> None:
        """Only rows that pass these too."""
        fresh = tuple(each for each in filters if each not in self.filters)
        if fresh:
            self.filters = (*self.filters, *fresh)
            self.changed.emit()

    def remove(self, condition: Filter) -> None:
        """Without this filter."""
        self.filters = tuple(each for each in self.filters if each != condition)
        self.changed.emit()

    def give(self, name: str, value: Any) -> None:
        """Fill in one of the question's parameters; None takes it out."""
        before = dict(self.given)
        self.given.pop(name, None)
        if value not in (None, ""):
            self.given[name] = value
        if self.given != before:
            self.changed.emit()

    def fix(self, **parameters: Any) -> None:
        """Let these parameters stand for good: the list is about them, and people cannot take them out."""
        fixed = {**self.listing.fixed, **parameters}
        if fixed != self.listing.fixed:
            self.listing = replace(self.listing, fixed=fixed)
            self.changed.emit()

    def clear(self) -> None:
        """All rows again, in the same order."""
        if self.narrowed:
            self.text, self.filters, self.given, self.text_column = "", (), {}, self._anywhere
            self.changed.emit()

    def sort_by(self, column: str, add: bool = False, direction: str = "") -> None:
        """Sort by a column; once more turns the order round, a third time takes it out.

        `add` sorts by it after what is sorted by already; `direction` "up" or "down" says which way at once.
        """
        now = {by.removeprefix("-"): by for by in self.sort}
        other = {"up": column, "down": f"-{column}"}.get(direction, _next(now.get(column), column))
        if add:
            now.pop(column, None) if other is None else now.update({column: other})
            wanted = tuple(now.values())[-MOST_SORTS:]
        else:
            wanted = (other,) if other else ()
        if wanted != self.sort:
            self.sort = wanted
            self.changed.emit()

    # --- views ---------------------------------------------------------------------------------------------------

    def use(self, view: View) -> None:
        """Look as the screen's view says."""
        self._take(tuple(_reckoned(each) for each in view.filters), view.sort, {})

    def state(self) -> dict[str, Any]:
        """Everything, in values JSON can say."""
        return {
            "filters": [kept(each) for each in self.filters], "sort": list(self.sort), "text": self.text,
            "text_column": self.text_column, "given": {name: typed(value) for name, value in self.given.items()},
        }  # fmt: skip

    def restore(self, state: Mapping[str, Any]) -> None:
        """As when `state` was given; what the question no longer knows is left out."""
        question = self.listing.question
        found = [found_again(question, each) for each in state.get("filters", ())]
        names = {column.name for column in self.columns}
        sort = tuple(by for by in map(str, state.get("sort", ())) if by.removeprefix("-") in names)
        column = str(state.get("text_column", ""))
        self.text_column = column if column in self.text_columns else self._anywhere
        self._take(tuple(each for each in found if each), sort, self._read(state.get("given", {})),
                   str(state.get("text", "")))  # fmt: skip

    def _take(
        self, filters: tuple[Filter, ...], sort: tuple[str, ...], given: dict[str, Any], text: str = ""
    ) -> None:
        self.filters, self.sort, self.given, self.text = filters, sort, given, text
        self.changed.emit()

    def _read(self, given: Mapping[str, Any]) -> dict[str, Any]:
        known, found = Asking(self.listing.question).entry.parameters, {}
        for name in self.listing.asks:
            try:
                if given.get(name) not in (None, ""):
                    found[name] = read(known[name], given[name])
            except (KeyError, ValueError):
                continue
        return found


def _reckoned(condition: Filter) -> Filter:
    """The filter with its moment, where its value is told from now."""
    value = condition.value
    if not isinstance(value, FromNow):
        return condition
    now = utc_now().astimezone(language().zone)
    if value.midnights is not None:
        now = datetime.combine(now.date() + timedelta(days=value.midnights), time(), now.tzinfo)
    return replace(condition, value=now.astimezone(UTC))


def _next(now: str | None, column: str) -> str | None:
    if now is None:
        return column
    return None if now.startswith("-") else f"-{column}"
