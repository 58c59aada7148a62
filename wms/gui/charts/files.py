"""A chart as a picture in a file or on a page: always in the light theme, whatever the window wears."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from wms.gui.charts.chart import Chart
from wms.gui.theme.tokens import Tokens, read

SIZE = QSize(960, 480)


def save(chart: Chart, place: Path, size: QSize = SIZE) -> None:
    """Write the chart as SVG or PNG (at twice its size), by the ending of the name. Raises OSError."""
    drawn = QBuffer()
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    if place.suffix.lower() == ".svg":
        _draw_svg(chart, drawn, size)
    else:
        image(chart, size).save(drawn, "PNG")  # type: ignore[call-overload]
    place.write_bytes(drawn.data().data())


def image(chart: Chart, size: QSize = SIZE, ratio: float = 2.0) -> QImage:
    """The chart as a picture for paper: in the light theme on white, `ratio` pixels to each of its units."""
    made = QImage(size * ratio, QImage.Format.Format_ARGB32)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    _draw(chart, painter, size, read("light"))
    painter.end()
    return made


def _draw_svg(chart: Chart, into: QIODevice, size: QSize) -> None:
    made = QSvgGenerator()
    made.setOutputDevice(into)
    made.setSize(size)
    made.setViewBox(QRect(0, 0, size.width(), size.height()))
    made.setTitle(chart.title)
    painter = QPainter(made)
    _draw(chart, painter, size, read("light"))
    painter.end()


def _draw(chart: Chart, painter: QPainter, size: QSize, look: Tokens) -> None:
    painter.fillRect(QRect(0, 0, size.width(), size.height()), QColor(look.surface))
    edge = look.space(5)
    chart.draw(painter, QRectF(edge, edge, size.width() - 2 * edge, size.height() - 2 * edge), look)
