"""The backups of the open warehouse: made when somebody says so, and each day at an hour this workstation keeps.

They lie in the folder `backups` beside the warehouse's file. Several windows do not make the day's backup twice: each
looks first whether there is one. A backup that was due while no window was open is made when one opens.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wms.base.jobs import Watch
from wms.gui.desk.desk import RIGHT, Desk
from wms.gui.jobs.jobs import Job
from wms.gui.texts.say import language, say
from wms.storage import backup, keys, rotation

LOOK_EVERY_MS = 60_000
AGAIN_AFTER = timedelta(hours=1)
_UNDER = "backup.daily"


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup: its file, when it was made, how many bytes it has, and whether its key lies beside it."""

    path: Path
    made_at: datetime
    size: int
    with_key: bool


class Backups(QObject):
    """The backups of one desk's warehouse; `Backups.of(desk)` gives them. `made` tells of each new one."""

    made = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._path = desk.app.database.path
        self._tried: datetime | None = None
        self._running: Job | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        desk.closing.connect(self._timer.stop)

    @classmethod
    def of(cls, desk: Desk) -> Backups:
        """The backups of this desk, made when they are first asked for."""
        return next((child for child in desk.children() if isinstance(child, cls)), None) or cls(desk)

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self._path.absolute().parent / "backups"

    @property
    def daily(self) -> str:
        """The hour of the daily backup on this workstation's wall clock, like "18:30"; empty for none."""
        kept = self._desk.workstation.get(_UNDER, "")
        return kept if isinstance(kept, str) and _hour(kept) is not None else ""

    def keep_daily(self, at: str) -> None:
        """Let this workstation make a backup each day at this hour; empty: not."""
        self._desk.workstation.keep(_UNDER, at or None)
        self.start()

    def start(self) -> None:
        """Begin to look whether a backup is due."""
        if self.daily:
            self._timer.start(LOOK_EVERY_MS)
            self.look()
        else:
            self._timer.stop()

    @property
    def under_way(self) -> bool:
        """Whether one is being made."""
        return self._running is not None and self._running.running

    def there(self) -> list[Kept]:
        """Those there are, the newest first. Reads the folder: not for the window's thread."""
        if not self.folder.is_dir():
            return []
        found = rotation.backups(self.folder, self._path.stem)
        return [
            Kept(path, moment, path.stat().st_size, keys.path_of(path).exists())
            for moment, path in sorted(found.items(), reverse=True)
        ]

    def make(self) -> None:
        """Make one now, verified; old ones are thinned out."""
        if not self.under_way:
            self._tried = self._desk.app.clock()
            self._running = self._desk.jobs.long("Backing up", self._work, owner=self, then=self._done)

    @Slot()
    def look(self) -> None:
        """Make the day's backup if it is due."""
        now = self._desk.app.clock()
        if self.under_way or (self._tried is not None and now < self._tried + AGAIN_AFTER):
            return
        self._desk.jobs.read(self.there, owner=self, then=self._found)

    @Slot(object)
    def _found(self, there: list[Kept]) -> None:
        newest = there[0].made_at if there else None
        if due(self.daily, self._desk.app.clock(), newest, language().zone):
            self.make()

    def _work(self, watch: Watch) -> backup.Backup:
        return backup.into_folder(self._path, self.folder, self._desk.app.clock(), watch)

    @Slot(object)
    def _done(self, made: backup.Backup) -> None:
        self._desk.notice(RIGHT, say("Backed up and verified: {file}", file=str(made.path)))
        self.made.emit(made)


def due(daily: str, now: datetime, newest: datetime | None, zone: tzinfo) -> bool:
    """Whether today's hour is past on the wall clock in `zone`, and no backup was made since."""
    hour = _hour(daily)
    if hour is None:
        return False
    wanted = datetime.combine(now.astimezone(zone).date(), hour, zone).astimezone(UTC)
    return now >= wanted and (newest is None or newest < wanted)


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
