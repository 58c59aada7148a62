"""The small parts: what they say to the eye, to the keyboard and to a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from wms.gui.theme import widgets
from wms.gui.theme.tokens import TONES
from wms.gui.theme.widgets import Elided, KeyHint, as_tip, big, grave, plain, primary, toned, tool
from wms.gui.theme.widgets_facts import FactGrid, Figure
from wms.gui.theme.widgets_panels import Banner, EmptyState, Panel, Section
from wms.gui.theme.widgets_status import Chip, MeterBar, chip_size, tone_of
from wms.model import words

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
MARKUP = "<b>A&B</b>"


def test_every_label_shows_its_text_as_it_stands(dressed: QApplication, qtbot: QtBot):
    plain_words = (widgets.title, widgets.subtitle, widgets.body, widgets.hint, widgets.caption, widgets.strong, big)
    for make in (*plain_words, KeyHint, Elided):
        label = make(MARKUP)
        qtbot.addWidget(label)
        assert label.textFormat() == Qt.TextFormat.PlainText
        assert label.text() == MARKUP


def test_a_tooltip_shows_signs_and_lines_as_they_stand():
    assert as_tip("plain") == "plain"
    assert as_tip("<b>\n&") == "<span>&lt;b&gt;<br>&amp;</span>"


def test_buttons_can_be_named_reached_and_pressed_by_keyboard(dressed: QApplication, qtbot: QtBot):
    for button in (primary("Release", "check"), plain("Print"), grave("Scrap", "scrap"), tool("search", "Search")):
        qtbot.addWidget(button)
        assert button.accessibleName()
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, Qt.Key.Key_Space)
    scan_bench = primary("Release")
    qtbot.addWidget(scan_bench)
    assert not scan_bench.autoDefault(), "a scanner's Enter must not press it"


def test_whatever_has_the_keyboard_shows_it(dressed: QApplication, qtbot: QtBot):
    parts = [primary("A"), plain("B"), grave("C"), widgets.quiet("D"), tool("search", "E"), QLineEdit("F"), QSpinBox()]
    parts += [QComboBox(), QCheckBox("G")]
    window = QWidget()
    column = QVBoxLayout(window)
    for part in parts:
        column.addWidget(part)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for part in parts:
        window.setFocus()
        without = part.grab().toImage()
        part.setFocus(Qt.FocusReason.TabFocusReason)
        assert part.hasFocus()
        assert part.grab().toImage() != without, f"{part} shows no focus"


def test_a_line_that_does_not_fit_ends_in_dots_and_tells_the_rest(dressed: QApplication, qtbot: QtBot):
    line = Elided("A long name that goes on and on")
    qtbot.addWidget(line)
    line.resize(60, 20)
    line.grab()
    assert line.toolTip() == "A long name that goes on and on"
    line.resize(600, 20)
    line.grab()
    assert line.toolTip() == ""


def test_what_is_wrong_or_waits_has_a_colour_and_what_is_over_has_none():
    assert [tone_of(word) for word in ("available", "held", "damaged", "released", "entered", "nonsense")] == [
        "good", "warn", "bad", "accent", "neutral", "neutral",
    ]  # fmt: skip
    assert tone_of(words.Status.HELD) == "warn"
    assert tone_of("CANCELLED") == tone_of(words.OrderState.CANCELLED) == "neutral"


def test_a_chip_says_its_word_and_is_as_wide_as_it_needs(dressed: QApplication, qtbot: QtBot):
    chip = Chip("held", "warn")
    qtbot.addWidget(chip)
    before = chip.grab().toImage()
    chip.show_state("held back for the doctor", "bad")
    assert (chip.text(), chip.tone(), chip.accessibleName()) == ("held back for the doctor", "bad", chip.text())
    assert chip.sizeHint() == chip_size(chip.text())
    assert chip.grab().toImage() != before


@pytest.mark.parametrize(("hours", "tone"), [(0, "accent"), (20, "accent"), (44, "warn"), (48, "warn"), (49, "bad")])
def test_a_meter_warns_before_its_limit_and_alarms_beyond_it(
    dressed: QApplication, qtbot: QtBot, hours: int, tone: str
):
    meter = MeterBar(hours, 48, f"{hours} h of 48 h")
    qtbot.addWidget(meter)
    assert meter.tone() == tone
    assert meter.accessibleName() == f"{hours} h of 48 h"
    assert not meter.grab().isNull()


def test_a_meter_without_a_limit_fills_nothing(dressed: QApplication, qtbot: QtBot):
    meter = MeterBar(5, 0)
    qtbot.addWidget(meter)
    assert meter.load() == 0
    assert not meter.grab().isNull()


def test_a_figure_is_read_out_with_its_label(dressed: QApplication, qtbot: QtBot):
    figure = Figure("Late", "12", "bad", note="of 80")
    qtbot.addWidget(figure)
    assert figure.accessibleName() == "Late 12 of 80"
    figure.show_value("0")
    assert figure.value() == "0"
    assert figure.accessibleName() == "Late 0"


def test_facts_can_be_selected_by_keyboard_and_replaced(dressed: QApplication, qtbot: QtBot):
    facts = FactGrid([("Item", MARKUP)])
    qtbot.addWidget(facts)
    value = facts.add("Lot", "")
    assert value.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard
    facts.add_widget("State", Chip("held"))
    assert facts.pairs() == [("Item", MARKUP), ("Lot", "–"), ("State", "held")]
    facts.show_facts([("Item", "B")])
    assert facts.pairs() == [("Item", "B")]


def test_a_banner_stays_until_it_is_closed_by_key_or_told_anew(dressed: QApplication, qtbot: QtBot):
    banner = Banner("warn", "Two lines are late.", closable="Close")
    qtbot.addWidget(banner)
    banner.show()
    banner.tell("bad", MARKUP)
    assert (banner.tone(), banner.text(), banner.accessibleName()) == ("bad", MARKUP, MARKUP)
    closer = banner.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)[-1]
    with qtbot.waitSignal(banner.closed):
        qtbot.keyClick(closer, Qt.Key.Key_Space)
    assert not banner.isVisible()
    for tone in TONES:
        other = Banner(tone, "Text")
        qtbot.addWidget(other)
        assert not other.grab().isNull()


def test_an_empty_place_says_what_to_do_and_offers_it(dressed: QApplication, qtbot: QtBot):
    button = primary("Announce an arrival")
    empty = EmptyState("receiving", "Nothing is waiting", "Announce an arrival.", button)
    qtbot.addWidget(empty)
    assert empty.accessibleName() == "Nothing is waiting Announce an arrival."
    assert button.parentWidget() is empty
    empty.tell("error", "The list could not be read", tone="bad")
    assert empty.accessibleName() == "The list could not be read"


def test_a_section_is_folded_by_keyboard_and_keeps_its_body(dressed: QApplication, qtbot: QtBot):
    section = Section("History", QLabel("Moved"), collapsible=True)
    qtbot.addWidget(section)
    section.show()
    assert section.is_open()
    assert section.header is not None
    with qtbot.waitSignal(section.toggled):
        qtbot.keyClick(section.header, Qt.Key.Key_Space)
    assert not section.is_open()
    assert not section.body.isVisible()
    assert Section("Always", QLabel("there")).is_open()


def test_a_label_takes_the_colour_of_its_tone(dressed: QApplication, qtbot: QtBot):
    holder = Panel(label := toned(QLabel("12"), "bad"))
    qtbot.addWidget(holder)
    holder.ensurePolished()
    label.ensurePolished()
    bad = label.grab().toImage()
    toned(label, "good")
    assert label.grab().toImage() != bad
    assert QFontMetrics(label.font()).height() > 0
    assert isinstance(plain("x"), QPushButton)
