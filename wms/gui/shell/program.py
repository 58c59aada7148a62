"""From a file to a person at work: open the warehouse, let somebody in, show the workplace; and all that is not goods.

Looks, language and keys are the user's; printers, scanners and the last warehouse are this workstation's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog

from wms.base.errors import WmsError
from wms.base.jobs import Watch
from wms.base.money import digits_of
from wms.gui.desk.backups import Backups
from wms.gui.desk.desk import RIGHT, WRONG, Desk, wrong_in_words
from wms.gui.desk.preferences import Preferences
from wms.gui.jobs.jobs import Jobs
from wms.gui.printing.print_desk import PrintDesk
from wms.gui.registry.actions import keys_of
from wms.gui.scan.ears import Ears
from wms.gui.shell import warehouse
from wms.gui.shell.idle import Idle
from wms.gui.shell.log_in import DemoPage, LogInPage
from wms.gui.shell.main_window import MainWindow
from wms.gui.shell.waiting import TroublePage, WaitingPage
from wms.gui.shell.warehouse import Opened
from wms.gui.shell.workplace import Workplace
from wms.gui.texts.say import LANGUAGES, language, say, use
from wms.gui.theme import look
from wms.gui.theme.widgets import plain, primary
from wms.ledger.proof.prove import Proof

IDLE_LOCK_MINUTES, LATER_MS = 15, 15_000


class Program(QObject):
    """One window and at most one open warehouse. `begin` shows the first page."""

    def __init__(
        self, application: QApplication, folder: Path, acts: Mapping[str, Callable[[Program], None]]
    ) -> None:
        """`acts` are what each of registry.actions does, by name; `folder` holds preferences, drafts and scans."""
        super().__init__()
        self._acts = acts
        self.application = application
        self.folder = folder
        self.workstation = Preferences(folder / "workstation.json")
        self.jobs = Jobs(self)
        self.window = MainWindow(self.workstation)
        self.window.closing.connect(self.end)
        self.opened: Opened | None = None
        self.desk: Desk | None = None
        self.work: Workplace | None = None
        self.ears: Ears | None = None
        self.printing: PrintDesk | None = None
        self._idle = Idle(IDLE_LOCK_MINUTES * 60_000, self)
        self._idle.over.connect(self.lock)
        self._shortcuts: list[QShortcut] = []
        self._use_language(str(self.workstation.get("language", "en")))
        self._apply_look()

    # --- opening ---------------------------------------------------------------------------------------------------

    def begin(self, path: Path | None, *, demo: bool = False) -> None:
        """Open this warehouse, the demo, or the last one; with none of them the first-run wizard is shown."""
        last = self.workstation.get("warehouse")
        if path is None and demo:
            path = self.folder / "demo" / "demo.db"
        elif path is None and isinstance(last, str) and Path(last).is_file():
            path = Path(last)
        if path is None:
            self.first_run()
        elif demo and not path.exists():
            self._wait(say("Building the demo warehouse"), lambda watch: warehouse.build_demo(path, watch))
        else:
            self._wait(say("Opening the warehouse"), lambda watch: warehouse.open_file(path, watch))

    def first_run(self) -> None:
        """Ask for everything a new workstation needs."""
        from wms.gui.shell.wizard import Wizard

        wizard = Wizard(self.folder, self.workstation, self.jobs)
        wizard.language_wanted.connect(self._language_of_wizard)
        wizard.finished.connect(self._take)
        self.window.show_page(wizard)
        self.window.show()

    @Slot(str)
    def _language_of_wizard(self, code: str) -> None:
        self._use_language(code)
        self.workstation.keep("language", code)
        self.first_run()

    def _wait(self, what: str, work: Callable[[Watch], Opened]) -> None:
        job = self.jobs.long(what, work, owner=self, then=self._take, failed=self._trouble)
        self.window.show_page(WaitingPage(what, job))
        self.window.show()

    @Slot(object)
    def restore(self, backup: Path) -> None:
        """Close the warehouse, put this backup in its place, and open it again: people log in anew."""
        if self.opened is not None:
            path = self.opened.path
            self._let_go()
            self._wait(say("Restoring the backup"), lambda watch: warehouse.restore_file(backup, path, watch))

    @Slot(object)
    def _trouble(self, error: Exception) -> None:
        other, new = primary(say("Open another warehouse")), plain(say("Set up a new one"))
        other.clicked.connect(self.open_database)
        new.clicked.connect(self.first_run)
        text = wrong_in_words(error)
        self.window.show_page(TroublePage(say("The warehouse cannot be opened"), text, other, new))

    @Slot(object)
    def _take(self, opened: Opened) -> None:
        """A warehouse is open: remember it and ask who works here."""
        self._let_go()
        self.opened = opened
        self.workstation.keep("warehouse", None if opened.demo else str(opened.path))
        if opened.demo and not self.workstation.get("demo.chosen"):
            self.enter("admin", "")
        else:
            self.ask_who()

    def take_over(self, opened: Opened, login: str) -> None:
        """Work in a warehouse that is open already, as this person: for pictures and tests."""
        self._let_go()
        self.opened = opened
        self.enter(login, "")

    # --- people ----------------------------------------------------------------------------------------------------

    @Slot()
    def ask_who(self) -> None:
        """Show the page where a person logs in."""
        self._leave()
        opened = self.opened
        if opened is None:
            return
        page: LogInPage | DemoPage
        if opened.demo:
            page = DemoPage(opened.people)
        else:
            page = LogInPage(opened.app, self.jobs, opened.site_name, last=str(self.workstation.get("login", "")))
            page.language_wanted.connect(self._language_before)
        page.admitted.connect(self.enter)
        self.window.setWindowTitle(opened.title)
        self.window.show_page(page)
        self.window.show()

    @Slot(str)
    def _language_before(self, code: str) -> None:
        self._use_language(code)
        self.workstation.keep("language", code)
        self.ask_who()

    @Slot(str, str)
    def enter(self, login: str, code: str) -> None:
        """This person works here now."""
        opened = self.opened
        if opened is None:
            return
        try:
            permissions = opened.app.permissions(login)
        except WmsError as error:
            self._trouble(error)
            return
        self._leave()
        self.workstation.keep("login", login)
        self.desk = Desk(opened.app, login, permissions, self.folder)
        self.desk.heard.connect(self._idle.touched)
        self.desk.restore_wanted.connect(self.restore, Qt.ConnectionType.QueuedConnection)
        self.ears = Ears.of(self.desk)
        self.ears.open()
        self.printing = PrintDesk(self.desk)
        self._use_language(str(self.desk.user.get("language", code or language().code)))
        self._apply_look()
        self._show_work({})
        if self.work is not None:
            self.work.offer_left_over()
        Backups.of(self.desk).start()
        QTimer.singleShot(LATER_MS, self, self._begin_reports)
        self._tell_news(opened)

    @Slot()
    def _begin_reports(self) -> None:
        """Write reports that are due, once the window has stood a while: what writes them takes long to load."""
        from wms.gui.screens.reports.schedule import Schedule

        if self.desk is not None:
            Schedule.of(self.desk).start()

    def _tell_news(self, opened: Opened) -> None:
        """What happened while the warehouse was opened, told once."""
        if opened.news and self.desk is not None:
            first, *more = opened.news
            self.desk.notice(RIGHT if opened.well else WRONG, "\n".join([say(first), *more]))
            self.opened = replace(opened, news=())

    def _show_work(self, state: dict[str, Any]) -> None:
        if self.desk is None or self.opened is None:
            return
        opened = self.opened
        self.work = Workplace(self.desk, opened.site_name, opened.path.name, demo=opened.demo)
        self.work.wanted.connect(self.act)
        if self.ears is not None:
            self.work.typed.connect(self.ears.hear)
        self.window.show_page(self.work)
        self.window.setWindowTitle(opened.title)
        self.window.show()
        self.bind_keys()
        self.work.restore(state)
        self._idle.begin()

    def rebuild(self) -> None:
        """Build the workplace anew, as it was: the language or the size of the letters is another."""
        if self.work is not None:
            self._show_work(self.work.state())

    @Slot()
    def lock(self) -> None:
        """Hide the work until its person proves to be there; forms stay as they are."""
        if self.desk is None or self.work is None or self.opened is None or self.opened.demo:
            return
        page = LogInPage(self.opened.app, self.jobs, self.opened.site_name, only=self.desk.login)
        page.admitted.connect(self._unlock)
        page.another.connect(self.ask_who)
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        self.window.show_page(page, keep=self.work)

    @Slot(str, str)
    def _unlock(self, login: str, _: str) -> None:
        if self.work is None or self.desk is None or login != self.desk.login:
            return
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)
        self.window.show_page(self.work)
        self._idle.begin()

    # --- actions ---------------------------------------------------------------------------------------------------

    @Slot()
    def bind_keys(self) -> None:
        """Give every action its key, as the person has it."""
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._shortcuts = []
        if self.desk is None:
            return
        for name, key in keys_of(self.desk.user.get("keys", {})).items():
            if key:
                shortcut = QShortcut(QKeySequence(key), self.window)
                shortcut.activated.connect(lambda name=name: self.act(name))
                self._shortcuts.append(shortcut)

    @Slot(str)
    def act(self, name: str) -> None:
        """Carry out one of registry.actions."""
        self._acts[name](self)

    def look_like(self, theme: str) -> None:
        """Another theme, at once, remembered for the person."""
        if self.desk is not None:
            self.desk.user.keep("theme", theme)
        self._apply_look()
        self.rebuild()

    def dress(self, theme: str, code: str, *, large: bool) -> None:
        """Theme, language and letters at once."""
        if self.desk is not None:
            for name, value in (("theme", theme), ("language", code), ("large", large)):
                self.desk.user.keep(name, value)
        self._use_language(code)
        self._apply_look()
        self.rebuild()

    def enlarge(self) -> None:
        """Large letters on or off."""
        if self.desk is not None:
            self.desk.user.keep("large", not self.desk.user.get("large", False))
        self._apply_look()
        self.rebuild()

    def speak(self, code: str) -> None:
        """Another language, at once, remembered for the person."""
        if self.desk is not None:
            self.desk.user.keep("language", code)
        self._use_language(code)
        self.rebuild()

    def open_database(self) -> None:
        """Choose another warehouse's file."""
        kinds = say("Warehouses (*.db *.sqlite);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self.window, say("Open another warehouse"), "", kinds)
        if name:
            self._leave()
            self.begin(Path(name))

    def _apply_look(self) -> None:
        kept = self.desk.user if self.desk is not None else self.workstation
        look.apply(self.application, kept.get("theme", "light"), large=bool(kept.get("large", False)),
                   everywhere=False)  # fmt: skip

    def _use_language(self, code: str) -> None:
        zone, currency = (self.opened.time_zone, self.opened.currency) if self.opened else ("", "")
        use(code if code in LANGUAGES else "en", _zone(zone), digits_of(currency))

    @Slot(object)
    def proved(self, proof: Proof) -> None:
        """A proof is done: say whether the books are right."""
        if self.desk is None:
            return
        if proof.ok:
            self.desk.notice(RIGHT, say("The books are right: {moves} moves prove.", moves=f"{proof.moves:,}"))
        else:
            wrong = ", ".join(finding.check for finding in proof.findings if not finding.ok)
            self.desk.notice(WRONG, say("The books do not prove: {wrong}", wrong=wrong))

    # --- ending ----------------------------------------------------------------------------------------------------

    def _leave(self) -> None:
        """The person's work ends; the warehouse stays open."""
        self._idle.stop()
        for shortcut in self._shortcuts:
            shortcut.deleteLater()
        self._shortcuts = []
        if self.ears is not None:
            self.ears.close()
        if self.printing is not None:
            self.printing.close()
        if self.desk is not None:
            self.desk.close()
        self.desk = self.work = self.ears = self.printing = None

    def _let_go(self) -> None:
        self._leave()
        if self.opened is not None:
            self.opened.app.close()
        self.opened = None

    @Slot()
    def end(self) -> None:
        """Close everything; safe to call twice. The pages must be gone before the program object is: see `bury`."""
        self._let_go()
        self.window.show_nothing()
        self.jobs.close()


def bury(program: Program) -> None:
    """After `end`: let Qt delete the pages now, and the window with them, while the program object still stands."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if shiboken6.isValid(program.window):
        shiboken6.delete(program.window)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


