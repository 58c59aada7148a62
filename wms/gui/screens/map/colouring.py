"""What the map can be coloured by: each way says what a place is worth, and how its values become colours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from wms.gui.map.scale import Kind, Kinds, Ramp, Scale, Value
from wms.gui.texts.say import say
from wms.gui.texts.shown import word
from wms.model.words import LocationStatus, Purpose, Temperature


@dataclass(frozen=True, slots=True)
class Way:
    """One way to colour the map. `worth` gives a row's value (None: no colour), `scale` the colours for all values."""

    name: str
    title: str
    worth: Callable[[Any, datetime], Value | None]
    scale: Callable[[Iterable[Value]], Scale]


def _ramp(title: str, kind: str, together: Literal["largest", "sum", "mean"], high: float = 0) -> Callable[..., Scale]:
    def made(values: Iterable[Value]) -> Scale:
        numbers = sorted(float(value) for value in values)
        most = high or (numbers[min(len(numbers) - 1, len(numbers) * 98 // 100)] if numbers else 1)
        return Ramp(say(title), 0, max(most, 1), kind, together)

    return made


def _kinds(title: str, words: Iterable[str], tones: Mapping[str, str]) -> Callable[..., Scale]:
    def made(_: Iterable[Value]) -> Scale:
        return Kinds(say(title), tuple(Kind(value, word(value), tones.get(value, "")) for value in words))

    return made


def _age(row: Any, now: datetime) -> Value | None:
    return None if row.oldest is None else (now - row.oldest).days


def _expiry(row: Any, now: datetime) -> Value | None:
    """How near the next expiry is: the nearer the stronger, nothing beyond a hundred days."""
    return None if row.expiry is None else max(0, 100 - _days(row.expiry, now.date()))


def _days(day: date, today: date) -> int:
    return max(0, (day - today).days)


def _positive(name: str) -> Callable[[Any, datetime], Value | None]:
    return lambda row, _: getattr(row, name) or None


WAYS = {
    way.name: way
    for way in (
        Way("picks", "Picks", _positive("picks"), _ramp("Picks", "number", "sum")),
        Way("fill", "Fill", _positive("fill"), _ramp("Fill", "percent", "mean", 100)),
        Way("age", "Days since the oldest stock came", _age, _ramp("Days since the oldest stock came", "number",
                                                                   "largest")),
        Way("expiry", "Nearness of expiry", _expiry, _ramp("100 less the days until expiry", "number", "largest", 100)),
        Way("value", "Value", _positive("value_minor"), _ramp("Value", "money", "sum")),
        Way("tasks", "Open tasks", _positive("tasks"), _ramp("Open tasks", "number", "sum")),
        Way("status", "State", lambda row, _: str(row.status), _kinds(
            "State", [one.value for one in LocationStatus],
            {"open": "good", "no_entry": "warn", "closed": "bad"})),
        Way("temperature", "Temperature class", lambda row, _: str(row.temperature), _kinds(
            "Temperature class", [one.value for one in Temperature], {})),
        Way("purpose", "Purpose", lambda row, _: str(row.purpose), _kinds(
            "Purpose", [one.value for one in Purpose], {})),
    )
}  # fmt: skip
"""Every way by name, in the order they are offered."""

