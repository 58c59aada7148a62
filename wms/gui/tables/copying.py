"""Rows as text for a spreadsheet's clipboard: titles and values as they are read on the screen, parted by tabs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wms.exchange.cells import guarded
from wms.gui.texts.say import say_as
from wms.gui.texts.shown import shown
from wms.queries.question import Described


def tabbed(columns: Sequence[Described], rows: Iterable[Any]) -> str:
    """One line of titles, one line a row. A text that would become a formula gets an apostrophe in front."""
    lines = ["\t".join(_flat(say_as("column", column.title)) for column in columns)]
    lines += ["\t".join(_cell(getattr(row, column.name), column) for column in columns) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(value: Any, column: Described) -> str:
    text = _flat(shown(value, column.kind))
    return guarded(text) if isinstance(value, str) else text


def _flat(text: str) -> str:
    return " ".join(text.split()) if any(sign in text for sign in "\t\r\n") else text
