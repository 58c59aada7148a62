"""The window: how long from the start to a screen that can be used, how evenly it beats, and whether it grows.

Starts are whole processes, imports included, offscreen, over the demo (`--limit` 1 for the medium one, which takes some
minutes to build). The heartbeat is a timer of 5 ms on the window's thread while every screen and tab is opened: a gap
is how long a person could not have typed. Growth is the resident memory after rounds of scans at a bench.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QTimer
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

STARTS, ROUNDS, SCANS, BEAT_MS, BAR_MS = 5, 6, 500, 5, 100


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the figures; `data` is not used."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["WMS_HOME"] = folder
        size = "medium" if limit else "small"
        path = Path(folder) / "demo" / "demo.db"
        warehouse.build_demo(path, Watch(), size=size).app.close()
        results = {"size": size, "start": _starts(path, Path(folder)), **_inside(path, Path(folder))}
    start = results["start"]
    told = f"best {start[0]:.2f} s, median {statistics.median(start):.2f} s (bar 1.5)"
    print(f"start to a usable screen, {size} demo: {told}")
    gaps = sorted(results["gaps"].items(), key=lambda pair: -pair[1])
    over = [name for name, gap in gaps if gap > BAR_MS]
    print(f"longest gap of the heartbeat while opening {len(gaps)} tabs ({BAR_MS} ms): {len(over)} above the bar")
    for name, gap in gaps[:8]:
        print(f"  {name:40}{gap:>7.0f} ms")
    print("resident memory after each 500 scans, MB: " + "  ".join(f"{mb:.0f}" for mb in results["memory"]))
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _starts(path: Path, folder: Path) -> list[float]:
    """Seconds of whole processes, the shortest first; each ends itself once its screen has its answers."""
    code = (
        "import sys, time\nfrom pathlib import Path\nfrom wms.gui.main import application_for\n"
        "from wms.gui.shell.acting import ACTS\nfrom wms.gui.shell.program import Program\n"
        "a = application_for(['wms'])\np = Program(a, Path(sys.argv[2]), ACTS)\np.begin(Path(sys.argv[1]))\n"
        "while p.work is None or p.desk is None or [j for j in p.desk.jobs.running]:\n"
        "    a.processEvents(); time.sleep(0.002)\nimport os; os._exit(0)\n"
    )
    taken = []
    for _ in range(STARTS):
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, str(path), str(folder)], check=True, timeout=120)
        taken.append(time.perf_counter() - begin)
    return sorted(taken)


def _inside(path: Path, folder: Path) -> dict[str, Any]:
    application = application_for(["wms"])
    garbage = Garbage()
    program = Program(application, folder, ACTS)
    program.take_over(warehouse.open_file(path, Watch()), "admin")
    program.window.resize(1366, 768)
    rest(program.desk)
    garbage.settle()
    gaps = _gaps(program)
    memory = _growth(program)
    program.window.close()
    bury(program)
    garbage.stop()
    return {"gaps": gaps, "memory": memory}


def _gaps(program: Program) -> dict[str, float]:
    """The longest gap of the heartbeat, ms, while each tab is opened for the first time and comes to rest."""
    beats = [time.perf_counter()]
    longest = [0.0]

    def beat() -> None:
        now = time.perf_counter()
        longest[0] = max(longest[0], (now - beats[0]) * 1000 - BEAT_MS)
        beats[0] = now

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(BEAT_MS)
    found: dict[str, float] = {}
    work = program.work
    for name in work.rail.names() if work is not None else ():
        work.go(name)
        page = work.page
        for tab in page.names if isinstance(page, TabbedPage) else [""]:
            QApplication.processEvents()
            beats[0], longest[0] = time.perf_counter(), 0.0
            if tab:
                work.open(name, {"tab": tab})
            rest(program.desk)
            found[f"{name} {tab}".strip()] = longest[0]
    timer.stop()
    return found


def _growth(program: Program) -> list[float]:
    """Resident megabytes after each round of scans that the counting bench answers."""
    if program.work is None or program.desk is None:
        return []
    program.work.open("counting", {"tab": "count"})
    rest(program.desk)
    ears, memory = Ears.of(program.desk), []
    for _ in range(ROUNDS):
        told: list[object] = []
        ears.settled.connect(told.append)
        for number in range(SCANS):
            ears.hear("NOPE" if number % 2 else "")
        end = time.monotonic() + 120
        while len(told) < SCANS and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.002)
        ears.settled.disconnect()
        rest(program.desk)
        memory.append(_resident_mb())
    return memory


def _resident_mb() -> float:
    """What the process holds in memory, from /proc where there is one."""
    place = Path("/proc/self/statm")
    if not place.exists():
        return float("nan")
    return int(place.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
