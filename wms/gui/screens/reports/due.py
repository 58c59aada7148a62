"""Kept reports that are written into a folder each day or each week: what is due, and writing it; without any window.

The window writes what is due while it is open; `wms reports run-due` does the same for the machine's own scheduler.
What is to be written, and when it was written last, lies in one small file beside the preferences, read anew each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wms.app.application import App
from wms.app.listing_export import Seen, export
from wms.base.errors import WmsError
from wms.base.jobs import Watch
from wms.base.money import digits_of
from wms.documents.spreadsheet import Field
from wms.gui.desk.preferences import Preferences
from wms.gui.screens.reports.catalogue import REPORTS
from wms.gui.tables.conditions import told
from wms.gui.tables.seeking import Seeking
from wms.gui.texts.say import LANGUAGES, language, say, say_as, use
from wms.gui.texts.shown import RIGHT as RIGHT_KINDS
from wms.gui.texts.shown import shown
from wms.queries.steadiness import DAYS

DAILY = -1
WEEKDAYS = DAYS
FILE = "scheduled.json"
_UNDER, _BEFORE = "reports", "reports.scheduled"


@dataclass(frozen=True, slots=True)
class Entry:
    """One report to be written: `weekday` (0 Monday … 6 Sunday, DAILY: each day) `at` an hour on the wall clock.

    `last` is the moment it was due and written (ISO), or for a new entry the moment it was made; `language` is what it
    is written in.
    """

    name: str
    report: str
    seeking: dict[str, Any]
    folder: str
    shape: str
    weekday: int
    at: str
    last: str
    language: str = "en"


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


@dataclass(frozen=True, slots=True)
class Written:
    """An entry that was due, and its file; or in words why it could not be written."""

    name: str
    place: Path
    why: str = ""


class Entries:
    """The entries of this workstation, in the folder of its preferences."""

    def __init__(self, folder: Path) -> None:
        self._place = folder / FILE
        self._older = folder / "workstation.json"

    def all(self) -> list[Entry]:
        """All entries by name; what this program no longer knows is left out."""
        found = Preferences(self._place).get(_UNDER)
        rows = Preferences(self._older).get(_BEFORE, []) if found is None else found
        known = Entry.__dataclass_fields__.keys()
        entries = (Entry(**row) for row in rows if isinstance(row, dict) and row.get("report") in REPORTS
                   and row.keys() <= known and row.keys() | {"language"} == known)  # fmt: skip
        return sorted(entries, key=lambda one: one.name)

    def save(self, entries: list[Entry]) -> None:
        """These and no others."""
        Preferences(self._place).keep(_UNDER, [asdict(one) for one in entries])

    def done(self, entry: Entry, moment: datetime) -> None:
        """It was due at that moment and is being written, by whoever says so first."""
        self.save([replace(one, last=moment.isoformat()) if one.name == entry.name else one for one in self.all()])

    def due(self, now: datetime, zone: tzinfo) -> Iterator[tuple[Entry, datetime]]:
        """What is due, and since when."""
        for entry in self.all():
            moment = due(entry, now, zone)
            if moment is not None:
                yield entry, moment


def place_of(entry: Entry, moment: datetime, zone: tzinfo) -> Path:
    """The file it is written to."""
    plain = "".join(sign if sign not in '\\/:*?"<>|' else " " for sign in entry.name)
    return Path(entry.folder) / f"{plain} {moment.astimezone(zone):%Y-%m-%d %H%M}.{entry.shape}"


def write(app: App, what: Seen, out: Path, watch: Watch, *, by: str = "") -> Path:
    """Write it, making its folder. Raises WmsError or OSError."""
    out.parent.mkdir(parents=True, exist_ok=True)
    export(app, what, out.suffix.removeprefix("."), out, watch, by=by)
    return out


def run_due(app: App, folder: Path, tell: Callable[[str], Watch]) -> list[Written]:
    """Write all that is due, each in its language and by the clock on the site's wall; one that fails is told.

    It counts as done even where it fails: the next try is when it is due again. `tell` gets the name of each as it is
    begun, and gives the watch to report to.
    """
    entries, written = Entries(folder), []
    sites = app.ask("sites", limit=1).rows
    zone = _zone(sites[0].time_zone if sites else "")
    for entry, moment in list(entries.due(app.clock(), zone)):
        entries.done(entry, moment)
        use(entry.language if entry.language in LANGUAGES else "en", zone,
            digits_of(sites[0].currency if sites else ""))  # fmt: skip
        out = place_of(entry, moment, zone)
        try:
            write(app, seen(entry), out, tell(entry.name), by=app.login)
            written.append(Written(entry.name, out))
        except WmsError as error:
            written.append(Written(entry.name, out, str(error)))
        except OSError as error:
            written.append(Written(entry.name, out, error.strerror or str(error)))
    return written


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
