"""From the exact core to a slotting that keeps every rule between neighbours: the cheapest exchanges that mend it.

Units that break a rule look for the exchange that mends most at least cost among locations that cost about the same;
when all is whole, the same exchanges go on as long as they save anything. The additive cost is used throughout.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Progress, Watch
from wms.planning.compiled import njit
from wms.planning.slotting.arrays import SlottingArrays
from wms.planning.slotting.fences import Fences, broken, excess, exchange, lift, may, overload, plain, put, total_broken

Ints = NDArray[np.int64]
TRIES = 60
ROUNDS = 600
PATIENCE = 120
DARING = 0.05


@njit(cache=True)
def _gain(
    f: Fences, walk: Ints, reach: Ints, walk_weight: Ints, pick_weight: Ints, unit: int, place: int
) -> int:
    """The additive cost an exchange adds."""
    home, other = f.where[unit], f.at[place]
    walks, picks = walk_weight[unit], pick_weight[unit]
    if other >= 0:
        walks, picks = walks - walk_weight[other], picks - pick_weight[other]
    return int(walks * (walk[place] - walk[home]) + picks * (reach[place] - reach[home]))


@njit(cache=True)
def _troubled(f: Fences, unit: int) -> bool:
    if f.pin[unit] >= 0 and f.pin[unit] != f.aisle[f.where[unit]]:
        return True
    if f.picks[unit] > 0 and f.load[f.aisle[f.where[unit]]] > f.cap:
        return True
    if plain(f, unit):
        return False
    place = f.where[unit]
    lift(f, unit)
    bad = broken(f, unit, place)
    put(f, unit, place)
    return bad > 0


@njit(cache=True)
def _mend_one(
    f: Fences, walk: Ints, reach: Ints, walk_weight: Ints, pick_weight: Ints, unit: int, rank: Ints, by_cost: Ints,
    span: int, price: float, daring: float,
) -> bool:
    """The best of some exchanges of `unit` with locations within `span` ranks of cost; made when it is worth it.

    Now and then (`daring`) it is made even if it is not, so that units which block each other come loose.
    """
    home, best, choice = f.where[unit], -1e-9, -1
    if np.random.random() < daring:
        best = np.inf
    count = len(by_cost)
    astray = f.pin[unit] >= 0 and f.pin[unit] != f.aisle[home]
    if astray:
        best = np.inf
    for _ in range(TRIES):
        if astray:
            place = f.along[np.random.randint(f.bounds[f.pin[unit]], f.bounds[f.pin[unit] + 1])]
        else:
            place = by_cost[min(count - 1, max(0, rank[home] + np.random.randint(-span, span + 1)))]
        other = f.at[place]
        if place == home or not may(f, unit, place) or (other >= 0 and not may(f, other, home)):
            continue
        value = float(_gain(f, walk, reach, walk_weight, pick_weight, unit, place))
        value += price * excess(f, unit, place)
        if not (plain(f, unit) and plain(f, other)):
            value += price * (f.cap + 1) * exchange(f, unit, place)
            exchange(f, unit, home)
        if value < best:
            best, choice = value, place
    if choice < 0:
        return False
    exchange(f, unit, choice)
    return True


@njit(cache=True)
def _round(
    f: Fences, walk: Ints, reach: Ints, walk_weight: Ints, pick_weight: Ints, rank: Ints, by_cost: Ints, span: int,
    price: float, daring: float, only_troubled: bool, begin: int, end: int, seed: int,
) -> int:
    """One pass over the units `begin` … `end`, in order; returns how many exchanges were made."""
    np.random.seed(seed)
    made = 0
    for unit in range(begin, end):
        if (not only_troubled or _troubled(f, unit)) and _mend_one(
            f, walk, reach, walk_weight, pick_weight, unit, rank, by_cost, span, price, daring
        ):
            made += 1
    return made


def _astray(f: Fences) -> int:
    """Units that are not in the aisle of their family."""
    return int(((f.pin >= 0) & (f.pin != f.aisle[f.where])).sum())


def mend(arrays: SlottingArrays, fences: Fences, seed: int, watch: Watch) -> bool:
    """Exchange units in `fences` until no rule is broken. False when the watch or the rounds ran out before that."""
    order = np.lexsort((arrays.reach, arrays.walk + arrays.reach))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    heaviest = float(arrays.walk_weight.max(initial=1) + arrays.pick_weight.max(initial=1))
    price = heaviest * float((arrays.walk + arrays.reach).max(initial=1)) / max(1, fences.cap)
    span, least, since = 32, 1 << 62, 0
    for number in range(ROUNDS):
        wrong = total_broken(fences) + overload(fences) + _astray(fences)
        watch.report(Progress("keeping apart what must be apart", objective=float(wrong)))
        if not wrong:
            return True
        least, since = (wrong, 0) if wrong < least else (least, since + 1)
        if watch.stop() or since > PATIENCE:
            return False
        daring = 0.0 if number < 12 else DARING
        _pass(arrays, fences, rank, order, min(span, len(order)), price, daring, True, seed + number, watch)
        if number % 3 == 2:
            span, price = min(2 * span, len(order)), price * (2 if number < 30 else 1)
    return False


def polish(arrays: SlottingArrays, fences: Fences, seed: int, rounds: int, watch: Watch) -> int:
    """Exchanges that lower the additive cost and break nothing, in passes over all units; returns how many."""
    order = np.lexsort((arrays.reach, arrays.walk + arrays.reach))
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    price = float(arrays.walk_weight.max(initial=1) + arrays.pick_weight.max(initial=1)) * float(
        (arrays.walk + arrays.reach).max(initial=1))
    made = 0
    for number in range(rounds):
        if watch.stop():
            break
        span = min(len(order), 64 << (number % 6))
        made += _pass(arrays, fences, rank, order, span, price, 0.0, False, seed + number, watch)
    return made


def _pass(
    arrays: SlottingArrays, fences: Fences, rank: Ints, order: Ints, span: int, price: float, daring: float,
    only_troubled: bool, seed: int, watch: Watch,
) -> int:
    made, block = 0, 2_000
    for begin in range(0, arrays.units, block):
        if watch.stop.cancelled:
            break
        made += _round(
            fences, arrays.walk, arrays.reach, arrays.walk_weight, arrays.pick_weight, rank, order, span, price,
            daring, only_troubled, begin, min(arrays.units, begin + block), (seed * 7919 + begin) % (1 << 31),
        )
    return made
