"""Every command has a form that says, fills in and sends exactly what the command asks for."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from wms.app import registry
from wms.gui.desk.desk import Desk
from wms.gui.forms.form import CommandForm
from wms.operations.command import COMMANDS

registry.load()


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_a_form_and_every_input_a_name(desk: Desk, qtbot: QtBot, command: str) -> None:
    form = CommandForm(desk, command, {})
    qtbot.addWidget(form)
    form.show()
    form.begin()
    assert form.sheet.boxes or form.sheet.tables
    assert all(box.editor.field.accessibleName() for box in form.sheet.boxes.values())
    assert all(table.view.accessibleName() for table in form.sheet.tables.values())
