"""Picking among rows of equal age: as few touches as cover the need, then as little walking as possible.

For one or two touches the choice is exact; for three and more it starts from the largest rows (the fewest
touches, proven) and exchanges single rows for nearer ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Offer(NamedTuple):
    """What a row still has, and what going there costs this order (nothing where it goes anyway)."""

    walk: int
    free: int
    row_id: int


def choose(offers: Sequence[Offer], need: int) -> list[Offer]:
    """Rows that together cover `need`, or all of them when they do not; the last one is taken in part.

    A whole row is emptied before another is broken: the returned order is the order of taking.
    """
    if sum(offer.free for offer in offers) <= need:
        return list(offers)
    single = [offer for offer in offers if offer.free >= need]
    if single:
        return [min(single, key=lambda o: (o.walk, o.free, o.row_id))]
    largest = sorted(offers, key=lambda o: (-o.free, o.walk, o.row_id))
    count = _touches(largest, need)
    chosen = _best_pair(largest, need) if count == 2 else _nearer(largest, count, need)
    return sorted(chosen, key=lambda o: (o.free, o.row_id))


def _touches(largest: Sequence[Offer], need: int) -> int:
    """The fewest rows that cover `need`: the largest ones."""
    total = 0
    for count, offer in enumerate(largest, start=1):
        total += offer.free
        if total >= need:
            return count
    return len(largest)


def _best_pair(largest: Sequence[Offer], need: int) -> list[Offer]:
    """The nearest two rows that cover `need`, by one sweep: as one row grows, more rows can be its larger partner."""
    nearest_of_first = _nearest_prefix(largest)
    best: tuple[int, int, int, Offer, Offer] | None = None
    enough = 0
    for index in range(len(largest) - 1, 0, -1):
        small = largest[index]
        while enough < len(largest) and largest[enough].free + small.free >= need:
            enough += 1
        partners = min(enough, index)
        if partners:
            large = nearest_of_first[partners - 1]
            pair = (small.walk + large.walk, small.free + large.free, small.row_id, small, large)
            best = pair if best is None or pair[:3] < best[:3] else best
    assert best is not None
    return [best[3], best[4]]


def _nearest_prefix(largest: Sequence[Offer]) -> list[Offer]:
    """For each position the nearest row up to and with it."""
    nearest: list[Offer] = []
    for offer in largest:
        nearest.append(min(offer, nearest[-1], key=lambda o: (o.walk, o.free, o.row_id)) if nearest else offer)
    return nearest


def _nearer(largest: Sequence[Offer], count: int, need: int) -> list[Offer]:
    """Exchange single rows of the largest `count` for nearer ones while the need stays covered."""
    chosen, others = list(largest[:count]), sorted(largest[count:], key=lambda o: (o.walk, o.free))
    total = sum(offer.free for offer in chosen)
    for index in sorted(range(count), key=lambda i: -chosen[i].walk):
        spare = total - need
        for position, other in enumerate(others):
            if other.walk >= chosen[index].walk:
                break
            if chosen[index].free - other.free <= spare:
                total += other.free - chosen[index].free
                chosen[index], others[position] = other, chosen[index]
                others.sort(key=lambda o: (o.walk, o.free))
                break
    return chosen
