"""Who works here and who may do what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from wms.model.people import Role, RolePermission, User, UserRole
from wms.model.site import Site
from wms.queries.pieces import counted, only
from wms.queries.question import Selected, col, question


@dataclass(frozen=True, slots=True)
class UserRow:
    """One person; never the password."""

    login: str = col("Login")
    name: str = col("Name")
    language: str = col("Language")
    active: bool = col("Active", "flag")
    roles: int = col("Roles", "number")
    failed_logins: int = col("Failed logins", "number")
    locked_until: datetime | None = col("Locked until", "moment")


@dataclass(frozen=True, slots=True)
class RoleRow:
    """One role."""

    role: str = col("Role")
    name: str = col("Name")
    permissions: int = col("Permissions", "number")
    users: int = col("Users", "number")


@dataclass(frozen=True, slots=True)
class PermissionRow:
    """A role may do this."""

    role: str = col("Role")
    permission: str = col("Permission")


@dataclass(frozen=True, slots=True)
class UserRoleRow:
    """A person has a role at a site, or everywhere when no site is named."""

    login: str = col("Login")
    role: str = col("Role")
    role_name: str = col("Name")
    site: str | None = col("Site")


@question(UserRow, key=("login",), sort=("login",), topics=("people",))
def users(active: bool | None = None) -> Selected:
    """Everybody who works here."""
    theirs = select(counted()).where(UserRole.user_id == User.id).scalar_subquery()
    statement = select(
        User.login, User.name, User.language, User.active, theirs.label("roles"), User.failed_logins,
        User.locked_until,
    )  # fmt: skip
    return only(statement, (User.active, active))


@question(RoleRow, key=("role",), sort=("role",), topics=("people",))
def roles() -> Selected:
    """All roles, how much each may do, and how many people have it."""
    return select(
        Role.code.label("role"), Role.name,
        select(counted()).where(RolePermission.role_id == Role.id).scalar_subquery().label("permissions"),
        select(counted(UserRole.user_id)).where(UserRole.role_id == Role.id).scalar_subquery().label("users"),
    )  # fmt: skip


@question(PermissionRow, key=("role", "permission"), sort=("role", "permission"), topics=("people",))
def permissions(role: str = "") -> Selected:
    """What each role may do."""
    statement = select(Role.code.label("role"), RolePermission.permission)
    return only(statement.join(RolePermission, RolePermission.role_id == Role.id), (Role.code, role))


@question(UserRoleRow, key=("login", "role", "site"), sort=("login", "role", "site"), topics=("people",))
def user_roles(user: str = "", role: str = "") -> Selected:
    """Who has which role, and where."""
    statement = (
        select(User.login, Role.code.label("role"), Role.name.label("role_name"), Site.code.label("site"))
        .join(UserRole, UserRole.user_id == User.id)
        .join(Role, Role.id == UserRole.role_id)
        .outerjoin(Site, Site.id == UserRole.site_id)
    )
    return only(statement, (User.login, user), (Role.code, role))
