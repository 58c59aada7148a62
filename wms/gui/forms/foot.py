"""The foot of a form: the help of the blank one stands in, what sending it will do, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import Divider, KeyHint, caption, grave, hint, plain, primary, quiet
from wms.gui.theme.widgets_panels import Banner


class Foot(QWidget):
    """The lower edge of a form. `sent`, `back`, `closed` and `discarded` tell what was pressed."""

    sent = Signal()
    back = Signal()
    closed = Signal()
    discarded = Signal()

    def __init__(self, name: str, is_grave: bool) -> None:
        super().__init__()
        self._name, self._is_grave = name, is_grave
        self._help = hint("")
        self._help.setMinimumHeight(self._help.fontMetrics().lineSpacing() * 2)
        self._help.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.foreseen = Banner("warn", "")
        self.foreseen.hide()
        self.send_button = primary(f"{name} …" if is_grave else name)
        self.do_button = grave(name)
        self.back_button = plain(say("Back to the form"))
        self.close_button = plain(say("Close"))
        self.discard_button = quiet(say("Discard"))
        self._kept = caption("")
        self._lay_out()
        self.send_button.clicked.connect(self.sent)
        self.do_button.clicked.connect(self.sent)
        self.back_button.clicked.connect(self.back)
        self.close_button.clicked.connect(self.closed)
        self.discard_button.clicked.connect(self.discarded)
        self.show_plain()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(2))
        column.addWidget(Divider())
        column.addWidget(self._help)
        column.addWidget(self.foreseen)
        row = QHBoxLayout()
        row.setSpacing(tokens().space(2))
        left: tuple[QWidget, ...] = (self.send_button, self.do_button, KeyHint("Ctrl+Enter"), self.back_button)
        right: tuple[QWidget, ...] = (self._kept, self.discard_button, self.close_button)
        for part in left:
            row.addWidget(part)
        row.addStretch(1)
        for part in right:
            row.addWidget(part)
        column.addLayout(row)

    @Slot(str)
    def help(self, text: str) -> None:
        """Show the help of a blank."""
        self._help.setText(text)

    def say_kept(self) -> None:
        """What was typed is on the disk."""
        self._kept.setText(say("Draft kept"))

    def show_busy(self, busy: bool) -> None:
        """Nothing can be pressed while something is under way."""
        for button in (self.send_button, self.do_button, self.back_button, self.close_button, self.discard_button):
            button.setEnabled(not busy)

    def show_plain(self) -> None:
        """The form can be sent."""
        self._show(False)

    def show_foreseen(self, text: str) -> None:
        """What will happen, before it does."""
        self.foreseen.tell("warn", text)
        self._show(True)
        self.do_button.setFocus()

    def _show(self, foreseen: bool) -> None:
        for part in (self.foreseen, self.do_button, self.back_button):
            part.setVisible(foreseen)
        self.send_button.setVisible(not foreseen)
