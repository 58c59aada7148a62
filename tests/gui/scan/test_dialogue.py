"""A dialogue takes what comes in one after the other, and answers every scan once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.identifiers import new_key
from wms.gs1.scan import classify
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, Desk
from wms.gui.registry.declared import Subject
from wms.gui.scan.dialogue import Dialogue
from wms.gui.scan.heard import Bearer, Heard, Outcome
from wms.gui.scan.prompt import UNKNOWN, Choice, Prompt
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine
from wms.operations.unit import Answer

AT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def heard(text: str, *kinds: str, identity: str = "", **more: Any) -> Heard:
    """A scan that things of these kinds bear."""
    bearers = tuple(Bearer(Subject(kind, text), text) for kind in kinds)
    return Heard(identity or new_key(), text, AT, "keyboard", classify(text), bearers, **more)


class Receiving(Dialogue):
    """Receives one piece of each item scanned, or what a test tells it to do."""

    def __init__(self, desk: Desk, receipt: str = "", expects: tuple[str, ...] = ("item", UNKNOWN)) -> None:
        super().__init__(desk)
        self.receipt, self.expects = receipt, expects
        self.outcomes: list[Outcome] = []
        self.silent = self.breaks = self.twice = False
        self.settled.connect(self.outcomes.append)

    def prompt(self) -> Prompt:
        return Prompt("Receive", "Scan", expects=self.expects, choices=(Choice("stop", "Stop"),), quantity=True)

    def hear(self, heard: Heard) -> None:
        if self.breaks:
            raise ZeroDivisionError("planted")
        if not self.silent:
            self.run(self.line(heard.text), self.again if self.twice else None)

    def again(self, answer: Answer) -> None:
        self.twice = False
        self.run(self.line("PEN"))

    def line(self, item: str) -> ReceiveLine:
        return ReceiveLine(receipt=self.receipt, item=item, quantity=1)

    def choose(self, name: str) -> None:
        self.answer(INFO, f"chose {name}")

    def enter(self, text: str) -> None:
        self.answer(INFO, f"entered {text}")

    def told(self) -> list[tuple[str, str]]:
        return [(one.kind, one.heard.text if one.heard else one.said) for one in self.outcomes]


@pytest.fixture
def dialogue(desk: Desk, app: App) -> Receiving:
    return Receiving(desk, app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document)


def test_what_is_scanned_ahead_waits_its_turn_and_keeps_its_order(
    dialogue: Receiving, app: App, qtbot: QtBot
) -> None:
    codes = ["PEN", "NONE", "KIT", "PEN"] * 5
    for code in codes:
        dialogue.take(heard(code, "item"))
    dialogue.press("stop")
    assert dialogue.waiting == 21
    qtbot.waitUntil(lambda: dialogue.waiting == 0)
    assert dialogue.told() == [(WRONG if code == "NONE" else RIGHT, code) for code in codes] + [(INFO, "Stop")]
    assert sum(row.on_hand for row in app.ask("stock_lines").rows) == 15


def test_the_same_scan_carried_out_again_does_nothing_twice(dialogue: Receiving, app: App, qtbot: QtBot) -> None:
    scan = heard("PEN", "item", identity="one-and-the-same")
    dialogue.take(scan)
    dialogue.take(scan)
    qtbot.waitUntil(lambda: dialogue.waiting == 0)
    assert [one.kind for one in dialogue.outcomes] == [RIGHT, RIGHT]
    assert sum(row.on_hand for row in app.ask("stock_lines").rows) == 1


def test_a_second_command_of_the_same_scan_has_a_key_of_its_own(
    dialogue: Receiving, app: App, qtbot: QtBot
) -> None:
    dialogue.twice = True
    dialogue.take(heard("PEN", "item"))
    qtbot.waitUntil(lambda: dialogue.waiting == 0)
    assert dialogue.told() == [(RIGHT, "PEN")]
    assert sum(row.on_hand for row in app.ask("stock_lines").rows) == 2


def test_a_refusal_is_a_wrong_answer_in_its_own_words(dialogue: Receiving, qtbot: QtBot) -> None:
    dialogue.take(heard("MILK", "item"))
    qtbot.waitUntil(lambda: dialogue.waiting == 0)
    assert dialogue.outcomes[0].kind == WRONG
    assert "MILK needs a lot." in dialogue.outcomes[0].text


@pytest.mark.parametrize(
    ("scan", "words"),
    [
        (heard("F-01-01", "location"), "F-01-01 is of another kind: Location. Expected: Item."),
        (heard("\x00\x01"), "control or invisible"),
        (heard("9" * 600), "longer than"),
        (heard("]C10104000000000001"), "check digit"),
    ],
)
def test_what_is_not_expected_is_wrong_and_says_why(dialogue: Receiving, scan: Heard, words: str) -> None:
    dialogue.take(scan)
    assert dialogue.outcomes[0].kind == WRONG
    assert words in dialogue.outcomes[0].text


def test_an_unknown_code_is_wrong_unless_new_ones_are_expected(desk: Desk) -> None:
    strict = Receiving(desk, expects=("item", "lpn"))
    strict.take(heard("NEW-1"))
    assert strict.outcomes[0].text == "Nothing here bears the code NEW-1. Expected: Item or Licence plate."
    anything = Receiving(desk, expects=())
    anything.silent = True
    anything.take(heard("NEW-1"))
    assert anything.outcomes[0].text == "NEW-1 is not expected now."


def test_a_repeated_scan_is_told_as_already_only_where_the_dialogue_says_so(
    dialogue: Receiving, qtbot: QtBot
) -> None:
    dialogue.take(heard("PEN", "item", repeated=True))
    dialogue.repeats_are_already = True
    dialogue.take(heard("PEN", "item", repeated=True))
    qtbot.waitUntil(lambda: dialogue.waiting == 0)
    assert [one.kind for one in dialogue.outcomes] == [RIGHT, ALREADY]


def test_a_fault_of_ours_is_answered_and_the_next_scan_is_heard(
    dialogue: Receiving, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    dialogue.breaks = True
    dialogue.take(heard("PEN", "item"))
    dialogue.breaks = False
    dialogue.take(heard("PEN", "item"))
    qtbot.waitUntil(lambda: dialogue.waiting == 0)
    assert [one.kind for one in dialogue.outcomes] == [WRONG, RIGHT]
    assert "planted" in caplog.text


def test_choices_and_numbers_are_heard_and_what_is_not_offered_is_not(dialogue: Receiving) -> None:
    dialogue.press("stop")
    dialogue.press("no such choice")
    dialogue.type("12")
    assert dialogue.told() == [(INFO, "Stop"), (INFO, "12")]
    assert dialogue.waiting == 0


def test_a_thousand_scans_ahead_are_dealt_with_one_by_one(desk: Desk) -> None:
    dialogue = Receiving(desk, expects=("item",))
    dialogue.silent = True
    for number in range(1_000):
        dialogue.take(heard(f"N{number}"))
    assert [one.heard.text for one in dialogue.outcomes if one.heard] == [f"N{number}" for number in range(1_000)]
