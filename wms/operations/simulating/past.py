"""A day that was: the walks as they were walked, by whom, from when on; and what came of it, to be held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.jobs import Watch
from wms.model.order import Order
from wms.model.site import Site
from wms.operations import find, settings
from wms.operations.simulating import books, history
from wms.operations.simulating.calendar import Calendar
from wms.operations.simulating.history import Packed, Walked
from wms.operations.simulating.pieces import Actual, Crew, Demand, Given, Known, Pick

SPARE_S = 12 * 3_600
"""How long after the day people would stay, so that a slower simulated day is told as it is and not cut off."""


def read(session: Session, site: Site, day: Calendar, watch: Watch) -> Known:
    """The day as the books tell it; how people work is learnt from other days only. Raises Refused for an idle day."""
    walked = history.walks(session, site.id, day.midnight, day.ends)
    if not walked:
        raise refuse("Nothing was picked on {day}.", field="day", day=day.day.isoformat())
    begins = min(one.begun for one in walked).replace(minute=0, second=0, microsecond=0)
    orders = sorted({stop.order_id for one in walked for stop in one.stops})
    packed = history.packed(session, orders, day.midnight, day.ends)
    drop = next((one.drop_id for one in walked if one.drop_id), 0) or books.drop_id(session, site)
    stops = {stop.task_id: stop for one in walked for stop in one.stops}
    learnt = books.learnt(session, site, books.other_days(session, site, day), drop, day, watch)
    until_s = _after(begins, day.ends) + SPARE_S
    from_s = _after(begins, min(one.begun for one in walked))
    return Known(
        site.id, begins, _after(begins, day.midnight), from_s, until_s,
        tuple(_orders(session, orders, begins, packed)),
        tuple(Pick(s.task_id, s.order_id, s.location_id, s.item_id, s.level, s.pick_sequence) for s in stops.values()),
        tuple(_walks(walked, begins)), _crew(walked, packed, begins, until_s, learnt.pack_s), drop,
        books.drawn(session, site, {stop.location_id for stop in stops.values()}, drop), learnt, books.cart(session),
        int(settings.value(session, "waving.load_seconds")), actual=_actual(walked, packed, begins),
        zone=day.zone,
    )  # fmt: skip


def _after(begins: datetime, moment: datetime) -> int:
    return int((moment - begins).total_seconds())


def _orders(session: Session, ids: Sequence[int], begins: datetime, packed: Sequence[Packed]) -> list[Demand]:
    """The orders picked that day. Their size counts for nothing: what went to which lane is not told."""
    found: list[Demand] = []
    done = {order.order_id for order in packed}
    for chunk in find.chunks(ids):
        wanted = select(Order.id, Order.number, Order.cutoff_at, Order.priority).where(Order.id.in_(chunk))
        found += [
            Demand(row.id, row.number, _after(begins, row.cutoff_at), row.priority, packs=row.id in done)
            for row in session.execute(wanted)
        ]
    return found


def _walks(walked: Sequence[Walked], begins: datetime) -> list[Given]:
    """Each as it was walked, by its walker, from its wave's release on."""
    people = _people(walked)
    names: dict[str, int] = defaultdict(int)
    found = []
    for one in sorted(walked, key=lambda one: one.begun):
        names[one.batch] += 1
        again = f" ({names[one.batch]})" if names[one.batch] > 1 else ""
        released = one.released if one.released is not None and one.released <= one.begun else one.begun
        found.append(Given(f"{one.batch}{again}", tuple(stop.task_id for stop in one.stops),
                           max(0, _after(begins, released)), True, people.index(one.picker)))  # fmt: skip
    return found


def _people(walked: Sequence[Walked]) -> list[int]:
    """Who picked, by when they began."""
    first: dict[int, datetime] = {}
    for one in walked:
        first[one.picker] = min(one.begun, first.get(one.picker, one.begun))
    return sorted(first, key=lambda who: (first[who], who))


def _crew(
    walked: Sequence[Walked], packed: Sequence[Packed], begins: datetime, until_s: int, pack_s: float
) -> Crew:
    """People come when they began that day; packers so long before their first order was packed as packing takes."""
    begun = [min(one.begun for one in walked if one.picker == who) for who in _people(walked)]
    first: dict[int, datetime] = {}
    for order in packed:
        first[order.packer] = min(order.done, first.get(order.packer, order.done))
    packers = sorted(max(0, _after(begins, moment - timedelta(seconds=pack_s))) for moment in first.values())
    return Crew(tuple((_after(begins, moment), until_s) for moment in begun),
                tuple((moment, until_s) for moment in packers or [0]))  # fmt: skip


def _actual(walked: Sequence[Walked], packed: Sequence[Packed], begins: datetime) -> Actual:
    ends = [_after(begins, stop.done) for one in walked for stop in one.stops]
    by_hour = [0] * (max(ends) // 3_600 + 1)
    for end in ends:
        by_hour[end // 3_600] += 1
    in_turn = sorted(walked, key=lambda one: one.begun)
    names = {given.number: one.seconds for given, one in zip(_walks(walked, begins), in_turn, strict=True)}
    last = max((order.done for order in packed), default=None)
    return Actual(max(ends), None if last is None else _after(begins, last), tuple(by_hour), names)
