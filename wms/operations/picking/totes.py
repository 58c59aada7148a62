"""Totes: what pickers put goods into. A tote is a licence plate that stands where packing takes place.

An order that is picked whole has one named after it. Where zones pick parts of an order, each part has totes of its
own, with nothing of another order in them, because each tote goes into its order's slot.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import ColumnElement, exists, select

from wms.base.errors import refuse
from wms.ledger import lpns
from wms.ledger.views import allocations as claims
from wms.ledger.views import stock
from wms.model.lpn import Lpn
from wms.model.order import OrderLine
from wms.model.site import Location, Zone
from wms.model.words import AllocationState, LpnKind, Purpose, Stage
from wms.model.work import Task
from wms.operations.picking.gathering import UNFINISHED
from wms.operations.picking.slots import is_slot
from wms.operations.unit import Unit

if TYPE_CHECKING:
    from wms.operations.picking.stops import Stop

LONGEST_CODE = 40


class Tote(NamedTuple):
    """A tote and where it stands."""

    lpn_id: int
    location_id: int


def at(unit: Unit, code: str, drop_id: int, order_id: int = 0, slot: str = "") -> Tote:
    """The tote with this code; made at the drop location on first use, and brought there when it was elsewhere empty.

    `order_id` is whose goods go in, `slot` where its parts meet. Raises Refused when the code is no tote's, the tote
    stands full in another part of the building or in a slot, or it would mix a part with goods of another order.
    """
    query = (
        select(Lpn.id, Lpn.kind, Lpn.location_id, Location.code.label("place"), Zone.purpose,
               exists().where(stock.c.lpn_id == Lpn.id).label("full"),
               _strangers(order_id, anyone=bool(slot)).label("strangers"), is_slot().label("in_slot"))
        .outerjoin(Location, Location.id == Lpn.location_id)
        .outerjoin(Zone, Zone.id == Location.zone_id)
        .where(Lpn.code == code, Lpn.id > 0)
    )  # fmt: skip
    found = unit.session.execute(query).first()
    if found is None:
        if not code.strip() or len(code) > LONGEST_CODE:
            raise refuse("A tote's code has 1 to {most} signs.", field="tote", most=LONGEST_CODE)
        return Tote(lpns.create(unit.session, code, LpnKind.TOTE, drop_id), drop_id)
    if found.kind is not LpnKind.TOTE:
        raise refuse("{code} is a {kind}, not a tote.", field="tote", code=code, kind=found.kind.value)
    if found.in_slot and found.full:
        raise refuse("{code} stands in the slot {slot}; take another tote.", field="tote", code=code, slot=found.place)
    if found.strangers:
        raise refuse("Goods of another order are in {code}; an order that is brought together has totes of its own.",
                     field="tote", code=code)  # fmt: skip
    if found.location_id is not None and found.purpose is Purpose.PACKING and not found.in_slot:
        return Tote(found.id, found.location_id)
    lpns.place(unit.session, [found.id], drop_id)
    return Tote(found.id, drop_id)


def named(order: str, zone: str = "") -> str:
    """The tote of an order when the picker names none; of its part in a zone, where zones pick it."""
    return f"TOTE-{order}-{zone}"[:LONGEST_CODE] if zone else f"TOTE-{order}"


def of_stop(unit: Unit, stop: Stop) -> str:
    """The tote for a stop when the picker names none: another one where the usual stands in the slot already."""
    code = named(stop.order, stop.zone if stop.slot else "")
    if not stop.slot:
        return code
    query = (
        select(Lpn.code).join(Location, Location.id == Lpn.location_id).join(Zone, Zone.id == Location.zone_id)
        .where(Lpn.code.like(f"{code}%"), is_slot(), exists().where(stock.c.lpn_id == Lpn.id))
    )
    standing = set(unit.session.scalars(query))
    more = (f"{code[: LONGEST_CODE - 4]}-{number}" for number in range(2, len(standing) + 2))
    return next(name for name in (code, *more) if name not in standing)


def _strangers(order_id: int, *, anyone: bool) -> ColumnElement[bool]:
    """Whether goods of another order are in it: of any, or of one that is brought together."""
    its = (
        select(claims.c.id).join(OrderLine, OrderLine.id == claims.c.order_line_id)
        .where(claims.c.lpn_id == Lpn.id, claims.c.state == AllocationState.OPEN, claims.c.stage == Stage.PICKED,
               OrderLine.order_id != order_id)
    )  # fmt: skip
    if not anyone:
        led = select(OrderLine.order_id).join(Task, Task.order_line_id == OrderLine.id).where(
            Task.gathers(), Task.state.in_(UNFINISHED))  # fmt: skip
        its = its.where(OrderLine.order_id.in_(led))
    return its.correlate(Lpn).exists()
