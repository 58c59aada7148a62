"""Whose work a batch is: people who are named for zones walk only batches that stay in these; all others walk any.

The zones of a role are permissions ("pick_zone.FWD"), so that they are granted, taken away, audited and kept to a site
like everything else a role allows.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, or_, select

from wms.base.errors import refuse
from wms.model.outbound import Batch, Wave
from wms.model.people import RolePermission, User, UserRole
from wms.model.site import Location, Zone
from wms.model.words import TaskKind
from wms.model.work import Task
from wms.operations.people.roles import PICK_ZONE
from wms.operations.picking.gathering import UNFINISHED
from wms.operations.unit import Unit


def zones_of(unit: Unit, user_id: int, site_id: int | None) -> frozenset[str] | None:
    """The zones this person picks in; None: everywhere. Without a site, roles at any site count."""
    query = (
        select(RolePermission.permission)
        .join(UserRole, UserRole.role_id == RolePermission.role_id)
        .where(UserRole.user_id == user_id)
    )
    if site_id is not None:
        query = query.where(or_(UserRole.site_id.is_(None), UserRole.site_id == site_id))
    held = set(unit.session.scalars(query))
    named = frozenset(code.removeprefix(PICK_ZONE) for code in held if code.startswith(PICK_ZONE))
    return None if not named or "*" in named or "*" in held else named


def left() -> ColumnElement[bool]:
    """Whether a batch has picks that are not done."""
    its = select(Task.id).where(Task.batch_id == Batch.id, Task.kind == TaskKind.PICK, Task.state.in_(UNFINISHED))
    return its.correlate(Batch).exists()


def within(zones: frozenset[str]) -> ColumnElement[bool]:
    """Whether all picks of a batch that are left lie in these zones."""
    astray = (
        select(Task.id).join(Location, Location.id == Task.from_location_id).join(Zone, Zone.id == Location.zone_id)
        .where(Task.batch_id == Batch.id, Task.kind == TaskKind.PICK, Task.state.in_(UNFINISHED),
               Zone.code.not_in(zones))
    )  # fmt: skip
    return ~astray.correlate(Batch).exists()


def require(unit: Unit, batch: Batch, user_id: int | None = None) -> None:
    """Raise Refused where the batch leads through zones the person (the user, when none is named) does not pick in."""
    site_id = unit.session.scalar(select(Wave.site_id).where(Wave.id == batch.wave_id))
    whose = unit.user_id if user_id is None else user_id
    zones = zones_of(unit, whose, site_id)
    if zones is None or unit.session.scalar(select(within(zones)).where(Batch.id == batch.id)):
        return
    login = unit.session.get_one(User, whose).login
    raise refuse("{batch} is not work of {login}, who picks in {zones}.", field="batch", batch=batch.number,
                 login=login, zones=", ".join(sorted(zones)))  # fmt: skip
