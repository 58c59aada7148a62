"""The shortest walk over stops anywhere: exact for few stops, a fast search with a proven bound for many.

Distances may differ by direction. Stop 0 is where the walk begins and ends; a walk that ends elsewhere is given with
the way to its end in column 0. Held & Karp (1962) by subsets up to twelve stops; beyond, Or-opt and 2-opt moves with
random double bridges; the bound is Held & Karp's 1-tree (1970) with the lower of both directions as length.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

FAR = 1 << 60
EXACT_STOPS = 12


@njit(cache=True)
def tour_cost(d: Ints, tour: Ints) -> int:
    """Length of the closed tour."""
    total: int = d[tour[-1], tour[0]]
    for i in range(len(tour) - 1):
        total += d[tour[i], tour[i + 1]]
    return total


@njit(cache=True)
def held_karp(d: Ints) -> tuple[int, Ints]:
    """The shortest tour by subsets: 2ⁿ · n² steps. Returns (length, tour from 0)."""
    n = len(d)
    tour = np.zeros(n, np.int64)
    if n == 1:
        return d[0, 0], tour
    m = n - 1
    best = np.full((1 << m, m), FAR, np.int64)
    came = np.full((1 << m, m), -1, np.int8)
    for j in range(m):
        best[1 << j, j] = d[0, j + 1]
    for mask in range(1, 1 << m):
        for j in range(m):
            if best[mask, j] >= FAR:
                continue
            for k in range(m):
                if mask >> k & 1 == 0 and best[mask, j] + d[j + 1, k + 1] < best[mask | 1 << k, k]:
                    best[mask | 1 << k, k] = best[mask, j] + d[j + 1, k + 1]
                    came[mask | 1 << k, k] = j
    mask, last, length = (1 << m) - 1, 0, FAR
    for j in range(m):
        if best[mask, j] + d[j + 1, 0] < length:
            last, length = j, best[mask, j] + d[j + 1, 0]
    for i in range(n - 1, 0, -1):
        tour[i] = last + 1
        mask, last = mask ^ (1 << last), came[mask, last]
    return length, tour


@njit(cache=True)
def nearest_tour(d: Ints) -> Ints:
    """Always walk to the nearest stop not yet visited."""
    n = len(d)
    tour, left = np.zeros(n, np.int64), np.ones(n, np.bool_)
    left[0] = False
    for i in range(1, n):
        best = -1
        for j in range(n):
            if left[j] and (best < 0 or d[tour[i - 1], j] < d[tour[i - 1], best]):
                best = j
        tour[i], left[best] = best, False
    return tour


@njit(cache=True)
def _move_segment(d: Ints, tour: Ints) -> int:
    """The first improving move of one to three stops elsewhere, forwards or backwards; what it saves, 0 if none."""
    n = len(tour)
    for size in range(1, min(4, n - 1)):
        for i in range(1, n - size + 1):
            before, after = tour[i - 1], tour[(i + size) % n]
            head, tail = tour[i], tour[i + size - 1]
            there = back = 0
            for k in range(i, i + size - 1):
                there += d[tour[k], tour[k + 1]]
                back += d[tour[k + 1], tour[k]]
            out = d[before, head] + there + d[tail, after] - d[before, after]
            for j in range(n):
                if i - 1 <= j < i + size:
                    continue
                u, v = tour[j], tour[(j + 1) % n]
                forth = d[u, head] + there + d[tail, v] - d[u, v]
                turned = d[u, tail] + back + d[head, v] - d[u, v]
                if min(forth, turned) < out:
                    part = tour[i : i + size].copy()
                    if turned < forth:
                        part = part[::-1].copy()
                    rest = np.concatenate((tour[:i], tour[i + size :]))
                    at = j + 1 if j < i else j + 1 - size
                    tour[:] = np.concatenate((rest[:at], part, rest[at:]))
                    return int(out - min(forth, turned))
    return 0


@njit(cache=True)
def _turn_part(d: Ints, tour: Ints) -> int:
    """The first improving reversal of a part of the tour (2-opt); what it saves, 0 if none."""
    n = len(tour)
    for i in range(1, n - 1):
        there = back = 0
        for j in range(i + 1, n):
            there += d[tour[j - 1], tour[j]]
            back += d[tour[j], tour[j - 1]]
            after = tour[(j + 1) % n]
            old = d[tour[i - 1], tour[i]] + there + d[tour[j], after]
            new = d[tour[i - 1], tour[j]] + back + d[tour[i], after]
            if new < old:
                tour[i : j + 1] = tour[i : j + 1][::-1].copy()
                return int(old - new)
    return 0


@njit(cache=True)
def descend(d: Ints, tour: Ints) -> None:
    """Improve the tour in place until no move helps."""
    while _move_segment(d, tour) > 0 or _turn_part(d, tour) > 0:
        pass


@njit(cache=True)
def descend_some(d: Ints, tour: Ints, most: int) -> bool:
    """Improve the tour in place by up to `most` moves; True when no move helps any more."""
    while most > 0 and (_move_segment(d, tour) > 0 or _turn_part(d, tour) > 0):
        most -= 1
    return most > 0


@njit(cache=True)
def search(d: Ints, tour: Ints, rounds: int, seed: int) -> Ints:
    """`rounds` times: shake the best tour by a double bridge, descend, keep it when not longer."""
    np.random.seed(seed)
    n = len(tour)
    best, length = tour.copy(), tour_cost(d, tour)
    for _ in range(rounds if n >= 8 else 0):
        cut = np.sort(np.random.choice(n - 1, 3, replace=False)) + 1
        trial = np.concatenate((best[: cut[0]], best[cut[1] : cut[2]], best[cut[0] : cut[1]], best[cut[2] :]))
        descend(d, trial)
        cost = tour_cost(d, trial)
        if cost <= length:
            best, length = trial, cost
    return best


@njit(cache=True)
def one_tree_bound(d: Ints, rounds: int, aim: float) -> float:
    """A proven lower bound on every tour. `aim` is the length of the best tour known."""
    n = len(d)
    if n < 3:
        return float(d[0, n - 1] + d[n - 1, 0]) if n == 2 else 0.0
    prize, best, pace = np.zeros(n), 0.0, 2.0
    for step in range(rounds):
        degree = np.zeros(n, np.int64)
        total = _one_tree(d, prize, degree)
        if total > best:
            best = total
        elif step % 10 == 9:
            pace *= 0.8
        norm = ((degree - 2) ** 2).sum()
        if norm == 0 or best >= aim:
            break
        prize += pace * max(aim - total, 1e-9) / norm * (degree - 2)
    return min(best, aim)


@njit(cache=True)
def _one_tree(d: Ints, prize: NDArray[np.float64], degree: Ints) -> float:
    """The cheapest tree over stops 1 … plus two edges at stop 0, with the prizes; fills the degrees."""
    n = len(d)
    near, via = np.full(n, np.inf), np.zeros(n, np.int64)
    near[0] = -np.inf
    total, u = -2.0 * prize.sum(), 1
    near[1] = -np.inf
    for _ in range(n - 2):
        nearest = -1
        for v in range(2, n):
            if near[v] > -np.inf:
                cost = min(d[u, v], d[v, u]) + prize[u] + prize[v]
                if cost < near[v]:
                    near[v], via[v] = cost, u
                if nearest < 0 or near[v] < near[nearest]:
                    nearest = v
        u = nearest
        total += near[u]
        degree[u] += 1
        degree[via[u]] += 1
        near[u] = -np.inf
    ends = np.empty(n - 1)
    for v in range(1, n):
        ends[v - 1] = min(d[0, v], d[v, 0]) + prize[0] + prize[v]
    two = np.argsort(ends)[:2]
    degree[0] += 2
    degree[two[0] + 1] += 1
    degree[two[1] + 1] += 1
    return float(total + ends[two[0]] + ends[two[1]])
