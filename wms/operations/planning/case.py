"""What is known of one order that may be late: where it is, what it lacks, and what is before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wms.model.inbound import Asn, AsnLine
from wms.model.item import Item
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.site import Site
from wms.model.words import AsnState, OrderState, WaveState
from wms.model.work import Task
from wms.operations import find
from wms.operations.ordering.held import UNFINISHED
from wms.operations.planning import morning
from wms.operations.planning.made import clock
from wms.operations.planning.morning import Morning


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of the order, and the morning it stands in. `missing` is told of its lines without stock.

    `ahead` and `own` are the open picks due no later than its own in released waves, and its own batch's.
    """

    number: str
    state: OrderState
    cutoff: datetime
    shipped_at: datetime | None
    missing: tuple[str, ...]
    wave: str
    batch: str
    started: bool
    ahead: int
    own: int
    to_pack: int
    morning: Morning


def read(session: Session, *, now: datetime, order: str) -> Case:
    """The order with this number, and what is before it. Raises Refused when there is none."""
    found = find.order(session, order)
    site = session.get_one(Site, found.site_id)
    wave = session.get(Wave, found.wave_id) if found.wave_id else None
    batch = _batch(session, found)
    return Case(
        found.number, found.state, found.cutoff_at, found.shipped_at, tuple(_missing(session, found)),
        wave.number if wave else "", batch.number if batch else "", bool(batch and batch.started_at),
        _picks(session, found, None), _picks(session, found, batch), _to_pack(session, found),
        morning.read(session, now=now, site=site.code, again=True, empty=True),
    )  # fmt: skip


def _missing(session: Session, order: Order) -> list[str]:
    """Lines without all their stock, why, and what is announced of them."""
    rows = session.execute(
        select(OrderLine.line, OrderLine.item_id, Item.sku, OrderLine.ordered, OrderLine.allocated,
               OrderLine.unallocated_reason)
        .join(Item, Item.id == OrderLine.item_id)
        .where(OrderLine.order_id == order.id, OrderLine.allocated < OrderLine.ordered).order_by(OrderLine.line)
    ).all()  # fmt: skip
    told = []
    for row in rows:
        coming = session.execute(
            select(Asn.number, Asn.expected_at).join(AsnLine, AsnLine.asn_id == Asn.id)
            .where(AsnLine.item_id == row.item_id, AsnLine.received < AsnLine.announced, Asn.site_id == order.site_id,
                   Asn.state.in_((AsnState.EXPECTED, AsnState.ARRIVED))).order_by(Asn.expected_at, Asn.id).limit(1)
        ).one_or_none()  # fmt: skip
        text = f"Line {row.line} lacks {row.ordered - row.allocated} {row.sku}"
        text += f" ({row.unallocated_reason.rstrip('.')})" if row.unallocated_reason else ""
        told.append(f"{text}; {coming.number} brings some, expected {clock(coming.expected_at)}." if coming else
                    f"{text}; none is announced.")  # fmt: skip
    return told


def _batch(session: Session, order: Order) -> Batch | None:
    """The batch that has most of its open picks."""
    query = (
        select(Batch).join(Task, Task.batch_id == Batch.id).join(OrderLine, OrderLine.id == Task.order_line_id)
        .where(OrderLine.order_id == order.id, Task.state.in_(UNFINISHED))
        .group_by(Batch.id).order_by(func.count().desc(), Batch.id).limit(1)
    )  # fmt: skip
    return session.scalar(query)


def _picks(session: Session, order: Order, batch: Batch | None) -> int:
    """Open picks of its batch; without one, all of the site's released waves that are due no later."""
    query = select(func.count()).select_from(Task).join(Batch, Batch.id == Task.batch_id)
    query = query.join(Wave, Wave.id == Batch.wave_id).where(Task.state.in_(UNFINISHED), Wave.site_id == order.site_id)
    which: Any = Task.batch_id == batch.id if batch is not None else Task.due_at <= order.cutoff_at
    return int(session.scalar(query.where(which, Wave.state == WaveState.RELEASED)) or 0)


def _to_pack(session: Session, order: Order) -> int:
    """Orders that are picked and due no later, the order itself unless it is packed."""
    if order.state is OrderState.PACKED:
        return 0
    query = select(func.count()).select_from(Order).where(
        Order.site_id == order.site_id, Order.state == OrderState.PICKED, Order.cutoff_at <= order.cutoff_at
    )
    ahead = int(session.scalar(query) or 0)
    return ahead if order.state is OrderState.PICKED else ahead + 1
