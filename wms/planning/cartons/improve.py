"""Cheaper cartons: exactly for small orders, by repacking a few cartons at a time for large ones, with a proven bound.

Small orders (up to eight pieces) are solved over all their subsets: the best way to pack a set is one carton for some
part that holds its first piece, and the best way for the rest.
"""

from __future__ import annotations

import random
from functools import cache
from itertools import product

import pulp

from wms.base.jobs import Progress, Watch
from wms.planning.cartons.construct import Filled, Price, cheapest_single, first_answer, price
from wms.planning.cartons.fit import UNKNOWN
from wms.planning.cartons.one import EXACT, Lot, Packer, lot_of, spread
from wms.planning.cartons.problem import CartonProblem
from wms.planning.highs import run


def cost_bound(problem: CartonProblem, watch: Watch) -> int:
    """No cartons cost less: enough volume, and enough weight, whatever the shapes (a covering programme)."""
    model = pulp.LpProblem("cover", pulp.LpMinimize)
    count = [model.add_variable(f"n_{k}", 0, cat=pulp.LpInteger) for k in range(len(problem.cartons))]
    model.setObjective(pulp.LpAffineExpression([(n, c.cost) for n, c in zip(count, problem.cartons, strict=True)]))
    volume = sum(item.volume * item.quantity for item in problem.items)
    weight = sum(item.weight_g * item.quantity for item in problem.items)
    for need, has in ((volume, [c.volume for c in problem.cartons]), (weight, [c.most_g for c in problem.cartons])):
        scale = max(1, *has)
        parts = [(n, one / scale) for n, one in zip(count, has, strict=True)]
        model.addConstraint(pulp.LpAffineExpression(parts) >= need / scale)
    solved = run(model, watch, doing="bounding the cartons", seconds=5.0)
    return round(solved.bound) if solved.bound is not None and solved.optimal else 0


def exact(packer: Packer, lot: Lot, watch: Watch) -> tuple[list[Filled] | None, bool]:
    """The best cartons for at most eight pieces, and whether that is proven (no fit was left undecided).

    None when the watch stops first.
    """
    cartons = packer.problem.cartons
    decided = True

    @cache
    def single(part: Lot) -> Filled | None:
        nonlocal decided
        if watch.stop():
            decided = False
            return None
        found = cheapest_single(packer, part)
        cheaper = range(len(cartons)) if found is None else [
            c for c in range(len(cartons)) if cartons[c].cost < cartons[found.carton].cost
        ]
        decided = decided and all(packer.fits(c, part)[0] != UNKNOWN for c in cheaper)
        return found

    @cache
    def best(rest: Lot) -> tuple[Price, tuple[Filled, ...]] | None:
        if not rest:
            return (0, 0, 0), ()
        options = []
        for part in parts_with_first(rest):
            one = single(part)
            after = best(_minus(rest, part)) if one is not None else None
            if one is not None and after is not None:
                filled = (one, *after[1])
                options.append((price(cartons, list(filled)), filled))
        return min(options, key=lambda option: option[0], default=None)

    answer = best(lot)
    return (None if answer is None else list(answer[1])), decided


def parts_with_first(lot: Lot) -> list[Lot]:
    """Every part of a lot that holds at least one piece of its first item."""
    ranges = [range(1 if index == 0 else 0, quantity + 1) for index, (_, quantity) in enumerate(lot)]
    return [
        tuple((item, q) for (item, _), q in zip(lot, chosen, strict=True) if q) for chosen in product(*ranges)
    ]


def _minus(lot: Lot, part: Lot) -> Lot:
    gone = dict(part)
    return tuple((item, q - gone.get(item, 0)) for item, q in lot if q > gone.get(item, 0))


def repack(packer: Packer, filled: list[Filled], bound: int, seed: int, watch: Watch) -> list[Filled]:
    """Empty two or three cartons at a time and pack their pieces anew, until nothing is gained for long."""
    cartons, rng = packer.problem.cartons, random.Random(seed)
    best, idle = list(filled), 0
    while len(best) > 1 and idle < 30 and price(cartons, best)[0] > bound and not watch.stop():
        chosen = set(rng.sample(range(len(best)), min(len(best), rng.choice((2, 2, 3)))))
        kept = [one for index, one in enumerate(best) if index not in chosen]
        pieces = [item for index in chosen for item in spread(best[index].lot)]
        lot = lot_of(pieces)
        anew = exact(packer, lot, watch)[0] if len(pieces) <= EXACT else first_answer(packer, lot, watch)
        if anew is not None and price(cartons, [*kept, *anew]) < price(cartons, best):
            best, idle = [*kept, *anew], 0
        else:
            idle += 1
        watch.report(Progress("repacking cartons", objective=price(cartons, best)[0], bound=bound))
    return best
