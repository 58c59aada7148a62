"""One row of the battery: what is tried, how often, what counts as a failure, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

FEWEST = 20
"""Tries a share makes however little time there is."""


class Share(NamedTuple):
    """A share of a row's work: a folder of its own, so many tries, in so many seconds, with these dice."""

    place: Path
    count: int
    seconds: float
    seed: int

    def tries(self) -> Iterator[int]:
        """The numbers of the tries there is time for, counted from the first; a few in any case."""
        until = time.monotonic() + self.seconds
        for number in range(self.count):
            if number >= FEWEST and time.monotonic() > until:
                return
            yield number


@dataclass(slots=True)
class Outcome:
    """What came of it: tries, what was acknowledged and is lost, what was found half-done, and all else that is wrong.

    `told` are further figures, added up over the shares (the largest counts where the name ends in "max").
    """

    count: int = 0
    lost: int = 0
    torn: int = 0
    wrong: list[str] = field(default_factory=list)
    told: dict[str, float] = field(default_factory=dict)

    @property
    def held(self) -> bool:
        """Whether nothing went wrong, over at least one try."""
        return self.count > 0 and not (self.lost or self.torn or self.wrong)

    def complain(self, text: str) -> None:
        """Note something wrong, the first few in words."""
        if len(self.wrong) < 20:
            self.wrong.append(text)

    def tell(self, name: str, value: float = 1) -> None:
        """Add to a figure, or keep the largest."""
        before = self.told.get(name, 0)
        self.told[name] = max(before, value) if name.endswith("max") else before + value

    def add(self, other: Outcome) -> None:
        """Another share of the same row."""
        self.count, self.lost, self.torn = self.count + other.count, self.lost + other.lost, self.torn + other.torn
        self.wrong += other.wrong
        for name, value in other.told.items():
            self.tell(name, value)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Row:
    """`full` tries are the pass line and get `seconds` of the half hour; `split`: shared by a process a core.

    A row that `must_lose` is a negative control: it shows that the others could lose, and fails when nothing is lost.
    """

    name: str
    words: str
    run: Callable[[Share], Outcome]
    full: int
    seconds: int
    split: bool = True
    must_lose: bool = False
    unit: str = ""

    def passed(self, found: Outcome) -> bool:
        """Whether what was tried held; how far it came is another matter."""
        if self.must_lose:
            return found.lost > 0 and not found.wrong
        return found.held
