"""Dressing the application: palette, stylesheet, type, and changing it all while the program runs."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFont, QFontInfo, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from wms.gui.theme import look
from wms.gui.theme.gallery_sheets import SHEETS
from wms.gui.theme.stylesheet import stylesheet
from wms.gui.theme.tokens import THEMES, Theme, read, tokens


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_reaches_palette_stylesheet_and_tokens(dressed: QApplication, theme: Theme):
    look.apply(dressed, theme)
    assert tokens().name == theme
    assert dressed.palette().color(QPalette.ColorRole.Window).name() == tokens().window
    assert tokens().accent in dressed.styleSheet()
    assert "${" not in dressed.styleSheet()


def test_whoever_draws_in_colours_of_the_theme_is_told_when_it_changes(dressed: QApplication, qtbot: QtBot):
    with qtbot.waitSignal(look.looked):
        look.apply(dressed, "dark")


def test_large_text_makes_a_button_taller_and_its_words_bigger(dressed: QApplication, qtbot: QtBot):
    button = QPushButton("Release")
    qtbot.addWidget(button)
    button.ensurePolished()
    before, words = button.sizeHint(), QFontInfo(button.font()).pixelSize()
    look.apply(dressed, "light", large=True)
    button.ensurePolished()
    assert button.sizeHint().height() >= round(before.height() * 1.3)
    assert QFontInfo(button.font()).pixelSize() == round(words * 1.35)


def test_the_stylesheet_names_no_colour_of_its_own():
    for theme in THEMES:
        colours = set(re.findall(r"#[0-9a-f]{6}", stylesheet(read(theme))))
        known = {getattr(read(theme), name) for name in read(theme).__slots__}
        assert colours <= known


def test_chinese_is_set_in_glyphs_not_in_boxes(dressed: QApplication, qtbot: QtBot):
    pictures = []
    for sign in "收货发":
        label = QLabel(sign)
        qtbot.addWidget(label)
        label.setFixedSize(40, 40)
        pictures.append(label.grab().toImage())
    blank = QLabel("")
    qtbot.addWidget(blank)
    blank.setFixedSize(40, 40)
    pictures.append(blank.grab().toImage())
    different = {(one, other) for one in range(4) for other in range(one) if pictures[one] != pictures[other]}
    assert len(different) == 6, "signs that look alike are boxes"


def test_figures_are_all_of_one_width(dressed: QApplication, qtbot: QtBot):
    label = QLabel()
    qtbot.addWidget(label)
    assert len({label.fontMetrics().horizontalAdvance(figure * 8) for figure in "0123456789"}) == 1
    assert look.font(heavy=True).weight() in (QFont.Weight.DemiBold, QFont.Weight.Bold)


@pytest.mark.parametrize("theme", THEMES)
def test_every_control_is_drawn_in_every_theme_without_a_complaint_from_qt(
    dressed: QApplication, qtbot: QtBot, theme: Theme
):
    said: list[str] = []

    def hear(kind: QtMsgType, context: object, text: str) -> None:
        if "propagateSizeHints" not in text:
            said.append(text)

    before = qInstallMessageHandler(hear)
    try:
        look.apply(dressed, theme, large=theme == "dark")
        for make in SHEETS.values():
            sheet = make(str)
            qtbot.addWidget(sheet)
            sheet.resize(1180, 720)
            assert not sheet.grab().isNull()
    finally:
        qInstallMessageHandler(before)
    assert said == []
