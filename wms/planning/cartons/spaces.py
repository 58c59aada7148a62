"""The free room of a carton or container: a list of the largest empty cuboids, which may overlap.

Compiled code on plain arrays. A cuboid is (x1, y1, z1, x2, y2, z2) in millimetres; z is upwards.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit

Ints = NDArray[np.int32]

MOST = 400
"""How many free cuboids are remembered; more than that never mattered in measurement."""


@njit(cache=True)
def cut(spaces: Ints, count: int, box: Ints, least: Ints, supported: bool) -> int:
    """Take `box` out of the first `count` cuboids, in place; return how many there are now.

    Cuboids narrower than `least` on an axis hold nothing any more and are dropped. With `supported`, room above the
    box begins and ends with its top face, so that whatever is put there rests on it fully.
    """
    kept = 0
    fresh = np.empty((MOST, 6), np.int32)
    made = 0
    for index in range(count):
        if _apart(spaces[index], box):
            spaces[kept] = spaces[index]
            kept += 1
            continue
        for side in range(6):
            if made < MOST and _slice(spaces[index], box, side, least, supported, fresh[made]):
                made += 1
    for index in range(made):
        if kept < MOST and not _covered(fresh, made, index, spaces, kept):
            spaces[kept] = fresh[index]
            kept += 1
    return kept


@njit(cache=True, inline="always")
def _apart(space: Ints, box: Ints) -> bool:
    return bool(
        box[0] >= space[3] or box[3] <= space[0] or box[1] >= space[4] or box[4] <= space[1]
        or box[2] >= space[5] or box[5] <= space[2]
    )


@njit(cache=True)
def _slice(
    space: Ints, box: Ints, side: int, least: Ints, supported: bool, out: Ints
) -> bool:
    """What is left of `space` on one side of `box`: sides 0–2 below it on x, y, z, sides 3–5 above."""
    out[:] = space
    axis = side % 3
    if side < 3:
        out[axis + 3] = box[axis]
    else:
        out[axis] = box[axis + 3]
        if supported and axis == 2:
            for flat in range(2):
                out[flat] = max(out[flat], box[flat])
                out[flat + 3] = min(out[flat + 3], box[flat + 3])
    wide = out[3:] - out[:3]
    return bool(wide[0] >= least[0] and wide[1] >= least[1] and wide[2] >= least[2])


@njit(cache=True)
def _covered(fresh: Ints, made: int, index: int, spaces: Ints, kept: int) -> bool:
    """Whether another cuboid contains this one (of equal ones the first stays)."""
    for other in range(kept):
        if _inside(fresh[index], spaces[other]):
            return True
    for other in range(made):
        first = other < index or not _inside(fresh[other], fresh[index])
        if other != index and first and _inside(fresh[index], fresh[other]):
            return True
    return False


@njit(cache=True, inline="always")
def _inside(small: Ints, large: Ints) -> bool:
    return bool(
        small[0] >= large[0] and small[1] >= large[1] and small[2] >= large[2]
        and small[3] <= large[3] and small[4] <= large[4] and small[5] <= large[5]
    )
