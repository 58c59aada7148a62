"""What lies under the goods: the building's outline, zones in quiet tints, and the ways between them."""

from __future__ import annotations

from itertools import starmap

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from wms.gui.map.drawn import flipped, pen, point
from wms.gui.map.floor import Walk
from wms.gui.map.laid import Laid
from wms.gui.map.scale import blended
from wms.gui.theme.tokens import tokens

_SERIES = {"receiving": 0, "shipping": 0, "forward": 2, "packing": 1, "staging": 1, "returns": 4, "quarantine": 4}
"""Which of the theme's series tints a zone of that purpose; reserve and others are grey."""
_TINT, _SHELF, _DIMMED = 0.10, 0.45, 0.28
_WAY_MM = 1_400


def tint(purpose: str) -> str:
    """The colour a zone lies on."""
    look = tokens()
    return blended(look.surface, _own(purpose), _TINT)


def shelf(purpose: str, dimmed: bool = False) -> str:
    """The colour of a place of which nothing else is shown; `dimmed` while others are highlighted."""
    look = tokens()
    return blended(look.surface, look.edge if dimmed else _own(purpose), _DIMMED if dimmed else _SHELF)


def paint(painter: QPainter, rect: QRectF, laid: Laid, tinted: bool) -> None:
    """Everything below the places. Zones are tinted by purpose only while nothing else is told by colours."""
    look, smooth = tokens(), bool(painter.renderHints() & QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.fillRect(rect, QColor(look.window))
    if not laid.floor.site:
        return
    painter.fillRect(flipped(laid.bounds), QColor(look.surface))
    for region in laid.regions:
        plain = blended(look.surface, look.edge, _TINT)
        painter.setPen(pen(look.edge if look.name == "contrast" else look.line, look.line_width))
        painter.setBrush(QColor(tint(region.zone.purpose) if tinted else plain))
        painter.drawRect(flipped(region.box))
    for walk in laid.floor.walks:
        _way(painter, walk)
    painter.setPen(pen(look.edge, look.line_width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(flipped(laid.bounds))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)


def _way(painter: QPainter, walk: Walk) -> None:
    """A walk as a broken line; a blocked one in the colour of what is wrong, a one-way one with its direction."""
    look = tokens()
    start, end = point(walk.x1, walk.y1), point(walk.x2, walk.y2)
    colour = look.bad if walk.blocked else blended(look.surface, look.edge, 0.5)
    painter.setPen(pen(colour, look.line_width * (2 if walk.blocked else 1), Qt.PenStyle.DashLine))
    painter.drawLine(start, end)
    if walk.one_way:
        painter.setPen(pen(look.muted, look.line_width * 1.5))
        line = QLineF(start, end)
        for share in (0.25, 0.5, 0.75):
            painter.drawPolyline(_arrow(line, line.pointAt(share)))


def _arrow(line: QLineF, tip: QPointF) -> list[QPointF]:
    unit = line.unitVector()
    dx, dy = unit.dx() * _WAY_MM / 2, unit.dy() * _WAY_MM / 2
    sides = ((tip.x() - dx - dy / 2, tip.y() - dy + dx / 2), (tip.x(), tip.y()),
             (tip.x() - dx + dy / 2, tip.y() - dy - dx / 2))  # fmt: skip
    return list(starmap(QPointF, sides))


def _own(purpose: str) -> str:
    look = tokens()
    return look.series[_SERIES[purpose]] if purpose in _SERIES else look.edge
