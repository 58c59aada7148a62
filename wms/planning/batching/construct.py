"""A first plan of batches: start with each order alone and merge the two batches that save most, again and again.

Savings after Clarke & Wright with exact walks: merging batches a and b saves length(a) + length(b) − length(a ∪ b).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from wms.base.jobs import Watch
from wms.planning.batching.annealing import Carts
from wms.planning.batching.ground import Ground, batch_length, evaluations
from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints


class Merging(NamedTuple):
    """Batches being merged, each with the length of it and any other as one in `merged` (n, n), or −1."""

    members: Ints
    sizes: Ints
    load: Ints
    length: Ints
    merged: Ints


@njit(cache=True)
def merge(ground: Ground, carts: Carts, m: Merging, most: int) -> bool:
    """Merge until nothing more is saved (True), or until `most` walks, or as much other work, have been done."""
    n, done = len(m.sizes), 0
    bits, both = np.empty(ground.depot.shape, np.uint64), np.empty(n, np.int64)
    while done < most:
        saved, a, b = 0, -1, -1
        for i in range(n):
            for j in range(i):
                if m.sizes[i] == 0 or m.sizes[j] == 0 or np.any(m.load[i] + m.load[j] > carts.room):
                    continue
                if m.merged[i, j] < 0:
                    if done >= most:
                        return False
                    both[: m.sizes[i]] = m.members[i, : m.sizes[i]]
                    both[m.sizes[i] : m.sizes[i] + m.sizes[j]] = m.members[j, : m.sizes[j]]
                    m.merged[i, j] = batch_length(ground, both, m.sizes[i] + m.sizes[j], bits)
                    done += 1
                if m.length[i] + m.length[j] - m.merged[i, j] > saved:
                    saved, a, b = m.length[i] + m.length[j] - m.merged[i, j], j, i
        if a < 0:
            return True
        m.members[a, m.sizes[a] : m.sizes[a] + m.sizes[b]] = m.members[b, : m.sizes[b]]
        m.length[a], m.load[a] = m.merged[b, a], m.load[a] + m.load[b]
        m.sizes[a], m.sizes[b] = m.sizes[a] + m.sizes[b], 0
        m.merged[a, :], m.merged[:, a] = -1, -1
        done += n * n // 64
    return False


def savings_batches(ground: Ground, carts: Carts, watch: Watch | None = None) -> list[tuple[int, ...]]:
    """The merged batches as lists of orders; where the watch stops early, less merged. Orders alone must fit a cart."""
    n, watch = len(carts.uses), watch or Watch()
    members, count = np.zeros((n, n), np.int64), np.ones(n, np.int64)
    members[:, :1] = np.arange(n)[:, None]
    length, merged = np.zeros(n, np.int64), np.full((n, n), -1, np.int64)
    bits = np.empty(ground.depot.shape, np.uint64)
    for i in range(n):
        length[i] = batch_length(ground, members[i], 1, bits)
    state = Merging(members, count, carts.uses.copy(), length, merged)
    while not merge(ground, carts, state, evaluations(ground, n)) and not watch.stop():
        pass
    return sorted(tuple(sorted(row[:many].tolist())) for row, many in zip(members, count.tolist(), strict=True) if many)
