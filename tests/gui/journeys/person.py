"""A person at the window: keys and scans go in, what is told comes out; nothing is reached behind the window's back.

Keys are sent as Qt sends them. Scans of the first person come as from a scanner that types; a colleague in the same
process has a scanner on a serial port, as one process has one keyboard.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.scan.keys import Hands
from wms.gui.desk.desk import WRONG, Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.registry.actions import ACTIONS
from wms.gui.registry.screens import SCREENS
from wms.gui.scan.ears import Ears
from wms.gui.scan.heard import Outcome
from wms.gui.scan.prompt import Prompt
from wms.gui.shell.program import Program
from wms.gui.shell.workplace import Workplace
from wms.gui.texts.say import language

PATIENCE = 120_000
KEYS = {"Enter": Qt.Key.Key_Return, "Tab": Qt.Key.Key_Tab, "Esc": Qt.Key.Key_Escape, "Space": Qt.Key.Key_Space}


class Person:
    """Somebody at work. `answers` are the (kind, text) given to scans and keys at benches, `notices` all messages."""

    def __init__(self, program: Program, qtbot: QtBot, *, port: str = "") -> None:
        self.program, self.qtbot, self._port = program, qtbot, port
        self.hands = Hands(program.window)
        self.answers: list[tuple[str, str]] = []
        self.notices: list[tuple[str, str]] = []
        self._followed: set[int] = set()
        desk = self.desk
        Ears.of(desk).settled.connect(self._settled)
        desk.noticed.connect(lambda notice: self.notices.append((notice.kind, notice.text)))

    def _settled(self, outcome: Outcome) -> None:
        self.answers.append((outcome.kind, outcome.text))

    # --- what there is to see ----------------------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        """The person's desk."""
        assert self.program.desk is not None
        return self.program.desk

    @property
    def work(self) -> Workplace:
        """What the person sees."""
        assert self.program.work is not None
        return self.program.work

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self.work.page
        found = page.page if isinstance(page, TabbedPage) else page
        assert found is not None
        return found

    @property
    def bench(self) -> BenchPage:
        """The bench in front."""
        page = self.page
        assert isinstance(page, BenchPage), type(page).__name__
        return page

    @property
    def prompt(self) -> Prompt:
        """What the bench asks."""
        return self.bench.dialogue.prompt()

    @property
    def offered(self) -> list[str]:
        """The choices of the bench, by name."""
        return [choice.name for choice in self.prompt.choices]

    @property
    def wrong(self) -> list[str]:
        """Everything this person was told that was wrong."""
        return [text for kind, text in (*self.answers, *self.notices) if kind == WRONG]

    @property
    def quiet(self) -> bool:
        """Whether nothing this person did is under way."""
        return self.bench.dialogue.waiting == 0 and not self.desk.jobs.running

    # --- what the person does ----------------------------------------------------------------------------------------

    def until(self, holds: Callable[[], bool], what: str = "") -> None:
        """Wait until something can be seen."""
        try:
            self.qtbot.waitUntil(holds, timeout=PATIENCE)
        except Exception as error:
            last = [*self.answers, *self.notices][-3:]
            raise AssertionError(f"{what or 'it'} never came; wrong: {self.wrong}; last: {last}") from error

    def rest(self) -> None:
        """Wait until nothing is under way any more."""
        for _ in range(2):
            self.until(lambda: not self.desk.jobs.running, "rest")
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 10)

    def sit_down(self) -> None:
        """The keyboard is this person's."""
        window = self.program.window
        if QApplication.activeWindow() is not window:
            window.activateWindow()
            self.until(lambda: QApplication.activeWindow() is window, "the window")

    @property
    def holder(self) -> QWidget:
        """What has the keys."""
        return self.program.window.focusWidget() or self.program.window

    def keys(self, *names: str) -> None:
        """Press keys such as "Ctrl+K", "F2", "Enter"."""
        self.sit_down()
        for name in names:
            combination = QKeySequence(name)[0]
            QTest.keyClick(self.holder, KEYS.get(name, combination.key()), combination.keyboardModifiers())

    def steps(self, key: str, reached: Callable[[], bool], what: str) -> None:
        """Press a key again and again until something is reached."""
        for _ in range(40):
            if reached():
                return
            self.keys(key)
        raise AssertionError(f"{key} never led to {what}; the keys are in {self.holder}")

    def types(self, text: str) -> None:
        """Type a text where the keys are."""
        self.sit_down()
        QTest.keyClicks(self.holder, text)

    def goes_to(self, screen: str, tab: str = "") -> None:
        """To a screen by the one field, and to one of its tabs by Ctrl+PgDown."""
        self.keys("Ctrl+K")
        self.types(SCREENS[screen].title if language().code == "en" else screen)
        self.steps_to_find("screen", screen)
        self.keys("Enter")
        page = self.work.page
        if tab:
            self.steps("Ctrl+PgDown", lambda: isinstance(page, TabbedPage) and page.name == tab, tab)
        self.rest()

    def steps_to_find(self, what: str, code: str) -> None:
        """Walk down what the one field offers, to this."""
        self.until(lambda: any((f.what, f.code) == (what, code) for f in self.work.top.box.offered()), code)
        self.steps("Down", lambda: self._marked(what, code), code)

    def _marked(self, what: str, code: str) -> bool:
        """Whether this is what Enter would take in the one field."""
        box = self.work.top.box
        row, offered = box.marked(), box.offered()
        return 0 <= row < len(offered) and (offered[row].what, offered[row].code) == (what, code)

    def does(self, action: str) -> None:
        """One of the window's actions, by the one field."""
        self.keys("Ctrl+K")
        self.types(ACTIONS[action].title if language().code == "en" else action)
        self.steps_to_find("action", action)
        self.keys("Enter")

    def send(self, code: str) -> None:
        """Scan, and do not wait for the answer."""
        if self._port:
            Ears.of(self.desk).hear(code, self._port)
            return
        self.sit_down()
        self.hands.rest(500)
        self.hands.scan(code)

    def scan(self, code: str) -> tuple[str, str]:
        """Scan, and wait for the answer."""
        before = len(self.answers)
        self.send(code)
        self.until(lambda: len(self.answers) > before, f"the answer to {code}")
        self.until(lambda: self.bench.dialogue.waiting == 0, "the end of it")
        return self.answers[-1]

    def enters(self, number: int) -> tuple[str, str]:
        """Type a number at a bench."""
        before = len(self.answers)
        self.until(lambda: self.prompt.quantity, "a question for a number")
        self.types(str(number))
        self.keys("Enter")
        self.settle()
        return self.answers[-1] if len(self.answers) > before else ("", "")

    def chooses(self, name: str) -> None:
        """Press the function key of one of the bench's choices, as soon as it is offered."""
        self.until(lambda: bool(self.bench.choices.keys.get(name)), f"the key for {name}")
        self.keys(self.bench.choices.keys[name])
        self.settle()

    def settle(self) -> None:
        """Wait until the bench asks something again."""
        bench = self.bench
        self.until(lambda: bench.dialogue.waiting == 0, "the bench")
