"""Between what stands in a blank and what a command is given: moments as the clock on the site's wall tells them,
money with its decimal point, words of the program in the language in use.

What cannot be understood is handed on as it was typed, so that the command's own reader says what is wrong with it.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from wms.base.money import format_minor
from wms.gui.forms.blanks import Blank
from wms.gui.texts.say import language, say
from wms.gui.texts.shown import typed, word

_TIME = "%Y-%m-%d %H:%M"
_APART = re.compile(r"[,;，；、\n\t]")


def told(blank: Blank, value: Any) -> str:
    """The value as it stands in the blank; a value that is not the blank's kind stands there as it is."""
    if value is None or (value == blank.default and not blank.required and not isinstance(value, bool | StrEnum)):
        return ""
    if blank.kind == "list":
        return "\n".join(map(str, value if isinstance(value, list | tuple) else as_list(str(value))))
    text = typed(value)
    if blank.kind == "money":
        return _with_point(text)
    return _on_the_wall(text) if blank.kind == "moment" else text


def meant(blank: Blank, text: str) -> Any:
    """What a command is given for what stands in the blank; an empty text means nothing is said."""
    if blank.kind == "list":
        return as_list(text)
    if blank.kind == "money":
        return _without_point(text)
    if blank.kind == "moment":
        return _moment(text)
    if blank.kind in ("date", "whole"):
        return text.strip()
    return text


def as_list(text: str) -> list[str]:
    """The codes in a text: one a line, or with commas between them; what a terminal takes is taken here too."""
    if text.lstrip().startswith("["):
        try:
            return [str(each) for each in json.loads(text)]
        except (ValueError, TypeError):
            pass
    return [part.strip() for part in _APART.split(text) if part.strip()]


def choices(blank: Blank) -> tuple[tuple[str, str], ...]:
    """Values with the words people see for them; nothing chosen comes first where nothing need be chosen."""
    if blank.kind == "maybe":
        return (("", ""), ("yes", say("yes")), ("no", say("no")))
    if blank.kind == "flag":
        return (("yes", say("yes")), ("no", say("no")))
    named = tuple((value, word(value)) for value in blank.words)
    return named if isinstance(blank.default, StrEnum) else (("", ""), *named)


def value_of(blank: Blank, text: str) -> str:
    """The value a choice is kept under, for the value itself or the word people see; the text when it is neither."""
    wanted = text.strip().casefold()
    for value, seen in choices(blank):
        if wanted in (value.casefold(), seen.casefold()):
            return value
    if blank.kind in ("flag", "maybe"):
        return _FLAGS.get(wanted, text)
    return text


_FLAGS = {"1": "yes", "true": "yes", "on": "yes", "x": "yes", "0": "no", "false": "no", "off": "no"}


def expected(blank: Blank) -> str:
    """What must stand in the blank, when something else does; in the language in use."""
    if blank.kind in ("whole", "list"):
        return say("a whole number")
    if blank.kind == "money":
        return say("an amount like 12.50")
    if blank.kind == "date":
        return say("a date like 2026-01-31")
    if blank.kind == "moment":
        return say("a date and time like 2026-01-31 14:30")
    if blank.kind in ("choice", "flag", "maybe"):
        return say("one of: {words}", words=", ".join(seen for _, seen in choices(blank) if seen))
    return say("a text of at most {most} printable signs", most=f"{blank.longest:,}")


def _with_point(text: str) -> str:
    return format_minor(int(text), language().digits) if re.fullmatch(r"-?\d+", text) else text


def _without_point(text: str) -> str:
    try:
        amount = Decimal(text.strip().replace(",", ".")).scaleb(language().digits)
    except InvalidOperation:
        return text
    return str(int(amount)) if amount.is_finite() and amount == int(amount) else text


def _on_the_wall(text: str) -> str:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.tzinfo is None:
        return text
    local = moment.astimezone(language().zone)
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else _TIME)


def _moment(text: str) -> str:
    """The moment as UTC; a day without a time is its beginning. A time the clocks skip in spring is none."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    if moment.tzinfo is not None:
        return moment.isoformat()
    local = moment.replace(tzinfo=language().zone)
    exact = local.astimezone(UTC)
    return exact.isoformat() if exact.astimezone(language().zone).replace(tzinfo=None) == moment else text


def next_day(blank: Blank, text: str, days: int) -> str:
    """The day before or after the one that stands in the blank; today's when none does."""
    zone = language().zone
    try:
        standing = datetime.fromisoformat(text.strip())
    except ValueError:
        now = datetime.now(zone)
        return now.strftime(_TIME) if blank.kind == "moment" else now.date().isoformat()
    moved = date.fromordinal(max(1, standing.toordinal() + days))
    time = standing.strftime(" %H:%M") if blank.kind == "moment" else ""
    return moved.isoformat() + time
