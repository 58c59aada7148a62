"""One item's future at its forward pick location: when it must hold how much, and when there is room for more.

Everything is counted in units moved since now. Before a step the total moved must lie between `least` (or a pick is
blocked) and `most` (or the location overflows). A wave that picks more than the location holds is cut into several
fillings: the first is due at its start, each later one while the wave picks that part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wms.planning.replenishment.problem import Forward, Lack, WaveNeed


@dataclass(frozen=True, slots=True)
class Step:
    """A moment at which the location must be filled; `opens_s` is when room for it exists."""

    deadline_s: int
    opens_s: int
    least: int
    most: int
    wave_id: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """The steps of one item in time, and what reserve cannot cover."""

    steps: tuple[Step, ...]
    lacks: tuple[Lack, ...]


def timeline(
    forward: Forward, needs: Sequence[WaveNeed], expected: int, in_reserve: int, now_s: int, horizon_s: int
) -> Timeline:
    """The steps for one forward location. `in_reserve` is all that could be moved."""
    steps: list[Step] = []
    lacks: list[Lack] = []
    picked, opens, available = 0, now_s, forward.on_hand + in_reserve
    for need in sorted(needs, key=lambda need: (need.start_s, need.wave_id)):
        served = max(0, min(need.quantity, available - picked))
        if served < need.quantity:
            lacks.append(Lack(forward.item_id, need.wave_id, need.quantity - served))
        parts = _fillings(served, forward.maximum)
        for number, part in enumerate(parts):
            ends = need.start_s + need.lasts_s * (number + 1) // len(parts)
            least = max(0, picked + part - forward.on_hand)
            most = max(0, picked + forward.maximum - forward.on_hand)
            deadline = ends if number else need.start_s
            steps.append(Step(deadline, opens, least, most, need.wave_id, f"wave {need.wave_id} picks {need.quantity}"))
            picked, opens = picked + part, ends
    last = _at_horizon(forward, expected, picked, available, opens, horizon_s, lacks)
    return Timeline((*steps, last), tuple(lacks))


def _fillings(quantity: int, maximum: int) -> list[int]:
    """The wave's quantity in fillings that the location can hold."""
    full, rest = divmod(quantity, maximum)
    return [maximum] * full + ([rest] if rest else [])


def _at_horizon(
    forward: Forward, expected: int, picked: int, available: int, opens: int, horizon_s: int, lacks: list[Lack]
) -> Step:
    left = forward.on_hand - picked
    below = left < forward.minimum
    target = min(forward.maximum, max(forward.minimum, expected))
    reach = min(target, available - picked)
    if reach < target:
        lacks.append(Lack(forward.item_id, None, target - max(reach, 0)))
    least = max(0, reach - left)
    why = f"the forecast expects {expected}" if expected > forward.minimum else f"the minimum is {forward.minimum}"
    return Step(horizon_s, opens, least, max(0, forward.maximum - left), None, why if below or least else "")
