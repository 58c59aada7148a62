"""The drawing itself: the building with its zones and aisles below, a plain rectangle for every spot, signs above.

Rectangles are Qt's own items, as twenty thousand of them must be drawn in the time of one frame; only their brushes
change.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter
from PySide6.QtWidgets import QGraphicsRectItem, QGraphicsScene

from wms.gui.map import ground, signs
from wms.gui.map.drawn import body, whole
from wms.gui.map.laid import Laid
from wms.gui.map.state import State


class FloorScene(QGraphicsScene):
    """One floor, and what `state` says is shown on it."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.state = state
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)  # places are found by `finding`
        self._items: list[QGraphicsRectItem] = []

    def show_floor(self, laid: Laid) -> None:
        """Draw another floor; what is shown on it stays.

        Rectangles are used again, as taking away thousands of them would take seconds; those left over are hidden.
        """
        self.state.laid = laid
        for item, spot in zip(self._items, laid.spots, strict=False):
            item.setRect(body(spot.box))
            item.setVisible(True)
        for spot in laid.spots[len(self._items) :]:
            self._items.append(self.addRect(body(spot.box), Qt.PenStyle.NoPen))
        for item in self._items[len(laid.spots) :]:
            item.setVisible(False)
        self.setSceneRect(whole(laid))
        self.dress()

    def dress(self) -> None:
        """Give every spot the colour of what it shows now, in the theme in use."""
        colour_of, brushes = self.state.colours(), dict[str, QBrush]()
        for item, spot in zip(self._items, self.state.laid.spots, strict=False):
            colour = colour_of(spot)
            brush = brushes.get(colour)
            if brush is None:
                brush = brushes[colour] = QBrush(QColor(colour))
            item.setBrush(brush)
        self.update()

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        ground.paint(painter, QRectF(rect), self.state.laid, self.state.tinted)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        signs.paint(painter, QRectF(rect), self.state)
