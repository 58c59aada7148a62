"""A dialogue at a bench: it says what to do now, hears scans, and answers each of them right, wrong or already.

A step of the work (receiving, picking, packing …) is written by deriving from `Dialogue` and filling in `prompt`,
`hear`, and where there are any `choose` and `enter`. Everything comes in one after the other: while a command is being
carried out, what is scanned ahead waits its turn and is not lost. A command is given the scan's identity for its key.
"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from wms.base.identifiers import new_key
from wms.gs1.errors import legible
from wms.gs1.scan import ScanKind
from wms.gui.desk.desk import ALREADY, RIGHT, WRONG, Desk, in_words, wrong_in_words
from wms.gui.registry.subjects import KINDS
from wms.gui.scan.heard import Heard, Outcome
from wms.gui.scan.prompt import UNKNOWN, Prompt
from wms.gui.texts.say import say
from wms.operations.command import Command
from wms.operations.unit import Answer

_log = logging.getLogger(__name__)
Then = Callable[[Any], None]


@dataclass(slots=True)
class _Turn:
    """One thing that came in: a scan, a choice by its name, or a typed text; and what was answered to it so far."""

    identity: str
    heard: Heard | None = None
    choice: str = ""
    entry: str = ""
    runs: int = 0
    answer: tuple[str, str] | None = None


class Dialogue(QObject):
    """The root of all dialogues.

    Signals: `changed` (ask `prompt` again), `answered` (kind, text) for every answer, `settled` (an Outcome) when a
    scan or choice is done with, `finished` (anything) when the work is complete.
    """

    changed = Signal()
    answered = Signal(str, str)
    settled = Signal(object)
    finished = Signal(object)

    repeats_are_already = False
    """Whether the same text scanned again within a moment is a slip of the trigger, and not a second piece."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._turns: deque[_Turn] = deque()
        self._turn: _Turn | None = None
        self._awaited = False
        self._going = False
        self._then: Then | None = None
        self._else: Then | None = None

    # --- what each dialogue says for itself ----------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """What to do now."""
        raise NotImplementedError

    def hear(self, heard: Heard) -> None:
        """A scan of one of the expected kinds: call `answer`, or `run` or `ask`, whose result is the answer."""
        raise NotImplementedError

    def choose(self, name: str) -> None:
        """One of the prompt's choices was taken."""
        raise NotImplementedError

    def enter(self, text: str) -> None:
        """A number was typed where the prompt allows a quantity."""
        raise NotImplementedError

    # --- what comes in -------------------------------------------------------------------------------------------

    @Slot(object)
    def take(self, heard: Heard) -> None:
        """A scan came in: it is heard when everything before it is done with."""
        self._come(_Turn(heard.identity, heard=heard))

    def press(self, name: str) -> None:
        """A choice was taken; ignored when the prompt does not offer it once its turn comes."""
        self._come(_Turn(new_key(), choice=name))

    def type(self, text: str) -> None:
        """A number was typed."""
        self._come(_Turn(new_key(), entry=text))

    @property
    def waiting(self) -> int:
        """How much came in and is not done with."""
        return len(self._turns) + (self._turn is not None)

    # --- what a dialogue does about it ---------------------------------------------------------------------------

    def answer(self, kind: str, text: str) -> None:
        """Answer what is being dealt with: RIGHT, WRONG, ALREADY or INFO, in the language in use."""
        if self._turn is not None:
            self._turn.answer = kind, text
        self.answered.emit(kind, text)

    def run(
        self, commands: Command | Sequence[Command], then: Then | None = None, *, failed: Then | None = None
    ) -> None:
        """Carry out a command (or several, all or none) for what is being dealt with, under its identity.

        `then` is called with the Answer, and must answer; without it the Answer's own sentence is right. A refusal is
        a wrong answer, unless `failed` is called with it. Raises RuntimeError while another is awaited.
        """
        key = self._key()
        self._await(then or self.tell, failed or self.tell_error)
        self.desk.run(commands, self._came, owner=self, failed=self._failed, key=key)

    def ask(self, question: str, then: Then, *, failed: Then | None = None, limit: int = 100, **more: Any) -> None:
        """Ask a question for what is being dealt with; `then` is called with the Page."""
        self._await(then, failed or self.tell_error)
        self.desk.ask(question, self._came, owner=self, failed=self._failed, limit=limit, **more)

    def tell(self, answer: Answer) -> None:
        """Right, in the words of the command's answer."""
        self.answer(RIGHT, in_words(answer))

    def tell_error(self, error: Exception) -> None:
        """Wrong, in the words of the error."""
        self.answer(WRONG, wrong_in_words(error))

    # --- one after the other -------------------------------------------------------------------------------------

    def _come(self, turn: _Turn) -> None:
        self._turns.append(turn)
        self._go_on()

    def _go_on(self) -> None:
        if self._going:
            return
        self._going = True
        while self._turns and self._turn is None and not self._awaited:
            self._turn = self._turns.popleft()
            self._do(self._deal, self._turn)
        self._going = False

    def _do(self, work: Then, what: Any) -> None:
        """Do one step of a turn; when nothing more is awaited for it, it is done with."""
        try:
            work(what)
        except Exception as error:  # noqa: BLE001 - a scan is always answered
            _log.error("A dialogue failed: %s", type(self).__name__, exc_info=error)
            self.tell_error(error)
        if not self._awaited:
            self._settle()

    def _deal(self, turn: _Turn) -> None:
        if turn.heard is not None:
            self._hear(turn.heard)
        elif turn.choice:
            its = next((choice for choice in self.prompt().choices if choice.name == turn.choice), None)
            if its is not None:
                turn.entry = its.text
                self.choose(turn.choice)
        elif self.prompt().quantity:
            self.enter(turn.entry)
        else:
            self.answer(WRONG, say("No number is expected now: {text}", text=turn.entry))

    def _hear(self, heard: Heard) -> None:
        fault = self._fault(heard)
        if fault:
            self.answer(WRONG, fault)
        elif heard.repeated and self.repeats_are_already:
            self.answer(ALREADY, say("{code} was scanned a moment ago; it counts once.", code=_short(heard.text)))
        else:
            self.hear(heard)

    def _fault(self, heard: Heard) -> str:
        """Why the scan cannot be what is expected now; empty when it may be."""
        expects = self.prompt().expects
        if heard.scan.kind is ScanKind.GARBAGE:
            return say(heard.scan.reason)
        if not expects or heard.code(*expects) or (UNKNOWN in expects and not heard.bearers):
            return ""
        wanted = say(" or ").join(say(KINDS[kind].title) for kind in expects if kind in KINDS)
        if not heard.bearers:
            code = _short(heard.text)
            return say("Nothing here bears the code {code}. Expected: {wanted}.", code=code, wanted=wanted)
        found = heard.bearers[0].subject
        return say("{code} is of another kind: {kind}. Expected: {wanted}.", code=_short(found.code),
                   kind=say(KINDS[found.kind].title), wanted=wanted)  # fmt: skip

    def _settle(self) -> None:
        turn = self._turn
        if turn is not None and turn.heard is not None and turn.answer is None:
            self.answer(WRONG, say("{code} is not expected now.", code=_short(turn.heard.text)))
        self._turn = None
        if turn is not None and turn.answer is not None:
            kind, text = turn.answer
            self.settled.emit(Outcome(kind, text, turn.heard, turn.entry))
        self.changed.emit()
        self._go_on()

    # --- waiting for a result ------------------------------------------------------------------------------------

    def _key(self) -> str:
        if self._turn is None:
            return new_key()
        self._turn.runs += 1
        return self._turn.identity if self._turn.runs == 1 else f"{self._turn.identity}:{self._turn.runs}"

    def _await(self, then: Then, failed: Then) -> None:
        if self._awaited:
            raise RuntimeError("a dialogue awaits one result at a time")
        self._awaited, self._then, self._else = True, then, failed

    @Slot(object)
    def _came(self, result: Any) -> None:
        self._resume(self._then, result)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._resume(self._else, error)

    def _resume(self, work: Then | None, what: Any) -> None:
        self._awaited, self._then, self._else = False, None, None
        if work is not None:
            self._do(work, what)


def _short(code: str) -> str:
    return legible(code)
