"""Who works at the demo site. Nobody has a password until an administrator gives one."""

from __future__ import annotations

from collections.abc import Iterator

from wms.app import founding
from wms.app.demo.sizes import Size
from wms.operations.command import Command
from wms.operations.people.roles import GrantRole
from wms.operations.people.users import RegisterUser

_NAMES = ("Anna", "Ben", "Chen", "Dora", "Emil", "Farah", "Goran", "Hana", "Ines", "Jun", "Kofi", "Lena", "Mo", "Nadia",
          "Oskar", "Priya", "Quinn", "Rosa", "Sami", "Tara", "Ugo", "Vera", "Wei", "Xenia", "Yusuf", "Zoe")  # fmt: skip


def pickers(size: Size) -> list[str]:
    """The logins of those who pick."""
    return [f"picker{number}" for number in range(1, size.pickers + 1)]


def commands(size: Size) -> Iterator[Command]:
    """Everything that makes the roles and the people."""
    yield from founding.roles()
    staff = [("clerk1", "clerk"), ("clerk2", "clerk"), ("super", "supervisor"), ("manager", "manager"),
             ("admin", "administrator"), *((login, "picker") for login in pickers(size))]  # fmt: skip
    for number, (login, role) in enumerate(staff):
        yield RegisterUser(login=login, name=_NAMES[number % len(_NAMES)])
        yield GrantRole(login=login, role=role)
