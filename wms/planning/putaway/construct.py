"""A truckload, quickly: the pallet with the fewest possible places chooses first, each takes its cheapest."""

from __future__ import annotations

from dataclasses import replace

from wms.planning.putaway.problem import Content, Pallet, Place, PutawayProblem
from wms.planning.putaway.rules import Dangers, admits, cost_mm, volume

Choices = dict[int, list[tuple[int, Place]]]


def possible(problem: PutawayProblem) -> Choices:
    """For each pallet the places that would take it if it came alone, the cheapest first."""
    floor = Floor(problem)
    same: dict[Pallet, list[tuple[int, Place]]] = {}
    choices: Choices = {}
    for pallet in problem.pallets:
        kind = replace(pallet, pallet_id=0)
        if kind not in same:
            fits = [place for place in problem.places if floor.takes(pallet, place)]
            same[kind] = sorted(
                ((cost_mm(pallet, place, problem.weights), place) for place in fits),
                key=lambda pair: (pair[0], pair[1].place_id),
            )
        choices[pallet.pallet_id] = same[kind]
    return choices


class Floor:
    """The places while pallets are stored: what each still takes (`now`), and which `dangers` lie in which unit."""

    def __init__(self, problem: PutawayProblem) -> None:
        self.now = {place.place_id: place for place in problem.places}
        self.dangers = Dangers(problem.segregation, problem.places)

    def takes(self, pallet: Pallet, place: Place) -> bool:
        """Whether the place, as it is now, takes the pallet."""
        return admits(pallet, self.now[place.place_id]) and self.dangers.against(pallet, place) is None

    def store(self, pallet: Pallet, place: Place) -> None:
        """Put the pallet there."""
        now = self.now[place.place_id]
        self.now[place.place_id] = replace(
            now, slots=now.slots - 1, weight_g=now.weight_g - pallet.weight_g,
            volume_mm3=None if now.volume_mm3 is None else now.volume_mm3 - volume(pallet),
            contents=(*now.contents, Content(pallet.item_id, pallet.lot_id, pallet.hazard)),
        )
        self.dangers.note(place, pallet.hazard)


def stow(problem: PutawayProblem, choices: Choices) -> dict[int, int | None]:
    """A place for every pallet that the greedy order can serve; None for the rest."""
    floor = Floor(problem)
    result: dict[int, int | None] = {}
    for pallet in sorted(problem.pallets, key=lambda p: (len(choices[p.pallet_id]), -p.weight_g, p.pallet_id)):
        place = next((place for _, place in choices[pallet.pallet_id] if floor.takes(pallet, place)), None)
        result[pallet.pallet_id] = place.place_id if place else None
        if place:
            floor.store(pallet, place)
    return result
