"""The gallery: every report by its group, found by typing; the chosen one stands beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.screens.reports.catalogue import REPORTS
from wms.gui.screens.reports.kept import Kept
from wms.gui.screens.reports.page import ReportPage
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip

GROUPS = {"Stock": "inventory", "Flow": "move", "Items": "item", "Service": "chart"}
_NAME = Qt.ItemDataRole.UserRole
_WIDTH, _ROW = 62, 7


class GalleryPage(Page):
    """`arrive(report=…)` shows a report, `arrive(kept=…)` one that was kept, as it was asked for."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Reports"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("Find a report"))
        self.field.setAccessibleName(say("Find a report"))
        self.field.setClearButtonEnabled(True)
        self.tree = QTreeWidget()
        self.tree.setAccessibleName(say("Reports"))
        self.tree.setHeaderHidden(True)
        self.tree.setRootIsDecorated(False)
        self.tree.setIndentation(tokens().space(3))
        self.stack = QStackedWidget()
        self.pages: dict[str, ReportPage] = {}
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._fill()
        self._lay_out()
        self.field.textChanged.connect(self._narrow)
        self.field.returnPressed.connect(self._first)
        self.tree.currentItemChanged.connect(self._chosen)

    @property
    def report(self) -> ReportPage | None:
        """The report in front."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, ReportPage) else None

    def arrive(self, report: str = "", kept: str = "", **arguments: Any) -> None:
        """Show a report; the first one when none was shown yet."""
        self.desk.room_wanted.emit(True)
        found = Kept.of(self.desk).get(kept) if kept else None
        name = found.report if found is not None else report
        if name in REPORTS:
            self.tree.setCurrentItem(self._rows[name])
        elif self.report is None:
            self.tree.setCurrentItem(self._rows[next(iter(REPORTS))])
        if found is not None and self.report is not None:
            self.report.show_as(found.seeking)
        self.tree.setFocus()

    def leave(self) -> None:
        """The details may come back."""
        self.desk.room_wanted.emit(False)

    def state(self) -> dict[str, Any]:
        """Which report is shown, and how."""
        shown = self.report
        return {} if shown is None else {"report": shown.report.name, "seeking": shown.list.pane.seeking.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Show it again."""
        if state.get("report") in REPORTS:
            self.tree.setCurrentItem(self._rows[str(state["report"])])
            if self.report is not None:
                self.report.show_as(dict(state.get("seeking", {})))

    def _fill(self) -> None:
        groups: dict[str, QTreeWidgetItem] = {}
        for report in REPORTS.values():
            group = groups.get(report.group)
            if group is None:
                group = groups[report.group] = QTreeWidgetItem(self.tree, [say(report.group)])
                group.setIcon(0, icon(GROUPS[report.group], "muted"))
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setExpanded(True)
            row = self._rows[report.name] = QTreeWidgetItem(group, [say(report.title)])
            row.setData(0, _NAME, report.name)
            for one in (group, row):
                one.setSizeHint(0, QSize(0, tokens().space(_ROW)))
            row.setToolTip(0, as_tip(say(report.text)))

    def _lay_out(self) -> None:
        look = tokens()
        left = QVBoxLayout()
        left.setSpacing(look.space(2))
        for widget in (self.field, self.tree):
            widget.setFixedWidth(look.space(_WIDTH))
            left.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.space(2), 0, 0)
        row.setSpacing(0)
        row.addLayout(left)
        row.addWidget(self.stack, 1)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        """Only reports whose title or text has all the words typed."""
        words = text.casefold().split()
        for name, row in self._rows.items():
            told = f"{say(REPORTS[name].title)} {say(REPORTS[name].text)}".casefold()
            row.setHidden(not all(word in told for word in words))
        for place in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(place)
            if group is not None:
                its = [row for row in self._rows.values() if row.parent() is group]
                group.setHidden(all(row.isHidden() for row in its))

    @Slot()
    def _first(self) -> None:
        """Enter shows the first report that is left."""
        found = next((row for row in self._rows.values() if not row.isHidden()), None)
        if found is not None:
            self.tree.setCurrentItem(found)
            self.tree.setFocus()

    @Slot(QTreeWidgetItem, QTreeWidgetItem)
    def _chosen(self, row: QTreeWidgetItem | None, before: QTreeWidgetItem | None) -> None:
        name = row.data(0, _NAME) if row is not None else None
        if not name:
            return
        if name not in self.pages:
            self.pages[name] = ReportPage(self.desk, REPORTS[name])
            self.stack.addWidget(self.pages[name])
        self.stack.setCurrentWidget(self.pages[name])
