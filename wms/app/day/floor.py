"""Where a day takes place: the open warehouse, a clock that runs as people work, and dice for what goes wrong."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from wms.app import printing, rows
from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.jobs import Progress, Watch
from wms.model.words import Purpose
from wms.operations.command import Command
from wms.operations.unit import Answer


@dataclass(frozen=True, slots=True)
class Mishaps:
    """How often things go wrong: the share of lines that arrive short or damaged, and of stops picked short."""

    short_received: float = 0.015
    damaged: float = 0.015
    short_picked: float = 0.01
    returned: float = 0.02


@dataclass(slots=True)
class Floor:
    """The day's stage. `papers` is where papers go; None prints nothing.

    `missing` is what pickers did not find, by location, item, lot and serial, until it is counted.
    """

    app: App
    clock: SetClock
    day: date
    dice: random.Random
    papers: Path | None = None
    mishaps: Mishaps = field(default_factory=Mishaps)
    watch: Watch = field(default_factory=Watch)
    missing: Counter[tuple[str, str, str, str]] = field(default_factory=Counter)
    short_picks: int = 0
    walks: dict[str, int] = field(default_factory=dict)
    _turns: dict[str, int] = field(default_factory=dict)
    _crews: dict[str, int] = field(default_factory=dict)

    def do(self, command: Command, login: str, seconds: float = 0.0) -> Answer:
        """Let somebody work for so long, and then record it with a command."""
        self.watch.stop.raise_if_cancelled()
        self.clock.advance(seconds / self._crew(login))
        return self.app.run(command, login=login)

    def _crew(self, login: str) -> int:
        """How many share this kind of work, so that the clock runs as if they worked side by side."""
        role = login.rstrip("0123456789")
        if role not in self._crews:
            self._crews[role] = max(1, len(self.staff(role)))
        return self._crews[role]

    def ask(self, question: str, /, **parameters: Any) -> list[Any]:
        """All rows of an answer."""
        return rows.all_rows(self.app, question, **parameters)

    def miss(self, stop: Any, found: int) -> None:
        """Note that a picker found less than the books said."""
        self.short_picks += 1
        self.missing[stop.location, stop.item, stop.lot, stop.serial] += stop.quantity - found

    def say(self, doing: str, done: int = 0, total: int = 0) -> None:
        """Report how far the day has come."""
        self.watch.report(Progress(doing, done, total))

    def each(self, doing: str, things: Sequence[Any]) -> Iterator[Any]:
        """Go through things, reporting on the way."""
        for number, thing in enumerate(things, 1):
            self.say(doing, number, len(things))
            yield thing

    def print(self, paper: str, name: str, **parameters: Any) -> None:
        """Print a paper into the day's folder."""
        if self.papers is not None:
            printing.print_paper(self.app, paper, self.papers / f"{name}.pdf", **parameters)

    def turn(self, names: Sequence[str]) -> str:
        """Each in turn, round and round."""
        key = names[0]
        self._turns[key] = self._turns.get(key, -1) + 1
        return names[self._turns[key] % len(names)]

    def places(self, purpose: Purpose) -> list[str]:
        """The locations of zones with this purpose, by code."""
        return [row.code for row in self.ask("locations", purpose=purpose)]

    def staff(self, role: str) -> list[str]:
        """Those who have a role whose logins begin with its name, or the system itself."""
        logins = sorted(row.login for row in self.ask("users") if row.active and row.login.startswith(role))
        return logins or [self.app.login]
