"""Which columns a list shows, in which order and how wide: as the screen says at first, then as each user likes it.

What a user chose is remembered by the columns' names, so that a question may gain or lose columns without harm.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QHeaderView

from wms.gui.desk.preferences import Preferences
from wms.gui.tables.model import RowsModel
from wms.gui.theme.tokens import tokens

KEEP_MS = 400
_SAMPLE = 60
_MEASURED = 4
"""How many of the longest texts are measured: it takes longer than all the rest of a list's first rows."""
_NARROW, _WIDE = 12, 72
"""The least and the greatest width a column is given by itself, in steps of the spacing scale."""


class Columns(QObject):
    """The columns of one list, in its header. `name` is the listing's, under which they are remembered."""

    def __init__(
        self, header: QHeaderView, model: RowsModel, name: str, first: Sequence[str], user: Preferences
    ) -> None:
        super().__init__(header)
        self._header, self._model, self._user = header, model, user
        self._place = f"list/{name}/columns"
        self.names = [column.name for column in model.columns]
        self._first = [known for known in first if known in self.names] or self.names
        kept = user.get(self._place)
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self._widths = {known: int(wide) for known, wide in self._kept.get("widths", {}).items() if known in self.names}
        self._busy = False
        self._natural: dict[str, int] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(KEEP_MS)
        self._later.timeout.connect(self.keep)
        self._set([known for known in self._kept.get("shown", []) if known in self.names] or self._first)
        self.fit()
        header.sectionMoved.connect(self._moved)
        header.sectionResized.connect(self._resized)

    @property
    def shown(self) -> list[str]:
        """The columns in sight, from left to right."""
        return [self.names[section] for section in self._sections() if not self._header.isSectionHidden(section)]

    def show(self, names: Sequence[str]) -> None:
        """Show these, in this order, and remember it; at least one column always stays."""
        wanted = [name for name in names if name in self.names]
        if wanted and wanted != self.shown:
            self._set(wanted)
            self.fit()
            self._later.start()

    def toggle(self, name: str) -> None:
        """Show a hidden column at the end, or hide a shown one."""
        now = self.shown
        self.show([each for each in now if each != name] if name in now else [*now, name])

    def move(self, name: str, by: int) -> None:
        """Move a shown column to the left (-1) or to the right (1)."""
        now = self.shown
        place = now.index(name)
        now.insert(max(0, min(len(now) - 1, place + by)), now.pop(place))
        self.show(now)

    def reset(self) -> None:
        """As the screen says, and as wide as the texts are."""
        self._widths.clear()
        self._set(self._first)
        self.fit()
        self._later.stop()
        self._kept = {}
        self._user.keep(self._place, None)

    @Slot()
    def fit(self) -> None:
        """Make the columns nobody has sized as wide as their titles and the first rows need."""
        self._natural = {name: self._needed(self.names.index(name)) for name in self.shown}
        self.fill()

    @Slot()
    def fill(self) -> None:
        """Share out the room that is left among the columns of text."""
        wide = {name: self._widths.get(name) or self._natural[name] for name in self.shown}
        spare = self._header.width() - sum(wide.values())
        loose = [name for name in wide if name not in self._widths and self._is_text(name)]
        for name in loose if spare > 0 else ():
            share = spare * self._natural[name] // sum(self._natural[each] for each in loose)
            wide[name] += min(share, self._natural[name])
        self._busy = True
        for name, width in wide.items():
            self._header.resizeSection(self.names.index(name), width)
        self._busy = False

    @Slot()
    def keep(self) -> None:
        """Remember it now."""
        self._later.stop()
        self._kept = {"shown": self.shown, "widths": dict(self._widths)}
        self._user.keep(self._place, self._kept)

    def flush(self) -> None:
        """Remember what was changed a moment ago."""
        if self._later.isActive():
            self.keep()

    def _is_text(self, name: str) -> bool:
        return self._model.columns[self.names.index(name)].kind in ("text", "told")

    def _needed(self, section: int) -> int:
        metrics, model, look = self._header.fontMetrics(), self._model, tokens()
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        texts = {model.text(row, section) for row in range(min(_SAMPLE, len(model.rows)))}
        longest = sorted(texts, key=lambda text: len(text.encode()))[-_MEASURED:]  # a Chinese sign is wide, and 3 bytes
        wide = max(metrics.horizontalAdvance(text) for text in (title + " ↑2", *longest))
        return min(look.space(_WIDE), max(look.space(_NARROW), wide + look.space(7)))

    def _set(self, names: Sequence[str]) -> None:
        self._busy = True
        for place, name in enumerate([*names, *(name for name in self.names if name not in names)]):
            section = self.names.index(name)
            self._header.moveSection(self._header.visualIndex(section), place)
            self._header.setSectionHidden(section, name not in names)
        self._busy = False

    def _sections(self) -> list[int]:
        return [self._header.logicalIndex(place) for place in range(len(self.names))]

    @Slot(int, int, int)
    def _moved(self, section: int, old: int, new: int) -> None:
        if not self._busy:
            self._later.start()

    @Slot(int, int, int)
    def _resized(self, section: int, old: int, new: int) -> None:
        """What people drag is remembered; hiding a column also changes its width."""
        if not self._busy and new > 0:
            self._widths[self.names[section]] = new
            self._later.start()
