"""What a person reads: per item from where to where, why, and the walk it saves a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from wms.planning.slotting.affinity import affinities
from wms.planning.slotting.check import walk
from wms.planning.slotting.problem import ItemReason, PickLocation, SlottedItem, SlottingProblem

Where = Mapping[int, tuple[int, ...]]


class Reporter:
    """Knows what walks are today, and what is ordered together; made before the search, so that its end is not waited
    for twice.
    """

    def __init__(self, problem: SlottingProblem) -> None:
        self.problem = problem
        self._by_id = {place.location_id: place for place in problem.locations}
        self._before = shares(problem, problem.current, self._by_id)
        self._friends = _friends(problem)

    def reasons(self, answer: Where) -> tuple[ItemReason, ...]:
        """One reason for each item that has a new place, the largest saving first."""
        problem, by_id = self.problem, self._by_id
        if all(sorted(problem.current.get(item, ())) == sorted(places) for item, places in answer.items()):
            return ()
        after = shares(problem, answer, by_id)
        found = []
        for item in problem.items:
            old, new = problem.current.get(item.item_id, ()), answer[item.item_id]
            if sorted(old) != sorted(new):
                number = item.item_id
                saving = (self._before[number] - after[number]) // max(1, problem.horizon_days) if old else 0
                friends = self._friends.get(number, ())
                why = _why(problem, item, [by_id[place] for place in new], friends, answer, by_id)
                found.append(ItemReason(number, tuple(old), new, saving, _sentence(item, old, new, saving, why)))
        return tuple(sorted(found, key=lambda reason: (-reason.saving_mm_day, reason.item_id)))


def shares(problem: SlottingProblem, where: Where, by_id: Mapping[int, PickLocation]) -> Counter[int]:
    """Millimetres per item in the horizon: each order's walk shared evenly by its items, and the item's own reach."""
    found: Counter[int] = Counter()
    if not problem.orders:
        for item in problem.items:
            for place in (by_id[number] for number in where.get(item.item_id, ())):
                reach = place.reach_s * problem.speed_mm_s
                found[item.item_id] += item.picks * (place.walk_mm + reach) // item.facings
        return found
    turn: Counter[int] = Counter()
    for order in problem.orders:
        stops = []
        for item_id in order.items:
            places = where.get(item_id, ())
            if places:
                stops.append((item_id, by_id[places[turn[item_id] % len(places)]]))
                turn[item_id] += 1
        if len(stops) == len(order.items) and stops:
            length = walk(problem, [place for _, place in stops])
            for item_id, place in stops:
                found[item_id] += order.weight * (length // len(stops) + place.reach_s * problem.speed_mm_s)
    return found


def _friends(problem: SlottingProblem) -> dict[int, tuple[int, ...]]:
    """For each item the few it is most often ordered with."""
    found: dict[int, list[int]] = defaultdict(list)
    for pair in affinities(problem.orders[-2_000:], longest=30):
        for one, other in ((pair.one, pair.other), (pair.other, pair.one)):
            if pair.lift > 1 and len(found[one]) < 3:
                found[one].append(other)
    return {item: tuple(friends) for item, friends in found.items()}


def _why(
    problem: SlottingProblem, item: SlottedItem, places: list[PickLocation], friends: tuple[int, ...], answer: Where,
    by_id: Mapping[int, PickLocation],
) -> str:
    aisles = {place.aisle for place in places}
    near = [friend for friend in friends if aisles & {by_id[p].aisle for p in answer[friend]}]
    if near:
        return f"in the aisle of item {near[0]}, with which it is often ordered"
    if item.family in problem.rules.together:
        return f"with its family {item.family}"
    if item.weight_g >= problem.rules.heavy_g:
        return "low, because it is heavy"
    least = min(place.reach_s for place in problem.locations)
    if all(place.reach_s == least for place in places) and any(p.reach_s > least for p in problem.locations):
        return f"within easy reach for {item.picks} picks"
    return f"by its {item.picks} picks in the horizon"


def _sentence(item: SlottedItem, old: tuple[int, ...], new: tuple[int, ...], saving: int, why: str) -> str:
    to = ", ".join(map(str, new))
    if not old:
        return f"Item {item.item_id} goes to {to}: {why}."
    saved = f"saves {saving / 1000:.1f} m a day" if saving > 0 else f"makes way ({-saving / 1000:.1f} m more a day)"
    return f"Item {item.item_id} goes from {', '.join(map(str, old))} to {to}: {why}; it {saved}."
