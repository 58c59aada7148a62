"""How well a past day is reproduced: what really happened, held against the same day run under many seeds.

Who came when, and who walked which walk, is taken from the books; how long walks, pauses and packing take is learnt
from other days. The errors are therefore those of the times, not of who does what.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wms.operations.simulating.pieces import Actual
from wms.operations.simulating.scenario import Scenario

if TYPE_CHECKING:
    from wms.planning.simulation.chance import Spread
    from wms.planning.simulation.solve import Simulated

HOUR = 3_600


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment of the day: when it was, when it is in the simulated days, and how far their median is off (s)."""

    actual_s: int
    simulated: Spread
    error_s: int
    within: bool


@dataclass(frozen=True, slots=True)
class Reproduced:
    """The last pick, the last order packed (None where nothing was), lines by hour, and how long walks took.

    `end_off` is how far the last pick is off, as a share of the time picking took; `hours_off` is
    Σ |simulated − actual| ÷ Σ actual over the hours, `walks_off` the same over walks, `walks_ratio` is
    Σ simulated ÷ Σ actual seconds of all walks. 0.1 is 10 %.
    """

    picked: Moment
    packed: Moment | None
    end_off: float
    by_hour: tuple[tuple[int, float], ...]
    hours_off: float
    walks: int
    walks_off: float
    walks_ratio: float


def reproduced(actual: Actual, tried: Scenario, simulated: Simulated) -> Reproduced:
    """The past day held against its simulation (with stretches of an hour or whole parts of one)."""
    figures = simulated.figures
    hours = _hours(figures.lines.mean, figures.bin_s, len(actual.by_hour))
    by_hour = tuple((actual.by_hour[n] if n < len(actual.by_hour) else 0, hours[n]) for n in range(len(hours)))
    usual = _usual(tried, simulated)
    pairs = [(usual[name], seconds) for name, seconds in actual.walks.items() if name in usual]
    total = max(1e-9, sum(seconds for _, seconds in pairs))
    picked = _moment(actual.picked_s, figures.picked)
    begun = min((person.start_s for person in tried.problem.house.pickers), default=0)
    return Reproduced(
        picked, None if actual.packed_s is None else _moment(actual.packed_s, figures.packed),
        abs(picked.error_s) / max(1, actual.picked_s - begun), by_hour,
        sum(abs(there - was) for was, there in by_hour) / max(1, sum(actual.by_hour)),
        len(pairs), sum(abs(there - was) for there, was in pairs) / total, sum(there for there, _ in pairs) / total,
    )  # fmt: skip


def _moment(actual_s: int, seen: Spread) -> Moment:
    return Moment(actual_s, seen, round(seen.p50) - actual_s, seen.p10 <= actual_s <= seen.p90)


def _hours(lines: Sequence[float], bin_s: int, least: int) -> list[float]:
    """Lines by whole hour."""
    each = max(1, HOUR // bin_s)
    found = [sum(lines[n : n + each]) for n in range(0, len(lines), each)]
    return found + [0.0] * (least - len(found))


def _usual(tried: Scenario, simulated: Simulated) -> dict[str, float]:
    """By the walk's number, its mean seconds over all days."""
    found: dict[str, float] = {}
    for batch_id, name in tried.names.items():
        seen = [day.walks[batch_id] for day in simulated.days if batch_id in day.walks]
        if seen:
            found[name] = sum(seen) / len(seen)
    return found
