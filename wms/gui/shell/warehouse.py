"""Opening a warehouse for the window: its file, what it is called, whether it is a demo, and who works there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from wms.app.application import App
from wms.base.clock import utc_now
from wms.base.errors import WmsError
from wms.base.jobs import Progress, Watch
from wms.storage import restore
from wms.storage.database import Database

DEMO_SIZE, DEMO_SEED, NOON = "small", 1, 12


@dataclass(frozen=True, slots=True)
class Opened:
    """An open warehouse. `people` are (login, name, roles) of those who work there, for a demo's first page.

    `news` is what is to be told to whoever works there next, and `well` whether that is good news.
    """

    app: App
    path: Path
    site_name: str
    time_zone: str
    demo: bool
    people: list[tuple[str, str, str]] = field(default_factory=list)
    news: tuple[str, ...] = ()
    well: bool = True
    currency: str = ""

    @property
    def title(self) -> str:
        """What stands in the window's title."""
        return f"{self.site_name} – WMS" if self.site_name else "WMS"


def open_file(path: Path, watch: Watch) -> Opened:
    """Open this file, upgrading it first if need be. Raises StorageError."""
    watch.report(Progress("Opening the warehouse"))
    return describe(App.open(path), path)


def restore_file(file: Path, path: Path, watch: Watch) -> Opened:
    """Put the backup `file` in the place of this warehouse, which nobody may have open, and open it.

    When that cannot be, the warehouse is opened as it was; the news say which of both. Raises StorageError.
    """
    try:
        done = restore.restore(file, path, watch)
    except WmsError as error:
        return replace(open_file(path, watch), news=("Nothing was restored.", str(error)), well=False)
    former = (f"{done.former}",) if done.former is not None else ()
    return replace(open_file(path, watch), news=("The backup was restored.", *done.remarks, *former))


def build_demo(path: Path, watch: Watch, *, size: str = DEMO_SIZE, today: date | None = None) -> Opened:
    """Make the demo warehouse in a new file, with a past and half a day's work done, and open it.

    The day it stops in is the last one whose noon is past, so that nothing in it lies in the future.
    """
    from wms.app.demo.live import live  # most starts build no demo

    path.parent.mkdir(parents=True, exist_ok=True)
    now = utc_now()
    day = today or (now.date() if now.hour > NOON else now.date() - timedelta(days=1))
    fresh = path.with_name(f"{path.stem}.unfinished{path.suffix}")
    _discard(fresh)
    database = Database.create(fresh)
    try:
        live(database, size, DEMO_SEED, watch, until=day)
    finally:
        database.close()
    for old in fresh.parent.glob(f"{fresh.name}*"):
        old.replace(path.with_name(old.name.replace(fresh.name, path.name)))
    return open_file(path, watch)


def describe(app: App, path: Path) -> Opened:
    """What the window needs to know of an open warehouse."""
    sites = app.ask("sites").rows
    settings = {row.name: row.value for row in app.ask("settings").rows}
    people = [(row.login, row.name, row.roles) for row in app.ask("users", limit=30, active=True).rows if row.roles]
    first = sites[0] if sites else None
    return Opened(
        app, path, first.name if first else path.stem, first.time_zone if first else "",
        bool(settings.get("site.demo", False)), people, currency=first.currency if first else "",
    )  # fmt: skip


def _discard(fresh: Path) -> None:
    for left in fresh.parent.glob(f"{fresh.name}*"):
        left.unlink()
