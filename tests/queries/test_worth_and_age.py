"""What stock is worth, how old it is, and which items matter most."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wms.app.application import App
from wms.base.clock import SetClock
from wms.ledger import reversal
from wms.ledger.posting import Header, Line, post
from wms.model.site import CUSTOMER, SUPPLIER
from wms.queries.layers import Average, Layers

steps = st.lists(st.tuples(st.booleans(), st.integers(1, 9), st.integers(0, 100)), max_size=30)


@given(steps)
def test_layers_are_worth_what_came_in_less_what_went_out_piece_by_piece(plan: list[tuple[bool, int, int]]) -> None:
    """Checked against single pieces: each layer's pieces cost its value shared out, the last piece taking the rest."""
    layers, average, pieces = Layers(), Average(), []
    for seq, (comes, quantity, each) in enumerate(plan, 1):
        if comes:
            layers.come(seq, quantity, each * quantity)
            average.come(seq, quantity, each * quantity)
            pieces += [each] * quantity
        elif quantity <= len(pieces):
            layers.go(seq, quantity)
            average.go(seq, quantity)
            del pieces[:quantity]
        assert (layers.on_hand, layers.value) == (len(pieces), sum(pieces))
        assert average.on_hand == len(pieces)
        assert average.value >= 0
        assert average.on_hand or average.value == 0


@given(st.integers(1, 9), st.integers(0, 99), st.integers(1, 9), st.integers(0, 99), st.data())
def test_taking_a_shipment_back_restores_the_layers(
    first: int, cost: int, second: int, other: int, data: st.DataObject
) -> None:
    layers = Layers()
    layers.come(1, first, cost)
    layers.come(2, second, other)
    before = (layers.on_hand, layers.value, layers.count)
    gone = data.draw(st.integers(1, first + second))
    layers.go(3, gone)
    layers.come(4, gone, 0, reverses=3)
    assert (layers.on_hand, layers.value) == before[:2]
    layers.go(5, second, reverses=2)
    assert layers.on_hand == first


def _post(app: App, line: Line) -> int:
    with app.database.writing() as session:
        return post(session, Header("test", "X", 1, app.clock()), [line]).posting_id


def test_value_follows_the_ledger(app: App, clock: SetClock) -> None:
    for quantity, worth in ((10, 100), (10, 205)):
        _post(app, Line(1, 1, quantity, SUPPLIER, 1, value_minor=worth))
    sold = _post(app, Line(1, 1, 15, 1, CUSTOMER))
    columns = ("item", "owner", "on_hand", "value_minor", "standard_minor", "layers")

    def answer(name: str, **more: Any) -> list[tuple[Any, ...]]:
        return [tuple(getattr(row, c) for c in columns) for row in app.ask(name, **more).rows]

    assert answer("valuation_fifo") == [("PEN", "OWN", 5, 103, 125, 1)]
    assert answer("valuation_average") == [("PEN", "OWN", 5, 305 - 305 * 15 // 20, 125, 1)]
    assert answer("valuation_fifo", seq=2) == [("PEN", "OWN", 20, 305, 500, 2)]
    with app.database.writing() as session:
        reversal.reverse(session, Header("test", "Y", 1, clock(), reverses_id=sold))
    assert answer("valuation_fifo") == [("PEN", "OWN", 20, 305, 500, 3)]
    with app.database.writing() as session:
        reversal.reverse(session, Header("test", "Z", 1, clock(), reverses_id=1))
    assert answer("valuation_fifo") == [("PEN", "OWN", 10, 205, 250, 2)]


def test_what_is_valued_is_what_is_on_hand(ask: Any) -> None:
    assert ask("valuation_fifo", "item", "on_hand") == ask("stock_by_item", "item", "on_hand")
    assert ask("valuation_average", "value_minor") == ask("valuation_fifo", "value_minor")


def test_stock_is_aged_by_when_it_came(ask: Any, past: App) -> None:
    today = past.clock().date()
    columns = ("to_30", "to_60", "to_90", "to_180", "over_180")
    for days, place in ((0, 0), (30, 0), (31, 1), (60, 1), (61, 2), (91, 3), (180, 3), (181, 4)):
        expected = tuple(94 if n == place else 0 for n in range(5))
        assert ask("ageing", *columns, item="PEN", on=today + timedelta(days=days)) == [expected]


def test_what_expires_soon_is_told_in_time(ask: Any) -> None:
    assert ask("expiring", "item", "lot", "location", "on_hand", on=date(2026, 3, 2)) == [("MILK", "L1", "C-01-01", 24)]
    assert ask("expiring", "item", on=date(2026, 3, 1), days=30) == []


def test_slow_and_dead_stock_were_not_shipped_for_long(ask: Any, past: App) -> None:
    today = past.clock().date()
    assert ask("slow_stock", "item", on=today) == []
    assert ask("slow_stock", "item", "on_hand", on=today + timedelta(days=91)) == [
        ("DRILL", 2), ("MILK", 24), ("PEN", 94)]  # fmt: skip
    assert ask("dead_stock", "item", on=today + timedelta(days=91)) == []
    assert ask("slow_stock", "last_shipped_at", on=today + timedelta(days=91))[2] == (past.clock(),)


def test_stock_is_dead_by_the_day_it_was_sent_not_by_the_day_that_was_written_down(app: App, clock: SetClock) -> None:
    long_ago, today = clock() - timedelta(days=400), clock().date()

    def send(item: int, sent: Any) -> None:
        with app.database.writing() as session:
            come = Line(1, item, 9, SUPPLIER, 1, since=long_ago)
            post(session, Header("test", "X", 1, clock(), long_ago), [come])
            post(session, Header("test", "Y", 1, clock(), sent), [Line(1, item, 1, 1, CUSTOMER)])

    send(1, long_ago)
    send(5, clock() - timedelta(days=300))
    assert [(row.item, row.last_shipped_at) for row in app.ask("dead_stock", on=today).rows] == [("PEN", long_ago)]
    assert [row.item for row in app.ask("slow_stock", on=today).rows] == ["KIT", "PEN"]
    assert app.ask("slow_stock", on=today, days=399).rows == app.ask("dead_stock", on=today).rows
    assert app.ask("slow_stock", on=today, days=401).rows == ()


def test_items_are_ranked_by_picks_and_by_value(app: App, clock: SetClock) -> None:
    for item, quantity in ((1, 40), (1, 1), (1, 1), (3, 1), (5, 1)):
        _post(app, Line(1, item, quantity, SUPPLIER, 1, serial_id=0))
        _post(app, Line(1, item, quantity, 1, CUSTOMER))
    columns = ("rank", "item", "picks", "quantity", "cumulative", "abc")
    assert [tuple(getattr(row, c) for c in columns) for row in app.ask("abc").rows] == [
        (1, "PEN", 3, 42, 60.0, "A"), (2, "DRILL", 1, 1, 80.0, "A"), (3, "KIT", 1, 1, 100.0, "B")]  # fmt: skip
    by_value = app.ask("abc", by="value").rows
    assert [(row.item, row.value_minor, row.abc) for row in by_value] == [
        ("DRILL", 8900, "A"), ("PEN", 1050, "B"), ("KIT", 60, "C")]  # fmt: skip
    assert app.ask("abc", begin=clock() + timedelta(seconds=1)).rows == ()
