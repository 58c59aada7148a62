"""Which locations are counted: those named, those of an item or a class of items, those in doubt, or at most risk.

The risk of a location is the days since it was last counted (a year when it never was), and thirty days more for each
difference that a count has found there.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select

from wms.base.errors import Problems
from wms.ledger.views import stock
from wms.model.item import Item
from wms.model.site import Location, Site
from wms.model.words import CountLineState, CountState, LocationType, TaskKind, TaskState
from wms.model.work import Count, CountLine, Task
from wms.operations import find
from wms.operations.counting import doubts
from wms.operations.unit import Unit

if TYPE_CHECKING:
    from wms.operations.counting.open import OpenCount

NEVER_DAYS, DIFFERENCE_DAYS = 365, 30
_STORES = (LocationType.FLOOR, LocationType.SHELF, LocationType.PALLET_RACK, LocationType.FLOW_RACK)


def locations(command: OpenCount, unit: Unit, site: Site, item: Item | None, problems: Problems) -> list[Location]:
    """The locations to count, in the order of the walk; problems are noted."""
    busy = _being_counted(unit)
    if command.locations:
        found = _named(command.locations, unit, site, problems)
        for place in found:
            if place.id in busy:
                problems.add("{place} is being counted already.", field="locations", place=place.code)
        return found
    places = select(Location).where(Location.site_id == site.id).order_by(Location.pick_sequence, Location.id)
    if item is not None:
        places = places.where(Location.id.in_(select(stock.c.location_id).where(stock.c.item_id == item.id)))
    elif command.doubts:
        places = places.where(Location.id.in_(doubts.places(site.id)))
    else:
        held = select(stock.c.location_id).join(Item, Item.id == stock.c.item_id)
        if command.velocity:
            held = held.where(Item.velocity == command.velocity)
        places = places.where(Location.id.in_(held), Location.type.in_(_STORES))
    found = [place for place in unit.session.scalars(places) if place.id not in busy]
    if command.riskiest:
        found = _riskiest(unit, found, command.riskiest)
    if not found:
        problems.add("There is nothing to count there that is not being counted already.", field="locations")
    return found


def _named(codes: Sequence[str], unit: Unit, site: Site, problems: Problems) -> list[Location]:
    places = find.many(unit.session, Location, Location.code, codes)
    for row, code in enumerate(codes, 1):
        if code not in places or places[code].site_id != site.id:
            problems.add("There is no location {value} at this site.", field="locations", row=row, value=code,
                         found=code)  # fmt: skip
    return sorted((p for p in places.values() if p.site_id == site.id), key=lambda p: (p.pick_sequence, p.id))


def _being_counted(unit: Unit) -> set[int | None]:
    """The locations of counts that are neither posted nor given up."""
    waiting = select(Task.from_location_id).where(
        Task.kind == TaskKind.COUNT, Task.state != TaskState.CANCELLED,
        Task.document.in_(select(Count.number).where(Count.state.in_((CountState.OPEN, CountState.REVIEW)))),
    )  # fmt: skip
    return set(unit.session.scalars(waiting))


def _riskiest(unit: Unit, places: Sequence[Location], many: int) -> list[Location]:
    differed = func.sum(case((CountLine.posted != 0, 1), else_=0))
    history = (
        select(CountLine.location_id, func.max(CountLine.counted_at).label("last"), differed.label("differed"))
        .where(CountLine.state == CountLineState.POSTED)
        .group_by(CountLine.location_id)
    )
    past = {row.location_id: (row.last, row.differed) for row in unit.session.execute(history)}
    ranked = sorted(places, key=lambda p: (-_risk(*past.get(p.id, (None, 0)), unit.now), p.pick_sequence, p.id))
    return sorted(ranked[:many], key=lambda p: (p.pick_sequence, p.id))


def _risk(last: datetime | None, differed: int, now: datetime) -> int:
    return (NEVER_DAYS if last is None else (now - last).days) + DIFFERENCE_DAYS * differed
