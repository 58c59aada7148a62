"""The aisles as plain arrays, the form in which compiled kernels read a floor."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


class Lanes(NamedTuple):
    """`aisle_x` (A,) and `cross_y` (K,) in the floor's unit; `passable` (A, K - 1) says which stretches are open."""

    aisle_x: Ints
    cross_y: Ints
    passable: NDArray[np.bool_]
