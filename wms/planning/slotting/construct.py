"""The exact core spread over real locations: what every slotting starts from and is bounded by.

Each unit's own rules (size, weight, zone, condition, heavy low) and its family's aisle are kept exactly; the aisles'
shares of the work enter as charges found beforehand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wms.base.errors import Cancelled
from wms.base.jobs import Watch
from wms.planning.plan import Infeasible, Violation
from wms.planning.slotting.arrays import SlottingArrays
from wms.planning.slotting.charges import aisle_charges, worth_of_shares
from wms.planning.slotting.misfits import crowded, misfits
from wms.planning.slotting.problem import SlottingProblem
from wms.planning.slotting.transport import Classes, Transport, classes_of, spread, transport

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Core:
    """Where each unit lies (U,), the aisle its family is pinned to (U,) or −1, and the proven bound (scaled)."""

    where: Ints
    pins: Ints
    bound: int


def core(problem: SlottingProblem, arrays: SlottingArrays, watch: Watch) -> Core:
    """The least additive cost under all rules of the single unit, spread over locations; families in one aisle each.

    Raises `Infeasible` where some units have no room, `Cancelled` when cancelled before every unit has a place.
    """
    misfits(problem, arrays)
    free = np.full(arrays.units, -1, np.int64)
    charges = aisle_charges(problem, arrays, watch)
    where, bound = _solve(problem, arrays, free, charges, watch)
    bound -= worth_of_shares(problem, charges)
    if not problem.rules.together:
        return Core(where, free, bound)
    pins = _pins(problem, arrays, where)
    where, _ = _solve(problem, arrays, pins, charges, watch)
    return Core(where, pins, bound)


def _solve(
    problem: SlottingProblem, arrays: SlottingArrays, pins: Ints, charges: Ints, watch: Watch
) -> tuple[Ints, int]:
    pairs, kind = np.unique(np.stack([arrays.kind, pins], axis=1), axis=0, return_inverse=True)
    kind = kind.reshape(-1).astype(np.int64)
    classes, class_of = classes_of(
        arrays.type_of, arrays.walk, arrays.reach + charges[arrays.aisle], arrays.aisle, arrays.allowed[pairs[:, 0]],
        pairs[:, 1],
    )
    answer = transport(arrays.walk_weight, arrays.pick_weight, kind, classes, watch)
    if not answer.complete and not answer.unplaced:
        answer = _finish(arrays, kind, classes, answer, watch)
    if answer.unplaced:
        raise crowded(problem, arrays, answer.unplaced[0], class_of, answer.reached)
    return spread(answer.class_of, class_of), answer.bound


def _finish(arrays: SlottingArrays, kind: Ints, classes: Classes, answer: Transport, watch: Watch) -> Transport:
    """Time is up: place what is left where there is room, the pickiest first; if that fails, by matching alone."""
    if watch.stop.cancelled:
        raise Cancelled("The slotting was cancelled before every item had a place.")
    chosen = answer.class_of.copy()
    room = classes.room - np.bincount(chosen[chosen >= 0], minlength=len(classes.room))
    usable = [classes.columns[a:b] for a, b in zip(classes.starts, classes.starts[1:], strict=False)]
    usable = [columns[np.argsort((classes.walk + classes.reach)[columns], kind="stable")] for columns in usable]
    width = np.array([len(columns) for columns in usable])
    left = np.flatnonzero(chosen < 0)
    for unit in left[np.lexsort((-arrays.pick_weight[left], width[kind[left]]))]:
        columns = usable[kind[unit]]
        columns = usable[kind[unit]] = columns[np.argmax(room[columns] > 0):] if len(columns) else columns
        if not len(columns) or room[columns[0]] == 0:
            flat = np.zeros(arrays.units, np.int64)
            full = transport(flat, flat, kind, classes, Watch(), "finding room")
            return Transport(full.class_of, answer.bound, not full.unplaced, full.unplaced, full.reached)
        chosen[unit] = columns[0]
        room[columns[0]] -= 1
    return Transport(chosen, answer.bound, False, (), answer.reached)


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
