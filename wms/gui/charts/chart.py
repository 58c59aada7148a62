"""What every chart is: a picture that reads its values out under mouse and keys, and can be printed, saved and tabled.

A chart draws itself onto any painter in any theme: on the window in the one in use, into files in the light one.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from wms.gui.charts.plot import Key, Plot, callout, label_axis, legend, ring, small, value_axis, write
from wms.gui.charts.scale import figure, ticks
from wms.gui.charts.series import Table
from wms.gui.texts.say import say
from wms.gui.theme.look import font
from wms.gui.theme.tokens import Tokens, tokens

_FAR = 10**9
_STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_PageUp: (0, -10), Qt.Key.Key_PageDown: (0, 10), Qt.Key.Key_Home: (0, -_FAR),
    Qt.Key.Key_End: (0, _FAR),
}  # fmt: skip
"""What each key moves the reading by: series and values."""


class Chart(QWidget):
    """The family's frame. `picked` gives series and index when a value is opened by double click or Enter."""

    picked = Signal(int, int)
    read_out = Signal(str)

    def __init__(self, title: str, unit: str = "", x_title: str = "", y_title: str = "") -> None:
        """`unit` follows each value, `y_title` says what the values are, `x_title` what they are taken over."""
        super().__init__()
        self.title, self.unit, self.x_title, self.y_title = title, unit, x_title, y_title
        self.titled = True
        self._at: tuple[int, int] | None = None
        self._plot: Plot | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(title)
        self.setAccessibleDescription(say("A chart. The arrow keys read its values."))

    # --- what each kind of chart says of itself --------------------------------------------------------------------

    @abstractmethod
    def shape(self) -> tuple[int, int]:
        """How many series, and how many values each has."""

    @abstractmethod
    def reading(self, series: int, index: int) -> tuple[str, ...]:
        """A value in words, a line for each thing to say."""

    @abstractmethod
    def table(self) -> Table:
        """All figures behind the chart."""

    @abstractmethod
    def _labels(self) -> Sequence[str]:
        """The labels under the bands."""

    @abstractmethod
    def _extent(self) -> tuple[float, float]:
        """The least and the greatest value to make room for."""

    @abstractmethod
    def _paint(self, painter: QPainter, look: Tokens, plot: Plot) -> None:
        """Draw the values."""

    @abstractmethod
    def _spot(self, plot: Plot, series: int, index: int) -> QRectF:
        """Where a value's mark lies."""

    def _keys(self, look: Tokens) -> list[Key]:
        """The legend; none by default."""
        return []

    def _axis_unit(self) -> str:
        """What follows the figures of the value axis."""
        return ""

    def _shift(self) -> float:
        """By how many bands the labels stand aside from their bands' middle."""
        return 0.0

    def _count(self) -> int:
        """How many bands lie side by side."""
        return self.shape()[1]

    # --- drawing ---------------------------------------------------------------------------------------------------

    def draw(self, painter: QPainter, place: QRectF, look: Tokens, titled: bool = True) -> Plot | None:
        """Draw the chart into a place; returns where its values lie, or None when it has none."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = place.top()
        if titled and self.title:
            top += self._draw_title(painter, look, place)
        if not self._count() or not self.shape()[0]:
            write(painter, look, place, say("There is nothing to show yet."), where=Qt.AlignmentFlag.AlignCenter)
            return None
        used = legend(painter, look, QRectF(place.left(), top, place.width(), place.height()), self._keys(look))
        plot = self._around(painter, look, place, top + (used + look.space(2) if used else 0))
        self._paint(painter, look, plot)
        return plot

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        plot = self._plot = self.draw(painter, self._inside(), look, self.titled)
        if plot is not None and self._at is not None:
            spot = self._spot(plot, *self._at)
            ring(painter, look, spot)
            callout(painter, look, QRectF(self.rect()).adjusted(2, 2, -2, -2), spot, self.reading(*self._at))
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.focus), look.focus_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), look.radius, look.radius)

    def sizeHint(self) -> QSize:
        return QSize(tokens().space(120), tokens().space(64))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens().space(56), tokens().space(36))

    def _draw_title(self, painter: QPainter, look: Tokens, place: QRectF) -> float:
        painter.setFont(font(look.large, heavy=True))
        painter.setPen(QColor(look.text))
        height = painter.fontMetrics().height()
        shown = painter.fontMetrics().elidedText(self.title, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(QRectF(place.left(), place.top(), place.width(), height), Qt.AlignmentFlag.AlignLeft, shown)
        return height + look.space(2.0)

    def _around(self, painter: QPainter, look: Tokens, place: QRectF, top: float) -> Plot:
        """Draw the axes; returns the plot between them."""
        metrics = small(look)
        if self.y_title:
            write(painter, look, QRectF(place.left(), top, place.width(), metrics.height()), self.y_title)
            top += metrics.height() + look.space(1)
        foot = metrics.height() + look.space(1)
        if self.x_title:
            room = QRectF(place.left(), place.bottom() - metrics.height(), place.width(), metrics.height())
            write(painter, look, room, self.x_title, where=Qt.AlignmentFlag.AlignRight)
            foot += metrics.height()
        height = place.bottom() - foot - top - look.space(2)
        at = ticks(*self._extent(), wanted=max(2, min(6, int(height / (metrics.height() * 1.8)))))
        side = max(metrics.horizontalAdvance(figure(value, self._axis_unit())) for value in at) + look.space(2)
        spare = metrics.horizontalAdvance(self._labels()[-1]) / 2 if self._shift() else 0.0
        area = QRectF(place.left() + side, top + look.space(2), place.width() - side - spare, max(height, 1))
        plot = Plot(area, at[0], at[-1], self._count())
        value_axis(painter, look, plot, at, place.left(), self._axis_unit())
        label_axis(painter, look, plot, self._labels(), self._shift())
        return plot

    def _inside(self) -> QRectF:
        edge = tokens().space(1)
        return QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)

    # --- reading values out ----------------------------------------------------------------------------------------

    def read_at(self, series: int, index: int) -> None:
        """Read a value out; places beyond the ends are the ends."""
        several, count = self.shape()
        if not several or not count:
            return
        self._at = max(0, min(several - 1, series)), max(0, min(count - 1, index))
        words = ". ".join(self.reading(*self._at))
        self.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.read_out.emit(words)
        self.update()

    def quiet(self) -> None:
        """Read nothing out any more."""
        if self._at is not None:
            self._at = None
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._step(*step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self.picked.emit(*self._at)
        elif event.key() == Qt.Key.Key_Escape and self._at is not None:
            self.quiet()
        else:
            super().keyPressEvent(event)

    def _step(self, series: int, index: int) -> None:
        """Move the reading on; the first key reads the first value, and End the last one."""
        if self._at is None:
            self.read_at(0, index if index == _FAR else 0)
        else:
            self.read_at(self._at[0] + series, self._at[1] + index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position().x(), event.position().y())
        if found is None:
            self.quiet()
        elif found != self._at:
            self.read_at(*found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self._under(event.position().x(), event.position().y())
        if found is not None:
            self.picked.emit(*found)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.quiet()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.quiet()

    def _under(self, x: float, y: float) -> tuple[int, int] | None:
        """The value whose band the place lies in, of the series whose mark is nearest."""
        plot = self._plot
        if plot is None or not plot.area.adjusted(-4, -4, 4, 4).contains(x, y):
            return None
        index = self._index_at(plot, x)
        spots = [self._spot(plot, series, index) for series in range(self.shape()[0])]
        apart = [max(spot.top() - y, y - spot.bottom(), 0.0) for spot in spots]
        return apart.index(min(apart)), index

    def _index_at(self, plot: Plot, x: float) -> int:
        return plot.index_at(x)
