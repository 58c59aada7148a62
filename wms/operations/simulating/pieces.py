"""A day's work as it stands in the books: picks, orders, walks, people. Plain values, from which scenarios are made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from enum import IntEnum

from wms.operations.planning.drawing import Drawing
from wms.operations.planning.morning import Morning
from wms.operations.simulating.learning import Learnt


class Stands(IntEnum):
    """How far an order is when the day begins."""

    TO_PICK = 0
    PICKED = 1
    PACKED = 2


@dataclass(frozen=True, slots=True)
class Pick:
    """One thing to take: its allocation or task by id, whose it is, and where."""

    pick_id: int
    order_id: int
    location_id: int
    item_id: int
    level: int
    pick_sequence: int


@dataclass(frozen=True, slots=True)
class Demand:
    """An order of the day: when its truck leaves (seconds after the day's begin), and how much it is.

    `overdue` when its own truck has left already. On a past day only orders that were packed that day do `packs`.
    """

    order_id: int
    number: str
    cutoff_s: int
    priority: int
    litres: int = 0
    stands: Stands = Stands.TO_PICK
    ready_s: int = 0
    overdue: bool = False
    packs: bool = True


@dataclass(frozen=True, slots=True)
class Given:
    """A walk that is in the books: its picks in order, and when it may begin.

    `begun` walks stay as they are whatever is tried. `picker` is the place of the one who walked it (−1: anybody).
    """

    number: str
    picks: tuple[int, ...]
    release_s: int
    begun: bool = False
    picker: int = -1


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works when nothing else is wished: (from, until) in seconds for each."""

    pickers: tuple[tuple[int, int], ...]
    packers: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Actual:
    """What really happened on a past day (seconds after its begin). `by_hour` are lines picked, from hour 0 on.

    `walks` are the seconds each took, by number; `packed_s` is None when nothing was packed.
    """

    picked_s: int
    packed_s: int | None
    by_hour: tuple[int, ...]
    walks: dict[str, float]


@dataclass(frozen=True, slots=True)
class Known:
    """Everything a scenario is made from. `begins` is the full hour the clock counts from; people come `from_s` on.

    `proposed` are wave plans by number: when each releases an order, by its number.
    `unready` are orders of the day without stock set aside: they are no part of it.
    """

    site_id: int
    begins: datetime
    midnight_s: int
    from_s: int
    until_s: int
    orders: tuple[Demand, ...]
    picks: tuple[Pick, ...]
    walks: tuple[Given, ...]
    crew: Crew
    drop_id: int
    drawn: Drawing
    learnt: Learnt
    cart: tuple[int, int]
    load_s: int
    docks: int = 0
    staging: int = 0
    unready: int = 0
    morning: Morning | None = None
    proposed: dict[str, dict[str, int]] = field(default_factory=dict)
    actual: Actual | None = None
    zone: tzinfo = UTC

    def clock(self, seconds: float) -> str:
        """The time of day on the site's wall; with its day when that is another than the first."""
        local = (self.begins + timedelta(seconds=seconds)).astimezone(self.zone)
        today = local.date() == self.begins.astimezone(self.zone).date()
        return f"{local:%H:%M}" if today else f"{local:%m-%d %H:%M}"

    def aisle(self, aisle_id: int) -> str:
        """What people call an aisle."""
        return next((line.code for line in self.drawn.lines if line.line_id == aisle_id), str(aisle_id))
