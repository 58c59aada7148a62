"""Plan each zone's batches; the zones share the time there is."""

from __future__ import annotations

from wms.base.errors import Problems
from wms.base.jobs import Watch
from wms.planning.batching.problem import BatchParams
from wms.planning.batching.solve import solve as solve_batches
from wms.planning.batching.zones.check import check, merge_cost
from wms.planning.batching.zones.problem import ZonePlan, ZoneProblem, merges_of, parts_of, zone_at
from wms.planning.plan import CheckFailed, Plan
from wms.planning.portion import portion


def solve(problem: ZoneProblem, params: BatchParams | None = None, watch: Watch | None = None) -> Plan[ZonePlan]:
    """Batches for every zone; objective and bound are all walks plus the merges, in the floor's unit.

    Refused for places without a zone or zones that are not there; Infeasible as `batching.solve`.
    """
    params, watch = params or BatchParams(), watch or Watch()
    _refuse_nonsense(problem)
    batches, objective, bounds = {}, float(merge_cost(problem)), [float(merge_cost(problem))]
    parts = parts_of(problem)
    for left, (zone, part) in zip(range(len(parts), 0, -1), parts.items(), strict=True):
        plan = solve_batches(part, params, portion(watch, 1 / left))
        batches[zone] = plan.solution
        objective += plan.objective
        bounds.append(plan.bound if plan.bound is not None else 0.0)
    merges = merges_of(problem)
    several = sum(len(zones) > 1 for zones in merges.values())
    reason = f"{len(problem.orders)} orders picked in {len(parts)} zones; {several} of them are brought together."
    whole = Plan(
        ZonePlan(batches, merges), objective, sum(bounds), watch.stop.elapsed(), params.seed, "zone by zone", (reason,)
    )
    broken = check(problem, whole)
    if broken:
        raise CheckFailed(*broken)
    return whole


def _refuse_nonsense(problem: ZoneProblem) -> None:
    found = Problems()
    names = [zone.name for zone in problem.zones]
    for name in sorted({name for name in names if names.count(name) > 1}):
        found.add("Zone {name} is there twice.", field="zones", name=name)
    for order in problem.orders:
        for stop in order.stops:
            if zone_at(problem, stop) not in names:
                found.add("Order {key} is picked at {place}, which is in no zone.", field="zone_of", key=order.key,
                          place=stop.place)
    if problem.merge < 0:
        found.add("Merging cannot cost less than nothing.", field="merge", found=problem.merge)
    found.refuse()
