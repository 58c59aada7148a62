"""What a person who is logged in sees: rail, the one field, the open screen, the pane at the right, the status line.

Pages are built when they are first opened and kept. When the language changes the whole workplace is built anew and
every page gets back the state it had.
"""

from __future__ import annotations

from typing import Any

import shiboken6
from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from wms.gui.desk.desk import INFO, WRONG, Desk
from wms.gui.forms.drafts import Draft
from wms.gui.forms.side import FormSide
from wms.gui.pages.page import Page
from wms.gui.registry.declared import Subject
from wms.gui.registry.screens import SCREENS
from wms.gui.scan.ears import Ears
from wms.gui.scan.heard import Heard, Outcome
from wms.gui.shell.details import Details
from wms.gui.shell.finder import Find
from wms.gui.shell.guest_pane import GuestPane
from wms.gui.shell.help_pane import HelpPane
from wms.gui.shell.history import History
from wms.gui.shell.left_over import LeftOver
from wms.gui.shell.notices import Notices
from wms.gui.shell.rail import Rail, seen_by
from wms.gui.shell.status import Status
from wms.gui.shell.top_bar import TopBar
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets_panels import Banner

SIDE, ROOMY = 88, 440
"""How wide the pane at the right is, and from what width on it stays beside an open form; in steps of the spacing."""


class Workplace(QWidget):
    """Everything for one person at one warehouse. `wanted` gives the name of an action the program carries out."""

    wanted = Signal(str)
    typed = Signal(str)

    def __init__(self, desk: Desk, site: str, database: str, *, demo: bool = False) -> None:
        super().__init__()
        self.setObjectName("workplace")
        self.desk = desk
        self.history = History()
        self._pages: dict[str, Page] = {}
        self._states: dict[str, dict[str, Any]] = {}
        self.now = ""
        self.rail = Rail(desk)
        self.top = TopBar(desk)
        self.stack = _Pages()
        self.details = Details(desk)
        self.forms = FormSide(desk)
        self.help = HelpPane()
        self.guest = GuestPane()
        self.side = QStackedWidget()
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.status = Status(desk, site, database)
        self._lay_out(demo)
        self.notices = Notices(self)
        self._connect()
        self._keys_were: QWidget | None = None
        self._side_wanted = bool(desk.user.get("details.shown", True))
        self._room_wanted = self._called = False
        self._settle_side()

    # --- how it is put together --------------------------------------------------------------------------------------

    def _lay_out(self, demo: bool) -> None:
        for widget in (self.details, self.help, self.guest):
            self.side.addWidget(widget)
        self.split.setObjectName("split")
        self.split.setChildrenCollapsible(False)
        self.split.addWidget(self.stack)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.side.setMinimumWidth(tokens().space(72))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.split, 1)
        middle.addWidget(self.forms)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top)
        if demo:
            text = say("This is a demo warehouse: everything in it is made up, and nothing you do here counts.")
            banner = Banner("warn", text)
            banner.setObjectName("demoMark")
            whole.addWidget(banner)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)

    def _connect(self) -> None:
        desk = self.desk
        self.rail.chosen.connect(self.go)
        self.top.box.chosen.connect(self._found)
        self.top.box.typed.connect(self.typed)
        self.top.wanted.connect(self.wanted)
        desk.screen_wanted.connect(self._lead)
        desk.details_wanted.connect(self._follow)
        desk.noticed.connect(self.notices.tell)
        desk.form_wanted.connect(self._form)
        desk.heard.connect(self._heard)
        desk.room_wanted.connect(self._make_room)
        self.details.closed.connect(self.toggle_details)
        self.forms.closed.connect(self._last_form_closed)
        self.help.closed.connect(self._form_closed)
        self.guest.closed.connect(self._form_closed)

    # --- screens -----------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page that is open."""
        return self._pages.get(self.now)

    @Slot(str)
    def go(self, screen: str) -> None:
        """Open a screen as it was left."""
        self.open(screen, {})

    @Slot(str, dict)
    def _lead(self, screen: str, arguments: dict[str, Any]) -> None:
        """Open a screen, and bring the keyboard there; walking along the rail leaves it at the rail."""
        self.open(screen, arguments)
        if self.page is not None and not self.forms.current:
            self.page.take_keys()

    def open(self, screen: str, arguments: dict[str, Any]) -> None:
        """Open a screen; its page is handed the arguments."""
        if screen not in self.rail.names():
            self.desk.notice(WRONG, say("You may not see this screen, or it does not exist: {screen}", screen=screen))
            return
        self.history.went(screen, arguments)
        self._show(screen, arguments)

    def step(self, by: int) -> None:
        """Back (-1) or forward (+1) to where the person was."""
        visit = self.history.step(by)
        if visit is not None:
            self._show(*visit)

    def next_screen(self, by: int) -> None:
        """Down (+1) or up (-1) in the rail."""
        names = self.rail.names()
        if names:
            place = names.index(self.now) if self.now in names else 0
            self.go(names[(place + by) % len(names)])

    def _show(self, screen: str, arguments: dict[str, Any]) -> None:
        before = self.page
        if before is not None and screen != self.now:
            before.leave()
            self.desk.show(None)
        page = self._page(screen)
        self.now = screen
        self.stack.setCurrentWidget(page)
        self.rail.mark(screen)
        self.desk.user.keep("screen", screen)
        page.arrive(**arguments)
        if self.help.isVisible():
            self.help.open_page(self._guide())

    def _page(self, screen: str) -> Page:
        if screen not in self._pages:
            page = SCREENS[screen].make(self.desk)
            self._pages[screen] = page
            self.stack.addWidget(page)
            if screen in self._states:
                page.restore(self._states[screen])
        return self._pages[screen]

    # --- the pane at the right ---------------------------------------------------------------------------------------

    def _show_side(self, widget: QWidget | None) -> None:
        self.side.setVisible(widget is not None)
        if widget is not None:
            self.side.setCurrentWidget(widget)
            share = tokens().space(SIDE)
            self.split.setSizes([max(1, self.split.width() - share), share])

    def toggle_details(self) -> None:
        """Show or hide the details; a form that is open stays."""
        self._side_wanted = self._called = not self.details.isVisible()
        self._room_wanted = False
        self.desk.user.keep("details.shown", self._side_wanted)
        self._settle_side()

    @Slot(bool)
    def _make_room(self, wanted: bool) -> None:
        """A bench takes the whole width; the details come back after it, or when they are asked for."""
        self._room_wanted = wanted
        self._settle_side()

    def show_help(self) -> None:
        """The guide's page of the open screen."""
        self.help.open_page(self._guide())
        self._show_side(self.help)

    def _guide(self) -> str:
        """The guide's page about what is in front: the tab's own where it has one, else the screen's."""
        front = getattr(self.page, "page", None)
        return getattr(front, "guide", "") or (SCREENS[self.now].help if self.now else "")

    def show_in_side(self, widget: QWidget, what: str) -> None:
        """Show something of the program's own beside the work, until it is closed."""
        self.guest.receive(widget, what)
        self._show_side(self.guest)

    def offer_left_over(self) -> None:
        """Show what an earlier sitting left, if it left anything."""
        left = LeftOver(self.desk)
        if not len(left):
            left.deleteLater()
            return
        left.resumed.connect(self._resume)
        left.done.connect(self._form_closed)
        self.show_in_side(left, say("Left over"))

    @Slot(object)
    def _resume(self, draft: Draft) -> None:
        self.forms.resume(draft)

    @Slot(str, dict, object)
    def _form(self, command: str, filled: dict[str, Any], then: Any) -> None:
        if self.forms.current is None:
            self._keys_were = self.window().focusWidget()
        self.forms.open(command, filled, then)
        self._settle_side()

    @Slot()
    def _last_form_closed(self) -> None:
        """The keys go back to where they were, so that a bench takes what is typed next."""
        self._settle_side()
        before, self._keys_were = self._keys_were, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()

    @Slot()
    def _form_closed(self) -> None:
        self._settle_side()

    def _settle_side(self) -> None:
        """The details, where they are wanted and there is room for them."""
        self._show_side(self.details if self._details_fit else None)

    @property
    def _details_fit(self) -> bool:
        """Whether a form leaves room for the details; empty ones stand only where there is plenty."""
        roomy = self.width() >= tokens().space(ROOMY)
        known = self.details.subject is not None or self._called
        return self._side_wanted and not self._room_wanted and (roomy or (known and not self.forms.forms))

    @Slot(object)
    def _follow(self, subject: Subject | None) -> None:
        self.details.follow(subject)
        if self.side.isHidden() and subject is not None:
            self._settle_side()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may leave room for the details, or take it."""
        super().resizeEvent(event)
        shown = not self.side.isHidden()
        if shown != self._details_fit and not (shown and self.side.currentWidget() is not self.details):
            self._settle_side()

    # --- scans and finds ---------------------------------------------------------------------------------------------

    @Slot(object)
    def _heard(self, heard: Heard) -> None:
        """A scan goes to the open form, then to the open page; what neither wants is looked up and shown."""
        if not self.isVisible():  # locked: nobody who works here has shown to be there
            told = say("The screen is locked: this scan was not used.")
            Ears.of(self.desk).answered(Outcome(WRONG, told, heard))
            return
        self.status.scanned(heard.text)
        if self.forms.isVisible() and self.forms.take(heard):
            return
        if self.page is not None and self.page.take(heard):
            return
        outcome = self._looked_up(heard)
        Ears.of(self.desk).answered(outcome)
        self.desk.notice(outcome.kind, outcome.text)

    def _looked_up(self, heard: Heard) -> Outcome:
        """Nobody waits for this scan: show what bears it."""
        if heard.bearers:
            self._side_wanted, self._room_wanted = True, False
            self._settle_side()
            first = heard.bearers[0]
            self.desk.show(first.subject)
            return Outcome(INFO, say("{code}: {title}", code=first.subject.code, title=first.title), heard)
        if heard.scan.reason:
            return Outcome(WRONG, say("This scan cannot be used: {reason}", reason=say(heard.scan.reason)), heard)
        return Outcome(WRONG, say("Nothing here bears “{text}”.", text=heard.text[:60]), heard)

    @Slot(object)
    def _found(self, find: Find) -> None:
        if find.what == "screen":
            self._lead(find.code, {})
        elif find.what == "action":
            self.wanted.emit(find.code)
        elif find.what == "command":
            self.desk.form(find.code)
        else:
            self._side_wanted, self._room_wanted = True, False
            self._settle_side()
            self.desk.show(find.subject)

    # --- being built again -------------------------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        """Which screen is open, and how each page looks."""
        pages = {name: page.state() for name, page in self._pages.items()}
        return {"screen": self.now, "pages": {**self._states, **pages}}

    def restore(self, state: dict[str, Any]) -> None:
        """Open what was open; without that, what the person had open last, or the first screen."""
        self._states = dict(state.get("pages", {}))
        seen = [entry.name for entry in seen_by(self.desk)]
        wanted = (state.get("screen"), self.desk.user.get("screen"), *seen)
        first = next((name for name in wanted if name in seen), None)
        if first is not None:
            self.go(first)


class _Pages(QStackedWidget):
    """The pages, of which only the one in front claims room: a wide one behind it must not push the details aside."""

    def minimumSizeHint(self) -> QSize:
        page = self.currentWidget()
        return page.minimumSizeHint() if page is not None else super().minimumSizeHint()
