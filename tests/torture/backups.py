"""Backups while a clerk works, each killed at a random point: whole and of one moment, or not there."""

from __future__ import annotations

import os
import random
import signal
import time
from functools import partial
from pathlib import Path

from tests.torture import judge, warehouses
from tests.torture.clerk import Clerk
from tests.torture.forks import forked, killed, seconds_of
from tests.torture.row import Outcome, Share
from wms.app.application import App
from wms.base.clock import SetClock
from wms.storage import backup, verify

MEASURE_EVERY = 10
FRESH_EVERY = 50
PAUSE_S = 0.005
"""Between the clerk's commands, so that the books do not grow for ever."""


def run(share: Share) -> Outcome:
    """Back up, kill, look."""
    outcome, dice = Outcome(), random.Random(share.seed)
    source = warehouses.furnished(share.place / "source.db")
    clerk, path = 0, share.place / "busy-0.db"
    for number in share.tries():
        if number % FRESH_EVERY == 0:
            _end(clerk, path, outcome)
            path = warehouses.copied(source, share.place / f"busy-{number}.db")
            clerk = _clerk_at_work(path, share.seed + number)
        target = share.place / f"backup-{number}.db"
        before = judge.standing(path)
        work = partial(_back_up, path, target)
        if number % MEASURE_EVERY == 0:
            longest = seconds_of(partial(_back_up, path, target.with_suffix(".whole")))
        outcome.tell("killed", killed(work, dice.uniform(0, 1.2 * longest)))
        if target.exists():
            outcome.tell("whole")
            if verify.whole(target).posting < before:
                outcome.lost += 1
                outcome.complain("a backup is older than its beginning")
            judge.whole_as_is(target, outcome)
        for leftover in share.place.glob(f"*backup-{number}.*"):
            leftover.unlink()
        outcome.count += 1
    _end(clerk, path, outcome)
    return outcome


def _back_up(path: Path, target: Path) -> None:
    backup.backup(path, target)


def _clerk_at_work(path: Path, seed: int) -> int:
    def work() -> None:
        clerk = Clerk(App.open(path, clock=SetClock(warehouses.MORNING)), "busy", lambda _: None, random.Random(seed))
        while True:
            clerk.something()
            time.sleep(PAUSE_S)

    return forked(work)


def _end(clerk: int, path: Path, outcome: Outcome) -> None:
    if not clerk:
        return
    os.kill(clerk, signal.SIGKILL)
    status = os.waitpid(clerk, 0)[1]
    if os.WIFEXITED(status):
        outcome.complain("the clerk gave up by themselves")
    judge.whole(path, outcome)
    judge.goes_on(path)
    warehouses.removed(path)
