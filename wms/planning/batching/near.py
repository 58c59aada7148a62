"""Which orders go well together: for each order the others, those first with which it has most of its way in common."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Watch
from wms.planning.batching.ground import GRAPH, ONE_BLOCK, Ground, Words, batch_length
from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

SLICE = 100_000
"""Pairs measured between two looks at the clock."""


def neighbours(ground: Ground, watch: Watch) -> Ints:
    """(n, n − 1): the other orders of each order, the best first; in any order where time ran out.

    On one block, by the share of the shorter walk that two orders save together. Elsewhere walks take too long to
    measure them all; there, by how far the stops of one lie from those of the other.
    """
    count = len(ground.stops)
    apart = _unshared(ground, watch) if ground.kind == ONE_BLOCK else _between(ground, watch)
    np.fill_diagonal(apart, np.inf)
    return np.argsort(apart, axis=1, kind="stable")[:, : max(1, count - 1)].astype(np.int64)


def _unshared(ground: Ground, watch: Watch) -> NDArray[np.float64]:
    count = len(ground.stops)
    length = np.zeros((count, count), np.int64)
    step = max(1, SLICE // max(1, count))
    for first in range(0, count, step):
        if watch.stop():
            break
        pair_lengths(ground, first, min(count, first + step), length)
    alone = np.diag(length)
    saved = alone[:, None] + alone[None, :] - np.maximum(length, length.T)
    return -saved / np.maximum(1, np.minimum(alone[:, None], alone[None, :]))


@njit(cache=True)
def pair_lengths(ground: Ground, first: int, last: int, length: Ints) -> None:
    """Fill rows `first` to `last` of `length` (n, n), below the diagonal and on it, with walks for two orders."""
    bits, two = np.empty(ground.depot.shape, np.uint64), np.empty(2, np.int64)
    for i in range(first, last):
        for j in range(i + 1):
            two[0], two[1] = i, j
            length[i, j] = batch_length(ground, two, 2, bits)


def _between(ground: Ground, watch: Watch) -> NDArray[np.float64]:
    stops = [_stops(row[0]) for row in ground.stops]
    apart = np.zeros((len(stops), len(stops)))
    for i, mine in enumerate(stops):
        if watch.stop() or not len(mine):
            continue
        nearest = _ways(ground, mine).min(axis=0)
        apart[i] = [nearest[theirs].mean() if len(theirs) else 0.0 for theirs in stops]
    return apart + apart.T


def _stops(bits: Words) -> Ints:
    """The numbers of the bits set (k,)."""
    return np.flatnonzero(np.unpackbits(bits.view(np.uint8), bitorder="little"))


def _ways(ground: Ground, stops: Ints) -> NDArray[np.float64]:
    """(k, S) from these stops to all: walks on a graph, across and along otherwise."""
    if ground.kind == GRAPH:
        return np.asarray(ground.matrix[stops + 1, 1:], np.float64)
    x = ground.lanes.aisle_x[ground.aisle]
    return np.asarray(np.abs(x[stops, None] - x) + np.abs(ground.y[stops, None] - ground.y), np.float64)
