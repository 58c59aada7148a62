"""What suppliers bring to the demo on a day, whether it lacks or not: a few trucks with goods of every kind."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from wms.app.demo.catalogue import Goods
from wms.app.demo.sizes import Size
from wms.base.clock import at
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import AnnouncedDelivery

LINES = 9


def of_day(size: Size, range_: Sequence[Goods], day: date, dice: random.Random) -> list[AnnouncedDelivery]:
    """The announced deliveries of the day; popular items come more often."""
    weights = [one.weight for one in range_]
    trucks = []
    for number in range(size.docks):
        chosen = {id(one): one for one in dice.choices(range_, weights, k=LINES)}
        trucks.append(AnnouncedDelivery(
            supplier=f"S{dice.randint(1, size.suppliers):04}", expected=at(day, 7 + number % 8),
            reference=f"DN-{dice.randint(10_000, 99_999)}-{number}",
            lines=tuple(_line(one, day, dice) for one in chosen.values()),
        ))  # fmt: skip
    return trucks


def _line(one: Goods, day: date, dice: random.Random) -> AnnouncedLine:
    pack = one.line.levels[1].units or 1
    quantity = dice.randint(1, 4) if one.family.serial else pack * dice.randint(1, 6)
    lot = f"L{day:%y%m%d}" if one.family.lot else ""
    expiry = day + timedelta(days=one.family.life_days) if one.family.life_days else None
    return AnnouncedLine(item=one.line.sku, quantity=quantity, lot=lot, expiry=expiry)
