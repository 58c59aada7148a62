"""The pages of a document as small pictures to jump to, each drawn when it is first seen."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QListView

from wms.gui.printing.renderer import Renderer
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens

_KEPT = 60
_Index = QModelIndex | QPersistentModelIndex


class PagesModel(QAbstractListModel):
    """A row for each page; what is asked for and not there yet is wished from the renderer."""

    def __init__(self, renderer: Renderer, sizes: list[tuple[float, float]], parent: QListView) -> None:
        super().__init__(parent)
        self._renderer, self._sizes = renderer, sizes
        self.edge = tokens().space(28)
        self._ratio = parent.devicePixelRatioF()
        self._drawn: OrderedDict[int, QPixmap] = OrderedDict()
        self._missing: list[int] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._wish)
        renderer.made.connect(self._made)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._sizes)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return say("Page {page}", page=index.row() + 1)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(index.row())
        return None

    def _sharpness(self, page: int) -> float:
        return round(self.edge * self._ratio / max(self._sizes[page]), 4)

    def _picture(self, page: int) -> QPixmap:
        if page in self._drawn:
            return self._drawn[page]
        self._missing = [*(other for other in self._missing[-_KEPT:] if other != page), page]
        self._soon.start()
        return self._sheet(page, None)

    def _wish(self) -> None:
        self._renderer.wish("list", [(page, self._sharpness(page)) for page in self._missing])
        self._missing = []

    @Slot(int, float, object)
    def _made(self, page: int, sharpness: float, image: QImage) -> None:
        if sharpness != self._sharpness(page):
            return
        self._drawn[page] = self._sheet(page, image)
        while len(self._drawn) > _KEPT:
            self._drawn.popitem(last=False)
        self.dataChanged.emit(self.index(page), self.index(page), [Qt.ItemDataRole.DecorationRole])

    def _sheet(self, page: int, image: QImage | None) -> QPixmap:
        """A white sheet with the page on it, if it is drawn already."""
        size = QSize(*(max(1, round(edge * self._sharpness(page))) for edge in self._sizes[page]))
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.white)
        painter = QPainter(made)
        if image is not None:
            painter.drawImage(made.rect(), image)
        painter.setPen(QColor(tokens().edge))
        painter.drawRect(made.rect().adjusted(0, 0, -1, -1))
        painter.end()
        made.setDevicePixelRatio(self._ratio)
        return made


class PageList(QListView):
    """The list beside the pages. `chosen` gives the page's number from 0."""

    chosen = Signal(int)

    def __init__(self, renderer: Renderer, sizes: list[tuple[float, float]]) -> None:
        super().__init__()
        model = PagesModel(renderer, sizes, self)
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setIconSize(QSize(model.edge, model.edge))
        self.setFixedWidth(model.edge + tokens().space(16))
        self.setAccessibleName(say("Page list"))
        self.selectionModel().currentChanged.connect(self._current)

    def show_page(self, page: int) -> None:
        """Mark the page in sight, without jumping."""
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.model().index(page, 0))
        self.selectionModel().blockSignals(False)
        self.scrollTo(self.currentIndex())
        self.viewport().update()

    def _current(self, now: QModelIndex, before: QModelIndex) -> None:
        self.chosen.emit(now.row())
