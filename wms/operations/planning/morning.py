"""What waves are planned from: orders that wait, work that has begun, people, lanes and docks.

Replanned in the middle of a day, orders of waves that nobody has begun wait again; what is begun keeps its people.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.ledger.views import allocations as claims
from wms.ledger.views import stock
from wms.model.order import Order, OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.site import Location, Zone
from wms.model.words import AllocationState, LocationType, OrderState, Purpose, Stage, WaveState
from wms.model.work import Task
from wms.operations import find, fitting, settings
from wms.operations.ordering.held import UNFINISHED
from wms.operations.planning.expecting import NOTHING, Past, past

LITRE = 1_000_000
_RELATIVE = re.compile(r"[+-]\d+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order with stock set aside; `lines` are (item, quantity, aisle or location) of what is still to be picked.

    `wave` and `batches` are those it is in (empty: none); `begun` when it stays there, `started` when somebody walks
    for it already; `litres` are all its goods.
    """

    order_id: int
    number: str
    cutoff: datetime
    priority: int
    lines: tuple[tuple[int, int, int], ...]
    litres: int = 0
    wave: str = ""
    batches: tuple[str, ...] = ()
    released: bool = False
    begun: bool = False
    started: bool = False


@dataclass(frozen=True, slots=True)
class Yard:
    """Where waves go out: what staging lanes hold and hold now (litres), and how many docks load."""

    staging: int | None = None
    staged: int = 0
    docks: int | None = None


@dataclass(frozen=True, slots=True)
class Morning:
    """What waves are planned from. `instead_of` are the people of today where others are tried.

    `past` is the house's order lines by day, for what is still to come.
    """

    site_id: int
    now: datetime
    orders: tuple[Waiting, ...]
    begun: tuple[Waiting, ...]
    pickers: int
    packers: int
    pick_s: int
    pack_s: int
    load_s: int
    handling_s: int
    yard: Yard = field(default_factory=Yard)
    past: Past = NOTHING
    keep_free: int = 0
    instead_of: tuple[int, int] | None = None


def read(
    session: Session, *, now: datetime, site: str = "", pickers: int | str = 0, packers: int | str = 0,
    again: bool = False, empty: bool = False,
) -> Morning:  # fmt: skip
    """What waits at the site; with `again` also what is in waves nobody has begun.

    People are as set, unless given as a number, or as one more or fewer ("+1", "-2"). Raises Refused when nothing
    waits (unless it may be `empty`).
    """
    found = find.site(session, site)
    everything = _orders(session, found.id, again)
    orders = tuple(order for order in everything if not order.begun)
    if not orders and not empty:
        raise refuse("No allocated order is waiting for a wave.", field="orders")
    usual = (settings.value(session, "waving.pickers"), settings.value(session, "waving.packers"))
    people = (_people(pickers, usual[0]), _people(packers, usual[1]))
    if min(people) < 1:
        raise refuse("Nobody can be planned for fewer than one picker and one packer.", field="pickers")
    tried = any(_RELATIVE.fullmatch(str(asked)) for asked in (pickers, packers)) and people != usual
    pick_s, pack_s, load_s = (settings.value(session, f"waving.{name}_seconds") for name in ("pick", "pack", "load"))
    return Morning(
        found.id, now, orders, tuple(order for order in everything if order.begun), *people, pick_s, pack_s, load_s,
        60 * settings.value(session, "waving.handling_minutes"), _yard(session, found.id),
        past(session, now, found.id, of="lines"), settings.value(session, "planning.keep_free_percent"),
        usual if tried else None,
    )  # fmt: skip


def _people(asked: int | str, usual: int) -> int:
    text = str(asked).strip()
    if _RELATIVE.fullmatch(text):
        return usual + int(text)
    if not text.isdecimal():
        raise refuse("“{value}” is no number of people: say 5, +1 or -1.", field="pickers", value=text)
    return int(text) or usual


def _orders(session: Session, site_id: int, again: bool) -> list[Waiting]:
    """Every order of the site with something to pick, with the waves and batches it is in."""
    rows = session.execute(
        select(Order.id, Order.number, Order.cutoff_at, Order.priority, claims.c.item_id, claims.c.quantity,
               Location.aisle_id, claims.c.location_id, Wave.number.label("wave"), Wave.state.label("wave_state"),
               Batch.number.label("batch"), Batch.started_at)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(claims, claims.c.order_line_id == OrderLine.id)
        .join(Location, Location.id == claims.c.location_id)
        .outerjoin(Wave, Wave.id == Order.wave_id)
        .outerjoin(Task, (Task.allocation_id == claims.c.id) & Task.state.in_(UNFINISHED))
        .outerjoin(Batch, Batch.id == Task.batch_id)
        .where(Order.state.in_((OrderState.ALLOCATED, OrderState.RELEASED)), Order.site_id == site_id,
               claims.c.state == AllocationState.OPEN, claims.c.stage == Stage.RESERVED,
               or_(Wave.id.is_(None), Wave.state.in_((WaveState.PLANNED, WaveState.RELEASED))))
        .order_by(Order.id, claims.c.id)
    ).all()  # fmt: skip
    sizes = fitting.pieces(session, {row.item_id for row in rows})
    by_order: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        by_order[row.id].append(row)
    return [_waiting(its, sizes, again) for its in by_order.values()]


def _waiting(rows: Sequence[Any], sizes: dict[int, fitting.Piece], again: bool) -> Waiting:
    head = rows[0]
    released = head.wave_state is WaveState.RELEASED
    started = any(row.started_at is not None for row in rows)
    walked = started or (released and not any(row.batch for row in rows))
    volume = sum(row.quantity * sizes.get(row.item_id, fitting.Piece()).volume_mm3 for row in rows)
    return Waiting(
        head.id, head.number, head.cutoff_at, head.priority,
        tuple((row.item_id, row.quantity, row.aisle_id or -row.location_id) for row in rows), -(-volume // LITRE),
        head.wave or "", tuple(sorted({row.batch for row in rows if row.batch})), released,
        head.wave is not None and (walked or not again), started,
    )  # fmt: skip


def _yard(session: Session, site_id: int) -> Yard:
    """Lanes without limits hold anything, and a site without docks is not held up by them."""
    places = session.execute(
        select(Location.id, Location.type, Location.max_volume_mm3, Zone.purpose,
               (Location.width_mm * Location.depth_mm * Location.height_mm).label("room"))
        .join(Zone, Zone.id == Location.zone_id)
        .where(Location.site_id == site_id, Zone.purpose.in_((Purpose.STAGING, Purpose.SHIPPING)))
    ).all()  # fmt: skip
    lanes = [row for row in places if row.purpose is Purpose.STAGING]
    docks = sum(row.type is LocationType.DOCK for row in places)
    percent = settings.value(session, "waving.staging_percent")
    rooms = [row.max_volume_mm3 or row.room for row in lanes]
    if not rooms or not all(rooms) or not percent:
        return Yard(docks=docks or None)
    held = session.execute(
        select(stock.c.item_id, func.sum(stock.c.on_hand)).where(stock.c.location_id.in_([row.id for row in lanes]))
        .group_by(stock.c.item_id)
    ).all()  # fmt: skip
    sizes = fitting.pieces(session, {item for item, _ in held})
    staged = sum(quantity * sizes.get(item, fitting.Piece()).volume_mm3 for item, quantity in held)
    return Yard(sum(rooms) * percent // 100 // LITRE, -(-int(staged) // LITRE), docks or None)
