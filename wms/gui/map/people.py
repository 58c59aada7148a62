"""People and goods drawn over the floor, as they were at a moment: a way behind each, and arrows for what was moved."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF, QTransform

from wms.gui.map.drawn import point
from wms.gui.map.past import SEEN_S, Seen, Step
from wms.gui.map.scale import told_apart
from wms.gui.map.state import State
from wms.gui.theme.look import font
from wms.gui.theme.ramp import readable
from wms.gui.theme.tokens import tokens


def paint(painter: QPainter, state: State, to_screen: QTransform) -> None:
    """Draw them; the painter is in the screen's own coordinates."""
    inks = told_apart()
    for step in state.goods:
        _goods(painter, state, step, to_screen)
    for seen in state.people:
        _behind(painter, seen, QColor(inks[state.number_of(seen.person) % len(inks)]), to_screen)
    for seen in state.people:
        _person(painter, seen, QColor(inks[state.number_of(seen.person) % len(inks)]), to_screen)


def _goods(painter: QPainter, state: State, step: Step, to_screen: QTransform) -> None:
    """From where to where goods were moved, paler the longer ago."""
    look = tokens()
    ends = [state.laid.place(code) for code in (step.source, step.target)]
    if ends[0] is None or ends[1] is None:
        return
    a, b = (to_screen.map(point(place.x, place.y)) for place in ends if place is not None)
    colour = QColor(look.warn)
    colour.setAlphaF(max(0.15, 1 - (state.moment - step.second) / SEEN_S))
    painter.setPen(QPen(colour, look.focus_width, Qt.PenStyle.DotLine))
    painter.drawLine(a, b)
    side = float(look.space(1.5))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRect(QRectF(b.x() - side / 2, b.y() - side / 2, side, side))


def _behind(painter: QPainter, seen: Seen, ink: QColor, to_screen: QTransform) -> None:
    look = tokens()
    if len(seen.behind) < 2:
        return
    pale = QColor(ink)
    pale.setAlphaF(0.55)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(pale, 2.5 * look.scale, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap,
                        Qt.PenJoinStyle.RoundJoin))  # fmt: skip
    painter.drawPolyline(QPolygonF([to_screen.map(point(*one)) for one in seen.behind]))


def _person(painter: QPainter, seen: Seen, ink: QColor, to_screen: QTransform) -> None:
    """A disc with the first letters; a ring around it for a while after each scan."""
    look, here = tokens(), to_screen.map(point(*seen.here))
    size = float(look.space(5))
    bold = font(look.small, heavy=True)
    painter.setFont(bold)
    if seen.ago < SEEN_S / 3:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.good), look.focus_width * 1.5))
        painter.drawEllipse(here, size * 0.75, size * 0.75)
    painter.setPen(QPen(QColor(look.surface), look.focus_width))
    painter.setBrush(ink)
    painter.drawEllipse(here, size / 2, size / 2)
    painter.setPen(readable(look, ink))
    letters = initials(seen.person)
    wide = QFontMetricsF(bold).horizontalAdvance(letters)
    painter.drawText(QPointF(here.x() - wide / 2, here.y() + QFontMetricsF(bold).ascent() / 2 - 1), letters)


def initials(login: str) -> str:
    """What stands for a person: the first letter and the number at the end, or the first two letters."""
    digits = login[len(login.rstrip("0123456789")) :]
    return (login[:1] + digits[-2:] if digits else login[:2]).upper()
