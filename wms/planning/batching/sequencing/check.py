"""The judge of timetables: batches are true, nobody is in two places at once, shifts and hard due times are kept."""

from __future__ import annotations

import itertools

from wms.planning.batching.check import check as check_batches
from wms.planning.batching.problem import Batch, Batches
from wms.planning.batching.sequencing.problem import SequenceProblem, Shift, Timetable
from wms.planning.plan import Plan, Violation


def shift_seconds(problem: SequenceProblem, shift: Shift) -> int:
    """How long the batch of a shift takes."""
    work = sum(stop.seconds for n in shift.orders for stop in problem.orders.orders[n].stops)
    return problem.setup + -(-shift.length * problem.seconds // problem.per) + work


def cost_of(problem: SequenceProblem, shifts: tuple[Shift, ...]) -> int:
    """Seconds worked plus charges for lateness."""
    total = sum(shift.end - shift.start for shift in shifts)
    for shift in shifts:
        for n in shift.orders:
            due = problem.dues[n]
            if due.at is not None and due.weight is not None:
                total += due.weight * max(0, shift.end - due.at)
    return total


def check(problem: SequenceProblem, plan: Plan[Timetable]) -> list[Violation]:
    """Every broken rule."""
    shifts = plan.solution.shifts
    batches = Batches(tuple(Batch(shift.orders, shift.length) for shift in shifts))
    total = float(sum(shift.length for shift in shifts))
    found = check_batches(problem.orders, Plan(batches, total, None, 0.0, 0, ""))
    for shift in shifts:
        found += _check_shift(problem, shift)
    for picker in range(len(problem.pickers)):
        mine = sorted((s for s in shifts if s.picker == picker), key=lambda s: s.start)
        for a, b in itertools.pairwise(mine):
            if b.start < a.end:
                name = problem.pickers[picker].name
                message = f"{name} starts a batch {a.end - b.start} s before the last one ends."
                found.append(Violation("one batch at a time", name, a.end - b.start, message))
    cost = cost_of(problem, shifts)
    if cost != plan.objective:
        found.append(Violation("objective", "plan", abs(cost - plan.objective), f"The cost is {cost}."))
    if plan.bound is not None and plan.bound > plan.objective + 1e-6:
        found.append(Violation("bound", "plan", plan.bound - plan.objective, "The bound lies above the plan."))
    return found


def _check_shift(problem: SequenceProblem, shift: Shift) -> list[Violation]:
    found = []
    if not 0 <= shift.picker < len(problem.pickers):
        return [Violation("picker", str(shift.picker), 1, f"There is no picker {shift.picker}.")]
    picker = problem.pickers[shift.picker]
    if shift.end - shift.start != shift_seconds(problem, shift):
        off = abs(shift.end - shift.start - shift_seconds(problem, shift))
        found.append(Violation("duration", picker.name, off, f"A batch of {picker.name} takes {off} s more or less."))
    if shift.start < picker.ready:
        early = picker.ready - shift.start
        found.append(Violation("shift", picker.name, early, f"{picker.name} starts {early} s too early."))
    if picker.until is not None and shift.end > picker.until:
        late = shift.end - picker.until
        found.append(Violation("shift", picker.name, late, f"{picker.name} works {late} s beyond the shift."))
    for n in shift.orders:
        due, key = problem.dues[n], problem.orders.orders[n].key
        if due.at is not None and due.weight is None and shift.end > due.at:
            late = shift.end - due.at
            found.append(Violation("due", key, late, f"Order {key} is picked {late} s after it is due."))
    return found
