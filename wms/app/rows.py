"""Whole answers, a page at a time: for papers, exports, maps and charts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wms.app.application import App

PAGE_ROWS = 5_000


def all_rows(app: App, question: str, /, **parameters: Any) -> list[Any]:
    """Every row of an answer."""
    return list(iterate(app, question, **parameters))


def iterate(app: App, question: str, /, **parameters: Any) -> Iterator[Any]:
    """Every row of an answer, a page at a time."""
    after = None
    while True:
        page = app.ask(question, after=after, limit=PAGE_ROWS, **parameters)
        yield from page.rows
        if page.next is None:
            return
        after = page.next
