"""How large the demo is: small to try things, medium to work with, large to see whether it stays fast."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Size:
    """Items, the drawn building's aisles and bays, and how busy a day is."""

    items: int
    forward_aisles: int
    forward_bays: int
    special_aisles: int
    special_bays: int
    reserve_aisles: int
    reserve_bays: int
    docks: int
    benches: int
    lanes: int
    customers: int
    suppliers: int
    orders_a_day: int
    pickers: int
    past_days: int


SIZES = {
    "small": Size(300, 4, 14, 1, 8, 4, 10, 2, 2, 3, 40, 8, 40, 4, 3),
    "medium": Size(3_000, 14, 36, 1, 30, 10, 28, 4, 6, 6, 400, 40, 250, 12, 2),
    "large": Size(20_000, 36, 80, 2, 80, 24, 60, 8, 16, 12, 3_000, 200, 900, 40, 1),
}
"""The three sizes by name."""
