"""Posting: a 5,000-line receipt against raw inserts of the very same rows, ten times as many lines, single scans.

The raw side writes the rows that the receipt left in every table (receipt lines, postings, moves, balances, audit) with
sqlite3's executemany, in one transaction, into the same tables with the same indexes, but without triggers, checks
in Python, hashes or an ORM.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from wms.app.application import App
from wms.app.demo.building import building
from wms.app.demo.sizes import SIZES
from wms.app.rows import all_rows
from wms.ledger.proof.prove import prove
from wms.model.words import PartyKind
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.master_data.items import ItemLine, RegisterItems
from wms.operations.master_data.locations import RegisterLocations
from wms.operations.master_data.parties import PartyLine, RegisterOwner, RegisterParties
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnteredOrder, EnterOrders
from wms.operations.ordering.lines import OrderedLine
from wms.operations.picking.batches import ClaimBatch
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLine, ReceiveLines
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave
from wms.storage import keys
from wms.storage import sqlite as ours
from wms.storage.database import Database

LINES = 5_000
LINES_PICKED = 400
_TABLES = ("posting", "move", "balance", "receipt_line", "audit")


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Print the table; `limit` is not used, the work is fixed."""
    with tempfile.TemporaryDirectory() as folder:
        results = _measure(Path(folder))
    for name, value in results.items():
        print(f"{name:60} {value}")
    if json_file:
        json_file.write_text(json.dumps(results, indent=1), encoding="utf-8")


def _measure(folder: Path) -> dict[str, Any]:
    app = _warehouse(folder / "posting.db")
    ratios, small = [], []
    for number in range(5):
        seconds = _receipt(app, LINES)
        small.append(seconds)
        ratios.append(seconds / _raw(folder / f"raw{number}.db", app))
    large = _receipt(app, 10 * LINES)
    results: dict[str, Any] = {
        "receipt of 5,000 lines ÷ raw insert of the same rows (≤ 10)": round(statistics.median(ratios), 2),
        "50,000 lines ÷ ten times 5,000 lines (about 1)": round(large / (10 * statistics.median(small)), 2),
    }
    _grow(app, 1_000_000)
    scans = _scans(app, 1_000)
    results["a receiving scan on 1M moves, median ms"] = round(1e3 * statistics.median(scans), 2)
    results["a receiving scan on 1M moves, 99th percentile ms (< 20)"] = round(1e3 * sorted(scans)[990], 2)
    picks = _picks(app)
    results["a pick scan on 1M moves, median ms"] = round(1e3 * statistics.median(picks), 2)
    slow = sorted(picks)[len(picks) * 99 // 100]
    results["a pick scan on 1M moves, 99th percentile ms (< 20)"] = round(1e3 * slow, 2)
    results["proof of 1M moves, seconds (< 30)"] = round(_proof(app), 1)
    app.close()
    return results


def _warehouse(path: Path) -> App:
    app = App(Database.create(path))
    plan = building(SIZES["small"])
    for command in (plan.site, *plan.zones, *plan.aisles, RegisterLocations(lines=plan.locations)):
        app.run(command)
    app.run(RegisterOwner(code="OWN", name="Own stock"))
    app.run(RegisterParties(lines=(PartyLine(kind=PartyKind.SUPPLIER, code="SUP", name="Supplier"),)))
    app.run(RegisterItems(lines=tuple(ItemLine(sku=f"I{n:05}", name=f"Item {n}") for n in range(50_000))))
    return app


def _receipt(app: App, lines: int) -> float:
    receipt = app.run(CheckIn(dock="DOCK-IN-1", supplier="SUP")).document
    command = ReceiveLines(
        receipt=receipt, lines=tuple(ReceivedLine(item=f"I{n:05}", quantity=n % 7 + 1) for n in range(lines))
    )
    start = time.perf_counter()
    app.run(command)
    return time.perf_counter() - start


def _raw(path: Path, app: App) -> float:
    """Insert the rows of the last receipt into tables of the same shape."""
    source = ours.connect(app.database.path, "ro")
    target = ours.connect(path, "rwc")
    target.execute("PRAGMA journal_mode = WAL")
    target.execute("PRAGMA synchronous = FULL")
    rows = {}
    for table in _TABLES:
        shape = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL"
        for (sql,) in source.execute(shape, (table,)).fetchall():
            target.execute(sql)
        where = {"posting": "id", "move": "posting_id", "receipt_line": "posting_id"}.get(table)
        clause = f"{where} = (SELECT max(id) FROM posting)" if where else "1 ORDER BY id DESC LIMIT "
        clause += "" if where else str(LINES if table == "balance" else 1)
        rows[table] = source.execute(f"SELECT * FROM {table} WHERE {clause}").fetchall()
    start = time.perf_counter()
    target.execute("BEGIN IMMEDIATE")
    for table, content in rows.items():
        target.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * len(content[0]))})", content)
    target.execute("COMMIT")
    seconds = time.perf_counter() - start
    source.close()
    target.close()
    return seconds


def _grow(app: App, moves: int) -> None:
    with app.database.reading() as connection:
        have = connection.exec_driver_sql("SELECT last_seq FROM ledger_head").scalar_one()
    while have < moves:
        _receipt(app, 10 * LINES)
        have += 10 * LINES


def _scans(app: App, times: int) -> list[float]:
    receipt = app.run(CheckIn(dock="DOCK-IN-1", supplier="SUP")).document
    seconds = []
    for number in range(times):
        command = ReceiveLine(receipt=receipt, item=f"I{number:05}", quantity=1)
        start = time.perf_counter()
        app.run(command)
        seconds.append(time.perf_counter() - start)
    return seconds


def _picks(app: App) -> list[float]:
    """Scan every stop of a wave of 20 orders with 20 lines each."""
    shelves = [row.code for row in all_rows(app, "locations", zone="FWD")][:LINES_PICKED]
    stock = tuple(OpeningLine(location=code, item=f"I{n:05}", quantity=50) for n, code in enumerate(shelves))
    app.run(PostOpeningStock(lines=stock))
    app.run(RegisterParties(lines=(PartyLine(kind=PartyKind.CUSTOMER, code="CUS", name="Customer"),)))
    lines = [OrderedLine(item=line.item, quantity=2) for line in stock]
    orders = tuple(EnteredOrder(customer="CUS", lines=tuple(lines[n::20])) for n in range(20))
    app.run(EnterOrders(orders=orders))
    app.run(AllocateOrders())
    app.run(PlanWaves())
    seconds = []
    for wave in all_rows(app, "waves"):
        app.run(ReleaseWave(wave=wave.wave))
        for batch in all_rows(app, "batches", wave=wave.wave):
            app.run(ClaimBatch(batch=batch.batch))
            for stop in all_rows(app, "pick_list", batch=batch.batch):
                scan = ConfirmPick(task=stop.task, location=stop.location, item=stop.item)
                start = time.perf_counter()
                app.run(scan)
                seconds.append(time.perf_counter() - start)
    return seconds


def _proof(app: App) -> float:
    start = time.perf_counter()
    with app.database.reading() as connection:
        assert prove(connection, keys.load(app.database.path)).ok
    return time.perf_counter() - start
