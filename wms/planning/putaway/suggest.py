"""One pallet, now: the best places with their reasons, and what is wrong with all the others.

This is what a clerk with a scanner sees, so it answers in milliseconds and needs no model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from wms.planning.plan import Infeasible, Violation
from wms.planning.putaway.problem import Choice, Pallet, Place, PutawayProblem, Refusal, Suggestion
from wms.planning.putaway.rules import Dangers, Miss, misses, terms


def suggest(problem: PutawayProblem, pallet: Pallet, count: int = 5) -> Suggestion:
    """The `count` cheapest places for `pallet`, ties by place id. Raises `Infeasible` where there is none."""
    choices: list[Choice] = []
    refused: dict[str, list[tuple[Place, Miss]]] = defaultdict(list)
    dangers = Dangers(problem.segregation, problem.places)
    for place in problem.places:
        found = list(_all_misses(dangers, pallet, place))
        for miss in found:
            refused[miss.constraint].append((place, miss))
        if not found:
            parts = tuple(terms(pallet, place, problem.weights))
            choices.append(Choice(place.place_id, sum(part.cost_mm for part in parts), parts))
    refusals = tuple(_refusal(constraint, hits) for constraint, hits in sorted(refused.items()))
    if not choices:
        raise Infeasible(*no_place(pallet, refusals))
    choices.sort(key=lambda choice: (choice.cost_mm, choice.place_id))
    return Suggestion(pallet.pallet_id, tuple(choices[:count]), refusals)


def refusals_of(problem: PutawayProblem, pallet: Pallet) -> tuple[Refusal, ...]:
    """Why places are out for this pallet, rule by rule, before any other pallet of the load is stored."""
    refused: dict[str, list[tuple[Place, Miss]]] = defaultdict(list)
    dangers = Dangers(problem.segregation, problem.places)
    for place in problem.places:
        for miss in _all_misses(dangers, pallet, place):
            refused[miss.constraint].append((place, miss))
    return tuple(_refusal(constraint, hits) for constraint, hits in sorted(refused.items()))


def no_place(pallet: Pallet, refusals: tuple[Refusal, ...]) -> Iterator[Violation]:
    """What to tell of a pallet that fits nowhere."""
    subject = f"pallet {pallet.pallet_id}"
    if not refusals:
        yield Violation("places", subject, 1, f"There is no place at all for pallet {pallet.pallet_id}.")
    for refusal in refusals:
        yield Violation(refusal.constraint, subject, refusal.smallest_excess, refusal.message)


def _all_misses(dangers: Dangers, pallet: Pallet, place: Place) -> Iterator[Miss]:
    yield from misses(pallet, place)
    apart = dangers.against(pallet, place)
    if apart:
        yield apart


def _refusal(constraint: str, hits: list[tuple[Place, Miss]]) -> Refusal:
    place, miss = min(hits, key=lambda hit: (hit[1].excess, hit[0].place_id))
    message = f"{constraint} rules out {len(hits)} places; the nearest miss is place {place.place_id}: {miss.words}."
    return Refusal(constraint, len(hits), place.place_id, miss.excess, message)
