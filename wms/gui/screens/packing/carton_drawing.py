"""A carton in three dimensions: what is in it, what goes in next and where, and what is still to come.

Seen from above one corner. Pieces are drawn from behind forwards; lengths are millimetres until they are on the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from wms.gui.texts.say import say
from wms.gui.theme.look import font, looked
from wms.gui.theme.tokens import tokens

IN, NEXT, LATER = "in", "next", "later"
_WIDE, _FLAT = 0.866, 0.5  # the cosine and sine of 30 degrees
_SIDES = (1.0, 0.86, 0.72)  # how light the top, the right and the left side of a piece are
_FAINT = 28
Corner = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece where it lies: its nearest-to-origin corner, its size, its colour's number, and IN, NEXT or LATER."""

    at: tuple[int, int, int]
    size: tuple[int, int, int]
    colour: int
    when: str

    @property
    def far(self) -> tuple[int, int, int]:
        """The opposite corner."""
        (x, y, z), (dx, dy, dz) = self.at, self.size
        return x + dx, y + dy, z + dz


def flat(corner: Corner) -> QPointF:
    """Where a corner is on the picture, in millimetres: x leads to the right, y to the left, z upwards."""
    x, y, z = corner
    return QPointF((x - y) * _WIDE, (x + y) * _FLAT - z)


def behind(one: Piece, other: Piece) -> bool:
    """Whether `one` is farther away than `other`, so that it is drawn first."""
    return any(one.far[axis] <= other.at[axis] for axis in range(3))


def back_to_front(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces in the order in which they are drawn: none before another that it hides."""
    waits = sorted(pieces, key=lambda piece: sum(piece.far))
    drawn: list[Piece] = []
    while waits:
        first = next((one for one in waits if not any(_hides(one, other) for other in waits if other is not one)),
                     waits[0])  # fmt: skip
        waits.remove(first)
        drawn.append(first)
    return drawn


def _hides(one: Piece, other: Piece) -> bool:
    """Whether `one` lies in front of `other`, and may cover it."""
    return behind(other, one) and not behind(one, other)


class CartonDrawing(QWidget):
    """One carton; nothing while it has no size."""

    def __init__(self) -> None:
        super().__init__()
        self._size = (0, 0, 0)
        self._pieces: list[Piece] = []
        self.told = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(tokens().space(30))
        self.setAccessibleName(say("The carton"))
        looked.connect(self.update)

    def show_carton(self, size: tuple[int, int, int], pieces: Sequence[Piece], told: str) -> None:
        """Draw this carton (inner size) and these pieces; `told` stands below it."""
        if (size, told, list(pieces)) == (self._size, self.told, self._pieces):
            return
        self._size, self.told = size, told
        self._pieces = back_to_front(pieces) if len(pieces) <= 400 else sorted(pieces, key=lambda p: sum(p.far))
        self.setAccessibleDescription(told)
        self.update()

    def scale_to(self, scale: float) -> None:
        """The words below grow with the page."""
        self.setFont(font(round(tokens().body * scale)))

    def sizeHint(self) -> QSize:
        return QSize(tokens().space(75), tokens().space(60))

    # --- drawing -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = painter.fontMetrics().height() + tokens().space(1) if self.told else 0
        room = QRectF(self.rect()).adjusted(tokens().space(1), tokens().space(1), -tokens().space(1), -line)
        if all(self._size) and room.width() > 0 and room.height() > 0:
            self._draw(painter, room)
        painter.resetTransform()
        painter.setPen(QColor(tokens().muted))
        below = QRectF(0, self.height() - line, self.width(), line)
        words = painter.fontMetrics().elidedText(self.told, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, words)

    def _draw(self, painter: QPainter, room: QRectF) -> None:
        length, width, height = self._size
        bounds = _polygon([(0, width, 0), (length, 0, height), (length, width, 0), (0, 0, height)]).boundingRect()
        scale = min(room.width() / bounds.width(), room.height() / bounds.height())
        painter.translate(room.center())
        painter.scale(scale, scale)
        painter.translate(-bounds.center())
        self._box(painter, [((0, 0, 0), (length, 0, 0)), ((0, 0, 0), (0, width, 0)), ((0, 0, 0), (0, 0, height))])
        for piece in self._pieces:
            self._piece(painter, piece)
        self._box(painter, _front(length, width, height))

    def _box(self, painter: QPainter, edges: Sequence[tuple[Corner, Corner]]) -> None:
        painter.setPen(_cosmetic(tokens().edge, tokens().line_width))
        for start, end in edges:
            painter.drawLine(flat(start), flat(end))

    def _piece(self, painter: QPainter, piece: Piece) -> None:
        look = tokens()
        others = look.series[1:]  # the first is the accent's
        colour = QColor(look.accent_fill if piece.when == NEXT else others[piece.colour % len(others)])
        edge = look.text if piece.when == NEXT else look.surface
        painter.setPen(_cosmetic(look.edge if piece.when == LATER else edge, look.line_width))
        for share, side in zip(_SIDES, _sides(piece), strict=True):
            filled = QColor.fromRgbF(colour.redF() * share, colour.greenF() * share, colour.blueF() * share)
            if piece.when == LATER:
                filled.setAlpha(_FAINT)
            painter.setBrush(filled)
            painter.drawPolygon(_polygon(side))


def _sides(piece: Piece) -> tuple[list[Corner], list[Corner], list[Corner]]:
    """The three sides that are seen: top, right and left."""
    (x, y, z), (u, v, w) = piece.at, piece.far
    return (
        [(x, y, w), (u, y, w), (u, v, w), (x, v, w)],
        [(u, y, z), (u, v, z), (u, v, w), (u, y, w)],
        [(x, v, z), (u, v, z), (u, v, w), (x, v, w)],
    )


def _front(length: float, width: float, height: float) -> list[tuple[Corner, Corner]]:
    """The edges in front of what is inside."""
    corners: list[tuple[Corner, Corner]] = [
        ((length, 0, 0), (length, width, 0)), ((0, width, 0), (length, width, 0)),
        ((length, 0, 0), (length, 0, height)), ((0, width, 0), (0, width, height)),
        ((length, width, 0), (length, width, height)),
        ((0, 0, height), (length, 0, height)), ((0, 0, height), (0, width, height)),
        ((length, 0, height), (length, width, height)), ((0, width, height), (length, width, height)),
    ]  # fmt: skip
    return corners


def _polygon(corners: Sequence[Corner]) -> QPolygonF:
    return QPolygonF([flat(corner) for corner in corners])


def _cosmetic(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen
