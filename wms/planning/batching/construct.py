"""A first plan of batches: start with each order alone and merge the two batches that save most, again and again.

Savings after Clarke & Wright with exact walks: merging batches a and b saves length(a) + length(b) − length(a ∪ b).
"""

from __future__ import annotations

import numpy as np

from wms.planning.batching.annealing import Carts
from wms.planning.batching.ground import Ground, batch_length
from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints


@njit(cache=True)
def savings(ground: Ground, carts: Carts) -> Ints:
    """The batch number of each order (n,). Orders alone must fit a cart."""
    n = len(carts.uses)
    bits = np.empty(ground.depot.shape, np.uint64)
    members, count = np.empty((n, n), np.int64), np.ones(n, np.int64)
    load, length = carts.uses.copy(), np.empty(n, np.int64)
    for i in range(n):
        members[i, 0] = i
        length[i] = batch_length(ground, members[i], 1, bits)
    both, merged = np.empty(n, np.int64), np.full((n, n), -1, np.int64)
    while True:
        saved, a, b = 0, -1, -1
        for i in range(n):
            for j in range(i):
                if count[i] == 0 or count[j] == 0 or np.any(load[i] + load[j] > carts.room):
                    continue
                if merged[i, j] < 0:
                    both[: count[i]] = members[i, : count[i]]
                    both[count[i] : count[i] + count[j]] = members[j, : count[j]]
                    merged[i, j] = batch_length(ground, both, count[i] + count[j], bits)
                if length[i] + length[j] - merged[i, j] > saved:
                    saved, a, b = length[i] + length[j] - merged[i, j], j, i
        if a < 0:
            break
        members[a, count[a] : count[a] + count[b]] = members[b, : count[b]]
        length[a], load[a] = merged[b, a], load[a] + load[b]
        count[a], count[b] = count[a] + count[b], 0
        merged[a, :], merged[:, a] = -1, -1
    batch_of = np.empty(n, np.int64)
    for b in range(n):
        for m in range(count[b]):
            batch_of[members[b, m]] = b
    return batch_of


def savings_batches(ground: Ground, carts: Carts) -> list[tuple[int, ...]]:
    """The merged batches as lists of orders."""
    batch_of = savings(ground, carts)
    return [tuple(np.flatnonzero(batch_of == b).tolist()) for b in np.unique(batch_of)]
