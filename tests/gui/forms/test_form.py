"""Every command has a form that says, fills in and sends exactly what the command asks for."""

from __future__ import annotations

import dataclasses
import shutil
import types
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from wms.app import registry
from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.forms.blanks import blanks_of
from wms.gui.forms.form import CommandForm
from wms.gui.forms.placing import read_form
from wms.gui.texts.say import use
from wms.operations import fields
from wms.operations.command import COMMANDS
from wms.storage.database import Database

registry.load()
Opened = Callable[..., CommandForm]
Send = Callable[[CommandForm], None]


@pytest.fixture(scope="module")
def empty_desk(tmp_path_factory: pytest.TempPathFactory, qapp: Any) -> Iterator[Desk]:
    """One desk over an empty warehouse for all forms that are only looked at."""
    folder = tmp_path_factory.mktemp("forms")
    app = App(Database.create(folder / "warehouse.db"))
    desk = Desk(app, "system", frozenset({"*"}), folder / "preferences")
    yield desk
    desk.close()
    app.close()
    shutil.rmtree(folder)


def _text_of(hint: Any, name: str) -> Any:
    """A value for a field as people and files write it."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    wanted = next(option for option in options if option is not type(None))
    if get_origin(wanted) is tuple:
        inner = get_args(wanted)[0]
        return [_texts_of(inner), _texts_of(inner)] if dataclasses.is_dataclass(inner) else ["7", "8"]
    if wanted is bool:
        return "yes"
    if isinstance(wanted, type) and issubclass(wanted, StrEnum):
        return list(wanted)[-1].value
    return {int: "42", date: "2026-03-01", datetime: "2026-07-01T14:30:00+00:00", str: f"{name} 1"}[wanted]


def _texts_of(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {spec.name: _text_of(hints[spec.name], spec.name) for spec in dataclasses.fields(kind)}


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_a_form_whose_inputs_have_names(empty_desk: Desk, qtbot: QtBot, command: str) -> None:
    form = CommandForm(empty_desk, command, {})
    qtbot.addWidget(form)
    inputs: list[QWidget] = [*form.findChildren(QLineEdit), *form.findChildren(QComboBox)]
    inputs += form.findChildren(QPlainTextEdit)
    assert form.sheet.boxes or form.sheet.tables
    assert [widget for widget in inputs if not widget.accessibleName()] == []
    assert all(table.view.accessibleName() for table in form.sheet.tables.values())


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_what_is_filled_in_comes_out_as_the_same_command(empty_desk: Desk, qtbot: QtBot, command: str) -> None:
    kind = COMMANDS[command].type
    texts = _texts_of(kind)
    use("en", ZoneInfo("America/St_Johns"))
    try:
        form = CommandForm(empty_desk, command, texts)
        qtbot.addWidget(form)
        assert read_form(kind, blanks_of(kind), form.values()) == fields.read(kind, texts)
    finally:
        use("en")


def test_what_is_left_empty_is_the_commands_default(empty_desk: Desk, qtbot: QtBot) -> None:
    kind = COMMANDS["MoveStock"].type
    needed = {"item": "PEN", "quantity": "3", "location": "F-01-01"}
    form = CommandForm(empty_desk, "MoveStock", needed)
    qtbot.addWidget(form)
    assert read_form(kind, blanks_of(kind), form.values()) == fields.read(kind, needed)


def test_what_is_seldom_needed_is_folded_away_unless_it_is_filled(empty_desk: Desk, qtbot: QtBot) -> None:
    plain = CommandForm(empty_desk, "MoveStock", {"item": "PEN"})
    filled = CommandForm(empty_desk, "MoveStock", {"owner": "OWN"})
    qtbot.addWidget(plain)
    qtbot.addWidget(filled)
    assert plain.sheet.more is not None
    assert filled.sheet.more is not None
    assert not plain.sheet.more.is_open()
    assert filled.sheet.more.is_open()


def test_a_form_is_filled_and_sent_by_keyboard_alone(opened: Opened, desk: Desk, app: App, qtbot: QtBot) -> None:
    form = opened("RegisterOwner")
    for text in ("NEW", "New owner"):
        qtbot.keyClicks(form.focusWidget(), text)
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
    with qtbot.waitSignal(form.done), qtbot.waitSignal(desk.noticed):
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    trail = app.ask("audit_trail", command="RegisterOwner").rows
    assert len(trail) == 1


def test_sending_twice_posts_once(opened: Opened, app: App, qtbot: QtBot) -> None:
    form = opened("RegisterOwner", code="NEW", name="New owner")
    with qtbot.waitSignal(form.done):
        form.send()
        form.send()
        qtbot.keyClick(form.focusWidget() or form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    form.send()
    assert len(app.ask("audit_trail", command="RegisterOwner").rows) == 1


def test_every_problem_stands_beside_its_field_at_once(opened: Opened, send: Send) -> None:
    form = opened("AdjustStock", item="PEN", quantity="many", expiry="31.12.2026", location="F-01-01")
    send(form)
    problems = {name: box.problem() for name, box in form.sheet.boxes.items() if box.problem()}
    assert problems == {
        "quantity": "“many” is not a whole number.",
        "expiry": "“31.12.2026” is not a date like 2026-01-31.",
        "reason": "This must be filled in.",
    }
    assert form.sheet.boxes["quantity"].editor.field.hasFocus()
    assert "3 things" in form.banner.text()


def test_what_the_warehouse_refuses_stands_beside_its_field_too(opened: Opened, send: Send) -> None:
    form = opened("MoveStock", item="PEN", quantity="5", location="F-01-01", to="NOWHERE")
    send(form)
    assert "NOWHERE" in form.sheet.boxes["to"].problem() or "free" in form.sheet.boxes["quantity"].problem()
    assert not form.sending.finished


def test_a_problem_goes_away_when_its_field_is_changed(opened: Opened, send: Send, qtbot: QtBot) -> None:
    form = opened("AdjustStock", item="PEN", quantity="many", location="F-01-01", reason="Counted")
    send(form)
    box = form.sheet.boxes["quantity"]
    assert box.problem()
    qtbot.keyClicks(box.editor.field, "5")
    assert not box.problem()


def test_what_is_grave_says_what_will_happen_before_it_does(opened: Opened, app: App, send: Send, qtbot: QtBot) -> None:
    app.run(fields.read(COMMANDS["EnterOrder"].type, {"customer": "CUS", "lines": [{"item": "PEN", "quantity": 3}]}))
    order = app.ask("orders").rows[0].order
    form = opened("CancelOrder", order=order, reason="Changed his mind")
    send(form)
    assert order in form.foot.foreseen.text()
    assert app.ask("orders").rows[0].state == "entered"
    with qtbot.waitSignal(form.done):
        form.foot.do_button.click()
    assert app.ask("orders").rows[0].state == "cancelled"


def test_a_change_after_the_warning_needs_another_look(opened: Opened, app: App, send: Send, qtbot: QtBot) -> None:
    app.run(fields.read(COMMANDS["EnterOrder"].type, {"customer": "CUS", "lines": [{"item": "PEN", "quantity": 3}]}))
    form = opened("CancelOrder", order=app.ask("orders").rows[0].order, reason="Changed his mind")
    send(form)
    assert form.foot.do_button.isVisible()
    qtbot.keyClicks(form.sheet.boxes["reason"].editor.field, "!")
    assert not form.foot.do_button.isVisible()


def test_moments_are_typed_as_the_clock_on_the_wall_tells_them(opened: Opened, desk: Desk) -> None:
    use("en", ZoneInfo("Europe/London"))
    form = opened("OpenLoad", cutoff=datetime(2026, 7, 1, 15, 0, tzinfo=UTC))
    assert form.sheet.boxes["cutoff"].editor.text() == "2026-07-01 16:00"
    assert form.values()["cutoff"] == "2026-07-01T15:00:00+00:00"


def test_a_time_the_clocks_skip_is_refused(opened: Opened, send: Send) -> None:
    use("en", ZoneInfo("Europe/London"))
    form = opened("OpenLoad", carrier="CAR", dock="DOCK-9")
    form.sheet.boxes["cutoff"].editor.enter("2026-03-29 01:30")
    send(form)
    assert "2026-03-29 01:30" in form.sheet.boxes["cutoff"].problem()


def test_money_is_typed_with_its_decimal_point(opened: Opened) -> None:
    form = opened("AdjustStock", cost_minor=1250)
    assert form.sheet.boxes["cost_minor"].editor.text() == "12.50"
    assert form.values()["cost_minor"] == "1250"
    assert "cost_minor" not in opened("AdjustStock", cost_minor=-1).values()


def test_words_are_translated_and_their_values_kept(opened: Opened) -> None:
    use("zh")
    form = opened("BuildLpn", kind="tote")
    box = form.sheet.boxes["kind"].editor.field
    assert isinstance(box, QComboBox)
    assert box.currentText() == "周转箱"
    assert form.values()["kind"] == "tote"


def test_a_photo_is_chosen_and_sent(opened: Opened, tmp_path: Path, app: App, send: Send) -> None:
    photo = tmp_path / "broken.png"
    picture = QImage(20, 10, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.red)
    picture.save(str(photo))
    app.run(fields.read(COMMANDS["CheckIn"].type, {"dock": "DOCK-1", "supplier": "SUP"}))
    receipt = app.ask("receipts").rows[0].receipt
    app.run(fields.read(COMMANDS["ReceiveLine"].type, {"receipt": receipt, "item": "PEN", "quantity": 5}))
    form = opened("ReportDiscrepancy", receipt=receipt, item="PEN", kind="damaged", quantity=2)
    form.sheet.boxes["content"].editor.take(photo)
    assert form.values()["photo"] == "broken.png"
    send(form)
    assert app.ask("attachments", document=receipt).rows[0].name == "broken.png"


def test_secrets_are_hidden(opened: Opened) -> None:
    form = opened("ChangePassword")
    for name in ("password", "old_password"):
        field = form.sheet.boxes[name].editor.field
        assert isinstance(field, QLineEdit)
        assert field.echoMode() == QLineEdit.EchoMode.Password


def test_f1_asks_for_the_forms_help(opened: Opened, qtbot: QtBot) -> None:
    form = opened("RegisterOwner")
    with qtbot.waitSignal(form.help_wanted) as asked:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_F1)
    assert asked.args == ["RegisterOwner"]


def test_typing_in_a_blank_can_be_undone(opened: Opened, qtbot: QtBot) -> None:
    form = opened("RegisterOwner")
    line = form.sheet.boxes["code"].editor.field
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "ABC")
    form.sheet.boxes["code"].editor.enter("SCANNED")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "ABC"
