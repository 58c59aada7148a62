"""A form is sent: read, tried where it is grave, carried out once, and every way that can end is told.

The key is made when the form is opened and stays the form's own: whatever is sent again after an error is done at most
once. While something is under way nothing else is sent, however often somebody presses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from wms.base.errors import Problem, Refused, Stale
from wms.gui.desk.desk import Desk
from wms.gui.forms.blanks import Blank
from wms.gui.forms.placing import Placed, Unreadable, place, read_form
from wms.gui.texts.say import say
from wms.operations.command import Command, Registered
from wms.operations.unit import Answer

_GRAVE = ("Cancel", "Close", "Reverse", "Scrap", "Post", "Ship", "Deactivate", "Revoke", "Remove", "Discard", "Apply",
          "Approve", "Refuse", "Adjust", "Unrelease", "Unpick", "Reopen", "Merge")  # fmt: skip
_LIGHT = frozenset({"CloseCarton", "PostOpeningStock"})


def is_grave(command: str) -> bool:
    """Whether people see what will happen before it does: what ends something, or cannot be taken back easily."""
    return command.startswith(_GRAVE) and command not in _LIGHT


class Sending(QObject):
    """One form's way to the warehouse.

    Signals: `busy` (whether something is under way), `wrong` (a list of Placed), `foreseen` (the Answer it would give),
    `done` (the Answer), `stale` and `failed` (the error; nothing was done, or nobody knows).
    """

    busy = Signal(bool)
    wrong = Signal(object)
    foreseen = Signal(object)
    done = Signal(object)
    stale = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: Desk, entry: Registered, blanks: tuple[Blank, ...], key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._entry, self._blanks, self.key = desk, entry, blanks, key
        self._values: dict[str, Any] = {}
        self._command: Command | None = None
        self._foresee = False
        self.under_way = False
        self.finished = False

    def send(self, values: Mapping[str, Any], *, foresee: bool = False) -> bool:
        """Send what stands in the form; `foresee` only tries it. False when something is under way, or all is done."""
        if self.under_way or self.finished:
            return False
        self._values, self._foresee = dict(values), foresee
        self._is_busy(True)
        self._desk.jobs.read(self._read, owner=self, then=self._was_read, failed=self._was_not)
        return True

    def again(self) -> bool:
        """Send what was sent last once more: the same content, in the same way, under the same key."""
        return self.send(self._values, foresee=self._foresee)

    def _read(self) -> Command:
        return read_form(self._entry.type, self._blanks, self._values)

    @Slot(object)
    def _was_read(self, command: Command) -> None:
        if self._foresee:
            self._command = command
            self._desk.jobs.write(self._try, owner=self, then=self._was_foreseen, failed=self._was_not)
        else:
            self._desk.run(command, self._was_done, owner=self, failed=self._was_not, key=self.key)

    def _try(self) -> Answer:
        assert self._command is not None
        commands = (self._command,)
        return self._desk.app.run_together(commands, key=self.key, login=self._desk.login, rehearse=True)[0]

    @Slot(object)
    def _was_foreseen(self, answer: Answer) -> None:
        self._is_busy(False)
        self.foreseen.emit(answer)

    @Slot(object)
    def _was_done(self, answer: Answer) -> None:
        self.finished = True
        self._is_busy(False)
        self.done.emit(answer)

    @Slot(object)
    def _was_not(self, error: Exception) -> None:
        if isinstance(error, Refused):
            self._desk.jobs.read(partial(self._all_placed, error.problems), owner=self, then=self._were_placed)
            return
        self._is_busy(False)
        if isinstance(error, Unreadable):
            self.wrong.emit(error.placed)
        elif isinstance(error, Stale):
            self.stale.emit(error)
        else:
            self.failed.emit(error)

    def _all_placed(self, problems: Sequence[Problem]) -> list[Placed]:
        """A table of ten thousand lines may have as many problems: too many to place while the window waits."""
        return [self._placed(each) for each in problems]

    @Slot(object)
    def _were_placed(self, placed: list[Placed]) -> None:
        self._is_busy(False)
        self.wrong.emit(placed)

    def _placed(self, problem: Problem) -> Placed:
        """A key is no field of the form: it was used before, by this very form, before something was changed in it."""
        if problem.field == "key":
            return Placed(say("What you sent before was carried out, as it stood then. Discard this form, and open a"
                              " new one for what has changed."))  # fmt: skip
        return place(problem, self._blanks, self._values)

    def _is_busy(self, busy: bool) -> None:
        self.under_way = busy
        self.busy.emit(busy)
