"""How fast the house works, as it is set: people, seconds for each piece of work, docks; for questions about time.

Each figure is looked up in the settings by the database itself; a setting nobody changed has the default given here.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, cast, func, literal, select

from wms.model.records import Setting
from wms.model.types import Int64

DEFAULTS = {
    "waving.pickers": 4, "waving.packers": 2, "waving.pick_seconds": 30, "waving.pack_seconds": 90,
    "waving.load_seconds": 20, "waving.handling_minutes": 30,
}  # fmt: skip
"""The settings these questions rest on; a test holds them to the list of all settings."""


@dataclass(frozen=True, slots=True)
class Pace:
    """People, and what a pick, packing an order, loading it, and bringing it to the truck take (seconds)."""

    pickers: int
    packers: int
    pick_s: int
    pack_s: int
    load_s: int
    handling_s: int


def setting(name: str) -> ColumnElement[int]:
    """A setting that is a whole number, as a column."""
    found = select(cast(Setting.value, Int64)).where(Setting.name == name)
    return func.coalesce(found.scalar_subquery(), literal(DEFAULTS[name], Int64))


def pace(connection: Connection) -> Pace:
    """The pace as it is set now."""
    row = connection.execute(select(*(setting(name).label(name) for name in DEFAULTS))).one()
    figures: dict[str, int] = {name.removeprefix("waving."): value for name, value in row._mapping.items()}
    return Pace(
        figures["pickers"], figures["packers"], figures["pick_seconds"], figures["pack_seconds"],
        figures["load_seconds"], 60 * figures["handling_minutes"],
    )  # fmt: skip
