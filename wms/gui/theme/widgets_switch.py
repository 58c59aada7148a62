"""A switch between a few ways to look at the same thing: buttons side by side, one of them pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget

from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import quiet


class Switch(QWidget):
    """`turned` gives the name of what was chosen. Tab reaches the one that is pressed, arrows go to its neighbours."""

    turned = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._names = [one for one, _ in choices]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space(0.5))
        for number, (_, text) in enumerate(choices):
            button = quiet(text)
            button.setCheckable(True)
            button.setChecked(number == 0)
            self._group.addButton(button, number)
            row.addWidget(button)
        self._group.idToggled.connect(self._toggled)

    @property
    def value(self) -> str:
        """The name of what is chosen."""
        return self._names[self._group.checkedId()]

    def turn(self, name: str) -> None:
        """Choose this one; an unknown name changes nothing."""
        if name in self._names:
            self._button(self._names.index(name)).setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go round."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if not step:
            super().keyPressEvent(event)
            return
        button = self._button((self._group.checkedId() + step) % len(self._names))
        button.setFocus()
        button.setChecked(True)

    def _button(self, number: int) -> QAbstractButton:
        return self._group.button(number)

    @Slot(int, bool)
    def _toggled(self, number: int, checked: bool) -> None:
        if checked:
            self.turned.emit(self._names[number])
