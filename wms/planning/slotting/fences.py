"""The rules between neighbours, ready for compiled search: what a move would break, before it is made.

Look-alikes must not touch, hazards and families must keep apart, families that belong together stay in their aisle, and
no aisle may carry more than its share of the picks. The state (who lies where) is kept here as well and changes only
through `lift` and `put`.
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.compiled import njit
from wms.planning.slotting.arrays import SlottingArrays
from wms.planning.slotting.problem import SlottingProblem
from wms.planning.slotting.segregation import segregation

Ints = NDArray[np.int64]
NOBODY = -1


class Fences(NamedTuple):
    """U units, L locations, G groups that keep apart, A aisles, Z zones.

    Fixed: `item`, `kind`, `pin` (aisle or −1), `look` (group or −1), `tag` (U, 2) groups or −1, `picks` (U,);
    `type_of`, `aisle`, `zone` (L,), `beside` (L, 4) neighbours or −1, `window` (L, 2) into `along`, which lists the
    locations of each aisle by place, aisle a from `bounds[a]` to `bounds[a + 1]`; `apart` (G, G) grades as in
    `Segregation`; `far` (Z, Z); `cap` picks an aisle.
    Changing: `at` (L,) unit or −1, `where` (U,), `in_aisle` (G, A), `in_zone` (G, Z), `load` (A,).
    """

    item: Ints
    kind: Ints
    pin: Ints
    look: Ints
    tag: Ints
    picks: Ints
    type_of: Ints
    aisle: Ints
    zone: Ints
    beside: Ints
    window: Ints
    along: Ints
    bounds: Ints
    allowed: NDArray[np.bool_]
    apart: Ints
    far: NDArray[np.bool_]
    cap: int
    at: Ints
    where: Ints
    in_aisle: Ints
    in_zone: Ints
    load: Ints


@njit(cache=True)
def may(f: Fences, unit: int, place: int) -> bool:
    """Whether a unit may lie at a location for its own sake: size, weight, condition, zone, and its family's aisle."""
    return bool(f.allowed[f.kind[unit], f.type_of[place]]) and (f.pin[unit] < 0 or f.pin[unit] == f.aisle[place])


@njit(cache=True)
def lift(f: Fences, unit: int) -> None:
    """Take a unit from its location."""
    place = f.where[unit]
    f.at[place] = NOBODY
    f.load[f.aisle[place]] -= f.picks[unit]
    for slot in range(2):
        group = f.tag[unit, slot]
        if group >= 0:
            f.in_aisle[group, f.aisle[place]] -= 1
            f.in_zone[group, f.zone[place]] -= 1


@njit(cache=True)
def put(f: Fences, unit: int, place: int) -> None:
    """Lay a lifted unit down at an empty location."""
    f.at[place] = unit
    f.where[unit] = place
    f.load[f.aisle[place]] += f.picks[unit]
    for slot in range(2):
        group = f.tag[unit, slot]
        if group >= 0:
            f.in_aisle[group, f.aisle[place]] += 1
            f.in_zone[group, f.zone[place]] += 1


@njit(cache=True)
def _near(f: Fences, group: int, place: int) -> int:
    found = 0
    for x in range(f.window[place, 0], f.window[place, 1]):
        unit = f.at[f.along[x]]
        if unit >= 0 and (f.tag[unit, 0] == group or f.tag[unit, 1] == group):
            found += 1
    return found


@njit(cache=True)
def _too_close(f: Fences, mine: int, place: int) -> int:
    found = 0
    for group in range(f.apart.shape[0]):
        grade = f.apart[mine, group]
        if grade == 1:
            found += _near(f, group, place)
        elif grade >= 2:
            found += f.in_aisle[group, f.aisle[place]]
            if grade == 3:
                found += f.in_zone[group, f.zone[place]]
            elif grade == 4:
                for zone in range(f.far.shape[0]):
                    if not f.far[f.zone[place], zone]:
                        found += f.in_zone[group, zone]
    return found


@njit(cache=True)
def broken(f: Fences, unit: int, place: int) -> int:
    """How many rules between neighbours a lifted unit would break at a location."""
    found = 0
    if f.look[unit] >= 0:
        for side in range(4):
            next_to = f.beside[place, side]
            if next_to >= 0:
                other = f.at[next_to]
                if other >= 0 and f.look[other] == f.look[unit] and f.item[other] != f.item[unit]:
                    found += 1
    for slot in range(2):
        if f.tag[unit, slot] >= 0:
            found += _too_close(f, f.tag[unit, slot], place)
    return found


@njit(cache=True)
def plain(f: Fences, unit: int) -> bool:
    """Whether no rule between neighbours concerns the unit."""
    return unit < 0 or (f.look[unit] < 0 and f.tag[unit, 0] < 0 and f.tag[unit, 1] < 0)


@njit(cache=True)
def excess(f: Fences, unit: int, place: int) -> int:
    """How much worse the aisles' overload gets when `unit` goes to `place` and whoever lies there comes back."""
    a, b = f.aisle[f.where[unit]], f.aisle[place]
    if a == b:
        return 0
    other = f.at[place]
    shift = f.picks[unit] - (f.picks[other] if other >= 0 else 0)
    now = max(0, f.load[a] - f.cap) + max(0, f.load[b] - f.cap)
    return int(max(0, f.load[a] - shift - f.cap) + max(0, f.load[b] + shift - f.cap) - now)


@njit(cache=True)
def exchange(f: Fences, unit: int, place: int) -> int:
    """Move `unit` to `place`, whoever lies there to where it came from; returns how many more rules are broken."""
    home, other = f.where[unit], f.at[place]
    free = plain(f, unit) and plain(f, other)
    before = after = 0
    lift(f, unit)
    if other >= 0:
        lift(f, other)
        if not free:
            before += broken(f, other, place)
            put(f, other, place)
    if not free:
        before += broken(f, unit, home)
        if other >= 0:
            lift(f, other)
            after += broken(f, other, home)
    if other >= 0:
        put(f, other, home)
    if not free:
        after += broken(f, unit, place)
    put(f, unit, place)
    return after - before


@njit(cache=True)
def keeps(f: Fences, unit: int, place: int) -> bool:
    """Whether the exchange of `unit` with `place` breaks nothing that was whole; the state is left as it was."""
    other, home = f.at[place], f.where[unit]
    if not may(f, unit, place) or (other >= 0 and not may(f, other, home)):
        return False
    if excess(f, unit, place) > 0:
        return False
    if plain(f, unit) and plain(f, other):
        return True
    worse = exchange(f, unit, place)
    exchange(f, unit, home)
    return worse <= 0


@njit(cache=True)
def total_broken(f: Fences) -> int:
    """Broken rules between neighbours, each counted from both sides, in the state as it is."""
    found = 0
    for unit in range(len(f.where)):
        if not plain(f, unit):
            place = f.where[unit]
            lift(f, unit)
            found += broken(f, unit, place)
            put(f, unit, place)
    return found


@njit(cache=True)
def overload(f: Fences) -> int:
    """Picks by which aisles exceed their share, in all."""
    found = 0
    for aisle in range(len(f.load)):
        found += max(0, f.load[aisle] - f.cap)
    return found


def fences_of(problem: SlottingProblem, arrays: SlottingArrays, where: Ints, pins: Ints) -> Fences:
    """The rules of `problem` with units lying at `where` (U,), families pinned to aisles `pins` (U,)."""
    items, places, rules = problem.items, problem.locations, problem.rules
    groups, apart = _groups(problem)
    hazards = np.array([groups.get(("hazard", item.hazard), -1) for item in items], np.int64)
    families = np.array([groups.get(("family", item.family), -1) for item in items], np.int64)
    zones = {name: number for number, name in enumerate(sorted({place.zone for place in places}))}
    aisle = arrays.aisle - min(0, int(arrays.aisle.min(initial=0)))
    along, window = _along(problem, aisle)
    fences = Fences(
        arrays.item_of, arrays.kind, pins, _numbers([item.look_alike for item in items])[arrays.item_of],
        np.stack([hazards, families], axis=1)[arrays.item_of], _picks(problem, arrays), arrays.type_of, aisle,
        np.array([zones[place.zone] for place in places], np.int64), _beside(problem), window, along,
        np.searchsorted(aisle[along], np.arange(int(aisle.max(initial=0)) + 2)).astype(np.int64), arrays.allowed,
        apart, _far(problem, zones, rules.far_mm), aisle_cap(problem), np.full(len(places), NOBODY, np.int64),
        where.copy(), np.zeros((len(apart), int(aisle.max(initial=0)) + 1), np.int64),
        np.zeros((len(apart), len(zones)), np.int64), np.zeros(int(aisle.max(initial=0)) + 1, np.int64),
    )
    for unit, place in enumerate(where):
        put(fences, unit, place)
    return fences


def aisle_cap(problem: SlottingProblem) -> int:
    """The most picks one aisle may have."""
    share = problem.rules.aisle_share_permille
    total = sum(item.picks for item in problem.items)
    return total if share >= 1_000 else total * share // 1_000


def _picks(problem: SlottingProblem, arrays: SlottingArrays) -> Ints:
    facings = np.array([item.facings for item in problem.items], np.int64)
    picks = np.array([item.picks for item in problem.items], np.int64)
    number = np.arange(arrays.units) - np.repeat(np.cumsum(facings) - facings, facings)
    return picks[arrays.item_of] // facings[arrays.item_of] + (number < picks[arrays.item_of] % facings[arrays.item_of])


def _numbers(names: list[str]) -> Ints:
    known = {name: number for number, name in enumerate(sorted(set(names) - {""}))}
    return np.array([known.get(name, -1) for name in names], np.int64)


def _groups(problem: SlottingProblem) -> tuple[dict[tuple[str, str], int], Ints]:
    """The groups that must keep apart from another one that occurs, and the (G, G) grades."""
    hazards = sorted({item.hazard for item in problem.items} - {""}) if problem.rules.segregate else []
    named = sorted({name for pair in problem.rules.apart for name in pair} & {item.family for item in problem.items})
    groups = {("hazard", name): number for number, name in enumerate(hazards)}
    groups |= {("family", name): len(hazards) + number for number, name in enumerate(named)}
    apart = np.zeros((len(groups), len(groups)), np.int64)
    for i, one in enumerate(hazards):
        for j, other in enumerate(hazards):
            apart[i, j] = segregation(one, other)
    for one, other in problem.rules.apart:
        if ("family", one) in groups and ("family", other) in groups and one != other:
            apart[groups["family", one], groups["family", other]] = 2
            apart[groups["family", other], groups["family", one]] = 2
    return groups, apart


def _beside(problem: SlottingProblem) -> Ints:
    """(L, 4) the next location before, behind, below and above; −1 where there is none."""
    beside = np.full((len(problem.locations), 4), -1, np.int64)
    places = problem.locations
    spots = [(p.aisle, p.side, p.level, p.y_mm, p.location_id) for p in places]
    by_row = sorted(range(len(places)), key=spots.__getitem__)
    by_bay = sorted(range(len(places)), key=lambda i: (*spots[i][:2], spots[i][3], spots[i][2], spots[i][4]))
    for a, b in itertools.pairwise(by_row):
        one, two = places[a], places[b]
        if (one.aisle, one.side, one.level) == (two.aisle, two.side, two.level):
            beside[a, 1], beside[b, 0] = b, a
    for a, b in itertools.pairwise(by_bay):
        one, two = places[a], places[b]
        if (one.aisle, one.side, one.y_mm, one.level + 1) == (two.aisle, two.side, two.y_mm, two.level):
            beside[a, 3], beside[b, 2] = b, a
    return beside


def _along(problem: SlottingProblem, aisle: Ints) -> tuple[Ints, Ints]:
    """Locations by aisle and place, and per location the stretch of that list nearer than `away_mm`."""
    y = np.array([place.y_mm for place in problem.locations], np.int64)
    along = np.lexsort((y, aisle))
    key = aisle[along] * (1 << 40) + y[along]
    low = np.searchsorted(key, aisle * (1 << 40) + y - problem.rules.away_mm + 1, side="left")
    high = np.searchsorted(key, aisle * (1 << 40) + y + problem.rules.away_mm - 1, side="right")
    return along.astype(np.int64), np.stack([low, high], axis=1).astype(np.int64)


def _far(problem: SlottingProblem, zones: dict[str, int], far_mm: int) -> NDArray[np.bool_]:
    """(Z, Z) whether two zones lie at least `far_mm` apart: straight across the aisles or along them."""
    far = np.zeros((len(zones), len(zones)), np.bool_)
    spots = _spots(problem)
    of_zone = np.array([zones[place.zone] for place in problem.locations], np.int64)
    boxes = [(spots[of_zone == z].min(axis=0), spots[of_zone == z].max(axis=0)) for z in range(len(zones))]
    for a, (low_a, high_a) in enumerate(boxes):
        for b, (low_b, high_b) in enumerate(boxes):
            far[a, b] = a != b and bool((np.maximum(low_a - high_b, low_b - high_a) >= far_mm).any())
    return far


def _spots(problem: SlottingProblem) -> Ints:
    """(L, 2) where each location is, across and along the aisles; without a floor, aisles lie `far_mm` apart."""
    across = problem.floor.aisle_x if problem.floor else None
    return np.array(
        [(across[p.aisle] if across else p.aisle * problem.rules.far_mm, p.y_mm) for p in problem.locations], np.int64
    ).reshape(-1, 2)
