"""How series are told apart: by colour, and as well by hatching, dashes and marks, so that grey paper is enough.

Hatching is drawn as lines, not with Qt's brushes: it is as fine on a sharp screen and in an SVG as on paper.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from wms.gui.theme.tokens import Tokens

DASHES: tuple[tuple[float, ...], ...] = ((), (6, 3), (2, 2), (8, 3, 2, 3), (12, 4), (1, 3))
"""The dashes of the first, second … line, in line widths."""
_ANGLES: tuple[tuple[float, ...], ...] = ((), (45,), (0,), (135,), (45, 135), (90,))
"""The hatching of the first, second … bar, by the angle of its lines."""


def colour(look: Tokens, place: int, tone: str = "") -> QColor:
    """The colour of the series at this place, or of its tone."""
    return QColor(look.fill(tone) if tone else look.series[place % len(look.series)])


def pen(look: Tokens, place: int, tone: str = "", dashed: bool = False) -> QPen:
    """The pen of a line."""
    made = QPen(colour(look, place, tone), 2 * look.scale)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    dashes = DASHES[1] if dashed else DASHES[place % len(DASHES)]
    if dashes:
        made.setDashPattern(list(dashes))
    return made


def fill(painter: QPainter, look: Tokens, place: QRectF, series: int, tone: str = "") -> None:
    """Fill a rectangle as the series at this place is filled."""
    painter.fillRect(place, colour(look, series, tone))
    stripe = QColor(look.surface)
    stripe.setAlphaF(0.6)
    painter.setPen(QPen(stripe, 1.25 * look.scale))
    for angle in _ANGLES[series % len(_ANGLES)]:
        for line in hatching(place, angle, 6 * look.scale):
            painter.drawLine(line)


def hatching(place: QRectF, angle: float, apart: float) -> Iterator[QLineF]:
    """Lines at this angle, this far apart, cut to the rectangle; in step with those of neighbours."""
    along = QPointF(math.cos(math.radians(angle)), -math.sin(math.radians(angle)))
    across = QPointF(-along.y(), along.x())
    corners = (place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight())
    reach = [QPointF.dotProduct(corner, across) for corner in corners]
    for step in range(math.ceil(min(reach) / apart), math.floor(max(reach) / apart) + 1):
        line = _cut(place, across * (step * apart), along)
        if line is not None:
            yield line


def mark(painter: QPainter, look: Tokens, at: QPointF, series: int, tone: str = "") -> None:
    """A point of a line: round, square, a triangle or a diamond by the place of its series."""
    half = 3.5 * look.scale
    painter.setPen(QPen(QColor(look.surface), 1.5 * look.scale))
    painter.setBrush(colour(look, series, tone))
    shape = series % 4
    if shape == 0:
        painter.drawEllipse(at, half, half)
    elif shape == 1:
        painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half))
    else:
        wide = half * 1.25
        foot = [(wide, wide * 0.8), (-wide, wide * 0.8)] if shape == 2 else [(wide, 0), (0, wide), (-wide, 0)]
        painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in [(0, -wide), *foot]]))


def _cut(place: QRectF, through: QPointF, along: QPointF) -> QLineF | None:
    """The part of a straight line inside a rectangle (the slab method), or None."""
    first, last = -math.inf, math.inf
    for start, way, low, high in (
        (through.x(), along.x(), place.left(), place.right()),
        (through.y(), along.y(), place.top(), place.bottom()),
    ):
        if abs(way) < 1e-9:
            if not low <= start <= high:
                return None
            continue
        near, far = sorted(((low - start) / way, (high - start) / way))
        first, last = max(first, near), min(last, far)
    return QLineF(through + along * first, through + along * last) if first < last else None
