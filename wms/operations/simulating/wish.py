"""What a simulated day shall be like: which day, which plan, who works, and from when to when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from wms.base.errors import Problems, refuse

AS_IT_IS, BATCH, DISCRETE = "", "batch", "discrete"
PICKING = (AS_IT_IS, BATCH, DISCRETE)
PLANNED, NOW = "", "now"
MOST_PEOPLE = 500
_PEOPLE = ("pickers", "packers")
_RELATIVE = re.compile(r"[+-]\d{1,3}", re.ASCII)
_SPAN = re.compile(r"(\d{1,2}):(\d\d)-(\d{1,2}):(\d\d)", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One way to run a day. Empty values mean: as it is set, planned, or was.

    `day` is a date, "tomorrow", or empty (today). `pickers` and `packers` are a number or one more or fewer ("+1").
    `plan` is empty (planned waves), "now" (everything at once) or a wave proposal's number; `picking` leaves walks as
    they are, or cuts all that nobody has begun into carts ("batch") or one walk an order ("discrete"). `shift` and
    `pause` are like "06:00-14:00". `capacity` people fit into an aisle (0: any number), each one more slows the others
    by `crowd` percent. `to_come` orders come in while the day runs.
    """

    day: str = ""
    plan: str = PLANNED
    picking: str = AS_IT_IS
    pickers: str = ""
    packers: str = ""
    shift: str = ""
    pause: str = ""
    carts: int = 0
    capacity: int = 0
    crowd: int = 15
    to_come: int = 0

    def but(self, changes: Mapping[str, Any]) -> Wish:
        """The same with some values changed; "+1" is one more than here.

        Raises Refused for names that are none, and for values of other kinds.
        """
        problems, found = Problems(), {}
        kinds = {one.name: type(getattr(self, one.name)) for one in fields(self)}
        for name, value in changes.items():
            if name not in kinds or name == "day":
                problems.add("{name} is nothing a day can differ in; choose among {known}.", field="compare", name=name,
                             known=", ".join(sorted(kinds.keys() - {"day"})))  # fmt: skip
                continue
            try:
                found[name] = kinds[name](_more(getattr(self, name), value) if name in _PEOPLE else value)
            except ValueError:
                problems.add("“{value}” is no whole number.", field=name, value=str(value))
        problems.refuse()
        return replace(self, **found)

    def check(self) -> None:
        """Raises Refused naming every value that makes no sense."""
        problems = Problems()
        for name in _PEOPLE:
            text = getattr(self, name).strip()
            if text and not _RELATIVE.fullmatch(text) and not (text.isascii() and text.isdigit()):
                problems.add("“{value}” is no number of people: say 5, +1 or -1.", field=name, value=text)
        if self.picking not in PICKING:
            problems.add("Picking is by batch or discrete, or left empty.", field="picking", found=self.picking)
        for name in ("shift", "pause"):
            text = getattr(self, name).strip()
            if text and span(text) is None:
                problems.add("“{value}” is no time of day: say 06:00-14:00.", field=name, value=text)
        if self.day not in ("", "tomorrow") and _date(self.day) is None:
            problems.add("“{value}” is no day: say 2026-03-02 or tomorrow.", field="day", value=self.day)
        limits = {"carts": 10_000, "capacity": 1_000, "crowd": 500, "to_come": 20_000}
        for name, most in limits.items():
            if not 0 <= getattr(self, name) <= most:
                problems.add("It must be between 0 and {most}.", field=name, most=most, found=getattr(self, name))
        problems.refuse()

    @property
    def date(self) -> date | None:
        """The day, when one is named."""
        return _date(self.day)


def span(text: str) -> tuple[int, int] | None:
    """Seconds after midnight from and until; None when the text says no such thing."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, to_hour, to_minute = (int(part) for part in found.groups())
    if max(hour, to_hour) > 24 or max(minute, to_minute) > 59:
        return None
    begin, end = hour * 3_600 + minute * 60, to_hour * 3_600 + to_minute * 60
    return begin, end


def people(asked: str, usual: int, field: str) -> int:
    """How many people. Raises Refused for fewer than one, and for more than any house has."""
    text = asked.strip()
    count = usual + int(text) if _RELATIVE.fullmatch(text) else int(text) if text else usual
    if not 1 <= count <= MOST_PEOPLE:
        raise refuse("A day needs 1 to {most} people there, not {count}.", field=field, most=MOST_PEOPLE, count=count)
    return count


def _more(here: str, change: Any) -> str:
    """People after a change: "+1" to "4" is "5", to "+1" it is "+2"; any other change stands for itself."""
    text = str(change).strip()
    if not _RELATIVE.fullmatch(text) or not here.strip():
        return text
    total = int(here) + int(text)
    return f"{total:+d}" if _RELATIVE.fullmatch(here.strip()) else str(max(0, total))


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
