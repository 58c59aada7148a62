"""Planners are made ready before their clock starts.

Their inner loops are compiled the first time after an installation, which takes up to a minute, and loaded in
milliseconds later. A tiny problem of each kind is solved for that, so that a plan's seconds are spent on the plan.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from wms.operations.planning.walks import warm_up

if TYPE_CHECKING:
    from wms.planning.floor.graph import GraphFloor
    from wms.planning.floor.parallel import ParallelFloor

FEW, MANY = 4, 12


@cache
def routes() -> None:
    """Walks on parallel aisles and on any other floor."""
    from wms.planning.routing.problem import RouteParams, RouteProblem, Stop
    from wms.planning.routing.solve import solve

    warm_up()
    stops = tuple(Stop(place, str(place)) for place in (1, 2, 3, 4, 5, 6))
    for prove in (False, True):
        solve(RouteProblem(_ring(), stops, "start"), RouteParams(rounds=2, prove=prove))


@cache
def batches() -> None:
    """Batching on both kinds of floor, with few orders and with many."""
    from wms.planning.batching.problem import BatchOrder, BatchParams, BatchProblem, Cart
    from wms.planning.batching.solve import solve
    from wms.planning.routing.problem import Stop

    routes()
    cart = Cart(lines=6, orders=3)
    for many, listed in ((FEW, 1_000), (MANY, 0)):
        params = BatchParams(rounds=1, moves=20, exact_batches=listed)
        spread = tuple(
            BatchOrder(str(n), (Stop((n % 3, 1 + n % 4)), Stop(((n + 1) % 3, 1 + n % 3)))) for n in range(many)
        )
        for blocks in (1, 2):
            solve(BatchProblem(_aisles(blocks), spread, cart, "start"), params)
        around = tuple(BatchOrder(str(n), (Stop(1 + n % 6), Stop(1 + (n + 2) % 6))) for n in range(many))
        solve(BatchProblem(_ring(), around, cart, "start"), params)


@cache
def waves() -> None:
    """The search for waves, with and without what is scarce or begun."""
    from wms.planning.waves import problem as planner
    from wms.planning.waves.solve import solve

    lines = tuple(planner.WaveLine(n, 1, n % 2, 30) for n in range(3))
    orders = tuple(planner.WaveOrder(n, lines, 7_200, hard=False, pack_s=60) for n in range(4))
    day = tuple(planner.Wave(n, n * 3_600, (n + 1) * 3_600, 10, 10) for n in range(2))
    prices = planner.Prices(aisle=2)
    solve(planner.WaveProblem(orders, day, (planner.Shift(0, 7_200, 2, 1),), fixed=((0, 0),), prices=prices),
          planner.WaveParams(moves=200))  # fmt: skip


@cache
def slotting() -> None:
    """Re-slotting by whole walks, and by the way to each place alone."""
    from wms.planning.slotting.problem import PastOrder, PickLocation, SlottedItem, SlottingProblem
    from wms.planning.slotting.reslot import ReslotParams, reslot

    size = 12
    table = tuple(tuple(1_000 * abs(i - j) for j in range(size + 1)) for i in range(size + 1))
    items = tuple(SlottedItem(n, 2**n, condition="") for n in range(1, size))
    current = {n: (n,) for n in range(1, size)}  # what is asked for most lies farthest: moves pay
    orders = tuple(PastOrder((n,), 2**n) for n in range(1, size))
    orders += (PastOrder(tuple(current)),)  # too long a walk to be measured exactly
    for measured in (True, False):
        places = tuple(
            PickLocation(n, 2_000 * n, n % 2, 1_000 * n, zone="F", conditions=frozenset({""}),
                         place=n if measured else -1)
            for n in range(1, size + 1)
        )  # fmt: skip
        problem = SlottingProblem(items, places, orders=orders if measured else (), walks=table if measured else (),
                                  horizon_days=1, current=current)  # fmt: skip
        reslot(problem, ReslotParams(1, 1, steps=2_000, spots=frozenset(range(1, size + 1)), choice=frozenset(current)))
    routes()  # plans are tried on later orders by their shortest walks


@cache
def cartons() -> None:
    """Packing, exactly for few pieces and by search for many."""
    from wms.planning.cartons.problem import Carton, CartonParams, CartonProblem, PackItem
    from wms.planning.cartons.solve import solve

    kinds = (Carton(1, 300, 200, 150, 10_000, 10), Carton(2, 600, 400, 400, 25_000, 20))
    for pieces in (2, 40):
        items = (PackItem(1, 100, 90, 80, pieces, 50), PackItem(2, 60, 50, 40, pieces, 20, fragility=1))
        solve(CartonProblem(items, kinds), CartonParams(starts=2))


def nothing() -> None:
    """For planners without compiled parts."""


def _aisles(blocks: int) -> ParallelFloor:
    from wms.planning.floor.parallel import Depot, Door, ParallelFloor

    cross = tuple(10 * n for n in range(blocks + 1))
    return ParallelFloor((0, 3, 6), cross, (), (Depot("start", (Door(0, 0, 0),)),))


def _ring() -> GraphFloor:
    from wms.planning.floor.graph import GraphFloor

    there = tuple((n, (n + 1) % 7, 1_000) for n in range(7))
    back = tuple((v, u, length) for u, v, length in there)
    return GraphFloor(7, there + back, {**{n: n for n in range(1, 7)}, "start": 0})
