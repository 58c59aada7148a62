"""Who makes which trip when: the earliest deadline first among the trips for which there is room.

A trip for a later wave may have to wait until an earlier one has emptied the location. With one kind of mover and no
such waiting this order is the one with the least greatest lateness (Jackson's rule).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence

from wms.planning.replenishment.construct import Haul
from wms.planning.replenishment.problem import ReplenishmentProblem, Trip


def schedule(
    problem: ReplenishmentProblem, hauls: Sequence[tuple[int, Haul]], pause: Callable[[], None] = lambda: None
) -> list[Trip]:
    """Give every haul (with its forward location) a mover and a start. An item's own trips keep their order."""
    waiting = sorted(
        range(len(hauls)), key=lambda n: (_opens(problem, hauls[n][1]), hauls[n][1].step.deadline_s, n), reverse=True
    )
    free = [(problem.now_s, mover) for mover in range(problem.movers)]
    ready: list[tuple[int, int]] = []
    trips: list[Trip] = []
    while waiting or ready:
        pause()
        clock, mover = heapq.heappop(free)
        if not ready and waiting:
            clock = max(clock, _opens(problem, hauls[waiting[-1]][1]))
        while waiting and _opens(problem, hauls[waiting[-1]][1]) <= clock:
            number = waiting.pop()
            heapq.heappush(ready, (hauls[number][1].step.deadline_s, number))
        _, number = heapq.heappop(ready)
        trips.append(_trip(problem, *hauls[number], clock, mover))
        heapq.heappush(free, (trips[-1].finish_s, mover))
    return trips


def _opens(problem: ReplenishmentProblem, haul: Haul) -> int:
    return max(problem.now_s, haul.release_s)


def _trip(problem: ReplenishmentProblem, forward_id: int, haul: Haul, start: int, mover: int) -> Trip:
    step = haul.step
    return Trip(
        haul.row.row_id, forward_id, haul.row.item_id, haul.quantity, haul.seconds,
        _opens(problem, haul), step.deadline_s, start, mover, step.wave_id, step.why,
    )
