"""The first hour of a warehouse: a new database with its site, its owner, the usual roles and an administrator."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from wms.app.application import App
from wms.operations.command import Command
from wms.operations.master_data.buildings import RegisterSite
from wms.operations.master_data.parties import RegisterOwner
from wms.operations.people.roles import DefineRole, GrantRole
from wms.operations.people.users import RegisterUser
from wms.storage import keys, places
from wms.storage.database import Database

ROLES = {
    "clerk": ("Warehouse clerk", ("receiving.*", "putting_away.*", "moving.*", "counting.enter", "packing.*",
                                  "returning.*", "tasks.*", "replenishing.confirm", "cross_docking.*",
                                  "proposals.store")),
    "picker": ("Picker", ("picking.*", "tasks.*", "replenishing.confirm", "counting.enter")),
    "supervisor": ("Supervisor", ("receiving.*", "putting_away.*", "moving.*", "counting.*", "packing.*", "picking.*",
                                  "returning.*", "tasks.*", "replenishing.*", "cross_docking.*", "announcing.*",
                                  "ordering.*", "allocating.*", "waving.*", "shipping.*", "holding.*", "inspecting.*",
                                  "adjusting.adjust", "assembling.*", "proposals.*")),
    "manager": ("Manager", ("adjusting.*", "ordering.*", "holding.*", "inspecting.*", "proposals.*")),
    "administrator": ("Administrator", ("*",)),
}  # fmt: skip
"""The roles a warehouse begins with: code, name, and what each may do. They can be changed afterwards."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What is asked before there is a warehouse. `owner` is whose goods these are, unless a delivery says otherwise."""

    site_code: str
    site_name: str
    login: str
    name: str
    password: str
    language: str = "en"
    company_prefix: str = ""
    time_zone: str = ""
    currency: str = ""
    owner_code: str = "OWN"
    owner_name: str = "Own stock"


def roles() -> list[Command]:
    """The commands that make the usual roles."""
    return [DefineRole(code=code, name=name, permissions=allowed) for code, (name, allowed) in ROLES.items()]


def commands(founding: Founding) -> list[Command]:
    """Everything that is done, in order."""
    site = RegisterSite(
        code=founding.site_code, name=founding.site_name, company_prefix=founding.company_prefix or None,
        time_zone=founding.time_zone or None, currency=founding.currency or None,
    )  # fmt: skip
    person = RegisterUser(
        login=founding.login, name=founding.name, password=founding.password, language=founding.language
    )
    return [
        site, RegisterOwner(code=founding.owner_code, name=founding.owner_name), *roles(), person,
        GrantRole(login=founding.login, role="administrator"),
    ]  # fmt: skip


def found(path: Path, founding: Founding) -> App:
    """Make a new database at `path` and found the warehouse in it; on a refusal no file is left.

    Raises Refused with everything that is wrong, or StorageError.
    """
    app = App(Database.create(path))
    try:
        app.run_together(commands(founding))
    except BaseException:
        app.close()
        places.discard(path)
        keys.path_of(path).unlink(missing_ok=True)
        raise
    return app
