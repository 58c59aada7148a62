"""The desk a person works at: the open warehouse, who works here, and the ways to ask, to act, and to be told.

Every page is handed the desk and nothing else. It never sees a session or a mapped object: questions give frozen rows,
commands give answers, both off the window's thread.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from wms.app import registry
from wms.app.application import App
from wms.base.errors import Refused, WmsError
from wms.base.identifiers import new_key
from wms.base.jobs import Watch
from wms.gui.desk.changes import Changes
from wms.gui.desk.preferences import Preferences
from wms.gui.jobs.jobs import Job, Jobs
from wms.gui.registry.declared import Subject
from wms.gui.texts.say import say
from wms.operations.command import Command
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

RIGHT, WRONG, ALREADY, INFO = "right", "wrong", "already", "info"
"""The kinds of a notice, and of what a bench answers to a scan."""

Then = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for the person, in the language in use. `document` is what it is about, if anything."""

    kind: str
    text: str
    document: str = ""


class Desk(QObject):
    """One person at one open warehouse.

    Signals: `changed` (a frozenset of topics, whoever changed them), `noticed` (a Notice), `details_wanted` (a Subject
    or None), `screen_wanted` (name, arguments), `form_wanted` (command name, filled fields, whom to call with the
    answer), `paper_wanted` (paper name, parameters), `sheets_wanted` (what draws a PDF, and its title), `heard` (what a
    scan was found to be; see wms.gui.scan), `closing` (whoever holds a thread or a device of this desk lets go of it),
    `room_wanted` (whether the page takes all width), `restore_wanted` (the file of a backup that is to take the
    warehouse's place; this desk is closed for that).
    """

    changed = Signal(object)
    noticed = Signal(object)
    details_wanted = Signal(object)
    screen_wanted = Signal(str, dict)
    form_wanted = Signal(str, dict, object)
    paper_wanted = Signal(str, dict)
    sheets_wanted = Signal(object, str)
    heard = Signal(object)
    room_wanted = Signal(bool)
    closing = Signal()
    restore_wanted = Signal(object)

    def __init__(self, app: App, login: str, permissions: frozenset[str], folder: Path) -> None:
        super().__init__()
        self.app = app
        self.login = login
        self.permissions = permissions
        self.folder = folder
        self.user = Preferences(folder / "users" / f"{_file_name(login)}.json")
        self.workstation = Preferences(folder / "workstation.json")
        self.jobs = Jobs(self)
        self.jobs.wrong.connect(self.tell_error)
        self.changes = Changes(app, self.jobs, self)
        self.changes.changed.connect(self.changed)

    # --- asking and acting ---------------------------------------------------------------------------------------

    def ask(
        self, question: str, then: Then, *, owner: QObject, failed: Then | None = None,
        filters: tuple[Filter, ...] = (), sort: tuple[str, ...] = (), after: tuple[Any, ...] | None = None,
        limit: int = 100, **parameters: Any,
    ) -> Job:  # fmt: skip
        """Ask a question; `then` is called with the Page, `failed` with the error (otherwise a notice is shown)."""

        def work() -> Page:
            return self.app.ask(question, filters=filters, sort=sort, after=after, limit=limit, **parameters)

        return self.jobs.read(work, owner=owner, then=then, failed=failed)

    def count(
        self, question: str, then: Then, *, owner: QObject, failed: Then | None = None,
        filters: tuple[Filter, ...] = (), **parameters: Any,
    ) -> Job:  # fmt: skip
        """How many rows a question has."""

        def work() -> int:
            return self.app.how_many(question, filters=filters, **parameters)

        return self.jobs.read(work, owner=owner, then=then, failed=failed)

    def run(
        self, commands: Command | Sequence[Command], then: Then | None = None, *, owner: QObject | None = None,
        failed: Then | None = None, key: str = "",
    ) -> Job:  # fmt: skip
        """Carry out a command (or several, all or none); `then` is called with the Answer (or the list of them).

        `key` is the idempotency key, to be made when the form is opened or the scan comes in; the same key again gives
        the first answer again. Failures without `failed` are shown as a notice.
        """
        several = () if isinstance(commands, Command) else tuple(commands)
        sure = key or new_key()

        def work() -> Answer | list[Answer]:
            if isinstance(commands, Command):
                return self.app.run(commands, key=sure, login=self.login)
            return self.app.run_together(several, key=sure, login=self.login)

        return self.jobs.write(work, owner=owner, then=then, failed=failed)

    def may(self, permission: str) -> bool:
        """Whether the person has this permission, or one of this step's where it ends in ".*"."""
        step = permission.split(".")[0]
        if not self.permissions.isdisjoint({permission, f"{step}.*", "*"}):
            return True
        return permission.endswith(".*") and any(has.startswith(f"{step}.") for has in self.permissions)

    def may_run(self, command: str) -> bool:
        """Whether the person may give this command."""
        return self.may(registry.command(command).permission)

    # --- telling and going ---------------------------------------------------------------------------------------

    def notice(self, kind: str, text: str, document: str = "") -> None:
        """Show a message; `text` is already in the language in use."""
        self.noticed.emit(Notice(kind, text, document))

    def tell(self, answer: Answer) -> None:
        """Show what a command answered."""
        self.notice(RIGHT, in_words(answer), answer.document)

    @Slot(object)
    def tell_error(self, error: Exception) -> None:
        """Show an error in words."""
        self.notice(WRONG, wrong_in_words(error))

    def show(self, subject: Subject | None) -> None:
        """Let the details pane follow this."""
        self.details_wanted.emit(subject)

    def open(self, screen: str, **arguments: Any) -> None:
        """Go to a screen; the arguments are handed to its page's `arrive`."""
        self.screen_wanted.emit(screen, arguments)

    def form(self, command: str, then: Then | None = None, **filled: Any) -> None:
        """Open the form of a command with some fields filled; `then` is called with the Answer."""
        self.form_wanted.emit(command, filled, then)

    def print(self, paper: str, **parameters: Any) -> None:
        """Print a paper or label as this workstation is set up for it."""
        self.paper_wanted.emit(paper, parameters)

    def print_drawn(self, draw: Callable[[Path, Watch], Any], title: str) -> None:
        """Show what `draw` writes as a PDF, off the window's thread, to be printed from there as papers are."""
        self.sheets_wanted.emit(draw, title)

    def close(self) -> None:
        """End all work for this person; the warehouse stays open."""
        self.closing.emit()
        self.changes.stop()
        self.jobs.close()


def in_words(answer: Answer) -> str:
    """What a command answered, in the language in use."""
    return say(answer.template, **answer.values)


def wrong_in_words(error: Exception) -> str:
    """What went wrong, in the language in use; all problems of a refusal, a line each."""
    if isinstance(error, Refused):
        return "\n".join(say(problem.template, **problem.values) for problem in error.problems)
    if isinstance(error, WmsError):
        return say(str(error))
    return say("Something unexpected happened; it was written to the log: {error}", error=str(error))


def _file_name(login: str) -> str:
    """A login as a file name, whatever signs it has."""
    return "".join(sign if sign.isalnum() and sign.isascii() else f"_{ord(sign):x}" for sign in login)
