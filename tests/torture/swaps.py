"""Power cuts while files change places: a restore from another warehouse's backup, an upgrade, a new warehouse.

Whatever is found afterwards is the old warehouse or the new one, with the key that seals it; once the program has said
that it is done, it is the new one.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError

from tests.torture import judge, warehouses
from tests.torture.platter import Platter, put_down
from tests.torture.row import Outcome, Share
from tests.torture.tape import Tape
from tests.torture.upgrades import later_program
from tests.torture.vfs import Vfs
from wms.app.application import App
from wms.base.errors import WmsError
from wms.ledger.proof.prove import prove
from wms.storage import backup, keys, migrate, recognise, restore, sqlite
from wms.storage.migrations.history import History, ours

STATES = 250
"""Cuts into each recording."""


class Case(NamedTuple):
    """What is done to the warehouse w.db in this folder, and which program opens it afterwards."""

    words: str
    work: Callable[[Path], object]
    versions: History | None = None
    may_be_missing: bool = False


def run(share: Share) -> Outcome:
    """Each case in turn, recorded once and cut at random moments."""
    outcome, vfs, dice = Outcome(), Vfs(), random.Random(share.seed)
    start = _start(share.place / "start")
    later = later_program(share.place / "later")
    cases = (
        Case("restore", lambda folder: restore.restore(folder / "other.db", folder / "w.db", prove=False)),
        Case("upgrade", lambda folder: migrate.bring_up_to_date(folder / "w.db", later), later),
        Case("first restore", lambda folder: restore.restore(folder / "other.db", folder / "new.db", prove=False),
             may_be_missing=True),
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as place:
        for number in share.tries():
            case = cases[number // STATES % len(cases)]
            if number % STATES == 0:
                was = share.place / f"swap-{number}"
                tape = _recorded(start, was, case, vfs)
                cuts = iter(tape.cuts(STATES, dice))
                platter, taken = Platter(), 0
            cut = next(cuts)
            while taken <= cut:
                platter.take(tape.events[taken])
                taken += 1
            put_down(platter.after_cut(dice), was, Path(place))
            _look(Path(place), case, bool(platter.said), outcome)
            outcome.count += 1
    return outcome


def _start(folder: Path) -> Path:
    """Two different warehouses: w.db to work in, and a backup of another one with its own key."""
    folder.mkdir()
    warehouses.furnished(folder / "w.db")
    warehouses.furnished(folder / "another.db", anew=True)
    judge.goes_on(folder / "another.db")
    backup.backup(folder / "another.db", folder / "other.db")
    warehouses.removed(folder / "another.db")
    return folder


def _recorded(start: Path, folder: Path, case: Case, vfs: Vfs) -> Tape:
    shutil.copytree(start, folder)
    tape = Tape(folder)
    with tape.running(vfs):
        case.work(folder)
        tape.said(case.words)
    shutil.rmtree(folder)
    return tape


def _look(folder: Path, case: Case, said: bool, outcome: Outcome) -> None:
    path = folder / ("new.db" if case.may_be_missing else "w.db")
    if case.may_be_missing and not path.exists():
        outcome.lost += said
        return
    try:
        new = _is_new(path, case)
        outcome.tell(f"{case.words}: {'new' if new else 'old'}")
        if said and not new:
            outcome.lost += 1
            outcome.complain(f"{case.words}: it was said to be done, and is not")
    except (WmsError, DBAPIError, sqlite.driver.Error, AssertionError) as error:
        outcome.torn += 1
        outcome.complain(f"{case.words}: {error}")


def _is_new(path: Path, case: Case) -> bool:
    """Whether it is the new one; raises when it is neither, does not open, or does not prove with the key beside it."""
    if case.versions is not None:
        found = recognise.recognise(path)
        recognise.accept(found, path, case.versions)
        judge.verify.whole(path)
        judge.verify.proven(path, keys.load(path))
        return found.revision != ours().head
    app = App.open(path)
    assert keys.load(path), "it has no key"
    with app.database.reading() as connection:
        wrong = [finding for finding in prove(connection, keys.load(path)).findings if not finding.ok]
        assert not wrong, wrong
        posting = connection.exec_driver_sql("SELECT last_posting FROM ledger_head").scalar_one()
    app.close()
    return bool(posting > 1)
