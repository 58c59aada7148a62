"""The judge of zone plans: every zone's batches are true, every part of every order is picked once, merges are paid."""

from __future__ import annotations

from wms.planning.batching.check import check as check_batches
from wms.planning.batching.zones.problem import ZonePlan, ZoneProblem, merges_of, parts_of
from wms.planning.plan import Plan, Violation


def merge_cost(problem: ZoneProblem) -> int:
    """What bringing the orders together costs."""
    return problem.merge * sum(max(0, len(zones) - 1) for zones in merges_of(problem).values())


def check(problem: ZoneProblem, plan: Plan[ZonePlan]) -> list[Violation]:
    """Every broken rule."""
    found, total = [], 0
    for zone, part in parts_of(problem).items():
        batches = plan.solution.batches.get(zone)
        if batches is None:
            found.append(Violation("zone", zone, 1, f"Zone {zone} has no batches."))
            continue
        length = sum(batch.length for batch in batches.batches)
        total += length
        found += check_batches(part, Plan(batches, float(length), None, 0.0, 0, ""))
    if total + merge_cost(problem) != plan.objective:
        off = abs(total + merge_cost(problem) - plan.objective)
        found.append(Violation("objective", "plan", off, "Walks and merges do not add up to the objective."))
    if dict(plan.solution.merges) != merges_of(problem):
        found.append(Violation("merges", "plan", 1, "The plan does not say truly where each order comes from."))
    if plan.bound is not None and plan.bound > plan.objective + 1e-6:
        found.append(Violation("bound", "plan", plan.bound - plan.objective, "The bound lies above the plan."))
    return found
