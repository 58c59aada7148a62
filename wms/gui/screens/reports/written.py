"""Kept reports, and which of them this workstation writes into a folder by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTime, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QLabel, QLineEdit, QTimeEdit, QVBoxLayout, QWidget

from wms.gui.desk.desk import INFO, RIGHT, Desk
from wms.gui.pages.page import Page
from wms.gui.screens.reports.catalogue import REPORTS
from wms.gui.screens.reports.due import DAILY, Entry
from wms.gui.screens.reports.kept import Kept, KeptReport
from wms.gui.screens.reports.schedule import Schedule
from wms.gui.tables.few import FewRows
from wms.gui.texts.say import language, say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, primary, quiet
from wms.gui.theme.widgets_panels import EmptyState
from wms.queries.steadiness import DAYS

SHAPES = ("xlsx", "pdf", "csv")
_FOLDER = "export folder"


class WrittenPage(Page):
    """A row for each kept report; below it when and where it is written."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Kept and written"))
        self.kept, self.schedule = Kept.of(desk), Schedule.of(desk)
        titles = (say("Name"), say("Report"), say("Written"), say("Folder"))
        self.table = FewRows(say("Kept reports"), [(title, "text") for title in titles])
        self.when, self.at, self.shape, self.folder = QComboBox(), QTimeEdit(QTime(6, 0)), QComboBox(), QLineEdit()
        self.show_it = primary(say("Show"), "eye")
        self.apply = plain(say("Write it to this folder"), "calendar")
        self.stop = quiet(say("Write it no longer"), "stop")
        self.forget = quiet(say("Forget"), "remove")
        self.empty = EmptyState("reports", say("No report is kept yet."), say(
            "Choose a report, ask for what you need, give it a name and keep it. Here it can be opened again as it "
            "was, and written into a folder each day or week."))  # fmt: skip
        self.planned = QWidget()
        self._rows: list[KeptReport] = []
        self._lay_out()
        self._connect()
        self._fill()

    def arrive(self, **arguments: Any) -> None:
        """Show what is kept now."""
        self.desk.room_wanted.emit(True)
        self._fill()
        self.table.setFocus()

    def leave(self) -> None:
        """The details may come back."""
        self.desk.room_wanted.emit(False)

    def chosen(self) -> KeptReport | None:
        """The kept report the keys are on."""
        row = self.table.currentIndex().row()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    # --- how it is put together --------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look = tokens()
        self.when.addItem(say("Each day"), DAILY)
        for number, day in enumerate(DAYS):
            self.when.addItem(say(day), number)
        for shape in SHAPES:
            self.shape.addItem(shape.upper(), shape)
        self.at.setDisplayFormat("HH:mm")
        self.folder.setText(str(self.desk.workstation.get(_FOLDER, Path.home())))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.space(2), 0, 0)
        column.setSpacing(look.space(3))
        column.addWidget(self.empty, 1)
        column.addWidget(self.table, 1)
        below = QVBoxLayout(self.planned)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(look.space(2))
        below.addLayout(_row(self.show_it, self.forget, None))
        browse = plain(say("Choose a folder"), "folder")
        browse.clicked.connect(self._browse)
        below.addLayout(_row(_named(say("When"), self.when), self.when, _named(say("At"), self.at), self.at,
                             _named(say("As"), self.shape), self.shape, self.apply, None, self.stop))  # fmt: skip
        below.addLayout(_row(_named(say("Folder"), self.folder), self.folder, browse))
        below.addWidget(hint(say("This workstation writes it while the window is open, whoever works at it; what was "
                                 "due while it was closed is written once when it opens, or by the machine's own "
                                 "scheduler with: wms reports run-due. Periods that were left empty reach to the day "
                                 "it is written on.")))  # fmt: skip
        column.addWidget(self.planned)

    def _connect(self) -> None:
        self.table.opened.connect(self._open)
        self.show_it.clicked.connect(self._open)
        self.apply.clicked.connect(self._write)
        self.stop.clicked.connect(self._stop)
        self.forget.clicked.connect(self._forget)
        self.kept.changed.connect(self._fill)
        self.schedule.changed.connect(self._fill)
        self.table.selectionModel().currentRowChanged.connect(self._follow)

    @Slot()
    def _fill(self) -> None:
        name = one.name if (one := self.chosen()) is not None else ""
        self._rows = self.kept.all()
        entries = {entry.name: entry for entry in self.schedule.entries()}
        self.table.show_rows([
            (one.name, say(REPORTS[one.report].title), *_told(entries.get(one.name))) for one in self._rows
        ])  # fmt: skip
        for widget in (self.table, self.planned):
            widget.setVisible(bool(self._rows))
        self.empty.setVisible(not self._rows)
        if self._rows:
            self.table.selectRow(next((n for n, one in enumerate(self._rows) if one.name == name), 0))
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Show when and where the chosen one is written."""
        one = self.chosen()
        entry = next((entry for entry in self.schedule.entries() if one is not None and entry.name == one.name), None)
        self.stop.setVisible(entry is not None)
        if entry is not None:
            self.when.setCurrentIndex(self.when.findData(entry.weekday))
            self.at.setTime(QTime.fromString(entry.at, "HH:mm"))
            self.shape.setCurrentIndex(self.shape.findData(entry.shape))
            self.folder.setText(entry.folder)

    # --- what people do ----------------------------------------------------------------------------------------------

    @Slot()
    def _open(self) -> None:
        one = self.chosen()
        if one is not None:
            self.desk.open("reports", tab="reports", kept=one.name)

    @Slot()
    def _write(self) -> None:
        one, folder = self.chosen(), self.folder.text().strip()
        if one is None or not folder:
            self.desk.notice(INFO, say("Choose a report and a folder first."))
            return
        at = self.at.time().toString("HH:mm")
        self.schedule.keep(Entry(one.name, one.report, one.seeking, folder, str(self.shape.currentData()),
                                 int(self.when.currentData()), at, self.desk.app.clock().isoformat(),
                                 language().code))  # fmt: skip
        self.desk.notice(RIGHT, say("{name} will be written to {folder}.", name=one.name, folder=folder))

    @Slot()
    def _stop(self) -> None:
        one = self.chosen()
        if one is not None:
            self.schedule.forget(one.name)

    @Slot()
    def _forget(self) -> None:
        one = self.chosen()
        if one is not None:
            self.schedule.forget(one.name)
            self.kept.forget(one.name)

    @Slot()
    def _browse(self) -> None:
        dialog = QFileDialog(self, say("Choose a folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.finished.connect(dialog.deleteLater)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.open()


def _told(entry: Entry | None) -> tuple[str, str]:
    """When and where an entry is written, in words."""
    if entry is None:
        return "–", ""
    day = say("Each day") if entry.weekday == DAILY else say(DAYS[entry.weekday])
    return say("{day} at {hour} as {shape}", day=day, hour=entry.at, shape=entry.shape.upper()), entry.folder


def _named(text: str, widget: QWidget) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setBuddy(widget)
    widget.setAccessibleName(text)
    return label


def _row(*parts: QWidget | None) -> QHBoxLayout:
    """Parts beside each other; None is empty room."""
    row = QHBoxLayout()
    row.setSpacing(tokens().space(2))
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part, 1 if isinstance(part, QLineEdit) else 0)
    return row
