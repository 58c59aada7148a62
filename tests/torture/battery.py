"""All rows of the battery, in the order they are run."""

from __future__ import annotations

from tests.torture import kills, power, swaps, upgrades
from tests.torture.row import Row

ROWS = (
    Row("kills", "kill −9 while posting", kills.run, 10_000, 360),
    Row("power", "power loss, synchronous=FULL", power.run, 50_000, 360),
    Row("power_normal", "the same, synchronous=NORMAL (control)", power.normal, 1_000, 20, must_lose=True),
    Row("swaps", "power loss in restores and upgrades", swaps.run, 1_500, 40),
    Row("upgrades", "upgrades killed", upgrades.run, 500, 60),
)


def named(name: str) -> Row:
    """The row of that name."""
    return next(row for row in ROWS if row.name == name)
