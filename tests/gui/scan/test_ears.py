"""What is scanned is written down, understood, looked up and told in its order, whatever it is."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gs1.scan import ScanKind
from wms.gui.desk.desk import RIGHT, Desk
from wms.gui.scan.ears import Ears
from wms.gui.scan.heard import KEYBOARD, TYPED, Heard, Outcome
from wms.gui.scan.settings import ScannerSettings

PEN_CASE = "14000000000003"


@pytest.fixture
def ears(desk: Desk) -> Ears:
    return Ears.of(desk)


@pytest.fixture
def told(desk: Desk) -> list[Heard]:
    """Everything the desk is told."""
    found: list[Heard] = []
    desk.heard.connect(found.append)
    return found


def _milk(app: App) -> str:
    return next(row.gtin for row in app.ask("items").rows if row.sku == "MILK")


def test_a_label_is_told_with_its_fields_and_with_what_bears_it(
    ears: Ears, told: list[Heard], app: App, qtbot: QtBot
) -> None:
    ears.hear(f"]C101{_milk(app)}1726040110L1", KEYBOARD)
    ears.hear(PEN_CASE, KEYBOARD)
    ears.hear("dock-1")
    qtbot.waitUntil(lambda: len(told) == 3)
    label, case, dock = told
    assert label.scan.label is not None
    assert (label.code("item"), label.scan.label.lot, label.scan.label.expiry) == ("MILK", "L1", date(2026, 4, 1))
    assert (case.code("item"), case.bearers[0].level) == ("PEN", "case")
    assert (dock.code("item", "location"), dock.source) == ("DOCK-1", TYPED)
    assert len({one.identity for one in told}) == 3


def test_the_separator_this_workstation_sends_instead_is_understood(
    desk: Desk, told: list[Heard], app: App, qtbot: QtBot
) -> None:
    ScannerSettings(separator="~").keep(desk.workstation)
    Ears.of(desk).hear(f"01{_milk(app)}10L1~17260401")
    qtbot.waitUntil(lambda: len(told) == 1)
    label = told[0].scan.label
    assert label is not None
    assert (label.lot, label.expiry) == ("L1", date(2026, 4, 1))


@pytest.mark.parametrize("text", ["", "\x00\x07\x1b", "9" * 600, "]C10104000000000001", "\u202e\u200b", "]d2\x1d"])
def test_garbage_is_told_with_a_reason_and_never_looked_up(
    ears: Ears, told: list[Heard], qtbot: QtBot, text: str
) -> None:
    ears.hear(text, KEYBOARD)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].scan.kind is ScanKind.GARBAGE
    assert told[0].scan.reason
    assert told[0].bearers == ()


def test_two_scanners_and_a_person_are_told_in_the_order_they_came(
    ears: Ears, told: list[Heard], qtbot: QtBot
) -> None:
    came = [(f"{source}-{number}", source) for number in range(60) for source in ("COM3", "COM4", TYPED)]
    for text, source in came:
        ears.hear(text, source)
    qtbot.waitUntil(lambda: len(told) == len(came))
    assert [(one.text, one.source) for one in told] == came


def test_a_thousand_scans_are_told_once_each_in_order_and_wait_until_answered(
    ears: Ears, told: list[Heard], desk: Desk, qtbot: QtBot
) -> None:
    codes = [f"LPN{number:06}" for number in range(1_000)]
    for code in codes:
        ears.hear(code, KEYBOARD)
    qtbot.waitUntil(lambda: len(told) == 1_000, timeout=20_000)
    assert [one.text for one in told] == codes
    for one in told[:-3]:
        ears.answered(Outcome(RIGHT, "", one))
    desk.closing.emit()
    left = Ears(desk).left_over()
    assert [one.identity for one in left] == [one.identity for one in told[-3:]]


def test_only_the_same_text_from_the_same_scanner_within_a_moment_is_repeated(
    ears: Ears, told: list[Heard], qtbot: QtBot
) -> None:
    for text, source in (("PEN", "COM3"), ("PEN", "COM3"), ("PEN", "COM4"), ("KIT", "COM3"), ("PEN", "COM3"),
                         ("KIT", TYPED), ("KIT", TYPED)):  # fmt: skip
        ears.hear(text, source)
    qtbot.waitUntil(lambda: len(told) == 7)
    assert [one.repeated for one in told] == [False, True, False, False, False, False, False]


@pytest.fixture
def restarted(ears: Ears, told: list[Heard], desk: Desk, qtbot: QtBot) -> Ears:
    """The ears of the next run of the program, after one that ended with two scans unanswered."""
    for text in ("PEN", "KIT", "DOCK-1"):
        ears.hear(text, "COM3")
    qtbot.waitUntil(lambda: len(told) == 3)
    ears.answered(Outcome(RIGHT, "", told[1]))
    ears.close()
    return Ears(desk)


def test_what_was_left_unanswered_is_offered_and_told_again_under_its_identity(
    restarted: Ears, told: list[Heard], qtbot: QtBot
) -> None:
    assert [one.text for one in restarted.left_over()] == ["PEN", "DOCK-1"]
    restarted.resume()
    qtbot.waitUntil(lambda: len(told) == 5)
    assert [one.identity for one in told[3:]] == [told[0].identity, told[2].identity]
    assert [(one.text, one.again) for one in told[3:]] == [("PEN", True), ("DOCK-1", True)]
    assert restarted.left_over() == ()


def test_what_was_left_can_be_put_aside_for_good(restarted: Ears, desk: Desk) -> None:
    restarted.forget()
    restarted.close()
    assert Ears(desk).left_over() == ()


def test_a_second_window_of_the_same_workstation_has_a_queue_of_its_own(
    ears: Ears, told: list[Heard], app: App, desk: Desk, qtbot: QtBot
) -> None:
    other = Desk(app, "system", frozenset({"*"}), desk.folder)
    try:
        ears.hear("PEN")
        qtbot.waitUntil(lambda: len(told) == 1)
        assert Ears.of(other).left_over() == ()
    finally:
        other.close()


def test_a_scan_that_cannot_be_written_down_is_told_so(
    desk: Desk, told: list[Heard], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    ears = Ears.of(desk)
    place = desk.folder / "scans-1.jsonl"
    place.unlink()
    place.mkdir()
    ears.hear("PEN", KEYBOARD)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].scan.kind is ScanKind.GARBAGE
    assert "Scan it again" in told[0].scan.reason
    place.rmdir()
    ears.hear("PEN", KEYBOARD)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[1].code("item") == "PEN"


def test_a_warehouse_that_cannot_be_asked_is_no_unknown_code(
    ears: Ears, told: list[Heard], app: App, qtbot: QtBot, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(app, "ask", lambda *_, **__: 1 / 0)
    ears.hear("PEN")
    qtbot.waitUntil(lambda: len(told) == 1)
    assert told[0].scan.kind is ScanKind.GARBAGE
    assert "division by zero" in told[0].scan.reason


def test_settings_that_make_no_sense_are_left_at_their_defaults(desk: Desk, tmp_path: Path) -> None:
    desk.workstation.keep("scanner", {"gap_ms": "fast", "least": 0, "ends": "?", "ports": "COM3", "other": 1})
    assert ScannerSettings.of(desk.workstation) == ScannerSettings()
    wanted = ScannerSettings(gap_ms=30, prefix="\x02", separator="F8", ports=("COM3:115200",))
    wanted.keep(desk.workstation)
    assert ScannerSettings.of(desk.workstation) == wanted


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals here")
def test_a_serial_scanner_is_heard_beside_the_keyboard(desk: Desk, told: list[Heard], qtbot: QtBot) -> None:
    here, there = os.openpty()
    name = os.ttyname(there)
    ears = Ears.of(desk)
    with qtbot.waitSignal(ears.port_told) as state:
        ears.set_up(ScannerSettings(ports=(name,)))
    assert state.args == [name, True, ""]
    os.write(here, b"PEN\r\n")
    qtbot.waitUntil(lambda: len(told) == 1)
    assert (told[0].code("item"), told[0].source) == ("PEN", name)
    ears.close()
    os.close(here)
    os.close(there)
