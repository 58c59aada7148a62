"""Whether a place takes a pallet, and if not, by how much each rule is missed; and what the place would cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from wms.planning.putaway.problem import Content, Mixing, Pallet, Place, PutawayWeights, Scope, Segregation, Term


class Miss(NamedTuple):
    """A rule that a place breaks for a pallet. `excess` is in the rule's own unit, 1 for yes-or-no rules."""

    constraint: str
    excess: int
    words: str


def misses(pallet: Pallet, place: Place) -> Iterator[Miss]:
    """Every rule between the pallet and the place alone, what already lies in it included."""
    yield from _fit(pallet, place)
    yield from _kind(pallet, place)
    yield from _mixing(pallet, place)


def admits(pallet: Pallet, place: Place) -> bool:
    """Whether no such rule is missed."""
    return next(misses(pallet, place), None) is None


def _fit(pallet: Pallet, place: Place) -> Iterator[Miss]:
    if place.slots < 1:
        yield Miss("free position", 1, "no free position")
    floor = _floor_excess(pallet, place)
    if floor > 0:
        yield Miss("floor size", floor, f"{floor} mm too small on the floor")
    for constraint, excess, words in (
        ("height", pallet.height_mm - place.height_mm, "mm too low"),
        ("weight", pallet.weight_g - place.weight_g, "g too weak"),
        ("volume", volume(pallet) - place.volume_mm3 if place.volume_mm3 is not None else 0, "mm³ too small"),
    ):
        if excess > 0:
            yield Miss(constraint, excess, f"{excess} {words}")


def _floor_excess(pallet: Pallet, place: Place) -> int:
    straight = max(pallet.length_mm - place.length_mm, pallet.width_mm - place.width_mm)
    turned = max(pallet.width_mm - place.length_mm, pallet.length_mm - place.width_mm)
    return min(straight, turned) if pallet.turnable else straight


def volume(pallet: Pallet) -> int:
    """The pallet's volume in cubic millimetres."""
    return pallet.length_mm * pallet.width_mm * pallet.height_mm


def _kind(pallet: Pallet, place: Place) -> Iterator[Miss]:
    if place.blocked:
        yield Miss("blocked", 1, f"blocked: {place.blocked}")
    if pallet.purpose != place.purpose:
        yield Miss("zone purpose", 1, f"meant for {place.purpose}, not {pallet.purpose}")
    if pallet.temperature != place.temperature:
        yield Miss("temperature", 1, f"{place.temperature}, not {pallet.temperature}")
    if pallet.hazard and pallet.hazard not in place.hazards:
        yield Miss("hazard class", 1, f"not for hazard class {pallet.hazard}")
    if place.fixed_item not in (None, pallet.item_id):
        yield Miss("fixed item", 1, f"kept for item {place.fixed_item}")


def _mixing(pallet: Pallet, place: Place) -> Iterator[Miss]:
    if place.mixing is Mixing.ANYTHING:
        return
    if any(content.item_id != pallet.item_id for content in place.contents):
        yield Miss("mixing", 1, "holds another item")
    elif place.mixing is Mixing.ONE_LOT and any(content.lot_id != pallet.lot_id for content in place.contents):
        yield Miss("mixing", 1, "holds another lot")


def clash(rule: Segregation, hazard: str, other: str) -> bool:
    """Whether the rule keeps these two hazard classes apart."""
    return (hazard, other) in ((rule.first, rule.second), (rule.second, rule.first))


class Dangers:
    """Which hazard classes lie in which location, bay, aisle and zone, so that nobody looks at all places for each."""

    def __init__(self, rules: tuple[Segregation, ...], places: Iterable[Place]) -> None:
        self._rules = rules
        self._scopes = {rule.scope for rule in rules}
        self._there: dict[tuple[Scope, int], dict[str, None]] = defaultdict(dict)
        for place in places:
            for content in place.contents:
                self.note(place, content.hazard)

    def note(self, place: Place, hazard: str) -> None:
        """Something lies there now; "" is no hazard."""
        if hazard:
            for scope in self._scopes:
                self._there[scope, place.unit(scope)][hazard] = None

    def against(self, pallet: Pallet, place: Place) -> Miss | None:
        """The first rule of segregation that what lies near the place sets against this pallet."""
        for rule in self._rules if pallet.hazard else ():
            there = self._there.get((rule.scope, place.unit(rule.scope)), {})
            hazard = next((other for other in there if clash(rule, pallet.hazard, other)), None)
            if hazard:
                return Miss("segregation", 1, f"hazard class {hazard} lies in the same {rule.scope}")
        return None


def terms(pallet: Pallet, place: Place, weights: PutawayWeights) -> Iterator[Term]:
    """What the place would cost this pallet, part by part, in millimetres of walking."""
    yield Term(place.walk_mm, f"{place.walk_mm / 1000:.1f} m from the dock")
    if pallet.visits_per_week and place.pick_mm:
        cost = pallet.visits_per_week * place.pick_mm
        yield Term(cost, f"{pallet.visits_per_week} visits a week over {place.pick_mm / 1000:.1f} m")
    if place.reach_s:
        yield Term(place.reach_s * weights.reach_mm_per_s, f"{place.reach_s} s to reach the level")
    wasted = place.height_mm - pallet.height_mm
    if wasted > 0:
        yield Term(wasted * weights.wasted_height, f"{wasted} mm of height stay empty")
    if any(_same_item(pallet, content) for content in place.contents):
        yield Term(-weights.same_item_mm, "lies with the same item")
        if any(_same_item(pallet, c) and c.lot_id == pallet.lot_id for c in place.contents):
            yield Term(-weights.same_lot_mm, "lies with the same lot")


def _same_item(pallet: Pallet, content: Content) -> bool:
    return content.item_id == pallet.item_id


def cost_mm(pallet: Pallet, place: Place, weights: PutawayWeights) -> int:
    """The sum of the terms."""
    return sum(term.cost_mm for term in terms(pallet, place, weights))
