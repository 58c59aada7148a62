"""One order at the packing bench: what waits in totes, what is in which carton, and how it was planned to be packed.

Kept beside the person and led on from each answer, so that no scan waits for a list. Plain values, testable without a
window.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wms.model.words import CartonState, Stage


@dataclass(frozen=True, slots=True)
class LineDone:
    """One item of the order: of `of` pieces `done` are packed; `picking` are still being fetched."""

    item: str
    name: str
    done: int
    of: int
    picking: int


@dataclass(slots=True)
class Contents:
    """`held` are the order's claims (question `who_holds`), the others rows of the questions they are named after.

    `packed` and `waiting` count pieces by item; `inside` by carton and item.
    """

    order: str
    customer: str
    held: list[Any]
    cartons: list[Any]
    planned: list[Any] = field(default_factory=list)
    placements: list[Any] = field(default_factory=list)
    packed: Counter[str] = field(default_factory=Counter)
    waiting: Counter[str] = field(default_factory=Counter)
    inside: dict[str, Counter[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.count(self.held)

    def count(self, held: Sequence[Any]) -> None:
        """The books as they are now."""
        self.held = list(held)
        self.packed, self.waiting, self.inside = Counter(), Counter(), {}
        for row in held:
            if row.stage is Stage.PACKED:
                self.packed[row.item] += row.quantity
                self.inside.setdefault(row.lpn, Counter())[row.item] += row.quantity
            elif row.stage is Stage.PICKED:
                self.waiting[row.item] += row.quantity

    def move(self, carton: str, item: str, quantity: int) -> None:
        """So many pieces went into the carton; fewer than none came out."""
        self.packed[item] += quantity
        self.waiting[item] -= quantity
        self.inside.setdefault(carton, Counter())[item] += quantity

    # --- lines -------------------------------------------------------------------------------------------------------

    def lines(self) -> list[LineDone]:
        """Every item of the order, in the order of its lines."""
        names: dict[str, str] = {}
        picking: Counter[str] = Counter()
        for row in sorted(self.held, key=lambda row: row.line):
            names.setdefault(row.item, row.item_name)
            picking[row.item] += row.quantity if row.stage is Stage.RESERVED else 0
        return [
            LineDone(item, name, self.packed[item], self.packed[item] + self.waiting[item] + picking[item],
                     picking[item])
            for item, name in names.items()
        ]  # fmt: skip

    @property
    def done(self) -> int:
        """The pieces that are packed."""
        return self.packed.total()

    @property
    def of(self) -> int:
        """All pieces that will be packed."""
        return sum(line.of for line in self.lines())

    @property
    def left(self) -> int:
        """The pieces that wait in totes."""
        return self.waiting.total()

    @property
    def picking(self) -> int:
        """The pieces that are still being fetched."""
        return sum(line.picking for line in self.lines())

    def totes(self) -> list[str]:
        """Where the order's goods wait."""
        return list(dict.fromkeys(row.lpn for row in self.held if row.stage is Stage.PICKED and row.lpn))

    # --- cartons -----------------------------------------------------------------------------------------------------

    def open_cartons(self) -> list[str]:
        """The cartons that stand open, in the order they were opened."""
        return [row.carton for row in self.cartons if row.state is CartonState.OPEN]

    def plan_of(self, carton: str) -> Any:
        """How the carton was planned; None when it was not."""
        return next((row for row in self.planned if carton and row.carton == carton), None)

    def pieces_of(self, planned: Any) -> list[Any]:
        """The pieces of a planned carton, in the order in which they go in."""
        if planned is None:
            return []
        return [row for row in self.placements if (row.proposal, row.nr) == (planned.proposal, planned.nr)]

    def steps_done(self, planned: Any, carton: str) -> list[bool]:
        """For each planned piece whether one like it is in the carton."""
        left = Counter(self.inside.get(carton, Counter()))
        done: list[bool] = []
        for piece in self.pieces_of(planned):
            done.append(left[piece.item] > 0)
            left[piece.item] -= 1
        return done

    def next_for(self, carton: str) -> tuple[str, int]:
        """What goes in next, and how many; nothing when the carton holds what was planned, or nothing waits."""
        planned = self.plan_of(carton)
        if planned is None:
            return next(((item, count) for item, count in self.waiting.items() if count > 0), ("", 0))
        pieces = self.pieces_of(planned)
        missing = [p.item for p, done in zip(pieces, self.steps_done(planned, carton), strict=True) if not done]
        missing = [item for item in missing if self.waiting[item] > 0]
        if not missing:
            return "", 0
        return missing[0], min(missing.count(missing[0]), self.waiting[missing[0]])
