"""The reports a person keeps: a name, the report, and how it was asked for; remembered for each user."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from wms.gui.desk.desk import Desk
from wms.gui.screens.reports.catalogue import REPORTS

_UNDER = "reports.kept"


@dataclass(frozen=True, slots=True)
class KeptReport:
    """One kept report; `seeking` is what its list was asked for."""

    name: str
    report: str
    seeking: dict[str, Any]


class Kept(QObject):
    """The kept reports of the desk's user; `Kept.of(desk)` gives them."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._user = desk.user

    @classmethod
    def of(cls, desk: Desk) -> Kept:
        """Those of this desk, made when they are first asked for."""
        return next((child for child in desk.children() if isinstance(child, cls)), None) or cls(desk)

    def all(self) -> list[KeptReport]:
        """All of them by name; what this program no longer knows is left out."""
        found = self._user.get(_UNDER, {})
        rows = found.items() if isinstance(found, dict) else ()
        return [KeptReport(name, one["report"], one["seeking"]) for name, one in sorted(rows)
                if isinstance(one, dict) and one.get("report") in REPORTS]  # fmt: skip

    def get(self, name: str) -> KeptReport | None:
        """The one of this name."""
        return next((one for one in self.all() if one.name == name), None)

    def keep(self, name: str, report: str, seeking: dict[str, Any]) -> None:
        """Keep a report under a name, in place of what was kept under it."""
        self._user.keep(_UNDER, {**self._user.get(_UNDER, {}), name: {"report": report, "seeking": seeking}})
        self.changed.emit()

    def forget(self, name: str) -> None:
        """Keep it no longer."""
        self._user.keep(_UNDER, {known: one for known, one in self._user.get(_UNDER, {}).items() if known != name})
        self.changed.emit()
