"""What the search among batches remembers: lengths met before, and the pool of batches worth choosing from."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from wms.planning.batching.ground import Block, Ground, Words, batch_length, one_block_length, union
from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

MEMO_SIZE = 1 << 19
POOL_SIZE = 200_000


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
    if count == 0:
        return 0
    slot = np.int64(key & np.uint64(len(memory.keys) - 1))
    if memory.keys[slot] != key or key == 0:
        memory.keys[slot] = key
        memory.lengths[slot] = batch_length(ground, members, count, bits)
    return int(memory.lengths[slot])


@njit(cache=True)
def length_on_block(
    block: Block, stops: Words, depot: Words, keys: Words, lengths: Ints, key: Any, members: Ints, count: int,
    bits: Words,
) -> int:
    """The same on one open block, for the innermost loops: they hand over arrays, which is far cheaper."""
    if count == 0:
        return 0
    slot = np.int64(key & np.uint64(len(keys) - 1))
    if keys[slot] != key or key == 0:
        union(depot, stops, members, count, bits)
        keys[slot] = key
        lengths[slot] = one_block_length(block.where, block.aisle_x, block.depth, bits) + block.extra
    return int(lengths[slot])


@njit(cache=True)
def note(memory: Memory, key: Any, members: Ints, count: int, length: int, excess: float) -> None:
    """Remember a batch that its cart can carry."""
    if count and excess == 0:
        remember(memory, key, members, count, length)
