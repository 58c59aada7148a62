"""All rows of the battery, in the order they are run."""

from __future__ import annotations

from functools import partial

from tests.torture import (
    backups,
    full_disk,
    hostile,
    kills,
    long_day,
    monkey,
    planted,
    plants,
    power,
    restores,
    swaps,
    together,
    upgrades,
    windows,
)
from tests.torture.row import Row

ROWS = (
    Row("kills", "kill −9 while posting", kills.run, 10_000, 360),
    Row("power", "power loss, synchronous=FULL", power.run, 50_000, 360),
    Row("power_normal", "the same, synchronous=NORMAL (control)", power.normal, 1_000, 20, must_lose=True),
    Row("swaps", "power loss in restores and upgrades", swaps.run, 1_500, 40),
    Row("upgrades", "upgrades killed", upgrades.run, 500, 60),
    Row("backups", "backups under load, killed", backups.run, 500, 90),
    Row("restores", "restores killed", restores.run, 500, 70),
    Row("together_2", "2 stations on one file", partial(together.run, stations=2), 10_000, 40, split=False),
    Row("together_4", "4 stations on one file", partial(together.run, stations=4), 20_000, 70, split=False),
    Row("together_16", "16 stations on one file", partial(together.run, stations=16), 80_000, 400, split=False),
    Row("hostile", "hostile scans, files, databases", hostile.run, 1_000_000, 180),
    Row("windows_2", "2 whole windows on one file", partial(windows.run, windows=2), 100, 60, split=False),
    Row("windows_4", "4 whole windows on one file", partial(windows.run, windows=4), 200, 60, split=False),
    Row("long_day", "random warehouse day, steps", long_day.run, 1_000_000, 300),
    Row("planted", "planted faults, each noticed by a test", planted.run, len(plants.PLANTS), 150),
    Row("monkey", "monkey at the window, seconds", monkey.run, 1_800, 150, split=False),
    Row("full_disk", "the disk is full at each write", full_disk.run, 600, 60),
)


def named(name: str) -> Row:
    """The row of that name."""
    return next(row for row in ROWS if row.name == name)
