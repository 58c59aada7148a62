"""Where things lie in a chart, and what is drawn around them: axes, grid, legend, limit lines, the callout."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from wms.gui.charts.scale import figure
from wms.gui.charts.series import Limit
from wms.gui.theme.look import font
from wms.gui.theme.tokens import Tokens

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter


@dataclass(frozen=True, slots=True)
class Plot:
    """The area values are drawn in: `count` bands side by side, and values from `low` at its foot to `high`."""

    area: QRectF
    low: float
    high: float
    count: int

    @property
    def band(self) -> float:
        """The width of one band."""
        return self.area.width() / max(1, self.count)

    def x(self, index: float) -> float:
        """The middle of a band."""
        return self.area.left() + (index + 0.5) * self.band

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.area.bottom() - (value - self.low) / (self.high - self.low) * self.area.height()

    def index_at(self, x: float) -> int:
        """The band at this place, the outer ones reaching on for ever."""
        return max(0, min(self.count - 1, int((x - self.area.left()) // max(self.band, 1e-9))))


@dataclass(frozen=True, slots=True)
class Key:
    """An entry of the legend: its name, what draws its sample into a rectangle, and how wide that is, in steps."""

    name: str
    sample: Callable[[QPainter, QRectF], None]
    wide: float = 4.5


def small(look: Tokens) -> QFontMetricsF:
    """The measures of the type axes are written in."""
    return QFontMetricsF(font(look.small))


def write(
    painter: QPainter, look: Tokens, place: QRectF, text: str, colour: str = "", heavy: bool = False,
    where: Qt.AlignmentFlag = _LEFT,
) -> None:  # fmt: skip
    """Small text into a place, ending in … where it does not fit."""
    painter.setFont(font(look.small, heavy))
    painter.setPen(QColor(colour or look.muted))
    metrics = QFontMetricsF(painter.font())
    painter.drawText(place, where, metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width() + 1))


def value_axis(painter: QPainter, look: Tokens, plot: Plot, at: Sequence[float], left: float, unit: str = "") -> None:
    """Grid lines with their values to the left of the plot, and the line values stand on."""
    height = small(look).height()
    for value in at:
        y = plot.y(value)
        painter.setPen(QPen(QColor(look.edge if value == 0 else look.line), look.line_width))
        painter.drawLine(QLineF(plot.area.left(), y, plot.area.right(), y))
        room = QRectF(left, y - height / 2, plot.area.left() - look.space(2) - left, height)
        write(painter, look, room, figure(value, unit), where=_RIGHT)


def label_axis(painter: QPainter, look: Tokens, plot: Plot, labels: Sequence[str], shift: float = 0.0) -> None:
    """Labels under their bands, as many as there is room for; `shift` in bands moves them."""
    metrics = small(look)
    widest = max((metrics.horizontalAdvance(label) for label in labels), default=0.0) + look.space(2)
    cut = min(widest, look.space(28))
    every = max(1, -int(-cut // max(plot.band, 1e-9)))
    for index in range(0, len(labels), every):
        width = plot.band * every if every > 1 else plot.band
        room = QRectF(plot.x(index + shift) - width / 2, plot.area.bottom() + look.space(1), width, metrics.height())
        write(painter, look, room, labels[index], where=_CENTRE)


def limit_line(painter: QPainter, look: Tokens, plot: Plot, limit: Limit) -> None:
    """The limit across the plot, stepping from band to band where it changes."""
    painter.setPen(limit_pen(look))
    before: float | None = None
    for index, value in enumerate(limit.values(plot.count)):
        if value is not None:
            left = plot.area.left() + index * plot.band
            painter.drawLine(QLineF(left, plot.y(value), left + plot.band, plot.y(value)))
            if before is not None and before != value:
                painter.drawLine(QLineF(left, plot.y(before), left, plot.y(value)))
        before = value


def limit_pen(look: Tokens, dashed: bool = True) -> QPen:
    """The pen of a limit, or of another line that values are held against."""
    made = QPen(QColor(look.text), 1.5 * look.scale)
    if dashed:
        made.setDashPattern([4, 3])
    return made


def line_key(look: Tokens, name: str, dashed: bool = True) -> Key:
    """A limit in the legend."""

    def sample(painter: QPainter, box: QRectF) -> None:
        painter.setPen(limit_pen(look, dashed))
        painter.drawLine(QLineF(box.left(), box.center().y(), box.right(), box.center().y()))

    return Key(name, sample)


def legend(painter: QPainter, look: Tokens, place: QRectF, keys: Sequence[Key]) -> float:
    """The legend, flowing from the left in as many lines as it needs; returns its height."""
    metrics = small(look)
    x, y = place.left(), place.top()
    for key in keys:
        sample = look.space(key.wide)
        width = sample + look.space(1.5) + metrics.horizontalAdvance(key.name) + look.space(1)
        if x > place.left() and x + width > place.right():
            x, y = place.left(), y + metrics.height() + look.space(1)
        box = QRectF(x, y + (metrics.height() - look.space(2.5)) / 2, sample, look.space(2.5))
        painter.save()
        key.sample(painter, box)
        painter.restore()
        room = QRectF(box.right() + look.space(1.5), y, min(width, place.right() - box.right()), metrics.height())
        write(painter, look, room, key.name, look.text)
        x += width + look.space(3)
    return y + metrics.height() - place.top() if keys else 0.0


def callout(painter: QPainter, look: Tokens, inside: QRectF, spot: QRectF, lines: Sequence[str]) -> None:
    """The reading of a mark, in a small box above it (or below, where there is no room)."""
    metrics, edge = small(look), look.space(2)
    width = max(QFontMetricsF(font(look.small, heavy=True)).horizontalAdvance(line) for line in lines) + 2 * edge
    height = metrics.height() * len(lines) + look.space(2)
    x = min(max(spot.center().x() - width / 2, inside.left()), inside.right() - width)
    above = spot.top() - height - look.space(1.5)
    y = above if above >= inside.top() else min(spot.bottom() + look.space(1.5), inside.bottom() - height)
    box = QRectF(x, y, width, height)
    painter.setPen(QPen(QColor(look.edge), look.line_width))
    painter.setBrush(QColor(look.raised))
    painter.drawRoundedRect(box, look.radius, look.radius)
    for place, line in enumerate(lines):
        room = QRectF(box.left() + edge, box.top() + look.space(1) + place * metrics.height(), width, metrics.height())
        write(painter, look, room, line, look.text, heavy=place == 0)


def ring(painter: QPainter, look: Tokens, spot: QRectF) -> None:
    """Shows which mark is being read."""
    painter.setPen(QPen(QColor(look.focus), look.focus_width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(spot.adjusted(-2, -2, 2, 2), 2, 2)
