"""What a handler is given: the session, who asks, what time it is; and what it gives back."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from wms.base.errors import Denied, Refused
from wms.base.identifiers import document_number
from wms.base.jobs import Watch
from wms.ledger.posting import Header
from wms.model.records import Counter


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command says when it is done: a sentence with named places, plain values, and the document it made.

    Everything in it can be written as JSON, so that a replayed command is given the very same answer.
    """

    template: str
    values: dict[str, Any] = field(default_factory=dict)
    document: str = ""

    @property
    def message(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.values)


def covers(granted: Set[str], permission: str) -> bool:
    """Whether what is granted contains the permission, itself or through a wider one ("step.*", "*")."""
    return not granted.isdisjoint({permission, f"{permission.split('.')[0]}.*", "*"})


@dataclass(slots=True)
class Unit:
    """One unit of work. Handlers never commit; `app.run` does, once.

    `permissions` are those the user has where this work is done. `sites` are the ids of the sites where the user may
    give this command, None for everywhere: a handler that looks for work by itself looks there only. `kept` is a
    refusal to be raised after what the handler did was saved: how a wrong password is refused and yet counted.
    `thought` is what the command thought out beforehand; the handler looks whether it still holds.
    """

    session: Session
    user_id: int
    login: str
    permissions: frozenset[str]
    now: datetime
    command: str = ""
    watch: Watch = field(default_factory=Watch)
    topics: set[str] = field(default_factory=set)
    sites: frozenset[int] | None = None
    kept: Refused | None = None
    thought: Any = None

    def header(
        self, document: str, *, reason: str = "", business_at: datetime | None = None, reverses_id: int | None = None
    ) -> Header:
        """The head of a posting made by this command for that document."""
        return Header(self.command, document, self.user_id, self.now, business_at, reason, reverses_id)

    def number(self, prefix: str) -> str:
        """The next document number with this prefix."""
        return document_number(prefix, self.count(prefix))

    def numbers(self, prefix: str, many: int) -> list[str]:
        """The next `many` document numbers with this prefix, in one step."""
        last = self.count(prefix, many)
        return [document_number(prefix, serial) for serial in range(last - many + 1, last + 1)]

    def count(self, prefix: str, many: int = 1) -> int:
        """The next value of the counter named `prefix`, from 1; the last of the next `many`."""
        bump = update(Counter).where(Counter.prefix == prefix).values(last=Counter.last + many).returning(Counter.last)
        value = self.session.scalar(bump, execution_options={"synchronize_session": False})
        if value is None:
            self.session.add(Counter(prefix=prefix, last=many))
            self.session.flush()
            return many
        return value

    def may(self, permission: str) -> bool:
        """Whether the user has the permission, itself or through a wider one ("step.*", "*")."""
        return covers(self.permissions, permission)

    def require(self, permission: str) -> None:
        """Raise Denied unless the user has the permission."""
        if not self.may(permission):
            raise Denied(f"{self.login} may not do this: the permission {permission} is missing.")
