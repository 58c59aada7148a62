"""What calls for attention, a line each: how many, what, what to do about it; the line leads to the rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, strong, toned
from wms.gui.theme.widgets_panels import Picture

PICTURES = {"bad": "error", "warn": "warning", "note": "info"}
TONES = {"bad": "bad", "warn": "warn", "note": "accent"}


class Alerts(QWidget):
    """The list; `chosen` gives the alert, and the screen and its tab where something is done about it."""

    chosen = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(say("What calls for attention"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().space(1))
        self.lines: list[QToolButton] = []
        self.show_rows([])

    def show_rows(self, rows: list[Any]) -> None:
        """Show these alerts instead."""
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.lines = []
        for row in rows:
            self._column.addWidget(self._line(row))
        if not rows:
            self._column.addWidget(hint(say("Nothing calls for attention. That is how it should be.")))
        self._column.addStretch(1)

    def _line(self, row: Any) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(tokens().space(2))
        number = toned(strong(f"{row.number:,}"), TONES[row.tone])
        number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        number.setMinimumWidth(tokens().space(12))
        words = QVBoxLayout()
        words.setSpacing(0)
        what: QLabel = strong(say(row.alert))
        what.setWordWrap(True)
        words.addWidget(what)
        words.addWidget(hint(say(row.advice)))
        go = QToolButton()
        go.setIcon(icon("right", "muted"))
        go.setAutoRaise(True)
        name = say("Show them: {what}", what=say(row.alert))
        go.setAccessibleName(name)
        go.setToolTip(name)
        go.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        go.clicked.connect(lambda _=False: self.chosen.emit(row.alert, row.screen, row.tab))
        line.addWidget(Picture(PICTURES[row.tone], TONES[row.tone]))
        line.addWidget(number)
        line.addLayout(words, 1)
        line.addWidget(go)
        self.lines.append(go)
        return made
