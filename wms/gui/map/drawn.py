"""How the floor becomes a drawing: y is turned over, and strokes keep their width at every zoom."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from wms.gui.map.laid import Laid
from wms.gui.map.placing import Box

MARGIN_MM = 1_500
_GAP = 0.03


def flipped(box: Box) -> QRectF:
    """A box of the floor as a rectangle of the scene."""
    return QRectF(box.x, -box.y - box.depth, box.width, box.depth)


def body(box: Box) -> QRectF:
    """What is filled of a spot: a little less than its box, so that neighbours can be told apart."""
    wide, deep = box.width, box.depth
    return QRectF(box.x + _GAP * wide, -box.y - (1 - _GAP) * deep, (1 - 2 * _GAP) * wide, (1 - 2 * _GAP) * deep)


def point(x: float, y: float) -> QPointF:
    """A point of the floor as a point of the scene."""
    return QPointF(x, -y)


def whole(laid: Laid) -> QRectF:
    """The building with some room around it, in the scene."""
    return flipped(laid.bounds).adjusted(-MARGIN_MM, -MARGIN_MM, MARGIN_MM, MARGIN_MM)


def pen(colour: str, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen of so many pixels at every zoom."""
    made = QPen(QColor(colour), width, style, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    made.setCosmetic(True)
    return made
