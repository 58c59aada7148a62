"""A bench answers each scan, shows one question, and needs no mouse."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.gui.scan.keys import Hands
from tests.gui.scan.receive_by_scan import ReceiveByScan
from wms.app.application import App
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.pages.bench_answers import LastScans, headline
from wms.gui.scan.ears import Ears
from wms.gui.scan.feedback import Feedback
from wms.gui.scan.heard import Outcome
from wms.operations.receiving.check_in import CheckIn

PEN_EACH, PEN_CASE = "04000000000006", "14000000000003"


@pytest.fixture
def receipt(app: App) -> str:
    """An open, blind receipt."""
    return app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document


@pytest.fixture
def bench(desk: Desk, receipt: str, qtbot: QtBot) -> BenchPage:
    """A bench in a window of its own, listening to the keyboard as the shell would."""
    page = BenchPage(desk, "Receive", ReceiveByScan(desk, receipt, 24))
    desk.heard.connect(page.take)
    qtbot.addWidget(page)
    page.resize(1166, 640)
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    Ears.of(desk).open()
    return page


def _answers(bench: BenchPage) -> list[tuple[str, str]]:
    return [(one.kind, one.heard.text if one.heard else one.said) for one in reversed(bench.last.outcomes)]


def _on_hand(app: App, item: str) -> int:
    return sum(row.on_hand for row in app.ask("stock_lines", item=item).rows)


def test_goods_are_received_by_scanning_their_labels(bench: BenchPage, app: App, qtbot: QtBot) -> None:
    hands = Hands(bench)
    hands.scan(PEN_CASE)
    hands.scan("PEN")
    qtbot.waitUntil(lambda: len(bench.last.outcomes) == 2)
    assert _answers(bench) == [(RIGHT, PEN_CASE), (RIGHT, "PEN")]
    assert _on_hand(app, "PEN") == 13
    assert bench.banner.kind == RIGHT
    assert bench.progress_text.text() == "13 of 24"
    assert bench.field.text() == ""
    assert bench.field.hasFocus()
    assert Ears.of(bench.desk).left_over() == ()


def test_a_code_that_cannot_be_scanned_is_typed(bench: BenchPage, app: App, qtbot: QtBot) -> None:
    hands = Hands(bench)
    hands.type("pen\n")
    qtbot.waitUntil(lambda: len(bench.last.outcomes) == 1)
    assert _answers(bench) == [(RIGHT, "pen")]
    assert _on_hand(app, "PEN") == 1


def test_a_typed_number_is_how_many_and_a_long_one_is_a_code(bench: BenchPage, app: App, qtbot: QtBot) -> None:
    hands = Hands(bench)
    hands.type("7\n")
    qtbot.waitUntil(lambda: bench.banner.text == "7 of the next label.")
    hands.rest(500)
    hands.scan("PEN")
    hands.rest(500)
    hands.type(f"{PEN_EACH[1:]}\n")
    qtbot.waitUntil(lambda: len(bench.last.outcomes) == 3)
    assert _answers(bench) == [(INFO, "7"), (RIGHT, "PEN"), (RIGHT, PEN_EACH[1:])]
    assert _on_hand(app, "PEN") == 8


def test_choices_are_taken_by_their_keys_and_the_field_is_ready_again(bench: BenchPage, qtbot: QtBot) -> None:
    hands = Hands(bench)
    qtbot.keyClick(bench.windowHandle(), Qt.Key.Key_F2)
    hands.scan("PEN")
    qtbot.waitUntil(lambda: len(bench.last.outcomes) == 1)
    assert [row.status.value for row in bench.desk.app.ask("stock_lines", item="PEN").rows] == ["damaged"]
    with qtbot.waitSignal(bench.finished):
        qtbot.keyClick(bench.windowHandle(), Qt.Key.Key_F4)
    bench.choices.buttons["damaged"].click()
    assert bench.field.hasFocus()


def test_the_number_pad_writes_into_the_field_and_takes_no_focus(bench: BenchPage, qtbot: QtBot) -> None:
    keys = {str(key.property("key")): key for key in bench.pad.findChildren(QPushButton)}
    for key in ("1", "2", "9", "back", "enter"):
        keys[key].click()
    assert bench.banner.text == "12 of the next label."
    assert bench.field.hasFocus()


def test_no_button_answers_to_enter(bench: BenchPage) -> None:
    buttons = bench.findChildren(QPushButton)
    assert buttons
    assert not any(button.isDefault() or button.autoDefault() for button in buttons)


@pytest.mark.parametrize("garbage", ["\u200b\u202e", "9" * 600, "]C10104000000000001", "DOCK-1", "(01)04000000000001"])
def test_garbage_is_a_wrong_answer_and_the_next_scan_is_right(bench: BenchPage, qtbot: QtBot, garbage: str) -> None:
    ears = Ears.of(bench.desk)
    ears.hear(garbage, "COM3")
    ears.hear("PEN", "COM4")
    qtbot.waitUntil(lambda: len(bench.last.outcomes) == 2)
    assert [kind for kind, _ in _answers(bench)] == [WRONG, RIGHT]
    assert bench.last.outcomes[1].text


def test_two_of_the_same_are_two_and_their_number_is_told(bench: BenchPage, app: App, qtbot: QtBot) -> None:
    hands = Hands(bench)
    for _ in range(12):
        hands.scan("PEN")
    qtbot.waitUntil(lambda: _on_hand(app, "PEN") == 12)
    qtbot.waitUntil(lambda: bench.dialogue.waiting == 0)
    assert len(bench.last.outcomes) == LastScans.MOST
    assert bench.progress_text.text() == "12 of 24"


def test_an_answer_has_a_word_and_a_sentence_besides_its_colour(bench: BenchPage, qtbot: QtBot) -> None:
    heard: list[str] = []
    Feedback.of(bench.desk).flashed.connect(heard.append)
    for kind in (RIGHT, WRONG, ALREADY, INFO):
        bench.dialogue.answer(kind, "It is so.")
        assert bench.banner.accessibleName() == f"{headline(kind)}. It is so."
    assert heard == [RIGHT, WRONG, ALREADY, INFO]
    assert len({headline(kind) for kind in heard}) == len(heard)


def test_what_was_typed_outlives_the_page(bench: BenchPage) -> None:
    bench.field.setText("half a co")
    again = BenchPage(bench.desk, "Receive", ReceiveByScan(bench.desk, ""))
    again.restore(bench.state())
    assert again.field.text() == "half a co"
    again.deleteLater()


def test_a_scan_kept_by_a_program_that_ended_is_carried_out_once(bench: BenchPage, app: App, qtbot: QtBot) -> None:
    outcomes: list[Outcome] = []
    bench.dialogue.settled.connect(outcomes.append)
    ears = Ears.of(bench.desk)
    ears.hear("PEN", "COM3")
    qtbot.waitUntil(lambda: len(outcomes) == 1)
    answered = outcomes[0].heard
    assert answered is not None
    bench.dialogue.take(replace(answered, again=True))
    qtbot.waitUntil(lambda: len(outcomes) == 2)
    assert [one.kind for one in outcomes] == [RIGHT, RIGHT]
    assert _on_hand(app, "PEN") == 1


def test_a_thousand_scans_by_key_are_each_told_once_in_order(desk: Desk, qtbot: QtBot) -> None:
    told: list[str] = []
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitExposed(field):
        field.show()
    field.activateWindow()
    Ears.of(desk).open()
    desk.heard.connect(lambda one: told.append(one.text))
    hands = Hands(field)
    wanted = [f"LPN{number // 2:06}" for number in range(1_000)]
    for code in wanted:
        hands.scan(code, pace=1)
        hands.rest(20 - len(code) - 1)
    qtbot.waitUntil(lambda: len(told) == 1_000, timeout=30_000)
    assert told == wanted
    assert field.text() == ""
