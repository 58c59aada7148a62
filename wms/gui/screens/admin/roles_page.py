"""The page of the roles: tick what each may do, add one, and save everything that changed at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from wms.gui.desk.desk import RIGHT, Desk, wrong_in_words
from wms.gui.pages.wide import WidePage
from wms.gui.screens.admin.matrix import Matrix
from wms.gui.screens.admin.roles_table import RolesModel, RolesTable
from wms.gui.texts.say import say
from wms.gui.theme.shrinking import Shrinking
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, primary
from wms.gui.theme.widgets_panels import Banner
from wms.queries import page as pages

MOST = 5_000


class RolesPage(WidePage):
    """Roles and what they allow."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Roles"))
        self.matrix = Matrix(self)
        self.model = RolesModel(self.matrix)
        self.table = RolesTable(self.model)
        self.seek = _line(say("Find a permission"), tokens().space(60))
        self.code = _line(say("Code of a new role"), tokens().space(36))
        self.name = _line(say("Its name"), tokens().space(44))
        self.add, self.undo = plain(say("Add the role"), "add"), plain(say("Undo the changes"), "undo")
        self.save = primary(say("Save the roles"), "save")
        self.told = caption("")
        self.banner = Banner("bad", "", closable=say("Close the message"))
        self._roles: tuple[Any, ...] = ()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        look, may = tokens(), self.desk.may_run("DefineRole")
        column, head = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, look.space(2), 0, 0)
        column.setSpacing(look.space(2))
        head.setSpacing(look.space(2))
        head.addWidget(self.seek)
        head.addSpacing(look.space(4))
        for widget in (self.code, self.name, self.add):
            widget.setEnabled(may)
            head.addWidget(widget)
        head.addStretch(1)
        for widget in (self.undo, self.save):
            head.addWidget(widget)
        column.addLayout(head)
        Shrinking(self, head, (self.undo, self.add))
        column.addWidget(self.banner)
        column.addWidget(self.table, 1)
        column.addWidget(self.told)
        self.banner.hide()

    def _connect(self) -> None:
        self.matrix.changed.connect(self._show)
        self.seek.textChanged.connect(self.model.seek)
        self.add.clicked.connect(self._add)
        for line in (self.code, self.name):
            line.returnPressed.connect(self._add)
        self.undo.clicked.connect(self._undo)
        self.save.clicked.connect(self._save)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)
        self.desk.changed.connect(self._heard)

    def arrive(self, **arguments: Any) -> None:
        """Look what the roles allow now, unless something is ticked and not saved."""
        super().arrive()
        if not self.matrix.changes:
            self.desk.ask("roles", self._found_roles, owner=self, limit=MOST)

    @Slot(object)
    def _heard(self, topics: frozenset[str]) -> None:
        if "people" in topics and self.isVisible():
            self.arrive()

    @Slot(object)
    def _found_roles(self, page: pages.Page) -> None:
        self._roles = tuple(page.rows)
        self.desk.ask("permissions", self._found, owner=self, limit=MOST)

    @Slot(object)
    def _found(self, page: pages.Page) -> None:
        if not self.matrix.changes:
            self.matrix.load(self._roles, page.rows)

    @Slot()
    def _show(self) -> None:
        changes = self.matrix.changes
        self.undo.setEnabled(bool(changes))
        self.save.setEnabled(bool(changes) and self.desk.may_run("DefineRole"))
        names = ", ".join(self.matrix.names[role] for role in changes)
        help_ = say("Space ticks the cell the keys are on. A pale tick comes from a wider permission.")
        self.told.setText(say("Not saved yet: {roles}", roles=names) if changes else help_)

    @Slot()
    def _add(self) -> None:
        if self.matrix.add(self.code.text(), self.name.text()):
            self.code.clear()
            self.name.clear()
            self.table.setCurrentIndex(self.model.index(0, self.model.columnCount() - 1))
            self.table.setFocus()
        else:
            self._tell(say("A new role needs a code of its own."))

    @Slot()
    def _undo(self) -> None:
        self.banner.hide()
        self.matrix.undo()
        self.arrive()

    @Slot()
    def _save(self) -> None:
        if self.save.isEnabled():
            self.banner.hide()
            self.save.setEnabled(False)
            self.desk.run(self.matrix.commands(), self._saved, owner=self, failed=self._refused)

    @Slot(object)
    def _saved(self, answers: list[Any]) -> None:
        self.desk.notice(RIGHT, say("Saved: {count} roles.", count=len(answers)))
        self.matrix.stored = dict(self.matrix.now)
        self.matrix.changed.emit()
        self.arrive()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        self._show()
        self._tell(wrong_in_words(error))

    def _tell(self, text: str) -> None:
        self.banner.tell("bad", text)
        self.banner.show()


def _line(name: str, width: int) -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(name)
    made.setAccessibleName(name)
    made.setFixedWidth(width)
    return made
