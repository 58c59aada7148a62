"""Replenishment as one call: each item's trips exactly, then all trips on the movers' clock, then the judge."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation
from wms.planning.replenishment.check import check
from wms.planning.replenishment.construct import Haul, hauls
from wms.planning.replenishment.improve import schedule
from wms.planning.replenishment.problem import (
    Lack,
    Replenishment,
    ReplenishmentParams,
    ReplenishmentProblem,
    Reserve,
    WaveNeed,
)
from wms.planning.replenishment.timeline import timeline

METHOD = "least trip time per item (shortest path), then earliest deadline first"


def solve(
    problem: ReplenishmentProblem, params: ReplenishmentParams | None = None, watch: Watch | None = None
) -> Plan[Replenishment]:
    """Plan the trips. The objective is their total time in seconds, which is proven least for what they bring.

    Lateness for want of movers and quantities reserve cannot cover are told in the reasons. Raises `Infeasible` for a
    contradictory problem and `Cancelled` when stopped, for a plan without some item's trips would block its pick.
    """
    params, watch = params or ReplenishmentParams(), watch or Watch()
    started = time.perf_counter()
    contradictions = list(_contradictions(problem))
    if contradictions:
        raise Infeasible(*contradictions)
    wanted, lacks, seconds = _hauls(problem, params, watch)
    trips = schedule(problem, wanted, watch.stop.raise_if_cancelled)
    answer = Replenishment(tuple(trips), tuple(lacks))
    broken = check(problem, answer)
    if broken:
        raise CheckFailed(*broken)
    took = time.perf_counter() - started
    return Plan(answer, seconds, seconds, took, params.seed, METHOD, tuple(_reasons(problem, answer)))


def _hauls(
    problem: ReplenishmentProblem, params: ReplenishmentParams, watch: Watch
) -> tuple[list[tuple[int, Haul]], list[Lack], int]:
    reserve: dict[int, list[Reserve]] = defaultdict(list)
    for row in sorted(problem.reserve, key=lambda row: (row.age_day, row.trip_s, row.row_id)):
        reserve[row.item_id].append(row)
    needs: dict[int, list[WaveNeed]] = defaultdict(list)
    for need in problem.needs:
        needs[need.item_id].append(need)
    expected = Counter({expectation.item_id: expectation.quantity for expectation in problem.expected})
    wanted: list[tuple[int, Haul]] = []
    lacks: list[Lack] = []
    total = 0
    for done, forward in enumerate(problem.forwards):
        if watch.stop.cancelled:
            raise Cancelled("The replenishment plan was cancelled.")
        watch.report(Progress("planning replenishment", done, len(problem.forwards)))
        item, rows = forward.item_id, reserve[forward.item_id]
        in_reserve = sum(row.quantity for row in rows)
        future = timeline(forward, needs[item], expected[item], in_reserve, problem.now_s, problem.horizon_s)
        made, cost = hauls(rows, future.steps, problem.split_s, params.fill_up)
        wanted += [(forward.forward_id, haul) for haul in made]
        lacks += future.lacks
        total += cost
    return wanted, lacks, total


def _contradictions(problem: ReplenishmentProblem) -> Iterator[Violation]:
    for item, count in Counter(forward.item_id for forward in problem.forwards).items():
        if count > 1:
            text = f"Item {item} has {count} forward pick locations; plan them one by one."
            yield Violation("one forward location", f"item {item}", count - 1, text)
    for forward in problem.forwards:
        who = f"forward {forward.forward_id}"
        if forward.maximum < 1 or not 0 <= forward.minimum <= forward.maximum:
            text = f"{who}: the minimum {forward.minimum} and the maximum {forward.maximum} contradict each other."
            yield Violation("minimum and maximum", who, max(1, forward.minimum - forward.maximum), text)
        if forward.on_hand < 0:
            yield Violation("on hand", who, -forward.on_hand, f"{who} holds {forward.on_hand}.")
    for row in problem.reserve:
        if row.quantity < 1 or row.trip_s < 0:
            yield Violation("reserve", f"row {row.row_id}", 1 - row.quantity, f"Row {row.row_id} has nothing to give.")
    for need in problem.needs:
        if need.quantity < 1:
            text = f"Wave {need.wave_id} asks for {need.quantity} of item {need.item_id}."
            yield Violation("quantity", f"wave {need.wave_id}", 1 - need.quantity, text)
    pairs = Counter((need.wave_id, need.item_id) for need in problem.needs)
    for (wave, item), count in pairs.items():
        if count > 1:
            text = f"Wave {wave} names item {item} {count} times."
            yield Violation("identity", f"wave {wave}", count - 1, text)
    if problem.movers < 1:
        yield Violation("movers", "problem", 1 - problem.movers, "Nobody is there to move anything.")


def _reasons(problem: ReplenishmentProblem, answer: Replenishment) -> Iterator[str]:
    late = [trip for trip in answer.trips if trip.late_s]
    yield f"{len(answer.trips)} trips, {len(late)} of them late, {len(answer.lacks)} quantities not in reserve."
    for trip in late:
        why = f"{trip.why}; no mover or no room before"
        yield f"Row {trip.row_id} reaches location {trip.forward_id} {trip.late_s} s late ({why})."
    for lack in answer.lacks:
        where = f"wave {lack.wave_id}" if lack.wave_id is not None else "the horizon"
        yield f"Item {lack.item_id} lacks {lack.quantity} for {where}: reserve is exhausted."
    served = {forward.item_id for forward in problem.forwards}
    for item in sorted({need.item_id for need in problem.needs} - served):
        yield f"Item {item} has no forward pick location; its waves pick from reserve."
