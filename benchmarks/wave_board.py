"""The wave board with two thousand orders: how long a redraw takes, asking for the board, and allocating its lines.

A warehouse is made with 2,000 orders of five lines each. All 10,000 lines are allocated as the screen does it (part by
part, with progress), planned into waves, and shown offscreen in a window of 1600 × 1000. Milliseconds of wall time, the
median of several and the best of them: on a machine that does other work besides, the best is nearer to the truth.
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

from PySide6.QtWidgets import QApplication

from wms.app.allocating import allocate_all
from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.jobs import Progress, Watch
from wms.gui.screens.waves.canvas import BoardCanvas
from wms.gui.screens.waves.piles import Board, by_wave
from wms.gui.theme import look
from wms.model.item import Item
from wms.model.party import Owner, Party
from wms.model.site import Location, Site, Zone
from wms.model.words import LocationType, PartyKind, Purpose
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine
from wms.operations.waving.plan import PlanWaves
from wms.queries.page import MAX_ROWS
from wms.storage.database import Database

ORDERS, LINES, ITEMS, TIMES = 2_000, 5, 500, 15
MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the table; neither `data` nor `limit` is used, the warehouse is made here."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication)
    look.apply(qt, "light")
    with tempfile.TemporaryDirectory() as folder:
        app = build(Path(folder) / "board.db")
        results = _allocated(app) | _asked(app) | _drawn(app, qt)
        app.close()
    for name, (median, best) in results.items():
        print(f"{name:44} {median:10.1f} ms   best {best:10.1f} ms")
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def build(path: Path) -> App:
    """A site, its items on their shelves, and the orders of a day, of which nothing is allocated."""
    app = App(Database.create(path), clock=SetClock(MORNING))
    with app.database.writing() as session:
        session.add_all([
            Site(id=1_000, code="MAIN", name="Main", company_prefix="4012345", width_mm=1, depth_mm=1),
            Owner(code="OWN", name="Our own"), Party(kind=PartyKind.CUSTOMER, code="CUS", name="Customer & Co"),
        ])  # fmt: skip
        session.flush()
        session.add(Zone(id=1_000, site_id=1_000, code="FWD", name="Forward", purpose=Purpose.FORWARD))
        session.flush()
        for n in range(ITEMS):
            session.add(Item(sku=f"I{n:03}", name=f"Item {n}", family="all"))
            session.add(Location(site_id=1_000, zone_id=1_000, code=f"F-{n:03}", type=LocationType.SHELF, bay=n))
    stock = tuple(OpeningLine(item=f"I{n:03}", quantity=1_000, location=f"F-{n:03}") for n in range(ITEMS))
    app.run(PostOpeningStock(lines=stock))
    app.run(EnterOrders(orders=tuple(map(_order, range(ORDERS)))))
    return app


def _order(n: int) -> EnteredOrder:
    leaves = MORNING + timedelta(hours=4 + n % 8)
    lines = tuple(OrderedLine(item=f"I{(n * 7 + 13 * k) % ITEMS:03}", quantity=1 + n % 3) for k in range(LINES))
    return EnteredOrder(customer="CUS", number=f"O-{n:06}", due=leaves, cutoff=leaves, priority=1 + n % 9, lines=lines)


def _allocated(app: App) -> dict[str, tuple[float, float]]:
    told: list[Progress] = []
    took = _took(lambda: allocate_all(app, Watch(told.append)))
    assert app.how_many("unallocated_lines") == 0
    app.run(PlanWaves(wave_lines=1_250))
    return {f"allocate {ORDERS * LINES:,} lines, told {len(told)} times": (took, took)}



def _asked(app: App) -> dict[str, tuple[float, float]]:
    return {
        "ask for the orders (not in the window)": _several(lambda: app.ask("wave_orders", limit=MAX_ROWS, at=MORNING)),
        "ask for the loads (not in the window)": _several(lambda: app.ask("wave_loads", limit=MAX_ROWS, at=MORNING)),
    }


def _drawn(app: App, qt: QApplication) -> dict[str, tuple[float, float]]:
    orders = app.ask("wave_orders", limit=MAX_ROWS, at=MORNING).rows
    loads = app.ask("wave_loads", limit=MAX_ROWS, at=MORNING).rows
    board = by_wave(orders, loads)
    assert board.orders == ORDERS
    canvas = BoardCanvas()
    canvas.resize(1_600, 1_000)
    canvas.show()
    qt.processEvents()
    results = {"put the answers together": _several(lambda: by_wave(orders, loads))}
    results["show a new board, drawn"] = _several(lambda: _show(canvas, board))
    results[f"full redraw, {ORDERS:,} orders in {len(board.piles)} piles"] = _several(canvas.viewport().repaint)
    results["scroll by half a window, drawn"] = _several(lambda: _scroll(canvas))
    results["step to the next order, drawn"] = _several(lambda: _step(canvas))
    first, second = board.piles[1].key, board.piles[2].key
    names = [card.order for card in board.piles[1].cards[:20]]
    results["move 20 orders there and back, drawn"] = _several(lambda: _there_and_back(canvas, names, first, second))
    return results


def _there_and_back(canvas: BoardCanvas, names: list[str], first: str, second: str) -> None:
    _show(canvas, canvas.board.moved(names, second))
    _show(canvas, canvas.board.moved(names, first))


def _show(canvas: BoardCanvas, board: Board) -> None:
    canvas.show_board(board)
    canvas.viewport().repaint()


def _scroll(canvas: BoardCanvas) -> None:
    bar = canvas.verticalScrollBar()
    bar.setValue((bar.value() + bar.pageStep() // 2) % max(1, bar.maximum()))
    canvas.viewport().repaint()


def _step(canvas: BoardCanvas) -> None:
    canvas._step(0, 1, False)
    canvas.viewport().repaint()


def _several(work: Callable[[], Any]) -> tuple[float, float]:
    """The median and the best of several times."""
    taken = [_took(work) for _ in range(TIMES)]
    return round(statistics.median(taken), 2), round(min(taken), 2)


def _took(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000
