"""The two doors of the whole program: `run` a command, `ask` a question.

A scan, a click, a CLI call, a file and a sensor all become a command here. It is checked against the user's
permissions, carried out in one transaction, remembered with its idempotency key, and committed once; then everybody who
watches is told which topics changed. Trying again when the database is busy happens here and nowhere else.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from wms.app import registry
from wms.app.identity import Actor, actor_for, allowed
from wms.app.remember import recall, remember
from wms.base.clock import Clock, utc_now
from wms.base.errors import Refused, Stale, refuse
from wms.base.identifiers import new_key
from wms.base.jobs import Watch
from wms.ledger import refusals
from wms.operations.command import Command, Registered
from wms.operations.unit import Answer, Unit
from wms.queries.page import Asked, Filter, Page, answer, count
from wms.storage import failures
from wms.storage.database import Database

TRIES = 8
_ROUNDS = 3  # of waiting as long as the database's patience lasts, before the user is told that it is busy


@dataclass(slots=True)
class _Trial:
    """What is to be carried out, and how far it came.

    `sent` from the moment the commit was asked for: an error after that leaves open whether the work was saved, and
    only the idempotency key can tell. `kept` is a refusal of which what it noted down was saved (see `Unit.kept`).
    """

    commands: Sequence[Command]
    key: str
    login: str
    watch: Watch
    rehearse: bool
    answers: list[Answer] = field(default_factory=list)
    topics: set[str] = field(default_factory=set)
    sent: bool = False
    kept: Refused | None = None
    thought: Any = None

    def key_of(self, step: int) -> str:
        """Each command's own key."""
        return f"{self.key}/{step}" if step else self.key


class _Rehearsed(Exception):
    """Rolls a rehearsal back, and brings its answers out."""

    def __init__(self, answers: list[Answer]) -> None:
        super().__init__()
        self.answers = answers


def _carried_out(unit: Unit, entry: Registered, command: Command, key: str) -> Answer:
    """Carry out one command inside a unit of work, or recall what it answered before."""
    unit.require(entry.permission)
    before, fields, digest = recall(unit.session, command, key)
    if before is not None and entry.once:
        raise refuse("This key was used already; what it was used for must be asked for anew.", field="key")
    if before is not None:
        return before
    done = entry.handler(command, unit)
    remember(unit, key, digest, fields, done)
    unit.topics |= set(entry.topics)
    return done


Seen = TypeVar("Seen")
Listener = Callable[[frozenset[str]], None]


class App:
    """An open warehouse. `login` is who works here unless a call says otherwise."""

    def __init__(self, database: Database, *, login: str = "system", clock: Clock = utc_now) -> None:
        registry.load_questions()
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

        Raises Refused (with all problems), Denied, Stale or StorageError; then nothing was changed, save that a wrong
        password is counted.
        """
        return self.run_together((command,), key=key, login=login, watch=watch)[0]

    def run_together(
        self, commands: Sequence[Command], *, key: str = "", login: str = "", watch: Watch | None = None,
        rehearse: bool = False,
    ) -> list[Answer]:  # fmt: skip
        """Carry out several commands in one transaction: all, or none. `rehearse` only tries, and keeps nothing.

        Raises as `run` does; a Refused says in `step` which command it was.
        """
        for command in commands:
            prepare = registry.command(type(command).__name__).prepare
            if prepare is not None:
                prepare()
        trial = _Trial(commands, key or new_key(), login or self.login, watch or Watch(), rehearse)
        trial.thought = self._thought(trial)
        until = time.monotonic() + _ROUNDS * self.database.patience
        for attempt in range(1, TRIES + 1):
            try:
                self._attempt(trial)
                break
            except _Rehearsed as rehearsed:
                return rehearsed.answers
            except StaleDataError as error:
                raise Stale("Somebody else changed this in the meantime; look at it again.") from error
            except IntegrityError as error:
                raise refuse(refusals.sentence(error)) from error
            except DBAPIError as error:
                if trial.sent and self._was_saved(trial, error):
                    break
                if attempt == TRIES or time.monotonic() > until or not failures.may_succeed_later(error):
                    raise failures.told(error) from error
                time.sleep(random.uniform(0.5, 1.0) * 0.02 * 2**attempt)
        self._publish(frozenset(trial.topics))
        if trial.kept is not None:
            raise trial.kept
        return trial.answers

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

    def permissions(self, login: str) -> frozenset[str]:
        """What this person may do somewhere; commands check it where they are carried out. Raises Denied."""

        def look(connection: Connection) -> frozenset[str]:
            with Session(connection) as session:
                return actor_for(session, login).somewhere

        return self._look(look)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the changed topics after each command, on its thread; calling the answer ends it."""
        self._listeners.append(listener)
        return partial(self._listeners.remove, listener)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()

    def _attempt(self, trial: _Trial) -> None:
        answers = []
        with self.database.writing() as session:
            actor = actor_for(session, trial.login)
            for step, command in enumerate(trial.commands):
                entry = registry.command(type(command).__name__)
                unit = self._unit(session, trial, actor, entry, command)
                try:
                    answers.append(_carried_out(unit, entry, command, trial.key_of(step)))
                except Refused as refused:
                    refused.step = step
                    raise
                trial.topics |= unit.topics
                trial.kept = trial.kept or unit.kept
            if trial.rehearse:
                raise _Rehearsed(answers)
            trial.sent = True
        trial.answers = answers

    def _unit(self, session: Session, trial: _Trial, actor: Actor, entry: Registered, command: Command) -> Unit:
        return Unit(
            session, actor.user_id, trial.login, allowed(session, actor, entry, command), self.clock(), entry.name,
            trial.watch, sites=actor.sites(entry.permission), thought=trial.thought,
        )  # fmt: skip

    def _thought(self, trial: _Trial) -> Any:
        """What a command that comes alone thinks out before its transaction is opened, so that nobody waits for it."""
        [command, *more] = trial.commands or (None,)
        entry = registry.command(type(command).__name__) if command is not None and not more else None
        if entry is None or entry.think is None or command is None:
            return None
        think = entry.think

        def look(connection: Connection) -> Callable[[], Any] | None:
            with Session(connection) as session:
                unit = self._unit(session, trial, actor_for(session, trial.login), entry, command)
                unit.require(entry.permission)
                return think(command, unit) if recall(session, command, trial.key)[0] is None else None

        work = self._look(look)
        return None if work is None else work()

    def _was_saved(self, trial: _Trial, error: DBAPIError) -> bool:
        """Settle the doubt a failed commit leaves, by looking the keys up. Raises StorageError when it remains."""
        try:
            with self.database.reading() as connection, Session(connection) as session:
                found = [recall(session, each, trial.key_of(step))[0] for step, each in enumerate(trial.commands)]
        except DBAPIError as blind:
            raise failures.uncertain(error, trial.key) from blind
        saved = [answer for answer in found if answer is not None]
        if len(saved) == len(found):
            trial.answers = saved
            return True
        if failures.leaves_doubt(error):
            raise failures.uncertain(error, trial.key) from error
        return False

    def _look(self, work: Callable[[Connection], Seen]) -> Seen:
        try:
            with self.database.reading() as connection:
                return work(connection)
        except DBAPIError as error:
            raise failures.told(error) from error

    def _publish(self, topics: frozenset[str]) -> None:
        if topics:
            for listener in tuple(self._listeners):
                listener(topics)

