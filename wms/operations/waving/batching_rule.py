"""Which orders of a wave share a batch: urgent ones first, neighbours on the floor together, until the cart is full.

Plain values in, plain values out: whoever plans batches better replaces this module and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stop:
    """One visit of a location: where it stands in the walking order, and how many base units are taken there."""

    location_id: int
    pick_sequence: int
    quantity: int


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """An order of the wave with its stops. A smaller `priority` is more urgent."""

    order_id: int
    priority: int
    stops: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class CartCapacity:
    """At most so many orders and so many different locations on one walk."""

    orders: int
    stops: int


def batches(orders: Sequence[BatchOrder], capacity: CartCapacity) -> tuple[tuple[int, ...], ...]:
    """Order ids by batch, the first to be walked first; every order in exactly one, however large it is."""
    found: list[tuple[int, ...]] = []
    group: list[BatchOrder] = []
    places: set[int] = set()
    for order in sorted(orders, key=_where):
        its_places = {stop.location_id for stop in order.stops}
        full = len(group) >= capacity.orders or len(places | its_places) > capacity.stops
        if group and full:
            found.append(tuple(member.order_id for member in group))
            group, places = [], set()
        group.append(order)
        places |= its_places
    if group:
        found.append(tuple(member.order_id for member in group))
    return tuple(found)


def _where(order: BatchOrder) -> tuple[int, int, int]:
    """Urgency, then the middle of the order's way along the shelves."""
    sequences = sorted(stop.pick_sequence for stop in order.stops)
    return order.priority, sequences[len(sequences) // 2] if sequences else 0, order.order_id
