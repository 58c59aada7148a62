"""A chart as plain data, and as a sheet of a workbook: what is drawn stands beside it as a table.

Colours can be told apart in grey: the series go from dark to light, and lines have marks of different shapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

KINDS = ("bars", "stacked", "lines", "abc")
_INKS = ("#1F4E79", "#E07B00", "#6FA8DC", "#7F7F7F", "#B7D7A8", "#F6C143", "#A64D79", "#444444")
_MARKS = ("circle", "diamond", "square", "triangle", "x", "star", "plus", "short_dash")
_TARGET = "#C00000"
_WIDE, _TALL, _STEP = 900, 420, 8


@dataclass(frozen=True, slots=True)
class Drawn:
    """How the rows of a question are drawn. `values` are columns over the labels of the column `label`.

    `kind`: bars, stacked, lines or abc. Of long answers the first `most` rows in the order `sort` are drawn. `target`
    says what to aim at.
    """

    kind: str
    label: str
    values: tuple[str, ...]
    sort: tuple[str, ...] = ()
    most: int = 20
    target: float | None = None


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart: `labels` under the axis `under`, series as (title, a value for each label or None), in `unit`."""

    kind: str
    title: str
    under: str
    labels: Sequence[str]
    series: Sequence[tuple[str, Sequence[float | None]]]
    unit: str = ""
    target: tuple[str, float] | None = None


def add_chart(book: Any, name: str, charted: Charted) -> None:
    """Add a sheet `name` with the chart's figures and the chart to an open workbook (xlsxwriter)."""
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True, "bottom": 1})
    columns = _columns(charted)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, len(columns), 16)
    for place, title in enumerate((charted.under, *(title for title, _, _ in columns))):
        sheet.write_string(0, place, title, bold)
    for row, label in enumerate(charted.labels, 1):
        sheet.write_string(row, 0, label)
        for place, (_, _, values) in enumerate(columns, 1):
            value = values[row - 1]
            if value is not None:
                sheet.write_number(row, place, value)
    if charted.labels:
        sheet.insert_chart(1, len(columns) + 2, _chart(book, name, charted, columns))


def _columns(charted: Charted) -> list[tuple[str, str, Sequence[float | None]]]:
    """What is written beside the labels: title, how it is drawn, values. An ABC curve is the share so far."""
    how = {"bars": "column", "stacked": "column", "lines": "line", "abc": "column"}[charted.kind]
    made = [(_titled(title, charted.unit), how, values) for title, values in charted.series]
    if charted.kind == "abc":
        [(title, values)] = charted.series
        made.append((f"Σ {_titled(title, charted.unit)}", "line", _summed(values)))
    if charted.target is not None:
        title, value = charted.target
        made.append((_titled(title, charted.unit), "target", [value] * len(charted.labels)))
    return made


def _chart(book: Any, name: str, charted: Charted, columns: Sequence[tuple[str, str, Any]]) -> Any:
    """The chart over the table's cells; lines are laid over columns where both are drawn."""
    last = len(charted.labels)
    whole = None
    for how in ("column", "line"):
        kinds = [(place, kind) for place, (_, kind, _) in enumerate(columns, 1)]
        mine = [(place, kind) for place, kind in kinds if (kind == "column") == (how == "column")]
        if not mine:
            continue
        part = book.add_chart({"type": how, **({"subtype": "stacked"} if charted.kind == "stacked" else {})}
                              if how == "column" else {"type": how})  # fmt: skip
        for place, kind in mine:
            part.add_series({
                "name": [name, 0, place], "categories": [name, 1, 0, last, 0], "values": [name, 1, place, last, place],
                **_look(place, kind),
            })  # fmt: skip
        if whole is None:
            whole = part
        else:
            whole.combine(part)
    assert whole is not None
    whole.set_title({"name": charted.title, "overlay": False})
    whole.set_x_axis({"name": charted.under, "interval_unit": max(1, last // 30)})
    beside = columns[0][0] if len(charted.series) == 1 and charted.kind != "abc" else charted.unit
    whole.set_y_axis({"name": beside, "num_format": "#,##0.##", "major_gridlines": {"visible": True}})
    whole.set_legend({"position": "bottom"} if len(columns) > 1 else {"none": True})
    whole.set_size({"width": min(2 * _WIDE, max(_WIDE, _STEP * last)), "height": _TALL})
    return whole


def _look(place: int, kind: str) -> dict[str, Any]:
    ink = _INKS[(place - 1) % len(_INKS)]
    if kind == "column":
        return {"fill": {"color": ink}, "border": {"color": "#404040", "width": 0.5}, "gap": 60}
    if kind == "target":
        return {"line": {"color": _TARGET, "width": 1.5, "dash_type": "dash"}}
    mark = {"type": _MARKS[(place - 1) % len(_MARKS)], "size": 5, "fill": {"color": ink}, "border": {"color": ink}}
    return {"line": {"color": ink, "width": 2}, "marker": mark}


def _titled(title: str, unit: str) -> str:
    return f"{title} ({unit})" if unit else title


def _summed(values: Sequence[float | None]) -> list[float]:
    so_far, made = 0.0, []
    for value in values:
        so_far += value or 0.0
        made.append(round(so_far, 6))
    return made
