"""The guide on F1: every link and picture is there, pictures fit the pane, and a press shows them full size."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QTextCursor
from pytestqt.qtbot import QtBot

from wms.gui.shell.guide_text import GuideText
from wms.gui.shell.help_pane import GUIDE, HelpPane, page_of
from wms.gui.shell.program import Program

PAGES = sorted(GUIDE.rglob("*.md"))
LINK = re.compile(r"\]\(([^)#:\s]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(GUIDE)) for page in PAGES])
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        inside = (page.parent / link).is_file()
        assert inside or (page.parent.name == "zh" and (GUIDE / link).is_file()), link


def test_every_picture_is_shown_in_both_languages() -> None:
    shown = {code: set(re.findall(rf"pictures/{code}/([\w-]+)\.png", "".join(p.read_text("utf-8") for p in PAGES)))
             for code in ("en", "zh")}  # fmt: skip
    taken = {code: {file.stem for file in (GUIDE / "pictures" / code).glob("*.png")} for code in ("en", "zh")}
    assert shown["en"] == shown["zh"]
    assert shown["en"] <= taken["en"] == taken["zh"]


@pytest.fixture
def text(qtbot: QtBot) -> GuideText:
    shown = GuideText()
    qtbot.addWidget(shown)
    shown.resize(360, 600)
    shown.show()
    shown.show_page(page_of("clerk", "en"))
    return shown


def picture_place(text: GuideText) -> QTextCursor:
    """Where the page's first picture stands."""
    cursor = QTextCursor(text.document())
    cursor.setPosition(text.toPlainText().index("\ufffc"))
    return cursor


@pytest.mark.parametrize("width", [360, 900])
def test_pictures_are_as_wide_as_there_is_room(text: GuideText, width: int, qtbot: QtBot) -> None:
    text.resize(width, 600)
    qtbot.waitUntil(lambda: text.viewport().width() > width - 60)
    assert text.document().idealWidth() <= text.viewport().width()
    name = text.picture_at(picture_place(text))
    wide = QImage(str(GUIDE / name)).width()
    fitted = text.loadResource(2, text.document().baseUrl().resolved(name)).deviceIndependentSize().width()
    assert width - 80 <= fitted <= width or fitted == wide


def test_a_press_shows_a_picture_in_its_own_size(text: GuideText, qtbot: QtBot) -> None:
    assert text.picture_at(QTextCursor(text.document())) == ""
    name = text.picture_at(picture_place(text))
    assert name.endswith("receive.png")
    text.enlarge(name)
    assert text.large is not None
    assert text.large.isVisible()
    assert text.large.size().width() >= min(600, QSize(QImage(str(GUIDE / name)).size()).width())
    text.large.close()


def test_a_page_that_is_not_translated_is_shown_in_english(qtbot: QtBot) -> None:
    pane = HelpPane()
    qtbot.addWidget(pane)
    pane.open_page("no-such-page")
    assert pane.text.toPlainText()


def test_a_tab_with_a_page_of_its_own_opens_that_page(program: Program, qtbot: QtBot) -> None:
    work = program.work
    assert work is not None
    work.open("waves", {"tab": "simulation"})
    work.show_help()
    assert "Trying a day out" in work.help.text.toPlainText()
    work.open("waves", {"tab": "late"})
    work.show_help()
    assert "Wave board" in work.help.text.toPlainText()
