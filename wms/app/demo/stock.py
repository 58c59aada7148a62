"""What lies in the demo's warehouse on its first morning: a home for every item, and pallets behind it in reserve.

Homes are given as they come, as in a warehouse that grew: there is something to gain by slotting it properly.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from wms.app.demo.building import Building
from wms.app.demo.catalogue import Goods
from wms.gs1.sscc import make_sscc
from wms.model.words import Hazard, Purpose, Temperature
from wms.operations.master_data.homes import SlotLine
from wms.operations.master_data.locations import LocationLine
from wms.operations.opening_stock import OpeningLine

_SSCC_START = 5_000_000


def homes(range_: Sequence[Goods], plan: Building, dice: random.Random) -> list[SlotLine]:
    """One forward pick location for every item, in a zone that suits it, with what to refill below and up to."""
    free = _by_climate(plan, Purpose.FORWARD)
    for places in free.values():
        dice.shuffle(places)
    lines = []
    for one in range_:
        place = free[one.family.temperature, one.family.hazard].pop()
        fits = _fits(one, place)
        lines.append(SlotLine(item=one.line.sku, location=place.code, minimum=max(1, fits // 4), maximum=fits))
    return lines


def opening(
    range_: Sequence[Goods], plan: Building, slots: Sequence[SlotLine], today: date, dice: random.Random
) -> Iterator[OpeningLine]:
    """Pieces at every home, and pallets of what is popular in reserve."""
    racks = _by_climate(plan, Purpose.RESERVE)
    for places in racks.values():
        dice.shuffle(places)
    number = 0
    for rank, (one, slot) in enumerate(zip(range_, slots, strict=True)):
        if one.family.serial:
            yield from _pieces(one, slot.location, min(slot.maximum, 8), today, dice)
            continue
        filled = dice.randint(max(1, slot.maximum // 3), slot.maximum)
        yield _line(one, slot.location, filled, today, dice)
        spare = racks[one.family.temperature, one.family.hazard]
        for _ in range(2 if rank < len(range_) // 8 else 1 if rank < len(range_) // 2 else 0):
            if not spare:
                break
            number += 1
            pallet = make_sscc("4012345", 3, _SSCC_START + number)
            cases = one.line.levels[2].units or 1
            yield _line(one, spare.pop().code, cases, today, dice, pallet)


def _by_climate(plan: Building, purpose: Purpose) -> dict[tuple[Temperature, Hazard], list[LocationLine]]:
    zones = {zone.code: zone for zone in plan.zones if zone.purpose is purpose}
    found: dict[tuple[Temperature, Hazard], list[LocationLine]] = defaultdict(list)
    for place in plan.locations:
        zone = zones.get(place.zone or "")
        if zone is not None:
            found[zone.temperature or Temperature.AMBIENT, zone.hazard or Hazard.NONE].append(place)
    return found


def _fits(one: Goods, place: LocationLine) -> int:
    """How many pieces the home holds, by volume and by weight, in whole inner packs where possible."""
    each = one.line.levels[0]
    volume = (each.length_mm or 1) * (each.width_mm or 1) * (each.height_mm or 1)
    by_volume = (place.max_volume_mm3 or 0) * 6 // 10 // volume
    by_weight = (place.max_weight_g or 0) // (each.weight_g or 1)
    return max(2, min(by_volume, by_weight, 400))


def _line(one: Goods, location: str, quantity: int, today: date, dice: random.Random, lpn: str = "") -> OpeningLine:
    age = dice.randint(2, 90)
    lot, expiry = "", None
    if one.family.lot:
        age = min(age, max(2, one.family.life_days // 2)) if one.family.life_days else age
        lot = f"L{(today - timedelta(days=age)):%y%m%d}{dice.choice('ABC')}"
    if one.family.life_days:
        expiry = today + timedelta(days=one.family.life_days - age)
    return OpeningLine(location=location, item=one.line.sku, quantity=quantity, lot=lot, expiry=expiry, lpn=lpn,
                       since=today - timedelta(days=age))  # fmt: skip


def _pieces(one: Goods, location: str, count: int, today: date, dice: random.Random) -> Iterator[OpeningLine]:
    since = today - timedelta(days=dice.randint(2, 90))
    for number in range(1, count + 1):
        yield OpeningLine(location=location, item=one.line.sku, quantity=1, serial=f"{one.line.sku}-{number:04}",
                          since=since)  # fmt: skip
