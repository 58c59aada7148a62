"""Search among batches: orders change places between two carts, at first freely, later only when it shortens walks.

Simulated annealing with exchanges of up to two orders against up to two. Each trial walks exactly; lengths of batches
met before are remembered, and every batch that was ever part of the current answer is kept in a pool, from which the
integer programme chooses later.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from wms.planning.batching.ground import Ground, Words, batch_length
from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

MEMO_SIZE = 1 << 19
POOL_SIZE = 200_000


class Carts(NamedTuple):
    """What orders use of a cart, `uses` (n, D), and what a cart holds, `room` (D,)."""

    uses: Ints
    room: Ints


class Answer(NamedTuple):
    """Batches being changed: `batch_of` (n,), `members` (n + 1, n) with `sizes`, `load` (n + 1, D), `length`, `key`."""

    batch_of: Ints
    members: Ints
    sizes: Ints
    load: Ints
    length: Ints
    key: Words


class Memory(NamedTuple):
    """Lengths met before (by key, overwritten freely) and the pool of batches worth choosing from.

    `sign` (n,) are random words; the key of a batch is the exclusive or of its orders' words. The first
    `pool_count[0]` rows of the pool's arrays are filled; `pool_slots` finds a key's row (+ 1) by hashing.
    """

    sign: Words
    keys: Words
    lengths: Ints
    pool_slots: Ints
    pool_keys: Words
    pool_lengths: Ints
    pool_orders: Words
    pool_count: Ints


def new_memory(orders: int, seed: int) -> Memory:
    """An empty memory for so many orders."""
    sign = np.random.default_rng(seed).integers(1, 1 << 63, orders, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    words = -(-orders // 64)
    return Memory(
        sign, np.zeros(MEMO_SIZE, np.uint64), np.zeros(MEMO_SIZE, np.int64), np.zeros(1 << 19, np.int64),
        np.zeros(POOL_SIZE, np.uint64), np.zeros(POOL_SIZE, np.int64), np.zeros((POOL_SIZE, words), np.uint64),
        np.zeros(1, np.int64),
    )


def new_answer(batches: list[tuple[int, ...]], carts: Carts, ground: Ground, memory: Memory) -> Answer:
    """The arrays of an answer given as lists of orders."""
    n = len(carts.uses)
    answer = Answer(
        np.zeros(n, np.int64), np.zeros((n + 1, n), np.int64), np.zeros(n + 1, np.int64),
        np.zeros((n + 1, len(carts.room)), np.int64), np.zeros(n + 1, np.int64), np.zeros(n + 1, np.uint64),
    )
    bits = np.empty(ground.depot.shape, np.uint64)
    for b, orders in enumerate(batches):
        answer.members[b, : len(orders)] = orders
        answer.sizes[b] = len(orders)
        answer.batch_of[list(orders)] = b
        answer.load[b] = carts.uses[list(orders)].sum(axis=0)
        answer.length[b] = batch_length(ground, answer.members[b], len(orders), bits)
        answer.key[b] = np.bitwise_xor.reduce(memory.sign[list(orders)], initial=np.uint64(0))
        remember(memory, answer.key[b], answer.members[b], len(orders), answer.length[b])
    return answer


def as_lists(answer: Answer) -> list[tuple[int, ...]]:
    """The batches as sorted tuples of orders, empty ones left out."""
    return sorted(
        tuple(sorted(int(order) for order in answer.members[b, :count]))
        for b, count in enumerate(answer.sizes) if count
    )


@njit(cache=True)
def remember(memory: Memory, key: Any, members: Ints, count: int, length: int) -> None:
    """Keep a batch in the pool (until it is full)."""
    row = memory.pool_count[0]
    if row == len(memory.pool_keys):
        return
    slot = np.int64(key >> np.uint64(20)) & (len(memory.pool_slots) - 1)
    while memory.pool_slots[slot] != 0:
        if memory.pool_keys[memory.pool_slots[slot] - 1] == key:
            return
        slot = (slot + 1) & (len(memory.pool_slots) - 1)
    memory.pool_slots[slot] = row + 1
    memory.pool_keys[row] = key
    memory.pool_lengths[row] = length
    memory.pool_orders[row] = 0
    for m in range(count):
        memory.pool_orders[row, members[m] >> 6] |= np.uint64(1) << np.uint64(members[m] & 63)
    memory.pool_count[0] = row + 1


@njit(cache=True)
def known_length(ground: Ground, memory: Memory, key: Any, members: Ints, count: int, bits: Words) -> int:
    """The length of a batch, from memory when it was walked before."""
    slot = np.int64(key & np.uint64(len(memory.keys) - 1))
    if memory.keys[slot] != key or key == 0:
        memory.keys[slot] = key
        memory.lengths[slot] = batch_length(ground, members, count, bits)
    return int(memory.lengths[slot])


@njit(cache=True)
def draw(answer: Answer, batch: int, many: int, rest: Ints, taken: Ints) -> int:
    """Split a batch into `many` random orders (`taken`) and the `rest`; the number of the rest."""
    count = int(answer.sizes[batch])
    for m in range(count):
        rest[m] = answer.members[batch, m]
    for t in range(many):
        pick = np.random.randint(count - t)
        taken[t] = rest[pick]
        rest[pick] = rest[count - t - 1]
    return count - many


@njit(cache=True)
def overload(carts: Carts, answer: Answer, batch: int, gone: Ints, n_gone: int, come: Ints, n_come: int) -> float:
    """By what share a batch would exceed its cart after the exchange; 2.0 when by more than may be tried."""
    total = 0.0
    for d in range(len(carts.room)):
        load = answer.load[batch, d]
        for g in range(n_gone):
            load -= carts.uses[gone[g], d]
        for c in range(n_come):
            load += carts.uses[come[c], d]
        excess = load - carts.room[d]
        if excess > 0:
            if excess > max(1, carts.room[d] // 16):
                return 2.0
            total += excess / carts.room[d]
    return total


@njit(cache=True)
def put(
    carts: Carts, answer: Answer, batch: int, members: Ints, count: int, length: int, key: Any
) -> None:
    """Make `members` the new content of a batch."""
    answer.load[batch] = 0
    for m in range(count):
        answer.members[batch, m] = members[m]
        answer.batch_of[members[m]] = batch
        for d in range(len(carts.room)):
            answer.load[batch, d] += carts.uses[members[m], d]
    answer.sizes[batch], answer.length[batch], answer.key[batch] = count, length, key


@njit(cache=True)
def other_batch(answer: Answer, a: int, n: int) -> int:
    """A random other batch; now and then an empty one."""
    if np.random.random() < 0.02:
        for b in range(n + 1):
            if answer.sizes[b] == 0:
                return b
    return int(answer.batch_of[np.random.randint(n)])


@njit(cache=True)
def note(memory: Memory, key: Any, members: Ints, count: int, length: int, excess: float) -> None:
    """Remember a batch that its cart can carry."""
    if count and excess == 0:
        remember(memory, key, members, count, length)


@njit(cache=True)
def overloads(carts: Carts, answer: Answer, n: int) -> Any:
    """By how much of a cart each batch is overloaded."""
    none = np.empty(0, np.int64)
    over = np.zeros(n + 1)
    for b in range(n + 1):
        over[b] = overload(carts, answer, b, none, 0, none, 0)
    return over


@njit(cache=True)
def how_many() -> tuple[int, int]:
    """How many orders leave the first batch, and how many come back from the second: mostly one, or one for one."""
    dice = np.random.random()
    return 1 if dice < 0.8 else 2, 0 if dice < 0.2 else (1 if dice < 0.9 else 2)


@njit(cache=True)
def joined(memory: Memory, leaving: Ints, many: int, into: Ints, at: int) -> Any:
    """Add the `many` orders that leave one batch to another, from its place `at`; their signs together."""
    change = np.uint64(0)
    for t in range(many):
        change ^= memory.sign[leaving[t]]
        into[at + t] = leaving[t]
    return change


@njit(cache=True)
def anneal(
    ground: Ground, carts: Carts, answer: Answer, best_of: Ints, memory: Memory, moves: int, hot: float, cold: float,
    mild: float, strict: float, seed: int,
) -> int:
    """`moves` trials while the temperature falls from `hot` to `cold`; the best total length met.

    Carts may be overloaded a little at a price a full cart's worth of excess, which rises from `mild` to `strict`
    (never when `mild` is 0); only plans without overload count as answers.

    `answer` is changed in place; `best_of` (n,) receives the batch of each order in the best answer.
    """
    np.random.seed(seed)
    n = len(answer.batch_of)
    bits = np.empty(ground.depot.shape, np.uint64)
    stay_a, stay_b = np.empty(n + 4, np.int64), np.empty(n + 4, np.int64)
    out_a, out_b = np.empty(2, np.int64), np.empty(2, np.int64)
    over = overloads(carts, answer, n)
    total, overloaded = int(answer.length.sum()), np.count_nonzero(over)
    best = total if overloaded == 0 else 1 << 60
    best_of[:] = answer.batch_of
    price, rising = mild, (strict / max(mild, 1e-9)) ** (64.0 / max(moves, 64))
    heat, cooling = hot, (cold / hot) ** (64.0 / max(moves, 64))
    for step in range(moves):
        if step % 64 == 63:
            heat *= cooling
            price *= rising
        a = answer.batch_of[np.random.randint(n)]
        b = other_batch(answer, a, n)
        if a == b:
            continue
        p, q = how_many()
        if answer.sizes[a] < p or answer.sizes[b] < q:
            continue
        n_a, n_b = draw(answer, a, p, stay_a, out_a), draw(answer, b, q, stay_b, out_b)
        over_a = overload(carts, answer, a, out_a, p, out_b, q)
        over_b = overload(carts, answer, b, out_b, q, out_a, p)
        if over_a + over_b > (1.9 if mild > 0 else 0.0):
            continue
        change = joined(memory, out_a, p, stay_b, n_b) ^ joined(memory, out_b, q, stay_a, n_a)
        n_a, n_b = n_a + q, n_b + p
        limit = answer.length[a] + answer.length[b] - heat * np.log(1.0 - np.random.random())
        limit += price * (over[a] + over[b] - over_a - over_b)
        key_a, key_b = answer.key[a] ^ change, answer.key[b] ^ change
        new_a = 0 if n_a == 0 else known_length(ground, memory, key_a, stay_a, n_a, bits)
        if new_a > limit:
            continue
        new_b = known_length(ground, memory, key_b, stay_b, n_b, bits)
        if new_a + new_b > limit:
            continue
        total += new_a + new_b - answer.length[a] - answer.length[b]
        put(carts, answer, a, stay_a, n_a, new_a, key_a)
        put(carts, answer, b, stay_b, n_b, new_b, key_b)
        overloaded += (over_a > 0) + (over_b > 0) - (over[a] > 0) - (over[b] > 0)
        over[a], over[b] = over_a, over_b
        note(memory, key_a, stay_a, n_a, new_a, over_a)
        note(memory, key_b, stay_b, n_b, new_b, over_b)
        if total < best and overloaded == 0:
            best = total
            best_of[:] = answer.batch_of
    return best
