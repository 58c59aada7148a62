"""Moves made in one walk: with the load in hand from place to place, where it is put down and the next one taken up.

From where walks begin one goes to the nearest place a chain or cycle of moves may begin at, follows it to its end, on
to the nearest next one, and at last to where walks end. A cycle may begin anywhere, the last one where the way to it
and from it to the end is shortest; a chain only at its head, for what lies ahead of a load is taken up when the load
arrives.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit

Ints = NDArray[np.int64]


class Carrying(NamedTuple):
    """`on` (1,): whether moves are made so; `length` (1,) of the walk as goods lie now.

    `goal` (L,) is where the load of each location goes, −1 where none does; `enters` (L,) how many go there. `out`
    (1,): a search that has moved something looks for what to move, not whether.
    """

    on: NDArray[np.bool_]
    out: NDArray[np.bool_]
    length: Ints
    goal: Ints
    enters: Ints


def carrying_of(home: Ints, where: Ints, places: int, on: bool) -> Carrying:
    """The loads that are away from `home` (U,), at `where` (U,), of so many places; its length is to be measured."""
    goal, enters = np.full(places, -1, np.int64), np.zeros(places, np.int64)
    if on:
        away = np.flatnonzero((home >= 0) & (home != where))
        goal[home[away]] = where[away]
        np.add.at(enters, where[away], 1)
    return Carrying(np.array([on]), np.zeros(1, np.bool_), np.zeros(1, np.int64), goal, enters)


@njit(cache=True)
def set_goal(c: Carrying, home: int, place: int) -> None:
    """Let the load of `home` go to `place`, or stay there."""
    if c.goal[home] >= 0:
        c.enters[c.goal[home]] -= 1
    c.goal[home] = place if place != home else -1
    if place != home:
        c.enters[place] += 1


@njit(cache=True)
def _entered(way: Ints, here: int, end: int, place: Ints, c: Carrying, nearest: int, left: int) -> int:
    """Where to begin: at the nearest, unless its cycle holds all loads that are left."""
    size, member = 1, c.goal[nearest]
    while member != nearest and c.goal[member] >= 0:
        size, member = size + 1, c.goal[member]
    if member != nearest or size < left:
        return nearest
    best = nearest
    for _ in range(size):
        member = c.goal[member]
        if way[here, place[member]] + way[place[member], end] < way[here, place[best]] + way[place[best], end]:
            best = member
    return int(best)


@njit(cache=True)
def carried(way: Ints, begin: int, end: int, place: Ints, c: Carrying) -> int:
    """The length of the walk, by the table `way` (P, P) between the locations' places (L,)."""
    sources = np.flatnonzero(c.goal >= 0)
    if len(sources) == 0:
        return 0
    done = np.zeros(len(c.goal), np.bool_)
    inside = np.zeros(len(c.goal), np.bool_)  # of a chain, behind its head
    for source in sources:
        if c.enters[source] == 0:
            follow = c.goal[source]
            while c.goal[follow] >= 0:
                inside[follow] = True
                follow = c.goal[follow]
    total, here, left = 0, begin, len(sources)
    while left > 0:
        nearest = np.int64(-1)
        for source in sources:
            if done[source] or inside[source]:
                continue
            if nearest < 0 or way[here, place[source]] < way[here, place[nearest]]:
                nearest = source
        follow = _entered(way, here, end, place, c, int(nearest), left)
        total += way[here, place[follow]]
        while c.goal[follow] >= 0 and not done[follow]:
            done[follow] = True
            left -= 1
            total += way[place[follow], place[c.goal[follow]]]
            follow = c.goal[follow]
        here = place[follow]
    return int(total + way[here, end])
