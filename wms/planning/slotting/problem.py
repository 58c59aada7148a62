"""What slotting must know: the items to be picked, the forward pick locations, the house rules and the orders.

Identifiers are the caller's own integers. Sizes are millimetres, weights grams, times seconds. Where orders are given
the plan is judged by their true walks; without them by `walk_mm`, the walk one pick costs at a location. Reaching up
or down counts as the walk the picker could have done in that time (`speed_mm_s`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wms.planning.floor.parallel import ParallelFloor

ANY_SIZE = 1 << 30
AMBIENT = frozenset({"ambient"})


@dataclass(frozen=True, slots=True)
class PickLocation:
    """One forward pick location, reached from the middle of `aisle` at `y_mm`.

    `walk_mm` is the walk there and back for one pick. `place` is its row in the problem's `walks`, where the floor is
    not one of parallel aisles. Neighbours are the next `y_mm` on the same side and level, and the level above or below.
    """

    location_id: int
    walk_mm: int
    aisle: int = 0
    y_mm: int = 0
    side: int = 0
    level: int = 0
    width_mm: int = ANY_SIZE
    depth_mm: int = ANY_SIZE
    height_mm: int = ANY_SIZE
    max_weight_g: int = ANY_SIZE
    zone: str = ""
    conditions: frozenset[str] = AMBIENT
    reach_s: int = 0
    place: int = -1


@dataclass(frozen=True, slots=True)
class SlottedItem:
    """An item with what one facing of it holds: outer sizes (it may be turned on the spot) and weight.

    `picks` are expected visits in the horizon, shared evenly by the `facings`. `zones` empty means any zone.
    `hazard` is an IMDG class. Items of one `look_alike` group are easily mistaken for each other.
    """

    item_id: int
    picks: int
    width_mm: int = 0
    depth_mm: int = 0
    height_mm: int = 0
    weight_g: int = 0
    condition: str = "ambient"
    zones: frozenset[str] = frozenset()
    hazard: str = ""
    family: str = ""
    look_alike: str = ""
    facings: int = 1

    @property
    def cube_mm3(self) -> int:
        """The space all its facings ask for; the cube of the cube-per-order index."""
        return max(1, self.width_mm) * max(1, self.depth_mm) * max(1, self.height_mm) * self.facings


@dataclass(frozen=True, slots=True)
class PastOrder:
    """The items of one order (or of one forecast walk), each once, and how much the order weighs."""

    items: tuple[int, ...]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class SlottingRules:
    """The house rules. Loads of `heavy_g` and more stay on levels up to `heavy_top_level`.

    Families of `together` lie in one aisle each; the two families of a pair in `apart` never share an aisle. Hazard
    classes keep the IMDG grades, "away from" being `away_mm` along the aisle, "longitudinally" a zone `far_mm` away.
    No aisle may have more than `aisle_share_permille` of all picks.
    """

    heavy_g: int = ANY_SIZE
    heavy_top_level: int = 0
    together: frozenset[str] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()
    segregate: bool = True
    away_mm: int = 3_000
    far_mm: int = 24_000
    aisle_share_permille: int = 1_000


@dataclass(frozen=True)
class SlottingProblem:
    """Everything at once. `floor` or `walks` tell how orders walk: one of them is needed when there are orders.

    `walks[i][j]` is the walk from place i to place j; a walk begins at `start_place` and ends at `end_place`.
    `current` says where each item lies today: item → its locations, one a facing. Savings are told per day of the
    `horizon_days` the orders or picks stand for.
    """

    items: tuple[SlottedItem, ...]
    locations: tuple[PickLocation, ...]
    rules: SlottingRules = field(default_factory=SlottingRules)
    orders: tuple[PastOrder, ...] = ()
    floor: ParallelFloor | None = None
    walks: tuple[tuple[int, ...], ...] = ()
    start_place: int = 0
    end_place: int = 0
    speed_mm_s: int = 1_000
    horizon_days: int = 1
    current: Mapping[int, tuple[int, ...]] = field(default_factory=dict)

    @cached_property
    def table(self) -> NDArray[np.int64]:
        """`walks` as a square array."""
        return np.array(self.walks, np.int64).reshape(len(self.walks), -1)


@dataclass(frozen=True, slots=True)
class SlottingParams:
    """`seed` makes a run repeatable; `steps` bounds the search (None: until the watch stops it, or one minute)."""

    seed: int = 0
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class ItemReason:
    """Why an item lies where it does. `saving_mm_day` is the walk saved against `come_from`, if it had a place."""

    item_id: int
    come_from: tuple[int, ...]
    locations: tuple[int, ...]
    saving_mm_day: int
    message: str


@dataclass(frozen=True, slots=True)
class Slotting:
    """The answer: item → its locations, facing by facing; and what the whole costs before and after."""

    locations: Mapping[int, tuple[int, ...]]
    before_mm: int | None
    after_mm: int
    items: tuple[ItemReason, ...] = ()
