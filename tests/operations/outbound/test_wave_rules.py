"""The two simple rules behind waves and batches, before a planner replaces them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from wms.operations.waving.batching_rule import BatchOrder, CartCapacity, Stop, batches
from wms.operations.waving.rule import WaveCapacity, WaveOrder, waves

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def wave_order(number: int, hours: float, priority: int = 5, lines: int = 1) -> WaveOrder:
    return WaveOrder(number, NOON + timedelta(hours=hours), priority, lines)


def walk(number: int, *sequences: int, priority: int = 5) -> BatchOrder:
    return BatchOrder(number, priority, tuple(Stop(place, place, 1) for place in sequences))


def test_cut_offs_further_apart_than_the_window_never_share_a_wave() -> None:
    found = waves([wave_order(1, 0), wave_order(2, 0.9), wave_order(3, 1.1)], WaveCapacity(100, HOUR))
    assert [wave.order_ids for wave in found] == [(1, 2), (3,)]
    assert found[0].cutoff == NOON


def test_urgent_orders_fill_the_first_wave_of_a_window() -> None:
    found = waves([wave_order(1, 0), wave_order(2, 0, priority=1), wave_order(3, 0)], WaveCapacity(2, HOUR))
    assert [wave.order_ids for wave in found] == [(2, 1), (3,)]


def test_an_order_larger_than_a_wave_gets_one_of_its_own() -> None:
    found = waves([wave_order(1, 0, lines=9), wave_order(2, 0)], WaveCapacity(5, HOUR))
    assert [wave.order_ids for wave in found] == [(1,), (2,)]


def test_without_orders_there_are_no_waves_and_no_batches() -> None:
    assert waves([], WaveCapacity(5, HOUR)) == ()
    assert batches([], CartCapacity(2, 5)) == ()


def test_neighbours_on_the_floor_share_a_cart() -> None:
    found = batches([walk(1, 10), walk(2, 90), walk(3, 12), walk(4, 91)], CartCapacity(2, 50))
    assert found == ((1, 3), (2, 4))


def test_a_cart_is_full_by_orders_or_by_different_stops() -> None:
    assert batches([walk(1, 1), walk(2, 2), walk(3, 3)], CartCapacity(2, 50)) == ((1, 2), (3,))
    assert batches([walk(1, 1, 2), walk(2, 2, 1), walk(3, 3)], CartCapacity(9, 2)) == ((1, 2), (3,))


def test_every_order_is_in_exactly_one_batch_however_large() -> None:
    orders = [walk(number, *range(number, number + 7)) for number in range(1, 40)]
    found = batches(orders, CartCapacity(4, 5))
    assert sorted(number for batch in found for number in batch) == list(range(1, 40))


def test_urgent_orders_are_walked_first() -> None:
    assert batches([walk(1, 1), walk(2, 99, priority=1)], CartCapacity(1, 9)) == ((2,), (1,))
