"""In which zones the people of a role pick: their queue has the walks that stay there, and no others."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from wms.base.errors import Problems
from wms.model.people import Role, RolePermission
from wms.model.site import Zone
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.people.roles import PICK_ZONE
from wms.operations.people.users import SYSTEM
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignPickZones(Command):
    """Say in which zones the people of a role pick; without any they pick everywhere."""

    role: str = arg("The role's code", refers="role")
    zones: tuple[str, ...] = arg("The zones; empty: everywhere", (), refers="zone")


@handles("people.manage", "people")
def assign_pick_zones(command: AssignPickZones, unit: Unit) -> Answer:
    role = find.by(unit.session, Role, Role.code, command.role, "role")
    problems = Problems()
    if role.code == SYSTEM:
        problems.add("The system role stays as it is.", field="role")
    known = set(unit.session.scalars(select(Zone.code)))
    for row, zone in enumerate(command.zones, 1):
        if zone not in known:
            problems.add("There is no zone {zone}.", field="zones", row=row, zone=zone, found=zone)
        elif not unit.may(f"{PICK_ZONE}{zone}"):
            problems.add("You lack {name} yourself and cannot hand it out.", field="zones", row=row,
                         name=f"{PICK_ZONE}{zone}")  # fmt: skip
    problems.refuse()
    its = RolePermission.role_id == role.id
    unit.session.execute(delete(RolePermission).where(its, RolePermission.permission.startswith(PICK_ZONE)))
    rows = [{"role_id": role.id, "permission": f"{PICK_ZONE}{zone}"} for zone in sorted(set(command.zones))]
    if rows:
        unit.session.execute(insert(RolePermission), rows)
    values = {"role": role.code, "zones": ", ".join(sorted(set(command.zones)))}
    if not rows:
        return Answer("{role} picks everywhere.", values, role.code)
    return Answer("{role} picks in {zones} only.", values, role.code)
