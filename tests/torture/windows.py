"""Whole windows, each a process of its own, on one file: each sees within a second what the others did, none an error.

Every window shows the list of orders and enters one now and then; it notes when its own order was saved, and when each
order of another window stood in its list. The clock is the machine's, which all processes share.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tests.torture import judge, warehouses
from tests.torture.row import Outcome, Share

WITHIN_S = 1.0
PAUSE_S = (0.6, 1.4)
"""Between two orders of a window."""
LINGER_S = 4.0
"""How long a window looks on after its last order."""


def run(share: Share, windows: int) -> Outcome:
    """So many windows; `share.count` orders of all of them together, as far as there is time."""
    outcome = Outcome()
    path = warehouses.furnished(share.place / "shared.db")
    each = max(2, share.count // windows)
    children = [_window(path, number, each, windows, share.seconds) for number in range(windows)]
    notes: list[dict[str, Any]] = []
    for child in children:
        said, complaint = child.communicate()
        if child.returncode == 0 and said:
            notes.append(json.loads(said.splitlines()[-1]))
        else:
            outcome.complain(f"a window ended by itself: {complaint[-400:]}")
    _compare(notes, windows, outcome)
    judge.whole(path, outcome)
    return outcome


def _window(path: Path, number: int, orders: int, windows: int, seconds: float) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.torture.windows", str(path), str(number), str(orders), str(windows),
             str(seconds)]  # fmt: skip
    more = {"WMS_HOME": str(path.with_name(f"home-{number}")), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | more)


def _compare(notes: list[dict[str, Any]], windows: int, outcome: Outcome) -> None:
    """How long each order of one window took to stand in the lists of the others."""
    saved = {document: moment for note in notes for document, moment in note["saved"].items()}
    outcome.count = len(saved)
    took = []
    for note in notes:
        for error in note["errors"]:
            outcome.complain(f"a window saw: {error}")
        for document in saved.keys() - note["saved"].keys():
            if document in note["seen"]:
                took.append(note["seen"][document] - saved[document])
            else:
                outcome.lost += 1
    if outcome.lost:
        outcome.complain(f"{outcome.lost} times an order of another window never came to be seen")
    if not took:
        outcome.complain("no window ever saw what another one did")
        return
    took.sort()
    for name, value in (("p50", took[len(took) // 2]), ("p99", took[len(took) * 99 // 100]), ("", took[-1])):
        outcome.tell(f"seen within ms {name} max".replace("  ", " "), round(1_000 * value))
    if took[len(took) * 99 // 100] > WITHIN_S:
        outcome.complain(f"of a hundred changes one was seen only after {took[len(took) * 99 // 100]:.1f} s")


def main(path: Path, number: int, orders: int, windows: int, seconds: float) -> None:
    """One window: what it saved, what it saw, and what went wrong, as JSON."""
    from PySide6.QtWidgets import QApplication

    from tests.torture.watching import Watching
    from wms.app.application import App
    from wms.gui.main import application_for
    from wms.gui.screenshots import rest
    from wms.gui.shell import warehouse
    from wms.gui.shell.acting import ACTS
    from wms.gui.shell.program import Program, bury

    program = Program(application_for(["window"]), path.with_name(f"window-{number}"), ACTS)
    program.take_over(warehouse.describe(App.open(path), path), "system")
    assert program.work is not None
    assert program.desk is not None
    program.work.go("orders")
    rest(program.desk)
    watching = Watching(program, number)
    _meet(path, number, windows)
    dice, until = random.Random(number), time.monotonic() + seconds
    next_at, end = time.monotonic(), None
    while end is None or time.monotonic() < end:
        QApplication.processEvents()
        watching.look()
        if end is None and time.monotonic() >= next_at:
            next_at = time.monotonic() + dice.uniform(*PAUSE_S)
            if watching.sent >= orders or (watching.sent > 2 and time.monotonic() > until):
                end = time.monotonic() + LINGER_S
            else:
                watching.enter()
        time.sleep(0.005)
    print(json.dumps(watching.notes()))
    program.window.close()
    bury(program)


def _meet(path: Path, number: int, windows: int) -> None:
    """Begin when all the others are ready to look."""
    path.with_name(f"ready-{number}").touch()
    while not all(path.with_name(f"ready-{other}").exists() for other in range(windows)):
        time.sleep(0.02)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
    sys.stdout.flush()
    os._exit(0)
