"""What past orders say of the items: how often each is picked, which are ordered together, and how much to trust it.

Old orders weigh less: with a half-life of a month a December order counts an eighth in March. That follows the season
without a model of it, and on real orders it is what makes a slotting hold in the weeks after it was planned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from wms.planning.slotting.problem import PastOrder

FULL_WEIGHT = 16


@dataclass(frozen=True, slots=True)
class Affinity:
    """Two items ordered together: in how many orders, and how many times more often than by chance (`lift`)."""

    one: int
    other: int
    orders: int
    lift: float


def aged_orders(
    orders: Iterable[tuple[float, Sequence[int]]], half_life_days: float = 30.0, least: int = 4
) -> tuple[PastOrder, ...]:
    """Orders given as (days ago, item ids), weighed by their age from `FULL_WEIGHT` down to `least`.

    Of orders too old for that only every so many is kept, so that together they weigh what they should: a search over
    few orders gets further than one over many that hardly count.
    """
    kept, due = [], 0.0
    for age, items in orders:
        weight = FULL_WEIGHT * 0.5 ** (age / half_life_days)
        due += min(1.0, weight / least)
        if due >= 1.0 - 1e-9:
            due -= 1.0
            kept.append(PastOrder(tuple(items), max(least, round(weight))))
    return tuple(kept)


def picks_of(orders: Iterable[PastOrder]) -> Counter[int]:
    """Weighted visits of each item."""
    visits: Counter[int] = Counter()
    for order in orders:
        for item in order.items:
            visits[item] += order.weight
    return visits


def affinities(orders: Sequence[PastOrder], least: int = 3, longest: int = 60) -> list[Affinity]:
    """Pairs of items found together in at least `least` orders, the most frequent first.

    Orders of more than `longest` lines say little about pairs and cost much; they are left out.
    """
    alone: Counter[int] = Counter()
    pairs: Counter[tuple[int, int]] = Counter()
    total = 0
    for order in orders:
        total += 1
        items = sorted(set(order.items))
        alone.update(items)
        if len(items) <= longest:
            pairs.update(combinations(items, 2))
    found = [
        Affinity(a, b, together, together * total / (alone[a] * alone[b]))
        for (a, b), together in pairs.items() if together >= least
    ]
    return sorted(found, key=lambda pair: (-pair.orders, -pair.lift, pair.one, pair.other))
