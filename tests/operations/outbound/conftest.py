"""What the tests of the way out share: stock put straight onto the shelves, and a look at the books."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from wms.app.application import App
from wms.ledger import lpns
from wms.ledger.posting import Header, Line, post
from wms.ledger.proof.prove import prove
from wms.model.site import SUPPLIER
from wms.model.tracking import Lot, Serial
from wms.model.words import LpnKind, Status
from wms.operations import find
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine

Rows = Callable[..., list[tuple[Any, ...]]]
Put = Callable[..., None]


@pytest.fixture
def rows(app: App) -> Rows:
    """Ask the books in SQL."""

    def ask(text: str, *values: Any) -> list[tuple[Any, ...]]:
        with app.database.reading() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(text, values)]

    return ask


@pytest.fixture
def put(app: App) -> Put:
    """Put stock on a shelf: put("PEN", "F-01-01", 10, lot=…, expiry=…, serial=…, lpn=…, days_old=…, status=…)."""

    def on_shelf(
        sku: str, place: str, quantity: int, *, lot: str = "", expiry: date | None = None, serial: str = "",
        lpn: str = "", days_old: int = 0, status: Status = Status.AVAILABLE,
    ) -> None:  # fmt: skip
        with app.database.writing() as session:
            item, location = find.item(session, sku), find.location(session, place)
            lot_row = Lot(item_id=item.id, code=lot, expiry=expiry) if lot else None
            serial_row = Serial(item_id=item.id, code=serial) if serial else None
            session.add_all([row for row in (lot_row, serial_row) if row])
            session.flush()
            lpn_id = lpns.create(session, lpn, LpnKind.PALLET, location.id) if lpn else 0
            now: datetime = app.clock()
            post(session, Header("test", "", 1, now), [Line(
                find.owner(session, "").id, item.id, quantity, SUPPLIER, location.id,
                lot_row.id if lot_row else 0, serial_row.id if serial_row else 0, status, status, 0, lpn_id,
                since=now - timedelta(days=days_old), value_minor=item.cost_minor * quantity,
            )])  # fmt: skip

    return on_shelf


@pytest.fixture
def order(app: App) -> Callable[..., str]:
    """Enter an order: order(("PEN", 5), ("MILK", 2), customer=…); returns its number."""

    def enter(*lines: tuple[str, int], customer: str = "CUS", **more: Any) -> str:
        wanted = tuple(OrderedLine(item=sku, quantity=quantity) for sku, quantity in lines)
        return app.run(EnterOrder(customer=customer, lines=wanted, **more)).document

    return enter


@pytest.fixture
def books_agree(app: App, rows: Rows) -> Callable[[], None]:
    """Check that lines, allocations and balances say the same, and that the ledger proves."""

    def check() -> None:
        assert rows(
            "SELECT l.id, l.allocated - l.shipped, l.picked - l.shipped, l.packed - l.shipped FROM order_line l"
        ) == rows(
            "SELECT l.id, coalesce(sum(a.quantity), 0), coalesce(sum(iif(a.stage <> 'reserved', a.quantity, 0)), 0),"
            " coalesce(sum(iif(a.stage = 'packed', a.quantity, 0)), 0) FROM order_line l"
            " LEFT JOIN allocations a ON a.order_line_id = l.id AND a.state = 'open' GROUP BY l.id"
        )
        keys = "owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id"
        assert rows(f"SELECT {keys}, allocated FROM stock WHERE allocated > 0 ORDER BY {keys}") == rows(
            f"SELECT {keys}, sum(quantity) FROM allocations WHERE state = 'open' GROUP BY {keys} ORDER BY {keys}"
        )
        assert rows("SELECT count(*) FROM allocations a JOIN order_line l ON l.id = a.order_line_id"
                    " WHERE a.item_id <> l.item_id") == [(0,)]  # fmt: skip
        with app.database.reading() as connection:
            assert prove(connection).ok

    return check
