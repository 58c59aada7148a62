"""The walk that is kept at the bench: what the books tell is laid over it, and never undoes what was picked here."""

from __future__ import annotations

from dataclasses import dataclass

from wms.gui.screens.picking.walk import Walk
from wms.gui.screens.picking.way import length_in_words
from wms.model.words import TaskState


@dataclass(frozen=True)
class Stop:
    task: str
    quantity: int = 5
    done_quantity: int = 0
    state: TaskState = TaskState.CLAIMED
    order: str = "O-1"


def test_late_news_does_not_bring_back_what_was_picked() -> None:
    before = [Stop("T-1"), Stop("T-2")]
    walk = Walk("B-1", before, {})
    walk.picked("T-1", 0)
    walk.take(before)
    assert [row.task for row in walk.open] == ["T-2"]
    assert (walk.done, walk.stops) == (1, 2)


def test_new_stops_come_in_and_cancelled_ones_go() -> None:
    walk = Walk("B-1", [Stop("T-1"), Stop("T-2")], {})
    walk.take([Stop("T-1", state=TaskState.CANCELLED), Stop("T-2"), Stop("T-3", order="O-2")])
    assert [row.task for row in walk.open] == ["T-2", "T-3"]
    assert walk.orders == ["O-1", "O-2"]


def test_what_is_put_off_comes_last_in_the_order_it_was_put_off() -> None:
    walk = Walk("B-1", [Stop("T-1"), Stop("T-2"), Stop("T-3")], {})
    walk.later("T-1")
    walk.later("T-2")
    assert [row.task for row in walk.open] == ["T-3", "T-1", "T-2"]
    walk.later("T-1")
    assert [row.task for row in walk.open] == ["T-3", "T-2", "T-1"]


def test_a_put_back_stop_is_as_the_books_say() -> None:
    walk = Walk("B-1", [Stop("T-1")], {})
    walk.picked("T-1", 0)
    walk.put_back("T-1")
    walk.take([Stop("T-1", done_quantity=2)])
    assert walk.left(walk.here) == 3


def test_the_walk_is_held_against_the_s_shaped_one() -> None:
    assert length_in_words(200_000, 250_000) == "The whole walk: 200 m. S-shaped it would be 250 m, 25 % longer."
    assert length_in_words(200_000, 200_000) == "The whole walk: 200 m. S-shaped it would be 200 m."
    assert length_in_words(200_000, None) == "The whole walk: 200 m."
