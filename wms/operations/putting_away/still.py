"""Do decisions that were made a while ago still hold? Each place is looked at again, in the order of the decisions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wms.model.site import Location, Zone
from wms.model.words import PICKABLE
from wms.operations.putting_away.decide import Placed
from wms.operations.putting_away.places import places
from wms.operations.putting_away.segregation import SEGREGATION
from wms.operations.unit import Unit
from wms.planning.putaway.construct import Floor
from wms.planning.putaway.problem import Pallet, Place, PutawayProblem
from wms.planning.putaway.rules import misses


def misfits(unit: Unit, start: Location, placed: Sequence[Placed]) -> list[tuple[Placed, str]]:
    """The decisions whose place does not take the goods any more, each with the reason."""
    spots = _spots(unit, start, placed)
    floor = Floor(PutawayProblem((), tuple(spots.values()), SEGREGATION))
    found = []
    for one in placed:
        spot = spots.get(one.location_id)
        against = "; ".join(_against(one.pallet, spot, floor, loose=not one.waiting.on_pallet))
        if against or spot is None:
            found.append((one, against))
        else:
            floor.store(one.pallet, floor.now[spot.place_id])
    return found


def _spots(unit: Unit, start: Location, placed: Sequence[Placed]) -> dict[int, Place]:
    """The places by id; with dangerous goods also what lies in their aisles."""
    ids = {one.location_id for one in placed}
    which: Any = Location.id.in_(ids)
    if any(one.pallet.hazard for one in placed):
        found = [unit.session.get_one(Location, number) for number in ids]
        aisles = {place.aisle_id for place in found if place.aisle_id}
        which |= Location.aisle_id.in_(aisles) & Zone.purpose.in_(PICKABLE)
    return {spot.place_id: spot for spot in places(unit, start, which)[1]}


def _against(pallet: Pallet, spot: Place | None, floor: Floor, *, loose: bool) -> Iterator[str]:
    """What the place, as it is by then, has against the goods; loose goods take no pallet position."""
    if spot is None:
        yield "it is gone"
        return
    now = floor.now[spot.place_id]
    for miss in misses(pallet, now):
        if not (loose and miss.constraint == "free position" and spot.slots > 0):
            yield miss.words
    apart = floor.dangers.against(pallet, now)
    if apart:
        yield apart.words
