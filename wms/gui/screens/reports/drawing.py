"""A report's rows as a chart: values in the units people read, words in their language."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wms.app import registry
from wms.app.charting import UNITS, summed
from wms.documents.charted import Drawn
from wms.gui.charts.bars import BarChart
from wms.gui.charts.chart import Chart
from wms.gui.charts.lines import LineChart
from wms.gui.charts.pareto import AbcCurve
from wms.gui.charts.series import Limit, Series
from wms.gui.screens.reports.report import Report
from wms.gui.texts.say import language, say, say_as
from wms.gui.texts.shown import shown


def chart_of(report: Report) -> Chart | None:
    """An empty chart of the report's kind; None for a report without one."""
    drawn = report.drawn
    if drawn is None:
        return None
    title, columns = say(report.title), _columns(report)
    unit = UNITS.get(columns[drawn.values[0]].kind, "")
    under = say_as("column", columns[drawn.label].title)
    if drawn.kind == "abc":
        return AbcCurve(title, unit=unit, x_title=under)
    beside = _beside(drawn, columns, unit)
    if drawn.kind == "lines":
        return LineChart(title, unit=unit, x_title=under, y_title=beside)
    return BarChart(title, stacked=drawn.kind == "stacked", unit=unit, x_title=under, y_title=beside)


def _beside(drawn: Drawn, columns: dict[str, Any], unit: str) -> str:
    """What the values are: their column where they have one in common, and their unit."""
    first = columns[drawn.values[0]]
    if len(drawn.values) == 1:
        told = say_as("column", first.title)
        return f"{told} ({unit})" if unit else told
    return unit or (say("Base units") if first.kind == "quantity" else "")


def show(chart: Chart, report: Report, rows: Sequence[Any]) -> None:
    """Draw these rows, which were asked for as the report's `drawn` says."""
    drawn, columns = report.drawn, _columns(report)
    assert drawn is not None
    labels = [shown(getattr(row, drawn.label), columns[drawn.label].kind) for row in rows]
    if isinstance(chart, AbcCurve):
        chart.show_data(labels, [float(getattr(row, drawn.values[0]) or 0) for row in rows])
        return
    kinds = {name: columns[name].kind for name in drawn.values}
    labels, values = summed(drawn, labels, rows, kinds, language().digits)
    series = [Series(say_as("column", columns[name].title), values[name]) for name in drawn.values]
    limit = Limit(say("Target"), drawn.target) if drawn.target is not None else None
    if isinstance(chart, LineChart):
        chart.show_data(labels, series, limit)
    elif isinstance(chart, BarChart):
        least = [Series(one.name, [None if v is None else max(0.0, v) for v in one.values]) for one in series]
        chart.show_data(labels, least, limit)


def _columns(report: Report) -> dict[str, Any]:
    return {column.name: column for column in registry.question(report.question).described}
