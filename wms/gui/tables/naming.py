"""A small panel that asks for a name, without a window of its own in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QWidget

from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import primary


class NamePanel(QFrame):
    """`named` gives the name, when one was given."""

    named = Signal(str)

    def __init__(self, parent: QWidget, title: str, name: str = "") -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "panel")
        self.field = QLineEdit(name)
        self.field.setAccessibleName(title)
        self.field.setPlaceholderText(title)
        self.field.setMaxLength(60)
        self.field.setMinimumWidth(tokens().space(60))
        save = primary(say("Save"))
        row = QHBoxLayout(self)
        row.setContentsMargins(*(tokens().space(3),) * 4)
        row.addWidget(self.field)
        row.addWidget(save)
        self.field.returnPressed.connect(self._done)
        save.clicked.connect(self._done)

    def open_under(self, widget: QWidget) -> None:
        """Show it at the right end below this widget."""
        self.adjustSize()
        corner = widget.mapToGlobal(widget.rect().bottomRight())
        self.move(corner.x() - self.width(), corner.y() + tokens().space(1))
        self.show()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)
        self.field.selectAll()

    @Slot()
    def _done(self) -> None:
        name = self.field.text().strip()
        if name:
            self.close()
            self.named.emit(name)
