"""Lines over labels, with a band around what is uncertain and dashes for what is only expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPolygonF

from wms.gui.charts.chart import Chart
from wms.gui.charts.inks import colour, mark, pen
from wms.gui.charts.plot import Key, Plot, limit_line, line_key
from wms.gui.charts.scale import extent, figure
from wms.gui.charts.series import Limit, Series, Table
from wms.gui.texts.say import say
from wms.gui.theme.tokens import Tokens

MARKED = 40
"""Up to so many values each is marked, beyond it the line alone is clearer."""


class LineChart(Chart):
    """Several series as lines; None leaves a gap."""

    def __init__(
        self, title: str, labels: Sequence[str] = (), series: Sequence[Series] = (), *, limit: Limit | None = None,
        unit: str = "", x_title: str = "", y_title: str = "",
    ) -> None:  # fmt: skip
        super().__init__(title, unit, x_title, y_title)
        self.show_data(labels, series, limit)

    def show_data(self, labels: Sequence[str], series: Sequence[Series], limit: Limit | None = None) -> None:
        """Show these instead. Raises ValueError where a series or its band has not one value for each label."""
        wrong = [part for one in series for part in (one.low, one.high) if part and len(part) != len(labels)]
        if wrong or any(len(one.values) != len(labels) for one in series):
            raise ValueError("each series and its band need one value for each label")
        self.labels, self.series, self.limit = tuple(labels), tuple(series), limit
        self.quiet()
        self.update()

    def shape(self) -> tuple[int, int]:
        return len(self.series), len(self.labels)

    def reading(self, series: int, index: int) -> tuple[str, ...]:
        one = self.series[series]
        value = one.values[index]
        lines = [self.labels[index], f"{one.name}: {figure(value, self.unit) if value is not None else '–'}"]
        low, high = self._band(one, index)
        if low is not None and high is not None and low != high:
            lines.append(say("Between {low} and {high}", low=figure(low), high=figure(high, self.unit)))
        most = self.limit.at(index) if self.limit is not None else None
        if self.limit is not None and most is not None:
            lines.append(f"{self.limit.name}: {figure(most, self.unit)}")
        return tuple(lines)

    def table(self) -> Table:
        titles = [self.x_title or say("Category")]
        columns: list[Sequence[float | None]] = []
        for one in self.series:
            titles.append(one.name)
            columns.append(one.values)
            if one.low and one.high:
                titles += [say("{name}, at least", name=one.name), say("{name}, at most", name=one.name)]
                columns += [one.low, one.high]
        if self.limit is not None:
            titles.append(self.limit.name)
            columns.append(self.limit.values(len(self.labels)))
        rows = tuple((label, *(column[index] for column in columns)) for index, label in enumerate(self.labels))
        return Table(tuple(titles), rows)

    def _labels(self) -> Sequence[str]:
        return self.labels

    def _extent(self) -> tuple[float, float]:
        limits = self.limit.values(len(self.labels)) if self.limit is not None else []
        parts = [part for one in self.series for part in (one.values, one.high, one.low)]
        return extent([*limits, *(value for part in parts for value in part)])

    def _keys(self, look: Tokens) -> list[Key]:
        limits = [line_key(look, self.limit.name)] if self.limit is not None else []
        if len(self.series) < 2:
            return limits

        def key(place: int, one: Series) -> Key:
            def sample(painter: QPainter, box: QRectF) -> None:
                painter.setPen(pen(look, place, one.tone))
                painter.drawLine(QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()))
                mark(painter, look, box.center(), place, one.tone)

            return Key(one.name, sample)

        return [*(key(place, one) for place, one in enumerate(self.series)), *limits]

    def _paint(self, painter: QPainter, look: Tokens, plot: Plot) -> None:
        for place, one in enumerate(self.series):
            self._paint_band(painter, look, plot, place, one)
        if self.limit is not None:
            limit_line(painter, look, plot, self.limit)
        for place, one in enumerate(self.series):
            self._paint_line(painter, look, plot, place, one)

    def _paint_band(self, painter: QPainter, look: Tokens, plot: Plot, place: int, one: Series) -> None:
        inside = [index for index in range(len(self.labels)) if None not in self._band(one, index)]
        if len(inside) < 2:
            return
        upper = [QPointF(plot.x(index), plot.y(self._band(one, index)[1] or 0.0)) for index in inside]
        lower = [QPointF(plot.x(index), plot.y(self._band(one, index)[0] or 0.0)) for index in reversed(inside)]
        soft = colour(look, place, one.tone)
        soft.setAlphaF(0.18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(soft)
        painter.drawPolygon(QPolygonF([*upper, *lower]))

    def _paint_line(self, painter: QPainter, look: Tokens, plot: Plot, place: int, one: Series) -> None:
        turn = len(self.labels) if one.expected_from is None else one.expected_from
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for first, last, dashed in ((0, turn, False), (max(0, turn - 1), len(self.labels), True)):
            painter.setPen(pen(look, place, one.tone, dashed and one.expected_from is not None))
            for run in self._runs(plot, one, first, last):
                painter.drawPolyline(QPolygonF(run))
        if len(self.labels) <= MARKED:
            for index, value in enumerate(one.values):
                if value is not None:
                    mark(painter, look, QPointF(plot.x(index), plot.y(value)), place, one.tone)

    def _runs(self, plot: Plot, one: Series, first: int, last: int) -> Iterator[list[QPointF]]:
        """The stretches of a line without a gap, between two places."""
        run: list[QPointF] = []
        for index in range(first, last):
            value = one.values[index]
            if value is not None:
                run.append(QPointF(plot.x(index), plot.y(value)))
            elif run:
                yield run
                run = []
        if run:
            yield run

    def _spot(self, plot: Plot, series: int, index: int) -> QRectF:
        value = self.series[series].values[index]
        y = plot.area.bottom() if value is None else plot.y(value)
        return QRectF(plot.x(index) - 4, y - 4, 8, 8)

    def _band(self, one: Series, index: int) -> tuple[float | None, float | None]:
        return (one.low[index], one.high[index]) if one.low and one.high else (None, None)
