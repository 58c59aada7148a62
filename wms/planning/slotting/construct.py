"""The exact core spread over real locations: what every slotting starts from and is bounded by.

Each unit's own rules (size, weight, zone, condition, heavy low) and its family's aisle are kept exactly; the aisles'
shares of the work enter as charges found beforehand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wms.base.errors import Cancelled
from wms.base.jobs import Watch
from wms.planning.plan import Infeasible, Violation
from wms.planning.slotting.arrays import SlottingArrays
from wms.planning.slotting.coarse import coarse
from wms.planning.slotting.fences import aisle_cap
from wms.planning.slotting.misfits import crowded, misfits
from wms.planning.slotting.problem import SlottingProblem
from wms.planning.slotting.transport import Classes, Transport, classes_of, spread, transport

Ints = NDArray[np.int64]
EXACT = 20_000_000
"""Units times classes up to which the core is solved exactly, a matter of a few seconds."""


@dataclass(frozen=True)
class Core:
    """Where each unit lies (U,), the aisle its family is pinned to (U,) or −1, and the proven bound (scaled)."""

    where: Ints
    pins: Ints
    bound: int


def core(problem: SlottingProblem, arrays: SlottingArrays, watch: Watch) -> Core:
    """The least additive cost under all rules of the single unit, spread over locations; the aisle of each family.

    Exact for a house of common size; a large one is placed by classes, still with a proven bound. Raises `Infeasible`
    where some units have no room, `Cancelled` when cancelled before every unit has a place.
    """
    misfits(problem, arrays)
    free = np.full(arrays.units, -1, np.int64)
    limited = problem.rules.aisle_share_permille < 1_000 and not problem.orders
    classes, class_of = classes_of(arrays, np.zeros(int(arrays.aisle.max()) + 1, np.int64))
    large = len(classes.room) * arrays.units > EXACT
    rough = coarse(problem, arrays, watch) if large or limited else None
    if rough is not None and (large or not rough.answer.complete):
        where = _whole(problem, arrays, rough.classes, rough.class_of, rough.answer, watch, rough.where)
        bound = rough.bound
    else:
        charges = rough.charges if rough else np.zeros(int(arrays.aisle.max()) + 1, np.int64)
        classes, class_of = classes_of(arrays, charges)
        answer = transport(arrays.walk_weight, arrays.pick_weight, arrays.kind, classes, watch)
        where = _whole(problem, arrays, classes, class_of, answer, watch, None)
        bound = answer.bound - int(charges.sum()) * aisle_cap(problem)
        bound = max(bound, rough.bound) if rough else bound
    return Core(where, _pins(problem, arrays, where) if problem.rules.together else free, bound)


def _whole(
    problem: SlottingProblem, arrays: SlottingArrays, classes: Classes, class_of: Ints, answer: Transport,
    watch: Watch, where: Ints | None,
) -> Ints:
    """(U,) a location for every unit, also where the watch cut the placing short."""
    if not answer.complete and not answer.unplaced:
        answer, where = _finish(arrays, classes, answer, watch), None
    if answer.unplaced:
        raise crowded(problem, arrays, answer.unplaced[0], class_of, answer.reached)
    return spread(answer.class_of, class_of) if where is None else where


def _finish(arrays: SlottingArrays, classes: Classes, answer: Transport, watch: Watch) -> Transport:
    """Time is up: place what is left where there is room, the pickiest first; if that fails, by matching alone."""
    if watch.stop.cancelled:
        raise Cancelled("The slotting was cancelled before every item had a place.")
    chosen = answer.class_of.copy()
    room = classes.room - np.bincount(chosen[chosen >= 0], minlength=len(classes.room))
    usable = [classes.columns[a:b] for a, b in zip(classes.starts, classes.starts[1:], strict=False)]
    usable = [columns[np.argsort((classes.walk + classes.reach)[columns], kind="stable")] for columns in usable]
    width = np.array([len(columns) for columns in usable])
    left = np.flatnonzero(chosen < 0)
    for unit in left[np.lexsort((-arrays.pick_weight[left], width[arrays.kind[left]]))]:
        columns = usable[arrays.kind[unit]]
        columns = usable[arrays.kind[unit]] = columns[np.argmax(room[columns] > 0):] if len(columns) else columns
        if not len(columns) or room[columns[0]] == 0:
            flat = np.zeros(arrays.units, np.int64)
            full = transport(flat, flat, arrays.kind, classes, Watch(), "finding room")
            return replace(full, bound=answer.bound)
        chosen[unit] = columns[0]
        room[columns[0]] -= 1
    return replace(answer, class_of=chosen)


def _pins(problem: SlottingProblem, arrays: SlottingArrays, where: Ints) -> Ints:
    """The aisle of each family that must stay together: where its picks pull it, among aisles with enough room."""
    pins = np.full(arrays.units, -1, np.int64)
    members: dict[str, list[int]] = {}
    for unit, item in enumerate(arrays.item_of):
        family = problem.items[item].family
        if family in problem.rules.together:
            members.setdefault(family, []).append(unit)
    room = Counter(zip(arrays.aisle.tolist(), arrays.type_of.tolist(), strict=True))
    for family, units in sorted(members.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        aisle, taken = _home_of(arrays, room, units, where)
        if aisle < 0:
            message = f"Family {family} has {len(units)} facings to keep together and no aisle with room for all."
            raise Infeasible(Violation("family together", family, float(len(units)), message))
        room.subtract(taken)
        pins[units] = aisle
    return pins


def _home_of(
    arrays: SlottingArrays, room: Counter[tuple[int, int]], units: list[int], where: Ints
) -> tuple[int, Counter[tuple[int, int]]]:
    """The aisle most of the picks are in already that has room for all `units`, and what they take; −1 if none has."""
    pull = Counter[int]()
    for unit in units:
        pull[int(arrays.aisle[where[unit]])] += 1 + int(arrays.pick_weight[unit])
    middle = max(sorted(pull), key=pull.__getitem__)
    for aisle in sorted(set(arrays.aisle.tolist()), key=lambda a: (-pull[a], abs(a - middle), a)):
        taken = _room_in(arrays, room, units, aisle)
        if taken is not None:
            return aisle, taken
    return -1, Counter()


def _room_in(
    arrays: SlottingArrays, room: Counter[tuple[int, int]], units: list[int], aisle: int
) -> Counter[tuple[int, int]] | None:
    """Locations of `aisle` for all `units`, by type, the pickiest unit first; None where they do not fit in."""
    taken: Counter[tuple[int, int]] = Counter()
    for unit in sorted(units, key=lambda u: int(arrays.allowed[arrays.kind[u]].sum())):
        types = np.flatnonzero(arrays.allowed[arrays.kind[unit]]).tolist()
        open_types = [t for t in types if room[aisle, t] > taken[aisle, t]]
        if not open_types:
            return None
        taken[aisle, min(open_types, key=lambda t: (int(arrays.allowed[:, t].sum()), t))] += 1
    return taken
