"""What one check of the proof found."""

from __future__ import annotations

from dataclasses import dataclass, field

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: whether it holds, on how many things, and the first few that break it."""

    check: str
    checked: int
    wrong: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.wrong


@dataclass(slots=True)
class Wrongs:
    """Collects what breaks a check, keeping the first few and counting the rest."""

    first: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, text: str) -> None:
        """Note one more."""
        if len(self.first) < SHOWN:
            self.first.append(text)
        else:
            self.more += 1

    def told(self) -> tuple[str, ...]:
        """The first few, and how many more there are."""
        return (*self.first, *([f"… and {self.more} more"] if self.more else []))
