"""Today's customs, to be measured beside the plan: each returns a location of its own for every unit.

Random; ABC classes (the busiest fifth of the units on the nearest fifth of locations, then three tenths, then the
rest, at random within a class); cube-per-order index (Heskett 1963: the space asked for per pick, the smallest first to
the nearest location); closest free location in the order of the item list. All of them place a unit only where size,
weight, zone and condition allow it; rules between neighbours they do not know.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wms.planning.slotting.arrays import SlottingArrays
from wms.planning.slotting.problem import SlottingProblem

Ints = NDArray[np.int64]
ABC = (0.2, 0.5, 1.0)


def random_slotting(arrays: SlottingArrays, seed: int) -> Ints:
    """(U,) any location that fits."""
    rng = np.random.default_rng(seed)
    return _in_turn(arrays, _pickiest(arrays, rng.permutation(arrays.units)), rng.permutation(len(arrays.walk)))


def abc_slotting(arrays: SlottingArrays, seed: int) -> Ints:
    """(U,) by three classes of popularity."""
    rng = np.random.default_rng(seed)
    places, units = _nearest(arrays), np.argsort(-arrays.pick_weight, kind="stable")
    for group in (places, units):
        begin = 0
        for part in ABC:
            end = round(part * arrays.units) if part < 1 else len(group)
            group[begin:end] = rng.permutation(group[begin:end])
            begin = end
    return _in_turn(arrays, _pickiest(arrays, units), places)


def coi_slotting(problem: SlottingProblem, arrays: SlottingArrays) -> Ints:
    """(U,) by cube-per-order index."""
    cube = np.array([item.cube_mm3 for item in problem.items], float)
    picks = np.array([max(item.picks, 1e-3) for item in problem.items])
    index = (cube / picks)[arrays.item_of]
    return _in_turn(arrays, _pickiest(arrays, np.argsort(index, kind="stable")), _nearest(arrays))


def closest_free(arrays: SlottingArrays) -> Ints:
    """(U,) the nearest location still free, item by item as they come."""
    return _in_turn(arrays, _pickiest(arrays, np.arange(arrays.units)), _nearest(arrays))


def _nearest(arrays: SlottingArrays) -> Ints:
    return np.argsort(arrays.walk + arrays.reach, kind="stable")


def _pickiest(arrays: SlottingArrays, order: Ints) -> Ints:
    """Units that fit few locations go first, in the given order among equals, so that they find room."""
    room = arrays.allowed.astype(np.int64) @ np.bincount(arrays.type_of, minlength=arrays.allowed.shape[1])
    tight = room[arrays.kind[order]] < 0.5 * len(arrays.walk)
    return np.concatenate([order[tight][np.argsort(room[arrays.kind[order[tight]]], kind="stable")], order[~tight]])


def _in_turn(arrays: SlottingArrays, units: Ints, places: Ints) -> Ints:
    """Each unit in turn takes the first free location of `places` that fits. ValueError when one finds none."""
    where = np.full(arrays.units, -1, np.int64)
    taken = np.zeros(len(arrays.walk), np.bool_)
    suited = [places[arrays.allowed[kind][arrays.type_of[places]]] for kind in range(len(arrays.allowed))]
    at = [0] * len(suited)
    for unit in units:
        kind = int(arrays.kind[unit])
        line = suited[kind]
        while at[kind] < len(line) and taken[line[at[kind]]]:
            at[kind] += 1
        if at[kind] == len(line):
            raise ValueError(f"unit {unit} finds no free location that fits")
        where[unit] = line[at[kind]]
        taken[where[unit]] = True
    return where
