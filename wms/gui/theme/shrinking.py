"""Rows of buttons in little room: one after the other their words go, and their pictures stay.

What a button says stays its accessible name and becomes its tooltip; with more room the words come back.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from wms.gui.theme.widgets import as_tip

_WHEN = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest)
_WORDS = "words"


class Shrinking(QObject):
    """Looks after one row in `holder`; the buttons lose their words in this order, those without a picture never."""

    def __init__(self, holder: QWidget, row: QLayout, buttons: Sequence[QPushButton]) -> None:
        super().__init__(holder)
        self._row = row
        self._buttons = [button for button in buttons if not button.icon().isNull()]
        self._lean: dict[QPushButton, int] = {}
        holder.installEventFilter(self)

    def also(self, buttons: Sequence[QPushButton]) -> None:
        """These too, after those that are looked after already."""
        self._buttons += [button for button in buttons if not button.icon().isNull()]

    @property
    def spare(self) -> int:
        """How much narrower the row can become than it is now, by the words that still stand in it."""
        seen = [button for button in self._buttons if not button.isHidden() and button not in self._lean]
        return sum(button.fontMetrics().horizontalAdvance(button.text()) for button in seen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whenever the row gets another width."""
        if event.type() in _WHEN:
            self.fit()
        return False

    def fit(self) -> None:
        """As many words as there is room for."""
        room = self._row.geometry().width()
        seen = [button for button in self._buttons if not button.isHidden()]
        need = self._row.minimumSize().width() + sum(self._lean.get(button, 0) for button in seen)
        for button in seen:
            if 0 < room < need:
                self._shorten(button)
                need -= self._lean.get(button, 0)
            elif button in self._lean:
                self._spell_out(button)

    def _shorten(self, button: QPushButton) -> None:
        if button in self._lean:
            return
        before, words = button.sizeHint().width(), button.text()
        button.setProperty(_WORDS, words)
        button.setText("")
        if not button.toolTip():
            button.setToolTip(as_tip(words))
        if not button.accessibleName():
            button.setAccessibleName(words)
        self._lean[button] = before - button.sizeHint().width()

    def _spell_out(self, button: QPushButton) -> None:
        del self._lean[button]
        button.setText(str(button.property(_WORDS)))
