"""One day under one seed, from the first release to the last order on its truck; and what was seen of it."""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.jobs import Stop
from wms.planning.simulation.crew import Worker
from wms.planning.simulation.draw import luck, with_arrivals
from wms.planning.simulation.events import Events
from wms.planning.simulation.outbound import Outbound
from wms.planning.simulation.picking import Picking
from wms.planning.simulation.problem import Replenishment, SimulationProblem
from wms.planning.simulation.steps import Steps


@dataclass(frozen=True, slots=True)
class Spent:
    """One person's time at work (milliseconds): from, until, and what it was spent on, which adds up to it.

    `factor` is by how much they are slower than usual.
    """

    came: int
    left: int
    on: dict[str, int]
    jobs: int
    factor: float


@dataclass(frozen=True, slots=True)
class Run:
    """One day as it went. Lines, orders and people by their place in `problem` (the day with its newcomers).

    All moments are milliseconds, −1 for never. `stops` are (line, picker, from, until), `walks` (batch id, picker,
    from, until), `visits` of aisles (aisle id, picker, in, out, waited), `benches` (order, packer, from, until),
    `docks` (order, from, until); `slowed` is by how much company slowed people in each aisle.
    """

    seed: int
    problem: SimulationProblem
    stops: tuple[tuple[int, int, int, int], ...]
    short: tuple[bool, ...]
    walks: tuple[tuple[int, int, int, int], ...]
    visits: tuple[tuple[int, int, int, int, int], ...]
    benches: tuple[tuple[int, int, int, int], ...]
    docks: tuple[tuple[int, int, int], ...]
    picked: tuple[int, ...]
    packed: tuple[int, ...]
    staged: tuple[int, ...]
    out: tuple[int, ...]
    pickers: tuple[Spent, ...]
    packers: tuple[Spent, ...]
    queues: dict[str, Steps]
    slowed: dict[int, int]
    events: int

    def late(self, order: int) -> bool:
        """Whether the order misses its truck, or never goes."""
        out = self.out[order]
        return out < 0 or out > self.problem.orders[order].cutoff_s * 1_000


def run(problem: SimulationProblem, seed: int, stop: Stop) -> Run:
    """The day of this seed. The problem must be free of contradictions. Raises Cancelled when `stop` says so."""
    day = with_arrivals(problem, seed)
    its, events = luck(day, seed), Events()
    outbound = Outbound(day, its, events)
    picking = Picking(day, its, events, outbound.line_done)
    for moment, replenishment_id in brought(day.replenishments, day.house.movers):
        events.at(moment, picking.brought, replenishment_id)
    events.run(stop)
    return Run(
        seed, day, tuple(picking.stops), tuple(its.short), tuple(picking.walks), tuple(picking.aisles.visits),
        tuple(outbound.benches), tuple(outbound.docks), tuple(outbound.picked), tuple(outbound.packed),
        tuple(outbound.staged), tuple(outbound.out), _spent(picking.crew.workers), _spent(outbound.crew.workers),
        {"walks": picking.crew.queue, "aisles": picking.aisles.waiting, "benches": outbound.crew.queue,
         "docks": outbound.dock_queue},
        picking.aisles.slowed, events.count,
    )  # fmt: skip


def brought(replenishments: tuple[Replenishment, ...], movers: int) -> list[tuple[int, int]]:
    """When each replenishment arrives (milliseconds) and its id: movers take them in turn, whoever is free first."""
    free, found = [0] * movers, []
    for one in sorted(replenishments, key=lambda one: one.release_s):
        mover = min(range(movers), key=lambda n: free[n])
        free[mover] = max(free[mover], one.release_s * 1_000) + one.seconds * 1_000
        found.append((free[mover], one.replenishment_id))
    return found


def _spent(workers: list[Worker]) -> tuple[Spent, ...]:
    return tuple(
        Spent(w.came, w.left, {what: t for what, t in sorted(w.spent.items()) if t}, w.jobs, w.factor) for w in workers
    )
