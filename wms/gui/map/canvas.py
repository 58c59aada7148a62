"""The map one looks at and walks over: zoom by wheel and keys, pan by dragging, from place to place by arrow keys."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsView, QToolTip, QWidget

from wms.gui.map.drawn import flipped, pen
from wms.gui.map.floor import Place
from wms.gui.map.laid import Laid
from wms.gui.map.past import Seen, Step
from wms.gui.map.placing import Box, Spot, around
from wms.gui.map.scale import Ramp, Scale, Value
from wms.gui.map.scene import FloorScene
from wms.gui.map.state import State
from wms.gui.map.still import Still
from wms.gui.map.track import Point, Track
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown, word
from wms.gui.theme.look import looked
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip

STEP, FARTHEST, CLOSEST = 1.25, 0.5, 60.0
"""One step of zoom; how much smaller and larger than the whole building it may be drawn."""
_WHEEL_STEP, _SMOOTH_UP_TO = 120, 3_000
_ARROWS = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}


class FloorCanvas(QGraphicsView):
    """One floor. `place_clicked` and `place_opened` (double click, Enter) give the code of the place."""

    place_clicked = Signal(str)
    place_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = State()
        self.picture = FloorScene(self.state)
        self.picture.setParent(self)
        self.setScene(self.picture)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(say("Floor map"))
        self._pressed: QPoint | None = None
        self._dragged = False
        self._fitted = True
        self._still = Still()
        looked.connect(self._dress_again)

    # --- what is shown -------------------------------------------------------------------------------------------

    def show_floor(self, laid: Laid) -> None:
        """Draw this building; what was shown on the one before stays."""
        self.picture.show_floor(laid)
        self.setRenderHint(QPainter.RenderHint.Antialiasing, len(laid.spots) <= _SMOOTH_UP_TO)
        self.fit()

    def colour(self, values: Mapping[str, Value], scale: Scale | None) -> None:
        """Colour places by a value each; None shows the zones' own tints again."""
        self.state.values, self.state.scale = values, scale
        self.picture.dress()

    def highlight(self, codes: Iterable[str], tone: str = "accent") -> None:
        """Ring these places in a tone, instead of those before; the others step back. None: all are as usual."""
        self.state.tones = dict.fromkeys(codes, tone)
        self.picture.dress()

    def highlight_as(self, tones: Mapping[str, str]) -> None:
        """Ring places, each in a tone of its own."""
        self.state.tones = dict(tones)
        self.picture.dress()

    def select(self, code: str, *, seen: bool = True) -> None:
        """Choose a place (empty: none) without telling anybody; `seen` brings it into the picture."""
        self.state.selected = code
        spot = self.state.laid.spot(code)
        self.setAccessibleDescription(self.told(spot) if spot else "")
        if spot is not None and seen:
            self.ensureVisible(flipped(spot.box), *[tokens().space(12)] * 2)
        self.picture.update()

    def show_level(self, level: int) -> None:
        """Show one level of all racks; 0 shows all levels together."""
        self.state.level = level
        self.picture.dress()

    def route(self, points_mm: Sequence[Point], stops: Sequence[str]) -> Track:
        """Draw a way and number its stops (place codes, in order); unknown places are left out."""
        places = [place for place in map(self.state.laid.place, stops) if place is not None]
        track = Track(points_mm, [place.code for place in places], [(place.x, place.y) for place in places])
        self.state.track, self.state.along = track, 0.0
        self.picture.update()
        return track

    def clear_route(self) -> None:
        """Take the way away."""
        self.state.track = None
        self.picture.update()

    def walk_to(self, along: float) -> None:
        """Show the way as done so far, in mm."""
        self.state.along = along
        self.picture.update()

    def show_people(
        self, people: Sequence[Seen], goods: Sequence[Step], moment: float, everybody: Sequence[str]
    ) -> None:
        """Show people and goods as they were at a moment; each of `everybody` keeps a colour."""
        state = self.state
        state.people, state.goods, state.moment = people, goods, moment
        state.numbers = {person: number for number, person in enumerate(everybody)}
        if not people and not goods:
            self._still.forget()
        self.viewport().update()

    def told(self, spot: Spot) -> str:
        """A spot in words: each place from the top down, with what is known of it."""
        return "\n".join(self._line(place) for place in reversed(self.state.shown_places(spot)))

    def _line(self, place: Place) -> str:
        parts, scale = [place.code], self.state.scale
        if place.code in self.state.values and scale is not None:
            value = self.state.values[place.code]
            told = shown(value, scale.kind) if isinstance(scale, Ramp) else scale.name(value)
            parts.append(f"{scale.title}: {told}")
        if place.status != "open":
            parts.append(word(place.status))
        return "  ·  ".join(parts)

    # --- moving over it ------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Show the whole building."""
        self._fitted = True
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def fit_codes(self, codes: Iterable[str]) -> None:
        """Show these places and some of what lies around them."""
        box = around(spot.box for spot in map(self.state.laid.spot, codes) if spot is not None)
        if box is None:
            self.fit()
            return
        edge = max(box.width, box.depth, 6_000) * 0.35
        self._fitted = False
        wide = Box(box.x - edge, box.y - edge, box.width + 2 * edge, box.depth + 2 * edge)
        self.fitInView(flipped(wide), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Draw larger or smaller, within bounds."""
        whole = self._whole()
        now = self.transform().m11()
        wanted = min(max(now * factor, whole * FARTHEST), whole * CLOSEST)
        self._fitted = False
        self.scale(wanted / now, wanted / now)

    def show_as(self, other: FloorCanvas) -> None:
        """Show the part of the floor that another canvas shows, as large as there."""
        self._fitted = other._fitted
        if self._fitted:
            self.fit()
            return
        self.setTransform(other.transform())
        self.centerOn(other.mapToScene(other.viewport().rect().center()))

    def spot_at(self, at: QPointF | QPoint) -> Spot | None:
        """The spot under a point of the widget, with a little slack for small ones."""
        where = self.mapToScene(at.toPoint() if isinstance(at, QPointF) else at)
        slack = tokens().space(1) / max(self.transform().m11(), 1e-9)
        found = self.state.laid.finder.at(where.x(), -where.y(), slack)
        return None if found is None else self.state.laid.spots[found]

    def step(self, dx: int, dy: int) -> None:
        """Choose the next place in a direction and tell; without a chosen one, that in the middle of the picture."""
        laid, chosen = self.state.laid, self.state.selected
        if chosen in laid.where:
            number = laid.finder.toward(laid.where[chosen], dx, dy)
        else:
            middle = self.mapToScene(self.viewport().rect().center())
            number = laid.finder.at(middle.x(), -middle.y(), float("inf"))
        if number is not None:
            self._choose(laid.spots[number])

    def climb(self, steps: int) -> None:
        """Choose the place so many levels above the chosen one, where there is one."""
        spot = self.state.laid.spot(self.state.selected)
        if spot is None:
            return
        places = spot.places
        now = next(at for at, place in enumerate(places) if place.code == self.state.selected)
        self._tell(places[min(max(now + steps, 0), len(places) - 1)].code)

    def _choose(self, spot: Spot) -> None:
        """The lowest place shown of a spot; when it is chosen already it stays as it is."""
        shown_ = self.state.shown_places(spot) or spot.places
        if self.state.selected not in {place.code for place in shown_}:
            self._tell(shown_[0].code)
        else:
            self.place_clicked.emit(self.state.selected)

    def _tell(self, code: str) -> None:
        self.select(code)
        self.place_clicked.emit(code)

    def _whole(self) -> float:
        """The scale at which the building just fits."""
        room, size = self.sceneRect(), self.viewport().size()
        return max(min(size.width() / max(room.width(), 1), size.height() / max(room.height(), 1)), 1e-9)

    def _dress_again(self) -> None:
        self.picture.dress()

    # --- hands and keys ------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shifted = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in _ARROWS and shifted:
            self._pan(*_ARROWS[key])
        elif key in _ARROWS:
            self.step(*_ARROWS[key])
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.climb(1 if key == Qt.Key.Key_PageUp else -1)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.zoom(1 / STEP if key == Qt.Key.Key_Minus else STEP)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state.selected in self.state.laid.where:
            self.place_opened.emit(self.state.selected)
        else:
            event.ignore()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(STEP ** (event.angleDelta().y() / _WHEEL_STEP))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        if self._dragged or (at - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._dragged, self._fitted = True, False
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._shift(at - self._pressed)
            self._pressed = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.viewport().unsetCursor()
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged:
            return
        spot = self.spot_at(event.position())
        if spot is not None:
            self._choose(spot)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.spot_at(event.position())
        if spot is not None and self.state.selected in {place.code for place in spot.places}:
            self.place_opened.emit(self.state.selected)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = self.spot_at(event.pos())
            QToolTip.showText(event.globalPos(), as_tip(self.told(spot)) if spot else "", self)
            return True
        return bool(super().viewportEvent(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """While people walk only they are drawn anew, over the floor as it stands."""
        if self.state.people or self.state.goods:
            self._still.paint(self)
        else:
            super().paintEvent(event)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """The scene's signs, and the ring that says the keyboard is here."""
        super().drawForeground(painter, rect)
        if self.hasFocus():
            look = tokens()
            painter.save()
            painter.resetTransform()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(pen(look.focus, look.focus_width))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.restore()

    def _pan(self, dx: int, dy: int) -> None:
        step = tokens().space(16)
        self._shift(QPoint(-dx * step, dy * step))

    def _shift(self, by: QPoint) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - by.x())
        down.setValue(down.value() - by.y())
