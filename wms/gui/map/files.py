"""The floor as a picture in a file: PNG, SVG or PDF. Drawn from plain data, so that it may be done on any thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageSize, QPainter, QPdfWriter, QTransform
from PySide6.QtSvg import QSvgGenerator

from wms.app.whole_file import whole_file
from wms.base.errors import StorageError, refuse
from wms.gui.map import ground, signs
from wms.gui.map.drawn import body, whole
from wms.gui.map.state import State

WIDTH, SHARPNESS = 1_600, 2
PAGE_MM = 297
"""How wide a picture is in logical pixels, and how many pixels of a PNG make one of these; how wide a PDF's page is."""


def save(state: State, title: str, out: Path) -> Path:
    """Draw the whole floor into `out`, which ends in .png, .svg or .pdf. Raises Refused or StorageError."""
    shape = out.suffix.lower()
    if shape not in _DRAW:
        raise refuse("A map is saved as PNG, SVG or PDF, not as {shape}.", field="file", shape=shape or out.name)
    try:
        with whole_file(out) as place:
            _DRAW[shape](state, title, place)
    except OSError as error:
        raise StorageError(f"{out} cannot be written: {error.strerror or error}.") from error
    return out


def _png(state: State, title: str, place: Path) -> None:
    image = QImage(_size(state) * SHARPNESS, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(SHARPNESS)
    image.setText("Title", title)
    painter = QPainter(image)
    _draw(state, painter)
    painter.end()
    if not image.save(str(place)):
        raise StorageError(f"{place} cannot be written.")


def _svg(state: State, title: str, place: Path) -> None:
    paper, size = QSvgGenerator(), _size(state)
    paper.setFileName(str(place))
    paper.setSize(size)
    paper.setViewBox(QRectF(0, 0, size.width(), size.height()))
    paper.setTitle(title)
    painter = QPainter(paper)
    _draw(state, painter)
    painter.end()


def _pdf(state: State, title: str, place: Path) -> None:
    """One page, as large as the picture: A4 across for a building of that shape."""
    size = _size(state)
    paper = QPdfWriter(str(place))
    paper.setTitle(title)
    paper.setPageSize(QPageSize(QSizeF(PAGE_MM, PAGE_MM * size.height() / size.width()), QPageSize.Unit.Millimeter))
    paper.setPageMargins(QMarginsF())
    painter = QPainter(paper)
    painter.setWindow(0, 0, size.width(), size.height())
    _draw(state, painter)
    painter.end()


_DRAW = {".png": _png, ".svg": _svg, ".pdf": _pdf}


def _size(state: State) -> QSize:
    room = whole(state.laid)
    return QSize(WIDTH, max(1, round(WIDTH * room.height() / max(room.width(), 1))))


def _draw(state: State, painter: QPainter) -> None:
    room = whole(state.laid)
    scale = WIDTH / max(room.width(), 1)
    painter.setWorldTransform(QTransform.fromScale(scale, scale).translate(-room.left(), -room.top()))
    ground.paint(painter, room, state.laid, state.tinted)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    colour_of = state.colours()
    for spot in state.laid.spots:
        painter.setBrush(QColor(colour_of(spot)))
        painter.drawRect(body(spot.box))
    signs.paint(painter, room, state)
