"""kill −9 in the midst of work: what was acknowledged is there, nothing is half there, and it opens by itself.

Each station is forked from a warm parent, so that many can be killed in a second. Every fourth opens the database for
itself, and is often killed while it does; the others begin at once. None is told when it will die.
"""

from __future__ import annotations

import gc
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.torture import judge, warehouses
from tests.torture.clerk import Clerk
from tests.torture.forks import killed
from tests.torture.row import Outcome, Share
from wms.app.application import App
from wms.base.clock import SetClock
from wms.storage import sqlite

LONGEST_S = 0.03
PROVE_EVERY, FRESH_EVERY = 250, 1_500
"""Kills between two complete proofs, and until a new warehouse, so that the books do not grow for ever."""


def run(share: Share) -> Outcome:
    """Kill a station, look, and again."""
    outcome = Outcome()
    source = warehouses.furnished(share.place / "source.db")
    killing: Killing | None = None
    for number in share.tries():
        if killing is None or number % FRESH_EVERY == 0:
            if killing is not None:
                killing.close(outcome)
            killing = Killing(warehouses.copied(source, share.place / f"killed-{number}.db"), share.seed + number)
        killing.once(number, outcome)
        outcome.count += 1
        if number % PROVE_EVERY == PROVE_EVERY - 1:
            judge.whole(killing.path, outcome)
    if killing is not None:
        killing.close(outcome)
    return outcome


class Killing:
    """One warehouse whose stations are killed one after the other, and the record of what was acknowledged."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path = path
        self._dice = random.Random(seed)
        self._app = App.open(path, clock=SetClock(warehouses.MORNING))
        Clerk(self._app, "warm", lambda _: None, random.Random(seed)).work(40)
        warehouses.cold(self._app)
        gc.collect()
        gc.freeze()  # what a child need not copy makes its birth and death quick
        self._record = path.with_suffix(".acknowledged")
        self._written = os.open(self._record, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        self._last = self._last_audit()

    def once(self, number: int, outcome: Outcome) -> None:
        """A station works and is killed; then its work is looked for."""
        size = os.fstat(self._written).st_size
        first = self._dice.randrange(4)  # 0: while it opens, or at its very first command
        begun = lambda: self._since(size).count(b"\n") >= first  # noqa: E731
        dead = killed(self._work(number), self._dice.uniform(0, LONGEST_S), begun)
        outcome.tell("killed", dead)
        acknowledged = self._since(size).decode().split()
        outcome.tell("acknowledged", len(acknowledged))
        with sqlite.raw(self.path, "ro") as raw:
            found = raw.execute("SELECT key, command, id FROM audit WHERE id > ? ORDER BY id", (self._last,)).fetchall()
            wrong = judge.torn(raw)
        self._compare(set(acknowledged), found, outcome)
        outcome.torn += len(wrong)
        for name in wrong:
            outcome.complain(name)

    def close(self, outcome: Outcome) -> None:
        """The whole examination, and a day's work afterwards."""
        judge.whole(self.path, outcome)
        judge.goes_on(self.path)
        os.close(self._written)
        warehouses.removed(self.path)

    def _compare(self, acknowledged: set[str], found: list[Any], outcome: Outcome) -> None:
        keys = {key for key, _, _ in found}
        for key in acknowledged - keys:
            outcome.lost += 1
            outcome.complain(f"{key} was acknowledged and is gone")
        if len(keys) > len(acknowledged) + 1:
            outcome.torn += 1
            outcome.complain(f"{len(keys)} commands are there where {len(acknowledged)} were acknowledged")
        for _, command, number in found:
            outcome.tell(f"verb {command}")
            self._last = number

    def _work(self, number: int) -> Callable[[], None]:
        opens = number % 4 == 0
        seed = self._dice.randrange(2**32)

        def work() -> None:
            app = App.open(self.path, clock=SetClock(warehouses.MORNING)) if opens else self._app
            Clerk(app, str(number), self._acknowledge, random.Random(seed)).work(10**9)

        return work

    def _acknowledge(self, key: str) -> None:
        os.write(self._written, f"{key}\n".encode())

    def _since(self, size: int) -> bytes:
        return os.pread(self._written, 1 << 20, size)

    def _last_audit(self) -> int:
        with sqlite.raw(self.path, "ro") as raw:
            return int(raw.execute("SELECT coalesce(max(id), 0) FROM audit").fetchone()[0])
