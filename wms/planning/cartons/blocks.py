"""Blocks: boxes put together without (much) waste, so that a container is filled in a few dozen large steps.

A simple block is a grid of equal boxes in one orientation. A joined block sets two blocks side by side, behind or on
top of each other where at least 98 % of the hull is goods (after Fanslau & Bortfeldt 2010).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.cartons.spaces import Ints
from wms.planning.compiled import njit

KINDS = 6
"""A block holds at most this many different boxes."""


class Blocks(NamedTuple):
    """Arrays with one row a block: its hull, volume of goods, number of boxes, and which kinds of them how often.

    `source` is (-1, orientation, nx, ny, nz) or (axis, first, second, 0, 0).
    """

    size: Ints
    volume: NDArray[np.int64]
    boxes: Ints
    kinds: Ints
    kind: Ints
    amount: Ints
    source: Ints


def build_blocks(
    orientation: Ints, quantity: Ints, hull: Ints, most: int, fill: float, supported: bool
) -> Blocks:
    """All simple blocks, then joined ones up to `most` in all, the largest first.

    `orientation` has rows (type, dx, dy, dz); `quantity` is pieces a type; `hull` the container's inner size.
    """
    blocks = Blocks(
        np.zeros((most, 3), np.int32), np.zeros(most, np.int64), np.zeros(most, np.int32), np.zeros(most, np.int32),
        np.zeros((most, KINDS), np.int32), np.zeros((most, KINDS), np.int32), np.zeros((most, 5), np.int32),
    )
    count = _simple(blocks, orientation, quantity, hull)
    count = _join(blocks, count, quantity, hull, fill, supported)
    order = np.argsort(-blocks.volume[:count], kind="stable")
    rank = np.empty(count, np.int32)
    rank[order] = np.arange(count, dtype=np.int32)
    sorted_blocks = Blocks(
        blocks.size[order], blocks.volume[order], blocks.boxes[order], blocks.kinds[order], blocks.kind[order],
        blocks.amount[order], blocks.source[order],
    )
    joined = sorted_blocks.source[:, 0] >= 0
    sorted_blocks.source[joined, 1:3] = rank[sorted_blocks.source[joined, 1:3]]
    return sorted_blocks


@njit(cache=True)
def _simple(blocks: Blocks, orientation: Ints, quantity: Ints, hull: Ints) -> int:
    """Every grid of equal boxes that fits; returns how many blocks there are."""
    count, most = 0, blocks.volume.size
    for row in range(orientation.shape[0]):
        box, dx, dy, dz = orientation[row]
        for nx in range(1, min(quantity[box], hull[0] // dx) + 1):
            for ny in range(1, min(quantity[box] // nx, hull[1] // dy) + 1):
                for nz in range(1, min(quantity[box] // (nx * ny), hull[2] // dz) + 1):
                    if count == most:
                        return count
                    grid = nx * ny * nz
                    blocks.size[count, 0], blocks.size[count, 1], blocks.size[count, 2] = nx * dx, ny * dy, nz * dz
                    blocks.boxes[count] = grid
                    blocks.volume[count] = np.int64(dx) * dy * dz * grid
                    blocks.kinds[count], blocks.kind[count, 0], blocks.amount[count, 0] = 1, box, grid
                    blocks.source[count, 0], blocks.source[count, 1], blocks.source[count, 2] = -1, row, nx
                    blocks.source[count, 3], blocks.source[count, 4] = ny, nz
                    count += 1
    return count


@njit(cache=True)
def _join(blocks: Blocks, count: int, quantity: Ints, hull: Ints, fill: float, supported: bool) -> int:
    """Join pairs of blocks, generation after generation, until there are enough or nothing new comes of it."""
    table = np.full(1 << 17, -1, np.int32)
    for index in range(count):
        _remember(table, index, blocks)
    begin, total, most = 0, np.zeros(quantity.size, np.int32), blocks.volume.size
    while begin < count < most:
        end = count
        for first in range(begin, end):
            for second in range(first + 1):
                for axis in range(3):
                    if supported and (axis == 2 or blocks.size[first, 2] != blocks.size[second, 2]):
                        continue
                    if count == most:
                        return count
                    if _hull(blocks, first, second, axis, hull, blocks.size[count]) < fill:
                        continue
                    if not _enough(blocks, first, second, quantity, total):
                        continue
                    _write(blocks, count, first, second, axis, total)
                    count += _remember(table, count, blocks)
        begin = end
    return count


@njit(cache=True)
def _write(blocks: Blocks, count: int, first: int, second: int, axis: int, total: Ints) -> None:
    """Enter the joined block's goods; its hull is already there."""
    blocks.volume[count] = blocks.volume[first] + blocks.volume[second]
    blocks.boxes[count] = blocks.boxes[first] + blocks.boxes[second]
    kinds = 0
    for box in range(total.size):
        if total[box]:
            blocks.kind[count, kinds], blocks.amount[count, kinds] = box, total[box]
            kinds += 1
    blocks.kinds[count] = kinds
    blocks.source[count, 0], blocks.source[count, 1], blocks.source[count, 2] = axis, first, second


@njit(cache=True)
def _hull(blocks: Blocks, first: int, second: int, axis: int, hull: Ints, out: Ints) -> float:
    """The joined hull into `out`; how much of it is goods (0.0 when it does not fit the container)."""
    for other in range(3):
        a, b = blocks.size[first, other], blocks.size[second, other]
        out[other] = a + b if other == axis else max(a, b)
        if out[other] > hull[other]:
            return 0.0
    goods = np.float64(blocks.volume[first] + blocks.volume[second])
    return float(goods / (np.float64(out[0]) * out[1] * out[2]))


@njit(cache=True)
def _enough(blocks: Blocks, first: int, second: int, quantity: Ints, total: Ints) -> bool:
    """Whether there are pieces enough for both, counted into `total`, and not too many kinds."""
    total[:] = 0
    different = 0
    for block in (first, second):
        for place in range(blocks.kinds[block]):
            box = blocks.kind[block, place]
            different += total[box] == 0
            total[box] += blocks.amount[block, place]
            if total[box] > quantity[box]:
                return False
    return different <= KINDS


@njit(cache=True)
def _remember(table: Ints, index: int, blocks: Blocks) -> bool:
    """Enter a block into the hash table; False when an equal one (same hull, same pieces) is known."""
    key = np.uint64(1469598103934665603)
    prime = np.uint64(1099511628211)
    for axis in range(3):
        key = (key ^ np.uint64(blocks.size[index, axis])) * prime
    for place in range(blocks.kinds[index]):
        key = (key ^ np.uint64(blocks.kind[index, place] * 4096 + blocks.amount[index, place])) * prime
    slot = np.int64((key >> np.uint64(20)) & np.uint64(table.size - 1))
    while table[slot] >= 0:
        if _equal(blocks, table[slot], index):
            return False
        slot = (slot + 1) & (table.size - 1)
    table[slot] = index
    return True


@njit(cache=True)
def _equal(blocks: Blocks, one: int, other: int) -> bool:
    if blocks.kinds[one] != blocks.kinds[other]:
        return False
    for axis in range(3):
        if blocks.size[one, axis] != blocks.size[other, axis]:
            return False
    for place in range(blocks.kinds[one]):
        if blocks.kind[one, place] != blocks.kind[other, place]:
            return False
        if blocks.amount[one, place] != blocks.amount[other, place]:
            return False
    return True
