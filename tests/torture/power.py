"""Power cuts: the program's writes are recorded, then cut off at random moments, over and over.

Of what was not synced each sector is kept, lost or half written. Every state is opened by the program; what was
acknowledged before the cut must be there, and the books must add up. The control works with synchronous=NORMAL and
must lose.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from tests.torture import judge, warehouses
from tests.torture.clerk import Clerk
from tests.torture.platter import Platter, put_down
from tests.torture.row import Outcome, Share
from tests.torture.tape import Tape
from tests.torture.vfs import Vfs
from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import WmsError
from wms.ledger.proof.prove import prove
from wms.storage import keys, sqlite

COMMANDS, STATES = 120, 1_000
"""How much work is recorded, and how many cuts are made into each recording."""
DEEP_EVERY = 25
"""Every so many states is examined page by page, proven, and worked in."""


def run(share: Share) -> Outcome:
    """With the program's own settings: nothing acknowledged is ever lost."""
    return _cut(share, lambda: None)


def normal(share: Share) -> Outcome:
    """The control: a setting that does not wait for the disk at each commit."""
    def careless() -> None:
        sqlite.WRITER["synchronous"] = 1

    return _cut(share, careless)


def _cut(share: Share, change: Callable[[], None]) -> Outcome:
    outcome, vfs = Outcome(), Vfs()
    source = warehouses.furnished(share.place / "source.db")
    change()
    dice = random.Random(share.seed)
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        after = Path(folder)
        for number in share.tries():
            if number % STATES == 0:
                work = share.place / f"work-{number}"
                tape = _recorded(source, work, vfs, dice.randrange(2**32))
                cuts = iter(tape.cuts(min(STATES, share.count - number), dice))
                platter, taken = Platter(), 0
            cut = next(cuts)
            while taken <= cut:
                platter.take(tape.events[taken])
                taken += 1
            put_down(platter.after_cut(dice), work, after)
            _look(after / source.name, platter.said, outcome, deep=number % DEEP_EVERY == 0)
            outcome.count += 1
    return outcome


def _recorded(source: Path, folder: Path, vfs: Vfs, seed: int) -> Tape:
    """A part of a day, with the warehouse closed and opened again in between."""
    dice = random.Random(seed)
    folder.mkdir()
    path = warehouses.copied(source, folder / source.name)
    tape = Tape(folder)
    with tape.running(vfs):
        for sitting in range(3):
            app = App.open(path, clock=SetClock(warehouses.MORNING))
            clerk = Clerk(app, f"c{sitting}", tape.said, dice)
            clerk.work(COMMANDS // 3)
            clerk.look.close()
            app.close()
    shutil.rmtree(folder)
    return tape


def _look(path: Path, said: list[str], outcome: Outcome, *, deep: bool) -> None:
    """Open what the cut left, as a person would the next morning, and look for everything."""
    try:
        app = App.open(path)
        with app.database.reading() as connection:
            there = {key for (key,) in connection.exec_driver_sql("SELECT key FROM audit")}
            wrong = judge.torn(connection.connection)
            if deep:
                wrong += [finding.check for finding in prove(connection, keys.load(path)).findings if not finding.ok]
        app.database._reader.dispose()
        if deep:
            judge.verify.whole(path)
            judge.goes_on(path)
    except (WmsError, DBAPIError, sqlite.driver.Error) as error:
        outcome.torn += 1
        outcome.complain(f"it does not open: {error}")
        return
    gone = [key for key in said if key not in there]
    outcome.lost += bool(gone)
    outcome.torn += len(wrong)
    outcome.tell("states with nothing lost", not gone)
    for name in wrong:
        outcome.complain(name)
