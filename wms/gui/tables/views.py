"""Named views of a list: those the screen offers everybody, and each user's own; one may be the first shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from wms.gui.desk.preferences import Preferences
from wms.gui.registry.declared import View
from wms.gui.tables.seeking import Seeking
from wms.gui.texts.say import say_as


class Views(QObject):
    """The views of one listing. `used` is the name of the one that was chosen last, empty for none."""

    changed = Signal()

    def __init__(self, user: Preferences, seeking: Seeking, parent: QObject) -> None:
        super().__init__(parent)
        self._user, self._seeking = user, seeking
        self._place = f"list/{seeking.listing.name}/views"
        kept = user.get(self._place)
        kept = kept if isinstance(kept, dict) else {}
        self._own: dict[str, dict[str, Any]] = dict(kept.get("own", {}))
        self.default = str(kept.get("default", ""))
        self.used = ""

    @property
    def offered(self) -> tuple[View, ...]:
        """The screen's own views."""
        return self._seeking.listing.views

    @property
    def own(self) -> list[str]:
        """The names of the user's views."""
        return sorted(self._own)

    def begin(self) -> None:
        """Show the view that is to be shown first: the user's choice, or the screen's."""
        if self.default or self._seeking.listing.first:
            self.use(self.default or self._seeking.listing.first)

    def use(self, name: str) -> None:
        """Show a view by its name; without one, everything. A user's own comes before the screen's."""
        self.used = name
        if name in self._own:
            self._seeking.restore(self._own[name])
            return
        found = next((view for view in self.offered if view.title == name), None)
        self.used = found.title if found else ""
        self._seeking.use(found or View(""))

    def save(self, name: str) -> None:
        """Keep what is sought now under this name."""
        if name.strip():
            self.used = name.strip()
            self._own = {**self._own, self.used: self._seeking.state()}
            self._keep()

    def forget(self, name: str) -> None:
        """Throw one of the user's views away."""
        self._own = {known: state for known, state in self._own.items() if known != name}
        self.default = "" if self.default == name else self.default
        self.used = "" if self.used == name else self.used
        self._keep()

    def make_default(self, name: str) -> None:
        """Show this view first from now on; no name takes it back."""
        self.default = name
        self._keep()

    def title(self, name: str) -> str:
        """The view's name in the language in use; what users named is left as it is."""
        return name if name in self._own or not name else say_as("view", name)

    def _keep(self) -> None:
        self._user.keep(self._place, {"own": self._own, "default": self.default} if self._own or self.default else None)
        self.changed.emit()
