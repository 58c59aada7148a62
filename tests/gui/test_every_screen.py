"""Every screen and every tab opens: empty, with goods, in both languages and all themes, with names for every input.

A warning of Qt's fails these tests by itself (see pyproject).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.gui.cut_words import faults
from wms.app.application import App
from wms.app.founding import Founding, found
from wms.base.clock import SetClock
from wms.gui.pages.tabs import TabbedPage
from wms.gui.registry.screens import in_flow
from wms.gui.screenshots import rest
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program, bury
from wms.gui.texts.say import use
from wms.operations.opening_stock import OpeningLine, PostOpeningStock

SCREENS = [entry.name for entry in in_flow()]
INPUTS = (QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QAbstractButton)

OWNERS = (QAbstractSpinBox, QComboBox, QLineEdit, QAbstractItemView)
"""Inputs that are made of smaller ones, and speak for them."""


@pytest.fixture
def full(app: App) -> App:
    """The small warehouse with something in it."""
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=200, location="F-01-01"),
        OpeningLine(item="KIT", quantity=50, location="R-01-01"),
    )))  # fmt: skip
    return app


@pytest.fixture
def new(tmp_path: Path, clock: SetClock) -> Iterator[App]:
    """A warehouse that was founded a minute ago."""
    made = found(tmp_path / "new.db", Founding("MAIN", "Main", "admin", "Ada", "a long password"))
    yield made
    made.close()


def opened(app: App, folder: Path, application: QApplication) -> Program:
    """The window over this warehouse."""
    use("en")
    program = Program(application, folder / "home", ACTS)
    again = App.open(app.database.path, clock=app.clock)
    program.take_over(warehouse.describe(again, again.database.path), "system" if app.ask("items").rows else "admin")
    return program


def closed(program: Program) -> None:
    """Let it go."""
    program.window.close()
    bury(program)
    use("en")


def tabs(program: Program, screen: str) -> Iterator[QWidget]:
    """Each tab of a screen, opened and at rest."""
    assert program.work is not None
    program.work.go(screen)
    page = program.work.page
    assert page is not None
    for name in page.places if isinstance(page, TabbedPage) else [""]:
        if name:
            program.work.open(screen, {"tab": name})
        rest(program.desk)
        yield page


def nameless(page: QWidget) -> list[str]:
    """The inputs a screen reader would have no name for."""
    found = []
    for kind in INPUTS:
        for widget in page.findChildren(kind):
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            inner = widget.objectName().startswith("qt_") or isinstance(widget.parent(), OWNERS)
            if widget.isVisibleTo(page) and not (widget.accessibleName() or text or inner):
                found.append(f"{type(widget).__name__} in {type(widget.parent()).__name__}")
    return found


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_on_a_new_warehouse(
    screen: str, new: App, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    program = opened(new, tmp_path, qapp)
    try:
        for page in tabs(program, screen):
            assert page.isVisibleTo(program.window)
        assert program.work is not None
        assert [told.notice.text for told in program.work.notices.told if told.notice.kind == "wrong"] == []
    finally:
        closed(program)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_with_goods_and_names_its_inputs(
    screen: str, full: App, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    program = opened(full, tmp_path, qapp)
    try:
        for page in tabs(program, screen):
            assert nameless(page) == []
        assert program.work is not None
        assert [told.notice.text for told in program.work.notices.told if told.notice.kind == "wrong"] == []
        program.dress("dark", "zh", large=False)
        assert program.work.now == screen
        for page in tabs(program, screen):
            assert page.isVisibleTo(program.window)
    finally:
        closed(program)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_fits_a_small_window_and_cuts_no_word(
    screen: str, full: App, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    program = opened(full, tmp_path, qapp)
    try:
        program.window.resize(1366, 768)
        program.dress("contrast", "en", large=False)
        for page in tabs(program, screen):
            assert page.minimumSizeHint().width() <= 1366
            assert program.window.width() == 1366
            assert program.window.height() == 768
            assert faults(program.window) == []
    finally:
        closed(program)


def test_the_keyboard_reaches_every_screen(full: App, tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> None:
    program = opened(full, tmp_path, qapp)
    try:
        assert program.work is not None
        seen = {program.work.now}
        for _ in SCREENS:
            program.act("next_screen")
            seen.add(program.work.now)
        assert seen == set(SCREENS)
    finally:
        closed(program)
