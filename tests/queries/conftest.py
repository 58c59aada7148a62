"""A warehouse with a known past: three deliveries, an order shipped, an order half allocated, a hold, a count."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.app.application import App
from wms.base.clock import SetClock
from wms.ledger import lpns
from wms.ledger.allocations import Carry, Take, allocate, carry
from wms.ledger.posting import Header, Line, post
from wms.model.inbound import Hold, Receipt
from wms.model.item import SlotAssignment
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Carton, CartonType, Load, Manifest, Shipment, Wave
from wms.model.site import ADJUSTMENT, CUSTOMER
from wms.model.tracking import Lot, Serial
from wms.model.words import (
    CartonState,
    CountLineState,
    CountState,
    LpnKind,
    OrderState,
    ShipmentState,
    Stage,
    Status,
    TaskKind,
    TaskState,
)
from wms.model.work import Count, CountLine, Task
from wms.operations import find
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines

EXPIRY = date(2026, 4, 1)


@pytest.fixture
def past(app: App, clock: SetClock) -> App:
    """PEN: 100 received on PAL, 60 moved to F-01-01, 5 of them shipped for O1. MILK: lot L1, 24. DRILL: D1 and D2.

    O2 asks for 10 PEN (4 allocated at F-01-01) on a walk; 6 PEN are held at R-01-01; a count found 1 PEN too few.
    """
    app.run(RegisterAsn(supplier="SUP", expected=clock() + timedelta(days=2), lines=(
        AnnouncedLine(item="PEN", quantity=50), AnnouncedLine(item="KIT", quantity=7))))  # fmt: skip
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLines(receipt=receipt, lines=(
        ReceivedLine(item="PEN", quantity=100, lpn="PAL"),
        ReceivedLine(item="MILK", quantity=24, lot="L1", expiry=EXPIRY),
        ReceivedLine(item="DRILL", quantity=2, serials=("D1", "D2")))))  # fmt: skip
    clock.advance(3600)
    with app.database.writing() as session:
        _put_away(session, app)
        _order(session, app, 1, 5)
        _order(session, app, 2, 10)
    clock.advance(3600)
    with app.database.writing() as session:
        _ship(session, app)
        _half_allocate(session, app)
        _hold_and_count(session, app)
    return app


def _header(app: App, kind: str, document: str) -> Header:
    return Header(kind, document, 1, app.clock())


def place(session: Session, code: str) -> int:
    return find.location(session, code).id


def _put_away(session: Session, app: App) -> None:
    dock, shelf, cold = (place(session, code) for code in ("DOCK-1", "F-01-01", "C-01-01"))
    pen, milk, drill = (find.item(session, sku).id for sku in ("PEN", "MILK", "DRILL"))
    plate = find.lpn(session, "PAL").id
    lot = session.scalars(select(Lot.id).where(Lot.code == "L1")).one()
    serials = {row.code: row.id for row in session.scalars(select(Serial).where(Serial.id > 0))}
    lpns.move(session, _header(app, "MoveLpn", "PAL"), plate, place(session, "R-01-01"))
    post(session, _header(app, "ConfirmPutaway", "T00000001"), [
        Line(1, pen, 60, place(session, "R-01-01"), shelf, from_lpn_id=plate),
        Line(1, milk, 24, dock, cold, lot),
        Line(1, drill, 1, dock, shelf, serial_id=serials["D1"]),
    ])  # fmt: skip
    session.add(SlotAssignment(item_id=pen, location_id=shelf, minimum=58, maximum=90))
    session.add(Task(number="T00000001", kind=TaskKind.PUTAWAY, state=TaskState.DONE, site_id=1,
                     document=session.scalars(select(Receipt.number)).one(), created_at=app.clock(), quantity=60,
                     done_at=app.clock(), reason="near the door", to_location_id=shelf, done_quantity=60,
                     choices=[{"location": "F-01-02", "reason": "further"}]))  # fmt: skip


def _order(session: Session, app: App, number: int, quantity: int) -> None:
    now, customer = app.clock(), find.party(session, "customer", "CUS").id  # type: ignore[arg-type]
    order = Order(number=f"O{number}", site_id=1, owner_id=1, customer_id=customer, entered_at=now,
                  due_at=now + timedelta(days=1), cutoff_at=now + timedelta(hours=number))  # fmt: skip
    order.lines.append(OrderLine(line=1, item_id=find.item(session, "PEN").id, ordered=quantity))
    session.add(order)


def _line(session: Session, order: str) -> OrderLine:
    return session.scalars(select(OrderLine).join(Order).where(Order.number == order)).one()


def _ship(session: Session, app: App) -> None:
    shelf, lane = place(session, "F-01-01"), place(session, "LANE-1")
    line = _line(session, "O1")
    tote = lpns.create(session, "TOTE-1", LpnKind.TOTE, lane)
    box = lpns.create(session, "040123450000000017", LpnKind.CARTON, lane)
    (held,) = allocate(session, [Take(line.id, 5, 1, line.item_id, shelf, reason="oldest")], app.clock())
    _, (picked,) = carry(session, _header(app, "ConfirmPick", "T00000002"), [Carry(held, 5, lane, tote)])
    packing = [Carry(picked.moved_id or 0, 5, lane, box, Stage.PACKED)]
    _, (packed,) = carry(session, _header(app, "PackCarton", "SH1"), packing)
    leaving = [Carry(packed.moved_id or 0, 5, CUSTOMER)]
    posted, _ = carry(session, _header(app, "CloseManifest", "MF1"), leaving)
    order = session.scalars(select(Order).where(Order.number == "O1")).one()
    order.state, order.shipped_at = OrderState.SHIPPED, app.clock()
    load = Load(number="LD1", site_id=1, carrier_id=find.party(session, "carrier", "CAR").id,  # type: ignore[arg-type]
                dock_id=place(session, "DOCK-9"), cutoff_at=app.clock())  # fmt: skip
    session.add(load)
    session.flush()
    session.add(Manifest(number="MF1", load_id=load.id, posting_id=posted.posting_id, closed_at=app.clock()))
    shipment = Shipment(number="SH1", order_id=order.id, load_id=load.id, state=ShipmentState.SHIPPED)
    session.add(shipment)
    session.flush()
    small = session.scalars(select(CartonType.id).where(CartonType.code == "S")).one()
    session.add(Carton(lpn_id=box, shipment_id=shipment.id, carton_type_id=small, state=CartonState.SHIPPED,
                       weight_g=350))  # fmt: skip
    lpns.leave(session, [box])


def _half_allocate(session: Session, app: App) -> None:
    line, shelf = _line(session, "O2"), place(session, "F-01-01")
    line.unallocated_reason = "6 missing."
    wave = Wave(number="W1", site_id=1, cutoff_at=app.clock(), planned_at=app.clock())
    session.add(wave)
    session.flush()
    batch = Batch(number="B1", wave_id=wave.id)
    session.add(batch)
    session.flush()
    session.scalars(select(Order).where(Order.number == "O2")).one().wave_id = wave.id
    (held,) = allocate(session, [Take(line.id, 4, 1, line.item_id, shelf)], app.clock())
    session.add(Task(number="T00000003", kind=TaskKind.PICK, site_id=1, batch_id=batch.id, sequence=1, choices=[],
                     order_line_id=line.id, allocation_id=held, item_id=line.item_id, from_location_id=shelf,
                     quantity=4, created_at=app.clock()))  # fmt: skip


def _hold_and_count(session: Session, app: App) -> None:
    pen, plate, reserve = find.item(session, "PEN").id, find.lpn(session, "PAL").id, place(session, "R-01-01")
    held = Line(1, pen, 6, reserve, reserve, from_lpn_id=plate, to_lpn_id=plate, to_status=Status.HELD)
    posted = post(session, _header(app, "PlaceHold", "H1"), [held])
    session.add(Hold(number="H1", reason="wet", posting_id=posted.posting_id, placed_at=app.clock()))
    gone = Line(1, pen, 1, place(session, "F-01-01"), ADJUSTMENT)
    post(session, _header(app, "PostCount", "CC1"), [gone])
    count = Count(number="CC1", site_id=1, opened_at=app.clock(), posted_at=app.clock(), state=CountState.POSTED)
    session.add(count)
    session.flush()
    session.add(CountLine(count_id=count.id, owner_id=1, item_id=pen, status=Status.AVAILABLE, posted=-1, counted=54,
                          location_id=place(session, "F-01-01"), snapshot=55, snapshot_seq=9,
                          state=CountLineState.POSTED))  # fmt: skip


def rows(app: App, question: str, *columns: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """These columns of the whole answer."""
    return [tuple(getattr(row, name) for name in columns) for row in app.ask(question, limit=1000, **parameters).rows]


@pytest.fixture
def ask(past: App) -> Any:
    """Ask the warehouse with a past: ask("stock_by_item", "item", "on_hand", item="PEN")."""
    return lambda question, *columns, **parameters: rows(past, question, *columns, **parameters)

