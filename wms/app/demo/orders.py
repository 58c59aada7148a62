"""The demo's demand: what customers order on a day, by popularity, season, weekday and what goes together."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from wms.app.demo import catalogue
from wms.app.demo.catalogue import Goods
from wms.app.demo.sizes import Size
from wms.base.clock import at
from wms.operations.ordering.enter import EnteredOrder
from wms.operations.ordering.lines import OrderedLine

CUTOFFS = {"PARCEL": ((13, 0), (16, 30)), "POST": ((15, 0),), "FREIGHT": ((17, 0),)}
"""When each carrier leaves."""


def of_day(size: Size, range_: Sequence[Goods], day: date, dice: random.Random) -> list[EnteredOrder]:
    """The orders that come in for this day."""
    weights = [one.weight * _season(one, day) for one in range_]
    by_theme: dict[int, list[int]] = {}
    for number, one in enumerate(range_):
        by_theme.setdefault(one.theme, []).append(number)
    themes = [by_theme.get(theme, [0]) for theme in range(max(by_theme) + 1)]
    busy = {5: 0.4, 6: 0.2}.get(day.weekday(), 1.0) * dice.uniform(0.85, 1.15)
    return [_order(size, range_, weights, themes, day, dice) for _ in range(max(3, round(size.orders_a_day * busy)))]


def _season(one: Goods, day: date) -> float:
    """More in summer for what is bought in summer, and the other way round."""
    wave = math.cos(2 * math.pi * (day.timetuple().tm_yday - 196) / 365)
    return float(one.family.summer**wave)


def _order(
    size: Size, range_: Sequence[Goods], weights: Sequence[float], themes: Sequence[Sequence[int]], day: date,
    dice: random.Random,
) -> EnteredOrder:  # fmt: skip
    lines = min(30, 1 + int(dice.expovariate(1 / 4.5)))
    carrier = dice.choices(tuple(CUTOFFS), (6, 2, 2))[0]
    hour, minute = dice.choice(CUTOFFS[carrier])
    cutoff = at(day, hour, minute)
    chosen = catalogue.basket(range_, weights, themes, dice, lines)
    return EnteredOrder(
        customer=f"C{dice.randint(1, size.customers):04}", carrier=carrier, cutoff=cutoff, entered=_asked(day, dice),
        due=cutoff + timedelta(days=1), priority=dice.choices((2, 5, 7), (1, 8, 1))[0],
        ship_complete=dice.random() < 0.08,
        lines=tuple(_line(range_[number], dice) for number in chosen),
    )  # fmt: skip


def _asked(day: date, dice: random.Random) -> datetime:
    return at(day, 0, 1) - timedelta(minutes=dice.randint(0, 600))


def _line(one: Goods, dice: random.Random) -> OrderedLine:
    most = 2 if one.family.serial else 12
    quantity = min(most, 1 + int(dice.expovariate(1 / (1.2 if one.family.serial else 3))))
    price = (one.line.cost_minor or 0) * 17 // 10
    return OrderedLine(item=one.line.sku, quantity=quantity, price_minor=price)
