"""What to take, where it may be taken, and the walk that takes it."""

from __future__ import annotations

from dataclasses import dataclass

from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import ON_FOOT, ParallelFloor, Vehicle
from wms.planning.routing.problem import Place, Route, Stop


@dataclass(frozen=True, slots=True)
class ScatteredProblem:
    """`demand` (item, quantity) to be taken from `offers`: stops whose quantity is what may be taken there."""

    floor: ParallelFloor | GraphFloor
    offers: tuple[Stop, ...]
    demand: tuple[tuple[str, int], ...]
    start: Place = ""
    vehicle: Vehicle = ON_FOOT


@dataclass(frozen=True, slots=True)
class ScatteredParams:
    """`rounds` of local search at most; it ends earlier when the bound is met."""

    seed: int = 0
    rounds: int = 180


@dataclass(frozen=True, slots=True)
class Take:
    """So much of an offer's item (by the offer's number) is taken."""

    offer: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ScatteredRoute:
    """The takes in walking order, and the walk over them; the walk's stops are the takes in this order."""

    takes: tuple[Take, ...]
    route: Route
