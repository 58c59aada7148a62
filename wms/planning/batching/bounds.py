"""A walking distance no plan of batches can go below, however good."""

from __future__ import annotations

import numpy as np

from wms.planning.batching.annealing import Carts
from wms.planning.floor.lanes import Ints


def simple_bound(carts: Carts, alone: Ints) -> float:
    """A proven bound from the lengths of orders picked alone, (n,).

    A batch walks at least as far as its farthest order. Let the batches of any plan stand in line, the one with the
    farthest order first: the orders farther than that of batch j all lie in the j − 1 batches before it, so they use no
    more than j − 1 carts hold. The farthest order of batch j is therefore no nearer than the first one that j − 1 carts
    cannot hold any more when orders are loaded by distance, split where a cart is full. There are at least as many
    batches as carts are filled that way.
    """
    if len(alone) == 0:
        return 0.0
    far = np.argsort(-alone, kind="stable")
    bounds = [int(alone[far[0]])]
    for d, room in enumerate(carts.room.tolist()):
        loaded = np.cumsum(carts.uses[far, d])
        if room > 0 and loaded[-1] > 0:
            carried = room * np.arange(1, -(-int(loaded[-1]) // room))
            bounds.append(bounds[0] + int(alone[far[np.searchsorted(loaded, carried, side="right")]].sum()))
    return float(max(bounds))
