"""People, roles and settings, by keyboard alone: a role is ticked together, somebody gets it, a setting is changed."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.forms.form import CommandForm
from wms.gui.screens.admin.audit_page import AuditPage
from wms.gui.screens.admin.matrix import Matrix, permissions
from wms.gui.screens.admin.roles_page import RolesPage
from wms.gui.screens.admin.roles_table import FIRST_ROLE
from wms.gui.screens.admin.screen import make
from wms.gui.screens.admin.setting_row import SettingRow
from wms.gui.screens.admin.settings_page import SettingsPage
from wms.gui.texts.say import use
from wms.operations.command import COMMANDS
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.people.roles import BEYOND, DefineRole
from wms.operations.people.users import RegisterUser
from wms.operations.settings import SETTINGS


class Row:
    """One row of an answer."""

    def __init__(self, **values: Any) -> None:
        self.__dict__.update(values)


def save(page: QWidget, field: QWidget, qtbot: QtBot) -> None:
    """Press Ctrl+S in a field of the page."""
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)


def stored(app: App) -> dict[str, Any]:
    return {row.name: row.value for row in app.ask("settings").rows if row.name in SETTINGS}


def granted(app: App, role: str) -> set[str]:
    return {row.permission for row in app.ask("permissions", role=role).rows}


def test_every_permission_has_its_row_with_a_sentence_under_its_step() -> None:
    rows = permissions()
    single = {row.code for row in rows if not row.wide}
    assert single == {entry.permission for entry in COMMANDS.values()} | set(BEYOND)
    assert all(row.title and row.sentence.endswith(".") for row in rows)
    codes = [row.code for row in rows]
    assert codes.index("counting.*") < codes.index("counting.enter") < codes.index("counting.review")


def test_a_wider_permission_covers_and_only_what_is_needed_is_saved() -> None:
    matrix = Matrix()
    matrix.load([Row(role="clerk", name="Clerk"), Row(role="system", name="System")],
                [Row(role="clerk", permission="counting.enter")])  # fmt: skip
    assert matrix.roles == ["clerk"]
    assert matrix.tick("clerk", "counting.*")
    assert matrix.allows("clerk", "counting.post")
    assert not matrix.tick("clerk", "counting.post")
    assert matrix.commands() == [DefineRole(code="clerk", name="Clerk", permissions=("counting.*",))]
    matrix.tick("clerk", "*")
    assert matrix.commands()[0].permissions == ("*",)
    matrix.undo()
    assert matrix.changes == []


def test_the_zones_a_role_picks_in_are_kept_when_it_is_saved() -> None:
    matrix = Matrix()
    held = [Row(role="cold", permission="pick_zone.CHL"), Row(role="cold", permission="counting.enter")]
    matrix.load([Row(role="cold", name="Cold room")], held)
    matrix.tick("cold", "counting.enter")
    assert matrix.commands() == [DefineRole(code="cold", name="Cold room", permissions=("pick_zone.CHL",))]


def test_a_role_is_ticked_together_and_granted(app: App, desk: Desk, qtbot: QtBot) -> None:
    page = RolesPage(desk)
    qtbot.addWidget(page)
    page.resize(1_200, 700)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: "system" in page.matrix.names)
    QTest.keyClicks(page.code, "counter")
    QTest.keyClicks(page.name, "Counts things")
    QTest.keyClick(page.name, Qt.Key.Key_Return)
    QTest.keyClicks(page.seek, "counting.enter")
    page.table.setCurrentIndex(page.model.index(0, FIRST_ROLE))
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    assert "counter" in page.told.text() or "Counts things" in page.told.text()
    save(page, page.table, qtbot)
    qtbot.waitUntil(lambda: granted(app, "counter") == {"counting.enter"})
    app.run(RegisterUser(login="zoe", name="Zoe"))

    form = CommandForm(desk, "GrantRole", {"login": "zoe"})
    qtbot.addWidget(form)
    form.show()
    form.begin()
    role = form.sheet.boxes["role"].editor.field
    assert isinstance(role, QLineEdit)
    QTest.keyClicks(role, "counter")
    form.activateWindow()
    role.setFocus()
    qtbot.waitUntil(form.isActiveWindow)
    with qtbot.waitSignal(form.done):
        QTest.keyClick(role, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert app.permissions("zoe") == {"counting.enter"}


def test_what_the_warehouse_refuses_stays_ticked_and_is_told(app: App, desk: Desk, qtbot: QtBot) -> None:
    app.run(DefineRole(code="people", permissions=("people.manage",)))
    app.run(RegisterUser(login="ann", name="Ann"))
    app.run(DefineRole(code="people", permissions=("people.manage",)), key="again")
    desk.login = "ann"
    page = RolesPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: "people" in page.matrix.names)
    page.matrix.tick("people", "counting.enter")
    page.save.click()
    qtbot.waitUntil(page.banner.isVisible)
    assert page.matrix.changes == ["people"]


@pytest.mark.parametrize(("digits", "shown", "typed", "kept"), [
    (0, "50000", "1250", "1250"), (2, "500.00", "12,5", "1250"), (3, "50.000", "1.250", "1250"),
    (0, "50000", "1.5", "1.5"),
])  # fmt: skip
def test_money_is_set_in_the_decimals_of_the_sites_currency(
    digits: int, shown: str, typed: str, kept: str, qtbot: QtBot
) -> None:
    use("en", digits=digits)
    row = SettingRow("adjusting.limit_minor", "Above this value.", 50_000)
    qtbot.addWidget(row)
    assert isinstance(row.editor, QLineEdit)
    assert row.editor.text() == shown
    row.editor.setText(typed)
    assert row.text == kept
    use("en")


def test_a_setting_is_changed_and_brought_back_to_its_default(app: App, desk: Desk, qtbot: QtBot) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: not desk.jobs.running)
    row = page.rows["adjusting.limit_minor"]
    assert isinstance(row.editor, QLineEdit)
    assert row.editor.text() == "500.00"
    row.editor.selectAll()
    QTest.keyClicks(row.editor, "12.5")
    assert row.text == "1250"
    save(page, row.editor, qtbot)
    qtbot.waitUntil(lambda: stored(app) == {"adjusting.limit_minor": 1250})
    row.editor.selectAll()
    QTest.keyClicks(row.editor, ".")
    assert not page.save.isEnabled()
    row._reset.click()
    assert row.command_value() == ""
    qtbot.waitUntil(page.save.isEnabled)
    page.save.click()
    qtbot.waitUntil(lambda: not stored(app))


def test_every_setting_shows_the_value_the_warehouse_has(app: App, desk: Desk, qtbot: QtBot) -> None:
    app.run(ChangeSetting(name="planning.forecast", value="no"))
    app.run(ChangeSetting(name="waving.pickers", value="7"))
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive(find="pick")
    qtbot.waitUntil(lambda: page.rows["waving.pickers"].text == "7")
    assert page.rows["planning.forecast"].text == "no"
    assert page.rows["waving.pickers"].isVisible()
    assert not page.rows["putaway.pallet_tare_g"].isVisible()
    assert not page.save.isEnabled()


def test_the_audit_trail_shows_what_was_said_before(app: App, desk: Desk, qtbot: QtBot) -> None:
    for value in ("5", "8"):
        app.run(ChangeSetting(name="waving.pickers", value=value))
        app.run(ChangeSetting(name="waving.packers", value=value))
    page = AuditPage(desk)
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.show()
    page.arrive()
    grid = page.list.pane.grid
    qtbot.waitUntil(lambda: len(page.list.pane.model.rows) == 4)
    grid.setFocus()
    grid.setCurrentIndex(page.list.pane.model.index(0, 0))
    qtbot.waitUntil(lambda: page.fields.rowCount() == 2 and texts(page, 1) == ["Value", "5", "8"])
    assert texts(page, 0) == ["Name", "waving.packers", "waving.packers"]
    assert "waving.packers is now 8" in page.answer.text()


def texts(page: AuditPage, row: int) -> list[str]:
    """The cells of one field."""
    items = [page.fields.item(row, column) for column in range(3)]
    return [item.text() for item in items if item is not None]


def test_every_tab_opens_and_people_see_only_theirs(desk: Desk, qtbot: QtBot) -> None:
    page: Any = make(desk)
    qtbot.addWidget(page)
    page.show()
    for name in page.names:
        page.arrive(tab=name)
        qtbot.waitUntil(lambda: not [job for job in desk.jobs.running if job.running])
    assert page.names[0] == "users"
    desk.permissions = frozenset({"picking.*"})
    small: Any = make(desk)
    qtbot.addWidget(small)
    assert "roles" not in small.names
    assert {"printers", "scanners", "about"} <= set(small.names)
