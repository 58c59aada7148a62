"""The bar at the top: back and forward, the one field for everything, messages, and the person's menu."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from wms.gui.desk.desk import Desk
from wms.gui.registry.actions import ACTIONS, keys_of
from wms.gui.shell.omnibox import Omnibox
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import tool


class TopBar(QFrame):
    """`wanted` gives the name of an action."""

    wanted = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("topBar")
        line = QHBoxLayout(self)
        space = tokens().space
        line.setContentsMargins(space(3), space(2), space(3), space(2))
        line.setSpacing(space(1))
        for name in ("back", "forward"):
            line.addWidget(self._button(name))
        line.addStretch(1)
        self.box = Omnibox(desk, self)
        self.box.setMinimumWidth(space(70))
        self.box.setMaximumWidth(space(180))
        line.addWidget(self.box, 6)
        line.addStretch(1)
        for name in ("notices", "details", "help"):
            line.addWidget(self._button(name))
        line.addWidget(self._person(desk))

    def _button(self, name: str) -> QToolButton:
        button = tool(ACTIONS[name].icon, say(ACTIONS[name].title))
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _=False: self.wanted.emit(name))
        return button

    def _person(self, desk: Desk) -> QToolButton:
        """The menu with everything that is not about goods."""
        button = tool("user", say("{login}: look, language, lock, warehouse", login=desk.login))
        button.setText(desk.login)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        menu = QMenu(button)
        keys = keys_of(desk.user.get("keys", {}))
        group = ""
        for action in ACTIONS.values():
            if action.permission and not desk.may(action.permission):
                continue
            if action.group != group:
                group = action.group
                menu.addSection(say(group))
            entry = menu.addAction(icon(action.icon), say(action.title))
            if keys[action.name]:
                entry.setText(f"{say(action.title)}\t{keys[action.name]}")
            entry.triggered.connect(lambda _=False, name=action.name: self.wanted.emit(name))
        button.setMenu(menu)
        return button
