"""Where the person was: back and forward between screens, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

LONGEST = 50


@dataclass(slots=True)
class History:
    """The screens gone to, each with its arguments; `place` is the present one."""

    visits: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    place: int = -1

    def went(self, screen: str, arguments: dict[str, Any]) -> None:
        """Note a visit; what lay ahead is forgotten. The same screen twice in a row counts once."""
        if self.visits and self.place >= 0 and self.visits[self.place][0] == screen and not arguments:
            return
        self.visits = [*self.visits[: self.place + 1], (screen, arguments)][-LONGEST:]
        self.place = len(self.visits) - 1

    def step(self, by: int) -> tuple[str, dict[str, Any]] | None:
        """The visit before (-1) or after (+1) the present one; None when there is none."""
        if not 0 <= self.place + by < len(self.visits):
            return None
        self.place += by
        return self.visits[self.place]
