"""Stations that work, and are killed, on one warehouse: run as a process of its own by the tests beside it.

Everything is loaded once; each station is then forked, opens the database for itself, and writes the key of each
command down as acknowledged only after the program has answered. The last line printed is what happened, as JSON.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import configure_mappers

from wms.app import proving, registry
from wms.app.application import App
from wms.operations.adjusting.adjust import ScrapStock
from wms.operations.moving.move import MoveStock
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLine, ReceiveLines
from wms.storage import backup, migrate, recognise, restore, schema, sqlite, structure, verify
from wms.storage.migrations import history
from wms.storage.migrations.history import History

LINES = 3


class Station:
    """One clerk with a terminal, who receives, moves and scraps pens, and remembers what was acknowledged."""

    def __init__(self, path: Path, number: int, written: int) -> None:
        self.app = App.open(path)
        self.number = number
        self.done = 0
        self._written = written
        self._receipt = self.run(CheckIn(dock="DOCK-1", supplier="SUP"))

    def run(self, command: Any) -> str:
        key = f"{self.number}-{self.done}"
        document = self.app.run(command, key=key).document
        os.write(self._written, f"{key}\n".encode())
        self.done += 1
        return document

    def work(self, commands: int) -> None:
        """So many commands, in rounds: a document of three lines, one more piece, a move, a loss."""
        shelf = f"F-01-0{self.number % 8 + 1}"
        whole = tuple(ReceivedLine(item="PEN", quantity=1) for _ in range(LINES))
        away = {"item": "PEN", "quantity": LINES + 1}
        rounds: list[Any] = [
            ReceiveLines(receipt=self._receipt, lines=whole),
            ReceiveLine(receipt=self._receipt, item="PEN", quantity=1),
            MoveStock(location="DOCK-1", to=shelf, **away),
            ScrapStock(location=shelf, reason="broken", **away),
        ]
        while self.done < commands:
            self.run(rounds[self.done % len(rounds) - 1])


def forked(work: Callable[[], None]) -> int:
    """A child process that does this work; a failure is told on stderr and by its exit code."""
    child = os.fork()
    if child:
        return child
    try:
        work()
    except BaseException as error:  # noqa: BLE001 (the parent is to know of anything)
        os.write(2, f"{type(error).__name__}: {error}\n".encode())
        os._exit(1)
    os._exit(0)


def killed(work: Callable[[], None], seconds: float, begun: Callable[[], bool] = lambda: True) -> bool:
    """Whether the child that does this work was killed in the midst of it; an error of its own ends the test.

    The seconds count from the moment the work has `begun`, however busy the machine is.
    """
    child = forked(work)
    patience = time.monotonic() + 10
    while not begun() and time.monotonic() < patience:
        time.sleep(0.002)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    status = os.waitpid(child, 0)[1]
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0:
        raise SystemExit("a child failed by itself")
    return os.WIFSIGNALED(status)


def kills(path: Path, count: int, seed: int) -> dict[str, Any]:
    """Kill a working station at random points, over and over; each time all that was acknowledged must be there."""
    dice = random.Random(seed)
    record = path.with_suffix(".acknowledged")
    written = os.open(record, os.O_RDWR | os.O_CREAT | os.O_APPEND)
    lost: set[str] = set()
    hit = 0
    for number in range(count):
        size, first = os.fstat(written).st_size, dice.randrange(4)  # 0: while it opens, or at its very first command
        hit += killed(
            lambda n=number: Station(path, n, written).work(10**9), dice.uniform(0, 0.03),
            lambda size=size, first=first: os.pread(written, 4096, size).count(b"\n") >= first,
        )  # fmt: skip
        acknowledged = {key for key in record.read_text().split() if key.startswith(f"{number}-")}
        with sqlite.raw(path, "ro") as raw:
            found = {key for (key,) in raw.execute("SELECT key FROM audit WHERE key GLOB ?", (f"{number}-*",))}
        lost |= acknowledged - found
        if number % 500 == 499:
            lost |= {finding.check for finding in proving.prove_file(path).findings if not finding.ok}
    return {"killed": hit, "acknowledged": len(record.read_text().split()), "lost": sorted(lost), **judged(path)}


def together(path: Path, stations: int, commands: int) -> dict[str, Any]:
    """Stations that work at the same time; no error may reach any of them."""
    record = path.with_suffix(".acknowledged")
    written = os.open(record, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    children = [forked(lambda n=number: Station(path, n, written).work(commands)) for number in range(stations)]
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    return {"failed": failed, "acknowledged": len(record.read_text().split()), **judged(path)}


def backups(path: Path, count: int, seed: int) -> dict[str, Any]:
    """Backups while a station works, each killed at a random point: whole, or not there."""
    dice = random.Random(seed)
    written = os.open(os.devnull, os.O_WRONLY)
    worker = forked(lambda: Station(path, 0, written).work(10**9))
    whole = hit = 0
    for number in range(count):
        target = path.with_name(f"backup-{number}.db")
        hit += killed(lambda to=target: backup.backup(path, to) and None, dice.uniform(0.005, 0.25))
        if target.exists():
            verify.whole(target)
            verify.proven(target, b"")
            whole += 1
        for leftover in path.parent.glob(f"*backup-{number}.db*"):
            leftover.unlink()
    os.kill(worker, signal.SIGKILL)
    os.waitpid(worker, 0)
    return {"killed": hit, "whole": whole, **judged(path)}


def restores(path: Path, count: int, seed: int) -> dict[str, Any]:
    """Restores, each killed at a random point: afterwards the old database or the new one, whole and ready to work."""
    dice = random.Random(seed)
    saved = backup.backup(path, path.with_name("saved.db"))
    found = {"old": 0, "new": 0}
    written = os.open(os.devnull, os.O_WRONLY)
    hit = 0
    for number in range(count):
        worker = Station(path, number, written)
        worker.work(6)
        worker.app.close()
        old = standing(path)
        hit += killed(lambda: restore.restore(saved.path, path, prove=False) and None, dice.uniform(0.005, 0.2))
        recognise.recognise(path)
        now = standing(path)
        assert now in (old, saved.head.posting), (old, now)
        found["old" if now == old else "new"] += 1
        if now == old and restore.restore(saved.path, path).head != saved.head:
            raise SystemExit("the restore did not bring the backup")
        for leftover in path.parent.glob(f"{path.name}.replaced-*"):
            leftover.unlink()
    return {"killed": hit, **found, **judged(path)}


def upgrades(path: Path, count: int, seed: int) -> dict[str, Any]:
    """Upgrades to a made-up later version, each killed at a random point: before it or after it, never between."""
    dice = random.Random(seed)
    later = later_program(path.parent / "later")
    saved = backup.backup(path, path.with_name("saved.db"))
    found = {"0001": 0, "0002": 0}
    hit = 0
    for _ in range(count):
        hit += killed(lambda: migrate.bring_up_to_date(path, later), dice.uniform(0.005, 0.4))
        recognised = recognise.recognise(path)
        recognise.accept(recognised, path, later)
        verify.whole(path)
        found[recognised.revision] += 1
        for file in path.parent.glob(f"{path.name}.before-*"):
            if not file.name.endswith((".key", "-journal")):
                verify.whole(file)
            file.unlink()
        restore.restore(saved.path, path)
    return {"killed": hit, **found, **judged(path)}


def later_program(folder: Path) -> History:
    """The versions of a later program: one more table, filled from all moves."""
    table = "CREATE TABLE thought (id INTEGER PRIMARY KEY) STRICT"
    shutil.copytree(history.ours().folder / "versions", folder / "versions")
    (folder / "versions" / "v0002_thought.py").write_text(
        'from alembic import op\nrevision = "0002"\ndown_revision = "0001"\n\ndef upgrade():\n'
        f'    op.execute("{table}")\n    op.execute("INSERT INTO thought (id) SELECT seq FROM move")\n'
    )
    rows = sorted([*schema.rows(), ("table", "thought", "thought", table)], key=lambda row: row[:2])
    return History(folder, {**history.ours().digests, "0002": structure.digest(rows)})


def standing(path: Path) -> int:
    with sqlite.raw(path, "ro") as raw:
        return int(raw.execute("SELECT last_posting FROM ledger_head").fetchone()[0])


def judged(path: Path) -> dict[str, Any]:
    """Whether the books prove, the file is whole, and it can be worked with."""
    proof = proving.prove_file(path)
    wrong = [f"{finding.check}: {finding.wrong}" for finding in proof.findings if not finding.ok]
    verify.whole(path)
    app = App.open(path)
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=1))
    with app.database.reading() as connection:
        torn = connection.exec_driver_sql(
            "SELECT count(*) FROM audit a WHERE command = 'ReceiveLines' AND (SELECT count(*) FROM receipt_line l"
            " WHERE l.posting_id = json_extract(a.answer, '$.values.posting')) <> ?", (LINES,),
        ).scalar_one()  # fmt: skip
    app.close()
    return {"moves": proof.moves, "wrong": wrong, "torn": torn}


if __name__ == "__main__":
    registry.load()
    configure_mappers()  # once here rather than in each child
    task, place, *numbers = sys.argv[1:]
    tasks = {"kills": kills, "together": together, "backups": backups, "restores": restores, "upgrades": upgrades}
    print(json.dumps(tasks[task](Path(place), *map(int, numbers))))
