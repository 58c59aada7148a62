"""Search among batches: orders change places between two carts, at first freely, later only when it shortens walks.

Simulated annealing with exchanges of up to two orders against up to two, mostly into the batch of an order that has
much of its way in common. Each trial walks exactly; lengths of batches met before are remembered, and every batch that
was ever part of the current answer is kept in a pool, from which the integer programme chooses later.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from wms.planning.batching.ground import ONE_BLOCK, Ground, Words, batch_length, block_of
from wms.planning.batching.memory import Memory, known_length, length_on_block, note, remember
from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

GUIDED, REACH = 0.9, 8.0
"""How often an order is tried in the batch of one of its neighbours, and how far down the list of them on average."""


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
def draw(members: Ints, sizes: Ints, batch: int, many: int, rest: Ints, taken: Ints) -> int:
    """Split a batch into `many` random orders (`taken`) and the `rest`; the number of the rest."""
    count = int(sizes[batch])
    for m in range(count):
        rest[m] = members[batch, m]
    for t in range(many):
        pick = np.random.randint(count - t)
        taken[t] = rest[pick]
        rest[pick] = rest[count - t - 1]
    return count - many


@njit(cache=True)
def overload(
    uses: Ints, room: Ints, loads: Ints, batch: int, gone: Ints, n_gone: int, come: Ints, n_come: int
) -> float:
    """By what share a batch would exceed its cart after the exchange; 2.0 when by more than may be tried."""
    total = 0.0
    for d in range(len(room)):
        load = loads[batch, d]
        for g in range(n_gone):
            load -= uses[gone[g], d]
        for c in range(n_come):
            load += uses[come[c], d]
        excess = load - room[d]
        if excess > 0:
            if excess > max(1, room[d] // 16):
                return 2.0
            total += excess / room[d]
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
def other_batch(batch_of: Ints, sizes: Ints, n: int) -> int:
    """A random other batch; now and then an empty one."""
    if np.random.random() < 0.02:
        for b in range(n + 1):
            if sizes[b] == 0:
                return b
    return int(batch_of[int(np.random.random() * n)])


@njit(cache=True)
def overloads(carts: Carts, answer: Answer, n: int) -> Any:
    """By how much of a cart each batch is overloaded."""
    none = np.empty(0, np.int64)
    over = np.zeros(n + 1)
    for b in range(n + 1):
        over[b] = overload(carts.uses, carts.room, answer.load, b, none, 0, none, 0)
    return over


@njit(cache=True)
def how_many() -> tuple[int, int]:
    """How many orders leave the first batch, and how many come back from the second: mostly one, or one for one."""
    dice = np.random.random()
    return 1 if dice < 0.8 else 2, 0 if dice < 0.2 else (1 if dice < 0.9 else 2)


@njit(cache=True)
def joined(sign: Words, leaving: Ints, many: int, into: Ints, at: int) -> Any:
    """Add the `many` orders that leave one batch to another, from its place `at`; their signs together."""
    change = np.uint64(0)
    for t in range(many):
        change ^= sign[leaving[t]]
        into[at + t] = leaving[t]
    return change


@njit(cache=True)
def neighbours_batch(batch_of: Ints, near: Ints, order: int) -> int:
    """The batch of an order that goes well together with this one."""
    rank = int(-REACH * np.log(1.0 - np.random.random()))
    return int(batch_of[near[order, min(rank, near.shape[1] - 1)]])


@njit(cache=True)
def let_go(order: int, many: int, stays: int, stay: Ints, out: Ints) -> None:
    """Put this order among those that leave, in place of one of them."""
    for t in range(many):
        if out[t] == order:
            return
    for m in range(stays):
        if stay[m] == order:
            stay[m] = out[0]
            out[0] = order
            return


@njit(cache=True)
def take(
    carts: Carts, answer: Answer, memory: Memory, over: Any, batch: int, members: Ints, count: int, length: int,
    key: Any, excess: float,
) -> int:
    """Make `members` the content of a batch and remember it; how many more batches are overloaded then."""
    more = (excess > 0) - (over[batch] > 0)
    put(carts, answer, batch, members, count, length, key)
    over[batch] = excess
    note(memory, key, members, count, length, excess)
    return int(more)


@njit(cache=True)
def anneal(
    ground: Ground, carts: Carts, answer: Answer, best_of: Ints, memory: Memory, moves: int, hot: float, cold: float,
    mild: float, strict: float, near: Ints, seed: int,
) -> int:
    """`moves` trials, from `hot` to `cold`; the best total length met, its batches in `best_of` (n,).

    Carts may be overloaded a little at a price a cart's worth, rising from `mild` to `strict` (never when `mild` is 0);
    only plans without overload count as answers. `answer` is changed; `near` (n, m) are each order's neighbours.
    """
    np.random.seed(seed)
    n, bits = len(answer.batch_of), np.empty(ground.depot.shape, np.uint64)
    stay_a, stay_b = np.empty(n + 4, np.int64), np.empty(n + 4, np.int64)
    out_a, out_b = np.empty(2, np.int64), np.empty(2, np.int64)
    batch_of, members, sizes, load = answer.batch_of, answer.members, answer.sizes, answer.load
    uses, room, sign, keys, lengths = carts.uses, carts.room, memory.sign, memory.keys, memory.lengths
    open_block, block, stops, depot = ground.kind == ONE_BLOCK, block_of(ground), ground.stops, ground.depot
    over = overloads(carts, answer, n)
    total, overloaded = int(answer.length.sum()), np.count_nonzero(over)
    best = total if overloaded == 0 else 1 << 60
    best_of[:] = answer.batch_of
    price, rising = mild, (strict / max(mild, 1e-9)) ** (64.0 / max(moves, 64))
    heat, cooling = hot, (cold / hot) ** (64.0 / max(moves, 64))
    for step in range(moves):
        if step % 64 == 63:
            heat, price = heat * cooling, price * rising
        x = int(np.random.random() * n)
        a = batch_of[x]
        b = neighbours_batch(batch_of, near, x) if np.random.random() < GUIDED else other_batch(batch_of, sizes, n)
        p, q = how_many()
        if a == b or sizes[a] < p or sizes[b] < q:
            continue
        n_a, n_b = draw(members, sizes, a, p, stay_a, out_a), draw(members, sizes, b, q, stay_b, out_b)
        let_go(x, p, n_a, stay_a, out_a)
        over_a = overload(uses, room, load, a, out_a, p, out_b, q)
        over_b = overload(uses, room, load, b, out_b, q, out_a, p)
        if over_a + over_b > (1.9 if mild > 0 else 0.0):
            continue
        change = joined(sign, out_a, p, stay_b, n_b) ^ joined(sign, out_b, q, stay_a, n_a)
        limit = answer.length[a] + answer.length[b] - heat * np.log(1.0 - np.random.random())
        limit += price * (over[a] + over[b] - over_a - over_b)
        n_a, n_b, key_a, key_b = n_a + q, n_b + p, answer.key[a] ^ change, answer.key[b] ^ change
        if open_block:
            new_a = length_on_block(block, stops, depot, keys, lengths, key_a, stay_a, n_a, bits)
        else:
            new_a = known_length(ground, memory, key_a, stay_a, n_a, bits)
        if new_a > limit:
            continue
        if open_block:
            new_b = length_on_block(block, stops, depot, keys, lengths, key_b, stay_b, n_b, bits)
        else:
            new_b = known_length(ground, memory, key_b, stay_b, n_b, bits)
        if new_a + new_b > limit:
            continue
        total += new_a + new_b - answer.length[a] - answer.length[b]
        overloaded += take(carts, answer, memory, over, a, stay_a, n_a, new_a, key_a, over_a)
        overloaded += take(carts, answer, memory, over, b, stay_b, n_b, new_b, key_b, over_b)
        if total < best and overloaded == 0:
            best = total
            best_of[:] = answer.batch_of
    return best
