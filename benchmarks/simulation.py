"""Days tried out: how many a second, and how long 30 days of 2,000 orders take, judged and told, in processor seconds.

The days are made up: batches of twelve orders with five lines each over twenty aisles, pickers and packers enough to
end in time, a break, four docks, lanes with limited room, every seventh aisle one-way, three people an aisle. A
`simulation.json` in the data folder with rows of [orders, pickers, packers, seeds] replaces the sizes.
"""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

from wms.base import jobs
from wms.planning.simulation.check import check
from wms.planning.simulation.problem import (
    Aisle,
    Batch,
    House,
    Line,
    Order,
    Person,
    SimulationParams,
    SimulationProblem,
    Stop,
)
from wms.planning.simulation.run import run as run_once
from wms.planning.simulation.solve import simulate

SIZES = ((200, 4, 2, 100), (2_000, 20, 12, 30))
LINES, CART, AISLES, HOUR = 5, 12, 20, 3_600


def run(data: Path, limit: float | None, json_file: Path | None) -> None:
    """Try each size out and print the table."""
    chosen = data / "simulation.json"
    sizes = json.loads(chosen.read_text(encoding="utf-8")) if chosen.is_file() else SIZES
    answers = []
    print("  orders   lines  days   one day  its judge      all  days/s   late")
    for orders, pickers, packers, seeds in sizes:
        problem = made_up(orders, pickers, packers)
        once, began = run_once(problem, 0, jobs.Stop()), time.process_time()
        once = run_once(problem, 0, jobs.Stop())
        alone = time.process_time() - began
        began = time.process_time()
        wrong = check(once)
        judge = time.process_time() - began
        began = time.process_time()
        tried = simulate(problem, SimulationParams(seeds=seeds))
        took = time.process_time() - began
        late = tried.figures.late.mean
        print(f"{orders:>7,} {len(problem.lines):>7,} {seeds:>5} {alone:>7.3f} s {judge:>8.3f} s {took:>6.2f} s "
              f"{seeds / took:>7.1f} {late:>6.1f}", "" if not wrong else f"  {len(wrong)} RULES BROKEN")  # fmt: skip
        answers.append({"orders": orders, "days": seeds, "seconds": took, "late": late, "wrong": len(wrong)})
    if json_file is not None:
        json_file.write_text(json.dumps(answers), encoding="utf-8")


def made_up(orders: int, pickers: int, packers: int) -> SimulationProblem:
    """A day of so many orders."""
    dice = random.Random(orders)
    lines, batches = [], []
    for first in range(1, orders + 1, CART):
        stops = []
        for order in range(first, min(orders + 1, first + CART)):
            for _ in range(LINES):
                lines.append(Line(len(lines) + 1, order, 20, 0.01))
                stops.append((dice.randint(1, AISLES), dice.randint(0, 30_000), len(lines)))
        walk = tuple(Stop(line, dice.randint(500, 8_000), aisle, along) for aisle, along, line in sorted(stops))
        number = len(batches) + 1
        batches.append(Batch(number, walk, 10_000, number * CART * 4 * HOUR // orders, number))
    house = House((Person(0, 9 * HOUR, ((2 * HOUR, 2 * HOUR + 900),)),) * pickers, (Person(0, 10 * HOUR),) * packers,
                  docks=4, staging=orders)  # fmt: skip
    wanted = tuple(Order(n, dice.choice((4, 6, 8, 9)) * HOUR, 90, 20, 5) for n in range(1, orders + 1))
    aisles = tuple(Aisle(n, 3, n % 7 == 0) for n in range(1, AISLES + 1))
    return SimulationProblem(wanted, tuple(lines), tuple(batches), house, aisles=aisles)
