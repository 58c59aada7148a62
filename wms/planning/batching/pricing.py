"""Batches worth offering to the integer programme: those whose walk is shorter than what their orders pay.

The linear programme over batches puts a price on every order. A batch is worth having when its walk is shorter than
the prices of its orders together (negative reduced cost). New ones are found by changing good batches order by order.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from wms.planning.batching.annealing import Carts
from wms.planning.batching.bits import lowest_bit
from wms.planning.batching.ground import ONE_BLOCK, Ground, Words, block_of
from wms.planning.batching.memory import Memory, known_length, length_on_block, remember
from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

Reals = NDArray[np.float64]


@njit(cache=True)
def unpack(bits: Words, members: Ints) -> int:
    """The orders of a batch kept as bits; their number."""
    count = 0
    for w in range(len(bits)):
        word = bits[w]
        while word != 0:
            members[count] = 64 * w + lowest_bit(word)
            count += 1
            word &= word - np.uint64(1)
    return count


@njit(cache=True)
def reduced_costs(orders: Words, lengths: Ints, prices: Reals) -> Reals:
    """Length less prices of every batch; `orders` (m, W) as bits."""
    members = np.empty(len(prices), np.int64)
    costs = np.empty(len(lengths))
    for i in range(len(lengths)):
        costs[i] = lengths[i]
        for m in range(unpack(orders[i], members)):
            costs[i] -= prices[members[m]]
    return costs


@njit(cache=True)
def _room_for(uses: Ints, room: Ints, load: Ints, out: int, come: int) -> bool:
    for d in range(len(room)):
        gone = uses[out, d] if out >= 0 else 0
        if load[d] - gone + uses[come, d] > room[d]:
            return False
    return True


@njit(cache=True)
def _best_change(
    ground: Ground, carts: Carts, memory: Memory, prices: Reals, members: Ints, count: int, load: Ints, key: Any,
    cost: float, keep: float, trial: Ints, bits: Words,
) -> tuple[float, int, int]:
    """The best way to add, drop or replace one order: (reduced cost, place changed or −1, new order or −1).

    Every batch met with a negative reduced cost goes to the pool.
    """
    best, best_out, best_in = cost - 1e-6, -2, -2
    uses, room, keys, lengths = carts.uses, carts.room, memory.keys, memory.lengths
    open_block, block, stops, depot = ground.kind == ONE_BLOCK, block_of(ground), ground.stops, ground.depot
    inside = np.zeros(len(prices), np.bool_)
    inside[members[:count]] = True
    paid = prices[members[:count]].sum()
    for out in range(-1, count):
        size = 0
        for m in range(count):
            if m != out:
                trial[size] = members[m]
                size += 1
        gone = members[out] if out >= 0 else -1
        base = paid - (prices[gone] if out >= 0 else 0.0)
        base_key: Any = key ^ (memory.sign[gone] if out >= 0 else np.uint64(0))
        for come in range(-1, len(prices)):
            if come < 0 and (out < 0 or size == 0):
                continue
            if come >= 0 and (inside[come] or prices[come] <= 0 or not _room_for(uses, room, load, gone, come)):
                continue
            new_key, new_size, income = base_key, size, base
            if come >= 0:
                trial[size] = come
                new_key, new_size, income = base_key ^ memory.sign[come], size + 1, base + prices[come]
            if open_block:
                length = length_on_block(block, stops, depot, keys, lengths, new_key, trial, new_size, bits)
            else:
                length = known_length(ground, memory, new_key, trial, new_size, bits)
            if length - income < keep:
                remember(memory, new_key, trial, new_size, length)
            if length - income < best:
                best, best_out, best_in = length - income, out, come
    return best, best_out, best_in


@njit(cache=True)
def climb(
    ground: Ground, carts: Carts, memory: Memory, prices: Reals, starts: Words, costs: Reals, steps: int,
    keep: float,
) -> None:
    """From each batch in `starts` (m, W) take the best change up to `steps` times; what is found goes to the pool."""
    n = len(prices)
    bits = np.empty(ground.depot.shape, np.uint64)
    members, trial = np.empty(n + 1, np.int64), np.empty(n + 1, np.int64)
    load = np.empty(len(carts.room), np.int64)
    for i in range(len(starts)):
        count, cost = unpack(starts[i], members), costs[i]
        key: Any = np.uint64(0)
        load[:] = 0
        for m in range(count):
            key ^= memory.sign[members[m]]
            load += carts.uses[members[m]]
        for _ in range(steps):
            cost, out, come = _best_change(
                ground, carts, memory, prices, members, count, load, key, cost, keep, trial, bits
            )
            if out == -2:
                break
            if out >= 0:
                key ^= memory.sign[members[out]]
                load -= carts.uses[members[out]]
                members[out] = members[count - 1]
                count -= 1
            if come >= 0:
                key ^= memory.sign[come]
                load += carts.uses[come]
                members[count] = come
                count += 1


@njit(cache=True)
def forget(memory: Memory, rows: Ints) -> None:
    """Empty the pool but for the given rows."""
    keys, lengths, orders = memory.pool_keys[rows], memory.pool_lengths[rows], memory.pool_orders[rows]
    memory.pool_slots[:] = 0
    memory.pool_count[0] = 0
    members = np.empty(64 * orders.shape[1], np.int64)
    for row in range(len(keys)):
        count = unpack(orders[row], members)
        remember(memory, keys[row], members, count, lengths[row])


@njit(cache=True)
def offer_pool(memory: Memory, orders: Words, lengths: Ints) -> None:
    """Put batches given as bits (m, W) into the pool."""
    members = np.empty(64 * orders.shape[1], np.int64)
    for row in range(len(lengths)):
        count = unpack(orders[row], members)
        key: Any = np.uint64(0)
        for m in range(count):
            key ^= memory.sign[members[m]]
        remember(memory, key, members, count, lengths[row])


@njit(cache=True)
def wander(
    ground: Ground, carts: Carts, memory: Memory, prices: Reals, starts: Words, costs: Reals, steps: int, hot: float,
    cold: float, keep: float, seed: int,
) -> None:
    """From each batch in `starts` (m, W) anneal towards a lower reduced cost; what is found goes to the pool."""
    np.random.seed(seed)
    uses, room, keys, lengths = carts.uses, carts.room, memory.keys, memory.lengths
    open_block, block, stops, depot = ground.kind == ONE_BLOCK, block_of(ground), ground.stops, ground.depot
    n = len(prices)
    bits = np.empty(ground.depot.shape, np.uint64)
    members, trial = np.empty(n + 1, np.int64), np.empty(n + 1, np.int64)
    load, inside = np.empty(len(carts.room), np.int64), np.zeros(n, np.bool_)
    for i in range(len(starts)):
        count, cost = unpack(starts[i], members), costs[i]
        key: Any = np.uint64(0)
        load[:], inside[:] = 0, False
        for m in range(count):
            key ^= memory.sign[members[m]]
            load += carts.uses[members[m]]
            inside[members[m]] = True
        heat = hot
        for _ in range(steps):
            heat *= (cold / hot) ** (1.0 / steps)
            out = np.random.randint(-1, count)
            come = np.random.randint(n) if np.random.random() < 0.9 else -1
            gone = members[out] if out >= 0 else -1
            if come >= 0 and (inside[come] or prices[come] <= 0 or not _room_for(uses, room, load, gone, come)):
                continue
            if come < 0 and (out < 0 or count == 1):
                continue
            size = 0
            new_key: Any = key
            for m in range(count):
                if m != out:
                    trial[size] = members[m]
                    size += 1
            if out >= 0:
                new_key = new_key ^ memory.sign[gone]
            if come >= 0:
                trial[size] = come
                size, new_key = size + 1, new_key ^ memory.sign[come]
            if open_block:
                length = length_on_block(block, stops, depot, keys, lengths, new_key, trial, size, bits)
            else:
                length = known_length(ground, memory, new_key, trial, size, bits)
            now = float(length)
            for m in range(size):
                now -= prices[trial[m]]
            if now < keep:
                remember(memory, new_key, trial, size, length)
            if now - cost > -heat * np.log(1.0 - np.random.random()):
                continue
            cost, key, count = now, new_key, size
            members[:size] = trial[:size]
            if out >= 0:
                load -= carts.uses[gone]
                inside[gone] = False
            if come >= 0:
                load += carts.uses[come]
                inside[come] = True
