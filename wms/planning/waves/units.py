"""The day as arrays: each order (or part of one) with its cost in each wave, its use of each resource, and its aisles.

An order that ships complete is one unit. Of another order each line of a scarce item is a unit of its own, and the
rest is one. The last column of the costs stands for "not released".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from wms.planning.waves.problem import WaveOrder, WaveProblem, labour_s, portion

NEVER = 1 << 50
"""The cost of a wave that is not allowed."""

RESOURCES = ("picking", "packing", "staging", "dock")

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Unit:
    """Some lines of an order (an index into the problem's orders) that are released together."""

    order: int
    lines: tuple[int, ...]


class Day(NamedTuple):
    """Arrays over units u, waves w, resources r, aisles, scarce items and groups. Ragged lists have start offsets.

    `step[n]` is what the unit that finds n others at an aisle of its wave adds to the cost: the aisle's price for the
    first and nothing for the rest, in the day as it is.
    """

    cost: Ints
    use: Ints
    capacity: Ints
    fair: Ints
    aisle_start: Ints
    aisle: Ints
    user_start: Ints
    user: Ints
    item_start: Ints
    item: Ints
    quantity: Ints
    stock: Ints
    group: Ints
    clash: Flags
    movable: Flags
    aisle_price: int
    uneven_price: int
    aisles: int
    step: Ints


@dataclass(frozen=True, slots=True)
class Model:
    """The units with their arrays and last safe waves, the scarce items' ids, and the waves of what is fixed."""

    units: tuple[Unit, ...]
    day: Day
    items: tuple[int, ...]
    fixed: dict[int, int]
    safe: Ints


def build(problem: WaveProblem) -> Model:
    """Turn the problem into arrays."""
    scarce = _scarce(problem)
    wave_index = {wave.wave_id: number for number, wave in enumerate(problem.waves)}
    fixed_orders = {order_id: wave_index[wave_id] for order_id, wave_id in problem.fixed}
    units: list[Unit] = []
    for number, order in enumerate(problem.orders):
        whole = order.ship_complete or order.order_id in fixed_orders
        units += [Unit(number, lines) for lines in _parts(order, scarce, whole)]
    fixed = {
        u: fixed_orders[problem.orders[unit.order].order_id]
        for u, unit in enumerate(units) if problem.orders[unit.order].order_id in fixed_orders
    }
    safe_wave = [last_safe_wave(problem, order) for order in problem.orders]
    safe = np.array([safe_wave[unit.order] for unit in units], np.int64)
    return Model(tuple(units), _day(problem, units, scarce, fixed), tuple(scarce), fixed, safe)


def _scarce(problem: WaveProblem) -> list[int]:
    """Items of which not everything asked for is there from the first wave on."""
    first = min((wave.start_s for wave in problem.waves), default=0)
    asked: Counter[int] = Counter()
    there: Counter[int] = Counter()
    for order in problem.orders:
        for line in order.lines:
            asked[line.item_id] += line.quantity
    for stock in problem.stock:
        there[stock.item_id] += stock.quantity if stock.from_s <= first else 0
    return sorted(item for item in {stock.item_id for stock in problem.stock} if asked[item] > there[item])


def _parts(order: WaveOrder, scarce: list[int], whole: bool) -> Iterator[tuple[int, ...]]:
    every = tuple(range(len(order.lines)))
    known = set(scarce)
    apart = [] if whole else [number for number in every if order.lines[number].item_id in known]
    together = tuple(number for number in every if number not in set(apart))
    if together or not apart:
        yield together
    for number in apart:
        yield (number,)


def _day(problem: WaveProblem, units: list[Unit], scarce: list[int], fixed: dict[int, int]) -> Day:
    aisles = {a: n for n, a in enumerate(sorted({line.aisle_id for o in problem.orders for line in o.lines}))}
    groups = {g: n for n, g in enumerate(sorted({order.group for order in problem.orders}))}
    items = {item: number for number, item in enumerate(scarce)}
    use = np.zeros((len(units), len(RESOURCES)), np.int64)
    unit_aisles: list[list[int]] = []
    unit_items: list[list[tuple[int, int]]] = []
    for u, unit in enumerate(units):
        order = problem.orders[unit.order]
        lines = [order.lines[number] for number in unit.lines]
        use[u] = (
            sum(line.pick_s for line in lines), portion(order.pack_s, order, len(lines)),
            portion(order.staging, order, len(lines)), portion(order.dock, order, len(lines)),
        )
        unit_aisles.append(sorted({aisles[line.aisle_id] for line in lines}))
        wanted: dict[int, int] = defaultdict(int)
        for line in lines:
            if line.item_id in items:
                wanted[items[line.item_id]] += line.quantity
        unit_items.append(sorted(wanted.items()))
    capacity = np.array([(*labour_s(problem, w), w.staging, w.dock) for w in problem.waves], np.int64).reshape(-1, 4)
    clash = np.zeros((len(groups), len(groups)), np.bool_)
    for one, other in problem.apart:
        if one in groups and other in groups:
            clash[groups[one], groups[other]] = clash[groups[other], groups[one]] = True
    movable = np.ones(len(units), np.bool_)
    movable[list(fixed)] = False
    return Day(
        _costs(problem, units, fixed), use, capacity, _fair(use, capacity),
        *_ragged(unit_aisles), *_ragged(_users(unit_aisles, len(aisles))), *_ragged_pairs(unit_items),
        _stock(problem, items),
        np.array([groups[problem.orders[unit.order].group] for unit in units], np.int64), clash, movable,
        problem.prices.aisle, problem.prices.uneven, len(aisles), steps(len(units), problem.prices.aisle, 0.0),
    )


def steps(units: int, price: int, gathering: float) -> Ints:
    """The cost of each further unit at an aisle of a wave. `gathering` blends in a price that falls with the crowd.

    With it, a lone unit gains by joining others even before its old aisle is empty; 0.0 is the true price.
    """
    crowd = np.arange(units + 2)
    total = price * ((1 - gathering) * (crowd > 0) + gathering * np.log2(1 + crowd) / 3)
    rounded = np.round(total).astype(np.int64)
    return rounded[1:] - rounded[:-1]


def _users(unit_aisles: list[list[int]], aisles: int) -> list[list[int]]:
    users: list[list[int]] = [[] for _ in range(aisles)]
    for unit, visited in enumerate(unit_aisles):
        for aisle in visited:
            users[aisle].append(unit)
    return users


def _ragged(rows: list[list[int]]) -> tuple[Ints, Ints]:
    start = np.zeros(len(rows) + 1, np.int64)
    start[1:] = np.cumsum([len(row) for row in rows])
    return start, np.array([value for row in rows for value in row], np.int64)


def _ragged_pairs(rows: list[list[tuple[int, int]]]) -> tuple[Ints, Ints, Ints]:
    start, first = _ragged([[item for item, _ in row] for row in rows])
    return start, first, np.array([quantity for row in rows for _, quantity in row], np.int64)


def _fair(use: Ints, capacity: Ints) -> Ints:
    """The picking seconds of each wave if all work were spread by the people at hand."""
    total = int(capacity[:, 0].sum())
    return -(-capacity[:, 0] * int(use[:, 0].sum()) // max(1, total))


def _stock(problem: WaveProblem, items: dict[int, int]) -> Ints:
    """What is there of each scarce item by each wave, all arrivals until then counted."""
    there = np.zeros((len(items), len(problem.waves)), np.int64)
    for stock in problem.stock:
        for w, wave in enumerate(problem.waves):
            if stock.item_id in items and stock.from_s <= wave.start_s:
                there[items[stock.item_id], w] += stock.quantity
    return there


def last_safe_wave(problem: WaveProblem, order: WaveOrder) -> int:
    """The last wave (by index) from which the order is out before its cut-off; -1 when there is none."""
    safe = [w for w, wave in enumerate(problem.waves) if wave.end_s + problem.handling_s <= order.cutoff_s]
    return safe[-1] if safe else -1


def _costs(problem: WaveProblem, units: list[Unit], fixed: dict[int, int]) -> Ints:
    waves, prices = len(problem.waves), problem.prices
    of_order = [order_costs(problem, order) for order in problem.orders]
    cost = np.array([of_order[unit.order] for unit in units], np.int64).reshape(-1, waves + 1)
    for u, wave in fixed.items():
        kept = problem.orders[units[u].order]
        cost[u] = NEVER
        cost[u, wave] = max(0, wave - last_safe_wave(problem, kept)) * prices.late * kept.weight
    return cost


def order_costs(problem: WaveProblem, order: WaveOrder) -> list[int]:
    """The cost of one unit of the order in each wave, and unreleased; NEVER where it may not go."""
    prices, safe = problem.prices, last_safe_wave(problem, order)
    costs = []
    for w, wave in enumerate(problem.waves):
        if wave.closed or wave.start_s < order.ready_s or (order.hard and w > safe):
            costs.append(NEVER)
        else:
            costs.append((safe - w) * prices.early if w <= safe else (w - safe) * prices.late * order.weight)
    return [*costs, prices.unreleased * order.weight]
