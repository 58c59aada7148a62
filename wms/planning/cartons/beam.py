"""Filling one container block by block: a greedy completion, and a beam search that judges every step by it.

At each step the free cuboid nearest to a corner of the container is filled. A block is the better the more goods it
brings, the fewer boxes it needs, the more of its surface touches something, and the less of the cuboid it makes
useless (the idea of Araya, Guerrero & Nuñez 2017). The weight limit is kept with every block.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.cartons.blocks import Blocks
from wms.planning.cartons.spaces import MOST, Ints, cut
from wms.planning.compiled import njit

STEPS = 512
"""At most this many blocks are placed in one container."""

Longs = NDArray[np.int64]


class Room(NamedTuple):
    """What does not change while a container is filled.

    `hull` is its size, `least` the smallest side of any box on each axis, `slack` the gap that still counts as
    touching, `orientation` rows of (type, dx, dy, dz), `weight` and `thrift` one number a block.
    """

    hull: Ints
    least: Ints
    slack: Ints
    orientation: Ints
    weight: Longs
    thrift: NDArray[np.float64]
    supported: bool


class Filling(NamedTuple):
    """A container partly filled: its free cuboids, the pieces left a type, the blocks placed as (block, x, y, z).

    `tally` holds the number of cuboids, of blocks placed, the volume of goods and the weight that may still be added.
    """

    spaces: Ints
    left: Ints
    placed: Ints
    tally: Longs


CUBOIDS, PLACED, GOODS, CAPACITY = 0, 1, 2, 3


@njit(cache=True)
def copy_filling(source: Filling, target: Filling) -> None:
    """Make `target` the same as `source`."""
    target.spaces[: source.tally[CUBOIDS]] = source.spaces[: source.tally[CUBOIDS]]
    target.left[:] = source.left
    target.placed[: source.tally[PLACED]] = source.placed[: source.tally[PLACED]]
    target.tally[:] = source.tally


@njit(cache=True)
def usable_lengths(room: Room, left: Ints) -> Ints:
    """For each axis and length the most of it that rows of the remaining boxes can fill."""
    longest = max(room.hull[0], room.hull[1], room.hull[2])
    best = np.zeros((3, longest + 1), np.int32)
    for axis in range(3):
        reach = np.zeros(longest + 1, np.bool_)
        reach[0] = True
        for length in range(1, room.hull[axis] + 1):
            for row in range(room.orientation.shape[0]):
                side = room.orientation[row, axis + 1]
                if left[room.orientation[row, 0]] > 0 and side <= length and reach[length - side]:
                    reach[length] = True
                    break
            best[axis, length] = length if reach[length] else best[axis, length - 1]
    return best


@njit(cache=True)
def _nearest_cuboid(filling: Filling, room: Room) -> int:
    """The cuboid whose corner lies nearest to a corner of the container; of equal ones the largest."""
    chosen, least, largest = -1, np.int64(1) << 60, np.int64(0)
    for index in range(filling.tally[CUBOIDS]):
        space = filling.spaces[index]
        distance = np.int64(0)
        for axis in range(3):
            low, high = space[axis], room.hull[axis] - space[axis + 3]
            distance += low if (room.supported and axis == 2) or low < high else high
        size = np.int64(space[3] - space[0]) * (space[4] - space[1]) * (space[5] - space[2])
        if distance < least or (distance == least and size > largest):
            chosen, least, largest = index, distance, size
    return chosen


@njit(cache=True)
def _merit(blocks: Blocks, block: int, space: Ints, room: Room, usable: Ints) -> float:
    """How good a block is for a cuboid it fits."""
    size = blocks.size[block]
    useful, touching, faces = np.float64(1.0), np.float64(0.0), np.float64(0.0)
    for axis in range(3):
        width = space[axis + 3] - space[axis]
        useful *= (size[axis] + usable[axis, width - size[axis]]) / width
        face = np.float64(size[(axis + 1) % 3]) * size[(axis + 2) % 3]
        faces += 2 * face
        touching += 2 * face if width - size[axis] <= room.slack[axis] else face
    contact = touching / faces
    contact *= contact
    return float(blocks.volume[block] * room.thrift[block] * contact * contact * useful)


@njit(cache=True)
def _rank(
    filling: Filling, where: int, active: Ints, alive: int, blocks: Blocks, room: Room, usable: Ints,
    merits: NDArray[np.float64], chosen: Ints,
) -> tuple[int, int]:
    """The best blocks for a cuboid into `chosen`, best first; how many, and how many blocks of `active` stay alive.

    Blocks for which pieces (or weight) no longer suffice leave the active list for good.
    """
    space = filling.spaces[where]
    wide, deep, high = space[3] - space[0], space[4] - space[1], space[5] - space[2]
    found, kept, width = 0, 0, chosen.size
    for index in range(alive):
        block = active[index]
        possible = room.weight[block] <= filling.tally[CAPACITY]
        for place in range(blocks.kinds[block]):
            if blocks.amount[block, place] > filling.left[blocks.kind[block, place]]:
                possible = False
                break
        if not possible:
            continue
        active[kept] = block
        kept += 1
        if blocks.size[block, 0] > wide or blocks.size[block, 1] > deep or blocks.size[block, 2] > high:
            continue
        value = _merit(blocks, block, space, room, usable)
        if found == width and value <= merits[found - 1]:
            continue
        place = found if found < width else found - 1
        found = min(found + 1, width)
        while place > 0 and merits[place - 1] < value:
            merits[place], chosen[place] = merits[place - 1], chosen[place - 1]
            place -= 1
        merits[place], chosen[place] = value, block
    return found, kept


@njit(cache=True)
def put(filling: Filling, where: int, block: int, blocks: Blocks, room: Room) -> None:
    """Place a block in the corner of its cuboid that lies nearest to the container's."""
    space = filling.spaces[where]
    box = np.empty(6, np.int32)
    for axis in range(3):
        low, high = space[axis], room.hull[axis] - space[axis + 3]
        at_low = low <= high or (room.supported and axis == 2)
        box[axis] = space[axis] if at_low else space[axis + 3] - blocks.size[block, axis]
        box[axis + 3] = box[axis] + blocks.size[block, axis]
    for place in range(blocks.kinds[block]):
        filling.left[blocks.kind[block, place]] -= blocks.amount[block, place]
    step = filling.tally[PLACED]
    filling.placed[step, 0] = block
    filling.placed[step, 1:] = box[:3]
    filling.tally[PLACED] = step + 1
    filling.tally[GOODS] += blocks.volume[block]
    filling.tally[CAPACITY] -= room.weight[block]
    filling.tally[CUBOIDS] = cut(filling.spaces, filling.tally[CUBOIDS], box, room.least, room.supported)


@njit(cache=True)
def _choose(
    filling: Filling, active: Ints, alive: int, blocks: Blocks, room: Room, usable: Ints,
    merits: NDArray[np.float64], chosen: Ints,
) -> tuple[int, int, int]:
    """The next cuboid and its best blocks; cuboids that nothing fits are dropped. (cuboid, blocks, alive)."""
    while filling.tally[CUBOIDS] > 0 and filling.tally[PLACED] < STEPS:
        where = _nearest_cuboid(filling, room)
        found, alive = _rank(filling, where, active, alive, blocks, room, usable, merits, chosen)
        if found:
            return where, found, alive
        filling.tally[CUBOIDS] -= 1
        filling.spaces[where] = filling.spaces[filling.tally[CUBOIDS]]
    return -1, 0, alive


@njit(cache=True)
def complete(filling: Filling, active: Ints, alive: int, blocks: Blocks, room: Room, usable: Ints) -> None:
    """Fill what is left greedily, in place."""
    merits, chosen = np.empty(1, np.float64), np.empty(1, np.int32)
    while True:
        where, found, alive = _choose(filling, active, alive, blocks, room, usable, merits, chosen)
        if found == 0:
            return
        put(filling, where, chosen[0], blocks, room)


@njit(cache=True)
def open_choices(
    filling: Filling, blocks: Blocks, room: Room, usable: Ints, active: Ints, children: Ints
) -> tuple[int, int, int]:
    """The next cuboid of a state and its best blocks, as many as `children` holds: (cuboid, blocks, alive)."""
    merits = np.empty(children.size, np.float64)
    return _choose(filling, active, active.size, blocks, room, usable, merits, children)


@njit(cache=True)
def judge(
    filling: Filling, where: int, active: Ints, blocks: Blocks, room: Room, usable: Ints, children: Ints,
    scores: Longs, best: Filling,
) -> None:
    """Put each of the blocks `children` into the cuboid and complete greedily: the volumes into `scores`.

    `best` becomes the best completion where it beats what `best` was.
    """
    trial = Filling(
        np.empty_like(filling.spaces), np.empty_like(filling.left), np.empty_like(filling.placed),
        np.empty_like(filling.tally),
    )
    work = np.empty_like(active)
    for child in range(children.size):
        copy_filling(filling, trial)
        work[:] = active
        put(trial, where, children[child], blocks, room)
        complete(trial, work, work.size, blocks, room, usable)
        scores[child] = trial.tally[GOODS]
        if trial.tally[GOODS] > best.tally[GOODS]:
            copy_filling(trial, best)


def copied(filling: Filling) -> Filling:
    """The same container once more, to be filled differently."""
    return Filling(filling.spaces.copy(), filling.left.copy(), filling.placed.copy(), filling.tally.copy())


def empty_filling(hull: Ints, quantity: Ints, most_g: int) -> Filling:
    """A container with nothing in it yet."""
    spaces = np.zeros((MOST, 6), np.int32)
    spaces[0, 3:] = hull
    tally = np.array([1, 0, 0, most_g], np.int64)
    return Filling(spaces, quantity.copy(), np.zeros((STEPS, 4), np.int32), tally)
