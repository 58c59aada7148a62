"""A floor as it was laid for some stops: where walks begin, and where one stands for each location."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wms.planning.floor.graph import GraphFloor
    from wms.planning.floor.parallel import ParallelFloor


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to stand for a location: a place of the floor, and `depth` beyond it into the dead end `into`."""

    place: Any
    into: int = 0
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Laid:
    """The floor, the name walks begin and end at, and each location's spot by id, `origin`'s too, where they begin."""

    floor: ParallelFloor | GraphFloor
    start: Any
    origin: int
    spots: dict[int, Spot]


def begins(spot: Spot) -> Spot:
    """The spot walks begin at: its way over the open floor belongs to the floor, so nothing lies beyond it."""
    return Spot(spot.place) if spot.into < 0 else spot
