"""What is here, what was here, and who has a claim on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Refused
from wms.ledger.posting import Header, Line, post
from wms.ledger.views import moves
from wms.model.site import CUSTOMER, SUPPLIER
from wms.model.words import Status
from wms.operations.moving.move import MoveStock
from wms.operations.moving.plate import BuildLpn, NestLpn


def test_each_stock_line_says_what_lies_where(ask: Any) -> None:
    assert ask("stock_lines", "item", "location", "lot", "serial", "lpn", "status", "on_hand", "allocated", "free") == [
        ("DRILL", "DOCK-1", "", "D2", "", Status.AVAILABLE, 1, 0, 1),
        ("DRILL", "F-01-01", "", "D1", "", Status.AVAILABLE, 1, 0, 1),
        ("MILK", "C-01-01", "L1", "", "", Status.AVAILABLE, 24, 0, 24),
        ("PEN", "F-01-01", "", "", "", Status.AVAILABLE, 54, 4, 50),
        ("PEN", "R-01-01", "", "", "PAL", Status.AVAILABLE, 34, 0, 34),
        ("PEN", "R-01-01", "", "", "PAL", Status.HELD, 6, 0, 6),
    ]
    assert ask("stock_lines", "on_hand", location="R-01-01", status=Status.HELD) == [(6,)]


def test_totals_add_up(ask: Any) -> None:
    sums = ("on_hand", "allocated", "held", "available")
    assert ask("stock_by_item", "item", *sums, "locations") == [
        ("DRILL", 2, 0, 0, 2, 2), ("MILK", 24, 0, 0, 24, 1), ("PEN", 94, 4, 6, 84, 2)]  # fmt: skip
    assert ask("stock_by_location", "location", "items", "lpns", *sums) == [
        ("C-01-01", 1, 0, 24, 0, 0, 24), ("DOCK-1", 1, 0, 1, 0, 0, 1), ("F-01-01", 2, 0, 55, 4, 0, 51),
        ("R-01-01", 1, 1, 40, 0, 6, 34)]  # fmt: skip
    assert ask("stock_by_lot", "item", "lot", "expiry", "on_hand") == [("MILK", "L1", date(2026, 4, 1), 24)]
    assert ask("stock_by_lpn", "lpn", "location", "items", *sums) == [("PAL", "R-01-01", 1, 40, 0, 6, 34)]
    assert ask("stock_by_owner", "owner", "items", *sums) == [("OWN", 3, 120, 4, 6, 110)]
    assert ask("stock_by_status", "status", "lines", "on_hand") == [(Status.AVAILABLE, 5, 114), (Status.HELD, 1, 6)]


def test_a_plate_is_told_as_a_tree(ask: Any) -> None:
    assert ask("lpn_contents", "depth", "lpn", "item", "status", "on_hand", lpn="PAL") == [
        (0, "PAL", None, None, 0), (1, "PAL", "PEN", Status.AVAILABLE, 34), (1, "PAL", "PEN", Status.HELD, 6),
    ]  # fmt: skip


def test_plates_stand_on_one_another(ask: Any, past: App) -> None:
    for code in ("CASE-1", "CASE-2", "SPARE"):
        past.run(BuildLpn(location="R-01-01", code=code))
    past.run(NestLpn(lpn="CASE-1", onto="PAL"))
    past.run(NestLpn(lpn="CASE-2", onto="CASE-1"))
    past.run(MoveStock(item="PEN", quantity=4, location="R-01-01", lpn="PAL", status=Status.AVAILABLE, to_lpn="CASE-2"))
    columns = ("lpn", "plates", "lines", "item", "on_hand", "free")
    assert ask("lpn_roots", *columns) == [
        ("PAL", 1, 2, None, 40, 40), ("SPARE", 0, 0, None, 0, 0), ("TOTE-1", 0, 0, None, 0, 0)]  # fmt: skip
    assert ask("lpn_on", *columns, lpn="PAL") == [
        ("PAL", 0, 0, "PEN", 30, 30), ("PAL", 0, 0, "PEN", 6, 6), ("CASE-1", 1, 0, None, 4, 4)]  # fmt: skip
    assert ask("lpn_path", "lpn", lpn="CASE-2") == [("PAL",), ("CASE-1",), ("CASE-2",)]
    assert ask("lpn_roots", "lpn", find="case-2") == [("PAL",)]
    assert ask("lpn_roots", "lpn", find="nowhere") == ask("lpn_roots", "lpn", location="F-01-01") == []


def test_claims_and_what_is_missing_are_told(ask: Any) -> None:
    assert ask("who_holds", "item", "location", "quantity", "order") == [("PEN", "F-01-01", 4, "O2")]
    assert ask("unallocated_lines", "order", "missing", "reason") == [("O2", 6, "6 missing.")]


def test_what_can_be_promised_counts_stock_orders_and_announcements(ask: Any, past: App) -> None:
    columns = ("usable", "allocated", "waiting", "promise_now", "expected", "promise")
    assert ask("available_to_promise", *columns, item="PEN") == [(88, 4, 6, 78, 50, 128)]
    assert ask("available_to_promise", *columns, item="KIT") == [(0, 0, 0, 0, 7, 7)]
    assert ask("available_to_promise", "expected", item="KIT", until=past.clock()) == [(0,)]


def test_as_of_now_is_what_is_here(ask: Any) -> None:
    columns = ("item", "location", "lot", "serial", "lpn", "status", "owner", "on_hand")
    assert ask("stock_as_of", *columns) == sorted(ask("stock_lines", *columns))
    assert ask("stock_as_of", "item", "on_hand", location="R-01-01") == [("PEN", 34), ("PEN", 6)]


def test_a_moment_shows_what_the_books_said_then(ask: Any, past: App) -> None:
    an_hour_ago = past.clock() - timedelta(hours=1)
    then = ask("stock_as_of", "location", "on_hand", item="PEN", moment=an_hour_ago)
    assert then == [("F-01-01", 60), ("R-01-01", 40)]
    assert ask("stock_as_of", "item", moment=past.clock() - timedelta(days=9)) == []
    with pytest.raises(Refused, match="not both"):
        ask("stock_as_of", "item", moment=an_hour_ago, seq=3)


def test_the_past_adds_up_in_every_view_as_the_present_does(ask: Any, past: App) -> None:
    for by, question in (("item", "stock_by_item"), ("location", "stock_by_location"), ("lpn", "stock_by_lpn"),
                         ("owner", "stock_by_owner"), ("status", "stock_by_status")):  # fmt: skip
        assert ask("stock_past", by, "items", "on_hand", by=by) == [
            (row[0], *((1,) if by == "item" else row[1:-1]), row[-1])
            for row in ask(question, by, *(() if by == "item" else ("items",)), "on_hand")
        ], by  # fmt: skip
    assert ask("stock_past", "item", "lot", "on_hand", by="lot") == ask("stock_by_lot", "item", "lot", "on_hand")
    an_hour_ago = past.clock() - timedelta(hours=1)
    assert ask("stock_past", "location", "on_hand", by="location", moment=an_hour_ago) == [
        ("C-01-01", 24), ("DOCK-1", 1), ("F-01-01", 61), ("R-01-01", 40)]  # fmt: skip
    assert ask("stock_past", "item", moment=past.clock() - timedelta(days=9)) == []


steps = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(1, 9)), min_size=1, max_size=12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_as_of_equals_the_fold_of_moves_at_every_sequence(app: App, plan: list[tuple[int, int, int]]) -> None:
    """Goods wander between the supplier, two shelves and the customer; what is not there does not move."""
    places = [SUPPLIER, 1, 2, CUSTOMER]
    with app.database.writing() as session:
        for start, target, quantity in plan:
            if start == target or start == 3 or (start, target) == (0, 3) or target == 0:
                continue
            row = Line(1, 1 + quantity % 2, quantity, places[start], places[target])
            if places[start] > 0 and _on_hand(session, row) < quantity:
                continue
            post(session, Header("test", "X", 1, app.clock()), [row])
    with app.database.reading() as connection:
        made = connection.execute(select(moves).order_by(moves.c.seq)).all()
    fold: dict[tuple[int, int], int] = {}
    names = {1: "DOCK-1", 2: "DOCK-2"}
    for move in made:
        for place_id, sign in ((move.from_location_id, -1), (move.to_location_id, 1)):
            if place_id > 0:
                key = (move.item_id, place_id)
                fold[key] = fold.get(key, 0) + sign * move.quantity
        if move.seq > len(made) - len(plan):
            page = app.ask("stock_as_of", seq=move.seq, limit=1000)
            skus = {1: "PEN", 2: "MILK"}
            expected = sorted((skus[item], names[place], n) for (item, place), n in fold.items() if n)
            assert sorted((row.item, row.location, row.on_hand) for row in page.rows) == expected


def _on_hand(session: Any, line: Line) -> int:
    rows = session.execute(select(moves).where(moves.c.item_id == line.item_id))
    place = line.from_location_id
    return sum(r.quantity * ((r.to_location_id == place) - (r.from_location_id == place)) for r in rows)
