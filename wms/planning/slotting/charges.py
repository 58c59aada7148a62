"""What crowding an aisle costs: charges per pick that keep each aisle near its share of the work.

They are multipliers of the aisles' limits, found by subgradient steps on a sample of the house (every n-th unit and
location of each kind), so they cost little; whatever charges ≥ 0 are used, the bound stays proven.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Watch
from wms.planning.slotting.arrays import SlottingArrays
from wms.planning.slotting.fences import aisle_cap
from wms.planning.slotting.problem import SlottingProblem
from wms.planning.slotting.transport import Transport, classes_of, spread, transport

Ints = NDArray[np.int64]
STEPS = 40
SAMPLE = 1_200


def worth_of_shares(problem: SlottingProblem, charges: Ints) -> int:
    """What all aisles' shares are worth at these charges: to be taken off the bound."""
    return int(charges.sum()) * aisle_cap(problem)


def aisle_charges(problem: SlottingProblem, arrays: SlottingArrays, watch: Watch) -> Ints:
    """(A,) millimetres a pick; zero without a limit on aisles, and where orders weigh the walks."""
    aisles = int(arrays.aisle.max(initial=0)) + 1
    charges = np.zeros(aisles, np.int64)
    if problem.rules.aisle_share_permille >= 1_000 or problem.orders:
        return charges
    step = max(1, arrays.units // SAMPLE)
    units = _every(step, arrays.kind, -arrays.pick_weight, step // 2)
    spots = _every(step, arrays.type_of, arrays.walk + arrays.reach, 0)
    picks = arrays.pick_weight[units].astype(float)
    cap = problem.rules.aisle_share_permille * float(picks.sum()) / 1_000
    size = float((arrays.walk + arrays.reach).max(initial=1)) / 4
    exact = np.zeros(aisles)
    for number in range(STEPS):
        if watch.stop():
            break
        answer, aisle = _sampled(arrays, units, spots, charges, watch)
        if not answer.complete:
            return np.zeros(aisles, np.int64)
        load = np.bincount(aisle, picks, minlength=aisles)
        exact = np.maximum(0, exact + size / (1 + number / 3) * (load - cap) / max(1.0, cap))
        charges = exact.astype(np.int64)
    return charges


def _every(step: int, group: Ints, value: Ints, offset: int) -> Ints:
    """Every `step`-th member of each group by rising value, from the `offset`-th on."""
    order = np.lexsort((value, group))
    ranked = group[order]
    number = np.arange(len(order)) - np.searchsorted(ranked, ranked)
    return np.sort(order[number % step == offset])


def _sampled(
    arrays: SlottingArrays, units: Ints, spots: Ints, charges: Ints, watch: Watch
) -> tuple[Transport, Ints]:
    """The core on a sample, and the aisle of each sampled unit."""
    kinds, kind = np.unique(arrays.kind[units], return_inverse=True)
    classes, class_of = classes_of(
        arrays.type_of[spots], arrays.walk[spots], (arrays.reach + charges[arrays.aisle])[spots], arrays.aisle[spots],
        arrays.allowed[kinds], np.full(len(kinds), -1, np.int64),
    )
    answer = transport(
        arrays.walk_weight[units], arrays.pick_weight[units], kind.reshape(-1).astype(np.int64), classes,
        Watch(stop=watch.stop),
    )
    if not answer.complete:
        return answer, np.empty(0, np.int64)
    return answer, arrays.aisle[spots][spread(answer.class_of, class_of)]
