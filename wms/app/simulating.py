"""A day is tried out: the books are read in one look, then the day is run again and again outside of any transaction.

Nothing is written, whatever is tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from wms.app.application import App
from wms.app.planning import begin, known_of, refused
from wms.base.errors import refuse
from wms.base.jobs import Progress, Stop, Watch
from wms.operations import find
from wms.operations.planning import warm
from wms.operations.simulating import ahead, past, told
from wms.operations.simulating.calendar import calendar
from wms.operations.simulating.judged import Reproduced, reproduced
from wms.operations.simulating.pieces import Known
from wms.operations.simulating.scenario import pinned, scenario
from wms.operations.simulating.told import Tried
from wms.operations.simulating.wish import NOW, PLANNED, Wish

if TYPE_CHECKING:
    from wms.planning.simulation.compare import Difference

MOST_SEEDS = 1_000
BIN_S = 900


@dataclass(frozen=True, slots=True)
class Outcome:
    """The day as wished first, then each other way; `differences` holds each of these against the first.

    `reproduced` says how well a past day run as it was matches what happened. `sentences` tell it all in English.
    `one_day` are the walks of the day with the median end, as wished: picker, walk, lines, from and until.
    """

    day: date
    known: Known
    tried: tuple[Tried, ...]
    differences: tuple[tuple[Difference, ...], ...]
    reproduced: Reproduced | None
    sentences: tuple[str, ...]
    one_day: tuple[tuple[str, str, int, str, str], ...] = ()


def simulate(
    app: App, wish: Wish, others: Sequence[Wish] = (), *, site: str = "", seeds: int = 30, seed: int = 0,
    watch: Watch | None = None,
) -> Outcome:  # fmt: skip
    """Run the day as wished, and other ways under the same luck. Cancelled, it tells the days that were finished.

    Raises Refused for what makes no sense or when there is nothing to do, Cancelled when not one day was finished.
    """
    watch = watch or Watch()
    if not 1 <= seeds <= MOST_SEEDS:
        raise refuse("A day is tried 1 to {most} times.", field="seeds", most=MOST_SEEDS, found=seeds)
    for one in (wish, *others):
        one.check()
    watch.report(Progress("reading the books"))
    wishes = (wish, *others)
    day, known = known_of(app, _read, {"site": site, "wishes": wishes, "now": app.clock(), "watch": watch})
    begin(warm.waves if _plans_waves(known, wishes) else warm.nothing, watch)
    tried: list[Tried] = []
    for number, one in enumerate(wishes):
        if number and watch.stop.cancelled:
            break
        tried.append(_tried(known, one, wish if number else None, seeds, seed, _part(watch, number, len(wishes))))
    return _outcome(day, known, wish, tuple(tried))


def _plans_waves(known: Known, wishes: Sequence[Wish]) -> bool:
    """Whether the wave planner is needed: something waits for a wave, and waves are wished for."""
    waits = known.morning is not None and bool(known.morning.orders)
    return waits and any(wish.plan == PLANNED for wish in wishes)


def _read(
    session: Session, *, site: str, wishes: Sequence[Wish], now: datetime, watch: Watch
) -> tuple[date, Known]:
    found = find.site(session, site)
    day = ahead.closed(session, found, calendar(session, found, wishes[0], now))
    plans = {wish.plan for wish in wishes} - {PLANNED, NOW}
    if day.past and plans:
        raise refuse("A plan is for days to come; on a past day all is released as it was, or at once.", field="plan")
    known = past.read(session, found, day, watch) if day.past else ahead.read(session, found, day, plans, watch)
    return day.day, known


def _tried(known: Known, wish: Wish, first: Wish | None, seeds: int, seed: int, watch: Watch) -> Tried:
    from wms.planning.plan import Infeasible
    from wms.planning.simulation.problem import SimulationParams
    from wms.planning.simulation.solve import simulate as run_days

    made = scenario(known, wish, seed, watch)
    try:
        days = run_days(made.problem, SimulationParams(seeds, seed, BIN_S), watch)
    except Infeasible as impossible:
        raise refused(impossible) from None
    house = made.problem.house
    title = "as wished" if first is None else told.title(wish, first, (len(house.pickers), len(house.packers)))
    return Tried(title, made, days)


def _outcome(day: date, known: Known, wish: Wish, tried: tuple[Tried, ...]) -> Outcome:
    from wms.planning.simulation.compare import differences

    first, *rest = tried
    apart = tuple(differences(first.simulated, other.simulated) for other in rest)
    judged = None
    if known.actual is not None and pinned(known, wish):
        judged = reproduced(known.actual, first.scenario, first.simulated)
    sentences = [*told.outcome(known, first)]
    for other, found in zip(rest, apart, strict=True):
        sentences += told.changes(first, other, found)
    if rest and judged is not None:
        sentences.append(told.FREELY)
    told_all = (*sentences, *told.honesty(known, judged))
    return Outcome(day, known, tried, apart, judged, told_all, tuple(timeline(known, first)))


def timeline(known: Known, tried: Tried, seed: int | None = None) -> list[tuple[str, str, int, str, str]]:
    """The walks of one day: picker, walk, lines, from and until. Without a seed it is the day with the median end."""
    from wms.planning.simulation.run import run

    days = sorted(tried.simulated.days, key=lambda day: (day.finish_s, day.seed))
    watched = run(tried.scenario.problem, days[len(days) // 2].seed if seed is None else seed, Stop())
    lines = {batch.batch_id: len(batch.stops) for batch in watched.problem.batches}
    return [
        (f"{who + 1}", tried.scenario.names.get(batch_id, "+"), lines[batch_id], known.clock(begin / 1_000),
         known.clock(end / 1_000))
        for batch_id, who, begin, end in sorted(watched.walks, key=lambda walk: (walk[1], walk[2]))
    ]  # fmt: skip


def _part(watch: Watch, number: int, of: int) -> Watch:
    """The same watch for one of several ways: its days count towards all of them."""

    def report(progress: Progress) -> None:
        watch.report(Progress(progress.doing, number * progress.total + progress.done, of * progress.total))

    return Watch(report, watch.stop)




def risks(outcome: Outcome, way: int = 0) -> list[tuple[str, str, str, str]]:
    """The orders that may be late: number, how likely (95 % range), when they go in the median and on bad days."""
    numbers = {order.order_id: order.number for order in outcome.known.orders}

    def moment(seconds: int | None) -> str:
        return "–" if seconds is None else outcome.known.clock(seconds)

    return [
        (numbers[one.order_id], f"{one.late.value:.0%} ({one.late.low:.0%}–{one.late.high:.0%})", moment(one.p50_s),
         moment(one.p90_s))
        for one in outcome.tried[way].simulated.figures.risks
    ]  # fmt: skip


def as_dict(outcome: Outcome) -> dict[str, Any]:
    """Everything as plain values: seconds after `begins`, orders by number, aisles by code."""
    known = outcome.known
    return {
        "day": outcome.day.isoformat(), "begins": known.begins.isoformat(), "orders": len(known.orders),
        "lines": len(known.picks), "ways": [_way(known, tried) for tried in outcome.tried],
        "differences": [[asdict(one) for one in found] for found in outcome.differences],
        "reproduced": None if outcome.reproduced is None else asdict(outcome.reproduced),
        "sentences": list(outcome.sentences), "one_day": [list(row) for row in outcome.one_day],
    }  # fmt: skip


def _way(known: Known, tried: Tried) -> dict[str, Any]:
    numbers = {order.order_id: order.number for order in known.orders}
    figures = asdict(tried.simulated.figures)
    figures["risks"] = [{**one, "order": numbers[one.pop("order_id")]} for one in figures["risks"]]
    figures["aisles"] = [{"aisle": known.aisle(n), "waited_s": one} for n, one in figures["aisles"]]
    return {
        "title": tried.title, "pickers": tried.pickers, "packers": tried.packers,
        "walks": len(tried.scenario.problem.batches), "walk_mm": tried.scenario.walk_mm,
        "days": [{"seed": day.seed, "finish_s": day.finish_s, "picked_s": day.picked_s, "late": day.late}
                 for day in tried.simulated.days],
        "stopped": tried.simulated.stopped, "seconds": tried.simulated.seconds, "figures": figures,
    }  # fmt: skip
