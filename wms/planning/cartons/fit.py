"""Whether given pieces fit into one carton, and how: an exhaustive search for a few pieces, many orders for more.

A piece is put into the lower, front, left corner of a free cuboid. The exhaustive search tries every piece, every
orientation and every free cuboid at each step, so it misses only packings that cannot be built up piece by piece from
that corner (for a handful of pieces there are none but contrived ones). Compiled code on plain arrays.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.cartons.spaces import MOST, Ints, cut
from wms.planning.compiled import njit

TRIALS = 30_000
"""Placements after which the exhaustive search gives up without a verdict."""

FITS, DOES_NOT, UNKNOWN = 1, 0, -1


class Pieces(NamedTuple):
    """The pieces to pack: `size` (piece, orientation, axis), how many `ways` each has, its `kind` and `fragility`."""

    size: Ints
    ways: Ints
    kind: Ints
    fragility: Ints


@njit(cache=True)
def allowed(box: Ints, fragility: int, placed: Ints, count: int, pieces: Pieces) -> bool:
    """Whether nothing sturdier comes to stand over something more fragile. `placed` rows are (piece, 6 corners)."""
    for index in range(count):
        other = placed[index]
        if box[0] >= other[4] or other[1] >= box[3] or box[1] >= other[5] or other[2] >= box[4]:
            continue
        theirs = pieces.fragility[other[0]]
        if box[2] >= other[6] and fragility < theirs:
            return False
        if other[3] >= box[5] and theirs < fragility:
            return False
    return True


@njit(cache=True)
def _lies(pieces: Pieces, piece: int, way: int, space: Ints, box: Ints) -> bool:
    """Set `box` to the piece in the corner of the cuboid; False when it does not fit there."""
    for axis in range(3):
        box[axis] = space[axis]
        box[axis + 3] = space[axis] + pieces.size[piece, way, axis]
        if box[axis + 3] > space[axis + 3]:
            return False
    return True


@njit(cache=True)
def pack_in_order(
    pieces: Pieces, order: Ints, hull: Ints, capacity: int, weight: Ints, supported: bool, placed: Ints
) -> int:
    """Put the pieces in that order, each as low, then as deep in the corner as it goes; what fits nowhere stays out.

    Writes rows (piece, x1, y1, z1, x2, y2, z2) to `placed`; returns how many.
    """
    spaces = np.zeros((MOST, 6), np.int32)
    spaces[0, 3:] = hull
    box, best, least = np.empty(6, np.int32), np.empty(6, np.int32), np.ones(3, np.int32)
    cuboids, count = 1, 0
    for piece in order:
        if weight[piece] > capacity:
            continue
        lowest = np.int64(1) << 60
        for index in range(cuboids):
            for way in range(pieces.ways[piece]):
                if not _lies(pieces, piece, way, spaces[index], box):
                    continue
                rank = (np.int64(box[2]) << 40) + (np.int64(box[5]) << 20) + box[3] + box[4]
                if rank < lowest and allowed(box, pieces.fragility[piece], placed, count, pieces):
                    lowest = rank
                    best[:] = box
        if lowest == np.int64(1) << 60:
            continue
        placed[count, 0] = piece
        placed[count, 1:] = best
        capacity -= weight[piece]
        count += 1
        cuboids = cut(spaces, cuboids, best, least, supported)
    return count


@njit(cache=True)
def search_all(pieces: Pieces, hull: Ints, supported: bool, placed: Ints) -> int:
    """Try everything: FITS (the packing is in `placed`), DOES_NOT, or UNKNOWN after too many trials.

    Meant for at most eight pieces. Equal pieces are tried in one order only.
    """
    total, most_ways = pieces.ways.size, pieces.size.shape[1]
    spaces = np.zeros((total + 1, MOST, 6), np.int32)
    cuboids, cursor = np.zeros(total + 1, np.int64), np.zeros(total + 1, np.int64)
    used = np.zeros(total, np.bool_)
    spaces[0, 0, 3:] = hull
    cuboids[0] = 1
    box, least = np.empty(6, np.int32), np.ones(3, np.int32)
    depth, trials = 0, 0
    while depth >= 0:
        if depth == total:
            return FITS
        moved = False
        while cursor[depth] < total * cuboids[depth] * most_ways:
            step = cursor[depth]
            cursor[depth] += 1
            piece, rest = step // (cuboids[depth] * most_ways), step % (cuboids[depth] * most_ways)
            if used[piece] or not _first_of_kind(pieces, piece, used):
                continue
            index, way = rest // most_ways, rest % most_ways
            if way >= pieces.ways[piece] or not _lies(pieces, piece, way, spaces[depth, index], box):
                continue
            if not allowed(box, pieces.fragility[piece], placed, depth, pieces):
                continue
            trials += 1
            if trials > TRIALS:
                return UNKNOWN
            placed[depth, 0] = piece
            placed[depth, 1:] = box
            used[piece] = True
            spaces[depth + 1, : cuboids[depth]] = spaces[depth, : cuboids[depth]]
            cuboids[depth + 1] = cut(spaces[depth + 1], cuboids[depth], box, least, supported)
            cursor[depth + 1] = 0
            moved = True
            break
        if moved:
            depth += 1
        else:
            depth -= 1
            if depth >= 0:
                used[placed[depth, 0]] = False
    return DOES_NOT


@njit(cache=True)
def _first_of_kind(pieces: Pieces, piece: int, used: NDArray[np.bool_]) -> bool:
    """Equal pieces are used up in order of their number."""
    earlier = pieces.kind[:piece] == pieces.kind[piece]
    return not np.any(earlier & ~used[:piece])
