"""The judge's second half: orders at benches, in lanes and at docks."""

from __future__ import annotations

from collections.abc import Iterator

from wms.planning.plan import Violation
from wms.planning.simulation.problem import From
from wms.planning.simulation.run import Run
from wms.planning.simulation.steps import most_at_once


def orders(run: Run) -> Iterator[Violation]:
    """Each order is packed after its last line, brought to a lane with room, and loaded at a free dock."""
    yield from _picked(run)
    yield from _onwards(run)
    yield from _docks(run)
    yield from _lanes(run)


def _picked(run: Run) -> Iterator[Violation]:
    """Picked when its last line was done, and not before."""
    done = {line: end for line, _, _, end in run.stops}
    last: dict[int, int] = {}
    for number, line in enumerate(run.problem.lines):
        end = done.get(number)
        its = last.get(line.order_id, 0)
        last[line.order_id] = -1 if end is None or its < 0 else max(its, end)
    for number, order in enumerate(run.problem.orders):
        if order.begins is not From.PICK:
            continue
        due = last.get(order.order_id, order.ready_s * 1_000)
        if run.picked[number] != due:
            text = f"Order {order.order_id} counts as picked at {run.picked[number]} ms, but was at {due}."
            yield Violation("picked", f"order {order.order_id}", abs(run.picked[number] - due), text)


def _onwards(run: Run) -> Iterator[Violation]:
    """Picked, packed, staged, loaded: each only after the one before, each once."""
    packing = {order: (begin, end) for order, _, begin, end in run.benches}
    loading = {order: (begin, end) for order, begin, end in run.docks}
    stage = run.problem.pace.stage_s * 1_000
    if len(packing) != len(run.benches) or len(loading) != len(run.docks):
        yield Violation("orders", "benches and docks", 1, "An order is packed or loaded twice.")
    for number, order in enumerate(run.problem.orders):
        moments = [run.picked[number]]
        if order.begins is not From.LOAD:
            begin, end = packing.get(number, (-1, -1))
            moments += [begin, end] if end < 0 or end == run.packed[number] else [begin, -2]
            moments += [run.staged[number] - stage if run.staged[number] >= 0 else -1]
        begin, end = loading.get(number, (-1, -1))
        moments += [run.staged[number], begin, end if end == run.out[number] else -2]
        if moments != _in_turn(moments):
            text = f"Order {order.order_id} goes on before it has come so far: {moments}."
            yield Violation("order of work", f"order {order.order_id}", 1, text)


def _in_turn(moments: list[int]) -> list[int]:
    """The same moments if they never go back; what has not happened is followed by nothing that has."""
    happened = [moment for moment in moments if moment >= 0]
    return sorted(happened) + [-1] * (len(moments) - len(happened))


def _docks(run: Run) -> Iterator[Violation]:
    most, docks = most_at_once((begin, end, 1) for _, begin, end in run.docks if end > begin), run.problem.house.docks
    if docks and most > docks:
        yield Violation("docks", "docks", most - docks, f"{most} orders are loaded at {docks} docks at once.")


def _lanes(run: Run) -> Iterator[Violation]:
    """Lanes never hold more than their room, unless a single order is larger than that, or it was so at the start."""
    room, stage = run.problem.house.staging, run.problem.pace.stage_s * 1_000
    if not room:
        return
    steps: list[tuple[int, int, int]] = []
    for n, order in enumerate(run.problem.orders):
        if order.litres and run.staged[n] >= 0:
            since = run.staged[n] - (0 if order.begins is From.LOAD else stage)
            steps += [(since, 1, n), *([(run.out[n], 0, n)] if run.out[n] >= 0 else [])]
    there, total = 0, 0
    for _, comes, n in sorted(steps):
        order = run.problem.orders[n]
        there, total = there + (comes or -1), total + (order.litres if comes else -order.litres)
        if comes and order.begins is not From.LOAD and total > room and there > 1:
            text = f"The lanes hold {total - room} l too much when order {order.order_id} comes."
            yield Violation("staging", f"order {order.order_id}", total - room, text)
