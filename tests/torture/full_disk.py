"""The disk runs full, or a sync fails, at every write there is: a clear word, nothing lost, and on it goes with room.

The VFS says "full" from the n-th write on until the room is back, for each n; where a small disk may be mounted, files
that SQLite does not write (exports, papers) are tried on a real one.
"""

from __future__ import annotations

import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.torture import judge, vfs, warehouses
from tests.torture.row import Outcome, Share
from tests.torture.upgrades import later_program
from wms.app.application import App
from wms.app.exporting import export_file
from wms.app.importing import import_file
from wms.base.clock import SetClock
from wms.base.errors import StorageError, WmsError
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.storage import backup, migrate, recognise, restore

MOST_WRITES = 60
SAYINGS = ("full", "I/O error")
"""One of these words is in what a person reads."""


class Full:
    """A listener that lets so many writes (or syncs) through, then none until it is told that there is room."""

    def __init__(self, after: int, *, syncs: bool, dice: random.Random) -> None:
        self._left, self._syncs, self._dice = after, syncs, dice
        self.hit = 0

    def opened(self, path: str) -> int:
        return vfs.OK

    def write(self, path: str, offset: int, data: bytes) -> tuple[int, int]:
        if self._syncs or self._goes_on():
            return vfs.OK, len(data)
        return vfs.FULL, self._dice.choice((0, len(data) // 2))

    def truncate(self, path: str, size: int) -> int:
        return vfs.OK

    def sync(self, path: str) -> int:
        return vfs.IOERR_FSYNC if self._syncs and not self._goes_on() else vfs.OK

    def removed(self, path: str) -> int:
        return vfs.OK

    def _goes_on(self) -> bool:
        self._left -= 1
        self.hit += self._left < 0
        return self._left >= 0


class Work(NamedTuple):
    """Something that writes. `again` after the error and when there is room must do it once; `done` tells whether."""

    words: str
    do: Callable[[Path, App], object]
    done: Callable[[Path, App], bool]
    alone: bool = False
    """Whether nobody may have the warehouse open meanwhile."""


def run(share: Share) -> Outcome:
    """Each work, each number of writes; at the end exports on a real small disk."""
    outcome, ears = Outcome(), vfs.Vfs()
    source = warehouses.furnished(share.place / "source.db")
    works = _works(share.place, source)
    dice = random.Random(share.seed)
    for number in share.tries():
        work, turn = works[number % len(works)], number // len(works)
        full = Full(turn // 2 % MOST_WRITES, syncs=turn % 2 == 1, dice=dice)
        path = warehouses.copied(source, share.place / f"full-{number}.db")
        try:
            _try(work, path, full, ears, outcome)
        except (WmsError, AssertionError) as error:
            outcome.torn += 1
            outcome.complain(f"{work.words}, {'sync' if turn % 2 else 'write'} {turn // 2 % MOST_WRITES}: {error}")
        warehouses.removed(path)
        outcome.count += 1
    _exports(source, share.place, outcome)
    return outcome


def _try(work: Work, path: Path, full: Full, ears: vfs.Vfs, outcome: Outcome) -> None:
    app = App.open(path, clock=SetClock(warehouses.MORNING))
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP"), key="before")
    if work.alone:
        app.close()
    ears.listener = full
    failed = False
    try:
        work.do(path, app)
    except StorageError as error:
        failed = True
        if not any(saying in str(error) for saying in SAYINGS):
            outcome.complain(f"{work.words}: it says: {error}")
    finally:
        ears.listener = None
    outcome.tell("ran full", failed)
    assert failed or work.done(path, app) or work.words == "export", "it went well and yet nothing is there"
    if not work.done(path, app):
        work.do(path, app)
    assert work.done(path, app), "it could not be done when there was room again"
    assert app.run(CheckIn(dock="DOCK-1", supplier="SUP"), key="before") == receipt, "what was before is gone"
    app.close()
    judge.whole(path, outcome) if not work.alone else judge.whole_as_is(path, outcome)


def _works(place: Path, source: Path) -> tuple[Work, ...]:
    later = later_program(place / "later")
    orders = place / "orders.csv"
    orders.write_text("number,customer,item,quantity\n" + "".join(f"B-{n},CUS,PEN,{n % 5 + 1}\n" for n in range(60)))
    saved = backup.backup(source, place / "saved.db").path
    lines = tuple(ReceivedLine(item="PEN", quantity=n + 1) for n in range(judge.LINES))

    def receive(_: Path, app: App) -> None:
        receipt = app.run(CheckIn(dock="DOCK-2", supplier="SUP"), key="receipt").document
        app.run(ReceiveLines(receipt=receipt, lines=lines), key="goods")

    def copy(path: Path, _: App) -> None:
        path.with_name(f"{path.name}.copy").unlink(missing_ok=True)
        path.with_name(f"{path.name}.copy.key").unlink(missing_ok=True)
        backup.backup(path, path.with_name(f"{path.name}.copy"))

    def copied(path: Path, _: App) -> bool:
        there = path.with_name(f"{path.name}.copy")
        if there.exists():
            judge.verify.whole(there)
        return there.exists()

    return (
        Work("post", receive, lambda _, app: _keyed(app, "goods")),
        Work("allocate", lambda _, app: app.run(AllocateOrders(), key="allocate"),
             lambda _, app: _keyed(app, "allocate")),
        Work("import", lambda _, app: import_file(app, "orders", orders),
             lambda _, app: app.how_many("orders") > 60),
        Work("backup", copy, copied),
        Work("upgrade", lambda path, _: migrate.bring_up_to_date(path, later),
             lambda path, _: recognise.recognise(path).revision == later.head, alone=True),
        Work("restore", lambda path, _: restore.restore(saved, path, prove=False), _restored, alone=True),
    )  # fmt: skip


def _restored(path: Path, _: App) -> bool:
    with judge.sqlite.raw(path, "ro") as raw:
        return raw.execute("SELECT 1 FROM audit WHERE key = 'before'").fetchone() is None


def _keyed(app: App, key: str) -> bool:
    with app.database.reading() as connection:
        return connection.exec_driver_sql("SELECT 1 FROM audit WHERE key = ?", (key,)).first() is not None


def _exports(source: Path, place: Path, outcome: Outcome) -> None:
    """Text and workbooks onto a disk of 64 kB with nearly nothing left."""
    path = warehouses.copied(source, place / "exporting.db")
    app = App.open(path)
    with _small_disk(place / "small") as disk:
        if disk is None:
            outcome.tell("no small disk")
            app.close()
            return
        for shape in ("csv", "xlsx"):
            (disk / "ballast").write_bytes(bytes(60 * 1024))
            _export(app, disk / f"items.{shape}", outcome)
    app.close()


def _export(app: App, out: Path, outcome: Outcome) -> None:
    try:
        for number in range(99):
            export_file(app, "locations", out.with_stem(f"items-{number}"))
        outcome.complain("a full disk took an export")
    except StorageError as error:
        if "full" not in str(error):
            outcome.complain(f"export: it says: {error}")
    except OSError as error:
        outcome.complain(f"export: nobody foresaw {error}")
    if [file for file in out.parent.iterdir() if file.name.startswith(".")]:
        outcome.torn += 1
        outcome.complain("an export left something half-written")
    (out.parent / "ballast").unlink()
    for file in out.parent.iterdir():
        file.unlink()
    export_file(app, "locations", out)
    out.unlink()
    outcome.count += 1


@contextmanager
def _small_disk(place: Path) -> Iterator[Path | None]:
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)]
    if not shutil.which("mount") or subprocess.run(mount, capture_output=True, check=False).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)
