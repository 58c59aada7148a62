"""An independent judge of a stowage: every rule once more, from the pallets that ended up together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from wms.planning.plan import Violation
from wms.planning.putaway.problem import Content, Mixing, Pallet, Place, PutawayProblem, Stowage
from wms.planning.putaway.rules import cost_mm


def check(problem: PutawayProblem, stowage: Stowage) -> list[Violation]:
    """Every broken rule; empty when the stowage may be carried out."""
    pallets = {pallet.pallet_id: pallet for pallet in problem.pallets}
    places = {place.place_id: place for place in problem.places}
    named = [pallet_id for pallet_id, _ in stowage.place_of]
    if sorted(named) != sorted(pallets) or any(p not in places for _, p in stowage.place_of if p is not None):
        return [Violation("identity", "stowage", 1, "Not every pallet is named once, or a place is unknown.")]
    stored: dict[int, list[Pallet]] = defaultdict(list)
    for pallet_id, place_id in stowage.place_of:
        if place_id is not None:
            stored[place_id].append(pallets[pallet_id])
    found = [violation for place_id, group in stored.items() for violation in _at(places[place_id], group)]
    return found + list(_segregated(problem, stored))


def objective_mm(problem: PutawayProblem, stowage: Stowage) -> int:
    """The cost of the stowage, recomputed from its pairs."""
    pallets = {pallet.pallet_id: pallet for pallet in problem.pallets}
    places = {place.place_id: place for place in problem.places}
    return sum(
        problem.weights.unplaced_mm if place_id is None
        else cost_mm(pallets[pallet_id], places[place_id], problem.weights)
        for pallet_id, place_id in stowage.place_of
    )


def _at(place: Place, group: list[Pallet]) -> Iterator[Violation]:
    who = f"place {place.place_id}"
    used = {
        "free position": (len(group), place.slots),
        "weight": (sum(pallet.weight_g for pallet in group), place.weight_g),
        "height": (max(pallet.height_mm for pallet in group), place.height_mm),
    }
    if place.volume_mm3 is not None:
        used["volume"] = (sum(p.length_mm * p.width_mm * p.height_mm for p in group), place.volume_mm3)
    for constraint, (use, limit) in used.items():
        if use > limit:
            yield Violation(constraint, who, use - limit, f"{who}: {constraint} is exceeded by {use - limit}.")
    for pallet in group:
        yield from _each(place, pallet)
    yield from _mixed(place, group)


def _each(place: Place, pallet: Pallet) -> Iterator[Violation]:
    footprints = {(pallet.length_mm, pallet.width_mm)}
    if pallet.turnable:
        footprints.add((pallet.width_mm, pallet.length_mm))
    broken = {
        "floor size": not any(long <= place.length_mm and wide <= place.width_mm for long, wide in footprints),
        "blocked": bool(place.blocked),
        "zone purpose": place.purpose != pallet.purpose,
        "temperature": place.temperature != pallet.temperature,
        "hazard class": bool(pallet.hazard) and pallet.hazard not in place.hazards,
        "fixed item": place.fixed_item is not None and place.fixed_item != pallet.item_id,
    }
    for constraint, is_broken in broken.items():
        if is_broken:
            text = f"Pallet {pallet.pallet_id} breaks the {constraint} of place {place.place_id}."
            yield Violation(constraint, f"pallet {pallet.pallet_id}", 1, text)


def _mixed(place: Place, group: list[Pallet]) -> Iterator[Violation]:
    together = [*place.contents, *(Content(pallet.item_id, pallet.lot_id) for pallet in group)]
    items = {content.item_id for content in together}
    lots = {(content.item_id, content.lot_id) for content in together}
    kinds = {Mixing.ANYTHING: 1, Mixing.ONE_ITEM: len(items), Mixing.ONE_LOT: len(lots)}[place.mixing]
    if kinds > 1:
        text = f"Place {place.place_id} would mix {kinds} kinds where {place.mixing} is allowed."
        yield Violation("mixing", f"place {place.place_id}", kinds - 1, text)


def _segregated(problem: PutawayProblem, stored: dict[int, list[Pallet]]) -> Iterator[Violation]:
    """Pairs of hazards in one unit, at least one of each pair newly stored."""
    lying = [(place, content.hazard, False) for place in problem.places for content in place.contents if content.hazard]
    new = [
        (place, pallet.hazard, True)
        for place in problem.places for pallet in stored.get(place.place_id, ()) if pallet.hazard
    ]
    for (place, hazard, _), (other, second, is_new) in combinations(lying + new, 2):
        for rule in problem.segregation:
            apart = {hazard, second} == {rule.first, rule.second}
            if is_new and apart and place.unit(rule.scope) == other.unit(rule.scope):
                text = f"Hazard classes {hazard} and {second} would share {rule.scope} {place.unit(rule.scope)}."
                yield Violation("segregation", f"place {other.place_id}", 1, text)
