"""Putaway of a truckload as one call: a quick stowage first, then the exact model, then the judge."""

from __future__ import annotations

import time
from collections import Counter

from wms.base.jobs import Progress, Watch
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation
from wms.planning.putaway.check import check, objective_mm
from wms.planning.putaway.construct import Choices, possible, stow
from wms.planning.putaway.problem import Pallet, PutawayParams, PutawayProblem, Stowage
from wms.planning.putaway.rules import terms
from wms.planning.putaway.suggest import no_place, refusals_of


def solve(problem: PutawayProblem, params: PutawayParams | None = None, watch: Watch | None = None) -> Plan[Stowage]:
    """Place all pallets of the load together at the least walking (millimetres), as many as can be placed.

    Pallets without a place stay in the plan with `None` and a reason. Raises `Infeasible` for doubled ids.
    """
    params, watch = params or PutawayParams(), watch or Watch()
    started = time.perf_counter()
    _refuse_doubles(problem)
    choices = possible(problem)
    answer = _stowage(problem, stow(problem, choices))
    objective = objective_mm(problem, answer)
    watch.report(Progress("placing the truckload", objective=objective))
    method, bound = "greedy, the pallet with the fewest places first", None
    if problem.pallets and not watch.stop():
        from wms.planning.putaway.improve import best_stowage  # the solver is loaded with the first model

        found, bound = best_stowage(problem, choices, dict(answer.place_of), params.seconds, params.seed, watch)
        better = _stowage(problem, found) if found else None
        if better and not check(problem, better) and objective_mm(problem, better) <= objective:
            answer, objective, method = better, objective_mm(problem, better), "transportation programme (PuLP, HiGHS)"
    broken = check(problem, answer)
    if broken:
        raise CheckFailed(*broken)
    seconds = time.perf_counter() - started
    bound = None if bound is None else min(bound, objective)
    return Plan(answer, objective, bound, seconds, params.seed, method, tuple(_reasons(problem, answer, choices)))


def _stowage(problem: PutawayProblem, place_of: dict[int, int | None]) -> Stowage:
    return Stowage(tuple((pallet.pallet_id, place_of[pallet.pallet_id]) for pallet in problem.pallets))


def _refuse_doubles(problem: PutawayProblem) -> None:
    found = []
    for what, ids in (
        ("pallet", [pallet.pallet_id for pallet in problem.pallets]),
        ("place", [place.place_id for place in problem.places]),
    ):
        for number, count in Counter(ids).items():
            if count > 1:
                text = f"The {what} {number} is given {count} times."
                found.append(Violation("identity", f"{what} {number}", count - 1, text))
    if found:
        raise Infeasible(*found)


def _reasons(problem: PutawayProblem, answer: Stowage, choices: Choices) -> list[str]:
    pallets = {pallet.pallet_id: pallet for pallet in problem.pallets}
    places = {place.place_id: place for place in problem.places}
    told = []
    for pallet_id, place_id in answer.place_of:
        if place_id is None:
            told.append(f"Pallet {pallet_id} has no place. {_cause(problem, pallets[pallet_id], choices)}")
        else:
            parts = "; ".join(term.words for term in terms(pallets[pallet_id], places[place_id], problem.weights))
            told.append(f"Pallet {pallet_id} goes to place {place_id}: {parts}.")
    return told


def _cause(problem: PutawayProblem, pallet: Pallet, choices: Choices) -> str:
    fitting = len(choices[pallet.pallet_id])
    if fitting:
        return f"{fitting} places would take it; the rest of the load needs all of them."
    return " ".join(violation.message for violation in no_place(pallet, refusals_of(problem, pallet)))
