"""The page where a file comes in: looked at row by row before anything is posted, then imported as a whole.

The file is only read and rehearsed until somebody presses Import. Every problem stands beside its row and column.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from wms.app.importing import Imported, import_file
from wms.base.errors import Cancelled, Refused
from wms.base.jobs import Watch
from wms.gui.desk.desk import RIGHT, Desk, wrong_in_words
from wms.gui.pages.wide import WidePage
from wms.gui.screens.master_data.export_button import ExportButton
from wms.gui.screens.master_data.import_head import ImportHead
from wms.gui.screens.master_data.import_tables import LinesModel, ProblemsModel, Sheet
from wms.gui.screens.master_data.import_work import Checked, check
from wms.gui.screens.master_data.job_bar import JobBar
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import plain, primary
from wms.gui.theme.widgets_facts import Figure, FigureRow
from wms.gui.theme.widgets_panels import Banner, EmptyState


class ImportPage(WidePage):
    """`arrive(kind=…, file=…, profile=…)` chooses them and looks at the file."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Import and export"))
        self.head, self.bar = ImportHead(), JobBar()
        self.look = plain(say("Check the file"), "eye")
        self.go, self.go_good = primary(say("Import"), "import"), plain(say("Import the good rows only"), "import")
        self.export = ExportButton(desk, self.head)
        self.only_wrong = QCheckBox(say("Only rows with problems"))
        self.total, self.good = Figure(say("Rows in the file"), "–"), Figure(say("Good"), "–")
        self.wrong, self.aside = Figure(say("Wrong"), "–"), Figure(say("Set aside by the profile"), "–")
        self.banner = Banner("good", "")
        self.lines, self.problems = LinesModel(self), ProblemsModel(self)
        self.sheet = Sheet(self.lines, say("The rows as they were understood"))
        self.list = Sheet(self.problems, say("What is wrong"))
        self.checked: Checked | None = None
        self._busy = False
        self._lay_out()
        self._connect()
        self._reset()

    # --- how it is built -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look = tokens()
        column, row = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, look.space(2), 0, look.space(2))
        column.setSpacing(look.space(3))
        row.setSpacing(look.space(2))
        row.addWidget(FigureRow(self.total, self.good, self.wrong, self.aside), 1)
        row.addWidget(self.only_wrong)
        for button in (self.export, self.look, self.go_good, self.go):
            row.addWidget(button)
        self.empty = EmptyState("import", say("Choose a file, or drop it here"), say(
            "It is only read at first: you see how every row is understood, and what is wrong with it, before anything"
            " is entered. What is exported here imports again unchanged, and makes the best template."))  # fmt: skip
        self.split = QSplitter(Qt.Orientation.Vertical)
        self.split.setChildrenCollapsible(False)
        for sheet in (self.sheet, self.list):
            self.split.addWidget(sheet)
        self.split.setStretchFactor(0, 3)
        self.split.setStretchFactor(1, 2)
        parts: tuple[QWidget, ...] = (self.head, self.bar, self.banner)
        for part in parts[:1]:
            column.addWidget(part)
        column.addLayout(row)
        for part in parts[1:]:
            column.addWidget(part)
        column.addWidget(self.split, 1)
        column.addWidget(self.empty, 1)
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.head.chosen.connect(self._reset)
        self.head.wanted.connect(self.check)
        self.look.clicked.connect(self.check)
        self.go.clicked.connect(self._import)
        self.go_good.clicked.connect(self._import_good)
        self.only_wrong.toggled.connect(self._show_lines)
        self.list.entered.connect(self._go_to)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.check)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.go.click)

    # --- arriving ------------------------------------------------------------------------------------------------

    def arrive(self, kind: str = "", file: str = "", profile: str = "", **arguments: Any) -> None:
        """Choose what is given; a file is looked at."""
        super().arrive()
        self.head.choose(kind, file, profile)
        if file:
            self.check()
        else:
            self.head.line.setFocus()

    def state(self) -> dict[str, Any]:
        """What is chosen."""
        return {"kind": self.head.kind, "file": self.head.line.text(), "profile": self.head.profile}

    def restore(self, state: dict[str, Any]) -> None:
        """Choose it again."""
        self.head.choose(str(state.get("kind", "")), str(state.get("file", "")), str(state.get("profile", "")))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The first of the dropped files is taken; a profile is used, anything else looked at."""
        name = event.mimeData().urls()[0].toLocalFile()
        if name.endswith(".toml"):
            self.head.choose(profile=name)
        else:
            self.head.choose(file=name)
            self.check()

    # --- looking at the file -------------------------------------------------------------------------------------

    @Slot()
    def check(self) -> None:
        """Read the file and rehearse the import."""
        path = self.head.file
        if path is None or self._busy:
            return
        self._reset()
        app, kind, profile, login = self.desk.app, self.head.kind, self.head.profile, self.desk.login
        self._start(say("Checking the file"), lambda watch: check(app, kind, path, profile, login, watch),
                    self._was_checked)  # fmt: skip

    @Slot(object)
    def _was_checked(self, checked: Checked) -> None:
        self._end()
        self.checked = checked
        done = checked.done
        self._show_figures(done)
        self._show_lines()
        self.problems.show_problems(done.problems)
        self.list.fit(90, 2)
        self.list.setVisible(bool(done.problems))
        self.split.show()
        self.empty.hide()
        self._tell_checked(done)
        self._allow()
        if self.isVisible():
            (self.list if done.problems else self.sheet).setFocus()

    def _tell_checked(self, done: Imported) -> None:
        wrong = len({problem.row for problem in done.problems})
        if done.repeated:
            self._tell("warn", say("This very file was imported before; importing it again changes nothing."))
        elif done.problems:
            self._tell("bad", say("{count} rows are wrong. Nothing was entered. Put them right in the file and check it"
                                  " again.", count=f"{wrong:,}"))  # fmt: skip
        elif done.good:
            self._tell("good", say("Every row is good. Nothing is entered yet."))
        else:
            self._tell("warn", say("The file holds no row to import."))

    @Slot(object)
    def _was_not(self, error: Exception) -> None:
        """The file cannot be read at all, or the work was stopped."""
        self._end()
        if isinstance(error, Refused):
            self.problems.show_problems(error.problems)
            self.list.fit(90, 2)
            self.list.setVisible(len(error.problems) > 1)
            self.sheet.setVisible(False)
            self.split.setVisible(len(error.problems) > 1)
            self.empty.setVisible(len(error.problems) < 2)
        stopped = isinstance(error, Cancelled)
        self._tell("warn" if stopped else "bad", say("Stopped; nothing was entered.") if stopped else
                   wrong_in_words(error))  # fmt: skip
        self._allow()

    @Slot(int)
    def _go_to(self, row: int) -> None:
        """From a problem to its cell."""
        place, column = self.lines.place_of(self.problems.rows[row])
        if place >= 0:
            index = self.lines.index(place, column)
            self.sheet.setCurrentIndex(index)
            self.sheet.scrollTo(index)
            self.sheet.setFocus()

    # --- importing it --------------------------------------------------------------------------------------------

    @Slot()
    def _import(self) -> None:
        self._carry_out(accept_good=False)

    @Slot()
    def _import_good(self) -> None:
        self._carry_out(accept_good=True)

    def _carry_out(self, *, accept_good: bool) -> None:
        path = self.head.file
        if path is None or self._busy or self.checked is None:
            return
        work = partial(_imported, self.desk, self.head.kind, path, self.head.profile, accept_good)
        self._start(say("Importing the file"), work, self._was_imported)

    @Slot(object)
    def _was_imported(self, done: Imported) -> None:
        self._end()
        self._show_figures(done)
        if done.written:
            told = "\n".join([say("{count} rows are entered.", count=f"{done.good:,}"), *done.messages])
            self._tell("good", told)
            self.desk.notice(RIGHT, say("{count} rows are entered.", count=f"{done.good:,}"))
            self.checked = None
        else:
            self._tell_checked(done)
        self._allow()

    # --- inside --------------------------------------------------------------------------------------------------

    def _start(self, title: str, work: Callable[[Watch], Any], then: Callable[[Any], None]) -> None:
        self._busy = True
        self.banner.hide()
        self._allow()
        self.bar.follow(self.desk.jobs.long(title, work, owner=self, then=then, failed=self._was_not))

    def _end(self) -> None:
        self._busy = False
        self.bar.hide()

    @Slot()
    def _reset(self) -> None:
        """Another file, kind or profile: nothing is known of it."""
        if self._busy:
            return
        self.checked = None
        self.lines.show_lines(None, False)
        self.problems.show_problems(())
        for figure in (self.total, self.good, self.wrong, self.aside):
            figure.show_value("–")
        for widget in (self.banner, self.bar, self.split):
            widget.hide()
        self.empty.show()
        self._allow()

    def _show_figures(self, done: Imported) -> None:
        wrong = len({problem.row for problem in done.problems})
        aside = sum(done.set_aside.values())
        self.total.show_value(f"{done.total:,}")
        self.good.show_value(f"{done.good:,}", "good" if done.good and not wrong else "neutral")
        self.wrong.show_value(f"{wrong:,}", "bad" if wrong else "neutral")
        self.aside.show_value(f"{aside:,}", "neutral", ", ".join(f"{n:,} {why}" for why, n in done.set_aside.items()))

    @Slot()
    def _show_lines(self) -> None:
        self.lines.show_lines(self.checked, self.only_wrong.isChecked())
        self.sheet.setVisible(self.checked is not None)
        self.sheet.fit()

    def _allow(self) -> None:
        done = self.checked.done if self.checked is not None else None
        ready = done is not None and not self._busy and not done.repeated and done.good > 0
        wrong = done is not None and bool(done.problems)
        self.look.setEnabled(self.head.file is not None and not self._busy)
        self.go.setEnabled(ready and not wrong)
        self.go_good.setVisible(wrong)
        self.go_good.setEnabled(ready and wrong)
        self.only_wrong.setVisible(wrong)
        self.head.setEnabled(not self._busy)

    def _tell(self, tone: str, text: str) -> None:
        self.banner.tell(tone, text)
        self.banner.show()


def _imported(desk: Desk, kind: str, path: Path, profile: str, accept_good: bool, watch: Watch) -> Imported:
    return import_file(desk.app, kind, path, profile, accept_good=accept_good, login=desk.login, watch=watch)
