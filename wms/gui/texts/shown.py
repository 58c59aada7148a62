"""Values as people read them, by the kind of their column (see `wms.queries.question.KINDS`).

Numbers keep their digits apart, weights are in kilograms, lengths in metres once they are long, moments are told by the
clock on the site's wall, and words of the program (states, kinds) are said in the language in use.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from wms.gui.texts.say import language, say
from wms.gui.texts.say import word as word
from wms.gui.texts.titles import name_of

RIGHT = frozenset({"number", "quantity", "money", "percent", "grams", "mm", "decimal"})
"""The kinds that stand right-aligned, in figures of one width."""


def shown(value: object, kind: str = "text") -> str:
    """The value as text for the screen; empty for a missing one."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, datetime):
        return language().moment(value)
    if isinstance(value, date):
        return language().day(value)
    if isinstance(value, StrEnum):
        return word(value)
    if isinstance(value, int | float | Decimal):
        return _figure(value, kind)
    if kind == "command":
        return say(name_of(str(value)))
    return word(str(value)) if kind == "told" else str(value)


def typed(value: object) -> str:
    """The value as text that a form reads back: machine forms, nothing rounded and no thousands separated."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def _figure(value: float | Decimal, kind: str) -> str:
    if kind == "money":
        return language().money(int(value))
    if kind == "percent":
        return say("{value} %", value=f"{value:,.1f}")
    if kind == "grams":
        return f"{Decimal(int(value)) / 1000:,.3f}".rstrip("0").rstrip(".") + " kg"
    if kind == "mm":
        return f"{value / 1000:,.1f} m" if value >= 10_000 else f"{value:,} mm"
    return f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
