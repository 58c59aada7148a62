"""Somebody was quicker: what has changed, before and now, beside what stands in the form, to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from wms.gui.forms.versions import Difference
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, caption, plain, strong
from wms.gui.theme.widgets_panels import Banner


class _Choice(QObject):
    """Taking one changed value over."""

    taken = Signal(str, object)

    def __init__(self, difference: Difference, button: QPushButton, parent: QObject) -> None:
        super().__init__(parent)
        self._difference, self._button = difference, button
        button.clicked.connect(self._take)

    @Slot()
    def _take(self) -> None:
        self._button.setEnabled(False)
        self.taken.emit(self._difference.field, self._difference.value)


class Conflict(QWidget):
    """What changed while the form stood open. `taken` gives a field and the value that stands now."""

    taken = Signal(str, object)

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__()
        self.differences = list(differences)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(2))
        column.addWidget(Banner("warn", say("Somebody else changed this while the form was open. Nothing of yours was"
                                            " carried out; look at what changed, then send it again.")))  # fmt: skip
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(tokens().space(4))
        self._grid.setVerticalSpacing(tokens().space(1))
        for place, heading in enumerate((say("Changed"), say("Before"), say("Now"), say("Yours"))):
            self._grid.addWidget(caption(heading), 0, place)
        for row, difference in enumerate(differences, 1):
            self._add(row, difference)
        column.addLayout(self._grid)

    def _add(self, row: int, difference: Difference) -> None:
        for place, text in enumerate((difference.before, difference.now)):
            self._grid.addWidget(body(text or "–"), row, place + 1)
        self._grid.addWidget(strong(difference.title), row, 0)
        if difference.field:
            self._grid.addWidget(body(difference.yours or "–"), row, 3)
            button = plain(say("Take this over"))
            button.setAccessibleName(say("Take over {field}: {value}", field=difference.title, value=difference.now))
            _Choice(difference, button, self).taken.connect(self._taken)
            self._grid.addWidget(button, row, 4)

    @Slot(str, object)
    def _taken(self, field: str, value: Any) -> None:
        self.taken.emit(field, value)
