"""The navigation rail: every screen the person may see, in the order goods flow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.registry.screens import Screen, in_flow
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens


def seen_by(desk: Desk) -> list[Screen]:
    """The screens this person may see."""
    return [s for s in in_flow() if not s.permissions or any(desk.may(p) for p in s.permissions)]


class Rail(QScrollArea):
    """A column of buttons, one of them down. `chosen` gives a screen's name."""

    chosen = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("rail")
        self.setAccessibleName(say("Screens"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        inside = QWidget()
        inside.setObjectName("railInside")
        column = QVBoxLayout(inside)
        space = tokens().space
        column.setContentsMargins(space(2), space(2), space(2), space(2))
        column.setSpacing(max(1, space(0.5)))
        for entry in seen_by(desk):
            column.addWidget(self._button(entry))
        column.addStretch(1)
        self.setWidget(inside)
        self._inside = inside
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        """The window's look, and with it the width of the words, is known by now."""
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(self._inside.sizeHint().width() + tokens().space(3))

    def _button(self, entry: Screen) -> QToolButton:
        button = QToolButton()
        button.setObjectName("railButton")
        button.setText(say(entry.title))
        button.setAccessibleName(say(entry.title))
        button.setIcon(icon(entry.icon))
        button.setIconSize(QSize(tokens().icon, tokens().icon))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _=False, name=entry.name: self.chosen.emit(name))
        self._group.addButton(button)
        self._buttons[entry.name] = button
        return button

    def names(self) -> list[str]:
        """The screens shown, in order."""
        return list(self._buttons)

    def mark(self, name: str) -> None:
        """Show that this screen is open."""
        button = self._buttons.get(name)
        if button is not None:
            button.setChecked(True)
            self.ensureWidgetVisible(button)
