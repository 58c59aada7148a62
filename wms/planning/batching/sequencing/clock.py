"""The compiled clock: batches by due time, each to the picker who is free first, and what that costs in seconds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wms.planning.batching.annealing import Answer, Carts, draw, other_batch, overload, put
from wms.planning.batching.ground import Ground
from wms.planning.batching.memory import Memory, known_length
from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

HARD = 1_000
"""Seconds charged for a second of missing a hard due time or working beyond a shift: enough to never be worth it."""

WHENEVER = 1 << 40


class Clock(NamedTuple):
    """`work` (n,) seconds of picking, `due` and `weight` (n,) of each order; `ready`, `until` (P,) of each picker."""

    work: Ints
    due: Ints
    weight: Ints
    ready: Ints
    until: Ints
    setup: int
    seconds: int
    per: int


@njit(cache=True)
def batch_seconds(clock: Clock, members: Ints, count: int, length: int) -> int:
    """How long a batch takes."""
    total = clock.setup + -(-length * clock.seconds // clock.per)
    for m in range(count):
        total += clock.work[members[m]]
    return total


@njit(cache=True)
def timetable(clock: Clock, answer: Answer, picker: Ints, start: Ints, free: Ints, line: Ints) -> int:
    """Put every batch on the clock; fills `picker`, `start` (n + 1,); the cost in seconds.

    `free` (P,) and `line` (n + 1,) are scratch.
    """
    batches = 0
    first_due = start
    for b in range(len(answer.sizes)):
        if answer.sizes[b] == 0:
            continue
        first_due[b] = WHENEVER
        for m in range(answer.sizes[b]):
            first_due[b] = min(first_due[b], clock.due[answer.members[b, m]])
        k = batches
        while k > 0 and first_due[line[k - 1]] > first_due[b]:
            line[k] = line[k - 1]
            k -= 1
        line[k] = b
        batches += 1
    free[:] = clock.ready
    cost = 0
    for k in range(batches):
        b = line[k]
        who = 0
        for p in range(1, len(free)):
            if free[p] < free[who]:
                who = p
        span = batch_seconds(clock, answer.members[b], answer.sizes[b], answer.length[b])
        picker[b], start[b] = who, free[who]
        free[who] += span
        cost += span + HARD * max(0, free[who] - clock.until[who])
        for m in range(answer.sizes[b]):
            order = answer.members[b, m]
            cost += clock.weight[order] * max(0, free[who] - clock.due[order])
    return cost


@njit(cache=True)
def anneal_clock(
    ground: Ground, carts: Carts, clock: Clock, answer: Answer, best_of: Ints, memory: Memory, moves: int, hot: float,
    cold: float, seed: int,
) -> int:
    """Exchange orders between batches while the temperature (in seconds) falls; the best cost met.

    `answer` is changed in place; `best_of` (n,) receives the batch of each order in the best timetable.
    """
    np.random.seed(seed)
    n = len(answer.batch_of)
    bits = np.empty(ground.depot.shape, np.uint64)
    stay_a, stay_b = np.empty(n + 4, np.int64), np.empty(n + 4, np.int64)
    out_a, out_b = np.empty(2, np.int64), np.empty(2, np.int64)
    picker, start, line = np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64), np.zeros(n + 1, np.int64)
    free, old_a, old_b = np.zeros(len(clock.ready), np.int64), np.empty(n, np.int64), np.empty(n, np.int64)
    cost = timetable(clock, answer, picker, start, free, line)
    best, heat = cost, hot
    best_of[:] = answer.batch_of
    for _ in range(moves):
        heat *= (cold / hot) ** (1.0 / moves)
        a = answer.batch_of[np.random.randint(n)]
        b = other_batch(answer.batch_of, answer.sizes, n)
        p, q = (1 if np.random.random() < 0.8 else 2), np.random.randint(3)
        if a == b or answer.sizes[a] < p or answer.sizes[b] < q:
            continue
        n_a = draw(answer.members, answer.sizes, a, p, stay_a, out_a)
        n_b = draw(answer.members, answer.sizes, b, q, stay_b, out_b)
        over_a = overload(carts.uses, carts.room, answer.load, a, out_a, p, out_b, q)
        if over_a + overload(carts.uses, carts.room, answer.load, b, out_b, q, out_a, p) > 0:
            continue
        change = np.uint64(0)
        for t in range(p):
            change ^= memory.sign[out_a[t]]
            stay_b[n_b + t] = out_a[t]
        for t in range(q):
            change ^= memory.sign[out_b[t]]
            stay_a[n_a + t] = out_b[t]
        n_a, n_b = n_a + q, n_b + p
        size_a, size_b, length_a, length_b = answer.sizes[a], answer.sizes[b], answer.length[a], answer.length[b]
        key_a, key_b = answer.key[a], answer.key[b]
        old_a[:size_a], old_b[:size_b] = answer.members[a, :size_a], answer.members[b, :size_b]
        new_a = 0 if n_a == 0 else known_length(ground, memory, key_a ^ change, stay_a, n_a, bits)
        new_b = known_length(ground, memory, key_b ^ change, stay_b, n_b, bits)
        put(carts, answer, a, stay_a, n_a, new_a, key_a ^ change)
        put(carts, answer, b, stay_b, n_b, new_b, key_b ^ change)
        new = timetable(clock, answer, picker, start, free, line)
        if new - cost > -heat * np.log(1.0 - np.random.random()):
            put(carts, answer, a, old_a, size_a, length_a, key_a)
            put(carts, answer, b, old_b, size_b, length_b, key_b)
            continue
        cost = new
        if cost < best:
            best = cost
            best_of[:] = answer.batch_of
    return best
