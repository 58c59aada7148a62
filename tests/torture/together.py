"""Stations in processes of their own, all at once on one file: no error reaches any of them, none waits too long."""

from __future__ import annotations

import json
import os
import time
from functools import partial
from pathlib import Path
from typing import Any

from tests.torture import judge, warehouses
from tests.torture.forks import forked
from tests.torture.row import Outcome, Share
from wms.app.application import App
from wms.operations.adjusting.adjust import ScrapStock
from wms.operations.moving.move import MoveStock
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLine, ReceiveLines
from wms.storage import sqlite

LONGEST_WAIT_S = sqlite.PATIENCE
"""How long an answer may take at worst: as long as a connection waits for another one's write."""


class Station:
    """One clerk with a terminal, who receives, moves and scraps pens as fast as the answers come."""

    def __init__(self, path: Path, number: int) -> None:
        self.app = App.open(path)
        self.number = number
        self.waits: list[float] = []
        self._receipt = self.run(CheckIn(dock="DOCK-1", supplier="SUP"))

    def run(self, command: Any) -> str:
        """Carry it out, and note how long the answer took."""
        asked = time.monotonic()
        document = self.app.run(command, key=f"{self.number}-{len(self.waits)}").document
        self.waits.append(time.monotonic() - asked)
        return document

    def work(self, commands: int, until: float) -> None:
        """So many commands, in rounds: a document of three lines, one more piece, a move, a loss."""
        shelf = f"F-01-0{self.number % 8 + 1}"
        whole = tuple(ReceivedLine(item="PEN", quantity=1) for _ in range(judge.LINES))
        away = {"item": "PEN", "quantity": judge.LINES + 1}
        rounds: list[Any] = [
            ReceiveLines(receipt=self._receipt, lines=whole),
            ReceiveLine(receipt=self._receipt, item="PEN", quantity=1),
            MoveStock(location="DOCK-1", to=shelf, **away),
            ScrapStock(location=shelf, reason="broken", **away),
        ]
        while len(self.waits) < commands and time.monotonic() < until:
            self.run(rounds[len(self.waits) % len(rounds) - 1])


def run(share: Share, stations: int) -> Outcome:
    """So many stations; `share.count` is the number of commands of all of them together."""
    outcome = Outcome()
    path = warehouses.furnished(share.place / "source.db")
    began = time.monotonic()
    children = [forked(partial(_station, path, number, share.count // stations, began + share.seconds))
                for number in range(stations)]  # fmt: skip
    for child in children:
        if os.waitpid(child, 0)[1]:
            outcome.complain("a station saw an error")
    took = time.monotonic() - began
    waits = sorted(wait for number in range(stations) for wait in json.loads(_notes(path, number).read_text()))
    outcome.count = len(waits)
    outcome.tell("a second", round(len(waits) / took))
    outcome.tell("ms p50 max", round(1000 * waits[len(waits) // 2], 1))
    outcome.tell("ms p99 max", round(1000 * waits[len(waits) * 99 // 100], 1))
    outcome.tell("ms max", round(1000 * waits[-1]))
    if waits[-1] > LONGEST_WAIT_S:
        outcome.complain(f"an answer took {waits[-1]:.1f} s")
    with sqlite.raw(path, "ro") as raw:
        outcome.lost = len(waits) - raw.execute("SELECT count(*) FROM audit WHERE key GLOB '[0-9]*-*'").fetchone()[0]
    judge.whole(path, outcome)
    return outcome


def _station(path: Path, number: int, commands: int, until: float) -> None:
    station = Station(path, number)
    station.work(commands, until)
    station.app.close()
    _notes(path, number).write_text(json.dumps(station.waits))


def _notes(path: Path, number: int) -> Path:
    return path.with_suffix(f".{number}.json")
