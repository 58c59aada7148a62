"""How long a batch walks: the exact route of any set of orders, fast enough to be asked millions of times.

Each order's stops are kept as bits: one bit per distinct stop of an aisle (or of the whole floor), so the stops of a
batch are the bitwise "or" of its orders. On one open block the route comes from the one-block kernel, on several
blocks from the method over states, on other floors from a tour over the stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.base.jobs import Stop as JobStop
from wms.planning.batching.bits import lowest_bit
from wms.planning.compiled import njit
from wms.planning.floor.graph import GraphFloor
from wms.planning.floor.lanes import Ints, Lanes
from wms.planning.floor.parallel import ParallelFloor, Vehicle
from wms.planning.routing.blocks import Ends, ends_at_crossings, walk_states, way_costs
from wms.planning.routing.improve import as_graph, ends_for, suits_aisle_method
from wms.planning.routing.oneblock import FAR, cross_over, pick_aisle
from wms.planning.routing.problem import Place, RouteProblem
from wms.planning.routing.problem import Stop as Pick
from wms.planning.routing.states import Tables, tables
from wms.planning.routing.tsp import EXACT_STOPS, descend, held_karp, nearest_tour, tour_cost

ONE_BLOCK, BLOCKS, GRAPH = range(3)
Words = NDArray[np.uint64]


class Ground(NamedTuple):
    """What the batch kernels need to know of a floor and its orders.

    `stops` (n, R, W): bits of the stops of each order, by row (aisles on one block, one row elsewhere) and word.
    `where` (R, 64 · W): y of each bit on one block; index into `aisle`, `y` elsewhere. `matrix`: distances on graphs,
    row and column 0 for the ends. `extra` is walked by every batch.
    """

    kind: int
    stops: Words
    where: Ints
    lanes: Lanes
    depot: Words
    aisle: Ints
    y: Ints
    tables: Tables
    ends: Ends
    turns: bool
    matrix: Ints
    extra: int


class Block(NamedTuple):
    """The part of a ground on one open block that lengths are made of."""

    where: Ints
    aisle_x: Ints
    depth: int
    extra: int


@njit(cache=True)
def block_of(ground: Ground) -> Block:
    """The block of a ground on one open block (on others it means nothing)."""
    return Block(ground.where, ground.lanes.aisle_x, ground.lanes.cross_y[-1], ground.extra)


def evaluations(ground: Ground, batches: int) -> int:
    """About how many lengths of batches can be measured in a tenth of a second, when so many batches hold all orders.

    It depends on the problem only, never on the machine's speed, so that equal seeds give equal plans.
    """
    if ground.kind != ONE_BLOCK:
        return 4_000 if ground.kind == BLOCKS else 500
    n, rows, words = ground.stops.shape
    orders = max(1.0, n / max(1, batches))
    stops = min(orders * int(np.bitwise_count(ground.stops).sum()) / max(1, n), 64 * rows * words)
    work = 20 + (orders + 2) * rows * words + stops
    return int(100_000 * min(1.0, 200 / work))


@njit(cache=True)
def union(depot: Words, stops: Words, members: Ints, count: int, out: Words) -> None:
    """The stops of `members[:count]` in `out` (R, W)."""
    out[:] = depot
    for m in range(count):
        order = members[m]
        for r in range(out.shape[0]):
            for w in range(out.shape[1]):
                out[r, w] |= stops[order, r, w]


@njit(cache=True)
def one_block_length(where: Ints, aisle_x: Ints, depth: int, bits: Words) -> int:
    """The exact one-block route over the set bits; see `routing.oneblock`."""
    rows, words = bits.shape
    start, end = rows, -1
    for r in range(rows):
        for w in range(words):
            if bits[r, w] != 0:
                start, end = min(start, r), r
                break
    uu = e0 = oe = ee1 = ee2 = FAR
    none = 0
    for a in range(start, end + 1):
        if a > start:
            uu, e0, oe, ee1, ee2 = cross_over(uu, e0, oe, ee1, ee2, aisle_x[a] - aisle_x[a - 1])
        first, last, gap = -1, -1, 0
        for w in range(words):
            word = bits[a, w]
            while word != 0:
                y = where[a, 64 * w + lowest_bit(word)]
                if first < 0:
                    first = y
                else:
                    gap = max(gap, y - last)
                last = y
                word &= word - np.uint64(1)
        if first < 0:
            new_uu = min(uu, min(e0, oe, ee1, ee2) + depth)
            ee1 = min(ee1, uu + depth, min(e0, oe, ee2) + 2 * depth)
            uu = new_uu
        else:
            uu, e0, oe, ee1, ee2, none = pick_aisle(
                uu, e0, oe, ee1, ee2, none, depth, 2 * last, 2 * (depth - first), 2 * (depth - gap)
            )
    return min(e0, oe, ee1, none)


@njit(cache=True)
def _listed(ground: Ground, bits: Words) -> Ints:
    """The stops whose bits are set in the only row, ascending."""
    found = np.empty(64 * bits.shape[1], np.int64)
    count = 0
    for w in range(bits.shape[1]):
        word = bits[0, w]
        while word != 0:
            found[count] = 64 * w + lowest_bit(word)
            count += 1
            word &= word - np.uint64(1)
    return found[:count]


@njit(cache=True)
def _blocks(ground: Ground, bits: Words) -> int:
    """The exact route through several blocks."""
    listed = _listed(ground, bits)
    if len(listed) == 0:
        return 0
    cost = way_costs(ground.lanes, ground.turns, ground.aisle[listed], ground.y[listed])
    came, chose = np.zeros((0, 1), np.int32), np.zeros((0, 1), np.int8)
    return walk_states(ground.lanes, ground.tables, ground.ends, cost, came, chose)[0]


@njit(cache=True)
def _graph(ground: Ground, bits: Words) -> int:
    """A tour over the stops: exact up to twelve, a good one beyond."""
    listed = _listed(ground, bits)
    nodes = np.zeros(len(listed) + 1, np.int64)
    nodes[1:] = listed + 1
    d = np.empty((len(nodes), len(nodes)), np.int64)
    for i in range(len(nodes)):
        for j in range(len(nodes)):
            d[i, j] = ground.matrix[nodes[i], nodes[j]]
    if len(nodes) == 1:
        return 0
    if len(nodes) <= EXACT_STOPS:
        return held_karp(d)[0]
    tour = nearest_tour(d)
    descend(d, tour)
    return tour_cost(d, tour)


@njit(cache=True)
def union_length(ground: Ground, bits: Words) -> int:
    """Length of the route over the set bits."""
    if ground.kind == ONE_BLOCK:
        length = one_block_length(ground.where, ground.lanes.aisle_x, ground.lanes.cross_y[1], bits)
        return length + ground.extra
    if ground.kind == BLOCKS:
        return _blocks(ground, bits) + ground.extra
    return _graph(ground, bits) + ground.extra


@njit(cache=True)
def batch_length(ground: Ground, members: Ints, count: int, bits: Words) -> int:
    """Length of the route that picks the orders `members[:count]`; `bits` (R, W) is scratch."""
    if count == 0:
        return 0
    union(ground.depot, ground.stops, members, count, bits)
    return union_length(ground, bits)


@njit(cache=True)
def lengths_of(ground: Ground, starts: Ints, members: Ints) -> Ints:
    """Lengths of many batches; batch i holds `members[starts[i]:starts[i + 1]]`."""
    bits = np.empty(ground.depot.shape, np.uint64)
    lengths = np.zeros(len(starts) - 1, np.int64)
    for i in range(len(lengths)):
        part = members[starts[i] : starts[i + 1]]
        lengths[i] = batch_length(ground, part, len(part), bits)
    return lengths


def prepare(
    floor: ParallelFloor | GraphFloor, orders: Sequence[Sequence[Place]], start: Place, vehicle: Vehicle,
    stop: JobStop | None = None,
) -> Ground:
    """The ground for batches of orders, each given by the places it is picked at. Raises Cancelled."""
    everything = tuple(Pick(place) for place in sorted({place for order in orders for place in order}, key=_sort_key))
    problem = RouteProblem(floor, everything, start, vehicle=vehicle)
    if isinstance(floor, ParallelFloor) and suits_aisle_method(problem):
        depot = floor.depot(str(start))
        closed = bool(floor.blocked or vehicle.barred)
        if floor.blocks == 1 and not closed and vehicle.turns and len(depot.doors) == 1 and floor.cross_y[0] == 0:
            return _one_block_ground(floor, orders, depot.name)
        return _blocks_ground(problem, floor, orders)
    return _graph_ground(problem, orders, stop or JobStop())


def _sort_key(place: Place) -> tuple[str, Place]:
    return (type(place).__name__, place)


def _one_block_ground(floor: ParallelFloor, orders: Sequence[Sequence[Place]], depot_name: str) -> Ground:
    door = floor.depot(depot_name).doors[0]
    depot = (door.aisle, floor.cross_y[door.cross])
    ys: list[list[int]] = [
        sorted({y for order in orders for a, y in order if a == aisle} | ({depot[1]} if depot[0] == aisle else set()))
        for aisle in range(len(floor.aisle_x))
    ]
    words = max(1, -(-max(len(row) for row in ys) // 64))
    where = np.zeros((len(ys), 64 * words), np.int64)
    for aisle, row in enumerate(ys):
        where[aisle, : len(row)] = row
    rank = {(aisle, y): (aisle, i) for aisle, row in enumerate(ys) for i, y in enumerate(row)}
    stops = _as_bits([[rank[place] for place in order] for order in orders], len(ys), words)
    start = _as_bits([[rank[depot]]], len(ys), words)[0]
    ends = ends_at_crossings(floor.lanes, (door.aisle, door.cross), (door.aisle, door.cross))
    empty = np.zeros(0, np.int64)
    return Ground(ONE_BLOCK, stops, where, floor.lanes, start, empty, empty, tables(2, False), ends, True,
                  np.zeros((0, 0), np.int64), 2 * door.distance)


def _as_bits(orders: Sequence[Sequence[tuple[int, int]]], rows: int, words: int) -> Words:
    bits = np.zeros((len(orders), rows, words), np.uint64)
    for n, order in enumerate(orders):
        for row, i in order:
            bits[n, row, i // 64] |= np.uint64(1 << (i % 64))
    return bits


def _flat_bits(problem: RouteProblem, orders: Sequence[Sequence[Place]]) -> tuple[Words, Words]:
    rank = {stop.place: i for i, stop in enumerate(problem.stops)}
    words = max(1, -(-len(rank) // 64))
    stops = _as_bits([[(0, rank[place]) for place in order] for order in orders], 1, words)
    return stops, np.zeros((1, words), np.uint64)


def _blocks_ground(problem: RouteProblem, floor: ParallelFloor, orders: Sequence[Sequence[Place]]) -> Ground:
    depot = floor.depot(str(problem.start))
    ends, _, extra = ends_for(floor, depot, depot, 0)
    stops, none = _flat_bits(problem, orders)
    passable = floor.lanes.passable.copy()
    passable[[a for a in problem.vehicle.barred if a < len(floor.aisle_x)]] = False
    places = np.array([stop.place for stop in problem.stops], np.int64).reshape(-1, 2)
    return Ground(BLOCKS, stops, np.zeros((1, 1), np.int64), floor.lanes._replace(passable=passable), none,
                  places[:, 0].copy(), places[:, 1].copy(), tables(len(floor.cross_y), ends.apart), ends,
                  problem.vehicle.turns, np.zeros((0, 0), np.int64), extra)


def _graph_ground(problem: RouteProblem, orders: Sequence[Sequence[Place]], stop: JobStop) -> Ground:
    graph, start, _ = as_graph(problem)
    graph.measure(stop)
    nodes = [graph.names[start], *(graph.names[stop.place] for stop in problem.stops)]
    stops, none = _flat_bits(problem, orders)
    lanes = Lanes(np.zeros(1, np.int64), np.zeros(2, np.int64), np.ones((1, 1), np.bool_))
    empty = np.zeros(0, np.int64)
    return Ground(GRAPH, stops, np.zeros((1, 1), np.int64), lanes, none, empty, empty, tables(2, False),
                  ends_at_crossings(lanes, (0, 0), (0, 0)), True, graph.distances[np.ix_(nodes, nodes)].copy(), 0)
