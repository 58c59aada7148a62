"""Plan one walk that also chooses where to take each item."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from wms.base.errors import Problems
from wms.base.jobs import Watch
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation
from wms.planning.routing.problem import RouteParams, Stop
from wms.planning.routing.scattered import elsewhere, improve
from wms.planning.routing.scattered.check import check, route_problem
from wms.planning.routing.scattered.construct import as_shelves, suits_one_block
from wms.planning.routing.scattered.problem import ScatteredParams, ScatteredProblem, ScatteredRoute, Take
from wms.planning.routing.solve import knows_place
from wms.planning.routing.solve import solve as solve_route


def solve(
    problem: ScatteredProblem, params: ScatteredParams | None = None, watch: Watch | None = None
) -> Plan[ScatteredRoute]:
    """The shortest walk found that takes all demand; objective and bound are lengths in the floor's unit.

    Refused for nonsense, Infeasible when an item is not offered in the quantity asked for (item and lack are named).
    """
    params, watch = params or ScatteredParams(), watch or Watch()
    watch.stop.raise_if_cancelled()
    _refuse_nonsense(problem)
    _refuse_shortage(problem, problem.offers)
    if suits_one_block(problem):
        chosen, bound, method = _on_one_block(problem, params, watch)
    else:
        chosen, bound, method = _anywhere(problem, params, watch)
    plan = _plan(problem, params, watch, _takes(problem, chosen), bound, method)
    broken = check(problem, plan)
    if broken:
        raise CheckFailed(*broken)
    return plan


def _on_one_block(problem: ScatteredProblem, params: ScatteredParams, watch: Watch) -> tuple[list[int], float, str]:
    shelves, offers = as_shelves(problem)
    search = improve.Search(shelves, params)
    search.run(watch)
    chosen = [offers[place] for place in search.chosen.nonzero()[0] if offers[place] >= 0]
    return chosen, float(search.bound), "prices and local search with exact walks"


def _anywhere(problem: ScatteredProblem, params: ScatteredParams, watch: Watch) -> tuple[list[int], float, str]:
    search = elsewhere.Search(problem, params)
    reached = tuple(problem.offers[n] for n in range(len(problem.offers)) if search.measure([n]) < elsewhere.NO_WALK)
    _refuse_shortage(problem, reached)
    search.run(watch)
    return sorted(search.chosen), float(search.bound), "local search"


def _takes(problem: ScatteredProblem, chosen: list[int]) -> tuple[Take, ...]:
    """From each chosen offer as much as is still wanted."""
    left, takes = dict(problem.demand), []
    for offer in chosen:
        stop = problem.offers[offer]
        quantity = min(stop.quantity, left[stop.item])
        left[stop.item] -= quantity
        if quantity > 0:
            takes.append(Take(offer, quantity))
    return tuple(takes)


def _plan(
    problem: ScatteredProblem, params: ScatteredParams, watch: Watch, takes: tuple[Take, ...], bound: float, method: str
) -> Plan[ScatteredRoute]:
    route = solve_route(route_problem(problem, takes), RouteParams(seed=params.seed)).solution
    walked = tuple(takes[n] for n in route.order)
    route = replace(route, order=tuple(range(len(walked))))
    places = len({problem.offers[take.offer].place for take in takes})
    offered = len({stop.place for stop in problem.offers})
    reason = f"{len(problem.demand)} items taken at {places} of {offered} places on a walk of {route.length}."
    return Plan(
        ScatteredRoute(walked, route), float(route.length), min(bound, float(route.length)), watch.stop.elapsed(),
        params.seed, method, (reason,),
    )


def _refuse_nonsense(problem: ScatteredProblem) -> None:
    found = Problems()
    items = [item for item, _ in problem.demand]
    for item in sorted({item for item in items if items.count(item) > 1}):
        found.add("Item {item} is asked for twice.", field="demand", item=item)
    for item, quantity in problem.demand:
        if quantity < 0:
            found.add("Item {item} is asked for {quantity} times.", field="demand", item=item, quantity=quantity)
    for number, stop in enumerate(problem.offers):
        if stop.quantity < 0 or not knows_place(problem.floor, stop.place):
            found.add("Offer {number} at {place} is not on this floor or negative.", row=number + 1, number=number,
                      place=stop.place)
    found.refuse()


def _refuse_shortage(problem: ScatteredProblem, offers: tuple[Stop, ...]) -> None:
    stock: Counter[str] = Counter()
    for stop in offers:
        stock[stop.item] += stop.quantity
    short = [
        Violation("stock", item, quantity - stock[item],
                  f"Item {item}: {quantity} asked for, {stock[item]} within reach, {quantity - stock[item]} too few.")
        for item, quantity in problem.demand if quantity > stock[item]
    ]
    if short:
        raise Infeasible(*short)
