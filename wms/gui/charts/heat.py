"""Heat strips: rows of cells coloured from little to much, such as hours of the day for each weekday."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from wms.gui.charts.chart import Chart
from wms.gui.charts.plot import Key, Plot, label_axis, small, write
from wms.gui.charts.scale import figure
from wms.gui.charts.series import Series, Table
from wms.gui.texts.say import say
from wms.gui.theme.ramp import ramped, readable
from wms.gui.theme.tokens import Tokens


class HeatStrip(Chart):
    """One strip for each series over the same labels. Cells carry their figures where there is room for them."""

    def __init__(
        self, title: str, labels: Sequence[str] = (), strips: Sequence[Series] = (), *, unit: str = "",
        x_title: str = "", y_title: str = "",
    ) -> None:  # fmt: skip
        super().__init__(title, unit, x_title, y_title)
        self.show_data(labels, strips)

    def show_data(self, labels: Sequence[str], strips: Sequence[Series]) -> None:
        """Show these instead. Raises ValueError where a strip has not one value for each label."""
        if any(len(strip.values) != len(labels) for strip in strips):
            raise ValueError("each strip needs one value for each label")
        self.labels, self.strips = tuple(labels), tuple(strips)
        known = [value for strip in strips for value in strip.values if value is not None]
        self._low, self._high = min((0.0, *known)), max((0.0, *known))
        self.quiet()
        self.update()

    def shape(self) -> tuple[int, int]:
        return len(self.strips), len(self.labels)

    def reading(self, series: int, index: int) -> tuple[str, ...]:
        value = self.strips[series].values[index]
        place = " · ".join(part for part in (self.strips[series].name, self.labels[index]) if part)
        return place, figure(value, self.unit) if value is not None else "–"

    def table(self) -> Table:
        titles = (self.y_title or say("Category"), *self.labels)
        return Table(titles, tuple((strip.name, *strip.values) for strip in self.strips))

    def heat(self, value: float) -> float:
        """How far a value lies between the least (0) and the greatest (1)."""
        return (value - self._low) / (self._high - self._low) if self._high > self._low else 0.0

    def _labels(self) -> Sequence[str]:
        return self.labels

    def _extent(self) -> tuple[float, float]:
        return 0.0, float(max(1, len(self.strips)))

    def _keys(self, look: Tokens) -> list[Key]:
        def ramp(painter: QPainter, box: QRectF) -> None:
            step = box.width() / len(look.heat)
            for place, stop in enumerate(look.heat):
                painter.fillRect(QRectF(box.left() + place * step, box.top(), step + 0.5, box.height()), QColor(stop))

        reach = say("{low} to {high}", low=figure(self._low), high=figure(self._high, self.unit))
        return [Key(reach, ramp, wide=16)]

    def _around(self, painter: QPainter, look: Tokens, place: QRectF, top: float) -> Plot:
        """Names of the strips at the left instead of a value axis."""
        metrics = small(look)
        widest = max((metrics.horizontalAdvance(strip.name) for strip in self.strips), default=0.0)
        side = min(widest, place.width() / 3)
        side += look.space(2) if side else 0
        foot = (metrics.height() + look.space(1)) * (2 if self.x_title else 1)
        area = QRectF(place.left() + side, top, place.width() - side, max(1.0, place.bottom() - foot - top))
        plot = Plot(area, 0.0, float(len(self.strips)), len(self.labels))
        for row, strip in enumerate(self.strips):
            cell = self._spot(plot, row, 0)
            room = QRectF(place.left(), cell.top(), side - look.space(2), cell.height())
            write(painter, look, room, strip.name)
        label_axis(painter, look, plot, self.labels)
        if self.x_title:
            room = QRectF(place.left(), place.bottom() - metrics.height(), place.width(), metrics.height())
            write(painter, look, room, self.x_title, where=Qt.AlignmentFlag.AlignRight)
        return plot

    def _paint(self, painter: QPainter, look: Tokens, plot: Plot) -> None:
        for row, strip in enumerate(self.strips):
            for index, value in enumerate(strip.values):
                self._paint_cell(painter, look, self._spot(plot, row, index), value)

    def _paint_cell(self, painter: QPainter, look: Tokens, cell: QRectF, value: float | None) -> None:
        if value is None:
            painter.setPen(QPen(QColor(look.line), look.line_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(cell)
            return
        ground = ramped(look, self.heat(value))
        painter.fillRect(cell, ground)
        text, metrics = figure(value), small(look)
        if metrics.horizontalAdvance(text) + look.space(1) < cell.width() and metrics.height() < cell.height():
            write(painter, look, cell, text, readable(look, ground), where=Qt.AlignmentFlag.AlignCenter)

    def _spot(self, plot: Plot, series: int, index: int) -> QRectF:
        height = plot.area.height() / max(1, len(self.strips))
        left, top = plot.area.left() + index * plot.band, plot.area.top() + series * height
        return QRectF(left + 0.75, top + 0.75, plot.band - 1.5, height - 1.5)
