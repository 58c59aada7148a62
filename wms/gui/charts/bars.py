"""Bars over labels: side by side or stacked, with a limit none of them should pass."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from wms.gui.charts.chart import Chart
from wms.gui.charts.inks import fill
from wms.gui.charts.plot import Key, Plot, limit_line, line_key, small, write
from wms.gui.charts.scale import extent, figure
from wms.gui.charts.series import Limit, Series, Table
from wms.gui.texts.say import say
from wms.gui.theme.tokens import Tokens


class BarChart(Chart):
    """Values of at least zero as bars. A total above its limit has its figure written over it."""

    def __init__(
        self, title: str, labels: Sequence[str] = (), series: Sequence[Series] = (), *, limit: Limit | None = None,
        stacked: bool = True, unit: str = "", x_title: str = "", y_title: str = "",
    ) -> None:  # fmt: skip
        super().__init__(title, unit, x_title, y_title)
        self._stacked = stacked
        self.show_data(labels, series, limit)

    def show_data(self, labels: Sequence[str], series: Sequence[Series], limit: Limit | None = None) -> None:
        """Show these instead. Raises ValueError where a series has not one value for each label."""
        if any(len(one.values) != len(labels) for one in series):
            raise ValueError("each series needs one value for each label")
        self.labels, self.series, self.limit = tuple(labels), tuple(series), limit
        self.quiet()
        self.update()

    def shape(self) -> tuple[int, int]:
        return len(self.series), len(self.labels)

    def total(self, index: int) -> float:
        """The height of a stack."""
        return sum(one.values[index] or 0.0 for one in self.series)

    def over(self, index: int) -> bool:
        """Whether the bars over a label pass their limit."""
        most = self.limit.at(index) if self.limit is not None else None
        return most is not None and self._tallest(index) > most

    def _tallest(self, index: int) -> float:
        return self.total(index) if self._stacked else max((one.values[index] or 0.0 for one in self.series), default=0)

    def reading(self, series: int, index: int) -> tuple[str, ...]:
        one = self.series[series]
        value = one.values[index]
        lines = [self.labels[index], f"{one.name}: {figure(value, self.unit) if value is not None else '–'}"]
        if self._stacked and len(self.series) > 1:
            lines.append(say("Together: {value}", value=figure(self.total(index), self.unit)))
        most = self.limit.at(index) if self.limit is not None else None
        if self.limit is not None and most is not None:
            lines.append(f"{self.limit.name}: {figure(most, self.unit)}")
        return tuple(lines)

    def table(self) -> Table:
        limits = (self.limit.name,) if self.limit is not None else ()
        rows = []
        for index, label in enumerate(self.labels):
            most = (self.limit.at(index),) if self.limit is not None else ()
            rows.append((label, *(one.values[index] for one in self.series), *most))
        return Table((self.x_title or say("Category"), *(one.name for one in self.series), *limits), tuple(rows))

    def _labels(self) -> Sequence[str]:
        return self.labels

    def _extent(self) -> tuple[float, float]:
        limits = self.limit.values(len(self.labels)) if self.limit is not None else []
        if self._stacked:
            return extent([*(self.total(index) for index in range(len(self.labels))), *limits])
        return extent([*(value for one in self.series for value in one.values), *limits])

    def _keys(self, look: Tokens) -> list[Key]:
        limits = [line_key(look, self.limit.name)] if self.limit is not None else []
        if len(self.series) < 2:
            return limits

        def key(place: int, one: Series) -> Key:
            return Key(one.name, lambda painter, box: fill(painter, look, box, place, one.tone))

        return [*(key(place, one) for place, one in enumerate(self.series)), *limits]

    def _paint(self, painter: QPainter, look: Tokens, plot: Plot) -> None:
        for index in range(len(self.labels)):
            for place, one in enumerate(self.series):
                if one.values[index]:
                    fill(painter, look, self._spot(plot, place, index), place, one.tone)
            if self.over(index):
                self._alarm(painter, look, plot, index)
        if self.limit is not None:
            limit_line(painter, look, plot, self.limit)

    def _spot(self, plot: Plot, series: int, index: int) -> QRectF:
        width = min(plot.band * 0.72, 56.0)
        left, foot = plot.x(index) - width / 2, 0.0
        if self._stacked:
            foot = sum(one.values[index] or 0.0 for one in self.series[:series])
        else:
            width /= max(1, len(self.series))
            left += series * width
        value = self.series[series].values[index] or 0.0
        top, bottom = plot.y(foot + value), plot.y(foot)
        gap = 1.0 if self._stacked and series and bottom - top > 3 else 0.0
        return QRectF(left, top, width if self._stacked else width - 1, bottom - top - gap)

    def _alarm(self, painter: QPainter, look: Tokens, plot: Plot, index: int) -> None:
        """The figure of what passes its limit, over its bars, where there is room for it."""
        text = figure(self._tallest(index))
        metrics = small(look)
        top = min(self._spot(plot, place, index).top() for place in range(len(self.series)))
        width = metrics.horizontalAdvance(text) * 1.2
        if width <= plot.band:
            room = QRectF(plot.x(index) - plot.band / 2, top - metrics.height(), plot.band, metrics.height())
            write(painter, look, room, text, look.bad, heavy=True, where=Qt.AlignmentFlag.AlignCenter)
