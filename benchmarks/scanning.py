"""Scanning: how long from a scanner's last key to the answer on the bench, and how fast anything is found.

A receipt of pens is scanned at fifty labels a second, key by key, into a bench without a screen, over the small demo;
a thousand more at once show that none is lost. Finding is measured over 100,000 items with names of several words.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from tests.gui.scan.keys import Hands
from tests.gui.scan.receive_by_scan import ReceiveByScan
from wms.app.application import App
from wms.app.demo.found import found
from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.scan.ears import Ears
from wms.gui.scan.feedback import FeedbackSettings
from wms.model.item import Item, PackagingLevel
from wms.model.tracking import Lot, Serial
from wms.model.words import Level
from wms.operations.receiving.check_in import CheckIn
from wms.storage.database import Database

SCANS, AT_ONCE, A_SECOND = 500, 1_000, 50
ITEMS, LOTS, SERIALS = 100_000, 200_000, 500_000
REPEATS = 9
WORDS = ("steel", "blue", "small", "garden", "lamp", "brush", "vintage", "kitchen", "paper", "wooden", "bag", "heart")
SEARCHES = ("I000777", "i0007", "garden lamp", "vintage heart 99999", "no such name", "4000000", "S-0400000")


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the figures; `data` and `limit` are not used, the work is fixed."""
    with tempfile.TemporaryDirectory() as folder:
        results = {"scans": _scans(Path(folder)), "finding": _finding(Path(folder))}
    for line in _table(results):
        print(line)
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _table(results: dict[str, Any]) -> list[str]:
    lines = [f"{'key to answer':24}{'scans':>8}{'p50 ms':>9}{'p99 ms':>9}{'most ms':>9}{'lost':>6}{'twice':>6}"]
    for name, one in results["scans"].items():
        figures = f"{one['p50']:>9.1f}{one['p99']:>9.1f}{one['most']:>9.1f}{one['lost']:>6}{one['twice']:>6}"
        lines.append(f"{name:24}{one['scans']:>8}{figures}")
    lines.append(f"{'finding, 100,000 items (processor time)':50}{'ms':>8}")
    return lines + [f"{name:50}{value:>8.1f}" for name, value in results["finding"].items()]


# --- scanning ------------------------------------------------------------------------------------------------------


class _Bench(QObject):
    """A receiving bench on its own, and the moments of each scan's last key and of its answer."""

    def __init__(self, app: App, folder: Path, receipt: str) -> None:
        super().__init__()
        self.desk = Desk(app, "system", frozenset({"*"}), folder)
        FeedbackSettings(sound=False).keep(self.desk.workstation)
        dialogue = ReceiveByScan(self.desk, receipt)
        self.page = BenchPage(self.desk, "Receive", dialogue)
        self.desk.heard.connect(self.page.take)
        dialogue.settled.connect(self._settled)
        self.page.resize(1166, 640)
        self.page.show()
        self.page.activateWindow()
        self.hands = Hands(self.page)
        self.ears = Ears.of(self.desk)
        self.ears.open()
        self.sent: list[float] = []
        self.answered: list[float] = []
        self.identities: set[str] = set()

    @Slot(object)
    def _settled(self, outcome: Any) -> None:
        self.answered.append(time.perf_counter())
        self.identities.add(outcome.heard.identity)

    def scan(self, code: str) -> None:
        """A scanner types the code; the clock starts as its last key is down."""
        self.hands.scan(code, end="")
        self.sent.append(time.perf_counter())
        self.hands.scan("", end="\n")

    def figures(self) -> dict[str, Any]:
        """What was measured since the last time, in milliseconds."""
        taken = sorted(1e3 * (b - a) for a, b in zip(self.sent, self.answered, strict=False))
        lost, twice = len(self.sent) - len(self.answered), len(self.answered) - len(self.identities)
        found = {"scans": len(self.sent), "p50": statistics.median(taken), "p99": taken[int(len(taken) * 0.99)],
                 "most": taken[-1], "lost": lost, "twice": twice}  # fmt: skip
        self.sent, self.answered, self.identities = [], [], set()
        return found


def _scans(folder: Path) -> dict[str, Any]:
    window = QApplication.instance() or QApplication([])
    assert isinstance(window, QApplication)
    app = App(Database.create(folder / "demo.db"))
    found(app, "small", 1, datetime.now(UTC).date())
    codes = _codes(app)
    receipt = app.run(CheckIn(dock=_dock(app), supplier=_supplier(app))).document
    bench = _Bench(app, folder / "desk", receipt)
    results = {
        "one at a time": _one_by_one(window, bench, codes),
        f"{A_SECOND} a second": _paced(window, bench, codes),
        "all at once": _at_once(window, bench, codes),
    }
    bench.page.close()
    bench.desk.close()
    app.close()
    return results


def _one_by_one(window: QApplication, bench: _Bench, codes: list[str]) -> dict[str, Any]:
    for number in range(SCANS):
        bench.scan(codes[number % len(codes)])
        _wait(window, lambda: len(bench.answered) == len(bench.sent))
    return bench.figures()


def _paced(window: QApplication, bench: _Bench, codes: list[str]) -> dict[str, Any]:
    start = time.perf_counter()
    for number in range(SCANS):
        due = start + number / A_SECOND
        _wait(window, lambda due=due: time.perf_counter() >= due)  # type: ignore[misc]
        bench.scan(codes[number % len(codes)])
    _wait(window, lambda: len(bench.answered) == len(bench.sent))
    return bench.figures()


def _at_once(window: QApplication, bench: _Bench, codes: list[str]) -> dict[str, Any]:
    for number in range(AT_ONCE):
        bench.scan(codes[number % len(codes)])
    _wait(window, lambda: len(bench.answered) == len(bench.sent))
    return bench.figures()


def _wait(window: QApplication, until: Callable[[], bool], patience_s: float = 60) -> None:
    """Let the window live until something is so, or nobody would wait any longer."""
    end = time.perf_counter() + patience_s
    while not until() and time.perf_counter() < end:
        window.processEvents()
        time.sleep(0.0002)


def _codes(app: App) -> list[str]:
    rows = app.ask("items", limit=200).rows
    plain = [row.gtin for row in rows if row.gtin and not (row.lot_tracked or row.serial_tracked)]
    return [f"]C101{gtin}" for gtin in plain[:40]]


def _dock(app: App) -> str:
    return str(next(row.code for row in app.ask("locations", limit=5_000).rows if row.type.value == "dock"))


def _supplier(app: App) -> str:
    return str(next(row.code for row in app.ask("parties", limit=500).rows if row.kind.value == "supplier"))


# --- finding -------------------------------------------------------------------------------------------------------


def _finding(folder: Path) -> dict[str, float]:
    app = App(Database.create(folder / "large.db"))
    with app.database.writing() as session:
        for noun, rows in _goods():
            session.connection().execute(insert(noun.__table__), rows)
    results = {f"search “{text}”": _milliseconds(lambda text=text: app.ask("search", text=text)) for text in SEARCHES}
    results |= {
        "bears a GTIN": _milliseconds(lambda: app.ask("bears", gtin="00000004000007")),
        "bears a code": _milliseconds(lambda: app.ask("bears", code="I000777")),
        "bears a serial number without its item": _milliseconds(lambda: app.ask("bears", code="S-0400000")),
        "bears nothing": _milliseconds(lambda: app.ask("bears", code="NOTHING")),
    }
    app.close()
    return results


def _goods() -> list[tuple[Any, list[dict[str, Any]]]]:
    count = len(WORDS)
    names = [f"{WORDS[n % count]} {WORDS[n * 7 // 3 % count]} {WORDS[n // 5 % count]} {n}" for n in range(ITEMS)]
    items = [{"id": n + 1, "sku": f"I{n:06}", "name": names[n], "serial_tracked": True} for n in range(ITEMS)]
    levels = [{"item_id": n + 1, "level": Level.EACH, "units": 1, "gtin": f"{4_000_000 + n:014}"} for n in range(ITEMS)]
    lots = [{"id": n + 1, "item_id": n % ITEMS + 1, "code": f"L-{n:06}"} for n in range(LOTS)]
    serials = [{"id": n + 1, "item_id": n % ITEMS + 1, "code": f"S-{n:07}"} for n in range(SERIALS)]
    return [(Item, items), (PackagingLevel, levels), (Lot, lots), (Serial, serials)]


def _milliseconds(work: Callable[[], Any]) -> float:
    taken = []
    for _ in range(REPEATS):
        start = time.thread_time()
        work()
        taken.append(1e3 * (time.thread_time() - start))
    return statistics.median(taken)
