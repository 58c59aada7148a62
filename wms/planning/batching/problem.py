"""Orders waiting to be picked, the cart that carries them, and what a plan of batches is."""

from __future__ import annotations

from dataclasses import dataclass

from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.parallel import ON_FOOT, ParallelFloor, Vehicle
from wms.planning.routing.problem import Place, Stop


@dataclass(frozen=True, slots=True)
class BatchOrder:
    """An order with its picks and what it takes on a cart. Weight in grams, volume in cubic centimetres.

    `boxes` is how many boxes it needs for itself; `piece_volume` the volume of its largest piece.
    """

    key: str
    stops: tuple[Stop, ...]
    weight: int = 0
    volume: int = 0
    boxes: int = 1
    piece_volume: int = 1

    @property
    def pieces(self) -> int:
        """How many pieces it takes from the shelves."""
        return sum(stop.quantity for stop in self.stops)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it is picked, each place once."""
        return tuple(dict.fromkeys(stop.place for stop in self.stops))


@dataclass(frozen=True, slots=True)
class Cart:
    """What one walk can carry; None is no limit.

    With `boxes` the cart has that many boxes of `box_volume` each. Where orders may be `mixed` in a box only their
    volume counts, otherwise every order has its own boxes.
    """

    pieces: int | None = None
    weight: int | None = None
    volume: int | None = None
    lines: int | None = None
    orders: int | None = None
    boxes: int | None = None
    box_volume: int | None = None
    mixed: bool = True

    def limits(self, orders: tuple[BatchOrder, ...]) -> list[tuple[str, int, list[int]]]:
        """The rules in force: name, limit of a cart, and what each order uses of it.

        Mixed boxes: pieces no larger than v fill every box but the last beyond box_volume − v, so whatever fits in
        boxes × (box_volume − v + 1) can be packed in them; for v = 1 that is all of the volume.
        """
        rules = [
            ("pieces", self.pieces, [order.pieces for order in orders]),
            ("weight", self.weight, [order.weight for order in orders]),
            ("volume", self.volume, [order.volume for order in orders]),
            ("lines", self.lines, [len(order.stops) for order in orders]),
            ("orders", self.orders, [1] * len(orders)),
        ]
        if self.boxes is not None and self.mixed and self.box_volume is not None:
            largest = max((order.piece_volume for order in orders), default=1)
            room = self.boxes * max(0, self.box_volume - largest + 1)
            rules.append(("boxes", room, [order.volume for order in orders]))
        elif self.boxes is not None:
            rules.append(("boxes", self.boxes, [order.boxes for order in orders]))
        return [(name, limit, uses) for name, limit, uses in rules if limit is not None]


@dataclass(frozen=True, slots=True)
class BatchProblem:
    """Orders to be picked in walks from and to the depot `start` with one kind of cart and vehicle."""

    floor: ParallelFloor | GraphFloor
    orders: tuple[BatchOrder, ...]
    cart: Cart
    start: Place = ""
    vehicle: Vehicle = ON_FOOT


@dataclass(frozen=True, slots=True)
class BatchParams:
    """`rounds` is how often search and model take turns at most (0: a short annealing alone, nothing is proven);
    `moves` how many moves one search makes per order.

    Where no more than `exact_batches` batches fit a cart and `prove` is set, all are listed and the choice is proven.
    """

    seed: int = 0
    rounds: int = 100
    moves: int = 12_000
    exact_batches: int = 2_000_000
    prove: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """Orders (their numbers in the problem) picked on one walk of `length`."""

    orders: tuple[int, ...]
    length: int


@dataclass(frozen=True, slots=True)
class Batches:
    """A plan of batches; every order is in exactly one."""

    batches: tuple[Batch, ...]
