"""Plan batches: which orders share a walk so that all walks together are short."""

from __future__ import annotations

import numpy as np

from wms.base.errors import Problems
from wms.base.jobs import Progress, Watch
from wms.planning.batching.annealing import Carts
from wms.planning.batching.bounds import simple_bound
from wms.planning.batching.check import check, route_of
from wms.planning.batching.columns import batch_lengths
from wms.planning.batching.construct import savings_batches
from wms.planning.batching.exact import Proof, list_all
from wms.planning.batching.ground import GRAPH, Ground, prepare
from wms.planning.batching.improve import Search
from wms.planning.batching.problem import Batch, Batches, BatchParams, BatchProblem
from wms.planning.floor.lanes import Ints
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation
from wms.planning.routing.problem import Route
from wms.planning.routing.solve import knows_place


def solve(problem: BatchProblem, params: BatchParams | None = None, watch: Watch | None = None) -> Plan[Batches]:
    """Batches with the least walking found until the watch stops; objective and bound in the floor's unit.

    Refused for places outside the floor or nonsense on an order; Infeasible for orders too large for the cart or
    picked where no way leads. When cancelled at once the quick plan is returned,
    or Cancelled raised where not even the floor could be measured.
    """
    params, watch = params or BatchParams(), watch or Watch()
    refuse_nonsense(problem)
    if not problem.orders:
        return _checked(problem, Plan(Batches(()), 0.0, 0.0, watch.stop.elapsed(), params.seed, "nothing to pick"))
    carts = carts_of(problem)
    watch.report(Progress("Measuring the floor"))
    places = [order.places for order in problem.orders]
    ground = prepare(problem.floor, places, problem.start, problem.vehicle, watch.stop)
    alone = batch_lengths(ground, [(n,) for n in range(len(problem.orders))])
    _refuse_unreachable(problem, alone)
    first = savings_batches(ground, carts, watch)
    search = Search(ground, carts, params, watch, first, bound=simple_bound(carts, alone))
    watch.report(Progress("Merging orders", objective=float(search.length), bound=search.bound))
    method = _improve(search, params, watch)
    return _checked(problem, _plan(problem, search, ground, method))


def _improve(search: Search, params: BatchParams, watch: Watch) -> str:
    """Search, and prove where all batches can be listed; the method's name."""
    search.start()
    if not params.rounds:
        return "annealing"
    listing = list_all(search.ground, search.carts, params.exact_batches, watch) if params.prove else None
    proof = Proof(search, listing, watch) if listing else None
    if proof and proof.bound() and proof.finish():
        return "all batches listed, choice proven"
    search.first_dive()
    for _ in range(params.rounds):
        if proof and proof.finish():
            return "all batches listed, choice proven"
        if watch.stop():
            break
        search.turn()
    return "annealing and column generation"


def carts_of(problem: BatchProblem) -> Carts:
    """Uses and room as arrays. Infeasible when an order alone is too much for a cart."""
    rules = problem.cart.limits(problem.orders)
    found = []
    for name, limit, uses in rules:
        for order, use in zip(problem.orders, uses, strict=True):
            if use > limit:
                message = f"Order {order.key} needs {use} {name}, a cart holds {limit}: {use - limit} too many."
                found.append(Violation(name, order.key, use - limit, message))
    if found:
        raise Infeasible(*found)
    table = np.array([uses for _, _, uses in rules], np.int64).reshape(len(rules), len(problem.orders))
    return Carts(table.T.copy(), np.array([limit for _, limit, _ in rules], np.int64))


def refuse_nonsense(problem: BatchProblem) -> None:
    """Refuse orders that are there twice, have negative sizes, or are picked outside the floor."""
    found = Problems()
    keys = [order.key for order in problem.orders]
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        found.add("Order {key} is there twice.", field="orders", key=key)
    for order in problem.orders:
        for stop in order.stops:
            if not knows_place(problem.floor, stop.place):
                found.add("Order {key} is picked at {place}, which is not on this floor.", field="orders",
                          key=order.key, place=stop.place)
            if stop.quantity < 0:
                found.add("Order {key} asks for {quantity}.", field="orders", key=order.key, quantity=stop.quantity)
        if min(order.weight, order.volume, order.boxes) < 0:
            found.add("Order {key} has a negative size.", field="orders", key=order.key)
    found.refuse()


def _refuse_unreachable(problem: BatchProblem, alone: Ints) -> None:
    lost = [order.key for order, length in zip(problem.orders, alone, strict=True) if length >= 1 << 55]
    found = [Violation("reachable", key, 1, f"No way leads to all picks of order {key}.") for key in lost]
    if found:
        raise Infeasible(*found)


def _plan(problem: BatchProblem, search: Search, ground: Ground, method: str) -> Plan[Batches]:
    lengths = batch_lengths(ground, search.best)
    batches = tuple(Batch(orders, int(length)) for orders, length in zip(search.best, lengths, strict=True))
    exact = ground.kind != GRAPH
    alone = int(batch_lengths(ground, [(n,) for n in range(len(problem.orders))]).sum())
    total = float(lengths.sum())
    reasons = [
        f"{len(problem.orders)} orders in {len(batches)} batches walk {total:.0f}; one by one they would walk {alone}.",
    ]
    return Plan(
        Batches(tuple(sorted(batches, key=lambda batch: batch.orders))), total, search.bound if exact else None,
        search.watch.stop.elapsed(), search.params.seed, method, tuple(reasons),
    )


def _checked(problem: BatchProblem, plan: Plan[Batches]) -> Plan[Batches]:
    broken = check(problem, plan)
    if broken:
        raise CheckFailed(*broken)
    return plan


def walks(problem: BatchProblem, plan: Plan[Batches]) -> list[Plan[Route]]:
    """The drawn walk of every batch."""
    return [route_of(problem, batch) for batch in plan.solution.batches]
