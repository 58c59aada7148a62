"""What allocation must know: the open order lines, the stock that could serve them, and who already holds some of it.

Identifiers are the caller's own integers. Quantities are base units, days are proleptic ordinals
(`date.toordinal()`), walking is millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rotation(StrEnum):
    """Which stock must leave first. Under FEFO stock without an expiry date leaves last, the oldest receipt first."""

    FEFO = "first expired, first out"
    FIFO = "first in, first out"
    LIFO = "last in, first out"
    WHOLE_LPN = "whole licence plates first, the rest by first expired"


@dataclass(frozen=True, slots=True)
class DemandOrder:
    """One order. A smaller `priority` is served first, then the earlier `due` (seconds), then the smaller id."""

    order_id: int
    priority: int = 0
    due: int = 0
    ship_complete: bool = False


@dataclass(frozen=True, slots=True)
class DemandLine:
    """What one order line still needs. `lot_id` asks for one lot; `min_life_days` counts from the problem's `day`."""

    line_id: int
    order_id: int
    item_id: int
    quantity: int
    owner_id: int = 0
    rotation: Rotation = Rotation.FEFO
    min_life_days: int = 0
    lot_id: int | None = None


@dataclass(frozen=True, slots=True)
class StockRow:
    """Stock of one key at one location. `free` = on hand − already allocated.

    `blocked` names a status that forbids use; `whole` says that the row is all its licence plate carries;
    `walk_mm` is what one visit to the location costs.
    """

    row_id: int
    item_id: int
    location_id: int
    on_hand: int
    free: int
    owner_id: int = 0
    received_day: int = 0
    expiry_day: int | None = None
    lot_id: int | None = None
    lpn_id: int | None = None
    whole: bool = True
    blocked: str = ""
    walk_mm: int = 0


@dataclass(frozen=True, slots=True)
class Holding:
    """Stock of a row that an earlier allocation already gave to an order: only told in explanations."""

    row_id: int
    order_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class AllocationProblem:
    """Everything at once. `day` is the day on which remaining shelf life is measured (the day of shipping).

    Rows whose rotation dates lie within `window_days` of the oldest count as equally old.
    """

    orders: tuple[DemandOrder, ...]
    lines: tuple[DemandLine, ...]
    stock: tuple[StockRow, ...]
    day: int = 0
    window_days: int = 0
    holdings: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class Take:
    """One touch: `quantity` of a stock row set aside for a line."""

    line_id: int
    row_id: int
    quantity: int


class Cause(StrEnum):
    """Why a line did not get all it asked for."""

    NO_STOCK = "no stock"
    BLOCKED = "blocked"
    SHORT_LIFE = "too little shelf life left"
    OTHER_LOT = "another lot"
    TAKEN = "taken by another order"
    INCOMPLETE = "the order ships complete or not at all"


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause with its quantity; `order_id` names the order that holds the stock, or is None."""

    cause: Cause
    quantity: int
    message: str
    order_id: int | None = None


@dataclass(frozen=True, slots=True)
class Short:
    """A line that lacks `quantity`, with everything that stood in its way."""

    line_id: int
    quantity: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Allocation:
    """The answer: takes in the order they were decided, and the lines that came off short."""

    takes: tuple[Take, ...]
    shorts: tuple[Short, ...]


@dataclass(frozen=True, slots=True)
class AllocationParams:
    """`improve` exchanges stock between lines of equal age so that fewer touches remain."""

    improve: bool = True
    seed: int = 0


NEVER = 10**9
"""Where stock without an expiry date begins in the order of leaving: later than any real date."""


def rotation_key(rule: Rotation, row: StockRow) -> int:
    """The day by which `rule` sorts a row: the smallest leaves first."""
    if rule is Rotation.FIFO:
        return row.received_day
    if rule is Rotation.LIFO:
        return -row.received_day
    return row.expiry_day if row.expiry_day is not None else NEVER + row.received_day


def lasts(row: StockRow, line: DemandLine, day: int) -> bool:
    """Whether enough shelf life is left for this line; stock that expired before `day` never is."""
    return row.expiry_day is None or row.expiry_day >= day + line.min_life_days


def usable(row: StockRow, line: DemandLine, day: int) -> bool:
    """Whether a row may serve a line at all, whatever is left of it."""
    return (
        row.item_id == line.item_id
        and row.owner_id == line.owner_id
        and not row.blocked
        and (line.lot_id is None or row.lot_id == line.lot_id)
        and lasts(row, line, day)
    )
