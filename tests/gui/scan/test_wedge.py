"""A scanner that types is told from a person; no field sees a scan, and nothing a person typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.scan.keys import Hands
from wms.gui.scan.settings import ScannerSettings
from wms.gui.scan.wedge import Wedge

PACE = 3


class Window(QWidget):
    """A field and a button, a wedge that listens, and what it heard."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.button, self.clicks = QLineEdit(), QPushButton("Do it"), 0
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.addWidget(self.field)
        column.addWidget(self.button)
        self.button.clicked.connect(self.count)
        self.heard: list[str] = []
        self.wedge: Wedge | None = None
        self.hands = Hands(self)

    def count(self) -> None:
        """The button was pressed."""
        self.clicks += 1

    def listen(self, **settings: object) -> Hands:
        """Listen with these settings."""
        self.wedge = Wedge(ScannerSettings(**settings), self)  # type: ignore[arg-type]
        self.wedge.scanned.connect(self.heard.append)
        return self.hands


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """A window with the focus in its field."""
    made = Window()
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.field.setFocus()
    return made


@pytest.fixture
def settle(qtbot: QtBot) -> Callable[[Window, str], None]:
    """Wait until the field holds this text."""

    def wait(window: Window, text: str) -> None:
        qtbot.waitUntil(lambda: window.field.text() == text)

    return wait


def test_a_scan_leaves_no_sign_in_the_field_that_has_the_focus(window: Window) -> None:
    hands = window.listen()
    hands.scan("F-01-01", pace=PACE)
    assert window.heard == ["F-01-01"]
    assert window.field.text() == ""


def test_what_a_person_types_arrives_in_its_order(window: Window, settle: Callable[[Window, str], None]) -> None:
    hands = window.listen()
    hands.type("Pallet 7!")
    settle(window, "Pallet 7!")
    assert window.heard == []


def test_fast_fingers_are_no_scanner_when_they_stop_short(
    window: Window, settle: Callable[[Window, str], None]
) -> None:
    hands = window.listen(least=4)
    hands.scan("12", pace=20)
    settle(window, "12")
    assert window.heard == []


def test_a_burst_without_its_end_key_is_typing(window: Window, settle: Callable[[Window, str], None]) -> None:
    hands = window.listen(ends="enter")
    hands.scan("ABCDEF", pace=PACE, end="")
    settle(window, "ABCDEF")
    assert window.heard == []


def test_a_scanner_without_an_end_key_is_ended_by_silence(window: Window, qtbot: QtBot) -> None:
    hands = window.listen(ends="pause")
    hands.scan("ABCDEF", pace=PACE, end="")
    qtbot.waitUntil(lambda: window.heard == ["ABCDEF"])
    assert window.field.text() == ""


def test_two_scans_without_a_rest_are_two(window: Window) -> None:
    hands = window.listen()
    hands.scan("AAA1", pace=PACE)
    hands.scan("BBB2", pace=PACE, end="\t")
    assert window.heard == ["AAA1", "BBB2"]


def test_a_second_end_key_presses_nothing(window: Window) -> None:
    hands = window.listen()
    window.button.setFocus()
    hands.scan("AAA1", pace=PACE, end="\n\t")
    assert window.heard == ["AAA1"]
    assert window.button.hasFocus()


def test_enter_of_a_scan_presses_no_button_but_enter_of_a_person_is_theirs(window: Window, qtbot: QtBot) -> None:
    hands = window.listen()
    window.button.setFocus()
    hands.scan("AAA1", pace=PACE)
    assert window.clicks == 0
    hands.rest(500)
    hands.type(" ")
    qtbot.waitUntil(lambda: window.clicks == 1)
    assert window.heard == ["AAA1"]


def test_enter_behind_typed_text_comes_after_it(window: Window) -> None:
    entered: list[str] = []
    hands = window.listen()
    window.field.returnPressed.connect(lambda: entered.append(window.field.text()))
    hands.type("12")
    hands.type("\n")
    assert entered == ["12"]
    assert window.heard == []


def test_a_key_typed_well_before_a_scan_is_not_part_of_it(
    window: Window, settle: Callable[[Window, str], None]
) -> None:
    hands = window.listen()
    hands.press("x")
    hands.rest(40)
    hands.release("x")
    hands.scan("0012345", pace=PACE)
    settle(window, "x")
    assert window.heard == ["0012345"]


def test_a_key_held_down_during_a_scan_is_a_persons(window: Window, settle: Callable[[Window, str], None]) -> None:
    hands = window.listen()
    hands.press("x")
    hands.scan("0012", pace=PACE, end="")
    hands.press("y")
    hands.rest(1)
    hands.scan("345", pace=PACE, end="")
    hands.release("x")
    hands.scan("6", pace=PACE)
    hands.release("y")
    settle(window, "xy")
    assert window.heard == ["00123456"]


def test_with_a_prefix_nothing_typed_before_it_is_ever_mistaken(
    window: Window, settle: Callable[[Window, str], None]
) -> None:
    hands = window.listen(prefix="\x02", suffix="\x03")
    hands.scan("12", pace=PACE, end="")
    hands.scan("\x02ABC\x03", pace=PACE)
    settle(window, "12")
    assert window.heard == ["ABC"]


def test_the_group_separator_comes_through_as_control_key_or_as_the_key_set_for_it(window: Window) -> None:
    hands = window.listen(separator="F8")
    hands.scan("10L1\x1d21D1", pace=PACE)
    assert window.heard == ["10L1\x1d21D1"]
    assert window.field.text() == ""


def test_a_shortcut_is_neither_taken_nor_set_off_by_a_scan(window: Window, qtbot: QtBot) -> None:
    fired: list[int] = []
    shortcut = QShortcut(Qt.Key.Key_A, window)
    shortcut.activated.connect(lambda: fired.append(1))
    window.button.setFocus()
    window.listen()
    qtbot.keyClick(window.windowHandle(), "A")
    assert fired == [1]
    for sign in "0AA1":
        qtbot.keyClick(window.windowHandle(), sign)
    qtbot.keyClick(window.windowHandle(), Qt.Key.Key_Return)
    assert (window.heard, fired) == (["0AA1"], [1])


def test_a_hidden_field_keeps_its_keys(window: Window) -> None:
    window.field.setEchoMode(QLineEdit.EchoMode.Password)
    hands = window.listen()
    hands.scan("secret", pace=PACE)
    assert window.field.text() == "secret"
    assert window.heard == []


def test_a_key_held_until_it_repeats_is_a_persons(window: Window, settle: Callable[[Window, str], None]) -> None:
    hands = window.listen()
    for _ in range(6):
        hands.press("a", repeats=True)
        hands.rest(30)
    hands.press("\n")
    settle(window, "aaaaaa")
    assert window.heard == []


def test_what_is_held_goes_where_it_was_going_when_the_mouse_is_used(window: Window, qtbot: QtBot) -> None:
    hands = window.listen(gap_ms=10_000)
    hands.type("a", pace=0)
    assert window.field.text() == ""
    qtbot.mouseClick(window.windowHandle(), Qt.MouseButton.LeftButton)
    assert window.field.text() == "a"


def test_closing_lets_every_key_through(window: Window) -> None:
    hands = window.listen(gap_ms=10_000)
    hands.type("a", pace=0)
    assert window.wedge is not None
    window.wedge.close()
    hands.type("b", pace=0)
    assert window.field.text() == "ab"


def test_a_scan_longer_than_any_code_is_heard_once_and_types_nothing(window: Window) -> None:
    hands = window.listen()
    hands.scan("9" * 600, pace=PACE)
    assert window.heard == ["9" * 600]
    assert window.field.text() == ""


@pytest.mark.parametrize("pace", [0, 1, 15, 45])
def test_a_thousand_scans_at_four_paces_are_each_heard_once_in_order(window: Window, pace: int) -> None:
    hands = window.listen()
    wanted = [f"LPN{n:06}" for n in range(250)]
    for code in wanted:
        hands.scan(code, pace=pace)
    assert window.heard == wanted
    assert window.field.text() == ""
