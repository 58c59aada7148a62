"""Days tried out from the books: what is learnt, what a past day is held against, what other people would change."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from wms.app.planning import make_plan
from wms.app.simulating import simulate
from wms.base.errors import Cancelled, Refused
from wms.base.jobs import Progress, Stop, Watch
from wms.operations.simulating.wish import Wish
from wms.planning.simulation.check import check
from wms.planning.simulation.run import run

TUESDAY = "2026-03-03"


def digest(app):
    """All the books in one figure."""
    with app.database.reading() as connection:
        tables = [row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one() for name in tables}


def told(outcome):
    """All sentences as one text."""
    return "\n".join(outcome.sentences)


def test_a_past_day_is_reproduced_from_other_days(worked):
    outcome = simulate(worked, Wish(day="2026-03-02"), seeds=20)
    found = outcome.reproduced
    assert outcome.known.learnt.days == 2, "the day itself teaches nothing"
    # the two other days are one as quick as this, and one half as quick: what is learnt lies between
    assert 1.0 < found.walks_ratio < 2.0
    assert found.picked.actual_s == outcome.known.actual.picked_s


def test_an_ordinary_day_learnt_from_ordinary_days_comes_out_as_it_was(worked, monkeypatch):
    from wms.operations.simulating import books

    others = books.other_days
    monkeypatch.setattr(books, "other_days", lambda *of: [w for w in others(*of) if w.begun.day != 4])
    outcome = simulate(worked, Wish(day=TUESDAY), seeds=20)
    found = outcome.reproduced
    assert found.walks_ratio == pytest.approx(1, abs=0.10)
    assert abs(found.picked.error_s) < 0.15 * (found.picked.actual_s - outcome.known.from_s)
    assert found.hours_off < 0.25
    assert sum(actual for actual, _ in found.by_hour) == len(outcome.known.picks)
    assert "reproduced well" in told(outcome)


def test_a_day_that_was_unlike_the_others_is_told_as_not_reproduced(worked):
    outcome = simulate(worked, Wish(day="2026-03-04"), seeds=10)
    assert outcome.reproduced.walks_ratio < 0.75
    assert "not reproduced" in told(outcome)
    assert "Do not plan by these figures" in told(outcome)


def test_the_pace_is_learnt_from_walks(worked, monkeypatch):
    from wms.operations.simulating import books

    others = books.other_days
    monkeypatch.setattr(books, "other_days", lambda *of: [w for w in others(*of) if w.begun.day != 4])
    learnt = simulate(worked, Wish(), seeds=1).known.learnt
    walk = learnt.setup_s + 150_000 / learnt.walk_mm_s + 16 * learnt.pick_s
    assert walk == pytest.approx(40 + 150_000 / 1_200 + 16 * 14, rel=0.10)
    assert learnt.pack_s == pytest.approx(80, rel=0.2)
    assert learnt.line_spread == pytest.approx(0.3, abs=0.12)
    assert learnt.gaps_s
    assert max(learnt.gaps_s) <= 60 + 150
    assert learnt.short == 0


def test_the_books_stay_as_they_are(worked):
    before = digest(worked)
    simulate(worked, Wish(), [Wish(pickers="+1"), Wish(picking="discrete")], seeds=3)
    simulate(worked, Wish(day=TUESDAY), seeds=2)
    assert digest(worked) == before


def test_tomorrow_and_today_pick_everything_that_is_set_aside(worked):
    outcome = simulate(worked, Wish(), seeds=4)
    problem = outcome.tried[0].scenario.problem
    planned = Counter(stop.line_id for batch in problem.batches for stop in batch.stops)
    assert set(planned) == {pick.pick_id for pick in outcome.known.picks}
    assert set(planned.values()) == {1}
    assert check(run(problem, 3, Stop())) == []
    later = simulate(worked, Wish(day="tomorrow"), seeds=2)
    assert later.day.isoformat() == "2026-03-06"
    assert {pick.pick_id for pick in later.known.picks} >= set(planned)


def test_walks_by_cart_are_shorter_than_one_an_order(worked):
    outcome = simulate(worked, Wish(plan="now", picking="batch"), [Wish(plan="now", picking="discrete")], seeds=8)
    by_cart, by_order = outcome.tried
    assert by_cart.scenario.walk_mm < by_order.scenario.walk_mm
    assert len(by_order.scenario.problem.batches) == len({pick.order_id for pick in outcome.known.picks})
    walking = next(one for one in outcome.differences[0] if one.measure == "walking_s")
    assert walking.low > 0
    assert "one walk an order" in by_order.title


def test_one_more_picker_is_compared_on_the_same_days(worked):
    wish = Wish(plan="now", pickers="1")
    outcome = simulate(worked, wish, [wish.but({"pickers": "2"})], seeds=10)
    assert [tried.pickers for tried in outcome.tried] == [1, 2]
    picked = next(one for one in outcome.differences[0] if one.measure == "picked_s")
    assert picked.high < 0
    assert "2 pickers" in told(outcome)


def test_a_tight_day_names_what_is_late(worked):
    wish = Wish(plan="now", pickers="1", packers="1", shift="14:30-16:00")
    outcome = simulate(worked, wish, seeds=10)
    figures = outcome.tried[0].simulated.figures
    assert figures.late.mean > 0
    assert figures.risks[0].late.value == 1.0
    assert "late in the median" in told(outcome)


def test_proposed_wave_plans_are_compared(worked):
    number, plan = make_plan(worked, "waves", deadline=0.5, pickers=2)
    outcome = simulate(worked, Wish(), [Wish(plan=number), Wish(plan="now")], seeds=4)
    planned = outcome.tried[1].scenario
    assert {o.number for o in outcome.known.orders} >= {n for wave in plan.content["waves"] for n in wave["orders"]}
    starts = sorted({batch.release_s for batch in planned.problem.batches})
    assert len(starts) == len([wave for wave in plan.content["waves"] if wave["orders"]])
    assert len({batch.release_s for batch in outcome.tried[2].scenario.problem.batches}) == 1
    with pytest.raises(Refused, match="days to come"):
        simulate(worked, Wish(day=TUESDAY, plan=number), seeds=1)


def test_one_day_is_told_walk_by_walk(worked):
    outcome = simulate(worked, Wish(plan="now"), seeds=3)
    assert sum(lines for _, _, lines, _, _ in outcome.one_day) == len(outcome.known.picks)
    assert {who for who, *_ in outcome.one_day} <= {"1", "2", "3"}


def test_orders_that_come_in_are_extra_work(worked):
    outcome = simulate(worked, Wish(), [Wish(to_come=30)], seeds=6)
    plain, busier = (tried.simulated.figures.done.mean for tried in outcome.tried)
    assert busier > plain + 30
    assert outcome.tried[1].simulated.days[0].newcomers > 0


def test_a_past_day_with_other_people_is_no_longer_held_against_what_happened(worked):
    wish = Wish(day=TUESDAY)
    outcome = simulate(worked, wish, [wish.but({"pickers": "+2"})], seeds=5)
    assert outcome.reproduced is not None
    assert outcome.tried[1].pickers == outcome.tried[0].pickers + 2
    alone = simulate(worked, replace(wish, pickers="1"), seeds=3)
    assert alone.reproduced is None


def test_every_wish_that_makes_no_sense_is_named_at_once(worked):
    wrong = Wish(pickers="many", packers="-", shift="late", pause="25:00-26:00", day="yesterday", picking="sometimes",
                 carts=-1, crowd=1_000)  # fmt: skip
    with pytest.raises(Refused) as caught:
        simulate(worked, wrong)
    assert {problem.field for problem in caught.value.problems} == {
        "pickers", "packers", "shift", "pause", "day", "picking", "carts", "crowd"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (Wish(pickers="0"), "pickers"), (Wish(pickers="-9"), "pickers"), (Wish(shift="14:00-06:00"), "shift"),
        (Wish(day="2020-01-01"), "day"), (Wish(plan="P-999999"), "proposal"), (Wish(pickers="9999"), "pickers"),
    ],
)  # fmt: skip
def test_what_cannot_be_tried_is_refused_in_words(worked, wish, field):
    with pytest.raises(Refused) as caught:
        simulate(worked, wish, seeds=1)
    assert field in {problem.field for problem in caught.value.problems}


def test_a_warehouse_with_nothing_to_do_says_so(app):
    with pytest.raises(Refused, match="Nothing is set aside"):
        simulate(app, Wish())


def test_changes_to_a_wish_name_what_is_not_known():
    with pytest.raises(Refused) as caught:
        Wish().but({"people": "3", "carts": "many", "day": "tomorrow"})
    assert {problem.field for problem in caught.value.problems} == {"compare", "carts"}


def test_one_more_is_one_more_than_in_the_day_it_is_compared_with():
    assert Wish(pickers="4").but({"pickers": "+1"}).pickers == "5"
    assert Wish(pickers="+1").but({"pickers": "+1"}).pickers == "+2"
    assert Wish().but({"pickers": "-1"}).pickers == "-1"
    assert Wish(pickers="4").but({"pickers": "2"}).pickers == "2"


def test_a_cancelled_simulation_keeps_the_days_it_has(worked):
    stop = Stop()

    def some(progress: Progress) -> None:
        if progress.doing == "trying the day" and progress.done == 2:
            stop.cancel()

    outcome = simulate(worked, Wish(), seeds=900, watch=Watch(some, stop))
    assert outcome.tried[0].simulated.stopped
    assert "stopped early" in told(outcome)
    stopped = Stop()
    stopped.cancel()
    with pytest.raises(Cancelled):
        simulate(worked, Wish(plan="now"), seeds=2, watch=Watch(stop=stopped))


def test_the_same_wish_gives_the_same_answer(worked):
    one, again = (simulate(worked, Wish(), seeds=4, seed=11) for _ in range(2))
    assert one.sentences == again.sentences


def test_without_a_past_people_work_as_it_is_set(worked):
    from wms.operations.simulating.learning import learn
    from wms.operations.simulating.ways import Ways

    known = simulate(worked, Wish(), seeds=1).known
    nothing = learn([], [], Ways(known.drawn, known.drop_id), Watch(), pick_s=30, pack_s=90)
    assert (nothing.walks, nothing.pick_s, nothing.pack_s) == (0, 20, 90)
