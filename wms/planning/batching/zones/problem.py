"""Zones with their carts and depots, and the plan of their batches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wms.planning.batching.problem import Batches, BatchOrder, BatchProblem, Cart
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import ON_FOOT, ParallelFloor, Vehicle
from wms.planning.routing.problem import Place, Stop


@dataclass(frozen=True, slots=True)
class Zone:
    """A part of the floor picked by its own people: where its walks begin and end, its cart and vehicle."""

    name: str
    cart: Cart
    start: Place = ""
    vehicle: Vehicle = ON_FOOT


@dataclass(frozen=True, slots=True)
class ZoneProblem:
    """Orders to be picked by zones. `zone_of` names the zone of every place orders are picked at.

    Where places of two zones are reached from one spot, stops bear their location's name and `zone_of` goes by that.

    Bringing an order together costs `merge` (in the floor's unit of length) for each part beyond its first.
    """

    floor: ParallelFloor | GraphFloor
    orders: tuple[BatchOrder, ...]
    zones: tuple[Zone, ...]
    zone_of: Mapping[Place, str]
    merge: int = 0


@dataclass(frozen=True, slots=True)
class ZonePlan:
    """The batches of each zone (by its name), over the parts `parts_of` gives; and the zones each order comes from."""

    batches: Mapping[str, Batches]
    merges: Mapping[str, tuple[str, ...]]


def parts_of(problem: ZoneProblem) -> dict[str, BatchProblem]:
    """Each zone's own batching problem: of every order the stops in that zone, its sizes shared out by pieces."""
    parts: dict[str, BatchProblem] = {}
    for zone in problem.zones:
        orders = tuple(part for order in problem.orders if (part := _part(problem, order, zone.name)) is not None)
        parts[zone.name] = BatchProblem(problem.floor, orders, zone.cart, zone.start, zone.vehicle)
    return parts


def zone_at(problem: ZoneProblem, stop: Stop) -> str | None:
    """The zone of a stop: that of its location where it is named, else that of its place."""
    return problem.zone_of.get(stop.location or stop.place)


def _part(problem: ZoneProblem, order: BatchOrder, zone: str) -> BatchOrder | None:
    stops = tuple(stop for stop in order.stops if zone_at(problem, stop) == zone)
    if not stops:
        return None
    pieces, whole = sum(stop.quantity for stop in stops), max(1, order.pieces)
    return BatchOrder(
        order.key, stops, -(-order.weight * pieces // whole), -(-order.volume * pieces // whole),
        max(1, -(-order.boxes * pieces // whole)), order.piece_volume,
    )


def merges_of(problem: ZoneProblem) -> dict[str, tuple[str, ...]]:
    """The zones each order is picked in, in the order of the zones."""
    names = [zone.name for zone in problem.zones]
    return {
        order.key: tuple(n for n in names if any(zone_at(problem, stop) == n for stop in order.stops))
        for order in problem.orders
    }
