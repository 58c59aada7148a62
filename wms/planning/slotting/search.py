"""The search that knows orders: exchanges of locations judged by the true walks, as annealing in compiled chunks.

A proposal moves one unit to another location and whoever lies there back. Half of them are drawn at random; the other
half carry a unit close to one it is ordered together with. An exchange is looked at order by order, the heaviest
first, and dropped as soon as it is clearly too bad: the allowance shrinks with the root of the orders still to look
at, as their sum's spread does.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit
from wms.planning.slotting.carrying import Carrying, carried, set_goal
from wms.planning.slotting.fences import Fences, exchange, keeps
from wms.planning.slotting.trips import Trips, replaced
from wms.planning.slotting.walks import Walks, moved, would_walk

Ints = NDArray[np.int64]
HOMESICK = 0.3
"""How often an item that has been moved is proposed to go back to where it lies today."""
TURNING = 0.5
"""How often three goods change places at once where moves are one walk: another for a cycle, or one elsewhere."""


class Bench(NamedTuple):
    """What the search works on. `walk_cost`, `reach_cost` (U,) weigh `walk` and `reach` (L,) in the additive part.

    `starts`, `orders`: the orders of each unit; `row_starts`, `rows`: the units of each order. `by_table` says whether
    `trips` or `walks` holds. `home` (U,) is today's location or −1; a unit elsewhere costs `handling` and `haul` times
    the way from home; at most `limit` units may be away (`away[0]` of them are). Where `carrying` is on, all moves cost
    one walk instead. `choice` are the units to move, `spots` the locations to use, `movable` (U,) and `usable` (L,) the
    same as flags.
    """

    fences: Fences
    walks: Walks
    trips: Trips
    by_table: bool
    starts: Ints
    orders: Ints
    row_starts: Ints
    rows: Ints
    walk: Ints
    reach: Ints
    walk_cost: Ints
    reach_cost: Ints
    home: Ints
    handling: int
    haul: int
    limit: int
    away: Ints
    across: Ints
    along: Ints
    choice: Ints
    spots: Ints
    movable: NDArray[np.bool_]
    usable: NDArray[np.bool_]
    carrying: Carrying


@njit(cache=True)
def way_between(b: Bench, one: int, other: int) -> int:
    """The walk from one location to another."""
    if b.by_table:
        return int(b.trips.way[b.trips.place[one], b.trips.place[other]])
    y, z = b.along[one], b.along[other]
    if b.fences.aisle[one] == b.fences.aisle[other]:
        return int(abs(y - z))
    return int(min(y + z, 2 * b.walks.depth - y - z) + abs(b.across[one] - b.across[other]))


@njit(cache=True)
def move_cost(b: Bench, unit: int, place: int) -> int:
    """What it costs to have a unit at a location rather than where it lies today."""
    home = b.home[unit]
    if home < 0 or home == place:
        return 0
    return b.handling + b.haul * way_between(b, home, place)


@njit(cache=True)
def _still(b: Bench, unit: int, place: int) -> int:
    """The cost of a unit at a location that does not depend on others."""
    own = b.walk_cost[unit] * b.walk[place] + b.reach_cost[unit] * b.reach[place]
    return int(own + move_cost(b, unit, place))


@njit(cache=True)
def _left_home(b: Bench, unit: int, place: int) -> int:
    return int(b.home[unit] >= 0 and b.home[unit] != place)


@njit(cache=True)
def more_away(b: Bench, unit: int, place: int) -> int:
    """How many more units are away from home after the exchange."""
    source, other = b.fences.where[unit], b.fences.at[place]
    more = _left_home(b, unit, place) - _left_home(b, unit, source)
    if other >= 0:
        more += _left_home(b, other, source) - _left_home(b, other, place)
    return more


@njit(cache=True)
def change(b: Bench, unit: int, place: int, keep: bool, limit: float, slack: float) -> int:
    """What an exchange adds to the cost; more than `limit` when it was given up half-way. With `keep`, walks follow.

    The state of who lies where is not changed: with `keep` the caller makes the exchange right afterwards.
    """
    f = b.fences
    source, other = f.where[unit], f.at[place]
    total = _still(b, unit, place) - _still(b, unit, source)
    w, orders = b.walks, b.orders
    mask, stops, ys, ways, prefix, togo = w.mask, w.stops, w.y, w.ways, w.prefix, w.togo
    last, cross, depth, door, aisle, rank = w.last, w.cross, w.depth, w.door, w.aisle, w.rank
    weights, lengths = w.weight, w.length
    x, x_end = b.starts[unit], b.starts[unit + 1]
    y = y_end = 0
    if other >= 0:
        total += _still(b, other, source) - _still(b, other, place)
        y, y_end = b.starts[other], b.starts[other + 1]
    if b.carrying.on[0]:
        total += _carried_then(b, unit, other, source, place, keep)
    while x < x_end or y < y_end:
        if x < x_end and y < y_end and orders[x] == orders[y]:
            x, y = x + 1, y + 1
            continue
        if y >= y_end or (x < x_end and orders[x] < orders[y]):
            order, mover, start, goal = orders[x], unit, source, place
            x += 1
        else:
            order, mover, start, goal = orders[y], other, place, source
            y += 1
        if b.by_table:
            length = replaced(b.trips, f.where, order, mover, goal)
            total += b.trips.weight[order] * (length - b.trips.length[order])
            if keep:
                b.trips.length[order] = length
        elif keep:
            old = lengths[order]
            total += weights[order] * (moved(b.walks, order, start, goal) - old)
        elif rank[start] != rank[goal] or aisle[start] != aisle[goal]:
            length = would_walk(
                mask, stops, ys, ways, prefix, togo, last, cross, depth, door, order, aisle[start], rank[start],
                aisle[goal], rank[goal],
            )
            total += weights[order] * (length - lengths[order])
        if not keep and total > limit + slack * np.sqrt(float(x_end - x + y_end - y)):
            return int(total)
    return int(total)


@njit(cache=True)
def _carried_then(b: Bench, unit: int, other: int, source: int, place: int, keep: bool) -> int:
    """What an exchange adds to the one walk that makes all moves."""
    c, t = b.carrying, b.trips
    set_goal(c, b.home[unit], place)
    if other >= 0:
        set_goal(c, b.home[other], source)
    length = carried(t.way, t.begin, t.end, t.place, c)
    added = length - c.length[0]
    if keep:
        c.length[0] = length
        return int(added)
    set_goal(c, b.home[unit], source)
    if other >= 0:
        set_goal(c, b.home[other], place)
    return int(added)


@njit(cache=True)
def _companion(b: Bench, unit: int) -> int:
    """A location close to a random item that a random order holds besides this unit; −1 when there is none."""
    if b.starts[unit + 1] == b.starts[unit]:
        return -1
    order = b.orders[np.random.randint(b.starts[unit], b.starts[unit + 1])]
    friend = b.rows[np.random.randint(b.row_starts[order], b.row_starts[order + 1])]
    if friend == unit:
        return -1
    index = b.fences.where[friend] + np.random.randint(-8, 9)
    return int(min(len(b.walk) - 1, max(0, index)))


@njit(cache=True)
def _may(b: Bench, unit: int, place: int) -> bool:
    """Whether the unit may be exchanged with whoever lies there."""
    other = b.fences.at[place]
    free = b.usable[place] and (other < 0 or b.movable[other])
    return bool(free and place != b.fences.where[unit] and keeps(b.fences, unit, place))


@njit(cache=True)
def _fits(b: Bench, more: int) -> bool:
    """Whether so many more (fewer) units may be away from home."""
    if more > 0:
        return bool(b.away[0] + more <= b.limit)
    return bool(not b.carrying.out[0] or b.away[0] + more > 0)


@njit(cache=True)
def _exchanged(b: Bench, unit: int, place: int) -> int:
    """Make the exchange; what it adds to the cost."""
    added = change(b, unit, place, True, 0.0, 0.0)
    b.away[0] += more_away(b, unit, place)
    exchange(b.fences, unit, place)
    return int(added)


@njit(cache=True)
def _turn(b: Bench, limit: float, slack: float) -> tuple[bool, int]:
    """Two exchanges as one proposal: whether they were made, and what they add.

    One that is away makes room for a third in its cycle, and goes home or to where the third lies.
    """
    away, third = b.choice[np.random.randint(len(b.choice))], b.choice[np.random.randint(len(b.choice))]
    if not _left_home(b, away, b.fences.where[away]):
        return False, 0
    follower, swapped = b.fences.at[b.home[away]], np.random.random() < 0.5
    if follower < 0 or third in (away, follower) or not b.movable[follower]:
        return False, 0
    one, two = b.fences.where[away], b.fences.where[third]
    mover, place, then = (away, two, one) if swapped else (third, one, two)
    home = b.fences.where[follower]
    if not _may(b, follower, then):
        return False, 0
    added = _exchanged(b, follower, then)
    if _may(b, mover, place):
        more = more_away(b, mover, place)
        if _fits(b, more) and added + change(b, mover, place, False, limit - added, slack) <= limit:
            return True, added + _exchanged(b, mover, place)
    _exchanged(b, follower, home)
    return False, 0


@njit(cache=True)
def anneal(b: Bench, seed: int, steps: int, heat: float, slack: float, together: float) -> tuple[int, int]:
    """`steps` proposals at temperature `heat`; returns the change of cost and how many were taken.

    A negative seed goes on with the random numbers as they are.
    """
    if seed >= 0:
        np.random.seed(seed)
    gained = taken = 0
    for _ in range(steps):
        if b.carrying.on[0] and b.away[0] > 1 and np.random.random() < TURNING:
            made, added = _turn(b, -heat * np.log(1.0 - np.random.random()), slack)
            gained, taken = gained + added, taken + made
            continue
        unit = b.choice[np.random.randint(len(b.choice))]
        place = -1
        if b.away[0] > 0 and np.random.random() < HOMESICK:
            place = b.home[unit] if _left_home(b, unit, b.fences.where[unit]) else -1
        if place < 0 and np.random.random() < together:
            place = _companion(b, unit)
        if place < 0:
            place = b.spots[np.random.randint(len(b.spots))]
        other = b.fences.at[place]
        if place == b.fences.where[unit] or not b.usable[place] or (other >= 0 and not b.movable[other]):
            continue
        if not keeps(b.fences, unit, place):
            continue
        more = more_away(b, unit, place)
        if not _fits(b, more):
            continue
        limit = -heat * np.log(1.0 - np.random.random())
        if change(b, unit, place, False, limit, slack) > limit:
            continue
        gained += change(b, unit, place, True, 0.0, 0.0)
        b.away[0] += more
        exchange(b.fences, unit, place)
        taken += 1
    return gained, taken
