"""Who asks, and what they may do where the work is done.

A role is granted everywhere, or for one site; then it counts for work at that site only. Work at two sites (goods moved
from one to the other) needs the permission at both, and what concerns all sites (an item, a role) needs it everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import Denied
from wms.model.people import RolePermission, User, UserRole
from wms.model.site import Site
from wms.operations import whereabouts
from wms.operations.command import Command, Registered
from wms.operations.unit import covers


@dataclass(frozen=True, slots=True)
class Actor:
    """A user with the permissions of all their roles: those that count everywhere, and those of a site, by its id."""

    user_id: int
    login: str
    everywhere: frozenset[str]
    at: Mapping[int, frozenset[str]]

    @property
    def somewhere(self) -> frozenset[str]:
        """What is allowed at any site at all."""
        return self.everywhere.union(*self.at.values())

    def sites(self, permission: str) -> frozenset[int] | None:
        """Where the permission counts; None for everywhere."""
        if covers(self.everywhere, permission):
            return None
        return frozenset(site for site, granted in self.at.items() if covers(granted, permission))

    def permissions(self, sites: frozenset[int]) -> frozenset[str]:
        """What is allowed at all of these sites; for no site, what is allowed everywhere."""
        if not sites:
            return self.everywhere
        allowed = [self.everywhere | self.at.get(site, frozenset()) for site in sites]
        return frozenset(p for p in frozenset().union(*allowed) if all(covers(granted, p) for granted in allowed))


def actor_for(session: Session, login: str) -> Actor:
    """The active user with this login. Raises Denied."""
    user_id = session.scalar(select(User.id).where(User.login == login, User.active))
    if user_id is None:
        raise Denied(f"There is no active user {login}.")
    granted = session.execute(
        select(UserRole.site_id, RolePermission.permission)
        .join(RolePermission, UserRole.role_id == RolePermission.role_id)
        .where(UserRole.user_id == user_id)
    ).all()
    at = {site: frozenset(p for other, p in granted if other == site) for site in {row.site_id for row in granted}}
    return Actor(user_id, login, at.pop(None, frozenset()), at)


def allowed(session: Session, actor: Actor, entry: Registered, command: Command) -> frozenset[str]:
    """The permissions the user has where this command does its work. Raises Denied when its own is not among them."""
    if not actor.at:
        return actor.everywhere
    sites = whereabouts.named(session, command)
    found = actor.permissions(sites)
    if entry.anywhere and not sites and actor.sites(entry.permission) != frozenset():
        found |= {entry.permission}
    if not covers(found, entry.permission) and actor.sites(entry.permission):
        raise _elsewhere(session, actor, entry, sites)
    return found


def _elsewhere(session: Session, actor: Actor, entry: Registered, sites: frozenset[int]) -> Denied:
    """Says where the user may do this, and where it would have been done."""
    codes = {site.id: site.code for site in session.scalars(select(Site))}
    may = ", ".join(sorted(codes[site] for site in actor.sites(entry.permission) or ()))
    if sites:
        where = ", ".join(sorted(codes.get(site, str(site)) for site in sites))
        return Denied(f"{actor.login} may do this at {may} only; this would be done at {where}.")
    return Denied(f"{actor.login} may do this at {may} only; nothing that was named is known to be there.")
