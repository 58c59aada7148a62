"""A day to come: what is open now, where it stands, and who will work. Orders without stock set aside are left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.jobs import Watch
from wms.ledger.views import allocations as claims
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch
from wms.model.site import Location, Site
from wms.model.words import AllocationState, OrderState, Stage
from wms.model.work import Proposal, Task
from wms.operations import find, fitting, settings
from wms.operations.ordering.held import UNFINISHED
from wms.operations.planning import morning
from wms.operations.planning.morning import LITRE, Morning
from wms.operations.simulating import books, history
from wms.operations.simulating.calendar import OVER, Calendar
from wms.operations.simulating.pieces import Crew, Demand, Given, Known, Pick, Stands

_STANDS = {Stage.RESERVED: Stands.TO_PICK, Stage.PICKED: Stands.PICKED, Stage.PACKED: Stands.PACKED}


@dataclass(frozen=True, slots=True)
class _Clock:
    """Seconds after the full hour the simulated day is told from."""

    begins: datetime

    def at(self, moment: datetime) -> int:
        return int((moment - self.begins).total_seconds())


def read(session: Session, site: Site, day: Calendar, plans: Collection[str], watch: Watch) -> Known:
    """What is open at the site for that day, and these wave plans. Raises Refused when there is nothing to do."""
    walked = books.other_days(session, site, day)
    begin = day.now if day.today else day.midnight + timedelta(seconds=books.usual_begin(walked, day))
    clock = _Clock(begin.replace(minute=0, second=0, microsecond=0))
    rows = _claims(session, site.id, day.ends)
    if not rows:
        raise refuse("Nothing is set aside, picked or packed for that day.", field="day")
    drop = books.drop_id(session, site)
    to_pick = [row for row in rows if row.stage is Stage.RESERVED]
    orders = _orders(session, rows, clock, begin)
    from_s = clock.at(begin)
    until_s = max(from_s + 3_600, *(order.cutoff_s for order in orders))
    pickers, packers = (int(settings.value(session, f"waving.{name}")) for name in ("pickers", "packers"))
    early = _morning(session, site, begin, {order.order_id for order in orders})
    return Known(
        site.id, clock.begins, clock.at(day.midnight), from_s, until_s, tuple(orders),
        tuple(Pick(row.id, row.order_id, row.location_id, row.item_id, row.level, row.pick_sequence)
              for row in to_pick),
        tuple(_walks(to_pick, from_s)), Crew(((from_s, until_s),) * pickers, ((from_s, until_s),) * packers), drop,
        books.drawn(session, site, {row.location_id for row in to_pick}, drop),
        books.learnt(session, site, walked, drop, day, watch), books.cart(session),
        int(settings.value(session, "waving.load_seconds")), early.yard.docks or 0, early.yard.staging or 0,
        _unready(session, site.id, day.ends), early,
        {number: _proposed(session, number, clock) for number in plans}, zone=day.zone,
    )  # fmt: skip


def closed(session: Session, site: Site, day: Calendar) -> Calendar:
    """The day; one on which nothing is left to do is over when something was picked on it."""
    left = day.past or not day.today or _claims(session, site.id, day.ends)
    return day if left or not history.walks(session, site.id, day.midnight, day.ends) else replace(day, now=day.ends)


def _claims(session: Session, site_id: int, until: datetime) -> Sequence[Any]:
    """Everything held for orders that leave by then, or that are released already."""
    return session.execute(
        select(claims.c.id, claims.c.stage, claims.c.quantity, claims.c.item_id, claims.c.location_id,
               Order.id.label("order_id"), Order.number, Order.cutoff_at, Order.priority, Location.level,
               Location.pick_sequence, Task.sequence, Batch.number.label("batch"), Batch.started_at)
        .join(OrderLine, OrderLine.id == claims.c.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Location, Location.id == claims.c.location_id)
        .outerjoin(Task, (Task.allocation_id == claims.c.id) & Task.state.in_(UNFINISHED))
        .outerjoin(Batch, Batch.id == Task.batch_id)
        .where(Order.site_id == site_id, Order.state.not_in((*OVER, OrderState.ENTERED)),
               claims.c.state == AllocationState.OPEN, (Order.cutoff_at < until) | Batch.id.is_not(None))
        .order_by(Order.id, claims.c.id)
    ).all()  # fmt: skip


def _orders(session: Session, rows: Sequence[Any], clock: _Clock, begin: datetime) -> list[Demand]:
    """The orders; one whose truck has left goes with the day's last."""
    sizes = fitting.pieces(session, {row.item_id for row in rows})
    by_order: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_order[row.order_id].append(row)
    last = max((row.cutoff_at for row in rows if row.cutoff_at > begin), default=begin + timedelta(hours=8))
    found = []
    for order_id, its in by_order.items():
        head, overdue = its[0], its[0].cutoff_at <= begin
        volume = sum(row.quantity * sizes.get(row.item_id, fitting.Piece()).volume_mm3 for row in its)
        found.append(Demand(
            order_id, head.number, clock.at(last if overdue else head.cutoff_at), head.priority, -(-volume // LITRE),
            min(_STANDS[row.stage] for row in its), clock.at(begin), overdue,
        ))  # fmt: skip
    return found


def _walks(rows: Sequence[Any], from_s: int) -> list[Given]:
    """The walks that are released, each with its open picks in the order they are walked."""
    by_batch: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row.batch:
            by_batch[row.batch].append(row)
    return [
        Given(number, tuple(row.id for row in sorted(its, key=lambda row: (row.sequence, row.id))), from_s,
              its[0].started_at is not None)
        for number, its in sorted(by_batch.items())
    ]  # fmt: skip


def _morning(session: Session, site: Site, begin: datetime, mine: set[int]) -> Morning:
    """The same day as the wave planner sees it, with the orders of this day only."""
    early = morning.read(session, now=begin, site=site.code, empty=True)
    orders, begun = (tuple(o for o in its if o.order_id in mine) for its in (early.orders, early.begun))
    return replace(early, orders=orders, begun=begun, keep_free=0)


def _unready(session: Session, site_id: int, until: datetime) -> int:
    """Orders that leave by then, and have no stock set aside yet."""
    wanted = select(func.count()).select_from(Order)
    wanted = wanted.where(Order.site_id == site_id, Order.state == OrderState.ENTERED, Order.cutoff_at < until)
    return int(session.scalar(wanted) or 0)


def _proposed(session: Session, number: str, clock: _Clock) -> dict[str, int]:
    """By order number, when a proposed wave plan releases it (seconds)."""
    proposal = find.by(session, Proposal, Proposal.number, number, "proposal")
    if proposal.kind != "waves":
        raise refuse("{number} is a plan of {kind}; name a wave plan.", field="plan", number=number,
                     kind=proposal.kind)  # fmt: skip
    waves = proposal.plan["content"]["waves"]
    return {order: max(0, clock.at(datetime.fromisoformat(wave["starts"]))) for wave in waves
            for order in wave["orders"]}  # fmt: skip
