"""Items ordered together lie close together, and nothing else counts: the quadratic assignment problem.

Minimise Σ flow[i, j] · way[place[i], place[j]]. Used where a zone is small enough to look at every pair of its items,
and as the measure of the affinity part on its own. A small population of slottings, each brought down by robust tabu
search (Taillard 1991); two of them are crossed where they disagree and the child is brought down in turn (memetic
search, Benlic & Hao 2015). All exchanges' values are kept up to date, with the ways written in the order of the units,
so that the inner loops run over neighbouring numbers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Progress, Watch
from wms.planning.compiled import njit
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation

Ints = NDArray[np.int64]
METHOD = "memetic tabu search over exchanges"
POPULATION = 12
CHILDREN = 60
"""How many are bred without a deadline."""
STALE = 25
"""Children in a row that do not get into the herd before it is bred anew from its best."""
LENGTH = 30
"""Exchanges of one tabu run, times the number of units."""


class Tabu(NamedTuple):
    """The state of a run over n units. `here` (n, n) is `way` in the order of the units' places, `back` its transpose.

    `value` (n, n) above the diagonal is what exchanging two units adds; `until` (n, n) forbids a unit a place for a
    while; `costs` are the cost now and the best of this run, `best` (n,) its places. With `even` both tables are
    symmetric and one side tells all.
    """

    flow: Ints
    flow_t: Ints
    way: Ints
    here: Ints
    back: Ints
    place: Ints
    best: Ints
    value: Ints
    until: Ints
    costs: Ints
    even: bool


@njit(cache=True)
def affinity_cost(flow: Ints, way: Ints, place: Ints) -> int:
    """Σ flow[i, j] · way[place[i], place[j]]."""
    total = 0
    for i in range(len(place)):
        for j in range(len(place)):
            total += flow[i, j] * way[place[i], place[j]]
    return int(total)


@njit(cache=True)
def _half(f: Ints, w: Ints, r: int, s: int) -> int:
    """Σ over third units of what they add, seen along the rows of two tables."""
    total = 0
    fr, fs, wr, ws = f[r], f[s], w[r], w[s]
    for k in range(len(fr)):
        total += (fr[k] - fs[k]) * (ws[k] - wr[k])
    for k in (r, s):
        total -= (fr[k] - fs[k]) * (ws[k] - wr[k])
    return int(total)


@njit(cache=True)
def _value(t: Tabu, r: int, s: int) -> int:
    """What exchanging r and s adds, from scratch."""
    f, w = t.flow, t.here
    pair = (f[r, r] - f[s, s]) * (w[s, s] - w[r, r]) + (f[r, s] - f[s, r]) * (w[s, r] - w[r, s])
    if t.even:
        return int(pair + 2 * _half(t.flow, t.here, r, s))
    return int(pair + _half(t.flow, t.here, r, s) + _half(t.flow_t, t.back, r, s))


@njit(cache=True)
def _settle(t: Tabu) -> None:
    """Fill the tables for the places as they are, and start a run."""
    n = len(t.place)
    for i in range(n):
        for j in range(n):
            t.here[i, j] = t.way[t.place[i], t.place[j]]
            t.back[j, i] = t.here[i, j]
    for i in range(n):
        for j in range(i + 1, n):
            t.value[i, j] = _value(t, i, j)
    t.costs[0] = t.costs[1] = affinity_cost(t.flow, t.way, t.place)
    t.best[:] = t.place
    t.until[:] = -1


@njit(cache=True)
def _exchange_lines(table: Ints, r: int, s: int) -> None:
    for k in range(len(table)):
        table[r, k], table[s, k] = table[s, k], table[r, k]
    for k in range(len(table)):
        table[k, r], table[k, s] = table[k, s], table[k, r]


@njit(cache=True)
def _shift(t: Tabu, f: Ints, w: Ints, r: int, s: int, times: int) -> None:
    """What the exchange of r and s, not made yet, changes for all other pairs, along rows."""
    n = len(f)
    a, d = times * (f[r] - f[s]), w[r] - w[s]
    for i in range(n):
        ai, di, row = a[i], d[i], t.value[i]
        for j in range(i + 1, n):
            row[j] += (ai - a[j]) * (di - d[j])


@njit(cache=True)
def _swap(t: Tabu, r: int, s: int) -> None:
    n = len(t.place)
    t.costs[0] += t.value[r, s]
    _shift(t, t.flow, t.here, r, s, 2 if t.even else 1)
    if not t.even:
        _shift(t, t.flow_t, t.back, r, s, 1)
        _exchange_lines(t.back, r, s)
    t.place[r], t.place[s] = t.place[s], t.place[r]
    _exchange_lines(t.here, r, s)
    for x in (r, s):
        for k in range(n):
            if k < x:
                t.value[k, x] = _value(t, k, x)
            elif k > x:
                t.value[x, k] = _value(t, x, k)


@njit(cache=True)
def _choose(t: Tabu, now: int) -> tuple[int, int]:
    """The best exchange that is not tabu, or that beats the run's best; ties by chance."""
    n, least, ties = len(t.place), 1 << 62, 0
    r, s = -1, -1
    for i in range(n):
        row = t.value[i]
        for j in range(i + 1, n):
            value = row[j]
            if value > least:
                continue
            tabu = t.until[i, t.place[j]] > now and t.until[j, t.place[i]] > now
            if tabu and t.costs[0] + value >= t.costs[1]:
                continue
            ties = ties + 1 if value == least else 1
            if value < least or np.random.randint(ties) == 0:
                least, r, s = value, i, j
    return r, s


@njit(cache=True)
def _run(t: Tabu, begin: int, end: int) -> None:
    """Exchanges number `begin` to `end` of a tabu run."""
    n = len(t.place)
    for now in range(begin, end):
        r, s = _choose(t, now)
        if r < 0:
            continue
        for unit in (r, s):
            t.until[unit, t.place[unit]] = now + np.random.randint(int(0.9 * n), int(1.1 * n) + 2)
        _swap(t, r, s)
        if t.costs[0] < t.costs[1]:
            t.costs[1] = t.costs[0]
            t.best[:] = t.place


@njit(cache=True)
def _crossed(one: Ints, other: Ints) -> Ints:
    """A child: places both parents agree on, else one parent's if still free, the rest by chance."""
    n = len(one)
    child, free = np.full(n, -1, np.int64), np.ones(n, np.bool_)
    for i in range(n):
        if one[i] == other[i]:
            child[i] = one[i]
            free[one[i]] = False
    for i in np.random.permutation(n):
        if child[i] < 0:
            first, second = (one[i], other[i]) if np.random.random() < 0.5 else (other[i], one[i])
            wish = first if free[first] else second
            if free[wish]:
                child[i] = wish
                free[wish] = False
    left = np.random.permutation(np.flatnonzero(free))
    child[np.flatnonzero(child < 0)] = left
    return child


@njit(cache=True)
def _seed(seed: int) -> None:
    np.random.seed(seed)


def by_affinity(
    flow: Ints, way: Ints, watch: Watch | None = None, *, seed: int = 0, children: int | None = None
) -> Plan[tuple[int, ...]]:
    """A place for each of n units: (n, n) `flow` between units, (n, n) `way` between places, both integers.

    The objective is Σ flow · way; no bound is proven, except 0 for the trivial ones. Raises `Infeasible` where the
    tables are not square and equal, or negative.
    """
    watch = watch or Watch()
    begun, n = watch.stop.elapsed(), len(flow)
    if flow.shape != (n, n) or way.shape != (n, n) or (n and min(flow.min(), way.min()) < 0):
        message = "Flows and ways must be square tables of one size without negative numbers."
        raise Infeasible(Violation("tables", "flow and way", 1.0, message))
    flow, way = np.ascontiguousarray(flow, np.int64), np.ascontiguousarray(way, np.int64)
    if n < 2:
        return Plan(tuple(range(n)), int((flow * way).sum()), int((flow * way).sum()), 0.0, seed, METHOD)
    limit = children if children is not None else None if watch.stop.seconds is not None else CHILDREN
    place = _bred(*_evened(flow, way), watch, seed, limit)
    value = affinity_cost(flow, way, place)
    if sorted(place.tolist()) != list(range(n)):
        raise CheckFailed(Violation("affinity", "plan", 1.0, "The places are no permutation."))
    bound = 0 if value == 0 else None
    return Plan(tuple(place.tolist()), value, bound, watch.stop.elapsed() - begun, seed, METHOD)


def _evened(flow: Ints, way: Ints) -> tuple[Ints, Ints]:
    """Where one table is symmetric the other may as well be made so: twice the cost, half the work."""
    if (way == way.T).all():
        return flow + flow.T, way
    return (flow, way + way.T) if (flow == flow.T).all() else (flow, way)


def _bred(flow: Ints, way: Ints, watch: Watch, seed: int, limit: int | None) -> Ints:
    """The best of a population bred until the watch stops it or so many children were born."""
    n, rng = len(flow), np.random.default_rng(seed)
    _seed(seed)
    table = np.zeros((n, n), np.int64)
    state = Tabu(
        flow, np.ascontiguousarray(flow.T), way, table, table.copy(), np.arange(n), np.arange(n), table.copy(),
        table.copy(), np.zeros(2, np.int64), bool((flow == flow.T).all() and (way == way.T).all()),
    )
    herd: list[tuple[int, tuple[int, ...]]] = []
    stale = 0
    for born in range(limit + POPULATION if limit is not None else 1 << 60):
        if herd and (watch.stop() or herd[0][0] == 0):
            break
        if born < POPULATION:
            state.place[:] = rng.permutation(n)
        elif len(herd) < POPULATION // 2:
            state.place[:] = herd[0][1]
            part = rng.choice(n, max(2, n // 3), replace=False)
            state.place[part] = state.place[rng.permutation(part)]
        else:
            one, other = rng.choice(len(herd), 2, replace=False)
            state.place[:] = _crossed(np.array(herd[one][1]), np.array(herd[other][1]))
        grown = sorted({*herd, _brought_down(state, watch)})[:POPULATION]
        stale = 0 if grown != herd else stale + 1
        herd = grown if stale < STALE else grown[:1]
        watch.report(Progress("bringing together what is ordered together", born, limit or 0, float(herd[0][0])))
    return np.array(herd[0][1], np.int64)


def _brought_down(t: Tabu, watch: Watch) -> tuple[int, tuple[int, ...]]:
    n, steps = len(t.place), 0
    _settle(t)
    block, length = max(1, 3_000_000 // (n * n)), LENGTH * n
    while steps < length and not watch.stop():
        _run(t, steps, min(length, steps + block))
        steps += block
    return int(t.costs[1]), tuple(t.best.tolist())

