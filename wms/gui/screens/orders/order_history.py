"""What happened to an order, the newest first: the commands given for it, and the goods that moved for it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from wms.gui.desk.desk import in_words
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown, word
from wms.operations.unit import Answer

Happened = tuple[Any, str, str]


def history(commands: Iterable[Any], moves: Iterable[Any], entered: datetime | None = None) -> list[Happened]:
    """(when, what, who) from rows of `audit_trail` and of `moves_of`; at the end when it was asked for."""
    told: list[Happened] = [(row.at, _command(row), row.login) for row in commands]
    told += [(row.recorded_at, _move(row), row.login) for row in moves]
    told.sort(key=lambda one: one[0], reverse=True)
    return [*told, (entered, say("The customer asked for it"), "")] if entered is not None else told


def _command(row: Any) -> str:
    """The answer that was given at the time; without one, the command's name."""
    if isinstance(row.answer, dict) and row.answer.get("template"):
        return in_words(Answer(**row.answer))
    return shown(row.command, "command")


def _move(row: Any) -> str:
    values = {"event": word(row.event), "quantity": f"{row.quantity:,}", "item": row.item,
              "start": _at(row.from_location, row.from_lpn), "end": _at(row.to_location, row.to_lpn)}  # fmt: skip
    return say("{event}: {quantity} × {item}, {start} → {end}", **values)


def _at(location: str, lpn: str) -> str:
    return f"{location} {lpn}".strip() if lpn else location
