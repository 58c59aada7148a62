"""Shortest walks between all places of a graph: Dijkstra's method with a binary heap, compiled."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit
from wms.planning.floor.lanes import Ints

UNREACHED = 1 << 60


@njit(cache=True)
def _sift_down(heap_key: Ints, heap_node: Ints, size: int) -> None:
    """Let the entry at the root sink to its place."""
    i = 0
    while True:
        child = 2 * i + 1
        if child >= size:
            return
        if child + 1 < size and heap_key[child + 1] < heap_key[child]:
            child += 1
        if heap_key[i] <= heap_key[child]:
            return
        heap_key[i], heap_key[child] = heap_key[child], heap_key[i]
        heap_node[i], heap_node[child] = heap_node[child], heap_node[i]
        i = child


@njit(cache=True)
def _push(heap_key: Ints, heap_node: Ints, size: int, key: int, node: int) -> int:
    """Add an entry and let it rise; the new size."""
    i = size
    while i > 0 and heap_key[(i - 1) // 2] > key:
        heap_key[i], heap_node[i] = heap_key[(i - 1) // 2], heap_node[(i - 1) // 2]
        i = (i - 1) // 2
    heap_key[i], heap_node[i] = key, node
    return size + 1


@njit(cache=True)
def _from_one(
    source: int, first: Ints, heads: Ints, lengths: Ints, reached: Ints, before: NDArray[np.int32], heap_key: Ints,
    heap_node: Ints,
) -> None:
    """Fill one row: the walk from `source` to every place and the place before each on it."""
    reached[source] = 0
    size = _push(heap_key, heap_node, 0, 0, source)
    while size > 0:
        key, u = heap_key[0], heap_node[0]
        size -= 1
        heap_key[0], heap_node[0] = heap_key[size], heap_node[size]
        _sift_down(heap_key, heap_node, size)
        if key > reached[u]:
            continue
        for e in range(first[u], first[u + 1]):
            v = heads[e]
            if key + lengths[e] < reached[v]:
                reached[v] = key + lengths[e]
                before[v] = u
                size = _push(heap_key, heap_node, size, reached[v], v)


@njit(cache=True)
def walks_from(
    sources: Ints, first: Ints, heads: Ints, lengths: Ints, distances: Ints, before: NDArray[np.int32]
) -> None:
    """Walks from each of the `sources` (k,) to all places. Arcs of place u are `heads[first[u]:first[u + 1]]`.

    Fills (k, n) distances, `UNREACHED` before, and the place before each on its walk, −1 before.
    """
    heap_key = np.empty(len(heads) + 2, np.int64)
    heap_node = np.empty(len(heads) + 2, np.int64)
    for row, source in enumerate(sources):
        _from_one(source, first, heads, lengths, distances[row], before[row], heap_key, heap_node)
