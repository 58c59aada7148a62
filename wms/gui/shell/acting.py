"""What each action of the window does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from wms.app import proving
from wms.gui.desk.backups import Backups
from wms.gui.desk.desk import INFO
from wms.gui.pages.about import About
from wms.gui.shell.keys_list import KeysList
from wms.gui.shell.notices import NoticeList
from wms.gui.shell.program import Program
from wms.gui.texts.say import say


def _find(program: Program) -> None:
    if program.work is not None:
        program.work.top.box.summon()


def _step(by: int) -> Callable[[Program], None]:
    return lambda program: program.work.step(by) if program.work is not None else None


def _next_screen(by: int) -> Callable[[Program], None]:
    return lambda program: program.work.next_screen(by) if program.work is not None else None


def _details(program: Program) -> None:
    if program.work is not None:
        program.work.toggle_details()


def _help(program: Program) -> None:
    if program.work is not None:
        program.work.show_help()


def _notices(program: Program) -> None:
    if program.work is not None:
        program.work.show_in_side(NoticeList(program.work.notices.told), say("Messages"))


def _keys(program: Program) -> None:
    if program.work is not None and program.desk is not None:
        table = KeysList(program.desk)
        table.changed.connect(program.bind_keys)
        program.work.show_in_side(table, say("Keyboard shortcuts"))


def _about(program: Program) -> None:
    if program.work is not None and program.opened is not None:
        program.work.show_in_side(About(program.opened.site_name, program.opened.path), say("About this program"))


def _print_list(program: Program) -> None:
    """The list the keys are in, or the first one in sight."""
    from wms.gui.tables.pane import TablePane  # the first screen may have none

    work, desk = program.work, program.desk
    if work is None or desk is None or work.page is None:
        return
    lists = [pane for pane in work.page.findChildren(TablePane) if pane.isVisible()]
    focus = QApplication.focusWidget()
    chosen = next((pane for pane in lists if focus is not None and pane.isAncestorOf(focus)), next(iter(lists), None))
    if chosen is None:
        desk.notice(INFO, say("There is no list on this screen."))
    else:
        chosen.taking.print()


def _full_screen(program: Program) -> None:
    window = program.window
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()


def _look(theme: str) -> Callable[[Program], None]:
    return lambda program: program.look_like(theme)


def _speak(code: str) -> Callable[[Program], None]:
    return lambda program: program.speak(code)


def _password(program: Program) -> None:
    if program.desk is not None:
        program.desk.form("ChangePassword", login=program.desk.login)


def _back_up(program: Program) -> None:
    """A dated, verified copy in the folder `backups` beside the warehouse's file."""
    if program.desk is not None:
        Backups.of(program.desk).make()


def _prove(program: Program) -> None:
    desk, opened = program.desk, program.opened
    if desk is None or opened is None:
        return
    desk.jobs.long(
        "Proving the books", lambda watch: proving.prove(opened.app, watch), owner=program, then=program.proved
    )


ACTS: dict[str, Callable[[Program], None]] = {
    "find": _find,
    "back": _step(-1),
    "forward": _step(1),
    "next_screen": _next_screen(1),
    "previous_screen": _next_screen(-1),
    "details": _details,
    "notices": _notices,
    "help": _help,
    "keys": _keys,
    "print_list": _print_list,
    "full_screen": _full_screen,
    "light": _look("light"),
    "dark": _look("dark"),
    "contrast": _look("contrast"),
    "large": lambda program: program.enlarge(),
    "english": _speak("en"),
    "chinese": _speak("zh"),
    "lock": lambda program: program.lock(),
    "switch_user": lambda program: program.ask_who(),
    "password": _password,
    "open_database": lambda program: program.open_database(),
    "back_up": _back_up,
    "prove": _prove,
    "about": _about,
    "quit": lambda program: (program.window.close(), None)[1],
}
"""Each action of registry.actions by its name."""
