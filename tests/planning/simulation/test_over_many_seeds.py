"""Many days: what is told of them, what more people and wider aisles change, and how it is stopped."""

from __future__ import annotations

from dataclasses import replace
from statistics import mean

import pytest

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Stop, Watch
from wms.planning.plan import Infeasible
from wms.planning.simulation.chance import share, spread, student
from wms.planning.simulation.compare import differences
from wms.planning.simulation.problem import House, Person, SimulationParams, SimulationProblem
from wms.planning.simulation.solve import simulate

MANY = SimulationParams(seeds=24)


def of(found, measure):
    """The difference in one measure."""
    return next(one for one in found if one.measure == measure)


def test_one_more_picker_never_hurts_beyond_noise(dicey):
    for seed in (1, 2):
        fewer, more = (simulate(dicey(seed, pickers=n, capacity=0, crowd=0.0), MANY) for n in (1, 2))
        found = differences(fewer, more)
        assert of(found, "picked_s").high < 0, "a second picker is clearly quicker"
        assert of(found, "late").low <= 0
        third = differences(more, simulate(dicey(seed, pickers=3, capacity=0, crowd=0.0), MANY))
        assert of(third, "picked_s").low <= 0


def test_wider_aisles_are_never_slower_beyond_noise(dicey):
    narrow, wide, free = (simulate(dicey(7, pickers=4, capacity=n, crowd=0.0), MANY) for n in (1, 2, 0))
    assert of(differences(narrow, wide), "waiting_s").high < 0
    assert of(differences(narrow, free), "picked_s").low <= 0
    assert of(differences(wide, free), "picked_s").low <= 0


def test_plans_are_compared_on_the_same_days(dicey):
    one, same = simulate(dicey(5), MANY), simulate(dicey(5), MANY)
    assert all((d.mean, d.low, d.high, d.same) == (0, 0, 0, 1) for d in differences(one, same))
    shorter = dicey(5)
    shorter = replace(shorter, batches=tuple(replace(batch, home_mm=0) for batch in shorter.batches))
    found = of(differences(one, simulate(shorter, MANY)), "walking_s")
    assert found.clear
    assert found.better == 1.0
    alone = spread([day.pickers["walk"] for day in one.days])
    assert found.high - found.low < (alone.high - alone.low) / 2, "paired days leave little room for luck"


def test_figures_are_those_of_the_days(dicey):
    tried = simulate(dicey(1), MANY)
    told = tried.figures
    assert told.days == 24
    assert not tried.stopped
    assert told.finish.mean == pytest.approx(mean(day.finish_s for day in tried.days))
    assert told.finish.p10 <= told.finish.p50 <= told.finish.p90
    assert told.late.mean == pytest.approx(sum(one.late.mean for one in told.cutoffs))
    assert sum(one.orders for one in told.cutoffs) == len(tried.problem.orders)
    assert sum(part.mean for part in told.pickers.values()) == pytest.approx(1)
    assert sum(told.lines.mean) == pytest.approx(told.done.mean) == len(tried.problem.lines)
    assert sum(one.late.value for one in told.risks) == pytest.approx(told.late.mean)
    assert told.left.mean == 0
    assert told.short.mean > 0


def test_queues_are_told_over_time_and_add_up_to_the_waiting(dicey):
    tried = simulate(dicey(3, pickers=4), SimulationParams(seeds=6, bin_s=300))
    for day in tried.days:
        waited = sum(day.queues["aisles"]) * 300
        assert waited == pytest.approx(day.pickers["aisle"], abs=1)


def test_what_aisles_cost_is_what_pickers_lost_in_them(dicey):
    for day in simulate(dicey(3, pickers=4), SimulationParams(seeds=4)).days:
        assert sum(day.aisles.values()) == pytest.approx(day.pickers["aisle"] + day.pickers["crowd"], abs=0.01)


def test_a_cancelled_simulation_tells_the_days_that_were_finished(dicey):
    stop = Stop()

    def after_three(progress: Progress) -> None:
        if progress.done == 3:
            stop.cancel()

    tried = simulate(dicey(1), SimulationParams(seeds=500), Watch(after_three, stop))
    assert tried.stopped
    assert 3 <= tried.figures.days <= 4


def test_a_day_is_left_in_the_middle_when_somebody_wants_an_end(dicey):
    class Asked(Stop):
        """Counts how often it is asked, and says no more from the third time on."""

        asked = 0

        def __call__(self) -> bool:
            self.asked += 1
            return self.asked >= 3

    whole, stop = dicey(1), Asked()
    days = simulate(whole, SimulationParams(seeds=100), Watch(stop=stop)).days
    assert len(days) == 3
    assert stop.asked == 3
    cancelled = Stop()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        simulate(_endless(whole), SimulationParams(seeds=1), Watch(stop=cancelled))


def _endless(day: SimulationProblem) -> SimulationProblem:
    """Enough orders that the engine glances at the clock before the day is over."""
    orders = tuple(replace(day.orders[0], order_id=n, begins=day.orders[0].begins.PACK) for n in range(3_000))
    return SimulationProblem(orders, (), (), day.house, day.pace)


def test_what_is_impossible_is_refused_all_at_once(dicey):
    good = dicey(1)
    nobody = replace(good, house=House((), ()))
    with pytest.raises(Infeasible) as caught:
        simulate(nobody, MANY)
    assert {one.subject for one in caught.value.violations} == {"pickers", "packers", "movers"}
    backwards = House((Person(100, 50),), (Person(0, 9, ((5, 2),)),), 1)
    broken = replace(
        good, house=backwards, lines=(*good.lines, good.lines[0], replace(good.lines[1], line_id=999, order_id=777)),
        batches=(*good.batches, replace(good.batches[0], batch_id=50, home_mm=-1)),
        pace=replace(good.pace, walk_mm_s=0),
    )  # fmt: skip
    with pytest.raises(Infeasible) as caught:
        simulate(broken, MANY)
    assert {one.constraint for one in caught.value.violations} == {"identity", "shift", "amount", "pace"}


def test_a_day_without_orders_is_over_at_once():
    tried = simulate(SimulationProblem((), (), (), House((), ())), SimulationParams(seeds=2))
    assert tried.figures.finish.mean == 0
    assert tried.figures.risks == ()
    assert tried.figures.cutoffs == ()


def test_nothing_can_be_said_without_a_try():
    with pytest.raises(ValueError, match="nothing"):
        spread([])
    with pytest.raises(ValueError, match="nothing"):
        share(0, 0)


@pytest.mark.parametrize(("freedom", "value"), [(1, 12.706), (4, 2.776), (9, 2.262), (29, 2.045), (10_000, 1.960)])
def test_the_confidence_factor_is_students(freedom, value):
    assert student(freedom) == pytest.approx(value, abs=0.003)


def test_a_share_keeps_an_honest_range_even_when_it_never_happened():
    never = share(0, 30)
    assert never.value == 0
    assert never.low == 0
    assert 0.10 < never.high < 0.13
    half = share(15, 30)
    assert half.low == pytest.approx(0.331, abs=0.001)
    assert half.high == pytest.approx(0.669, abs=0.001)


def test_means_are_known_better_the_more_days_are_tried(dicey):
    few, many = (simulate(dicey(2), SimulationParams(seeds=n)).figures.finish for n in (8, 60))
    assert many.high - many.low < few.high - few.low
    assert few.low <= many.mean <= few.high
