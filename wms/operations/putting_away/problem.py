"""From the dock's rows to the planner's problem: what waits becomes its pallets, the building its places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select

from wms.base.errors import Problems
from wms.model.item import Item
from wms.model.words import PICKABLE, Hazard, Purpose
from wms.operations import find, settings
from wms.operations.putting_away.places import UNLIMITED_MM, hazard_word
from wms.operations.putting_away.sizes import Measure, Sizes, block, capacity
from wms.operations.putting_away.waiting import Waiting
from wms.operations.unit import Unit
from wms.planning.putaway.problem import Pallet, Place
from wms.planning.putaway.rules import misses

VISITS_PER_WEEK = {"A": 10, "B": 3, "C": 1}
_COMMON_SIZES = 50
Rooms = Counter[tuple[int, int, int]]
"""How many places there are of each length, width and height."""


class Load:
    """What is to be put away together, with everything known about its items."""

    def __init__(self, unit: Unit, waiting: Sequence[Waiting]) -> None:
        ids = {item_id for one in waiting for item_id, _, _ in one.contents}
        self.sizes = Sizes(unit.session, ids)
        self.items = {
            item.id: item
            for chunk in find.chunks(sorted(ids))
            for item in unit.session.scalars(select(Item).where(Item.id.in_(chunk)))
        }
        names = ("length_mm", "width_mm", "base_mm", "tare_g")
        self._empty = [int(settings.value(unit.session, f"putaway.pallet_{name}")) for name in names]

    @property
    def dangerous(self) -> bool:
        """Whether anything of it belongs to a hazard class."""
        return any(item.hazard is not Hazard.NONE for item in self.items.values())

    def name(self, one: Waiting) -> str:
        """What people call it."""
        return one.lpn_code or f"{one.quantity} {self.items[one.contents[0][0]].sku}"

    def pallet(self, number: int, one: Waiting, purpose: Purpose, rooms: Rooms) -> Pallet:
        """The planner's pallet; loose goods are stacked as suits most of the `rooms`."""
        length, width, height, weight = self._on_pallet(one) if one.on_pallet else self._stacked(one, rooms)
        item_id, lot_id, _ = one.contents[0]
        if len({pair[:2] for pair in one.contents}) > 1:
            item_id, lot_id = -one.lpn_id, 0
        items = [self.items[i] for i, _, _ in one.contents]
        bound = purpose in PICKABLE
        hazards = [hazard_word(item.hazard) for item in items if item.hazard is not Hazard.NONE]
        return Pallet(
            number, item_id, length, width, height, weight, lot_id, items[0].temperature.value if bound else "",
            hazards[0] if hazards and bound else "", purpose.value,
            max(VISITS_PER_WEEK.get(item.velocity, 1) for item in items),
        )  # fmt: skip

    def check_together(self, one: Waiting, problems: Problems) -> None:
        """Note what no single place can serve: several climates or hazard classes on one licence plate."""
        items = [self.items[i] for i, _, _ in one.contents]
        if len({item.temperature for item in items}) > 1:
            problems.add("{what} holds goods of several climates; take them apart.", field="lpn", what=self.name(one))
        if len({item.hazard for item in items} - {Hazard.NONE}) > 1:
            problems.add("{what} holds goods of several hazard classes; take them apart.", field="lpn",
                         what=self.name(one))  # fmt: skip

    def split(self, one: Waiting, purpose: Purpose, places: Sequence[Place]) -> list[Waiting]:
        """Loose goods in parts that the roomiest place for them can take."""
        if one.lpn_id:
            return [one]
        single = self.pallet(0, one.part(1), purpose, Counter())
        most = max((self._capacity(one, place) for place in places if not any(misses(single, place))), default=0)
        if not 0 < most < one.quantity:
            return [one]
        count, rest = divmod(one.quantity, most)
        return [one.part(most)] * count + ([one.part(rest)] if rest else [])

    def _capacity(self, one: Waiting, place: Place) -> int:
        """Base units of the goods that the place still takes; whole packages when at least one fits."""
        measure = self._measures(one)[0]
        weight, volume = -(-measure.weight_g // one.quantity), -(-measure.volume_mm3 // one.quantity)
        limits = [one.quantity, capacity(measure, place.length_mm, place.width_mm, place.height_mm)]
        limits += [place.weight_g // weight] if weight else []
        limits += [place.volume_mm3 // volume] if volume and place.volume_mm3 is not None else []
        most = max(0, min(limits))
        return most - most % measure.units if measure.units <= most < one.quantity else most

    def _measures(self, one: Waiting) -> list[Measure]:
        return [self.sizes.measure(item_id, quantity) for item_id, _, quantity in one.contents]

    def _on_pallet(self, one: Waiting) -> tuple[int, int, int, int]:
        """An ordinary pallet, as high as was measured, or else as its goods' volume makes it."""
        length, width, base, tare = self._empty
        measures = self._measures(one)
        height = one.lpn_height_mm or base + -(-sum(m.volume_mm3 for m in measures) // (length * width))
        return length, width, height, tare + sum(m.weight_g for m in measures)

    def _stacked(self, one: Waiting, rooms: Rooms) -> tuple[int, int, int, int]:
        """Loose goods, or those in a carton: stacked so low that most rooms take them."""
        measures = self._measures(one)
        weight, volume = sum(m.weight_g for m in measures), sum(m.volume_mm3 for m in measures)
        top = max(measures, key=lambda m: m.length_mm * m.width_mm * m.height_mm)
        whole = Measure(top.length_mm, top.width_mm, top.height_mm, top.units, weight, volume)
        common = rooms.most_common(_COMMON_SIZES) or [((UNLIMITED_MM,) * 3, 1)]
        shapes: Counter[tuple[int, int, int]] = Counter()
        for (long, wide, high), count in common:
            shape = block(whole, long, wide)
            shapes[shape] += count if shape[2] <= high else 0
        return *shapes.most_common(1)[0][0], weight
