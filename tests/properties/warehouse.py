"""What every rule of the warehouse day shares: one warehouse of its own, a step that is checked, a model beside it."""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from tests.properties import invariants
from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Denied, Refused, Stale
from wms.ledger.proof.prove import prove
from wms.operations.command import Command
from wms.operations.unit import Answer
from wms.storage import keys
from wms.storage import sqlite as ours
from wms.storage.database import Database

ANY = st.integers(0, 63)
"""Which of several: taken modulo how many there are."""
FEW = st.integers(1, 6)
MORNING = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
PROOF_EVERY = 50


class _All:
    """In place of Hypothesis's choice of a few rules for a day: every rule may come."""

    def is_enabled(self, _name: object) -> bool:
        return True


def step(**given: Any) -> Callable[[Callable[..., None]], Any]:
    """A rule; when there is nothing to do for it, the day's usual work goes on instead."""

    def made(function: Callable[..., None]) -> Any:
        @functools.wraps(function)
        def whole(self: Warehouse, **drawn: Any) -> None:
            before = self.commands
            function(self, **drawn)
            if self.commands == before and not self.at_usual:
                self.at_usual = True
                self.the_usual(drawn.get("which", 0))
                self.at_usual = False

        return rule(**given)(whole)

    return made


class Warehouse(RuleBasedStateMachine):
    """One warehouse, copied from the furnished one; `run` carries a command out and sees that it kept the rules."""

    template: ClassVar[Path]
    tally: ClassVar[Counter[tuple[str, str]]]
    """How often each command was done, refused, denied or stale, over all days."""
    _days: ClassVar[Any] = itertools.count()

    def __init__(self) -> None:
        super().__init__()
        path = self.template.with_name(f"day-{next(self._days)}.db")
        copy(self.template, path)
        self.clock = SetClock(MORNING)
        self.app = App(Database.open(path), clock=self.clock)
        self.look = ours.connect(path, "ro")
        self.model = invariants.Model(self.look)
        self.counted: dict[str, dict[str, Counter[int]]] = {}
        self.done: list[tuple[Command, str, Answer]] = []
        self.steps = self.commands = 0
        self.at_usual = False

    @initialize(all_rules=st.sampled_from((True, True, True, False)))
    def the_day_begins(self, all_rules: bool) -> None:
        """On some days only a few rules come at all, which is Hypothesis's own way; on most days all of them."""
        if all_rules:
            self._rules_strategy.enabled_rules_strategy = st.just(_All())

    def the_usual(self, which: int) -> None:
        """The next thing that anybody would do."""
        raise NotImplementedError

    def teardown(self) -> None:
        try:
            self._prove()
        finally:
            path = self.app.database.path
            self.look.close()
            self.app.close()
            for file in path.parent.glob(path.name + "*"):
                file.unlink()

    def rows(self, text: str, *values: Any) -> list[Any]:
        """Ask the books in SQL."""
        found: list[Any] = self.look.execute(text, values).fetchall()
        return found

    def one_of(self, which: int, text: str, *values: Any) -> Any:
        """One of the rows there are, or None."""
        found = self.rows(text, *values)
        return found[which % len(found)] if found else None

    def run(self, command: Command, login: str = "system", key: str = "") -> Answer | None:
        """Carry the command out. What is not done must not have changed anything at all."""
        name = type(command).__name__
        self.commands += 1
        before = self._state()
        refusal: Exception | None
        try:
            answer = self.app.run(command, login=login, key=key)
        except (Refused, Denied, Stale) as error:
            refusal = error
        else:
            refusal = None
        if refusal is not None:
            self.tally[name, type(refusal).__name__.lower()] += 1
            assert self._state() == before, f"{command} was refused and yet changed the books: {refusal}"
            assert "The books refuse this" not in str(refusal), f"{command}: nobody foresaw {refusal}"
            return None
        self.tally[name, "done"] += 1
        self.clock.advance(20)
        if key:
            self.done.append((command, key, answer))
        return answer

    @invariant()
    def the_books_are_right(self) -> None:
        """Every rule of the ledger that concerns one station; now and then the program's own proof as well."""
        self.model.follow()
        wrong = invariants.broken(self.look) + self.model.wrong()
        assert not wrong, wrong
        self.steps += 1
        if self.steps % PROOF_EVERY == 0:
            self._prove()

    def _prove(self) -> None:
        with self.app.database.reading() as connection:
            found = prove(connection, keys.load(self.app.database.path))
        assert found.ok, [finding for finding in found.findings if not finding.ok]

    def _state(self) -> Any:
        """Changes whenever anybody commits anything, and with the rows of the stock tables."""
        return self.look.execute("PRAGMA data_version").fetchone()


def copy(source: Path, target: Path) -> None:
    """A second, equal database with its key."""
    with ours.raw(source, "ro") as whole, ours.raw(target, "rwc") as fresh:
        whole.backup(fresh)
        fresh.execute("PRAGMA journal_mode = wal")
    keys.copy(source, target)
