"""An independent judge of a replenishment plan: it plays the day through, location by location, mover by mover."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from wms.planning.plan import Violation
from wms.planning.replenishment.problem import Forward, Replenishment, ReplenishmentProblem, Trip, WaveNeed


def check(problem: ReplenishmentProblem, answer: Replenishment) -> list[Violation]:
    """Every broken rule. A trip that ends after its wave began is late, not wrong: the plan says so itself."""
    rows = {row.row_id: row for row in problem.reserve}
    forwards = {forward.forward_id: forward for forward in problem.forwards}
    for trip in answer.trips:
        known = trip.row_id in rows and trip.forward_id in forwards
        if not known or not rows[trip.row_id].item_id == forwards[trip.forward_id].item_id == trip.item_id:
            text = f"Row {trip.row_id} is not of that location's item."
            return [Violation("identity", f"row {trip.row_id}", 1, text)]
    found = [*_reserve(problem, answer), *_movers(problem, answer), *_age(problem, answer)]
    for forward in problem.forwards:
        trips = [trip for trip in answer.trips if trip.forward_id == forward.forward_id]
        found += _day(problem, forward, trips, answer)
    return found


def _reserve(problem: ReplenishmentProblem, answer: Replenishment) -> Iterator[Violation]:
    moved: Counter[int] = Counter()
    for trip in answer.trips:
        moved[trip.row_id] += trip.quantity
        if trip.quantity <= 0:
            yield Violation("quantity", f"row {trip.row_id}", 1 - trip.quantity, "A trip must bring something.")
    for row in problem.reserve:
        excess = moved[row.row_id] - row.quantity
        if excess > 0:
            text = f"Row {row.row_id} gives {excess} more than it has."
            yield Violation("reserve", f"row {row.row_id}", excess, text)


def _age(problem: ReplenishmentProblem, answer: Replenishment) -> Iterator[Violation]:
    """Older reserve is used up before younger is touched."""
    moved: Counter[int] = Counter()
    for trip in answer.trips:
        moved[trip.row_id] += trip.quantity
    youngest: dict[int, int] = {}
    for row in problem.reserve:
        if moved[row.row_id]:
            youngest[row.item_id] = max(row.age_day, youngest.get(row.item_id, row.age_day))
    for row in problem.reserve:
        days = youngest.get(row.item_id, row.age_day) - row.age_day
        if days > 0 and moved[row.row_id] < row.quantity:
            yield Violation("rotation", f"row {row.row_id}", days, f"Row {row.row_id} is {days} days older and stays.")


def _movers(problem: ReplenishmentProblem, answer: Replenishment) -> Iterator[Violation]:
    busy: dict[int, int] = defaultdict(lambda: problem.now_s)
    for trip in sorted(answer.trips, key=lambda trip: trip.start_s):
        overlap = max(busy[trip.mover], trip.release_s) - trip.start_s
        if overlap > 0 or not 0 <= trip.mover < problem.movers:
            text = f"Mover {trip.mover} starts row {trip.row_id} {overlap} s too early."
            yield Violation("movers", f"mover {trip.mover}", max(overlap, 1), text)
        busy[trip.mover] = trip.finish_s


def _day(
    problem: ReplenishmentProblem, forward: Forward, trips: list[Trip], answer: Replenishment
) -> Iterator[Violation]:
    """Play the location's picks and fillings; nothing may overflow or be missing without being told."""
    lacks = {lack.wave_id: lack.quantity for lack in answer.lacks if lack.item_id == forward.item_id}
    needs = sorted(
        (need for need in problem.needs if need.item_id == forward.item_id), key=lambda n: (n.start_s, n.wave_id)
    )
    served = [(need, need.quantity - lacks.get(need.wave_id, 0)) for need in needs]
    yield from _overflow(forward, trips, served)
    who, level = f"forward {forward.forward_id}", forward.on_hand
    for need, quantity in served:
        level += sum(trip.quantity for trip in trips if trip.wave_id == need.wave_id) - quantity
        if level < 0:
            yield Violation("wave demand", who, -level, f"Wave {need.wave_id} would miss {-level} at {who}.")
    level += sum(trip.quantity for trip in trips if trip.wave_id is None)
    expected = sum(e.quantity for e in problem.expected if e.item_id == forward.item_id)
    target = min(forward.maximum, max(forward.minimum, expected))
    missing = target - level - lacks.get(None, 0)
    if missing > 0:
        yield Violation("level at the horizon", who, missing, f"{who} would end {missing} below {target}.")


def _overflow(forward: Forward, trips: list[Trip], served: list[tuple[WaveNeed, int]]) -> Iterator[Violation]:
    """At each trip's release all it and earlier trips brought must fit beside what is surely picked by then."""
    moved = 0
    for trip in sorted(trips, key=lambda trip: (trip.release_s, trip.deadline_s)):
        moved += trip.quantity
        picked = sum(_picked(need, quantity, forward.maximum, trip.release_s) for need, quantity in served)
        excess = forward.on_hand + moved - picked - forward.maximum
        if excess > 0:
            who = f"forward {forward.forward_id}"
            yield Violation("capacity", who, excess, f"{who} would hold {excess} more than it can.")


def _picked(need: WaveNeed, quantity: int, maximum: int, moment: int) -> int:
    """What the wave has surely picked: it empties the location once in every equal part of its time."""
    parts = -(-quantity // maximum)
    done = sum(need.start_s + need.lasts_s * (part + 1) // parts <= moment for part in range(parts))
    return min(quantity, done * maximum)
