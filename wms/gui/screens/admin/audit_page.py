"""The page of the audit trail: who did what and when, and below what was said then, beside what was said before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSplitter, QTableWidgetItem, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk, in_words
from wms.gui.forms.labels import name_of
from wms.gui.pages.around import AroundListPage
from wms.gui.screens.admin.lists import AUDIT
from wms.gui.screens.admin.plain_table import plain_table
from wms.gui.screens.admin.said import compared, same_thing
from wms.gui.texts.say import say
from wms.gui.theme.look import font
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, subtitle
from wms.operations.unit import Answer
from wms.queries import page as pages
from wms.queries.page import Filter

LOOKED_BACK = 300


class AuditPage(AroundListPage):
    """`arrive(user=…, document=…)` narrows the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Who did what"), AUDIT)
        self.what, self.answer = subtitle(""), body("")
        self.fields = plain_table(say("What was said"), [say("Field"), say("Said before"), say("Said now")])
        self._row: Any = None
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, tokens().space(2), 0, 0)
        below.setSpacing(tokens().space(1))
        for part in (self.what, self.answer):
            below.addWidget(part)
        below.addWidget(self.fields, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self._below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(split)
        self._below.hide()
        self.list.pane.current_changed.connect(self._follow)

    @Slot(object)
    def _follow(self, row: Any) -> None:
        self._row = row
        self._below.setVisible(row is not None)
        if row is None:
            return
        self.what.setText(f"{row.login} · {say(name_of(row.command))} {row.document}".rstrip())
        self.answer.setText(in_words(Answer(**row.answer)) if isinstance(row.answer, dict) else "")
        self._show({})
        self.desk.ask("audit_trail", self._found, owner=self, command=row.command, sort=("-id",), limit=LOOKED_BACK,
                      filters=(Filter("id", "<", row.id),))  # fmt: skip

    @Slot(object)
    def _found(self, page: pages.Page) -> None:
        row = self._row
        if row is not None:
            self._show(same_thing(row.command, row.fields, (one for one in page.rows if one.id < row.id)))

    def _show(self, before: Mapping[str, Any]) -> None:
        rows = compared(self._row.command, self._row.fields, before)
        self.fields.setRowCount(len(rows))
        for place, texts in enumerate(rows):
            changed = bool(before) and texts[1] != texts[2]
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 1:
                    item.setForeground(QColor(tokens().muted))
                if changed and column:
                    item.setFont(font(heavy=True))
                self.fields.setItem(place, column, item)
