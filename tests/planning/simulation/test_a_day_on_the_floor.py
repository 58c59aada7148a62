"""The engine: hand-made days come out to the second; on random days every rule holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from wms.base.jobs import Stop
from wms.planning.simulation.check import check
from wms.planning.simulation.problem import Aisle, Arrivals, House, Newcomer, Person, Replenishment
from wms.planning.simulation.run import run

HOUR = 3_600
NOW = Stop()


def test_alone_and_without_luck_a_walk_takes_its_ways_and_its_picks(steady):
    day = run(steady((((10_000, 1, 20), (4_000, 2, 30)), ((7_000, 1, 15),))), 0, NOW)
    first = 60 + 10 + 20 + 4 + 30 + 5
    second = 60 + 7 + 15 + 5
    walks = [(begin // 1_000, end // 1_000) for _, _, begin, end in day.walks]
    assert walks == [(0, first), (first, first + second)]
    assert day.out[0] == (60 + 10 + 20 + 4 + 30 + 100 + 60 + 10) * 1_000  # packed, brought to the lane, loaded
    assert day.pickers[0].on["walk"] == (10 + 4 + 5 + 7 + 5) * 1_000


def test_a_full_aisle_is_waited_for(steady):
    day = run(steady((((10_000, 1, 50),), ((10_000, 1, 50),)), pickers=2, aisles=(Aisle(1, 1),)), 0, NOW)
    assert sorted(end for _, _, _, end in day.stops) == [120_000, 170_000]
    assert [waited for *_, waited in day.visits] == [0, 50_000]
    assert sum(who.on.get("aisle", 0) for who in day.pickers) == 50_000


def test_in_a_one_way_aisle_nobody_overtakes(steady):
    walks = (((10_000, 1, 50), (3_000, 1, 50)), ((11_000, 2, 1), (0, 1, 1), (3_000, 1, 1)))
    day = run(steady(walks, pickers=2, aisles=(Aisle(1, 0, one_way=True),)), 0, NOW)
    ends = {line: end for line, _, _, end in day.stops}
    assert ends[3] > ends[0], "whoever comes second passes the first place after it is left"
    assert ends[4] > ends[1]
    free = run(steady(walks, pickers=2, aisles=(Aisle(1),)), 0, NOW)
    assert {line: end for line, _, _, end in free.stops}[4] < ends[0], "two-way, there is room to pass"


def test_company_in_an_aisle_slows_a_pick_down(steady):
    walks = (((10_000, 1, 50),), ((10_000, 1, 50),))
    day = run(steady(walks, pickers=2, crowd=0.2), 0, NOW)
    assert sorted(end - begin for _, _, begin, end in day.stops) == [50_000, 60_000]


def test_goods_that_are_still_being_brought_are_waited_for(steady):
    plain = steady((((10_000, 1, 50),),))
    line = replace(plain.lines[0], after=7)
    waits = replace(plain, lines=(line,), replenishments=(Replenishment(7, 400),), house=replace(plain.house, movers=1))
    day = run(waits, 0, NOW)
    assert day.stops[0][2] == 400_000
    assert day.pickers[0].on["goods"] == (400 - 70) * 1_000


def test_a_break_is_taken_between_walks_and_nothing_begins_after_the_shift(steady):
    walks = tuple(((10_000, 1, 300),) for _ in range(4))
    day = run(steady(walks, until=1_200, breaks=((400, 700),)), 0, NOW)
    began = [begin // 1_000 for _, _, begin, _ in day.walks]
    assert began == [0, 375, 1_050], "the break begins when the second walk is done, and lasts as long as it should"
    assert day.pickers[0].on["rest"] == 300_000
    assert day.out[3] == -1
    assert day.late(3)


def test_somebody_idle_takes_the_break_when_it_is_due(steady):
    plain = steady((((10_000, 1, 30),),), until=HOUR, breaks=((900, 1_500),))
    late = replace(plain, batches=(replace(plain.batches[0], release_s=1_200),))
    assert run(late, 0, NOW).walks[0][2] == 1_500_000


def test_without_a_cart_nobody_walks(steady):
    walks = tuple(((10_000, 0, 30),) for _ in range(3))
    one = steady(walks, pickers=3)
    shared = replace(one, house=replace(one.house, carts=1))
    assert len({begin for _, _, begin, _ in run(one, 0, NOW).walks}) == 1
    assert sorted(begin for _, _, begin, _ in run(shared, 0, NOW).walks) == [0, 105_000, 210_000]


def test_full_lanes_keep_the_packer_and_docks_are_queued_for(steady):
    walks = tuple(((10_000, 0, 30),) for _ in range(3))
    plain = steady(walks, pickers=3, packers=3)
    bulky = tuple(replace(order, litres=60, load_s=300) for order in plain.orders)
    tight = replace(plain, orders=bulky, house=replace(plain.house, staging=100, docks=1))
    day = run(tight, 0, NOW)
    assert not check(day)
    assert sum(who.on.get("lane", 0) for who in day.packers) == (360 + 720) * 1_000
    assert sorted(day.out) == [(200 + 60 + 300 * n + 60 * (n - 1)) * 1_000 for n in (1, 2, 3)]


@pytest.mark.parametrize("seed", range(12))
def test_on_random_days_every_rule_holds_and_every_line_is_done_once(dicey, seed):
    problem = dicey(seed, capacity=seed % 3, carts=seed % 4)
    day = run(problem, seed, NOW)
    assert check(day) == []
    assert Counter(line for line, *_ in day.stops) == Counter(range(len(problem.lines)))
    assert all(moment >= 0 for moment in day.out)


def test_the_same_seed_is_the_same_day_and_another_seed_another(dicey):
    problem = dicey(3)
    one, again, other = run(problem, 5, NOW), run(problem, 5, NOW), run(problem, 6, NOW)
    assert (one.stops, one.out, one.pickers, one.visits) == (again.stops, again.out, again.pickers, again.visits)
    assert one.stops != other.stops


def test_orders_that_come_in_are_the_same_whoever_works(dicey):
    problem = dicey(4)
    like = Newcomer(problem.orders[0], tuple(line for line in problem.lines if line.order_id == 1), problem.batches[0])
    stops = tuple(stop for stop in like.batch.stops if stop.line_id in {line.line_id for line in like.lines})
    like = replace(like, batch=replace(like.batch, stops=stops))
    coming = replace(problem, arrivals=Arrivals(6.0, 0, 2 * HOUR, (like,)))
    more = replace(coming, house=replace(coming.house, pickers=coming.house.pickers * 2))
    day, busier = run(coming, 1, NOW), run(more, 1, NOW)
    assert len(day.problem.orders) > len(problem.orders)
    assert day.problem.batches == busier.problem.batches
    assert check(day) == []


def test_nobody_to_pick_means_nothing_happens_and_nothing_is_invented():
    from wms.planning.simulation.problem import SimulationProblem

    day = run(SimulationProblem((), (), (), House((), ())), 0, NOW)
    assert (day.stops, day.out, day.events) == ((), (), 0)
    idle = run(SimulationProblem((), (), (), House((Person(0, 60),), ())), 0, NOW)
    assert idle.pickers[0].on == {"idle": 60_000}
