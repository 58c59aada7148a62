"""Roles: named sets of permissions, granted to people at one site or everywhere.

Nobody hands out more than they have themselves; otherwise managing people would mean being allowed everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, insert, select

from wms.base.errors import Problems, refuse
from wms.model.people import Role, RolePermission, User, UserRole
from wms.model.site import Zone
from wms.operations import find
from wms.operations.command import COMMANDS, Command, arg, handles
from wms.operations.people.users import SYSTEM, find_user
from wms.operations.unit import Answer, Unit

BEYOND = ("tasks.manage", "adjusting.approve")
"""Permissions that are asked for inside commands, beside the one a command itself needs."""
PICK_ZONE = "pick_zone."
"""Before a zone's code: the role's people pick there. Who is named for no zone picks everywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DefineRole(Command):
    """Say what a role allows; a known role is given exactly these permissions."""

    code: str = arg("The role's code", refers="role")
    name: str = arg("Its name; empty: its code", "")
    permissions: tuple[str, ...] = arg("What it allows: “step.action”, “step.*”, or “*” for everything")


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantRole(Command):
    """Give somebody a role, at one site or everywhere."""

    login: str = arg("Whom", refers="user")
    role: str = arg("Which role", refers="role")
    site: str = arg("Only at this site; empty: everywhere", "", refers="site", everywhere=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRole(Command):
    """Take a role from somebody, as it was granted: at the site, or everywhere."""

    login: str = arg("Whom", refers="user")
    role: str = arg("Which role", refers="role")
    site: str = arg("The site it was granted for; empty: everywhere", "", refers="site", everywhere=True)


@handles("people.manage", "people")
def define_role(command: DefineRole, unit: Unit) -> Answer:
    problems = Problems()
    if not command.code or command.code != command.code.strip():
        problems.add("A role needs a code without blanks around it.", field="code", found=command.code)
    if command.code == SYSTEM:
        problems.add("The system role stays as it is.", field="code")
    _check_permissions(command.permissions, unit, problems)
    problems.refuse()
    role = unit.session.scalar(select(Role).where(Role.code == command.code))
    if role is None:
        role = Role(code=command.code, name=command.name or command.code)
        unit.session.add(role)
        unit.session.flush()
    role.name = command.name or role.name
    _check_holds(unit, role)
    unit.session.execute(delete(RolePermission).where(RolePermission.role_id == role.id))
    rows = [{"role_id": role.id, "permission": p} for p in sorted(set(command.permissions))]
    if rows:
        unit.session.execute(insert(RolePermission), rows)
    values = {"role": role.code, "permissions": len(rows)}
    return Answer("Role {role} has {permissions} permissions.", values, role.code)


@handles("people.manage", "people")
def grant_role(command: GrantRole, unit: Unit) -> Answer:
    user, role, site_id = _named(command, unit)
    _check_holds(unit, role)
    if _granted(unit, user, role, site_id) is not None:
        raise refuse("{login} has the role {role} already.", field="role", login=user.login, role=role.code)
    unit.session.add(UserRole(user_id=user.id, role_id=role.id, site_id=site_id))
    return Answer("{login} now has the role {role}.", {"login": user.login, "role": role.code}, user.login)


@handles("people.manage", "people")
def revoke_role(command: RevokeRole, unit: Unit) -> Answer:
    user, role, site_id = _named(command, unit)
    if user.login == SYSTEM:
        raise refuse("The system user keeps its role.", field="login")
    granted = _granted(unit, user, role, site_id)
    if granted is None:
        raise refuse("{login} does not have the role {role} there.", field="role", login=user.login, role=role.code)
    unit.session.delete(granted)
    return Answer("{login} no longer has the role {role}.", {"login": user.login, "role": role.code}, user.login)


def _check_permissions(permissions: Sequence[str], unit: Unit, problems: Problems) -> None:
    known = {entry.permission for entry in COMMANDS.values()} | set(BEYOND)
    known |= {f"{PICK_ZONE}{code}" for code in unit.session.scalars(select(Zone.code))}
    wide = {f"{permission.split('.')[0]}.*" for permission in known} | {"*"}
    for number, permission in enumerate(permissions, 1):
        if permission not in known | wide:
            problems.add("There is no permission {name}.", field="permissions", row=number, name=permission,
                         found=permission)  # fmt: skip
        elif not unit.may(permission):
            problems.add("You lack {name} yourself and cannot hand it out.", field="permissions", row=number,
                         name=permission)  # fmt: skip


def _check_holds(unit: Unit, role: Role) -> None:
    held = unit.session.scalars(select(RolePermission.permission).where(RolePermission.role_id == role.id))
    problems = Problems()
    for permission in held:
        if not unit.may(permission):
            problems.add("The role {role} allows {name}, which you lack yourself.", field="role", role=role.code,
                         name=permission)  # fmt: skip
    problems.refuse()


def _named(command: GrantRole | RevokeRole, unit: Unit) -> tuple[User, Role, int | None]:
    user = find_user(unit, command.login)
    role = find.by(unit.session, Role, Role.code, command.role, "role")
    return user, role, find.site(unit.session, command.site).id if command.site else None


def _granted(unit: Unit, user: User, role: Role, site_id: int | None) -> UserRole | None:
    at = UserRole.site_id.is_(None) if site_id is None else UserRole.site_id == site_id
    return unit.session.scalar(select(UserRole).where(UserRole.user_id == user.id, UserRole.role_id == role.id, at))
