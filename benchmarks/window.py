"""The window: how long from the start to a screen that can be used, how evenly it beats, and whether it grows.

Starts are whole processes, imports included, offscreen, over the demo (`--limit` 1 for the medium one, which takes some
minutes to build; WMS_DEMO names a demo that was built before, and is copied). The heartbeat is a timer of 5 ms on the
window's thread while every screen and tab is opened for the first time, some seconds after the start, when the rest of
the program is loaded: a gap is how long a person could not have typed, and `work` how much of the processor the
window's thread took in one gap, to which a busy machine adds less. Growth is the resident memory, open handles and
the database's log after rounds of scans at a bench.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from wms.base.jobs import Watch
from wms.gui.main import application_for
from wms.gui.pages.tabs import TabbedPage
from wms.gui.scan.ears import Ears
from wms.gui.screenshots import rest
from wms.gui.shell import warehouse
from wms.gui.shell.acting import ACTS
from wms.gui.shell.garbage import Garbage
from wms.gui.shell.program import Program, bury
from wms.gui.shell.warming import Warming
from wms.operations.master_data.change_setting import ChangeSetting

STARTS, ROUNDS, SCANS, BEAT_MS, BAR_MS = 5, 6, 500, 5, 100


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the figures; `data` is not used."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WMS_HOME"] = folder
        path, size = _demo(Path(folder), medium=bool(limit))
        results = {"size": size, "start": _starts(path, Path(folder)), **_inside(path, Path(folder))}
    start = results["start"]
    best, median = start[0][0], statistics.median(waited for waited, _ in start)
    work = min(work for _, work in start)
    told = f"best {best:.2f} s, median {median:.2f} s, processor {work:.2f} s (bar 1.5)"
    print(f"start to a usable screen, {size} demo: {told}")
    gaps = sorted(results["gaps"].items(), key=lambda pair: -pair[1][0])
    over = [sum(gap[which] > BAR_MS for _, gap in gaps) for which in (0, 1)]
    told = f"{over[0]} above the bar, by the processor {over[1]}"
    print(f"longest gap of the heartbeat while opening {len(gaps)} screens and tabs ({BAR_MS} ms): {told}")
    for name, (gap, work) in gaps[:8]:
        print(f"  {name:40}{gap:>7.0f} ms, work {work:>4.0f} ms")
    print(f"  {'most work in one gap':40}{max(work for _, (_, work) in gaps):>7.0f} ms")
    print(f"after each {SCANS} scans and {SCANS // 2} commands: " + "  ".join(
        f"{one['mb']:.0f} MB, {one['handles']} handles, log {one['log_kb']} kB" for one in results["growth"]
    ))  # fmt: skip
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _demo(folder: Path, *, medium: bool) -> tuple[Path, str]:
    """The demo's file and what it is called."""
    path, ready = folder / "demo" / "demo.db", os.environ.get("WMS_DEMO")
    if ready:
        shutil.copytree(ready, path.parent)
        return path, Path(ready).name
    size = "medium" if medium else "small"
    warehouse.build_demo(path, Watch(), size=size).app.close()
    return path, size


def _starts(path: Path, folder: Path) -> list[tuple[float, float]]:
    """Seconds of whole processes, by the clock and of the processor, the shortest first.

    Each ends itself once its screen has its answers.
    """
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom wms.gui.main import application_for\n"
        "from wms.gui.shell.acting import ACTS\nfrom wms.gui.shell.program import Program\n"
        "a = application_for(['wms'])\np = Program(a, Path(sys.argv[2]), ACTS)\np.begin(Path(sys.argv[1]))\n"
        "while p.work is None or p.desk is None or [j for j in p.desk.jobs.running]:\n"
        "    a.processEvents(); time.sleep(0.002)\nimport os; os._exit(0)\n"
    )
    taken = []
    for _ in range(STARTS):
        begin, before = time.perf_counter(), os.times()
        subprocess.run([sys.executable, "-c", code, str(path), str(folder)], check=True, timeout=120)
        after = os.times()
        work = after.children_user + after.children_system - before.children_user - before.children_system
        taken.append((time.perf_counter() - begin, work))
    return sorted(taken)


def _inside(path: Path, folder: Path) -> dict[str, Any]:
    application = application_for(["wms"])
    garbage = Garbage()
    program = Program(application, folder, ACTS)
    program.take_over(warehouse.open_file(path, Watch()), "admin")
    program.window.resize(1366, 768)
    rest(program.desk)
    _warm(program)
    garbage.settle()
    gaps = _gaps(program)
    growth = _growth(program)
    program.window.close()
    bury(program)
    garbage.stop()
    return {"gaps": gaps, "growth": growth}


def _warm(program: Program) -> None:
    """As some seconds after the start: what was left out there is loaded."""
    told: list[bool] = []
    Warming(program.jobs, program).over.connect(lambda: told.append(True))
    while not told:
        QApplication.processEvents()
        time.sleep(0.002)


class Heart(QObject):
    """Beats on the window's thread. `longest` is the longest gap since `restart`, ms: by the clock, and its work."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.beat)
        self._timer.start(BEAT_MS)
        self.restart()

    def restart(self) -> None:
        """Count from now on."""
        self._last, self.longest = (time.perf_counter(), time.thread_time()), (0.0, 0.0)

    def beat(self) -> None:
        """One beat; also to be called when what is measured is over."""
        now = (time.perf_counter(), time.thread_time())
        waited, work = ((new - old) * 1000 for new, old in zip(now, self._last, strict=True))
        self.longest = (max(self.longest[0], waited - BEAT_MS), max(self.longest[1], work))
        self._last = now


def _gaps(program: Program) -> dict[str, tuple[float, float]]:
    """The longest gaps of the heartbeat, ms, while each screen and tab is opened first and comes to rest."""
    heart, found = Heart(), dict[str, tuple[float, float]]()
    for name, tab in visits(program):
        QApplication.processEvents()
        heart.restart()
        if program.work is not None:
            program.work.open(name, {"tab": tab} if tab else {})
        rest(program.desk)
        heart.beat()
        found[f"{name} {tab}".strip()] = heart.longest
    return found


def visits(program: Program) -> Iterator[tuple[str, str]]:
    """Every screen, and each of its tabs once the screen was visited."""
    for name in program.work.rail.names() if program.work is not None else ():
        yield name, ""
        page = program.work.page if program.work is not None else None
        yield from ((name, tab) for tab in (page.names if isinstance(page, TabbedPage) else ()))


def _growth(program: Program) -> list[dict[str, float]]:
    """What the process holds after each round of scans that the counting bench answers, beside work that is saved."""
    if program.work is None or program.desk is None:
        return []
    program.work.open("counting", {"tab": "count"})
    rest(program.desk)
    ears, held = Ears.of(program.desk), []
    for _ in range(ROUNDS):
        told: list[object] = []
        ears.settled.connect(told.append)
        for number in range(SCANS):
            ears.hear("NOPE" if number % 2 else "")
            if number % 2:
                program.desk.run(ChangeSetting(name="counting.recount_percent", value=str(1 + number % 9)))
        end = time.monotonic() + 120
        while len(told) < SCANS and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.002)
        ears.settled.disconnect()
        rest(program.desk)
        log = Path(f"{program.desk.app.database.path}-wal")
        held.append({"mb": _resident_mb(), "handles": _handles(), "log_kb": log.stat().st_size // 1024})
    return held


def _handles() -> int:
    """Open files, sockets and pipes, where the system lists them; -1 where it does not."""
    place = Path("/proc/self/fd")
    return len(list(place.iterdir())) if place.exists() else -1


def _resident_mb() -> float:
    """What the process holds in memory, from /proc where there is one."""
    place = Path("/proc/self/statm")
    if not place.exists():
        return float("nan")
    return int(place.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
