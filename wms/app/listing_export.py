"""A list as it is seen, into a file: the same columns, filters and order; as a workbook, as text, or on paper.

Words of the program and moments are written as they were read on the screen (moments by the clock on the site's wall);
numbers, days and money stay numbers, days and money where the file has cells for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from wms.app import registry
from wms.app.application import App
from wms.app.charting import UNITS, summed
from wms.app.rows import in_order
from wms.app.whole_file import whole_file
from wms.base.errors import refuse
from wms.base.jobs import Progress, Watch
from wms.documents import spreadsheet
from wms.documents.charted import Charted, Drawn
from wms.documents.listing import Titled, draw_list
from wms.documents.sheet import Made
from wms.documents.spreadsheet import Field
from wms.documents.words import Language
from wms.exchange.cells import guarded
from wms.queries.page import Filter

SHAPES = ("xlsx", "csv", "pdf")
_UNITS = {"grams": "g", "mm": "mm", "percent": "%"}


@dataclass(frozen=True)
class Seen:
    """What a list shows: its title, its columns (with titles in the language in use), and how it was asked for.

    `shown` gives a value as the screen shows it, by its column's kind; `about` tells the filters in words; `right` are
    the kinds that stand right-aligned. `drawn` says how a workbook draws it, `column` says a column's title in the
    language in use; `target` and `chart` are these two words.
    """

    title: str
    question: str
    columns: tuple[Field, ...]
    language: Language
    shown: Callable[[object, str], str]
    right: frozenset[str]
    parameters: dict[str, Any] = field(default_factory=dict)
    filters: tuple[Filter, ...] = ()
    sort: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    drawn: Drawn | None = None
    column: Callable[[str], str] = str
    target: str = "Target"
    chart: str = "Chart"


def export(app: App, seen: Seen, shape: str, out: Path, watch: Watch, *, by: str = "") -> int:
    """Write the list to `out`, which appears only when it is whole; returns the number of rows.

    Raises Refused, StorageError, or Cancelled when the watch says so.
    """
    if shape not in SHAPES:
        raise refuse("A report is written as xlsx, csv or pdf, not as {shape}.", field="format", shape=shape)
    with whole_file(out) as place:
        if shape == "pdf":
            return _paper(app, seen, place, watch, by)
        if shape == "xlsx":
            _refuse_too_many(app, seen)
        rows = (_cells(seen, row, shape) for row in rows_of(app, seen, watch))
        fields = [replace(each, title=_with_unit(each)) for each in seen.columns]
        if shape == "xlsx":
            return spreadsheet.write_xlsx(place, seen.title, fields, rows, seen.language.digits, _charted(app, seen))
        return spreadsheet.write_csv(place, fields, rows, guarded)


def rows_of(app: App, seen: Seen, watch: Watch) -> Iterator[Any]:
    """Every row of the list in its order, reporting how many came. Raises Cancelled."""
    watch.stop.raise_if_cancelled()
    rows = in_order(app, seen.question, seen.parameters, seen.filters, seen.sort)
    if registry.question(seen.question).compute is not None:
        watch.report(Progress("Reading the rows"))
        rows = iter(found := list(_stoppable(rows, watch)))
        total = len(found)
    else:
        total = app.how_many(seen.question, filters=seen.filters, **seen.parameters)
    for done, row in enumerate(rows, 1):
        if done % 100 == 0:
            watch.stop.raise_if_cancelled()
        if done % 1_000 == 0:
            watch.report(Progress("Writing the rows", done, max(total, done)))
        yield row
    watch.report(Progress("Writing the rows", total, total))


def _stoppable(rows: Iterator[Any], watch: Watch) -> Iterator[Any]:
    for row in rows:
        watch.stop.raise_if_cancelled()
        yield row


def _charted(app: App, seen: Seen) -> tuple[str, Charted] | None:
    """The list as it is drawn; None where it is not, or where its rows were not asked for as a report's are."""
    drawn = seen.drawn
    if drawn is None:
        return None
    rows = app.ask(seen.question, filters=seen.filters, sort=drawn.sort, limit=drawn.most, **seen.parameters).rows
    described = {column.name: column for column in registry.question(seen.question).described}
    kinds = {name: described[name].kind for name in drawn.values}
    labels = [seen.shown(getattr(row, drawn.label), described[drawn.label].kind) for row in rows]
    labels, values = summed(drawn, labels, rows, kinds, seen.language.digits)
    series = [(seen.column(described[name].title), values[name]) for name in drawn.values]
    target = None if drawn.target is None else (seen.target, drawn.target)
    unit = UNITS.get(kinds[drawn.values[0]], "")
    under = seen.column(described[drawn.label].title)
    return seen.chart, Charted(drawn.kind, seen.title, under, labels, series, unit, target)


def _paper(app: App, seen: Seen, place: Path, watch: Watch, by: str) -> int:
    sites = app.ask("sites", limit=1).rows
    made = Made(seen.language, by or app.login, app.clock())
    columns = [Titled(each.title, each.kind in seen.right) for each in seen.columns]
    rows = ([seen.shown(getattr(row, c.name), c.kind) for c in seen.columns] for row in rows_of(app, seen, watch))
    with place.open("wb") as file:
        return draw_list(file, made, seen.title, sites[0].name if sites else "", seen.about, columns, rows)


def _refuse_too_many(app: App, seen: Seen) -> None:
    if registry.question(seen.question).compute is not None:
        return  # none of these has nearly as many
    count = app.how_many(seen.question, filters=seen.filters, **seen.parameters)
    if count > spreadsheet.MAX_ROWS:
        raise refuse("A workbook holds {most} rows at most, and these are {count}; filter the list, or write CSV.",
                     field="format", most=f"{spreadsheet.MAX_ROWS:,}", count=f"{count:,}")  # fmt: skip


def _cells(seen: Seen, row: Any, shape: str) -> SimpleNamespace:
    """The row's values as the file's cells take them."""
    made = SimpleNamespace()
    for column in seen.columns:
        setattr(made, column.name, _cell(seen, getattr(row, column.name), column.kind, shape))
    return made


def _cell(seen: Seen, value: Any, kind: str, shape: str) -> Any:
    if isinstance(value, StrEnum | bool):
        return seen.shown(value, kind)
    if isinstance(value, datetime):
        local = value.astimezone(seen.language.zone)
        return local.replace(tzinfo=UTC) if shape == "xlsx" else local  # a workbook's cell has no time zone
    if kind == "money" and shape == "csv" and value is not None:
        return Decimal(value).scaleb(-seen.language.digits)
    return value if isinstance(value, int | float | Decimal | str) or value is None or kind == "date" else str(value)


def _with_unit(column: Field) -> str:
    """The title, with the unit of numbers that the screen shows with one."""
    unit = _UNITS.get(column.kind)
    return f"{column.title} ({unit})" if unit else column.title
