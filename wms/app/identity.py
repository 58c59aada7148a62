"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import Denied
from wms.model.people import RolePermission, User, UserRole


@dataclass(frozen=True, slots=True)
class Actor:
    """A user with the permissions of all their roles."""

    user_id: int
    permissions: frozenset[str]


def actor_for(session: Session, login: str) -> Actor:
    """The active user with this login. Raises Denied."""
    user_id = session.scalar(select(User.id).where(User.login == login, User.active))
    if user_id is None:
        raise Denied(f"There is no active user {login}.")
    granted = session.scalars(
        select(RolePermission.permission)
        .join(UserRole, UserRole.role_id == RolePermission.role_id)
        .where(UserRole.user_id == user_id)
    )
    return Actor(user_id, frozenset(granted))
