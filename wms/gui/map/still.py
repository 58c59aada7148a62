"""The floor as it stands still, kept as a picture while people walk over it: a frame draws them alone anew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPixmap

from wms.gui.map import people
from wms.gui.theme.tokens import tokens

if TYPE_CHECKING:
    from wms.gui.map.canvas import FloorCanvas


class Still:
    """The picture of one canvas; made anew when anything but people and goods looks different."""

    def __init__(self) -> None:
        self._picture = QPixmap()
        self._key: tuple[Any, ...] = ()

    def paint(self, canvas: FloorCanvas) -> None:
        """Draw the canvas's window: the picture, and the people of the moment over it."""
        key = _key(canvas)
        if key != self._key:
            self._key, self._picture = key, _drawn(canvas)
        painter = QPainter(canvas.viewport())
        painter.drawPixmap(QPoint(), self._picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        people.paint(painter, canvas.state, canvas.viewportTransform())
        painter.end()

    def forget(self) -> None:
        """Nobody walks any more: the picture is not needed."""
        self._picture, self._key = QPixmap(), ()


def _key(canvas: FloorCanvas) -> tuple[Any, ...]:
    """What the picture depends on."""
    state, view = canvas.state, canvas.viewportTransform()
    return (
        view.m11(), view.dx(), view.dy(), canvas.viewport().size().toTuple(), canvas.devicePixelRatioF(),
        tokens().name, id(state.laid), id(state.values), id(state.scale), id(state.tones), state.level, state.selected,
        id(state.track), state.along, canvas.hasFocus(),
    )  # fmt: skip


def _drawn(canvas: FloorCanvas) -> QPixmap:
    """The canvas as it looks without anybody."""
    state, sharp = canvas.state, canvas.devicePixelRatioF()
    picture = QPixmap(canvas.viewport().size() * sharp)
    picture.setDevicePixelRatio(sharp)
    picture.fill(Qt.GlobalColor.transparent)
    kept, state.people, state.goods = (state.people, state.goods), (), ()
    painter = QPainter(picture)
    painter.setRenderHints(canvas.renderHints())
    canvas.render(painter, canvas.viewport().rect(), canvas.viewport().rect())
    painter.end()
    state.people, state.goods = kept
    return picture
