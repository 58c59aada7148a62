"""One carton and a handful of pieces: quick refusals, then trial orders, then (for few pieces) the proof.

Verdicts are remembered, because the same few items meet the same cartons again and again while cartons are chosen.
"""

from __future__ import annotations

import random
from collections import Counter

import numpy as np

from wms.base.jobs import Stop
from wms.planning.cartons.fit import DOES_NOT, FITS, UNKNOWN, Pieces, pack_in_order, search_all
from wms.planning.cartons.problem import Carton, CartonParams, CartonProblem, Packed, PackItem, Placement
from wms.planning.cartons.spaces import Ints

EXACT = 8
"""Up to so many pieces a carton is searched exhaustively."""

Lot = tuple[tuple[int, int], ...]
"""Pieces by item index: ((item, quantity), …), ascending."""


def lot_of(items: list[int]) -> Lot:
    """The same items counted."""
    return tuple(sorted(Counter(items).items()))


def spread(lot: Lot) -> list[int]:
    """A lot piece by piece."""
    return [item for item, quantity in lot for _ in range(quantity)]


class Packer:
    """Answers for one order: does this lot fit that carton, and what of a lot would fit.

    When `stop` says so it answers at once: nothing is searched any more, and the first trial order counts.
    """

    def __init__(self, problem: CartonProblem, params: CartonParams, stop: Stop | None = None) -> None:
        self.problem, self.params, self.stop = problem, params, stop or Stop()
        self.items = problem.items
        self.sizes = [item.sizes() for item in problem.items]
        self._known: dict[tuple[int, Lot], tuple[int, Packed | None]] = {}

    def fits(self, carton: int, lot: Lot) -> tuple[int, Packed | None]:
        """FITS with the packing, DOES_NOT (proven), or UNKNOWN (not found). `carton` is the index in the problem."""
        key = (carton, lot)
        if key not in self._known:
            self._known[key] = self._try(self.problem.cartons[carton], lot)
        return self._known[key]

    def _try(self, carton: Carton, lot: Lot) -> tuple[int, Packed | None]:
        if self._refused(carton, lot):
            return DOES_NOT, None
        count, placed, pieces = self._best_order(carton, lot)
        if count == len(pieces):
            return FITS, self._packed(carton, placed, pieces)
        if len(pieces) > EXACT or self.stop():
            return UNKNOWN, None
        verdict = search_all(self._arrays(pieces), _hull(carton), self.problem.supported, placed)
        return verdict, self._packed(carton, placed, pieces) if verdict == FITS else None

    def _refused(self, carton: Carton, lot: Lot) -> bool:
        weight = sum(self.items[a].weight_g * quantity for a, quantity in lot)
        volume = sum(self.items[a].volume * quantity for a, quantity in lot)
        return weight > carton.most_g or volume > carton.volume or not all(self.alone(carton, a) for a, _ in lot)

    def alone(self, carton: Carton, item: int) -> bool:
        """Whether one piece fits the empty carton by its size and weight."""
        inside = any(x <= carton.x_mm and y <= carton.y_mm and z <= carton.z_mm for x, y, z in self.sizes[item])
        return inside and self.items[item].weight_g <= carton.most_g

    def most(self, carton: int, lot: Lot) -> tuple[Lot, Packed]:
        """As much of the lot's volume as the trial orders get into the carton."""
        kind = self.problem.cartons[carton]
        count, placed, pieces = self._best_order(kind, lot)
        inside = lot_of([pieces[row[0]] for row in placed[:count]])
        return inside, self._packed(kind, placed[:count], pieces)

    def _best_order(self, carton: Carton, lot: Lot) -> tuple[int, Ints, list[int]]:
        """The packing order that brings in most volume: three sorted ones, then random neighbours of them."""
        pieces = spread(lot)
        arrays = self._arrays(pieces)
        weight = np.array([self.items[a].weight_g for a in pieces], np.int32)
        volume = np.array([self.items[a].volume for a in pieces], np.int64)
        rng = random.Random(f"{self.params.seed} {carton.carton_id} {lot}")
        best, best_count, best_volume = np.zeros((0, 7), np.int32), 0, -1
        for trial in range(max(6, min(self.params.starts, 3000 // max(1, len(pieces))))):
            order = self._order(pieces, trial, rng)
            placed = np.zeros((len(pieces), 7), np.int32)
            count = pack_in_order(
                arrays, order, _hull(carton), carton.most_g, weight, self.problem.supported, placed
            )
            goods = int(volume[placed[:count, 0]].sum())
            if goods > best_volume:
                best, best_count, best_volume = placed, count, goods
            if count == len(pieces) or self.stop():
                break
        return best_count, best, pieces

    def _order(self, pieces: list[int], trial: int, rng: random.Random) -> Ints:
        """Sturdy before fragile; within that by volume, longest side or base area, shaken more with every trial."""

        def key(number: int) -> tuple[int, float]:
            item = self.items[pieces[number]]
            measure = _MEASURES[trial % len(_MEASURES)](item)
            return item.fragility, -measure * (1 + (rng.random() - 0.5) * min(1.0, (trial // 3) / 10))

        return np.array(sorted(range(len(pieces)), key=key), np.int32)

    def _arrays(self, pieces: list[int]) -> Pieces:
        ways = np.array([len(self.sizes[a]) for a in pieces], np.int32)
        size = np.zeros((len(pieces), 6, 3), np.int32)
        for number, item in enumerate(pieces):
            size[number, : len(self.sizes[item])] = self.sizes[item]
        fragility = np.array([self.items[a].fragility for a in pieces], np.int32)
        return Pieces(size, ways, np.array(pieces, np.int32), fragility)

    def _packed(self, carton: Carton, placed: Ints, pieces: list[int]) -> Packed:
        boxes = [
            Placement(self.items[pieces[p]].item_id, x, y, z, x2 - x, y2 - y, z2 - z)
            for p, x, y, z, x2, y2, z2 in (map(int, row) for row in placed)
        ]
        return Packed(carton.carton_id, tuple(settle(boxes)))


def settle(boxes: list[Placement]) -> list[Placement]:
    """Let every piece sink until it touches the floor or a piece below; from the bottom up, in packing order."""
    resting: list[Placement] = []
    for box in sorted(boxes, key=lambda box: (box.z, box.x, box.y)):
        floor = 0
        for other in resting:
            apart = (
                box.x >= other.x + other.dx or other.x >= box.x + box.dx
                or box.y >= other.y + other.dy or other.y >= box.y + box.dy
            )
            if not apart:
                floor = max(floor, other.z + other.dz)
        resting.append(Placement(box.item_id, box.x, box.y, floor, box.dx, box.dy, box.dz))
    return resting


def _hull(carton: Carton) -> Ints:
    return np.array([carton.x_mm, carton.y_mm, carton.z_mm], np.int32)


def _volume(item: PackItem) -> float:
    return float(item.volume)


def _longest(item: PackItem) -> float:
    return float(max(item.x_mm, item.y_mm, item.z_mm))


def _base(item: PackItem) -> float:
    return item.volume / min(item.x_mm, item.y_mm, item.z_mm)


_MEASURES = (_volume, _longest, _base)
