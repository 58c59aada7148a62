"""Allocation as one call: 10,000 lines over 100,000 stock rows in about a second, the same answer every time."""

from __future__ import annotations

import time
from collections import Counter, defaultdict

from wms.base.errors import Cancelled
from wms.base.jobs import Progress, Watch
from wms.planning.allocation.check import check
from wms.planning.allocation.construct import allocate
from wms.planning.allocation.explain import shorts
from wms.planning.allocation.improve import fewer_touches
from wms.planning.allocation.problem import Allocation, AllocationParams, AllocationProblem, Take, usable
from wms.planning.plan import CheckFailed, Infeasible, Plan, Violation

METHOD = "served by priority from the oldest stock, fewest touches exactly, then exchanges"


def solve(
    problem: AllocationProblem, params: AllocationParams | None = None, watch: Watch | None = None
) -> Plan[Allocation]:
    """Give stock to lines. The plan's objective is the number of touches; its bound is proven from row sizes.

    Raises `Infeasible` for a contradictory problem and `Cancelled` when stopped, for half an allocation would break
    priorities.
    """
    params, watch = params or AllocationParams(), watch or Watch()
    started = time.perf_counter()
    _refuse_contradictions(problem)

    def pause(served: int) -> None:
        if served % 256 == 0:
            watch.report(Progress("allocating stock", served, len(problem.orders)))
        if watch.stop.cancelled:
            raise Cancelled("The allocation was cancelled.")

    served = allocate(problem, pause)
    takes = fewer_touches(problem, served.takes) if params.improve and not watch.stop() else served.takes
    answer = Allocation(tuple(takes), shorts(problem, served, takes))
    broken = check(problem, answer)
    if broken:
        raise CheckFailed(*broken)
    seconds = time.perf_counter() - started
    bound = touch_bound(problem, answer.takes)
    watch.report(Progress("allocated", len(problem.orders), len(problem.orders), len(takes), bound))
    return Plan(answer, len(takes), bound, seconds, params.seed, METHOD, _reasons(answer))


def touch_bound(problem: AllocationProblem, takes: tuple[Take, ...]) -> int:
    """No plan serves the same quantities with fewer touches: each line from the largest rows, as if it were alone."""
    got: Counter[int] = Counter()
    for take in takes:
        got[take.line_id] += take.quantity
    rows = defaultdict(list)
    for row in sorted(problem.stock, key=lambda row: -row.free):
        rows[row.owner_id, row.item_id].append(row)
    touches = 0
    for line in problem.lines:
        need = got[line.line_id]
        for row in rows.get((line.owner_id, line.item_id), ()) if need else ():
            if usable(row, line, problem.day):
                touches, need = touches + 1, need - row.free
                if need <= 0:
                    break
    return touches


def _refuse_contradictions(problem: AllocationProblem) -> None:
    """Unknown orders, doubled ids and impossible quantities are the caller's fault and are all told at once."""
    found: list[Violation] = []
    for what, ids in (
        ("order", [order.order_id for order in problem.orders]),
        ("line", [line.line_id for line in problem.lines]),
        ("row", [row.row_id for row in problem.stock]),
    ):
        if len(set(ids)) < len(ids):
            for number, count in Counter(ids).items():
                if count > 1:
                    text = f"The {what} {number} is given more than once."
                    found.append(Violation("identity", f"{what} {number}", count - 1, text))
    known = {order.order_id for order in problem.orders}
    for line in problem.lines:
        if line.order_id not in known:
            text = f"Line {line.line_id} belongs to the unknown order {line.order_id}."
            found.append(Violation("identity", f"line {line.line_id}", 1, text))
        if line.quantity <= 0:
            text = f"Line {line.line_id} asks for {line.quantity}."
            found.append(Violation("quantity", f"line {line.line_id}", 1 - line.quantity, text))
    for row in problem.stock:
        if not 0 <= row.free <= row.on_hand:
            text = f"Row {row.row_id} has {row.free} free of {row.on_hand} on hand."
            found.append(Violation("free stock", f"row {row.row_id}", abs(row.free - row.on_hand), text))
    if found:
        raise Infeasible(*found)


def _reasons(answer: Allocation) -> tuple[str, ...]:
    told = [f"{len(answer.takes)} touches; {len(answer.shorts)} lines are short."]
    for short in answer.shorts[:50]:
        causes = " ".join(reason.message for reason in short.reasons)
        told.append(f"Line {short.line_id} lacks {short.quantity}. {causes}")
    return tuple(told)
