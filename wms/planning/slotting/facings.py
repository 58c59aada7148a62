"""How many facings an item needs: so many that nobody refills it more often than the house wants."""

from __future__ import annotations

from wms.planning.slotting.problem import PickLocation


def units_held(unit_mm: tuple[int, int, int], unit_g: int, location: PickLocation) -> int:
    """Units of one item that a location holds: stacked in straight rows, turned on the spot if that holds more."""
    width, depth, height = (max(1, side) for side in unit_mm)
    layers = location.height_mm // height
    straight = (location.width_mm // width) * (location.depth_mm // depth)
    turned = (location.width_mm // depth) * (location.depth_mm // width)
    by_weight = location.max_weight_g // unit_g if unit_g else straight * layers + turned * layers
    return int(min(max(straight, turned) * layers, by_weight))


def facings_needed(units_a_day: int, held: int, replenishments_a_day: float) -> int:
    """The fewest facings of `held` units each that need no more than so many replenishments a day together.

    ValueError where not even one unit fits into the location.
    """
    if held < 1:
        raise ValueError("not one unit fits into the location")
    return max(1, -(-units_a_day // max(1, int(held * replenishments_a_day))))
