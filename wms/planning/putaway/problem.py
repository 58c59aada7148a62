"""What putaway must know: the pallets on the dock and the places that are free, each with its rules.

Identifiers are the caller's own integers; lengths are millimetres, weights grams, volumes cubic millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Scope(StrEnum):
    """How far apart two hazard classes must lie: not in the same location, bay, aisle or zone."""

    LOCATION = "location"
    BAY = "bay"
    AISLE = "aisle"
    ZONE = "zone"


class Mixing(StrEnum):
    """What may share one location."""

    ANYTHING = "anything"
    ONE_ITEM = "one item"
    ONE_LOT = "one lot of one item"


@dataclass(frozen=True, slots=True)
class Segregation:
    """Two hazard classes that may not share a `scope`; a class paired with itself stands alone in it."""

    first: str
    second: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Pallet:
    """One arriving pallet (or carton). `visits_per_week` says how often it will be visited until it is used up.

    `purpose` is the kind of zone it is meant for; `turnable` allows a quarter turn on the floor.
    """

    pallet_id: int
    item_id: int
    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int
    lot_id: int | None = None
    temperature: str = "ambient"
    hazard: str = ""
    purpose: str = "reserve"
    visits_per_week: int = 1
    turnable: bool = True


@dataclass(frozen=True, slots=True)
class Content:
    """Something that already lies in a place."""

    item_id: int
    lot_id: int | None = None
    hazard: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A location with what is still free of it: `slots` pallet positions, weight, and volume (None: not limited).

    `walk_mm` leads from the dock to it, `pick_mm` from it to where its stock is needed. `hazards` are the classes it
    may hold; `fixed_item` reserves it for one item; `blocked` names why nothing may be stored.
    """

    place_id: int
    length_mm: int
    width_mm: int
    height_mm: int
    weight_g: int
    slots: int = 1
    volume_mm3: int | None = None
    zone_id: int = 0
    aisle_id: int = 0
    bay_id: int = 0
    purpose: str = "reserve"
    temperature: str = "ambient"
    hazards: frozenset[str] = frozenset()
    mixing: Mixing = Mixing.ONE_LOT
    fixed_item: int | None = None
    contents: tuple[Content, ...] = ()
    walk_mm: int = 0
    pick_mm: int = 0
    reach_s: int = 0
    blocked: str = ""

    def unit(self, scope: Scope) -> int:
        """The identity of the location, bay, aisle or zone this place belongs to."""
        match scope:
            case Scope.LOCATION:
                return self.place_id
            case Scope.BAY:
                return self.bay_id
            case Scope.AISLE:
                return self.aisle_id
            case Scope.ZONE:
                return self.zone_id


@dataclass(frozen=True, slots=True)
class PutawayWeights:
    """What matters how much, all in millimetres of walking.

    A second of reaching, a millimetre of height wasted above the pallet, the advantage of lying with the same item
    (and lot), and the price of a pallet that finds no place.
    """

    reach_mm_per_s: int = 1_000
    wasted_height: int = 5
    same_item_mm: int = 20_000
    same_lot_mm: int = 5_000
    unplaced_mm: int = 10**9


@dataclass(frozen=True, slots=True)
class PutawayProblem:
    """The pallets of one truck (or one pallet) and every place they might go to."""

    pallets: tuple[Pallet, ...]
    places: tuple[Place, ...]
    segregation: tuple[Segregation, ...] = ()
    weights: PutawayWeights = field(default_factory=PutawayWeights)


@dataclass(frozen=True, slots=True)
class Term:
    """One part of a place's cost, in words."""

    cost_mm: int
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A place that may take the pallet, with its cost and what the cost is made of."""

    place_id: int
    cost_mm: int
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One rule that refuses places: how many, and the place that misses it by least."""

    constraint: str
    places: int
    nearest_place_id: int
    smallest_excess: int
    message: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """For one pallet: the best places in order, and why the others are out."""

    pallet_id: int
    choices: tuple[Choice, ...]
    refusals: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Stowage:
    """For a truckload: the place of each pallet (None: none found), in the problem's order."""

    place_of: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class PutawayParams:
    """How long the model may work after the quick answer, and the seed it is given."""

    seconds: float = 20.0
    seed: int = 0
