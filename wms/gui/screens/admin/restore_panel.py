"""Asks whether a backup may really take the warehouse's place: nobody does that by a slip, a word must be typed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from wms.gui.desk.desk import Desk
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, grave, plain, subtitle
from wms.gui.theme.widgets_panels import Panel


class RestorePanel(Panel):
    """`confirmed` gives the file. What must be typed is the name of the warehouse's file."""

    confirmed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        self._what, self._told = subtitle(""), body("")
        super().__init__(self._what, self._told)
        self.desk, self.word = desk, desk.app.database.path.stem
        self.file: Path | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName(say("Type {word} to confirm", word=self.word))
        self.line.setPlaceholderText(say("Type {word} to confirm", word=self.word))
        self.line.setFixedWidth(tokens().space(80))
        self.go, self.back = grave(say("Restore this backup"), "return"), plain(say("Leave everything as it is"))
        row = QHBoxLayout()
        row.setSpacing(tokens().space(2))
        for widget in (self.line, self.go, self.back):
            row.addWidget(widget)
        row.addStretch(1)
        self.column.addLayout(row)
        self.line.textChanged.connect(self._typed)
        self.line.returnPressed.connect(self._go)
        self.go.clicked.connect(self._go)
        self.back.clicked.connect(self.hide)

    def ask(self, file: Path) -> None:
        """Ask about this file."""
        self.file = file
        self._what.setText(say("Restore {file}?", file=file.name))
        self._told.setText(say(
            "Everything entered after this backup will be missing. The window closes the warehouse, verifies the backup"
            " and proves its books, and then puts it in the warehouse's place; what is there now is kept beside it"
            " under a dated name. Other windows and terminals must be closed first."))  # fmt: skip
        self.line.clear()
        self.go.setEnabled(False)
        self.show()
        self.line.setFocus()

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.go.setEnabled(text.strip() == self.word)

    @Slot()
    def _go(self) -> None:
        if self.go.isEnabled() and self.file is not None:
            self.hide()
            self.confirmed.emit(self.file)
            self.desk.restore_wanted.emit(self.file)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves everything as it is."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)
