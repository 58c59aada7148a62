"""What a walk must do, and what a walk is."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import ON_FOOT, ParallelFloor, Vehicle

Place = Any
"""Where somebody can stand: (aisle, y) on parallel floors, ("depot", name), or a name of the graph."""

SHORTEST, S_SHAPE, RETURN, MIDPOINT, LARGEST_GAP, COMBINED = (
    "shortest", "s-shape", "return", "midpoint", "largest gap", "combined",
)
POLICIES = (SHORTEST, S_SHAPE, RETURN, MIDPOINT, LARGEST_GAP, COMBINED)


@dataclass(frozen=True, slots=True)
class Stop:
    """One pick: where to stand, what to take there, and how many seconds the taking needs (walking and reach apart)."""

    place: Place
    location: str = ""
    side: str = ""
    level: int = 0
    item: str = ""
    quantity: int = 1
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class RouteProblem:
    """Stops to visit on one walk from `start` to `end`; the walk ends where it began when no end is given.

    On parallel floors `start` and `end` name depots (the first depot when empty), on graphs they name places.
    """

    floor: ParallelFloor | GraphFloor
    stops: tuple[Stop, ...]
    start: Hashable = ""
    end: Hashable | None = None
    vehicle: Vehicle = ON_FOOT


@dataclass(frozen=True, slots=True)
class RouteParams:
    """`policy` is one of POLICIES; `seed` and `rounds` steer the search on graphs with many stops.

    `prove` asks for a proof by integer programming where search and bound do not meet.
    """

    policy: str = SHORTEST
    seed: int = 0
    rounds: int = 400
    prove: bool = True


@dataclass(frozen=True, slots=True)
class Route:
    """A walk: `order` lists the stops' numbers as they are picked, `line` every place walked through, ends included.

    `length` is in the floor's unit, `seconds` counts walking (at the vehicle's speed), reaching and picking.
    """

    order: tuple[int, ...]
    line: tuple[Place, ...]
    length: int
    seconds: int
