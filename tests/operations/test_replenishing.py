"""Forward pick locations are filled from reserve before they run dry."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.ledger import allocations
from wms.model.order import Order, OrderLine
from wms.model.words import Mixing
from wms.operations.adjusting.reverse import ReversePosting
from wms.operations.master_data.homes import AssignSlot
from wms.operations.master_data.locations import ChangeLocation
from wms.operations.moving.move import MoveStock
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.replenishing.confirm import ConfirmReplenishment
from wms.operations.replenishing.propose import ProposeReplenishment

DUE = datetime(2026, 3, 2, 18, tzinfo=UTC)
TASKS = ("SELECT f.code, t.code, k.quantity, k.state FROM task k JOIN location f ON f.id = k.from_location_id"
         " JOIN location t ON t.id = k.to_location_id ORDER BY k.id")  # fmt: skip


@pytest.fixture
def shelf(app: App) -> App:
    """Pens live at F-01-01, between 20 and 60; reserve holds an old and a young pallet of 50."""
    app.run(AssignSlot(item="PEN", location="F-01-01", minimum=20, maximum=60))
    lay(app, "PEN", 50, "R-01-02", lpn="OLD", since=date(2026, 1, 5))
    lay(app, "PEN", 50, "R-01-01", lpn="YOUNG", since=date(2026, 2, 5))
    return app


def lay(app: App, item: str, quantity: int, location: str, **more: Any) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item=item, quantity=quantity, location=location, **more),)))


def rows(app: App, text: str = TASKS) -> list[tuple[Any, ...]]:
    with app.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(text)]


def propose(app: App, **more: Any) -> dict[str, Any]:
    return app.run(ProposeReplenishment(**more)).values


def tasks(app: App) -> list[str]:
    return [row[0] for row in rows(app, "SELECT number FROM task ORDER BY id")]


def at_home(app: App) -> int:
    text = ("SELECT coalesce(sum(on_hand), 0) FROM stock s JOIN location l ON l.id = s.location_id"
            " WHERE code = 'F-01-01'")  # fmt: skip
    return int(rows(app, text)[0][0])


def order(app: App, wanted: int, held: int = 0) -> None:
    with app.database.writing() as session:
        one = Order(number="O-1", site_id=1, owner_id=1, customer_id=2, entered_at=DUE, due_at=DUE, cutoff_at=DUE)
        one.lines = [OrderLine(line=1, item_id=1, ordered=wanted)]
        session.add(one)
        session.flush()
        place = session.connection().exec_driver_sql("SELECT id FROM location WHERE code = 'F-01-01'").scalar_one()
        if held:
            allocations.allocate(session, [allocations.Take(one.lines[0].id, held, 1, 1, place)], DUE)


def test_an_empty_home_is_filled_from_the_oldest_reserve(shelf: App) -> None:
    propose(shelf)
    assert rows(shelf) == [("R-01-02", "F-01-01", 50, "open")]


def test_above_the_minimum_nothing_is_brought(shelf: App) -> None:
    lay(shelf, "PEN", 20, "F-01-01")
    assert propose(shelf)["tasks"] == 0


def test_what_is_under_way_is_not_brought_twice(shelf: App) -> None:
    propose(shelf)
    assert propose(shelf)["tasks"] == 0


def test_open_orders_ask_for_more_than_the_minimum(shelf: App) -> None:
    lay(shelf, "PEN", 20, "F-01-01")
    order(shelf, 55)
    assert propose(shelf, orders=False)["tasks"] == 0
    assert propose(shelf)["quantity"] >= 35


def test_goods_that_orders_hold_already_do_not_keep_the_home_full(shelf: App) -> None:
    lay(shelf, "PEN", 30, "F-01-01")
    order(shelf, 25, held=25)
    propose(shelf)
    assert rows(shelf)[0][:2] == ("R-01-02", "F-01-01")
    assert "5 would be left" in rows(shelf, "SELECT reason FROM task")[0][0]


def test_an_item_with_two_homes_has_both_filled(shelf: App) -> None:
    shelf.run(AssignSlot(item="PEN", location="F-01-02", minimum=10, maximum=50))
    propose(shelf)
    assert {row[1] for row in rows(shelf)} == {"F-01-01", "F-01-02"}
    assert sum(row[2] for row in rows(shelf)) <= 100


def test_only_the_named_items_are_filled_and_unknown_ones_are_told(shelf: App) -> None:
    assert propose(shelf, items=("KIT",))["tasks"] == 0
    with pytest.raises(Refused) as refused:
        propose(shelf, items=("PEN", "NOSUCH"))
    assert [(p.row, p.field) for p in refused.value.problems] == [(2, "items")]


def test_what_the_home_may_not_hold_is_left_out_and_told(shelf: App) -> None:
    lay(shelf, "KIT", 1, "F-01-01")
    shelf.run(ChangeLocation(code="F-01-01", mixing=Mixing.ONE_ITEM))
    done = propose(shelf)
    assert (done["tasks"], done["left_out"]) == (0, ["Another item lies at F-01-01, which takes one item only."])


def test_confirmed_goods_lie_loose_at_their_home(shelf: App) -> None:
    propose(shelf)
    shelf.run(ConfirmReplenishment(task=tasks(shelf)[0], location="F-01-01"))
    assert (at_home(shelf), rows(shelf)[0][3]) == (50, "done")
    with pytest.raises(Refused, match="done already"):
        shelf.run(ConfirmReplenishment(task=tasks(shelf)[0]))


def test_a_part_leaves_the_task_open_until_a_reason_ends_it(shelf: App) -> None:
    propose(shelf)
    task = tasks(shelf)[0]
    shelf.run(ConfirmReplenishment(task=task, quantity=10))
    assert rows(shelf)[0][3] == "claimed"
    shelf.run(ConfirmReplenishment(task=task, quantity=15, reason="the rest is wet"))
    assert (at_home(shelf), rows(shelf)[0][3]) == (25, "done")


def test_a_wrong_scan_a_wrong_quantity_and_missing_goods_are_refused(shelf: App) -> None:
    propose(shelf)
    task = tasks(shelf)[0]
    with pytest.raises(Refused) as refused:
        shelf.run(ConfirmReplenishment(task=task, quantity=51, location="F-01-02"))
    assert {p.field for p in refused.value.problems} == {"quantity", "location"}
    shelf.run(MoveStock(item="PEN", quantity=30, location="R-01-02", lpn="OLD", to="R-01-03"))
    with pytest.raises(Refused, match="Only 20 PEN are free at R-01-02"):
        shelf.run(ConfirmReplenishment(task=task))
    assert at_home(shelf) == 0


def test_goods_brought_by_mistake_are_carried_back(shelf: App) -> None:
    propose(shelf)
    posting = shelf.run(ConfirmReplenishment(task=tasks(shelf)[0])).values["posting"]
    with pytest.raises(Refused, match="MoveStock"):
        shelf.run(ReversePosting(posting=posting, reason="wrong"))
