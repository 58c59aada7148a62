"""The judge of batches: every order once, every cart within its limits, every walk as long as a route really is."""

from __future__ import annotations

from collections import Counter

from wms.planning.batching.problem import Batch, Batches, BatchProblem
from wms.planning.floor.parallel import ParallelFloor
from wms.planning.plan import Plan, Violation
from wms.planning.routing.problem import Route, RouteProblem
from wms.planning.routing.solve import solve as solve_route


def check(problem: BatchProblem, plan: Plan[Batches]) -> list[Violation]:
    """Every broken rule: orders left out or picked twice, overfull carts, wrong lengths, objective or bound."""
    batches = plan.solution.batches
    found = _check_orders(problem, batches)
    for number, batch in enumerate(batches):
        found += _check_cart(problem, number, batch) + _check_length(problem, number, batch)
    total = sum(batch.length for batch in batches)
    if total != plan.objective:
        found.append(Violation("objective", "plan", abs(total - plan.objective), "The lengths do not add up."))
    if plan.bound is not None and plan.bound > plan.objective + 1e-6:
        found.append(Violation("bound", "plan", plan.bound - plan.objective, "The bound lies above the plan."))
    return found


def _check_orders(problem: BatchProblem, batches: tuple[Batch, ...]) -> list[Violation]:
    times = Counter(order for batch in batches for order in batch.orders)
    found = []
    for number, order in enumerate(problem.orders):
        if times[number] != 1:
            message = f"Order {order.key} is in {times[number]} batches."
            found.append(Violation("every order once", order.key, abs(times[number] - 1), message))
    strangers = set(times) - set(range(len(problem.orders)))
    return found + [Violation("every order once", str(n), 1, f"There is no order number {n}.") for n in strangers]


def _check_cart(problem: BatchProblem, number: int, batch: Batch) -> list[Violation]:
    found = []
    orders = tuple(problem.orders[n] for n in batch.orders if 0 <= n < len(problem.orders))
    for name, limit, uses in problem.cart.limits(orders):
        if sum(uses) > limit:
            message = f"Batch {number} needs {sum(uses)} {name}, the cart holds {limit}."
            found.append(Violation(name, f"batch {number}", sum(uses) - limit, message))
    return found


def _check_length(problem: BatchProblem, number: int, batch: Batch) -> list[Violation]:
    walk = route_of(problem, batch)
    exact = isinstance(problem.floor, ParallelFloor) and not problem.floor.one_way
    if batch.length < walk.objective or (exact and batch.length != walk.objective):
        message = f"Batch {number} walks {walk.objective:.0f}, the plan says {batch.length}."
        return [Violation("length", f"batch {number}", abs(walk.objective - batch.length), message)]
    return []


def route_of(problem: BatchProblem, batch: Batch) -> Plan[Route]:
    """The walk of a batch."""
    stops = tuple(stop for n in batch.orders if 0 <= n < len(problem.orders) for stop in problem.orders[n].stops)
    return solve_route(RouteProblem(problem.floor, stops, problem.start, vehicle=problem.vehicle))
