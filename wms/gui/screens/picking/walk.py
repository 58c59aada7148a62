"""A batch as it is walked: its stops in order, what is left at each, and which comes next.

Kept beside the person, so that a confirmed stop is answered at once: what the books tell later is laid over it, and
never brings back what was picked here meanwhile. Plain values, testable without a window.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wms.model.words import TaskState

OPEN = (TaskState.OPEN, TaskState.CLAIMED)


class Walk:
    """The stops of one batch, as rows of the question `pick_list`; `units` are the pieces in an item's levels."""

    def __init__(self, batch: str, rows: Sequence[Any], units: Mapping[tuple[str, str], int]) -> None:
        self.batch = batch
        self.units = units
        self.rows: list[Any] = []
        self._left: dict[str, int] = {}
        self._later: list[str] = []
        self.take(rows)

    def take(self, rows: Sequence[Any]) -> None:
        """The books as they are now: new stops come in, cancelled ones go."""
        self.rows = list(rows)
        for row in rows:
            left = row.quantity - row.done_quantity if row.state in OPEN else 0
            self._left[row.task] = min(left, self._left.get(row.task, left))

    def left(self, row: Any) -> int:
        """The pieces that are still to be taken at a stop."""
        return self._left[row.task]

    def picked(self, task: str, left: int) -> None:
        """A stop was confirmed; so much of it is left."""
        self._left[task] = left

    def put_back(self, task: str) -> None:
        """What was taken at a stop lies there again: the books say what becomes of it."""
        self._left.pop(task, None)

    def later(self, task: str) -> None:
        """All other stops first."""
        self._later = [one for one in self._later if one != task] + [task]

    @property
    def open(self) -> list[Any]:
        """The stops that are left, in the order they are walked."""
        left = [row for row in self.rows if self._left[row.task] > 0]
        waits = {task: place for place, task in enumerate(self._later, 1)}
        return sorted(left, key=lambda row: waits.get(row.task, 0))

    @property
    def here(self) -> Any:
        """The stop to go to now; None when all are done."""
        return next(iter(self.open), None)

    def find(self, task: str) -> Any:
        """The open stop of this task; None when it is done or gone."""
        return next((row for row in self.open if row.task == task), None)

    @property
    def orders(self) -> list[str]:
        """The orders of which something is left, in the order they are come to."""
        return list(dict.fromkeys(row.order or "" for row in self.open))

    def slot_of(self, order: str) -> str:
        """Where the parts of this order meet; empty for one that is picked whole."""
        return next((row.slot for row in self.rows if row.order == order and row.slot), "")

    def part_of(self, order: str) -> str:
        """The zone of the order's part on this walk; empty for an order that is picked whole."""
        return next((row.zone for row in self.rows if row.order == order and row.slot), "")

    @property
    def done(self) -> int:
        """How many stops are done with."""
        return sum(1 for row in self.rows if row.quantity and not self._left[row.task])

    @property
    def stops(self) -> int:
        """How many stops there are; those that were taken off the walk do not count."""
        return sum(1 for row in self.rows if row.quantity)

    def in_units(self, item: str, level: str) -> int:
        """The pieces in one label of this packaging level."""
        return self.units.get((item, level), 1)
