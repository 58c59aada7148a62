"""A walking distance no plan of batches can go below, however good."""

from __future__ import annotations

import numpy as np

from wms.planning.batching.annealing import Carts
from wms.planning.floor.lanes import Ints


def simple_bound(carts: Carts, alone: Ints) -> float:
    """A proven bound from the lengths of orders picked alone, (n,).

    A batch walks at least as far as its farthest order. The shares its orders use of a cart add up to at most 1, so
    the orders' lengths weighted by their shares add up to at most the batch's walk, and over all batches to a bound.
    """
    if len(alone) == 0:
        return 0.0
    bounds = [float(alone.max())]
    for d, room in enumerate(carts.room):
        if room > 0:
            bounds.append(float((alone * carts.uses[:, d]).sum() / room))
    return float(np.ceil(max(bounds) - 1e-6))
