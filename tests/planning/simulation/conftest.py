"""Small days to try: made by hand where every second counts, and by dice where every rule has to hold."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from wms.planning.simulation.problem import (
    Aisle,
    Batch,
    From,
    House,
    Line,
    Order,
    Pace,
    Person,
    Replenishment,
    SimulationProblem,
    Stop,
)

HOUR = 3_600
Make = Callable[..., SimulationProblem]


def random_day(
    seed: int, *, pickers: int = 3, capacity: int = 1, crowd: float = 0.1, **house: int
) -> SimulationProblem:
    """Thirty orders of a few lines in six aisles, two of them one-way, with every rule in play."""
    dice = random.Random(seed)
    orders, lines, batches = [], [], []
    for number in range(1, 31):
        begins = dice.choice((From.PICK,) * 8 + (From.PACK, From.LOAD))
        orders.append(Order(number, dice.choice((1, 2, 3)) * HOUR, 60, 20, dice.randint(0, 30), begins))
    open_orders = [order.order_id for order in orders if order.begins is From.PICK]
    for first in range(0, len(open_orders), 4):
        stops = []
        for order in open_orders[first : first + 4]:
            for _ in range(dice.randint(1, 5)):
                line = Line(len(lines) + 1, order, dice.randint(5, 40), 0.1, dice.choice((0, 0, 0, 1, 2)))
                lines.append(line)
                stops.append((dice.randint(0, 6), dice.randint(0, 9_000), line.line_id))
        walk = tuple(Stop(line, dice.randint(500, 9_000), aisle, along) for aisle, along, line in sorted(stops))
        batches.append(Batch(len(batches) + 1, walk, 8_000, dice.choice((0, 0, 600, 1_200)), dice.randint(0, 3)))
    shift = Person(0, 8 * HOUR, ((1_200, 2_100),))
    people = House((shift,) * pickers, (Person(0, 9 * HOUR), Person(300, 9 * HOUR, ((2_000, 2_900),))), 1,
                   **{"carts": 0, "docks": 2, "staging": 60, **house})  # fmt: skip
    aisles = tuple(Aisle(n, capacity, one_way=n in (2, 5)) for n in range(1, 7))
    brought = (Replenishment(1, 500), Replenishment(2, 700, 100))
    pace = Pace(crowd=crowd, gaps_s=(0, 30, 90))
    return SimulationProblem(tuple(orders), tuple(lines), tuple(batches), people, pace, aisles, brought)


def steady_day(
    walks: tuple[tuple[tuple[int, int, int], ...], ...], *, pickers: int = 1, aisles: tuple[Aisle, ...] = (),
    packers: int = 1, until: int = 8 * HOUR, breaks: tuple[tuple[int, int], ...] = (), **pace: float,
) -> SimulationProblem:  # fmt: skip
    """Days without luck: an order a walk, stops (way in mm, aisle, seconds of picking); packing takes 100 s."""
    orders, lines, batches = [], [], []
    for number, stops in enumerate(walks, 1):
        orders.append(Order(number, 8 * HOUR, 100, 10))
        walk = []
        for depth, (way, aisle, seconds) in enumerate(stops):
            lines.append(Line(len(lines) + 1, number, seconds))
            walk.append(Stop(len(lines), way, aisle, 1_000 * depth))
        batches.append(Batch(number, tuple(walk), 5_000, 0, number))
    house = House((Person(0, until, breaks),) * pickers, (Person(0, 9 * HOUR),) * packers)
    steady: dict[str, float] = {"line_spread": 0, "person_spread": 0, "bench_spread": 0, "crowd": 0, **pace}
    return SimulationProblem(tuple(orders), tuple(lines), tuple(batches), house, Pace(**steady), aisles)  # type: ignore[arg-type]


@pytest.fixture
def dicey() -> Make:
    """Makes random days."""
    return random_day


@pytest.fixture
def steady() -> Make:
    """Makes days without luck."""
    return steady_day
