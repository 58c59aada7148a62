"""Cycle counts: blind, against the books as they were, counted again where they differ, and posted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.ledger import allocations
from wms.model.order import Order, OrderLine
from wms.model.words import TaskKind
from wms.model.work import Task
from wms.operations.adjusting.reverse import ReversePosting
from wms.operations.counting.enter import EnterCount, FoundLine
from wms.operations.counting.open import OpenCount
from wms.operations.counting.post import PostCount
from wms.operations.counting.review import CancelCount, RequestRecount
from wms.operations.master_data.items import ItemLine, RegisterItems
from wms.operations.moving.move import MoveStock
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.people.roles import GrantRole
from wms.operations.people.users import RegisterUser
from wms.operations.tasks import ClaimTask

DUE = datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.fixture
def stocked(app: App) -> App:
    lay(app, "PEN", 100, "F-01-01")
    lay(app, "KIT", 10, "F-01-02")
    return app


def lay(app: App, item: str, quantity: int, location: str, **more: Any) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item=item, quantity=quantity, location=location, **more),)))


def rows(app: App, text: str) -> list[tuple[Any, ...]]:
    with app.database.reading() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(text)]


def here(app: App, place: str = "F-01-01") -> dict[str, int]:
    return dict(rows(app, "SELECT i.sku, sum(s.on_hand) FROM stock s JOIN item i ON i.id = s.item_id JOIN location l"
                          f" ON l.id = s.location_id WHERE l.code = '{place}' GROUP BY i.sku"))  # fmt: skip


def opened(app: App, *places: str, **more: Any) -> str:
    return app.run(OpenCount(locations=places or ("F-01-01",), **more)).document


def enter(app: App, count: str, place: str = "F-01-01", **pieces: int) -> dict[str, Any]:
    lines = tuple(FoundLine(item=sku, quantity=quantity) for sku, quantity in pieces.items())
    return app.run(EnterCount(count=count, location=place, lines=lines, nothing=not lines)).values


def told(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.field) for problem in refused.value.problems]


def hold(app: App, quantity: int) -> None:
    """An order that holds so many pens on F-01-01."""
    with app.database.writing() as session:
        order = Order(number="O-1", site_id=1, owner_id=1, customer_id=2, entered_at=DUE, due_at=DUE, cutoff_at=DUE)
        order.lines = [OrderLine(line=1, item_id=1, ordered=quantity)]
        session.add(order)
        session.flush()
        place = session.connection().exec_driver_sql("SELECT id FROM location WHERE code = 'F-01-01'").scalar_one()
        allocations.allocate(session, [allocations.Take(order.lines[0].id, quantity, 1, 1, place)], DUE)


def test_a_right_count_changes_nothing_but_is_remembered(stocked: App) -> None:
    count = opened(stocked)
    assert enter(stocked, count, PEN=100)["left"] == 0
    assert stocked.run(PostCount(count=count)).values["differences"] == 0
    assert rows(stocked, "SELECT c.state, l.state, l.posted FROM cycle_count c JOIN count_line l") == [
        ("posted", "posted", 0)
    ]


def test_a_small_difference_is_posted(stocked: App) -> None:
    count = opened(stocked)
    enter(stocked, count, PEN=97)
    stocked.run(PostCount(count=count))
    assert here(stocked) == {"PEN": 97}


def test_what_moved_between_snapshot_and_count_is_no_difference(stocked: App) -> None:
    count = opened(stocked)
    stocked.run(MoveStock(item="PEN", quantity=30, location="F-01-01", to="F-01-03"))
    lay(stocked, "PEN", 5, "F-01-01")
    enter(stocked, count, PEN=74)
    stocked.run(MoveStock(item="PEN", quantity=10, location="F-01-01", to="F-01-03"))
    assert stocked.run(PostCount(count=count)).values["differences"] == 1
    assert here(stocked) == {"PEN": 64}
    assert rows(stocked, "SELECT posted FROM count_line") == [(-1,)]


def test_a_large_difference_is_counted_again_before_it_is_posted(stocked: App) -> None:
    count = opened(stocked)
    enter(stocked, count, PEN=80)
    with pytest.raises(Refused, match="count it again"):
        stocked.run(PostCount(count=count))
    assert stocked.run(RequestRecount(count=count)).values["locations"] == 1
    with pytest.raises(Refused, match="Not all locations"):
        stocked.run(PostCount(count=count))
    enter(stocked, count, PEN=82)
    stocked.run(PostCount(count=count))
    assert here(stocked) == {"PEN": 82}
    assert rows(stocked, "SELECT first_counted, counted FROM count_line") == [(80, 82)]


def test_things_the_books_do_not_know_are_found(stocked: App) -> None:
    count = opened(stocked)
    lines = (
        FoundLine(item="PEN", quantity=100),
        FoundLine(item="MILK", quantity=2, lot="X7", expiry=date(2026, 3, 30)),
        FoundLine(item="DRILL", quantity=1, serial="S9"),
        FoundLine(item="KIT", quantity=0),
    )
    for _ in range(2):
        stocked.run(EnterCount(count=count, location="F-01-01", lines=lines))
        if not rows(stocked, "SELECT 1 FROM count_line WHERE first_counted IS NOT NULL"):
            stocked.run(RequestRecount(count=count))
    stocked.run(PostCount(count=count))
    assert here(stocked) == {"PEN": 100, "MILK": 2, "DRILL": 1}


def test_nothing_found_must_be_said(stocked: App) -> None:
    count = opened(stocked, "F-01-02", "F-01-08")
    with pytest.raises(Refused, match="say that nothing was"):
        stocked.run(EnterCount(count=count, location="F-01-02"))
    enter(stocked, count, "F-01-08")
    enter(stocked, count, "F-01-02")
    stocked.run(RequestRecount(count=count))
    enter(stocked, count, "F-01-02")
    stocked.run(PostCount(count=count))
    assert here(stocked, "F-01-02") == {}


def test_everything_wrong_with_an_entry_is_told_with_its_row(stocked: App) -> None:
    count = opened(stocked)
    lines = (
        FoundLine(item="KIT", quantity=0),
        FoundLine(item="NOSUCH", quantity=1),
        FoundLine(item="MILK", quantity=1),
        FoundLine(item="PEN", quantity=-1),
        FoundLine(item="PEN", quantity=1, lpn="NOPLATE"),
        FoundLine(item="DRILL", quantity=1, serial="S"),
        FoundLine(item="DRILL", quantity=1, serial="S"),
    )
    with pytest.raises(Refused) as refused:
        stocked.run(EnterCount(count=count, location="F-01-01", lines=lines))
    assert sorted(told(refused)) == [(2, "item"), (3, "lot"), (4, "quantity"), (5, "lpn"), (7, "serial")]
    with pytest.raises(Refused, match="not waiting to be counted"):
        enter(stocked, count, "F-01-02", KIT=10)


def test_a_location_is_entered_once_until_a_recount_is_asked_for(stocked: App) -> None:
    count = opened(stocked)
    enter(stocked, count, PEN=100)
    with pytest.raises(Refused, match="not waiting"):
        enter(stocked, count, PEN=99)
    stocked.run(RequestRecount(count=count, locations=("F-01-01",)))
    enter(stocked, count, PEN=99)
    with pytest.raises(Refused, match="was not counted"):
        stocked.run(RequestRecount(count=count, locations=("F-01-02",)))


def test_a_count_of_one_item_leaves_the_others_alone(stocked: App) -> None:
    lay(stocked, "KIT", 3, "F-01-01")
    count = stocked.run(OpenCount(item="PEN")).document
    with pytest.raises(Refused, match="Only one item"):
        enter(stocked, count, PEN=100, KIT=3)
    enter(stocked, count, PEN=98)
    stocked.run(PostCount(count=count))
    assert here(stocked) == {"PEN": 98, "KIT": 3}


def test_a_class_of_items_is_counted_where_they_lie(stocked: App) -> None:
    stocked.run(RegisterItems(lines=(ItemLine(sku="KIT", velocity="A"),)))
    assert stocked.run(OpenCount(velocity="A")).values["locations"] == 1
    with pytest.raises(Refused, match="nothing to count"):
        stocked.run(OpenCount(velocity="A"))


def test_the_riskiest_are_those_never_counted_and_those_that_differed(stocked: App, clock: SetClock) -> None:
    lay(stocked, "PEN", 40, "F-01-03")
    count = opened(stocked, "F-01-01", "F-01-02")
    enter(stocked, count, PEN=99)
    enter(stocked, count, "F-01-02", KIT=10)
    stocked.run(PostCount(count=count))
    clock.advance(86_400)
    first = stocked.run(OpenCount(riskiest=1)).document
    second = stocked.run(OpenCount(riskiest=1)).document
    found = rows(stocked, "SELECT t.document, l.code FROM task t JOIN location l ON l.id = t.from_location_id"
                          f" WHERE t.document IN ('{first}', '{second}') ORDER BY 1")  # fmt: skip
    assert found == [(first, "F-01-03"), (second, "F-01-01")]


@pytest.mark.parametrize("wrong", [
    OpenCount(), OpenCount(item="PEN", riskiest=3), OpenCount(riskiest=-1), OpenCount(locations=("NOWHERE",)),
    OpenCount(item="NOSUCH"), OpenCount(locations=("F-01-01",), priority=10), OpenCount(velocity="Z"),
])  # fmt: skip
def test_what_to_count_must_be_said_in_one_way_that_exists(stocked: App, wrong: OpenCount) -> None:
    with pytest.raises(Refused):
        stocked.run(wrong)
    assert rows(stocked, "SELECT count(*) FROM cycle_count") == [(0,)]


def test_a_location_is_not_in_two_counts_at_once(stocked: App) -> None:
    opened(stocked)
    with pytest.raises(Refused, match="being counted already"):
        opened(stocked)


def test_what_orders_hold_of_missing_goods_is_let_go_only_when_told_to(stocked: App) -> None:
    hold(stocked, 99)
    count = opened(stocked)
    enter(stocked, count, PEN=98)
    with pytest.raises(Refused, match="99 of what is missing are held for line 1 of O-1"):
        stocked.run(PostCount(count=count))
    done = stocked.run(PostCount(count=count, release=True))
    assert done.values["released"] == {"O-1": 99}
    assert "Allocate these orders again: O-1" in done.message
    assert (here(stocked), rows(stocked, "SELECT sum(allocated) FROM stock")) == ({"PEN": 98}, [(0,)])


def test_held_goods_that_are_all_there_stay_held(stocked: App) -> None:
    hold(stocked, 90)
    count = opened(stocked)
    enter(stocked, count, PEN=97)
    assert stocked.run(PostCount(count=count)).values["released"] == {}
    assert rows(stocked, "SELECT sum(allocated) FROM stock") == [(90,)]


def test_a_serial_that_lies_elsewhere_moves_within_one_count(stocked: App) -> None:
    lay(stocked, "DRILL", 1, "F-01-05", serial="S1", cost_minor=100)
    stocked.run(RegisterItems(lines=(ItemLine(sku="DRILL", cost_minor=100),)))
    count = opened(stocked, "F-01-05", "F-01-06")
    found = EnterCount(count=count, location="F-01-06", lines=(FoundLine(item="DRILL", quantity=1, serial="S1"),))
    enter(stocked, count, "F-01-05")
    stocked.run(found)
    stocked.run(RequestRecount(count=count))
    enter(stocked, count, "F-01-05")
    stocked.run(found)
    stocked.run(PostCount(count=count))
    assert (here(stocked, "F-01-05"), here(stocked, "F-01-06")) == ({}, {"DRILL": 1})


def test_a_large_value_is_posted_by_somebody_who_did_not_count(stocked: App) -> None:
    stocked.run(RegisterItems(lines=(ItemLine(sku="PEN", cost_minor=50_000),)))
    count = opened(stocked)
    enter(stocked, count, PEN=98)
    with pytest.raises(Refused, match="somebody who did not count"):
        stocked.run(PostCount(count=count))
    stocked.run(RegisterUser(login="eve", name="Eve"))
    stocked.run(GrantRole(login="eve", role="system"))
    stocked.run(PostCount(count=count), login="eve")
    assert here(stocked) == {"PEN": 98}


def test_a_count_that_is_given_up_leaves_nothing_to_do(stocked: App) -> None:
    count = opened(stocked)
    stocked.run(ClaimTask(task=rows(stocked, "SELECT number FROM task")[0][0]))
    stocked.run(CancelCount(count=count, reason="fire drill"))
    assert rows(stocked, "SELECT state FROM task") == [("cancelled",)]
    for command in (CancelCount(count=count, reason="again"), PostCount(count=count), RequestRecount(count=count)):
        with pytest.raises(Refused, match="is cancelled"):
            stocked.run(command)


def test_a_posted_count_is_put_right_by_another_count(stocked: App) -> None:
    count = opened(stocked)
    enter(stocked, count, PEN=99)
    posting = stocked.run(PostCount(count=count)).values["posting"]
    with pytest.raises(Refused, match="count the location again"):
        stocked.run(ReversePosting(posting=posting, reason="wrong"))
    with pytest.raises(Refused, match="is posted"):
        stocked.run(PostCount(count=count))


def test_a_short_picks_doubt_is_counted_and_settled(stocked: App) -> None:
    hold(stocked, 1)
    with stocked.database.writing() as session:
        place = session.connection().exec_driver_sql("SELECT id FROM location WHERE code = 'F-01-01'").scalar_one()
        session.add(Task(number="T-9", kind=TaskKind.COUNT, site_id=1, document="O-1", order_line_id=1, item_id=1,
                         from_location_id=place, created_at=DUE))  # fmt: skip
    count = stocked.run(OpenCount(doubts=True)).document
    with pytest.raises(Refused, match="nothing to count"):
        stocked.run(OpenCount(doubts=True))
    enter(stocked, count, PEN=99)
    assert rows(stocked, "SELECT state FROM task WHERE number = 'T-9'") == [("open",)]
    stocked.run(PostCount(count=count))
    assert rows(stocked, "SELECT state FROM task WHERE number = 'T-9'") == [("cancelled",)]
