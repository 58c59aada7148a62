"""Made-up days for the wave benchmark: a seed gives the same day anywhere.

Orders lean to a home zone of the site, so that it pays to release neighbours together; carriers leave four times a
day; a few items are scarce until goods arrive at noon; two small groups of orders may not share a wave.
"""

from __future__ import annotations

import random

from wms.planning.waves.problem import Prices, Shift, Stock, Wave, WaveLine, WaveOrder, WaveProblem

HOUR = 3600
AISLES, ZONES, ITEMS = 80, 8, 4000


def day(orders: int, waves: int, seed: int, prices: Prices, slack: float = 1.2) -> WaveProblem:
    """A day with that many orders of five lines on average, and `slack` times the people and room they need."""
    rng = random.Random(seed)
    aisle_of = [rng.randrange(AISLES) for _ in range(ITEMS)]
    in_zone: list[list[int]] = [[] for _ in range(ZONES)]
    for item, aisle in enumerate(aisle_of):
        in_zone[aisle * ZONES // AISLES].append(item)
    made = tuple(_order(number, waves, aisle_of, in_zone, rng) for number in range(orders))
    work = sum(line.pick_s for order in made for line in order.lines)
    pack = sum(order.pack_s for order in made)
    staging, dock = sum(order.staging for order in made), sum(order.dock for order in made)
    hours = tuple(
        Wave(w, w * HOUR, (w + 1) * HOUR, int(staging * slack / waves) + 1, int(dock * slack / waves) + 1)
        for w in range(waves)
    )
    half = waves * HOUR // 2
    pickers, packers = work * slack / (waves * HOUR), pack * slack / (waves * HOUR)
    shifts = (
        Shift(0, half, max(1, round(pickers * 1.1)), max(1, round(packers * 1.1))),
        Shift(half, waves * HOUR, max(1, round(pickers * 0.9)), max(1, round(packers * 0.9))),
    )
    return WaveProblem(made, hours, shifts, _stock(made, half, rng), ((1, 2),), (), 0, prices)


def _order(number: int, waves: int, aisle_of: list[int], in_zone: list[list[int]], rng: random.Random) -> WaveOrder:
    home = rng.randrange(ZONES)
    items = dict.fromkeys(
        rng.choice(in_zone[home]) if rng.random() < 0.8 else rng.randrange(ITEMS) for _ in range(rng.randint(1, 9))
    )
    lines = tuple(WaveLine(item, rng.randint(1, 6), aisle_of[item], rng.randint(20, 60)) for item in items)
    quarter = max(1, waves // 4)
    leaves = rng.choice((quarter, 2 * quarter, 3 * quarter, waves))
    ready = rng.randrange(leaves // 2 + 1) if rng.random() < 0.3 else 0
    return WaveOrder(
        number, lines, leaves * HOUR, rng.choice((1, 1, 1, 2, 3)), ready * HOUR, rng.random() < 0.7, rng.random() < 0.5,
        30 + 15 * len(lines), len(lines), 1, rng.choices((0, 1, 2), (90, 5, 5))[0],
    )


def _stock(orders: tuple[WaveOrder, ...], noon: int, rng: random.Random) -> tuple[Stock, ...]:
    asked: dict[int, int] = {}
    for order in orders:
        for line in order.lines:
            asked[line.item_id] = asked.get(line.item_id, 0) + line.quantity
    stock = []
    for item in rng.sample(sorted(asked), len(asked) // 100):
        early = asked[item] * 8 // 10
        stock.append(Stock(item, early))
        stock.append(Stock(item, asked[item] - early, noon))
    return tuple(stock)
