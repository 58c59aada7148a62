"""The one field for everything: a scan, a document, an item, a place, a command. Ctrl+K goes there from anywhere."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.shell.find_row import FIND, FindRow
from wms.gui.shell.finder import Find, Finder
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens

MOST_ROWS = 12


class Omnibox(QLineEdit):
    """Type, choose with the arrows, Enter. `chosen` gives a Find; `typed` a text that is to be taken as a scan."""

    chosen = Signal(object)
    typed = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("omnibox")
        self.setAccessibleName(say("Find or scan anything"))
        self.setPlaceholderText(say("Find or scan anything: item, place, order, licence plate, command …"))
        self.setClearButtonEnabled(True)
        self.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.finder = Finder(desk, self)
        self.finder.found.connect(self._show)
        self._finds = QStandardItemModel(self)
        self._popup = _Popup(self)
        self._popup.list.setModel(self._finds)
        self._popup.list.clicked.connect(self._clicked)
        self.textEdited.connect(self.finder.look)
        self.returnPressed.connect(self._enter)

    def summon(self) -> None:
        """Take the keyboard, and offer what was used last."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.selectAll()
        self.finder.look(self.text())

    def offered(self) -> list[Find]:
        """What is offered at the moment."""
        return [self._finds.item(row).data(FIND) for row in range(self._finds.rowCount())]

    def marked(self) -> int:
        """Which of them Enter takes; -1 when none is."""
        return self._popup.list.currentIndex().row() if self._popup.isVisible() else -1

    @Slot(object)
    def _show(self, finds: list[Find]) -> None:
        if not self.hasFocus():
            return
        self._finds.clear()
        for find in finds:
            entry = QStandardItem(f"{find.title}, {find.detail}")
            entry.setData(find, FIND)
            entry.setEditable(False)
            self._finds.appendRow(entry)
        if finds:
            self._popup.list.setCurrentIndex(self._finds.index(0, 0))
            self._popup.open_below(self, min(len(finds), MOST_ROWS))
        else:
            self._popup.hide()

    @Slot()
    def _enter(self) -> None:
        index = self._popup.list.currentIndex()
        if self._popup.isVisible() and index.isValid():
            self._clicked(index)
        elif self.text().strip():
            text = self.text().strip()
            self._done()
            self.typed.emit(text)

    @Slot(QModelIndex)
    def _clicked(self, index: QModelIndex) -> None:
        find: Find = index.data(FIND)
        self.finder.used(find)
        self._done()
        self.chosen.emit(find)

    def _done(self) -> None:
        self._popup.hide()
        self.clear()
        self.clearFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows walk through what is offered; Escape closes it, and a second time leaves the field."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._popup.isVisible():
            step = 1 if key == Qt.Key.Key_Down else -1
            row = (self._popup.list.currentIndex().row() + step) % self._finds.rowCount()
            self._popup.list.setCurrentIndex(self._finds.index(row, 0))
        elif key == Qt.Key.Key_Down:
            self.finder.look(self.text())
        elif key == Qt.Key.Key_Escape:
            if self._popup.isVisible():
                self._popup.hide()
            else:
                self._done()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The list follows the window, and closes when the keyboard goes elsewhere."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self._popup.isVisible():
            self._popup.open_below(self, min(self._finds.rowCount(), MOST_ROWS))
        return super().eventFilter(watched, event)

    def focusOutEvent(self, event: object) -> None:
        """Elsewhere now: nothing is offered any more."""
        self._popup.hide()
        super().focusOutEvent(event)  # type: ignore[arg-type]


class _Popup(QFrame):
    """What is offered, hanging below the field inside the window: it never takes the keyboard."""

    def __init__(self, box: Omnibox) -> None:
        super().__init__(box.window())
        self.setObjectName("popup")
        self.hide()
        self.list = QListView(self)
        self.list.setObjectName("finds")
        self.list.setAccessibleName(say("Found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(FindRow(self.list))
        layout = QVBoxLayout(self)
        edge = tokens().space(1)
        layout.setContentsMargins(edge, edge, edge, edge)
        layout.addWidget(self.list)

    def open_below(self, box: Omnibox, rows: int) -> None:
        """Show so many rows right below the field."""
        window = box.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        space = tokens().space
        place = box.mapTo(window, QPoint(0, box.height() + space(1)))
        height = rows * self.list.sizeHintForRow(0) + 3 * space(1) + 2 * self.frameWidth()
        room = window.height() - place.y() - space(2)
        self.setGeometry(place.x(), place.y(), box.width(), min(height, room))
        self.show()
        self.raise_()

    def sizeHint(self) -> QSize:
        """As wide as the field above it."""
        return QSize(tokens().space(120), tokens().space(60))
