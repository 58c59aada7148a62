"""Kept reports written into a folder each day or each week, by this workstation, while its window is open.

What was due while no window was open is written when one opens, once. The entries lie in the workstation's preferences.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wms.base.jobs import Watch
from wms.gui.desk.desk import RIGHT, WRONG, Desk, wrong_in_words
from wms.gui.screens.reports.catalogue import REPORTS
from wms.gui.tables.conditions import told
from wms.gui.tables.seeking import Seeking
from wms.gui.texts.say import language, say, say_as
from wms.gui.texts.shown import RIGHT as RIGHT_KINDS
from wms.gui.texts.shown import shown

if TYPE_CHECKING:
    from wms.app.listing_export import Seen

LOOK_EVERY_MS = 30_000
DAILY = -1
_UNDER = "reports.scheduled"


@dataclass(frozen=True, slots=True)
class Entry:
    """One report to be written: `weekday` (0 Monday … 6 Sunday, DAILY: each day) `at` an hour on the wall clock.

    `last` is the moment it was due and written (ISO), or for a new entry the moment it was made.
    """

    name: str
    report: str
    seeking: dict[str, Any]
    folder: str
    shape: str
    weekday: int
    at: str
    last: str


def due(entry: Entry, now: datetime, zone: tzinfo) -> datetime | None:
    """When it was last due, if that was after it was written last; None where nothing is to be done."""
    hour = _hour(entry.at)
    if hour is None:
        return None
    day = now.astimezone(zone).date()
    wanted = datetime.combine(day, hour, zone).astimezone(UTC)
    while wanted > now or entry.weekday not in (DAILY, wanted.astimezone(zone).weekday()):
        day -= timedelta(days=1)
        wanted = datetime.combine(day, hour, zone).astimezone(UTC)
    return wanted if wanted > datetime.fromisoformat(entry.last) else None


def seen(entry: Entry) -> Seen:
    """The report as it is to be written: the columns of the catalogue, asked for as it was kept."""
    from wms.app.listing_export import Seen  # what writes files is loaded with the first one
    from wms.documents.spreadsheet import Field

    listing = REPORTS[entry.report].listing
    seeking = Seeking(listing)
    seeking.restore(entry.seeking)
    columns = {column.name: column for column in seeking.columns}
    fields = tuple(Field(name, say_as("column", columns[name].title), columns[name].kind) for name in listing.columns)
    asking = seeking.asking
    about = tuple(told(asking.question, columns[one.column], one) for one in asking.filters)
    return Seen(say(listing.title), asking.question, fields, language(), shown, RIGHT_KINDS, asking.parameters,
                asking.filters, asking.sort, about, listing.drawn, partial(say_as, "column"), say("Target"),
                say("Chart"))  # fmt: skip


class Schedule(QObject):
    """The entries of one desk's workstation; `Schedule.of(desk)` gives them. `changed` tells of each change."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._busy: set[str] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        desk.closing.connect(self._timer.stop)

    @classmethod
    def of(cls, desk: Desk) -> Schedule:
        """The schedule of this desk, made when it is first asked for."""
        return next((child for child in desk.children() if isinstance(child, cls)), None) or cls(desk)

    def entries(self) -> list[Entry]:
        """All entries by name; what this program no longer knows is left out."""
        found = self._desk.workstation.get(_UNDER, [])
        rows = found if isinstance(found, list) else []
        return sorted((Entry(**row) for row in rows if isinstance(row, dict) and row.get("report") in REPORTS
                       and row.keys() == Entry.__dataclass_fields__.keys()), key=lambda one: one.name)  # fmt: skip

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
        now = self._desk.app.clock()
        for entry in self.entries():
            moment = due(entry, now, language().zone)
            if moment is not None and entry.name not in self._busy:
                self._write(entry, moment)

    def _write(self, entry: Entry, moment: datetime) -> None:
        """Write one in the background. It counts as done even where it fails: the next try is when it is due again."""
        self._busy.add(entry.name)
        self._save([replace(one, last=moment.isoformat()) if one.name == entry.name else one
                    for one in self.entries()])  # fmt: skip
        day = f"{moment.astimezone(language().zone):%Y-%m-%d %H%M}"
        plain = "".join(sign if sign not in '\\/:*?"<>|' else " " for sign in entry.name)
        work = partial(self._work, seen(entry), Path(entry.folder) / f"{plain} {day}.{entry.shape}")
        job = self._desk.jobs.long(say("Writing {name}", name=entry.name), work, owner=self, then=self._written,
                                   failed=self._failed)  # fmt: skip
        job.ended.connect(partial(self._over, entry.name))

    def _work(self, what: Seen, out: Path, watch: Watch) -> Path:
        from wms.app.listing_export import export

        out.parent.mkdir(parents=True, exist_ok=True)
        export(self._desk.app, what, out.suffix.removeprefix("."), out, watch, by=self._desk.login)
        return out

    def _over(self, name: str, _job: object) -> None:
        self._busy.discard(name)

    @Slot(object)
    def _written(self, out: Path) -> None:
        self._desk.notice(RIGHT, say("The report was written: {file}", file=str(out)))

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._desk.notice(WRONG, say("A report that was due was not written. {why}", why=wrong_in_words(error)))

    def _save(self, entries: list[Entry]) -> None:
        self._desk.workstation.keep(_UNDER, [asdict(one) for one in entries] or None)
        self.changed.emit()


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
