"""A floor worked out for drawing: its spots and zones, and where each code is. Made off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass

from wms.gui.map.finding import Finder
from wms.gui.map.floor import Floor, Place
from wms.gui.map.placing import Box, Region, Spot, around, regions, spots


@dataclass(frozen=True)
class Laid:
    """`where` is the number of each code's spot, `standing` are the numbers of spots on the open floor."""

    floor: Floor
    spots: tuple[Spot, ...]
    regions: tuple[Region, ...]
    finder: Finder
    where: dict[str, int]
    standing: tuple[int, ...]
    bounds: Box

    def spot(self, code: str) -> Spot | None:
        """The spot where a place is, if it is on this floor."""
        return self.spots[self.where[code]] if code in self.where else None

    def place(self, code: str) -> Place | None:
        """The place with this code, if it is on this floor."""
        spot = self.spot(code)
        return next(place for place in spot.places if place.code == code) if spot else None


def lay(floor: Floor) -> Laid:
    """Work out where everything is drawn."""
    drawn = tuple(spots(floor))
    zones = tuple(regions(floor, drawn))
    return Laid(
        floor, drawn, zones, Finder(drawn),
        {place.code: number for number, spot in enumerate(drawn) for place in spot.places},
        tuple(number for number, spot in enumerate(drawn) if spot.places[0].level == 0),
        _bounds(floor, [*(region.box for region in zones), *(spot.box for spot in drawn)]),
    )  # fmt: skip


def _bounds(floor: Floor, boxes: list[Box]) -> Box:
    """The building, and what is drawn beyond it; ten metres where nothing is known."""
    if floor.width and floor.depth:
        boxes.append(Box(0, 0, floor.width, floor.depth))
    return around(boxes) or Box(0, 0, 10_000, 10_000)
