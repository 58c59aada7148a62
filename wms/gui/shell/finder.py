"""What the one field finds: things of the warehouse, commands, screens and actions; what was used last stands first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wms.app import registry
from wms.gui.desk.desk import Desk
from wms.gui.forms.labels import name_of
from wms.gui.registry.actions import ACTIONS
from wms.gui.registry.declared import Subject
from wms.gui.registry.screens import in_flow
from wms.gui.registry.subjects import KINDS
from wms.gui.texts.say import say
from wms.queries.page import Page

PAUSE_MS = 120
KEPT, SHOWN_OF_EACH = 20, 6


@dataclass(frozen=True, slots=True)
class Find:
    """One thing found. `what` is subject, command, screen or action; `code` its name there; `kind` a subject's kind."""

    what: str
    code: str
    title: str
    detail: str = ""
    icon: str = ""
    kind: str = ""

    @property
    def subject(self) -> Subject:
        """The thing, when it is one of the warehouse."""
        return Subject(self.kind, self.code)


class Finder(QObject):
    """Looks for what is typed. `found` gives a list of Find, twice for a text: at once, and with the warehouse's."""

    found = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._text = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)

    def look(self, text: str) -> None:
        """Look for this text from now on."""
        self._text = text.strip()
        self.found.emit(self._known())
        if self._text:
            self._pause.start()
        else:
            self._pause.stop()

    def used(self, find: Find) -> None:
        """Remember that this was chosen."""
        entry = [find.what, find.code, find.title, find.detail, find.icon, find.kind]
        kept = [e for e in self._last() if e[:2] + e[5:] != entry[:2] + entry[5:]]
        self._desk.user.keep("finder.last", [entry, *kept][:KEPT])

    def _last(self) -> list[list[str]]:
        kept: Any = self._desk.user.get("finder.last", [])
        return [entry for entry in kept if isinstance(entry, list) and len(entry) == 6]

    def _known(self) -> list[Find]:
        """What needs no question: the last used, then screens, actions and commands by their words."""
        last = [Find(*entry) for entry in self._last()]
        if not self._text:
            return last
        found = [find for find in last if self._fits(find.code, find.title)][:SHOWN_OF_EACH]
        for group in (self._screens(), self._actions(), self._commands()):
            fitting = [find for find in group if find not in found and self._fits(find.code, find.title)]
            found += sorted(fitting, key=self._place)[:SHOWN_OF_EACH]
        return found

    def _fits(self, *texts: str) -> bool:
        """Whether every word typed occurs."""
        whole = " ".join(texts).casefold()
        return all(word in whole for word in self._text.casefold().split())

    def _place(self, find: Find) -> tuple[bool, int]:
        return not find.title.casefold().startswith(self._text.casefold()), len(find.title)

    def _screens(self) -> list[Find]:
        return [
            Find("screen", entry.name, say(entry.title), say("Screen"), entry.icon)
            for entry in in_flow()
            if not entry.permissions or any(self._desk.may(p) for p in entry.permissions)
        ]

    def _actions(self) -> list[Find]:
        return [
            Find("action", action.name, say(action.title), say(action.group), action.icon)
            for action in ACTIONS.values()
        ]

    def _commands(self) -> list[Find]:
        return [
            Find("command", name, say(name_of(name)), say("Command"), "edit")
            for name, entry in registry.commands().items()
            if self._desk.may(entry.permission)
        ]

    @Slot()
    def _ask(self) -> None:
        asked = self._text
        self._desk.ask("search", self._answered, owner=self, text=asked, limit=20)

    @Slot(object)
    def _answered(self, page: Page) -> None:
        """The warehouse's things stand before the program's, unless the text has changed since."""
        if not self._text:
            return
        things = [
            Find("subject", row.code, row.code, _beside(row), KINDS[row.kind].icon, row.kind)
            for row in page.rows
            if row.kind in KINDS
        ]
        self.found.emit(things + [find for find in self._known() if find.what != "subject"])


def _beside(row: Any) -> str:
    """What stands beside a code: what kind of thing it is, and its name."""
    return " · ".join(part for part in (say(KINDS[row.kind].title), row.title, row.detail) if part)
