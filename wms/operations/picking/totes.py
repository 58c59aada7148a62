"""Totes: what pickers put goods into. A tote is a licence plate that stands where packing takes place."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select

from wms.base.errors import refuse
from wms.ledger import lpns
from wms.model.lpn import Lpn
from wms.model.site import Location, Zone
from wms.model.words import LpnKind, Purpose
from wms.operations.unit import Unit

LONGEST_CODE = 40


class Tote(NamedTuple):
    """A tote and where it stands."""

    lpn_id: int
    location_id: int


def at(unit: Unit, code: str, drop_id: int) -> Tote:
    """The tote with this code; made at the drop location on first use, and brought there when it was elsewhere empty.

    Raises Refused when the code is no tote's, or the tote stands full in another part of the building.
    """
    query = (
        select(Lpn.id, Lpn.kind, Lpn.location_id, Zone.purpose)
        .outerjoin(Location, Location.id == Lpn.location_id)
        .outerjoin(Zone, Zone.id == Location.zone_id)
        .where(Lpn.code == code, Lpn.id > 0)
    )
    found = unit.session.execute(query).first()
    if found is None:
        if not code.strip() or len(code) > LONGEST_CODE:
            raise refuse("A tote's code has 1 to {most} signs.", field="tote", most=LONGEST_CODE)
        return Tote(lpns.create(unit.session, code, LpnKind.TOTE, drop_id), drop_id)
    if found.kind is not LpnKind.TOTE:
        raise refuse("{code} is a {kind}, not a tote.", field="tote", code=code, kind=found.kind.value)
    if found.location_id is not None and found.purpose is Purpose.PACKING:
        return Tote(found.id, found.location_id)
    lpns.place(unit.session, [found.id], drop_id)
    return Tote(found.id, drop_id)


def named(order: str) -> str:
    """The tote of an order when the picker names none."""
    return f"TOTE-{order}"
