"""What a warehouse may set for itself: every setting with its default and meaning, kept in the database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.model.records import Setting


@dataclass(frozen=True, slots=True)
class Known:
    """A setting's default and what it means."""

    default: Any
    help: str


SETTINGS: dict[str, Known] = {
    "site.demo": Known(False, "Whether this warehouse is made up, to try things on; the window says so plainly."),
    "receiving.over_tolerance_percent": Known(10, "How many percent more than announced may be received."),
    "adjusting.limit_minor": Known(50_000, "Above this value (minor units) an adjustment needs a second person."),
    "counting.recount_percent": Known(5, "A count that differs by more than this percentage is counted again."),
    "putaway.pallet_length_mm": Known(1_200, "How long an ordinary pallet is."),
    "putaway.pallet_width_mm": Known(800, "How wide an ordinary pallet is."),
    "putaway.pallet_base_mm": Known(144, "How high an empty pallet is."),
    "putaway.pallet_tare_g": Known(25_000, "What an empty pallet weighs."),
    "putaway.model_limit": Known(60, "A truckload of more pieces than this is placed by the quick rule alone."),
    "ordering.due_hours": Known(24, "An order that does not say when it is due is due so many hours after its entry."),
    "allocating.window_days": Known(0, "Stock whose dates lie within so many days counts as equally old."),
    "allocating.reserve_detour_mm": Known(1_000_000, "The walk that one visit to the reserve counts for."),
    "waving.window_minutes": Known(60, "Orders whose cut-offs lie within so many minutes may share a wave."),
    "waving.wave_lines": Known(2_000, "How many order lines a wave holds at most."),
    "waving.method": Known("batch", "How waves are picked unless a release says otherwise: discrete, batch or zone."),
    "waving.batch_orders": Known(12, "How many orders one picker's cart carries at most."),
    "waving.batch_stops": Known(60, "How many stops one walk has at most."),
    "waving.exact_routes": Known(True, "Whether the picks of a walk follow its shortest route through the building."),
    "waving.pickers": Known(4, "How many people pick, for planning waves."),
    "waving.packers": Known(2, "How many people pack, for planning waves."),
    "waving.pick_seconds": Known(30, "What one pick takes, with its share of the walk, for planning waves."),
    "waving.pack_seconds": Known(90, "What packing one order takes, for planning waves."),
    "waving.handling_minutes": Known(30, "How long after its picking a wave is loaded, for planning waves."),
    "waving.load_seconds": Known(20, "What loading one order takes at a dock, for planning waves; 0: docks do not "
                                "count."),
    "waving.staging_percent": Known(60, "How much of a staging lane's room goods fill, for planning waves; 0: lanes do "
                                    "not count."),
    "planning.forecast": Known(True, "Whether plans count with what the forecast says will still be ordered."),
    "planning.keep_free_percent": Known(50, "How much of the pickers' time at most is kept free for orders to come."),
    "replenishing.movers": Known(1, "How many people bring goods from reserve to forward pick locations."),
    "replenishing.horizon_minutes": Known(480, "Within so many minutes forward pick locations are filled again."),
    "replenishing.handling_seconds": Known(120, "What one trip from reserve takes beside the way."),
    "replenishing.forecast_days": Known(1, "For how many days of forecast demand forward pick locations are filled; 0: "
                                        "for known orders only."),
    "reporting.target_dock_minutes": Known(240, "Minutes from check-in to the putaway's end to aim at; 0: no target."),
    "reporting.target_lines_per_hour": Known(60, "Pick lines an hour of walking to aim at; 0: no target."),
    "reporting.target_fill_percent": Known(98, "Percent of orders shipped in full to aim at; 0: no target."),
    "reporting.target_on_time_percent": Known(98, "Percent of orders shipped in time to aim at; 0: no target."),
    "reporting.target_accuracy_percent": Known(99, "Percent of counted lines as in the books to aim at; 0: no target."),
    "reporting.target_space_percent": Known(85, "Percent of the places in use that should not be passed; 0: no "
                                            "target."),
    "reporting.co2_g_per_km": Known(0, "Grams of CO₂ for each kilometre that goods are driven inside the house; 0: "
                                       "worked out from what the trucks use."),
    "reporting.truck_energy_per_hour": Known(4_500, "What a truck uses in an hour by its type sheet (EN 16796 or VDI "
                                             "2198), in Wh, or in ml of fuel."),
    "reporting.co2_g_per_unit": Known(207, "Grams of CO₂ of one kWh (207: United Kingdom 2024, by its government's "
                                      "conversion factors), or of one litre (diesel: 2662)."),
    "shipping.weight_tolerance_percent": Known(10, "How far a carton's weight may be from what is expected."),
}
"""Every setting there is; others are refused."""


def value(session: Session, name: str) -> Any:
    """The setting's value in this database, or its default."""
    stored = session.scalar(select(Setting).where(Setting.name == name))
    return SETTINGS[name].default if stored is None else stored.value
