"""The warehouse the reports are written of: 100,000 items, a million moves in 250 days, with their tasks and orders.

Each day a thousand order lines come: what they ask for is received, put away, picked and shipped, each step a move, the
putaways and picks with their tasks, the picks on walks. Two of five lines go through all items in turn, three ask for
the same fifteen thousand. The last two days are posted line by line, as people do, the days before in heaps of fifty.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from wms.app.application import App
from wms.base.clock import at, utc_now
from wms.ledger.posting import Header, Line, post
from wms.model.inbound import Discrepancy, Receipt, ReceiptLine
from wms.model.item import Item, PackagingLevel
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.party import Owner, Party
from wms.model.people import User
from wms.model.site import CUSTOMER, SUPPLIER, Aisle, Location, Site, Zone
from wms.model.tracking import Lot
from wms.model.words import (
    BatchState,
    CountLineState,
    CountState,
    DiscrepancyKind,
    Level,
    LocationType,
    OrderState,
    PartyKind,
    Purpose,
    Status,
    TaskKind,
    TaskState,
    WaveState,
)
from wms.model.work import Count, CountLine, Task
from wms.storage.database import Database

ITEMS, OFTEN, PLACES, AISLES = 100_000, 15_000, 20_000, 50
DAYS, LINES, EACH = 250, 1_000, 4
HEAP, CHUNK = 50, 10_000
DOCK, LANE, FIRST = 1, 2, 3
"""The receiving dock, the staging lane, and the first of the places goods are stored at."""
CAME, WENT = 20, 12


def build(path: Path) -> App:
    """The house, its last day being today."""
    today = at(utc_now().date())
    app = App(Database.create(path))
    with app.database.writing() as session:
        _master_data(session, today)
    for day in range(DAYS):
        with app.database.writing() as session:
            _day(session, day, today - timedelta(days=DAYS - 1 - day))
    with app.database.writing() as session:
        _counts(session, today)
    return app


def _insert(session: Session, noun: Any, rows: list[dict[str, Any]]) -> None:
    for first in range(0, len(rows), CHUNK):
        session.connection().execute(insert(noun.__table__), rows[first : first + CHUNK])


def _master_data(session: Session, today: datetime) -> None:
    session.add_all([Site(id=1, code="MAIN", name="Main"), Owner(id=1, code="OWN", name="Own")])
    session.flush()
    purposes = (Purpose.RECEIVING, Purpose.STAGING, *[Purpose.FORWARD] * 8)
    _insert(session, Zone, [{"id": n, "site_id": 1, "code": f"Z{n:02}", "name": f"Zone {n}", "purpose": purpose}
                            for n, purpose in enumerate(purposes, 1)])  # fmt: skip
    _insert(session, Aisle, [{"id": n, "site_id": 1, "code": f"A{n:02}", "x1_mm": 3_000 * n, "y1_mm": 0,
                              "x2_mm": 3_000 * n, "y2_mm": 60_000} for n in range(1, AISLES + 1)])  # fmt: skip
    _insert(session, Location, [_location(n) for n in range(1, PLACES + FIRST)])
    _insert(session, Item, [_item(n) for n in range(1, ITEMS + 1)])
    size = {"level": Level.EACH, "units": 1, "length_mm": 100, "width_mm": 80, "height_mm": 60}
    _insert(session, PackagingLevel, [{**size, "item_id": n, "gtin": f"01{n:012}"} for n in range(1, ITEMS + 1)])
    _insert(session, Lot, [{"id": n, "item_id": n, "code": f"B{n}", "expiry": (today + timedelta(days=n % 700)).date()}
                           for n in range(2, ITEMS + 1, 2)])  # fmt: skip
    _insert(session, Party, [
        *({"id": n, "kind": PartyKind.CUSTOMER, "code": f"C{n:05}", "name": f"Customer {n}"} for n in range(1, 1_001)),
        *({"id": n, "kind": PartyKind.SUPPLIER, "code": f"S{n}", "name": f"Supplier {n}"} for n in range(3_001, 3_051)),
        {"id": 4_000, "kind": PartyKind.CARRIER, "code": "CAR", "name": "Carrier"},
    ])  # fmt: skip
    _insert(session, User, [{"id": n, "login": f"p{n}", "name": f"Person {n}"} for n in range(100, 120)])


def _location(number: int) -> dict[str, Any]:
    zone = number if number < FIRST else FIRST + number % 8
    aisle, deep = number % AISLES + 1, number // AISLES % 40
    return {
        "id": number, "site_id": 1, "zone_id": zone, "aisle_id": aisle, "code": f"L{number:06}",
        "type": LocationType.SHELF, "x_mm": 3_000 * aisle, "y_mm": 1_500 * deep, "bay": deep, "level": number % 5 + 1,
        "pick_sequence": number, "max_volume_mm3": 200_000_000,
    }  # fmt: skip


def _item(number: int) -> dict[str, Any]:
    return {
        "id": number, "sku": f"I{number * 7907 % 1_000_003:06}", "name": f"Item {number}", "family": f"F{number % 40}",
        "cost_minor": number % 900 + 10, "lot_tracked": number % 2 == 0, "expiry_tracked": number % 2 == 0,
    }  # fmt: skip


def _asked(day: int) -> list[int]:
    """The items of the day's lines."""
    through = 2 * LINES // 5
    turn = [(day * through + k) % ITEMS + 1 for k in range(through)]
    return turn + [(day * LINES + k) * 7919 % OFTEN + 1 for k in range(LINES - through)]


def _lot(item: int) -> int:
    return 0 if item % 2 else item


def _home(item: int) -> int:
    return FIRST + item * 3 % PLACES


def _day(session: Session, day: int, morning: datetime) -> None:
    items, first = _asked(day), day * LINES
    heap = HEAP if day < DAYS - 2 else 1
    _orders(session, first, items, morning)
    session.add(Receipt(id=day + 1, number=f"R{day + 1:08}", site_id=1, owner_id=1, supplier_id=3_001 + day % 50,
                        dock_id=DOCK, opened_at=morning + timedelta(hours=6)))  # fmt: skip
    session.flush()
    for begin in range(0, LINES, heap):
        some = list(enumerate(items))[begin : begin + heap]
        when = morning + timedelta(seconds=43_200 * begin // LINES)
        came = [Line(1, n, CAME, SUPPLIER, DOCK, _lot(n), value_minor=CAME * (n % 900 + 10 + day)) for _, n in some]
        posted = post(session, Header("ReceiveLines", f"R{day + 1:08}", 1, when + timedelta(hours=6)), came)
        _insert(session, ReceiptLine, [
            {"receipt_id": day + 1, "item_id": n, "lot_id": _lot(n), "status": Status.AVAILABLE, "quantity": CAME,
             "posting_id": posted.posting_id} for _, n in some
        ])  # fmt: skip
        post(session, Header("ConfirmPutaway", f"R{day + 1:08}", 1, when + timedelta(hours=7)),
             [Line(1, n, CAME, DOCK, _home(n), _lot(n)) for _, n in some])  # fmt: skip
        post(session, Header("ConfirmPicks", f"W{day + 1:08}", 1, when + timedelta(hours=8)),
             [Line(1, n, WENT, _home(n), LANE, _lot(n)) for _, n in some])  # fmt: skip
        post(session, Header("CloseManifest", f"MF{day:04}{begin:05}", 1, when + timedelta(hours=9)),
             [Line(1, n, WENT, LANE, CUSTOMER, _lot(n), order_line_id=first + k + 1) for k, n in some])  # fmt: skip
    wrong = enumerate((DiscrepancyKind.SHORT, DiscrepancyKind.DAMAGED))
    _insert(session, Discrepancy, [{"receipt_id": day + 1, "item_id": items[k], "kind": kind, "quantity": k + 1}
                                   for k, kind in wrong])  # fmt: skip
    _work(session, day, items, morning)


def _orders(session: Session, first: int, items: list[int], morning: datetime) -> None:
    _insert(session, Order, [
        {"id": n, "number": f"O{n:08}", "site_id": 1, "owner_id": 1, "customer_id": n % 1_000 + 1, "carrier_id": 4_000,
         "state": OrderState.SHIPPED, "priority": n % 9 + 1, "entered_at": morning + timedelta(seconds=n % 20_000),
         "due_at": morning + timedelta(hours=20), "cutoff_at": morning + timedelta(hours=21),
         "shipped_at": morning + timedelta(hours=15 + n % 6)}
        for n in range(first // EACH + 1, (first + LINES) // EACH + 1)
    ])  # fmt: skip
    _insert(session, OrderLine, [
        {"id": first + k + 1, "order_id": (first + k) // EACH + 1, "line": k % EACH + 1, "item_id": item,
         "ordered": WENT + (k % 40 == 0), "allocated": WENT, "picked": WENT, "packed": WENT, "shipped": WENT}
        for k, item in enumerate(items)
    ])  # fmt: skip


def _work(session: Session, day: int, items: list[int], morning: datetime) -> None:
    """The day's wave with its walks, and the tasks of what was put away and picked."""
    walks = LINES // 50
    session.add(Wave(id=day + 1, number=f"W{day + 1:08}", site_id=1, cutoff_at=morning + timedelta(hours=21),
                     planned_at=morning, state=WaveState.CLOSED))  # fmt: skip
    session.flush()
    _insert(session, Batch, [
        {"id": day * walks + n + 1, "number": f"B{day * walks + n + 1:08}", "wave_id": day + 1, "picker_id": 100 + n,
         "state": BatchState.DONE, "started_at": morning + timedelta(hours=8),
         "done_at": morning + timedelta(hours=8.5), "walk_mm": 400_000} for n in range(walks)
    ])  # fmt: skip
    rows = []
    for k, item in enumerate(items):
        same = {"site_id": 1, "state": TaskState.DONE, "owner_id": 1, "item_id": item, "lot_id": _lot(item)}
        same |= {"choices": []}
        put, pick = morning + timedelta(hours=7, seconds=20 * k), morning + timedelta(hours=8, seconds=36 * (k % 50))
        rows.append({
            **same, "number": f"T{2 * (day * LINES + k):08}", "kind": TaskKind.PUTAWAY, "document": f"R{day + 1:08}",
            "batch_id": None, "sequence": 0, "from_location_id": DOCK, "to_location_id": _home(item), "quantity": CAME,
            "done_quantity": CAME, "created_at": morning + timedelta(hours=6), "done_at": put, "claimed_at": put,
            "claimed_by_id": 100 + k % 20, "order_line_id": None,
        })  # fmt: skip
        rows.append({
            **same, "number": f"T{2 * (day * LINES + k) + 1:08}", "kind": TaskKind.PICK, "document": f"W{day + 1:08}",
            "batch_id": day * walks + k // 50 + 1, "sequence": k % 50, "from_location_id": _home(item),
            "to_location_id": LANE, "quantity": WENT, "done_quantity": WENT, "created_at": morning, "done_at": pick,
            "claimed_at": morning + timedelta(hours=8), "claimed_by_id": 100 + k // 50,
            "order_line_id": day * LINES + k + 1,
        })  # fmt: skip
    _insert(session, Task, rows)


def _counts(session: Session, today: datetime) -> None:
    _insert(session, Count, [
        {"id": n, "number": f"CC{n:06}", "site_id": 1, "state": CountState.POSTED,
         "opened_at": today - timedelta(days=DAYS - n), "posted_at": today - timedelta(days=DAYS - n)}
        for n in range(1, DAYS + 1)
    ])  # fmt: skip
    _insert(session, CountLine, [
        {"count_id": n % DAYS + 1, "owner_id": 1, "item_id": n % ITEMS + 1, "lot_id": _lot(n % ITEMS + 1),
         "status": Status.AVAILABLE, "location_id": _home(n % ITEMS + 1), "snapshot": 8, "snapshot_seq": 1,
         "counted": 8 - (n % 50 == 0), "counted_seq": 1, "state": CountLineState.POSTED, "posted": -(n % 50 == 0)}
        for n in range(20_000)
    ])  # fmt: skip
