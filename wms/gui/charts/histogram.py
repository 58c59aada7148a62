"""A histogram: how often which values occur, in bins of round width."""

from __future__ import annotations

import statistics
from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter

from wms.gui.charts.chart import Chart
from wms.gui.charts.inks import fill
from wms.gui.charts.plot import Key, Plot, limit_pen, line_key
from wms.gui.charts.scale import bins, extent, figure
from wms.gui.charts.series import Table
from wms.gui.texts.say import say
from wms.gui.theme.tokens import Tokens


class Histogram(Chart):
    """Counts of values by bins; the median is marked. A value on an edge counts to the bin on its right."""

    def __init__(
        self, title: str, values: Sequence[float] = (), *, edges: Sequence[float] = (), unit: str = "",
        x_title: str = "", y_title: str = "",
    ) -> None:  # fmt: skip
        super().__init__(title, unit, x_title, y_title)
        self.show_data(values, edges)

    def show_data(self, values: Sequence[float], edges: Sequence[float] = ()) -> None:
        """Show these instead; without `edges` (ascending) bins of round width are made. Values outside are dropped."""
        self.edges = tuple(edges) or tuple(bins(values))
        inside = [value for value in values if self.edges[0] <= value <= self.edges[-1]]
        self.counts = [0] * (len(self.edges) - 1)
        for value in inside:
            self.counts[min(bisect_right(self.edges, value) - 1, len(self.counts) - 1)] += 1
        self.median = statistics.median(inside) if inside else None
        self.quiet()
        self.update()

    def shape(self) -> tuple[int, int]:
        return (1, len(self.counts)) if any(self.counts) else (0, 0)

    def reading(self, series: int, index: int) -> tuple[str, ...]:
        share = 100 * self.counts[index] / sum(self.counts)
        reach = say("{low} to {high}", low=figure(self.edges[index]), high=figure(self.edges[index + 1], self.unit))
        return reach, f"{self.counts[index]:,} ({share:.1f} %)"

    def table(self) -> Table:
        titles = (say("At least"), say("Below"), say("How many"))
        return Table(titles, tuple(zip(self.edges[:-1], self.edges[1:], self.counts, strict=True)))

    def _labels(self) -> Sequence[str]:
        return [figure(edge) for edge in self.edges]

    def _shift(self) -> float:
        return -0.5

    def _extent(self) -> tuple[float, float]:
        return extent(self.counts)

    def _keys(self, look: Tokens) -> list[Key]:
        if self.median is None:
            return []
        return [line_key(look, say("Median {value}", value=figure(self.median, self.unit)), dashed=False)]

    def _paint(self, painter: QPainter, look: Tokens, plot: Plot) -> None:
        for index, count in enumerate(self.counts):
            if count:
                fill(painter, look, self._spot(plot, 0, index), 0)
        if self.median is not None:
            self._paint_median(painter, look, plot, self.median)

    def _paint_median(self, painter: QPainter, look: Tokens, plot: Plot, median: float) -> None:
        index = min(bisect_right(self.edges, median) - 1, len(self.counts) - 1)
        part = (median - self.edges[index]) / (self.edges[index + 1] - self.edges[index])
        x = plot.area.left() + (index + part) * plot.band
        painter.setPen(limit_pen(look, dashed=False))
        painter.drawLine(QLineF(x, plot.area.top(), x, plot.area.bottom()))

    def _spot(self, plot: Plot, series: int, index: int) -> QRectF:
        top = plot.y(self.counts[index])
        return QRectF(plot.area.left() + index * plot.band + 0.5, top, plot.band - 1, plot.area.bottom() - top)
