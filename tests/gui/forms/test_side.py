"""Forms lie on the right, one on top of the other; scans find their blanks; codes are offered while one types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from wms.app import registry
from wms.app.application import App
from wms.gs1.scan import Scan, classify
from wms.gui.desk.desk import WRONG, Desk
from wms.gui.forms import drafts
from wms.gui.forms.blanks import Blank, blanks_of
from wms.gui.forms.editors import ChosenEditor, ListEditor
from wms.gui.forms.form import CommandForm
from wms.gui.forms.side import FormSide
from wms.gui.forms.sources import SOURCES, noun_of, permissions
from wms.operations.command import COMMANDS
from wms.queries.question import QUESTIONS

Opened = Callable[..., CommandForm]
registry.load()


@dataclass(frozen=True)
class Heard:
    """A scan with the codes of what bears it, by kind."""

    text: str
    bearers: dict[str, str] = field(default_factory=dict)

    @property
    def scan(self) -> Scan:
        """What GS1 says of it."""
        return classify(self.text)

    def code(self, *kinds: str) -> str:
        """The code of a bearer of one of these kinds."""
        return next((self.bearers[kind] for kind in kinds if kind in self.bearers), "")


class Caller(QObject):
    """Whoever opened a form."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[Any] = []

    @Slot(object)
    def hear(self, what: Any) -> None:
        """Be told."""
        self.told.append(what)


@pytest.fixture
def side(desk: Desk, qtbot: QtBot) -> Iterator[FormSide]:
    """The panel at the right of a window, connected as the shell does."""
    window = QWidget()
    window.setMinimumSize(200, 200)
    window.resize(1300, 900)
    panel = FormSide(desk)
    panel.setParent(window)
    panel.resize(1000, 900)
    desk.form_wanted.connect(panel.open)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield panel
    shiboken6.delete(window)


def test_a_form_slides_in_and_goes_with_its_answer(side: FormSide, desk: Desk, qtbot: QtBot) -> None:
    caller = Caller()
    desk.form("RegisterOwner", caller.hear, code="NEW", name="New owner")
    assert side.current is not None
    assert side.isVisible()
    with qtbot.waitSignal(side.closed):
        side.current.send()
    assert len(caller.told) == 1
    assert not side.isVisible()


def test_a_second_form_lies_on_top_and_the_first_is_kept(side: FormSide, qtbot: QtBot) -> None:
    first = side.open("MoveStock", {"item": "PEN"})
    second = side.open("RegisterAsn", {})
    assert first is not None
    assert second is not None
    assert side.current is second
    assert second.wide
    second.discard()
    assert side.current is first
    assert first.values()["item"] == "PEN"


def test_whoever_may_not_is_told_so(side: FormSide, app: App, qtbot: QtBot) -> None:
    side.desk.permissions = frozenset({"receiving.*"})
    with qtbot.waitSignal(side.desk.noticed) as told:
        assert side.open("MoveStock", {}) is None
    assert told.args[0].kind == WRONG


def test_a_label_fills_several_blanks_at_once(side: FormSide, app: App) -> None:
    gtin = app.ask("items", family="dairy").rows[0].gtin
    form = side.open("ReceiveLine", {"receipt": "R-1"})
    assert form is not None
    assert side.take(Heard(f"(01){gtin}(17)261231(10)L-77(30)12"))
    values = form.values()
    assert values["item"] == gtin
    assert (values["lot"], values["expiry"], values["quantity"]) == ("L-77", "2026-12-31", "12")


def test_places_and_plates_find_their_blanks(side: FormSide) -> None:
    form = side.open("MoveStock", {"item": "PEN", "quantity": 3})
    assert form is not None
    assert side.take(Heard("F-01-01", {"location": "F-01-01"}))
    assert side.take(Heard("F-01-02", {"location": "F-01-02"}))
    assert (form.values()["location"], form.values()["to"]) == ("F-01-01", "F-01-02")


def test_the_blank_one_stands_in_comes_first(side: FormSide) -> None:
    form = side.open("MoveStock", {"item": "PEN", "quantity": 3})
    assert form is not None
    form.sheet.boxes["to"].editor.field.setFocus()
    assert side.take(Heard("F-01-02", {"location": "F-01-02"}))
    assert form.values()["to"] == "F-01-02"
    assert "location" not in form.values()


def test_serials_are_scanned_into_a_list_one_after_the_other(side: FormSide) -> None:
    form = side.open("ReceiveLine", {"receipt": "R-1", "item": "DRILL"})
    assert form is not None
    assert side.take(Heard("(21)S-1"))
    assert side.take(Heard("(21)S-2"))
    assert form.values()["serials"] == ["S-1", "S-2"]


def test_a_scan_begins_a_line_and_the_next_one_another(side: FormSide) -> None:
    form = side.open("RegisterAsn", {"supplier": "SUP"})
    assert form is not None
    form.sheet.tables["lines"].view.setFocus()
    assert side.take(Heard("PEN", {"item": "PEN"}))
    assert side.take(Heard("VALVE", {"item": "VALVE"}))
    assert form.sheet.tables["lines"].values() == [{"item": "PEN"}, {"item": "VALVE"}]


def test_garbage_fills_nothing(side: FormSide) -> None:
    form = side.open("MoveStock", {})
    assert form is not None
    before = form.values()
    assert not side.take(Heard("\x01\x02"))
    assert form.values() == before


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_codes_and_names_are_offered_while_one_types(opened: Opened, qtbot: QtBot) -> None:
    form = opened("MoveStock")
    editor = form.sheet.boxes["item"].editor
    assert isinstance(editor, ChosenEditor)
    qtbot.keyClicks(editor.line, "pen")
    qtbot.waitUntil(lambda: editor.chooser.offered() == ["PEN"])
    editor.line.clear()
    qtbot.keyClicks(editor.line, "drill")
    qtbot.waitUntil(lambda: editor.chooser.offered() == ["DRILL"])
    editor.line.clear()
    qtbot.keyClicks(editor.line, "Milk 1")
    qtbot.waitUntil(lambda: editor.chooser.offered() == ["MILK"])
    place = form.sheet.boxes["location"].editor
    assert isinstance(place, ChosenEditor)
    qtbot.keyClicks(place.line, "-01-08")
    qtbot.waitUntil(lambda: place.chooser.offered() == ["F-01-08"])


def test_the_name_of_what_bears_a_code_stands_beside_it(opened: Opened, qtbot: QtBot) -> None:
    form = opened("MoveStock", item="PEN")
    editor = form.sheet.boxes["item"].editor
    assert isinstance(editor, ChosenEditor)
    with qtbot.waitSignal(editor.named) as told:
        editor.chooser.name()
    assert told.args == ["Ball pen"]


def test_codes_are_added_to_a_list_once_each(opened: Opened, qtbot: QtBot) -> None:
    editor = opened("AllocateOrders").sheet.boxes["orders"].editor
    assert isinstance(editor, ListEditor)
    for code in ("O-1", "O-2", "O-1"):
        qtbot.keyClicks(editor.line, code)
        qtbot.keyClick(editor.line, Qt.Key.Key_Return)
    qtbot.keyClick(editor.area, Qt.Key.Key_Return)
    qtbot.keyClicks(editor.area, "O-3,O-4")
    assert editor.text().split() == ["O-1", "O-2", "O-3", "O-4"]


def test_a_role_is_offered_every_permission_there_is(opened: Opened) -> None:
    editor = opened("DefineRole").sheet.boxes["permissions"].editor
    assert isinstance(editor, ListEditor)
    assert {"*", "receiving.*", "receiving.receive"} <= set(permissions())
    assert editor.line.completer() is not None


def test_any_text_may_be_typed(opened: Opened, qtbot: QtBot) -> None:
    form = opened("MoveStock")
    line = form.sheet.boxes["item"].editor.field
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "NOBODY-KNOWS-THIS")
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert form.values()["item"] == "NOBODY-KNOWS-THIS"


def test_every_noun_is_listed_by_a_question_that_can_be_asked(app: App) -> None:
    for source in SOURCES.values():
        assert {source.code, *source.names} <= set(QUESTIONS[source.question].columns)
        app.ask(source.question, filters=source.filters, limit=1, **source.fixed)


def test_every_noun_a_command_refers_to_is_listed_somewhere() -> None:
    def missing(command: str, blanks: tuple[Blank, ...]) -> set[str]:
        found = {
            blank.refers for blank in blanks if blank.refers and blank.kind == "text" and not noun_of(command, blank)
        }
        return found.union(*(missing(command, blank.lines) for blank in blanks))

    unlisted = set().union(*(missing(name, blanks_of(entry.type)) for name, entry in COMMANDS.items()))
    assert unlisted <= {"posting"}


def test_closing_all_forms_keeps_their_drafts(side: FormSide, qtbot: QtBot) -> None:
    for code in ("A", "B"):
        form = side.open("RegisterOwner", {})
        assert form is not None
        form.sheet.boxes["code"].editor.enter(code)
    side.close_all()
    assert side.current is None
    assert sorted(draft.fields["code"] for draft in drafts.waiting(side.desk)) == ["A", "B"]
