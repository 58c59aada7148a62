"""Who may do what: users, their roles for each site, and the permissions of a role."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wms.model.base import Base, Versioned, refers


class User(Versioned, Base):
    """A person who works here. An empty password hash means nobody can log in with it."""

    __tablename__ = "users"

    login: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="en")
    active: Mapped[bool] = mapped_column(default=True)
    failed_logins: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]


class Role(Base):
    """A named set of permissions."""

    __tablename__ = "role"

    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]


class RolePermission(Base):
    """The role may do this; `permission` is "step.action", or "step.*", or "*"."""

    __tablename__ = "role_permission"

    role_id: Mapped[int] = refers("role", index=False)
    permission: Mapped[str]

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("role_id", "permission"),)


class UserRole(Base):
    """The user has the role at the site, or everywhere when no site is named."""

    __tablename__ = "user_role"

    user_id: Mapped[int] = refers("users")
    role_id: Mapped[int] = refers("role", index=False)
    site_id: Mapped[int | None] = refers("site", index=False)

    @classmethod
    def constraints(cls) -> tuple[Any, ...]:
        return (UniqueConstraint("user_id", "role_id", "site_id"),)
