"""Pages below each other, as they will lie on the table: only those in sight are drawn, so that 500 open like one."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from wms.gui.printing.renderer import Renderer, Wish
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens

WIDTH, PAGE = "width", "page"
"""Ways to fit: the page's width, or the whole page."""
STEP, SMALLEST, LARGEST = 1.25, 0.2, 6.0
_KEPT, _AHEAD = 24, 1


class PageView(QAbstractScrollArea):
    """The pages of one document; `sizes` in points. `page_changed` gives the number (from 0) of the page in sight."""

    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, renderer: Renderer, sizes: list[tuple[float, float]]) -> None:
        super().__init__()
        self._renderer, self._sizes = renderer, sizes
        self._fit, self._zoom, self._page = WIDTH, 1.0, 0
        self._tops: list[int] = []
        self._drawn: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("Pages"))
        renderer.made.connect(self._made)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """Pixels per point."""
        return self._zoom

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        page = min(max(page, 0), len(self._sizes) - 1)
        self.verticalScrollBar().setValue(self._tops[page] - tokens().space(2))

    def fit(self, way: str) -> None:
        """Let pages always fill the width, or stand whole."""
        self._fit = way
        self._arrange()

    def magnify(self, factor: float) -> None:
        """Show pages larger or smaller, keeping the place."""
        self._fit = ""
        self._set_zoom(self._zoom * factor)

    # --- layout --------------------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Work out the zoom from the way pages are to fit."""
        gap = 2 * tokens().space(3)
        wide, tall = max(size[0] for size in self._sizes), max(size[1] for size in self._sizes)
        across, down = self.viewport().width() - gap, self.viewport().height() - gap
        if self._fit:
            zoom = across / wide if self._fit == WIDTH else min(across / wide, down / tall)
            self._set_zoom(min(zoom, LARGEST / 2) if self._fit == WIDTH else zoom)
        else:
            self._set_zoom(self._zoom)

    def _set_zoom(self, zoom: float) -> None:
        bar, before = self.verticalScrollBar(), self._tops[-1] if self._tops else 0
        place = bar.value() / before if before else 0.0
        self._zoom = min(max(zoom, SMALLEST), LARGEST)
        gap, top = tokens().space(3), tokens().space(3)
        self._tops = []
        for _, tall in self._sizes:
            self._tops.append(top)
            top += round(tall * self._zoom) + gap
        bar.setRange(0, max(0, top - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(tokens().row)
        wide = round(max(size[0] for size in self._sizes) * self._zoom) + 2 * gap
        self.horizontalScrollBar().setRange(0, max(0, wide - self.viewport().width()))
        self.horizontalScrollBar().setPageStep(self.viewport().width())
        bar.setValue(round(place * self._tops[-1]) if len(self._tops) > 1 else bar.value())
        self._want()
        self.viewport().update()
        self.zoom_changed.emit(self._zoom)

    def place(self, page: int) -> QRect:
        """Where a page lies in the viewport."""
        size = QSize(*(round(edge * self._zoom) for edge in self._sizes[page]))
        slack = self.viewport().width() - size.width()
        left = slack // 2 if slack >= 0 else tokens().space(3) - self.horizontalScrollBar().value()
        return QRect(left, self._tops[page] - self.verticalScrollBar().value(), size.width(), size.height())

    def in_sight(self) -> range:
        """The pages that can be seen."""
        top = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, top) - 1)
        return range(first, bisect_right(self._tops, top + self.viewport().height()))

    # --- pictures ------------------------------------------------------------------------------------------------

    def _sharpness(self) -> float:
        return round(self._zoom * self.devicePixelRatioF(), 4)

    def _want(self) -> None:
        """Ask for what is in sight and not sharp, then for its neighbours."""
        sight, sharp = self.in_sight(), self._sharpness()
        ahead = range(sight.stop, min(sight.stop + _AHEAD, len(self._sizes)))
        wishes: list[Wish] = [(page, sharp) for page in (*sight, *ahead) if self._drawn.get(page, (0.0,))[0] != sharp]
        self._renderer.wish("pages", wishes)

    @Slot(int, float, object)
    def _made(self, page: int, sharpness: float, image: QImage) -> None:
        if sharpness != self._sharpness():
            return
        self._drawn[page] = (sharpness, image)
        self._drawn.move_to_end(page)
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        self.viewport().update(self.place(page))

    def sharp(self, page: int) -> bool:
        """Whether the page is drawn as sharp as it is shown."""
        return self._drawn.get(page, (0.0,))[0] == self._sharpness()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(look.pressed))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self.in_sight():
            place = self.place(page)
            painter.fillRect(place, Qt.GlobalColor.white)
            if page in self._drawn:
                painter.drawImage(place, self._drawn[page][1])
            painter.setPen(QPen(QColor(look.edge), look.line_width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.focus), look.focus_width))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def _scrolled(self) -> None:
        """Another page may be in sight: the one that takes the middle of the window."""
        self._want()
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        page = max(0, bisect_right(self._tops, middle) - 1)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            bar.setValue(bar.minimum() if event.key() == Qt.Key.Key_Home else bar.maximum())
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.magnify(1 / STEP if event.key() == Qt.Key.Key_Minus else STEP)
        elif event.key() in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.go_to(self._page + (1 if event.key() == Qt.Key.Key_Right else -1))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.magnify(STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)
