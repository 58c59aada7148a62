"""Round numbers for axes, and figures as a chart writes them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence


def ticks(low: float, high: float, wanted: int = 5) -> list[float]:
    """About `wanted` round values (steps of 1, 2 or 5 times a power of ten) that reach over low … high, in order."""
    if not high > low:
        high = low + 1
    step = _round_step((high - low) / max(1, wanted - 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [_clean(place * step, step) for place in range(first, last + 1)]


def figure(value: float, unit: str = "") -> str:
    """A value with its thousands kept apart and no more digits than tell something, and its unit."""
    if value == int(value) or abs(value) >= 1000:
        text = f"{value:,.0f}"
    else:
        digits = max(0, 2 - math.floor(math.log10(abs(value))))
        text = f"{value:,.{digits}f}".rstrip("0").rstrip(".")
    return f"{text} {unit}".rstrip()


def extent(values: Iterable[float | None]) -> tuple[float, float]:
    """The least and the greatest of the values, with zero among them."""
    known = [value for value in values if value is not None and math.isfinite(value)]
    return min((0.0, *known)), max((0.0, *known))


def bins(values: Sequence[float], wanted: int = 12) -> list[float]:
    """Edges of about `wanted` equally wide bins of round width that hold all values; at least one bin."""
    if not values:
        return [0.0, 1.0]
    low, high = min(values), max(values)
    if low == high:
        return [low - 0.5, high + 0.5]
    edges = ticks(low, high, wanted + 1)
    step = edges[1] - edges[0]
    before = [_clean(edges[0] - step, step)] if edges[0] > low else []
    after = [_clean(edges[-1] + step, step)] if edges[-1] <= high else []
    return [*before, *edges, *after]


def _round_step(rough: float) -> float:
    """The least of 1, 2, 5, 10 × 10ⁿ that is not under `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= rough * (1 - 1e-9))


def _clean(value: float, step: float) -> float:
    """The value without the dust of binary fractions."""
    return round(value, max(0, 1 - math.floor(math.log10(abs(step)))))
