"""Kept reports written into a folder each day or each week, by this workstation, while its window is open.

What was due while no window was open is written when one opens, once; the machine's scheduler may do it in between.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wms.app.application import App
from wms.app.listing_export import Seen
from wms.base.jobs import Watch
from wms.gui.desk.desk import RIGHT, WRONG, Desk, wrong_in_words
from wms.gui.screens.reports.due import Entries, Entry, place_of, seen, write
from wms.gui.texts.say import language, say

LOOK_EVERY_MS = 30_000


class Schedule(QObject):
    """The entries of one desk's workstation; `Schedule.of(desk)` gives them. `changed` tells of each change."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._entries = Entries(desk.folder)
        self._busy: set[str] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        desk.closing.connect(self._timer.stop)

    @classmethod
    def of(cls, desk: Desk) -> Schedule:
        """The schedule of this desk, made when it is first asked for."""
        return next((child for child in desk.children() if isinstance(child, cls)), None) or cls(desk)

    def entries(self) -> list[Entry]:
        """All entries by name."""
        return self._entries.all()

    def keep(self, entry: Entry) -> None:
        """Write this from now on, in place of the entry of the same name."""
        self._save([*(one for one in self.entries() if one.name != entry.name), entry])
        self.start()

    def forget(self, name: str) -> None:
        """Write it no longer."""
        self._save([one for one in self.entries() if one.name != name])

    def start(self) -> None:
        """Begin to look whether something is due."""
        if self.entries():
            self._timer.start(LOOK_EVERY_MS)
            self.look()

    @Slot()
    def look(self) -> None:
        """Write what is due."""
        for entry, moment in list(self._entries.due(self._desk.app.clock(), language().zone)):
            if entry.name not in self._busy:
                self._write(entry, moment)

    def _write(self, entry: Entry, moment: datetime) -> None:
        """Write one in the background. It counts as done even where it fails: the next try is when it is due again."""
        self._busy.add(entry.name)
        self._entries.done(entry, moment)
        self.changed.emit()
        work = partial(_work, self._desk.app, seen(entry), place_of(entry, moment, language().zone), self._desk.login)
        job = self._desk.jobs.long(say("Writing {name}", name=entry.name), work, owner=self, then=self._written,
                                   failed=self._failed)  # fmt: skip
        job.ended.connect(partial(self._over, entry.name))

    def _over(self, name: str, _job: object) -> None:
        self._busy.discard(name)

    @Slot(object)
    def _written(self, out: Path) -> None:
        self._desk.notice(RIGHT, say("The report was written: {file}", file=str(out)))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._desk.notice(WRONG, say("A report that was due was not written. {why}", why=wrong_in_words(error)))

    def _save(self, entries: list[Entry]) -> None:
        self._entries.save(entries)
        self.changed.emit()


def _work(app: App, what: Seen, out: Path, by: str, watch: Watch) -> Path:
    return write(app, what, out, watch, by=by)
