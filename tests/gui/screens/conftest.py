"""A person with a scanner at any bench."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import pytest
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot

from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.scan.ears import Ears

Scan = Callable[[str], tuple[str, str]]
With = Callable[[BenchPage], Scan]


@pytest.fixture
def scanner(desk: Desk, qtbot: QtBot) -> With:
    """A scanner at a bench that is open: scan a text; "!name" takes the choice of this name, "#12" types a number.

    Gives the answer, or the last one where a choice is not answered.
    """

    def at(page: BenchPage) -> Scan:
        told: list[tuple[str, str]] = []
        page.dialogue.settled.connect(lambda outcome: told.append((outcome.kind, outcome.text)))

        def wait_for(choice: str) -> None:
            """A choice is offered as soon as what the books say has come; one that never is, is pressed in vain."""
            with contextlib.suppress(TimeoutError):
                qtbot.waitUntil(lambda: choice in {one.name for one in page.dialogue.prompt().choices}, timeout=2_000)

        def act(text: str) -> tuple[str, str]:
            before = len(told)
            if text.startswith("!"):
                wait_for(text[1:])
                page.dialogue.press(text[1:])
            elif text.startswith("#"):
                page.dialogue.type(text[1:])
            else:
                Ears.of(desk).hear(text)
            silent = text.startswith("!")
            qtbot.waitUntil(lambda: len(told) > before or (silent and page.dialogue.waiting == 0))
            qtbot.waitUntil(lambda: not desk.jobs.running)
            return told[-1] if told else ("", "")

        return act

    return at


@pytest.fixture
def scanning(desk: Desk, qtbot: QtBot, scanner: With) -> With:
    """Open a bench, and stand at it with a scanner."""

    def at(page: BenchPage) -> Scan:
        qtbot.addWidget(page)
        desk.heard.connect(page.take)
        page.show()
        page.arrive()
        qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)
        return scanner(page)

    return at
