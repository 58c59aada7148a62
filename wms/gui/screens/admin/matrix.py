"""Who may do what, as a table of permissions by roles that is changed freely and then saved as a whole.

A role may have single permissions, everything of a step ("receiving.*"), or everything ("*"). What a wider permission
gives already cannot be taken away one by one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal

from wms.app import registry
from wms.gui.forms.labels import about, name_of
from wms.gui.screens.admin.steps import step_title
from wms.gui.texts.say import say
from wms.operations.command import COMMANDS, Registered
from wms.operations.people.roles import BEYOND, PICK_ZONE, DefineRole
from wms.operations.people.users import SYSTEM

EVERYTHING = "*"


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: a permission, all of a step, or everything; its name and a sentence, in the language in use."""

    code: str
    title: str
    sentence: str

    @property
    def wide(self) -> bool:
        """Whether it stands for several."""
        return self.code.endswith("*")


def permissions() -> list[Permission]:
    """Everything a role can allow, step by step, each step led by the permission for all of it."""
    registry.load()
    found: defaultdict[str, list[Registered]] = defaultdict(list)
    for entry in COMMANDS.values():
        found[entry.permission].append(entry)
    for code in BEYOND:
        found[code] += []
    rows = [Permission(EVERYTHING, say("Everything"), say("Everything there is, and everything there will be."))]
    step = ""
    for code in sorted(found, key=lambda code: (step_title(code.split(".")[0]), code)):
        if code.split(".")[0] != step:
            step = code.split(".")[0]
            rows.append(Permission(f"{step}.*", step_title(step), say("Everything of this step.")))
        rows.append(_single(code, found[code]))
    return rows


def _single(code: str, entries: list[Registered]) -> Permission:
    if code == "tasks.manage":
        return Permission(code, say("Manage everybody's tasks"), say("Give back or move tasks others have claimed."))
    if code == "people.log_in":
        return Permission(code, say("Log in"), say("Prove by a password who one is."))
    title = ", ".join(say(name_of(entry.name)) for entry in entries)
    told = " ".join(say(about(entry)) for entry in entries)
    return Permission(code, title or code, told)


class Matrix(QObject):
    """The table. `stored` is what the warehouse knows of each role, `now` what is ticked; `changed` after any tick."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = permissions()
        self._known = {row.code for row in self.rows}
        self.names: dict[str, str] = {}
        self.stored: dict[str, frozenset[str]] = {}
        self.now: dict[str, frozenset[str]] = {}

    @property
    def roles(self) -> list[str]:
        """The columns: the roles by code, those not saved yet last."""
        return [role for role in self.names if role != SYSTEM]

    def load(self, roles: Iterable[Any], granted: Iterable[Any]) -> None:
        """Take over what the warehouse knows; whatever was ticked since is forgotten."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        for row in granted:
            held[row.role].add(row.permission)
        self.names = {row.role: row.name for row in roles}
        self.stored = {
            role: frozenset(code for code in held[role] if code in self._known or code.startswith(PICK_ZONE))
            for role in self.names
        }  # the zones a role picks in are no rows here, and are kept as they are
        self.now = dict(self.stored)
        self.changed.emit()

    def allows(self, role: str, code: str) -> bool:
        """Whether the role allows it, by itself or by a wider permission."""
        return code in self.now[role] or self.covered(role, code)

    def covered(self, role: str, code: str) -> bool:
        """Whether a wider permission of the role gives it already."""
        has = self.now[role]
        return code != EVERYTHING and (EVERYTHING in has or (f"{code.split('.')[0]}.*" in has and code[-1] != "*"))

    def tick(self, role: str, code: str) -> bool:
        """Turn it round; False where a wider permission decides."""
        if self.covered(role, code):
            return False
        self.now[role] = self.now[role] ^ {code}
        self.changed.emit()
        return True

    def add(self, code: str, name: str) -> bool:
        """A new role without permissions; False for a code that is missing or taken."""
        code = code.strip()
        if not code or code in self.names:
            return False
        self.names[code], self.now[code] = name.strip() or code, frozenset()
        self.changed.emit()
        return True

    @property
    def changes(self) -> list[str]:
        """The roles that are to be saved."""
        return [role for role in self.roles if self.now[role] != self.stored.get(role)]

    def undo(self) -> None:
        """As the warehouse knows it."""
        self.names = {role: name for role, name in self.names.items() if role in self.stored}
        self.now = dict(self.stored)
        self.changed.emit()

    def commands(self) -> list[DefineRole]:
        """What saving amounts to: each changed role is given exactly what is ticked."""
        return [
            DefineRole(code=role, name=self.names[role], permissions=self._lean(self.now[role]))
            for role in self.changes
        ]

    @staticmethod
    def _lean(has: frozenset[str]) -> tuple[str, ...]:
        """Without what a wider one gives already."""
        if EVERYTHING in has:
            return (EVERYTHING,)
        return tuple(sorted(c for c in has if c.endswith("*") or f"{c.split('.')[0]}.*" not in has))
