"""A page of several pages, one tab each, built when they are first looked at.

Where a person goes is shown at once, empty; its page is built in the next turn of the event loop and put in its place
in the one after, so that no turn holds the window up for long. Whoever asks for the page before has it built at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from wms.gui.pages.page import Page
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import title as title_of

if TYPE_CHECKING:
    from wms.gui.desk.desk import Desk
    from wms.gui.scan.heard import Heard

Make = Callable[[], Page]
Tab = tuple[str, str, Make] | tuple[str, str, Make, str]
"""A tab's name, its title in English, what builds its page, and the permission it takes (none: everybody sees it)."""


class TabbedPage(Page):
    """Several pages behind tabs. Tabs whose permission the person lacks are not there."""

    def __init__(self, desk: Desk, title: str, tabs: Sequence[Tab]) -> None:
        super().__init__(desk, title)
        allowed = [tab for tab in tabs if len(tab) == 3 or not tab[3] or desk.may(tab[3])]
        self.names = [tab[0] for tab in allowed]
        self._makes = {tab[0]: tab[2] for tab in allowed}
        self._pages: dict[str, Page] = {}
        self._states: dict[str, Any] = {}
        self._waiting: dict[str, Any] | None = None
        self._keys_wanted = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._come_closer)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(title)
        for tab in allowed:
            self.tabs.addTab(_Holder(say(tab[1])), say(tab[1]))
        self._lay_out()
        self._keys()
        self.tabs.currentChanged.connect(self._turned)

    @property
    def name(self) -> str:
        """The name of the tab in front; empty when there is none."""
        place = self.tabs.currentIndex()
        return self.names[place] if place >= 0 else ""

    @property
    def places(self) -> Sequence[str]:
        """Every name that `arrive` takes as a tab."""
        return self.names

    @property
    def page(self) -> Page | None:
        """The page in front; somebody who is on the way to it arrives now."""
        if not self.name:
            return None
        page = self.built(self.name)
        self._arrive_now(page)
        return page

    def built(self, name: str) -> Page:
        """The page of a tab, built now if nobody looked at it yet. Raises KeyError for a tab that is not there."""
        page = self._made(name)
        holder = self.tabs.widget(self.names.index(name))
        layout = holder.layout() if holder is not None else None
        if layout is not None and page.parentWidget() is not holder:
            layout.addWidget(page)
            page.show()  # at once, not with the next event: a page that is arrived at may want the keys
            if name in self._states:
                page.restore(self._states.pop(name))
        return page

    def arrive(self, tab: str = "", **arguments: Any) -> None:
        """Show the tab of this name (otherwise the one in front); the other arguments are for its page."""
        if tab in self.names and tab != self.name:
            self._leave()
            self.tabs.blockSignals(True)
            self.tabs.setCurrentIndex(self.names.index(tab))
            self.tabs.blockSignals(False)
        self._go(arguments)

    def leave(self) -> None:
        """The page in front may rest."""
        self._leave()

    def take_keys(self) -> None:
        """To the page in front, as soon as it is there."""
        self._keys_wanted = self._waiting is not None
        if not self._keys_wanted and self.page is not None:
            self.page.take_keys()

    def take(self, heard: Heard) -> bool:
        """Hand a scan to the page in front."""
        return self.page is not None and self.page.take(heard)

    def state(self) -> dict[str, Any]:
        """Which tab is in front, and the state of every page that was built."""
        pages = {**self._states, **{name: page.state() for name, page in self._pages.items()}}
        return {"tab": self.name, "pages": pages}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look again as when `state` was given; pages that are not in their place yet are told when they are."""
        self._states = dict(state.get("pages", {}))
        for name, page in self._pages.items():
            if name in self._states and page.parentWidget() is not None:
                page.restore(self._states.pop(name))
        if state.get("tab") in self.names:
            self.tabs.setCurrentIndex(self.names.index(str(state["tab"])))

    def turn(self, by: int) -> None:
        """Go so many tabs further, round and round."""
        if self.names:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(self.names))
            self.take_keys()

    @Slot(int)
    def _turned(self, place: int) -> None:
        self._leave()
        self._go({})

    # --- being on the way --------------------------------------------------------------------------------------------

    def _go(self, arguments: dict[str, Any]) -> None:
        """Arrive at the page in front: now, or once it is built."""
        if not self.name:
            return
        self._waiting = arguments
        page = self._pages.get(self.name)
        if page is not None and page.parentWidget() is not None:
            self._arrive_now(page)
        else:
            self._soon.start(0)

    @Slot()
    def _come_closer(self) -> None:
        """One step: build the page, or put it in its place and arrive."""
        if self._waiting is None:
            return
        if self.name not in self._pages:
            self._made(self.name)
            self._soon.start(0)
        else:
            self._arrive_now(self.built(self.name))

    def _made(self, name: str) -> Page:
        if name not in self._pages:
            self._pages[name] = self._makes[name]()
        return self._pages[name]

    def _arrive_now(self, page: Page) -> None:
        arguments, self._waiting = self._waiting, None
        if arguments is not None:
            self._front = self.name
            page.arrive(**arguments)
            if self._keys_wanted:
                self._keys_wanted = False
                page.take_keys()

    def _leave(self) -> None:
        self._waiting = None
        if self._front in self._pages:
            self._pages[self._front].leave()
        self._front = ""

    def _lay_out(self) -> None:
        look = tokens()
        self._front = ""
        box = QVBoxLayout(self)
        box.setContentsMargins(look.space(4), look.space(4), look.space(4), look.space(2))
        box.setSpacing(look.space(2))
        box.addWidget(title_of(self.title))
        box.addWidget(self.tabs, 1)

    def _keys(self) -> None:
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1), ("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(self._forward if by > 0 else self._back)

    @Slot()
    def _forward(self) -> None:
        self.turn(1)

    @Slot()
    def _back(self) -> None:
        self.turn(-1)


class _Holder(QWidget):
    """The empty place of a page that is not built yet."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
