"""The page of this warehouse's settings: every one with its meaning, its value and its default, step by step."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from wms.base.errors import Refused
from wms.gui.desk.desk import RIGHT, Desk, wrong_in_words
from wms.gui.pages.wide import WidePage
from wms.gui.screens.admin.setting_row import SettingRow
from wms.gui.screens.admin.steps import step_title
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, primary
from wms.gui.theme.widgets_panels import Banner, Section
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.settings import SETTINGS
from wms.queries import page as pages


class SettingsPage(WidePage):
    """Change what you like, then save it at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Settings"))
        self.rows = {name: SettingRow(name, known.help, known.default) for name, known in SETTINGS.items()}
        self.sections: list[tuple[Section, list[SettingRow]]] = []
        self.seek = QLineEdit()
        self.undo, self.save = plain(say("Undo the changes"), "undo"), primary(say("Save the settings"), "save")
        self.told = caption("")
        self.banner = Banner("bad", "", closable=say("Close the message"))
        self._sent: list[tuple[SettingRow, str]] = []
        self._lay_out()
        for row in self.rows.values():
            row.changed.connect(self._show)
            row.editor.setEnabled(desk.may_run("ChangeSetting"))
        self.seek.textChanged.connect(self._seek)
        self.undo.clicked.connect(self._undo)
        self.save.clicked.connect(self._save)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)
        desk.changed.connect(self._heard)
        self._show()

    def _lay_out(self) -> None:
        look = tokens()
        column, head = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, look.space(2), 0, 0)
        column.setSpacing(look.space(2))
        head.setSpacing(look.space(2))
        self.seek.setPlaceholderText(say("Find a setting"))
        self.seek.setAccessibleName(say("Find a setting"))
        self.seek.setFixedWidth(look.space(60))
        head.addWidget(self.seek)
        head.addWidget(self.told)
        head.addStretch(1)
        for button in (self.undo, self.save):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._scroll(), 1)
        self.banner.hide()

    def _scroll(self) -> QScrollArea:
        scroll, inside = QScrollArea(widgetResizable=True), QWidget()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside.setMaximumWidth(tokens().space(220))
        around = QWidget()
        aside = QHBoxLayout(around)
        aside.setContentsMargins(0, 0, tokens().space(3), 0)
        aside.addWidget(inside, 1)
        aside.addStretch(0)
        stacked = QVBoxLayout(inside)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(tokens().space(6))
        for step, some in groupby(self.rows.values(), lambda row: row.name.split(".")[0]):
            stacked.addWidget(self._section(step, list(some)))
        stacked.addStretch(1)
        scroll.setWidget(around)
        return scroll

    def _section(self, step: str, rows: list[SettingRow]) -> Section:
        inside = QWidget()
        stacked = QVBoxLayout(inside)
        stacked.setContentsMargins(0, 0, 0, 0)
        for row in rows:
            stacked.addWidget(row)
        made = Section(step_title(step), inside)
        self.sections.append((made, rows))
        return made

    def arrive(self, find: str = "", **arguments: Any) -> None:
        """Look what is set, unless something is changed and not saved; `find` seeks a setting."""
        super().arrive()
        if find:
            self.seek.setText(find)
        if not self._changes():
            self.desk.ask("settings", self._found, owner=self, limit=1_000)

    @Slot(object)
    def _heard(self, topics: frozenset[str]) -> None:
        if "settings" in topics and self.isVisible():
            self.arrive()

    @Slot(object)
    def _found(self, page: pages.Page) -> None:
        if self._changes():
            return
        stored = {row.name: row.value for row in page.rows}
        for name, row in self.rows.items():
            row.load(stored.get(name, row.default))
        self._show()

    def _changes(self) -> list[SettingRow]:
        return [row for row in self.rows.values() if row.is_changed]

    @Slot()
    def _show(self) -> None:
        changes = self._changes()
        right = all(row.is_right for row in changes)
        self.undo.setEnabled(bool(changes))
        self.save.setEnabled(bool(changes) and right and self.desk.may_run("ChangeSetting"))
        told = say("{count} not saved yet", count=len(changes)) if changes else ""
        self.told.setText(told if right else say("What is marked is no number."))

    @Slot(str)
    def _seek(self, text: str) -> None:
        wanted = text.strip().casefold()
        for section, rows in self.sections:
            for row in rows:
                row.setVisible(wanted in f"{row.help} {row.name}".casefold())
            section.setVisible(any(not row.isHidden() for row in rows))

    @Slot()
    def _undo(self) -> None:
        self.banner.hide()
        for row in self._changes():
            row.load(row.stored)
        self.arrive()

    @Slot()
    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        self.banner.hide()
        self.save.setEnabled(False)
        self._sent = [(row, row.text) for row in self._changes()]
        commands = [ChangeSetting(name=row.name, value=row.command_value()) for row, _ in self._sent]
        self.desk.run(commands, self._saved, owner=self, failed=self._refused)

    @Slot(object)
    def _saved(self, answers: list[Any]) -> None:
        for row, text in self._sent:
            row.took(text)
        self._show()
        self.desk.notice(RIGHT, say("Saved: {count} settings.", count=len(answers)))
        self.arrive()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._show()
        which = f"{self._sent[error.step][0].name}: " if isinstance(error, Refused) else ""
        self.banner.tell("bad", which + wrong_in_words(error))
        self.banner.show()

