"""The judge of walks with chosen places: all demand is met, no place gives more than it has, the walk is true."""

from __future__ import annotations

from collections import Counter

from wms.planning.plan import Plan, Violation
from wms.planning.routing.check import check as check_route
from wms.planning.routing.problem import RouteProblem
from wms.planning.routing.scattered.problem import ScatteredProblem, ScatteredRoute, Take


def route_problem(problem: ScatteredProblem, takes: tuple[Take, ...]) -> RouteProblem:
    """The plain walk over the places taken from."""
    stops = tuple(problem.offers[take.offer] for take in takes)
    return RouteProblem(problem.floor, stops, problem.start, vehicle=problem.vehicle)


def check(problem: ScatteredProblem, plan: Plan[ScatteredRoute]) -> list[Violation]:
    """Every broken rule: too little or too much of an item, a place asked for more than it has, a wrong walk."""
    takes, found = plan.solution.takes, []
    taken: Counter[str] = Counter()
    from_place: Counter[int] = Counter()
    for take in takes:
        taken[problem.offers[take.offer].item] += take.quantity
        from_place[take.offer] += take.quantity
    demand = dict(problem.demand)
    for item in sorted(set(demand) | set(taken)):
        if taken[item] != demand.get(item, 0):
            message = f"{taken[item]} of item {item} are taken, {demand.get(item, 0)} are asked for."
            found.append(Violation("demand", item, abs(taken[item] - demand.get(item, 0)), message))
    for offer, quantity in from_place.items():
        if quantity > problem.offers[offer].quantity:
            message = f"Place {offer} gives {quantity} but holds {problem.offers[offer].quantity}."
            found.append(Violation("supply", str(offer), quantity - problem.offers[offer].quantity, message))
    walk = Plan(plan.solution.route, plan.objective, plan.bound, 0.0, 0, "")
    return found + check_route(route_problem(problem, takes), walk)
