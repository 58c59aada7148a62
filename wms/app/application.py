"""The two doors of the whole program: `run` a command, `ask` a question.

A scan, a click, a CLI call, a file and a sensor all become a command here. It is checked against the user's
permissions, carried out in one transaction, remembered with its idempotency key, and committed once; then everybody who
watches is told which topics changed. Trying again when the database is busy happens here and nowhere else.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from wms.app import registry
from wms.app.identity import Actor, actor_for
from wms.app.remember import recall, remember
from wms.base.clock import Clock, utc_now
from wms.base.errors import Denied, Stale, refuse
from wms.base.identifiers import new_key
from wms.base.jobs import Watch
from wms.ledger import refusals
from wms.operations.command import Command, Registered
from wms.operations.unit import Answer, Unit
from wms.queries.page import Asked, Filter, Page, answer, count
from wms.storage import failures
from wms.storage.database import Database

TRIES = 8
Seen = TypeVar("Seen")
Listener = Callable[[frozenset[str]], None]


class App:
    """An open warehouse. `login` is who works here unless a call says otherwise."""

    def __init__(self, database: Database, *, login: str = "system", clock: Clock = utc_now) -> None:
        registry.load()
        self.database = database
        self.login = login
        self.clock = clock
        self._listeners: list[Listener] = []

    @classmethod
    def open(cls, path: Path, **more: Any) -> App:
        """Open the warehouse in this file. Raises StorageError."""
        return cls(Database.open(path), **more)

    def run(self, command: Command, *, key: str = "", login: str = "", watch: Watch | None = None) -> Answer:
        """Carry out a command and give its answer; the same `key` and content again gives the same answer again.

        Raises Refused (with all problems), Denied, Stale or StorageError; then nothing was changed.
        """
        entry = registry.command(type(command).__name__)
        key = key or new_key()
        for attempt in range(1, TRIES + 1):
            try:
                done, topics = self._attempt(entry, command, key, login or self.login, watch or Watch())
                break
            except StaleDataError as error:
                raise Stale("Somebody else changed this in the meantime; look at it again.") from error
            except IntegrityError as error:
                raise refuse(refusals.sentence(error)) from error
            except DBAPIError as error:
                if attempt == TRIES or not failures.may_succeed_later(error):
                    raise failures.told(error) from error
                time.sleep(random.uniform(0.5, 1.0) * 0.02 * 2**attempt)
        self._publish(topics)
        return done

    def ask(
        self, name: str, *, filters: tuple[Filter, ...] = (), sort: tuple[str, ...] = (),
        after: tuple[Any, ...] | None = None, limit: int = 100, **parameters: Any,
    ) -> Page:  # fmt: skip
        """One page of the answer to the question `name`. Raises Refused or StorageError."""
        asked = Asked(registry.question(name), parameters, filters, sort, after, limit)
        return self._look(lambda connection: answer(connection, asked))

    def how_many(self, name: str, *, filters: tuple[Filter, ...] = (), **parameters: Any) -> int:
        """How many rows the whole answer has."""
        asked = Asked(registry.question(name), parameters, filters)
        return self._look(lambda connection: count(connection, asked))

    def subscribe(self, listener: Listener) -> None:
        """Call `listener` with the changed topics after each command."""
        self._listeners.append(listener)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def _attempt(
        self, entry: Registered, command: Command, key: str, login: str, watch: Watch
    ) -> tuple[Answer, frozenset[str]]:
        with self.database.writing() as session:
            actor: Actor = actor_for(session, login)
            unit = Unit(session, actor.user_id, login, actor.permissions, self.clock(), entry.name, watch)
            if not unit.may(entry.permission):
                raise Denied(f"{login} may not do this: the permission {entry.permission} is missing.")
            before, fields, digest = recall(session, entry.name, command, key)
            if before is not None:
                return before, frozenset()
            done = entry.handler(command, unit)
            remember(unit, key, digest, fields, done)
            topics = frozenset(unit.topics | set(entry.topics))
        return done, topics

    def _look(self, work: Callable[[Connection], Seen]) -> Seen:
        try:
            with self.database.reading() as connection:
                return work(connection)
        except DBAPIError as error:
            raise failures.told(error) from error

    def _publish(self, topics: frozenset[str]) -> None:
        if topics:
            for listener in self._listeners:
                listener(topics)

