"""Cartonization as one call: which cartons, and where each piece lies, at the least cost."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator

from wms.base.jobs import Progress, Watch
from wms.planning.cartons.check import check
from wms.planning.cartons.construct import Filled, first_answer, price
from wms.planning.cartons.improve import cost_bound, exact, repack
from wms.planning.cartons.one import EXACT, Packer, lot_of
from wms.planning.cartons.problem import Carton, CartonParams, CartonProblem, Packing, PackItem
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation


def solve(
    problem: CartonProblem, params: CartonParams | None = None, watch: Watch | None = None
) -> Plan[Packing]:
    """Pack an order. The objective is the cartons' cost; equal costs go to fewer, then to smaller cartons.

    Raises `Infeasible` when a piece fits no carton, saying by how much.
    """
    params, watch = params or CartonParams(), watch or Watch()
    started = time.perf_counter()
    impossible = [*_contradictions(problem), *_homeless(problem)]
    if impossible:
        raise Infeasible(*impossible)
    watch.report(Progress("choosing cartons"))
    filled, bound, method = _choose(problem, params, watch)
    filled.sort(key=lambda one: (-problem.cartons[one.carton].volume, one.lot))
    packing = Packing(tuple(one.packed for one in filled))
    broken = check(problem, packing)
    if broken:
        raise CheckFailed(*broken)
    cost = price(problem.cartons, filled)[0]
    seconds = time.perf_counter() - started
    return Plan(packing, cost, min(bound, cost), seconds, params.seed, method, tuple(_reasons(problem, filled)))


def _choose(problem: CartonProblem, params: CartonParams, watch: Watch) -> tuple[list[Filled], int, str]:
    packer = Packer(problem, params, watch.stop)
    lot = lot_of([number for number, a in enumerate(problem.items) for _ in range(a.quantity)])
    if not lot:
        return [], 0, "nothing to pack"
    first = first_answer(packer, lot, watch)
    assert first is not None, "every piece fits some carton alone, so each carton filled takes at least one"
    bound = cost_bound(problem, watch)
    if sum(quantity for _, quantity in lot) <= EXACT and not watch.stop():
        best, proven = exact(packer, lot, watch)
        if best is not None and price(problem.cartons, best) <= price(problem.cartons, first):
            cost = price(problem.cartons, best)[0]
            return best, cost if proven else bound, "all ways to share the pieces among cartons"
    return repack(packer, first, bound, params.seed, watch), bound, "trial packings, cartons repacked a few at a time"


def _contradictions(problem: CartonProblem) -> Iterator[Violation]:
    for what, ids in (
        ("item", [item.item_id for item in problem.items]),
        ("carton kind", [carton.carton_id for carton in problem.cartons]),
    ):
        for number, count in Counter(ids).items():
            if count > 1:
                yield Violation("identity", f"{what} {number}", count - 1, f"The {what} {number} is given twice.")
    for item in problem.items:
        if min(item.x_mm, item.y_mm, item.z_mm) < 1 or item.quantity < 0 or item.weight_g < 0:
            text = f"Item {item.item_id} has an impossible size, weight or quantity."
            yield Violation("size", f"item {item.item_id}", 1, text)
    for carton in problem.cartons:
        if min(carton.x_mm, carton.y_mm, carton.z_mm) < 1 or carton.cost < 0:
            text = f"Carton kind {carton.carton_id} has an impossible size or cost."
            yield Violation("size", f"carton kind {carton.carton_id}", 1, text)


def _homeless(problem: CartonProblem) -> Iterator[Violation]:
    """Items that fit no carton even alone: by how much the nearest carton is too small or too weak."""
    for item in problem.items:
        if not item.quantity:
            continue
        misses = [(_miss(item, carton), carton) for carton in problem.cartons]
        if not any(miss == (0, 0) for miss, _ in misses):
            yield _why(item, misses)


def _miss(item: PackItem, carton: Carton) -> tuple[int, int]:
    sides = [max(x - carton.x_mm, y - carton.y_mm, z - carton.z_mm) for x, y, z in item.sizes()]
    too_long = max(0, min(sides, default=10**9))
    return too_long, max(0, item.weight_g - carton.most_g)


def _why(item: PackItem, misses: list[tuple[tuple[int, int], Carton]]) -> Violation:
    who = f"item {item.item_id}"
    if not misses:
        return Violation("cartons", who, 1, f"There is no carton at all for {who}.")
    (too_long, too_heavy), carton = min(misses, key=lambda miss: (miss[0], miss[1].carton_id))
    if too_long:
        text = f"{who} is {too_long} mm too large for carton kind {carton.carton_id}, the nearest."
        return Violation("carton size", who, too_long, text)
    text = f"{who} is {too_heavy} g too heavy for carton kind {carton.carton_id}, the nearest."
    return Violation("carton weight", who, too_heavy, text)


def _reasons(problem: CartonProblem, filled: list[Filled]) -> Iterator[str]:
    for one in filled:
        carton = problem.cartons[one.carton]
        goods = sum(piece.dx * piece.dy * piece.dz for piece in one.packed.pieces)
        share = 100 * goods / carton.volume
        yield f"Carton kind {carton.carton_id} holds {len(one.packed.pieces)} pieces, {share:.0f} % full."
