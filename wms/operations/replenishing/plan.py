"""The door to the planner: the books' shelves become its problem, its trips become moves by name.

The planner fills one forward pick location an item. An item with several homes is planned home by home, the emptiest
first; what one takes from reserve the next no longer has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms.base.jobs import Watch
from wms.model.site import Location
from wms.operations.replenishing.shelves import Home, Pile, Shelves
from wms.planning.plan import Plan
from wms.planning.replenishment.problem import (
    Expected,
    Forward,
    Replenishment,
    ReplenishmentProblem,
    Reserve,
    WaveNeed,
)
from wms.planning.replenishment.solve import solve

_MM_PER_S = 1_000
_PICKS = 0  # the one wave that stands for everything orders hold already


@dataclass(frozen=True, slots=True)
class Haul:
    """Bring `quantity` base units from the pile to the home, within `due_s` seconds from now."""

    pile: Pile
    home: Home
    quantity: int
    due_s: int
    why: str


def hauls(
    shelves: Shelves, *, movers: int, horizon_s: int, handling_s: int, watch: Watch,
    told: list[Plan[Replenishment]] | None = None,
) -> list[Haul]:  # fmt: skip
    """The trips to make, in the order they should begin; `told` collects the planner's plans. Raises Cancelled."""
    found: list[Haul] = []
    wanted = {item: shelves.wanted.get(item, 0) + shelves.forecast.get(item, 0)
              for item in shelves.wanted.keys() | shelves.forecast.keys()}  # fmt: skip
    for homes in _rounds(shelves.homes):
        piles = [pile for pile in shelves.piles if pile.quantity > 0]
        problem = _problem(homes, piles, wanted, movers, horizon_s, handling_s)
        brought: dict[int, int] = defaultdict(int)
        plan = solve(problem, watch=watch)
        if told is not None:
            told.append(plan)
        for trip in plan.solution.trips:
            pile, home = piles[trip.row_id], homes[trip.forward_id]
            found.append(Haul(pile, home, trip.quantity, trip.deadline_s, _why(home, trip.wave_id, wanted, shelves)))
            pile.quantity -= trip.quantity
            brought[trip.forward_id] += trip.quantity
        for number, home in enumerate(homes):
            spare = max(0, home.on_hand - home.promised + brought[number])
            wanted[home.item.id] = max(0, wanted.get(home.item.id, 0) - spare)
    return found


def again(now: Shelves, planned: Sequence[Haul]) -> list[Haul] | None:
    """Trips planned a while ago, from and to what the books know now; None when anything they rest on has changed."""
    piles = {pile.source: pile for pile in now.piles}
    homes = {home.slot_id: home for home in now.homes}
    brought = {(haul.pile.source, haul.home.slot_id): haul for haul in planned}
    if any(source not in piles or slot not in homes for source, slot in brought):
        return None
    left = {source: pile.quantity for source, pile in piles.items()}
    room = {slot: home.maximum - home.on_hand + home.promised for slot, home in homes.items()}
    for haul in planned:
        left[haul.pile.source] -= haul.quantity
        room[haul.home.slot_id] -= haul.quantity
    if min((0, *left.values())) < 0 or any(room[haul.home.slot_id] < 0 for haul in planned):
        return None
    return [replace(haul, pile=piles[haul.pile.source], home=homes[haul.home.slot_id]) for haul in planned]


def _rounds(homes: list[Home]) -> list[list[Home]]:
    """One home of each item in each round."""
    by_item: dict[int, list[Home]] = defaultdict(list)
    for home in sorted(homes, key=lambda home: (home.on_hand - home.promised - home.minimum, home.slot_id)):
        by_item[home.item.id].append(home)
    rounds: list[list[Home]] = []
    for its in by_item.values():
        for number, home in enumerate(its):
            if number == len(rounds):
                rounds.append([])
            rounds[number].append(home)
    return rounds


def _problem(
    homes: list[Home], piles: list[Pile], wanted: dict[int, int], movers: int, horizon_s: int, handling_s: int
) -> ReplenishmentProblem:
    place_of = {home.item.id: home.location for home in homes}
    return ReplenishmentProblem(
        forwards=tuple(
            Forward(n, home.item.id, home.on_hand, home.minimum, home.maximum) for n, home in enumerate(homes)
        ),
        reserve=tuple(
            Reserve(n, pile.source[0], pile.quantity, _trip_s(pile.location, place_of[pile.source[0]], handling_s),
                    pile.age_day)
            for n, pile in enumerate(piles) if pile.source[0] in place_of
        ),
        needs=tuple(WaveNeed(_PICKS, home.item.id, 0, home.promised) for home in homes if home.promised),
        expected=tuple(
            Expected(home.item.id, wanted[home.item.id]) for home in homes if wanted.get(home.item.id)
        ),
        horizon_s=horizon_s, movers=movers,
    )  # fmt: skip


def _trip_s(pile: Location, home: Location, handling_s: int) -> int:
    """There and back along the aisles, with lifting and setting down."""
    return handling_s + 2 * (abs(pile.x_mm - home.x_mm) + abs(pile.y_mm - home.y_mm)) // _MM_PER_S


def _why(home: Home, wave_id: int | None, wanted: dict[int, int], shelves: Shelves) -> str:
    if wave_id is not None:
        return f"Orders hold {home.promised} of the {home.on_hand} that are there or on their way."
    asked, coming = wanted.get(home.item.id, 0), shelves.forecast.get(home.item.id, 0)
    if asked > home.minimum and coming:
        known = shelves.wanted.get(home.item.id, 0)
        return (f"The forecast expects {coming} more, open orders want {known}; {home.on_hand} are there or on their "
                "way.")  # fmt: skip
    if asked > home.minimum:
        return f"Open orders want {asked}; {home.on_hand} are there or on their way."
    return f"{home.on_hand - home.promised} would be left, and the minimum is {home.minimum}."
