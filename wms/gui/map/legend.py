"""What the colours of the map mean, under the map: a ramp with its ends, or the kinds with their names."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wms.gui.map.scale import Kinds, Ramp, Scale
from wms.gui.map.state import empty_colour
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.look import font
from wms.gui.theme.tokens import tokens


class Legend(QWidget):
    """The legend of one scale; without one it takes no room."""

    def __init__(self) -> None:
        super().__init__()
        self._scale: Scale | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def tell(self, scale: Scale | None) -> None:
        """Explain another scale."""
        self._scale = scale
        self.setVisible(scale is not None)
        self.setAccessibleName(self.in_words())
        self.updateGeometry()
        self.update()

    def in_words(self) -> str:
        """The legend for those who hear it."""
        if isinstance(self._scale, Ramp):
            low, high = self._ends(self._scale)
            return say("{title}: from {low} (pale) to {high} (strong)", title=self._scale.title, low=low, high=high)
        if isinstance(self._scale, Kinds):
            return f"{self._scale.title}: " + ", ".join(kind.name for kind in self._scale.kinds)
        return ""

    def sizeHint(self) -> QSize:
        look = tokens()
        return QSize(look.space(80), round(QFontMetricsF(font(look.small)).height()) + look.space(3))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(look.small, heavy=True))
        if self._scale is None:
            return
        at = self._text(painter, look.space(3), self._scale.title, look.text) + look.space(4)
        painter.setFont(font(look.small))
        at = self._ramp(painter, at, self._scale) if isinstance(self._scale, Ramp) else self._kinds(
            painter, at, self._scale)  # fmt: skip
        self._swatch(painter, at + look.space(4), empty_colour(), say("none"))

    def _ramp(self, painter: QPainter, at: float, ramp: Ramp) -> float:
        look = tokens()
        low, high = self._ends(ramp)
        at = self._text(painter, at, low, look.muted) + look.space(2)
        bar = QRectF(at, (self.height() - look.space(3)) / 2, look.space(40), look.space(3))
        shades = QLinearGradient(bar.topLeft(), bar.topRight())
        steps = 2 * len(look.heat)
        for step in range(steps + 1):
            shades.setColorAt(step / steps, QColor(ramp.colour(ramp.low + (ramp.high - ramp.low) * step / steps)))
        painter.setPen(QPen(QColor(look.edge), look.line_width))
        painter.setBrush(shades)
        painter.drawRoundedRect(bar, look.radius / 2, look.radius / 2)
        return self._text(painter, bar.right() + look.space(2), high, look.muted)

    def _kinds(self, painter: QPainter, at: float, kinds: Kinds) -> float:
        for kind in kinds.kinds:
            at = self._swatch(painter, at, kinds.colour(kind.value), kind.name) + tokens().space(4)
        return at - tokens().space(4)

    def _swatch(self, painter: QPainter, at: float, colour: str, name: str) -> float:
        look = tokens()
        side = look.space(3)
        painter.setPen(QPen(QColor(look.edge), look.line_width))
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(at, (self.height() - side) / 2, side, side), look.radius / 3, look.radius / 3)
        return self._text(painter, at + side + look.space(1.5), name, look.muted)

    def _text(self, painter: QPainter, at: float, text: str, colour: str) -> float:
        """Write at `at`; returns where the text ends."""
        painter.setPen(QColor(colour))
        wide = QFontMetricsF(painter.font()).horizontalAdvance(text)
        painter.drawText(QRectF(at, 0, wide + 1, self.height()), Qt.AlignmentFlag.AlignVCenter, text)
        return at + wide

    def _ends(self, ramp: Ramp) -> tuple[str, str]:
        return tuple(shown(_plain(end), ramp.kind) for end in (ramp.low, ramp.high))  # type: ignore[return-value]


def _plain(value: float) -> float:
    """Whole numbers are written without decimals."""
    return int(value) if float(value).is_integer() else value
