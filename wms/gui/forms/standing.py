"""What the document a form changes says now, its version, and what somebody else has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from wms.gui.desk.desk import Desk
from wms.gui.forms.versions import VERSIONED, differences
from wms.queries.page import Page


class Standing(QObject):
    """The document of one form. `shown` gives the values to fill in, `differs` a list of Difference."""

    shown = Signal(object)
    differs = Signal(object)

    def __init__(self, desk: Desk, command: str, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._command, self._kind = desk, command, VERSIONED[command]
        self._code = ""
        self._row: Any = None
        self._typed: dict[str, str] = {}

    @property
    def version(self) -> int:
        """The version that was shown; 0 while none was."""
        return int(self._row.version) if self._row is not None else 0

    def look(self, typed: Mapping[str, str]) -> None:
        """Find the document the form names, if it is another one than before."""
        self._typed = dict(typed)
        code = typed.get(self._kind.key, "").strip()
        if code != self._code:
            self._code, self._row = code, None
            self._ask(self._found)

    def look_again(self) -> None:
        """Find out what changed."""
        self._ask(self._found_again)

    def _ask(self, then: Any) -> None:
        if self._code:
            parameters: dict[str, Any] = {self._kind.key: self._code}
            self._desk.ask(self._kind.question, then, owner=self, limit=1, **parameters)

    @Slot(object)
    def _found(self, page: Page) -> None:
        self._row = self._its_row(page)
        if self._row is not None:
            self.shown.emit({name: getattr(self._row, column) for name, column in self._kind.columns.items()})

    @Slot(object)
    def _found_again(self, page: Page) -> None:
        before, now = self._row, self._its_row(page)
        self._row = now
        if before is not None and now is not None:
            self.differs.emit(differences(self._command, before, now, self._typed))

    def _its_row(self, page: Page) -> Any:
        """The row, when it is still the one that is wanted."""
        row = page.rows[0] if page.rows else None
        return row if row is not None and getattr(row, self._kind.key) == self._code else None
