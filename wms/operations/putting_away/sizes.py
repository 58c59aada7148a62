"""How large and heavy goods are, told from their packaging levels, and how they stack.

Weight and volume are those the hard rules count (`fitting`), so that what is proposed is also accepted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.model.item import PackagingLevel
from wms.operations import find, fitting


@dataclass(frozen=True, slots=True)
class Measure:
    """Goods as they lie: the largest package among them (millimetres, base units), all their weight and volume."""

    length_mm: int
    width_mm: int
    height_mm: int
    units: int
    weight_g: int
    volume_mm3: int

    @property
    def packages(self) -> int:
        """How many of the largest package take the same room."""
        one = self.length_mm * self.width_mm * self.height_mm
        return max(1, -(-self.volume_mm3 // one)) if one else 1


class Sizes:
    """The packages, weights and volumes of some items, read together."""

    def __init__(self, session: Session, item_ids: Iterable[int]) -> None:
        ids = set(item_ids)
        self._pieces = fitting.pieces(session, ids)
        self._levels: dict[int, list[PackagingLevel]] = {}
        for chunk in find.chunks(sorted(ids)):
            chosen = select(PackagingLevel).where(PackagingLevel.item_id.in_(chunk))
            for level in session.scalars(chosen.order_by(PackagingLevel.units.desc())):
                self._levels.setdefault(level.item_id, []).append(level)

    def measure(self, item_id: int, quantity: int) -> Measure:
        """The goods in the largest packages they fill. What is not known counts as nothing."""
        piece = self._pieces.get(item_id, fitting.Piece())
        weight, volume = piece.weight_g * quantity, piece.volume_mm3 * quantity
        levels = self._levels.get(item_id, ())
        sized = (one for one in levels if one.units <= quantity and one.length_mm and one.width_mm and one.height_mm)
        if largest := next(sized, None):
            return Measure(largest.length_mm, largest.width_mm, largest.height_mm, largest.units, weight, volume)
        return Measure(0, 0, 0, 1, weight, volume)


def block(measure: Measure, length_mm: int, width_mm: int) -> tuple[int, int, int]:
    """Length, width and height of the goods stacked on a floor of that size, as low as they go.

    The floor's own size is not checked: a package that is larger than it sticks out, and the rules will see it.
    """
    if not measure.length_mm or not measure.width_mm:
        return 0, 0, 0
    one, two = (measure.length_mm, measure.width_mm), (measure.width_mm, measure.length_mm)
    long, wide = max((one, two), key=lambda side: (length_mm // side[0]) * (width_mm // side[1]))
    in_row, rows = max(1, length_mm // long), max(1, width_mm // wide)
    layers = -(-measure.packages // (in_row * rows))
    in_layer = min(measure.packages, in_row * rows)
    return min(in_layer, in_row) * long, -(-in_layer // in_row) * wide, layers * measure.height_mm


def capacity(measure: Measure, length_mm: int, width_mm: int, height_mm: int) -> int:
    """How many base units of goods packed like this can be stacked in a room of that size."""
    if not measure.length_mm or not measure.width_mm or not measure.height_mm:
        return 10**12
    straight = (length_mm // measure.length_mm) * (width_mm // measure.width_mm)
    turned = (length_mm // measure.width_mm) * (width_mm // measure.length_mm)
    return max(straight, turned) * (height_mm // measure.height_mm) * measure.units
