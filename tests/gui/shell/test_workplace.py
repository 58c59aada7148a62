"""The window as a person uses it: going to screens, finding things, details, forms, messages, language, theme, lock."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.base.identifiers import new_key
from wms.gui.desk.desk import Desk
from wms.gui.forms import drafts
from wms.gui.forms.drafts import Draft
from wms.gui.pages.bench import BenchPage
from wms.gui.pages.tabs import TabbedPage
from wms.gui.registry.declared import Subject
from wms.gui.scan.ears import Ears
from wms.gui.shell.left_over import LeftOver
from wms.gui.shell.log_in import DemoPage, LogInPage
from wms.gui.shell.program import Program
from wms.gui.shell.waiting import TroublePage
from wms.gui.shell.wizard import Wizard
from wms.gui.shell.workplace import Workplace
from wms.operations.master_data.change_setting import ChangeSetting
from wms.operations.people.roles import DefineRole, GrantRole
from wms.operations.people.users import RegisterUser


def at_work(program: Program) -> tuple[Workplace, Desk]:
    """The workplace and its desk."""
    assert program.work is not None
    assert program.desk is not None
    return program.work, program.desk


def texts(program: Program) -> str:
    """Everything that can be read in the window."""
    labels = program.window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(program.window))


def test_every_screen_opens_from_the_rail_and_back_returns(program: Program, qtbot: QtBot) -> None:
    work, _ = at_work(program)
    names = work.rail.names()
    for name in names:
        work.go(name)
        assert work.now == name
        assert work.page is not None
    program.act("back")
    assert work.now == names[-2] if len(names) > 1 else names[-1]


def test_what_is_typed_in_the_one_field_is_found_and_opened(program: Program, qtbot: QtBot) -> None:
    work, desk = at_work(program)
    program.window.activateWindow()
    program.act("find")
    QTest.keyClicks(work.top.box, "PEN")
    qtbot.waitUntil(lambda: any(f.what == "subject" and f.code == "PEN" for f in work.top.box.offered()))
    with qtbot.waitSignal(desk.details_wanted) as wanted:
        QTest.keyClick(work.top.box, Qt.Key.Key_Return)
    assert wanted.args[0] == Subject("item", "PEN")
    qtbot.waitUntil(lambda: "Ball pen" in texts(program))


def test_a_command_chosen_there_opens_its_form(program: Program, qtbot: QtBot) -> None:
    work, _ = at_work(program)
    program.act("find")
    QTest.keyClicks(work.top.box, "register owner")
    QTest.keyClick(work.top.box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: work.forms.current is not None)
    assert work.forms.current is not None


def test_the_keys_go_back_to_the_bench_when_its_form_is_closed(program: Program, qtbot: QtBot) -> None:
    work, desk = at_work(program)
    work.open("counting", {"tab": "count"})
    bench = work.page.page if isinstance(work.page, TabbedPage) else None
    assert isinstance(bench, BenchPage)
    qtbot.waitUntil(lambda: program.window.focusWidget() is bench.field)
    desk.form("OpenCount")
    qtbot.waitUntil(lambda: work.forms.minimumWidth() > 0)
    assert program.window.focusWidget() is not bench.field
    work.forms.close_all()
    qtbot.waitUntil(lambda: program.window.focusWidget() is bench.field)


def test_empty_details_leave_their_room_to_the_work_on_a_small_screen(program: Program, qtbot: QtBot) -> None:
    work, _ = at_work(program)
    program.window.resize(1366, 768)
    work.go("inventory")
    qtbot.waitUntil(lambda: not work.details.isVisible())
    work.desk.show(Subject("item", "PEN"))
    assert work.details.isVisible()
    program.act("details")
    assert not work.details.isVisible()
    work.desk.show(Subject("location", "F-01-01"))
    assert not work.details.isVisible()
    program.act("details")
    assert work.details.isVisible()


def test_details_follow_and_lead_on_and_back(program: Program, qtbot: QtBot) -> None:
    work, desk = at_work(program)
    work.go("inventory")
    desk.show(Subject("item", "PEN"))
    qtbot.waitUntil(lambda: "Ball pen" in texts(program))
    work.details.lead_on(Subject("location", "F-01-01"))
    qtbot.waitUntil(lambda: "F-01-01" in texts(program))
    work.details.back()
    qtbot.waitUntil(lambda: "Ball pen" in texts(program))
    assert work.details.subject == Subject("item", "PEN")


def test_what_is_gone_is_said_to_be_gone(program: Program, qtbot: QtBot) -> None:
    work, desk = at_work(program)
    work.go("inventory")
    desk.show(Subject("order", "NOPE"))
    qtbot.waitUntil(lambda: "NOPE is not there any more." in texts(program))


def test_the_language_changes_at_once_and_the_screen_stays(program: Program, qtbot: QtBot) -> None:
    work, _ = at_work(program)
    name = work.rail.names()[-1]
    work.go(name)
    program.speak("zh")
    again, desk = at_work(program)
    assert again is not work
    assert again.now == name
    assert desk.user.get("language") == "zh"


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
def test_the_theme_changes_at_once(program: Program, qapp: QApplication, theme: str) -> None:
    program.act(theme)
    _, desk = at_work(program)
    assert desk.user.get("theme") == theme
    dark = qapp.palette().window().color().lightness() < 128
    assert dark == (theme != "light")


def test_a_lock_hides_the_work_and_only_its_person_opens_it(program: Program, qtbot: QtBot, app: App) -> None:
    app.run(RegisterUser(login="ada", name="Ada", password="a long password"))
    app.run(DefineRole(code="all", permissions=("*",)))
    app.run(GrantRole(login="ada", role="all"))
    program.enter("ada", "en")
    work, _ = at_work(program)
    program.act("lock")
    page = program.window.stack.currentWidget()
    assert isinstance(page, LogInPage)
    assert program.desk is not None
    with qtbot.waitSignal(Ears.of(program.desk).settled) as settled:
        Ears.of(program.desk).hear("PEN")
    assert "locked" in settled.args[0].text
    fields = {field.accessibleName(): field for field in page.findChildren(QLineEdit)}
    assert fields["Login"].isReadOnly()
    fields["Password"].setText("a wrong password")
    QTest.keyClick(fields["Password"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not right" in texts(program))
    fields["Password"].setText("a long password")
    QTest.keyClick(fields["Password"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window.stack.currentWidget() is work)


def test_a_demo_is_plainly_marked_and_needs_no_password(program: Program, app: App, qtbot: QtBot) -> None:
    app.run(ChangeSetting(name="site.demo", value="yes"))
    path = app.database.path
    program.begin(path)
    qtbot.waitUntil(lambda: program.window.stack.currentWidget() is not None and program.opened is not None
                    and program.opened.demo)  # fmt: skip
    program.ask_who()
    assert isinstance(program.window.stack.currentWidget(), DemoPage)
    program.enter("system", "")
    work, _ = at_work(program)
    assert work.findChild(object, "demoMark") is not None


def test_a_file_that_is_no_warehouse_is_told_in_words(new_program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    place = tmp_path / "letter.db"
    place.write_text("Dear Sir or Madam", encoding="utf-8")
    program = new_program
    program.begin(place)
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), TroublePage))


def test_without_a_warehouse_the_wizard_is_shown(new_program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    program = new_program
    program.begin(None)
    page = program.window.stack.currentWidget()
    assert page is not None
    assert type(page).__name__ == "Wizard"


def test_a_person_sees_only_the_screens_they_may_use(program: Program, app: App) -> None:
    app.run(RegisterUser(login="pip", name="Pip", password="a long password"))
    app.run(DefineRole(code="picker", permissions=("picking.*",)))
    app.run(GrantRole(login="pip", role="picker"))
    before = set(at_work(program)[0].rail.names())
    program.enter("pip", "en")
    assert set(at_work(program)[0].rail.names()) <= before


def test_preferences_and_window_are_remembered(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    program.window.resize(1200, 700)
    program.window.close()
    assert isinstance(program.workstation.get("window"), str)




def test_the_wizard_founds_a_warehouse_and_its_administrator_logs_in(
    new_program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    program = new_program
    program.begin(None)
    wizard = program.window.stack.currentWidget()
    assert isinstance(wizard, Wizard)
    wizard.choice._own.setChecked(True)
    wizard._step_on()
    wizard._step_on()
    assert "The site needs a name." in texts(program)
    wizard.site._name.setText("North depot")
    wizard._step_on()
    wizard.place._path.setText(str(tmp_path / "home" / "north.db"))
    wizard._step_on()
    wizard.person._name.setText("Ada")
    wizard.person._password.setText("a long password")
    wizard.person._again.setText("another password")
    wizard._step_on()
    assert "The two passwords differ." in texts(program)
    wizard.person._again.setText("a long password")
    wizard._step_on()
    wizard.devices._scan.setText("]C10104012345000177")
    wizard.devices._scanned()
    assert "04012345000177" in texts(program)
    wizard._step_on()
    qtbot.waitUntil(lambda: isinstance(program.window.stack.currentWidget(), LogInPage), timeout=15_000)
    fields = {field.accessibleName(): field for field in program.window.findChildren(QLineEdit)}
    fields["Login"].setText("admin")
    fields["Password"].setText("a long password")
    QTest.keyClick(fields["Password"], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.work is not None, timeout=15_000)
    assert program.workstation.get("warehouse") == str(tmp_path / "home" / "north.db")


def test_a_form_and_scans_an_earlier_sitting_left_are_offered(program: Program, qtbot: QtBot) -> None:
    _, desk = at_work(program)
    drafts.keep(desk, Draft("RegisterOwner", {"code": "NEW", "name": "New owner"}, new_key()))
    program.enter("system", "en")
    work, desk = at_work(program)
    pane = work.side.currentWidget()
    assert pane is work.guest
    left = work.guest.findChild(LeftOver)
    assert len(left) == 1
    button = next(b for b in left.findChildren(QPushButton) if b.text() == "Go on")
    button.click()
    assert work.forms.current is not None
