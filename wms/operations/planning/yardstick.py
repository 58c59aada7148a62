"""How long a walk would be by the rule of thumb most warehouses walk by: S-shaped, up one aisle and down the next.

Block by block, the farthest from where the walk begins first (Roodbergen & de Koster 2001), beginning at whichever side
and end is best. Between its stops it takes the shortest way, so it is never made to look worse than it is.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from typing import TYPE_CHECKING

from wms.base.errors import Refused
from wms.operations.planning.floor import lay
from wms.operations.planning.laid import Laid
from wms.operations.planning.polyline import Walked
from wms.operations.planning.walks import length_in_order

if TYPE_CHECKING:
    from wms.planning.floor.parallel import ParallelFloor

Aisles = dict[tuple[int, int], list[int]]


def s_shape_mm(walk: Walked) -> int | None:
    """The S-shaped walk over the same places, in millimetres; None where there are no parallel aisles to walk so."""
    from wms.planning.floor.parallel import ParallelFloor
    from wms.planning.plan import Infeasible

    places = list(dict.fromkeys(pick[0] for pick in walk.picks))
    try:
        laid = lay(walk.drawn, walk.start, places)
        if not isinstance(laid.floor, ParallelFloor):
            return None
        aisles = _aisles(laid, laid.floor, places)
        begin = _block(laid.floor, laid.spots[walk.start].place[1])
        orders = [_snake(aisles, begin, *ways) for ways in itertools.product((False, True), repeat=2)]
        return min(length_in_order(walk.drawn, walk.start, order) for order in orders)
    except (Refused, Infeasible):
        return None


def _aisles(laid: Laid, floor: ParallelFloor, places: list[int]) -> Aisles:
    """The places of each stretch of an aisle (block, aisle), by how far along it they are."""
    found: Aisles = {}
    along: dict[int, tuple[int, int]] = {}
    for place in places:
        spot = laid.spots[place]
        aisle, y = spot.place
        found.setdefault((_block(floor, y), aisle), []).append(place)
        along[place] = (y, spot.depth)
    for its in found.values():
        its.sort(key=lambda place: along[place])
    return found


def _block(floor: ParallelFloor, y: int) -> int:
    return min(bisect_right(floor.cross_y, y), floor.blocks) - 1


def _snake(aisles: Aisles, begin: int, from_right: bool, upwards: bool) -> list[int]:
    """All places: block after block, back and forth over their aisles, up one and down the next."""
    order: list[int] = []
    blocks = sorted({block for block, _ in aisles}, key=lambda block: -abs(block - begin))
    for block in blocks:
        for aisle in sorted((aisle for b, aisle in aisles if b == block), reverse=from_right):
            its = aisles[block, aisle]
            order += its[::-1] if upwards else its
            upwards = not upwards
        from_right = not from_right
    return order
