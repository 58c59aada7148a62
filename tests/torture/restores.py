"""Restores of our own and of another warehouse's backup, each killed: the old database or the new one, with its key."""

from __future__ import annotations

import random
from functools import partial
from pathlib import Path

from tests.torture import judge, warehouses
from tests.torture.forks import killed, seconds_of
from tests.torture.row import Outcome, Share
from wms.app import proving
from wms.app.application import App
from wms.storage import backup, restore

MEASURE_EVERY = 20
ENOUGH = 100
"""Of so many restores some must have come to their end before the kill."""


def run(share: Share) -> Outcome:
    """Restore, kill, open: at every second time from a backup whose ledger another key has sealed."""
    outcome, dice = Outcome(), random.Random(share.seed)
    saved = []
    for name in ("w", "other"):
        path = warehouses.furnished(share.place / f"{name}.db", anew=name == "other")
        saved.append(backup.backup(path, share.place / f"{name}-saved.db"))
        judge.goes_on(path)
    path = share.place / "w.db"
    for number in share.tries():
        chosen, there = saved[number % 2], judge.standing(path)
        work = partial(_restore, chosen.path, path)
        if number % MEASURE_EVERY == 0:
            longest = seconds_of(work)
        outcome.tell("killed", killed(work, dice.uniform(0, 1.1 * longest)))
        _look(path, {there: "old", chosen.head.posting: "new"}, outcome)
        for leftover in share.place.glob(f"{path.name}.replaced-*"):
            leftover.unlink()
        for leftover in share.place.glob(f".{path.name}.*"):
            leftover.unlink()
        judge.goes_on(path)
        outcome.count += 1
    if outcome.count >= ENOUGH and not outcome.told.get("new"):
        outcome.complain("nothing was ever restored")
    return outcome


def _restore(file: Path, path: Path) -> None:
    restore.restore(file, path)


def _look(path: Path, known: dict[int, str], outcome: Outcome) -> None:
    app = App.open(path)
    proof = proving.prove(app)
    with app.database.reading() as connection:
        now = connection.exec_driver_sql("SELECT last_posting FROM ledger_head").scalar_one()
    app.close()
    outcome.tell(known.get(now, "neither"))
    if now not in known:
        outcome.torn += 1
        outcome.complain(f"it stands at {now}, which is neither of {known}")
    for finding in proof.findings:
        if not finding.ok:
            outcome.torn += 1
            outcome.complain(f"{finding.check}: {finding.wrong}")
