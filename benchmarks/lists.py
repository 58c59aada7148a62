"""Lists: how long until a list of 100,000 rows shows its first page, and how long the window stands still meanwhile.

Four lists (what was done, items, locations, orders with their lines) are opened without a screen, walked through by
thousands of rows, sent to their end and back, sorted by another column, refreshed while people walk, and searched for a
word that no row has, in every column of text, off the window's thread (`found`). A timer in the window's own thread
beats every few milliseconds; its longest gap is how long the window stood still, and `work` how much of the processor
that thread took in one gap, which is the part of it that a busy machine does not add to. The bars are OPEN_MS for the
first page, from asking to the painted rows, and STALL_MS for any gap. A bare first page, asked for and not shown, is
what the opening is measured against.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from sqlalchemy import insert

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import Listing
from wms.gui.shell.garbage import Garbage
from wms.gui.tables.pane import TablePane
from wms.gui.theme import look
from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.party import Owner, Party
from wms.model.people import User
from wms.model.records import Audit
from wms.model.site import Location, Site, Zone
from wms.model.words import LocationType, OrderState, PartyKind, Purpose
from wms.storage.database import Database

ROWS, OPENINGS, WALK = 100_000, 9, 6_000
OPEN_MS, STALL_MS = 100.0, 50.0
START = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
LISTS = (
    (Listing("trail", "What was done", "audit_trail", ("at", "login", "command", "document")), "document"),
    (Listing("items", "Items", "items", ("sku", "name", "family", "cost_minor", "active")), "name"),
    (Listing("locations", "Locations", "locations", ("code", "zone", "type", "status", "bay")), "-code"),
    (Listing("orders", "Orders", "orders", ("order", "state", "customer", "customer_name", "due_at", "cutoff_at",
                                            "lines", "ordered", "shipped")), "due_at"),
)  # fmt: skip
"""Every list, and the other column it is sorted by."""


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the table; `data` and `limit` are not used, the work is fixed."""
    screen = QApplication.instance() or QApplication([])
    assert isinstance(screen, QApplication)
    look.apply(screen, "light")
    garbage = Garbage()
    with tempfile.TemporaryDirectory() as folder:
        app = build(Path(folder) / "lists.db")
        desk = Desk(app, "system", frozenset({"*"}), Path(folder))
        garbage.settle()
        results = {listing.name: _Measured(desk, listing, other).all() for listing, other in LISTS}
        desk.close()
        app.close()
    garbage.stop()
    for line in table(results):
        print(line)
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def table(results: dict[str, dict[str, float]]) -> list[str]:
    """The figures, with the bars they are held to; `x bare` is the opening as a multiple of the bare page."""
    acts = ("opening", "walking", "sorting", "refresh")
    both = (f"{what} {act}" for act in acts for what in ("stall", "work"))
    names = ("cold", "open", "bare", "end", "sorted", "found", *both)
    lines = [f"{'milliseconds':16}" + "".join(f"{name:>12}" for name in results)]
    lines += [f"{each:16}" + "".join(f"{found[each]:>12.1f}" for found in results.values()) for each in names]
    lines.append(f"{'open / bare':16}" + "".join(f"{one['open'] / one['bare']:>12.1f}" for one in results.values()))
    slow = [name for name, found in results.items() if found["open"] > OPEN_MS]
    stalls = [f"{name} {each}" for name, found in results.items() for each in names if each.startswith("stall")
              and found[each] > STALL_MS]  # fmt: skip
    return [*lines, f"first page above {OPEN_MS:.0f} ms: {', '.join(slow) or 'none'}",
            f"window still for more than {STALL_MS:.0f} ms: {', '.join(stalls) or 'never'}"]  # fmt: skip


class _Heart(QObject):
    """Beats in the window's thread, and knows its longest pause and its longest piece of work in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.restart()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(2)

    def restart(self) -> None:
        self._longest, self._last = (0.0, 0.0), (time.perf_counter(), time.thread_time())

    def taken(self, act: str) -> dict[str, float]:
        """What was found since it was restarted; it is restarted for the next act."""
        stall, work = self._longest
        self.restart()
        return {f"stall {act}": stall, f"work {act}": work}

    def _beat(self) -> None:
        now = (time.perf_counter(), time.thread_time())
        gaps = [(new - old) * 1000 for new, old in zip(now, self._last, strict=True)]
        self._longest = (max(self._longest[0], gaps[0]), max(self._longest[1], gaps[1]))
        self._last = now


class _Painted(QObject):
    """Notices when rows were painted."""

    def __init__(self, pane: TablePane) -> None:
        super().__init__()
        self._pane, self.rows = pane, 0
        pane.grid.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.rows = len(self._pane.model.rows)
        return False


class _Measured:
    def __init__(self, desk: Desk, listing: Listing, other: str) -> None:
        self.desk, self.listing, self.other = desk, listing, other
        self.heart = _Heart()

    def all(self) -> dict[str, float]:
        """Everything in milliseconds."""
        found = {"bare": statistics.median(_took(self._bare) for _ in range(OPENINGS))}
        self.heart.restart()
        times = [self._opened() for _ in range(OPENINGS)]
        found |= {"cold": times[0], "open": statistics.median(times), **self.heart.taken("opening")}
        pane = self._pane()
        self._until(lambda: pane.model.ready and pane.model.total is not None)
        found |= self._walked(pane) | self._sorted(pane) | self._ended(pane) | self._found(pane)
        pane.close()
        pane.deleteLater()
        return found

    def _bare(self) -> None:
        self.desk.app.ask(self.listing.question, limit=200)

    def _pane(self) -> TablePane:
        pane = TablePane(self.desk, self.listing)
        pane.resize(1366, 768)
        pane.show()
        return pane

    def _opened(self) -> float:
        begin = time.perf_counter()
        pane = self._pane()
        painted = _Painted(pane)
        self._until(lambda: painted.rows > 0)
        took = (time.perf_counter() - begin) * 1000
        self._until(lambda: pane.model.total is not None)
        pane.close()
        pane.deleteLater()
        return took

    def _walked(self, pane: TablePane) -> dict[str, float]:
        """Scroll by half a window at each beat of a screen, refreshing now and then as when others work."""
        bar = pane.grid.verticalScrollBar()
        step = bar.pageStep() // 2
        self.heart.restart()
        while len(pane.model.rows) < WALK:
            bar.setValue(bar.value() + step)
            self._pump(0.016)
        walking = self.heart.taken("walking")
        for _ in range(6):
            pane.refresh()
            for _ in range(20):
                bar.setValue(max(0, bar.value() - step))
                self._pump(0.016)
        return walking | self.heart.taken("refresh")

    def _sorted(self, pane: TablePane) -> dict[str, float]:
        self.heart.restart()
        begin = time.perf_counter()
        pane.seeking.sort_by(self.other.removeprefix("-"), direction="down" if self.other.startswith("-") else "up")
        self._until(lambda: not pane.model.loading)
        took = (time.perf_counter() - begin) * 1000
        self._pump(0.2)
        return {"sorted": took, **self.heart.taken("sorting")}

    def _ended(self, pane: TablePane) -> dict[str, float]:
        self._until(lambda: not pane.model.loading)
        begin = time.perf_counter()
        pane.grid.go(end=True)
        self._until(lambda: not pane.model.more)
        return {"end": (time.perf_counter() - begin) * 1000}

    def _found(self, pane: TablePane) -> dict[str, float]:
        """A word that stands in no column of any row."""
        self._until(lambda: not pane.model.loading)
        begin = time.perf_counter()
        pane.seeking.find("no such word")
        self._until(lambda: not pane.model.loading)
        return {"found": (time.perf_counter() - begin) * 1000}

    def _until(self, true: Callable[[], bool]) -> None:
        while not true():
            QApplication.processEvents()
            time.sleep(0.0005)

    def _pump(self, seconds: float) -> None:
        until = time.perf_counter() + seconds
        while time.perf_counter() < until:
            QApplication.processEvents()
            time.sleep(0.0005)


def _took(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def build(path: Path) -> App:
    """A warehouse with ROWS commands, items, locations, and orders of one line each."""
    app = App(Database.create(path))
    with app.database.writing() as session:
        session.add_all([
            User(id=1_000, login="anna", name="Anna"), Owner(id=1_000, code="OWN", name="Our own"),
            Site(id=1_000, code="MAIN", name="Main", company_prefix="4012345", width_mm=1, depth_mm=1),
            Party(id=1_000, kind=PartyKind.CUSTOMER, code="CUS", name="Customer & Co"),
        ])  # fmt: skip
        session.flush()
        session.add(Zone(id=1_000, site_id=1_000, code="RES", name="Reserve", purpose=Purpose.RESERVE))
        session.flush()
        for noun, row in ((Audit, _audit), (Item, _item), (Location, _location), (Order, _order), (OrderLine, _line)):
            session.execute(insert(noun), [row(n) for n in range(1, ROWS + 1)])
    return app


def _audit(n: int) -> dict[str, Any]:
    return {"key": f"k{n}", "digest": "", "at": START + timedelta(minutes=n), "user_id": 1_000, "fields": {},
            "command": "MoveStock", "answer": {}, "document": f"D-{n * 7919 % ROWS:06}"}  # fmt: skip


def _item(n: int) -> dict[str, Any]:
    return {"id": n, "sku": f"I{n:06}", "name": f"Item {n * 7919 % ROWS}", "family": f"F{n % 40}", "cost_minor": n}


def _location(n: int) -> dict[str, Any]:
    return {"id": n, "site_id": 1_000, "zone_id": 1_000, "code": f"L{n:06}", "type": LocationType.SHELF, "bay": n % 90}


def _order(n: int) -> dict[str, Any]:
    at = START + timedelta(minutes=n * 7919 % ROWS)
    return {"id": n, "number": f"O-{n:06}", "site_id": 1_000, "owner_id": 1_000, "customer_id": 1_000,
            "state": OrderState.ENTERED, "entered_at": at, "due_at": at, "cutoff_at": at}  # fmt: skip


def _line(n: int) -> dict[str, Any]:
    return {"order_id": n, "line": 1, "item_id": n, "ordered": n % 90 + 1}
