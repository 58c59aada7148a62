"""The icons: one family, drawn in resources/icons on a grid of 24 with strokes of 1.75, tinted as they are painted.

An icon looks its colour up each time it is drawn, so that a change of theme needs nothing but a repaint, and it is
drawn at the true resolution of the screen it is on.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from wms.documents.words import RESOURCES
from wms.gui.theme.tokens import tokens

PLACE = RESOURCES / "icons"
_INKS = {"text": "text", "muted": "muted", "neutral": "muted", "accent": "accent", "good": "good", "warn": "warn",
         "bad": "bad", "on_accent": "on_accent", "on_grave": "on_grave", "faint": "faint"}  # fmt: skip
"""What an icon may be tinted with, and the token that gives the colour."""


@cache
def names() -> frozenset[str]:
    """Every icon there is."""
    return frozenset(place.stem for place in PLACE.glob("*.svg"))


@cache
def icon(name: str, tone: str = "text") -> QIcon:
    """The icon in a tone of the theme: text, muted, accent, good, warn, bad, on_accent; KeyError otherwise.

    In text and muted it turns to the accent where it is switched on, and lights up in a selected row; neutral is as
    quiet as muted and stays so.
    """
    if name not in names() or tone not in _INKS:
        raise KeyError(f"{name} ({tone})")
    return QIcon(_Tinted(name, tone))


def drawing(name: str, colour: str) -> bytes:
    """The icon's SVG in one colour ("#rrggbb")."""
    return _source(name).replace("currentColor", colour).encode()


def paint(painter: QPainter, name: str, place: QRectF, colour: str) -> None:
    """Draw an icon straight onto a painter, in any size and colour: for maps, charts and papers."""
    QSvgRenderer(QByteArray(drawing(name, colour))).render(painter, place)


def pixmap(name: str, size: int, tone: str = "text", ratio: float = 1.0) -> QPixmap:
    """The icon as a picture of `size` logical pixels for a screen with this pixel ratio."""
    return _drawn(name, colour_of(tone), QSize(size, size) * ratio, ratio)


def colour_of(tone: str, mode: QIcon.Mode = QIcon.Mode.Normal, state: QIcon.State = QIcon.State.Off) -> str:
    """The colour an icon of this tone has now."""
    look = tokens()
    if mode == QIcon.Mode.Disabled:
        return look.faint
    if tone in ("text", "muted") and state == QIcon.State.On:
        return look.accent
    if tone in ("text", "muted") and mode == QIcon.Mode.Selected:
        return look.on_selection
    return str(getattr(look, _INKS[tone]))


class _Tinted(QIconEngine):
    """Draws one icon in one tone of whatever theme is in use."""

    def __init__(self, name: str, tone: str) -> None:
        super().__init__()
        self._name, self._tone = name, tone

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._tone)

    def iconName(self) -> str:
        return self._name

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        device = painter.device()
        ratio = device.devicePixelRatio() if device is not None else 1.0
        edge = min(rect.width(), rect.height())
        corner = rect.center() - QPoint((edge - 1) // 2, (edge - 1) // 2)
        colour = colour_of(self._tone, mode, state)
        painter.drawPixmap(corner, _drawn(self._name, colour, QSize(edge, edge) * ratio, ratio))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return _drawn(self._name, colour_of(self._tone, mode, state), size, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """`size` in logical pixels for a screen with this ratio; Qt sets the ratio on what it is given."""
        return self.pixmap(size * scale, mode, state)


def _drawn(name: str, colour: str, size: QSize, ratio: float) -> QPixmap:
    """The icon in the screen's pixels (`size`), kept in Qt's own cache."""
    if size.isEmpty():  # a widget squeezed to nothing asks for its icon all the same
        return QPixmap()
    key = f"wms-icon/{name}/{colour}/{size.width()}x{size.height()}@{ratio}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    made = QPixmap(size)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    edge = min(size.width(), size.height())
    left, top = (size.width() - edge) / 2, (size.height() - edge) / 2
    paint(painter, name, QRectF(left, top, edge, edge), colour)
    painter.end()
    made.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, made)
    return made


@cache
def _source(name: str) -> str:
    return (PLACE / f"{name}.svg").read_text(encoding="utf-8")
