"""The warehouse the questions are asked of: 1,000,000 moves in its books, 100,000 stock rows, 20,000 items.

The books are filled through the ledger's own door in large postings: each item is received, put away and shipped again
and again, at five places; some orders are set aside, picked and packed for real.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from wms.app.application import App
from wms.ledger.allocations import Carry, Take, allocate, carry
from wms.ledger.gate import opened
from wms.ledger.posting import Header, Line, post
from wms.ledger.views import moves, stock
from wms.model.inbound import Asn, AsnLine, Receipt, ReceiptLine
from wms.model.item import Item, PackagingLevel, SlotAssignment
from wms.model.lpn import Lpn
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Carton, CartonType, Load, Shipment, Wave
from wms.model.party import Owner, Party
from wms.model.site import CUSTOMER, SUPPLIER, Aisle, Location, Site, Zone
from wms.model.tracking import Lot
from wms.model.words import (
    Level,
    LocationType,
    LpnKind,
    OrderState,
    PartyKind,
    Purpose,
    Stage,
    Status,
    TaskKind,
    TaskState,
)
from wms.model.work import Task
from wms.storage.database import Database

ITEMS, PLACES, CYCLES = 20_000, 5, 17
LOCATIONS = 25_000
ORDERS, OPEN_ORDERS, LINES = 50_000, 4_000, 3
CHUNK = 5_000
START = datetime(2025, 1, 6, 6, 0, tzinfo=UTC)
NOW = START + timedelta(days=20 * CYCLES)


def build(path: Path) -> App:
    """A warehouse with a past."""
    app = App(Database.create(path), clock=lambda: NOW)
    with app.database.writing() as session:
        _master_data(session)
    for cycle in range(CYCLES):
        with app.database.writing() as session:
            _cycle(session, cycle)
    with app.database.writing() as session:
        _open_orders(session)
    with app.database.writing() as session:
        _announced(session)
    return app


def _insert(session: Session, noun: Any, rows: list[dict[str, Any]]) -> None:
    for first in range(0, len(rows), CHUNK):
        session.connection().execute(insert(noun.__table__), rows[first : first + CHUNK])


def _master_data(session: Session) -> None:
    session.add_all(
        [
            Site(id=1, code="MAIN", name="Main", company_prefix="4012345"),
            Owner(id=1, code="OWN", name="Own"),
            CartonType(id=1, code="S", length_mm=300, width_mm=200, height_mm=150, max_weight_g=9_000),
        ]
    )
    session.flush()
    purposes = (Purpose.RECEIVING, Purpose.RESERVE, Purpose.FORWARD, Purpose.SHIPPING)
    _insert(
        session,
        Zone,
        [
            {"id": n, "site_id": 1, "code": p.value[:3].upper(), "name": p.value, "purpose": p}
            for n, p in enumerate(purposes, 1)
        ],
    )
    _insert(
        session,
        Aisle,
        [
            {"id": n, "site_id": 1, "code": f"A{n:02}", "x1_mm": n, "y1_mm": 0, "x2_mm": n, "y2_mm": 9}
            for n in range(1, 51)
        ],
    )
    _insert(
        session,
        Location,
        [
            {
                "id": n,
                "site_id": 1,
                "zone_id": 1 if n == 1 else 4 if n == 2 else 2 + n % 2,
                "aisle_id": n % 50 + 1,
                "code": f"L{n * 7919 % 1_000_003:07}",
                "type": LocationType.SHELF,
                "pick_sequence": n,
                "bay": n // 50,
            }
            for n in range(1, LOCATIONS + 1)
        ],
    )
    _insert(
        session,
        Item,
        [
            {
                "id": n,
                "sku": f"I{n * 7907 % 100_003:06}",
                "name": f"Item {n}",
                "family": f"F{n % 40}",
                "cost_minor": n % 900 + 10,
                "lot_tracked": n % 2 == 0,
                "expiry_tracked": n % 2 == 0,
            }
            for n in range(1, ITEMS + 1)
        ],
    )
    _insert(
        session,
        PackagingLevel,
        [
            {"item_id": n, "level": level, "units": units, "gtin": f"{units:02}{n:012}"}
            for n in range(1, ITEMS + 1)
            for level, units in ((Level.EACH, 1), (Level.CASE, 12))
        ],
    )
    _insert(
        session,
        Lot,
        [
            {
                "id": _lot(n, place),
                "item_id": n,
                "code": f"B{n}-{place}",
                "expiry": (NOW + timedelta(days=n % 400 - 20)).date(),
            }
            for n in range(2, ITEMS + 1, 2)
            for place in range(PLACES)
        ],
    )
    _insert(
        session,
        SlotAssignment,
        [{"item_id": n, "location_id": _place(n, 0), "minimum": n % 30, "maximum": 60} for n in range(1, ITEMS + 1)],
    )
    _insert(
        session,
        Party,
        [{"id": n, "kind": PartyKind.CUSTOMER, "code": f"C{n:05}", "name": f"Customer {n}"} for n in range(1, 2_001)]
        + [
            {"id": 3_000, "kind": PartyKind.SUPPLIER, "code": "SUP", "name": "Supplier"},
            {"id": 3_001, "kind": PartyKind.CARRIER, "code": "CAR", "name": "Carrier"},
        ],
    )
    _insert(session, Order, [_order(n, OrderState.SHIPPED) for n in range(1, ORDERS + 1)])
    _insert(
        session,
        OrderLine,
        [
            {
                "id": n,
                "order_id": (n - 1) // LINES + 1,
                "line": (n - 1) % LINES + 1,
                "item_id": n * 31 % ITEMS + 1,
                "ordered": 2,
                "allocated": 2,
                "picked": 2,
                "packed": 2,
                "shipped": 2,
            }
            for n in range(1, ORDERS * LINES + 1)
        ],
    )


def _order(number: int, state: OrderState) -> dict[str, Any]:
    entered = START + timedelta(minutes=9 * number)
    return {
        "id": number,
        "number": f"O{number:08}",
        "site_id": 1,
        "owner_id": 1,
        "customer_id": number * 17 % 2_000 + 1,
        "carrier_id": 3_001,
        "state": state,
        "priority": number % 9 + 1,
        "entered_at": entered,
        "due_at": entered + timedelta(days=1),
        "cutoff_at": entered + timedelta(hours=number % 40),
        "shipped_at": entered + timedelta(hours=number % 30) if state is OrderState.SHIPPED else None,
    }


def _lot(item: int, place: int) -> int:
    return 0 if item % 2 else item * PLACES + place


def _place(item: int, place: int) -> int:
    return (item * PLACES + place) * 3 % (LOCATIONS - 2) + 3


def _cycle(session: Session, cycle: int) -> None:
    """Every item once more: received, put away at the next of its places, and half of it shipped."""
    place, day = cycle % PLACES, START + timedelta(days=20 * cycle)
    session.add(
        Receipt(
            id=cycle + 1, number=f"R{cycle + 1:08}", site_id=1, owner_id=1, supplier_id=3_000, dock_id=1, opened_at=day
        )
    )
    session.flush()
    for first in range(1, ITEMS + 1, CHUNK):
        some = range(first, first + CHUNK)
        into = [Line(1, n, 20, SUPPLIER, 1, _lot(n, place), value_minor=20 * (n % 900 + 10 + cycle)) for n in some]
        posted = post(session, Header("ReceiveLines", f"R{cycle + 1:08}", 1, day), into)
        _insert(
            session,
            ReceiptLine,
            [
                {
                    "receipt_id": cycle + 1,
                    "item_id": line.item_id,
                    "lot_id": line.lot_id,
                    "status": Status.AVAILABLE,
                    "quantity": 20,
                    "posting_id": posted.posting_id,
                }
                for line in into
            ],
        )
        away = [Line(1, n, 20, 1, _place(n, place), _lot(n, place)) for n in some]
        post(session, Header("ConfirmPutaway", f"T{cycle:04}{first:05}", 1, day + timedelta(hours=3)), away)
        out = [
            Line(
                1,
                n,
                n % 17 + 1,
                _place(n, place),
                CUSTOMER,
                _lot(n, place),
                order_line_id=(cycle * ITEMS + n) % (ORDERS * LINES) + 1,
            )
            for n in some
        ]
        post(session, Header("CloseManifest", f"MF{cycle:04}{first:05}", 1, day + timedelta(days=9)), out)


def _open_orders(session: Session) -> None:
    """Orders with stock set aside, half of them on picking walks, a part packed into cartons on loads."""
    numbers = range(ORDERS + 1, ORDERS + OPEN_ORDERS + 1)
    session.add(Wave(id=1, number="W00000001", site_id=1, cutoff_at=NOW, planned_at=NOW))
    session.flush()
    _insert(session, Batch, [{"id": n, "number": f"B{n:08}", "wave_id": 1} for n in range(1, 101)])
    _insert(
        session,
        Load,
        [
            {"id": n, "number": f"LD{n:08}", "site_id": 1, "carrier_id": 3_001, "dock_id": 2, "cutoff_at": NOW}
            for n in range(1, 21)
        ],
    )
    _insert(session, Order, [_order(n, OrderState.ALLOCATED) | {"wave_id": 1} for n in numbers])
    shelf = session.execute(select(stock).where(stock.c.free >= 2).limit(OPEN_ORDERS * LINES)).all()
    lines = [
        {
            "id": ORDERS * LINES + n,
            "order_id": ORDERS + (n - 1) // LINES + 1,
            "line": (n - 1) % LINES + 1,
            "item_id": row.item_id,
            "ordered": 2 + n % 2,
            "unallocated_reason": "1 missing." if n % 2 else "",
        }
        for n, row in enumerate(shelf, 1)
    ]
    _insert(session, OrderLine, lines)
    takes = [
        Take(line["id"], 2, row.owner_id, row.item_id, row.location_id, row.lot_id)
        for line, row in zip(lines, shelf, strict=True)
    ]
    held = allocate(session, takes, NOW)
    _insert(
        session,
        Task,
        [
            {
                "number": f"T{n:08}",
                "kind": TaskKind.PICK,
                "state": TaskState.OPEN,
                "site_id": 1,
                "batch_id": n % 100 + 1,
                "sequence": n // 100,
                "order_line_id": take.order_line_id,
                "allocation_id": held[n - 1],
                "owner_id": 1,
                "item_id": take.item_id,
                "lot_id": take.lot_id,
                "from_location_id": take.location_id,
                "quantity": 2,
                "created_at": NOW,
                "choices": [],
            }
            for n, take in enumerate(takes, 1)
        ],
    )
    session.add(
        Task(
            number="T99999999",
            kind=TaskKind.PUTAWAY,
            site_id=1,
            created_at=NOW,
            reason="near the door",
            to_location_id=3,
            quantity=1,
            choices=[{"location": "L0000004", "reason": "further"}],
        )
    )
    _packed(session, takes[: len(takes) // 3], held)


def _packed(session: Session, takes: list[Take], held: list[int]) -> None:
    orders = sorted({ORDERS + (take.order_line_id - ORDERS * LINES - 1) // LINES + 1 for take in takes})
    with opened(session):
        _insert(
            session,
            Lpn,
            [
                {"id": n, "code": f"04012345{n:010}", "kind": LpnKind.CARTON, "location_id": 2}
                for n in range(1, len(orders) + 1)
            ],
        )
    _insert(
        session,
        Shipment,
        [
            {"id": n, "number": f"SH{n:08}", "order_id": order, "load_id": n % 20 + 1}
            for n, order in enumerate(orders, 1)
        ],
    )
    _insert(session, Carton, [{"lpn_id": n, "shipment_id": n, "carton_type_id": 1} for n in range(1, len(orders) + 1)])
    steps = [Carry(held[n], 2, 2, n // LINES + 1, Stage.PACKED) for n in range(len(takes))]
    carry(session, Header("PackCarton", "SH", 1, NOW), steps)


def _announced(session: Session) -> None:
    _insert(
        session,
        Asn,
        [
            {
                "id": n,
                "number": f"ASN{n:08}",
                "site_id": 1,
                "owner_id": 1,
                "supplier_id": 3_000,
                "expected_at": NOW + timedelta(days=n % 30),
            }
            for n in range(1, 501)
        ],
    )
    _insert(
        session,
        AsnLine,
        [
            {"asn_id": (n - 1) // 10 + 1, "line": n % 10 + 1, "item_id": n * 3 % ITEMS + 1, "announced": 50}
            for n in range(1, 5_001)
        ],
    )


def moves_made(app: App) -> int:
    """How many moves the books hold."""
    with app.database.reading() as connection:
        return int(connection.execute(select(moves.c.seq).order_by(moves.c.seq.desc()).limit(1)).scalar_one())
