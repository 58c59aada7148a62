"""Every batch that fits a cart, when there are not too many: then the best choice among them can be proven."""

from __future__ import annotations

import numpy as np

from wms.planning.batching.annealing import Carts
from wms.planning.batching.ground import Ground, Words, union_length
from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints


@njit(cache=True)
def _fits(carts: Carts, load: Ints, order: int) -> bool:
    fits = True
    for d in range(len(carts.room)):
        fits &= load[d] + carts.uses[order, d] <= carts.room[d]
    return fits


@njit(cache=True)
def count_batches(carts: Carts, path: Ints, state: Ints, load: Ints, most: int, tries: int) -> bool:
    """Count the sets of orders that fit a cart, up to `most` + 1; True when done, False after `tries` more orders.

    `state` = (depth, next order, counted so far), `path` and `load` carry on between calls.
    """
    n, (depth, order, count) = len(carts.uses), state
    done = False
    while count <= most and not done and tries > 0:
        tries -= 1
        if order < n and _fits(carts, load[depth], order):
            path[depth] = order
            load[depth + 1] = load[depth] + carts.uses[order]
            depth, order, count = depth + 1, order + 1, count + 1
        elif order < n:
            order += 1
        elif depth == 0:
            done = True
        else:
            depth -= 1
            order = path[depth] + 1
    state[:] = depth, order, count
    return bool(done or count > most)


@njit(cache=True)
def list_batches(
    ground: Ground, carts: Carts, path: Ints, state: Ints, stops: Words, load: Ints, lengths: Ints, orders: Words,
    most: int,
) -> bool:
    """List up to `most` more batches with their lengths; True when all are listed.

    `state` = (depth, next order, listed so far), `path`, `stops` (n + 1, R, W) and `load` carry on between calls.
    """
    n, (depth, order, count) = len(carts.uses), state
    end = min(count + most, len(lengths))
    while count < end:
        while order < n and not _fits(carts, load[depth], order):
            order += 1
        if order < n:
            path[depth] = order
            load[depth + 1] = load[depth] + carts.uses[order]
            stops[depth + 1] = stops[depth] | ground.stops[order]
            depth += 1
            lengths[count] = union_length(ground, stops[depth])
            for d in range(depth):
                orders[count, path[d] >> 6] |= np.uint64(1) << np.uint64(path[d] & 63)
            count, order = count + 1, order + 1
        elif depth == 0:
            break
        else:
            depth -= 1
            order = path[depth] + 1
    state[:] = depth, order, count
    return bool(count == len(lengths))
