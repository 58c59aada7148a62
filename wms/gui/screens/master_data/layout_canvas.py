"""The drawing board: take hold of things with the mouse or the arrow keys, draw new ones, zoom and pan.

Arrows move what is selected by one step of the grid, Shift and arrows resize it; + and - zoom, F fits, Delete takes
away what is not saved yet, Enter sets down a new thing in the middle of the picture.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QWidget

from wms.gui.desk.desk import Desk
from wms.gui.map.floor import DOCK, Floor, Place, Walk, Zone
from wms.gui.map.placing import Box, spots
from wms.gui.screens.master_data.layout_editor import LayoutEditor
from wms.gui.screens.master_data.layout_plan import AISLE, ZONE, Piece, place_of
from wms.gui.screens.master_data.layout_view import PlanPainter, bounds, box_of, handle_of
from wms.gui.texts.say import say
from wms.gui.theme.look import looked
from wms.gui.theme.tokens import tokens

CROSS, HOLD = "cross", ""
"""Tools beside those called as the pieces they draw: a cross-aisle, and taking hold."""
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
_ZOOM = 1.2
_NEW_MM = 5_000


class LayoutCanvas(QWidget):
    """One floor. `tool_used` tells that a new thing was drawn and the hand is free again."""

    tool_used = Signal()

    def __init__(self, desk: Desk, editor: LayoutEditor) -> None:
        super().__init__()
        self.desk, self.editor = desk, editor
        self.tool = HOLD
        self._boxes: list[QRectF] = []
        self._ghosts: list[QRectF] = []
        self._drawn: Floor | None = None
        self._docks: tuple[Place, ...] = ()
        self._view = QRectF(0, 0, 1, 1)
        self._fitted = True
        self._begin: QPointF | None = None
        self._now = QPointF()
        self._grip = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(say("The building as it is drawn"))
        self.setMinimumSize(tokens().space(80), tokens().space(60))
        editor.changed.connect(self._changed)
        editor.chose.connect(self.update)
        looked.connect(self.update)
        self._changed()

    # --- what is seen ------------------------------------------------------------------------------------------------

    @property
    def to_screen(self) -> QTransform:
        """From the floor's mm, y upwards, to pixels."""
        view, wide, high = self._view, max(1, self.width()), max(1, self.height())
        scale = min(wide / view.width(), high / view.height())
        made = QTransform()
        made.translate(wide / 2, high / 2)
        made.scale(scale, -scale)
        made.translate(-view.center().x(), -view.center().y())
        return made

    def at(self, point: QPointF) -> QPointF:
        """A point of the widget in mm."""
        return self.to_screen.inverted()[0].map(point)

    def fit(self) -> None:
        """Show everything."""
        self._fitted = True
        self._view = bounds(self.editor.plan.floor)
        self.update()

    def zoom(self, factor: float, around: QPointF | None = None) -> None:
        """Draw larger or smaller; what lies under `around` stays there."""
        self._fitted = False
        middle = self.at(around) if around is not None else self._view.center()
        view = self._view
        wide, high = view.width() / factor, view.height() / factor
        left = middle.x() - (middle.x() - view.left()) / factor
        low = middle.y() - (middle.y() - view.top()) / factor
        self._view = QRectF(left, low, wide, high)
        self.update()

    @Slot()
    def _changed(self) -> None:
        floor = self.editor.plan.floor
        if floor != self._drawn:
            fresh = self._drawn is None or self._drawn.site != floor.site
            self._drawn, self._docks = floor, floor.docks
            self.desk.jobs.read(partial(_laid, floor), owner=self, then=self._found)
            if fresh or self._fitted:
                self.fit()
        places = tuple(place_of(line) for line in self.editor.preview)
        self._ghosts = _laid(replace(floor, places=places))[1] if places else []
        self.update()

    @Slot(object)
    def _found(self, found: tuple[Floor, list[QRectF]]) -> None:
        if found[0] is self._drawn:
            self._boxes = found[1]
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Everything from the floor up."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens().window))
        drawing, floor = PlanPainter(painter, self.to_screen), self.editor.plan.floor
        seen = self.to_screen.inverted()[0].mapRect(QRectF(self.rect()))
        drawing.floor(self.editor.plan, self.editor.grid, seen)
        drawing.places(self._boxes, self._docks)
        drawing.ghosts(self._ghosts)
        drawing.walks(floor.walks)
        drawing.names(floor.zones)
        drawing.codes(floor.walks, self._docks)
        thing = self.editor.thing
        if thing is not None:
            drawing.held(self._held() or thing)
        if self._begin is not None and self.tool:
            drawing.drawing(self._begin, self._now, as_line=self.tool in (AISLE, CROSS))

    def _held(self) -> Zone | Walk | Place | None:
        """The selected thing as it would lie if the mouse were let go now."""
        if self._begin is None or not self._grip:
            return None
        dx, dy = self._dragged()
        plan, held = self.editor.plan, self.editor.selected
        step = plan.resized if self._grip == "size" else plan.moved
        return step(held, dx, dy).find(held)

    # --- the mouse ---------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin to draw, to resize, to move, or to pan."""
        self.setFocus()
        point = event.position()
        self._begin = self._now = self.at(point)
        if self.tool == DOCK:
            self.editor.add_dock(self._begin.x(), self._begin.y())
            self._done()
        elif not self.tool:
            self._take_hold(point)

    def _take_hold(self, point: QPointF) -> None:
        thing = self.editor.thing
        near = tokens().space(3)
        if thing is not None and (self.to_screen.map(handle_of(thing)) - point).manhattanLength() < near:
            self._grip = "size"
            return
        piece = self.piece_at(self.at(point))
        self.editor.select(piece or Piece("", ""))
        self._grip = "move" if piece is not None else ""

    def piece_at(self, where: QPointF) -> Piece | None:
        """What lies there: docks and aisles before zones."""
        return next((piece for piece, thing in self.editor.plan.things() if box_of(thing).contains(where)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Draw on, move on, or pan."""
        where = self.at(event.position())
        if self._begin is None:
            return
        if not self.tool and not self._grip:
            self._view.translate(self._begin - where)
            self._fitted = False
        else:
            self._now = where
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What was drawn or moved becomes a step."""
        begin, now = self._begin, self.at(event.position())
        if begin is None:
            return
        self._now = now
        dx, dy = self._dragged()
        grip, self._grip, self._begin = self._grip, "", None
        if self.tool:
            self._draw(begin, now)
        elif grip and (dx or dy):
            (self.editor.resize if grip == "size" else self.editor.move)(dx, dy)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom where the mouse is."""
        self.zoom(_ZOOM ** (event.angleDelta().y() / 120), event.position())

    def _dragged(self) -> tuple[int, int]:
        """How far, on the grid."""
        grid = self.editor.grid or 1
        way = self._now - (self._begin or self._now)
        return round(way.x() / grid) * grid, round(way.y() / grid) * grid

    def _draw(self, begin: QPointF, end: QPointF) -> None:
        if self.tool == ZONE:
            box = QRectF(begin, end).normalized()
            self.editor.add_zone(Box(box.left(), box.top(), box.width(), box.height()))
        elif self.tool in (AISLE, CROSS):
            self.editor.add_aisle(begin.x(), begin.y(), end.x(), end.y(), cross=self.tool == CROSS)
        self._done()

    def _done(self) -> None:
        self.tool, self._begin = HOLD, None
        self.tool_used.emit()
        self.update()

    # --- the keys ----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move, resize, zoom, set down, take away."""
        key = Qt.Key(event.key())
        if key in _ARROWS:
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.editor.nudge(*_ARROWS[key], size=shifted)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / _ZOOM if key == Qt.Key.Key_Minus else _ZOOM)
        elif key == Qt.Key.Key_F:
            self.fit()
        elif key == Qt.Key.Key_Delete:
            self.editor.delete()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.tool:
            self.set_down()
        elif key == Qt.Key.Key_Escape and (self.tool or self.editor.selected.kind):
            self._let_go()
        else:
            super().keyPressEvent(event)

    def set_down(self) -> None:
        """A new thing of a usual size in the middle of the picture."""
        middle = self._view.center()
        half = QPointF(_NEW_MM / 2, _NEW_MM / 2 if self.tool == ZONE else 0)
        if self.tool == CROSS:
            half = QPointF(_NEW_MM, 0)
        elif self.tool == AISLE:
            half = QPointF(0, _NEW_MM)
        if self.tool == DOCK:
            self.editor.add_dock(middle.x(), middle.y())
            self._done()
        else:
            self._draw(middle - half, middle + half)

    def _let_go(self) -> None:
        if self.tool:
            self._done()
        else:
            self.editor.select(Piece("", ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay fitted."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()


def _laid(floor: Floor) -> tuple[Floor, list[QRectF]]:
    """Where the goods lie on the drawing, but for docks, which are drawn as what one can take hold of."""
    boxes = (spot.box for spot in spots(floor) if spot.places[0].type != DOCK)
    return floor, [QRectF(box.x, box.y, box.width, box.depth) for box in boxes]
