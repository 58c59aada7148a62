"""Two ways to run the same day, under the same luck: what differs from day to day, and whether it is more than luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wms.planning.simulation.chance import half_width
from wms.planning.simulation.day import Day
from wms.planning.simulation.solve import Simulated

MEASURES: dict[str, Callable[[Day], float]] = {
    "finish_s": lambda day: day.finish_s,
    "picked_s": lambda day: day.picked_s,
    "packed_s": lambda day: day.packed_s,
    "late": lambda day: day.late + day.late_newcomers,
    "left": lambda day: day.left,
    "walking_s": lambda day: day.pickers["walk"],
    "waiting_s": lambda day: day.pickers["aisle"] + day.pickers["crowd"] + day.pickers["goods"],
    "idle_s": lambda day: day.pickers["idle"],
}
"""What is compared; of each less is better."""


@dataclass(frozen=True, slots=True)
class Difference:
    """How much more the other way has of a measure (below 0: less), in the mean and within its 95 % interval.

    `better` is the share of days on which the other way has less, `same` that on which both have as much.
    """

    measure: str
    first: float
    other: float
    mean: float
    low: float
    high: float
    better: float
    same: float

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero: a difference this large is not just luck."""
        return self.low > 0 or self.high < 0


def differences(first: Simulated, other: Simulated) -> tuple[Difference, ...]:
    """Each measure on the days both were run, pair by pair. Raises ValueError when they share no day."""
    days = {day.seed: day for day in first.days}
    pairs = [(days[day.seed], day) for day in other.days if day.seed in days]
    if not pairs:
        raise ValueError("the two share no seed")
    found = []
    for name, of in MEASURES.items():
        one, two = [of(a) for a, _ in pairs], [of(b) for _, b in pairs]
        apart = [b - a for a, b in zip(one, two, strict=True)]
        count, mean, half = len(apart), sum(apart) / len(apart), half_width(apart)
        found.append(Difference(
            name, sum(one) / count, sum(two) / count, mean, mean - half, mean + half,
            sum(gap < 0 for gap in apart) / count, sum(gap == 0 for gap in apart) / count,
        ))  # fmt: skip
    return tuple(found)
