"""All pick lists of a wave come in one file; each counts its own pages and bears its own number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pypdfium2

from wms.app import printing
from wms.documents.paper import render
from wms.documents.sheet import Made
from wms.documents.words import Language
from wms.queries.picking import BatchRow, PickRow

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


@dataclass
class Row:
    """A row of any question: what is not given is empty."""

    known: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        return self.known[name]


def _row(kind: type, **given: Any) -> Row:
    numbers = {"int", int}
    return Row({f.name: 0 if f.type in numbers else "" for f in fields(kind)} | {"expiry": None} | given)


def _stops(batch: str, count: int) -> Iterator[Row]:
    for stop in range(1, count + 1):
        yield _row(PickRow, batch=batch, location=f"F-{stop:03}", zone="FWD", aisle="1", item="PEN", item_name="Pen",
                   quantity=1, order="O-1", sequence=stop, task=f"T-{batch}-{stop}")  # fmt: skip


def _ask(question: str, /, **parameters: Any) -> list[Any]:
    if question == "batches":
        return [_row(BatchRow, batch=batch, wave="W-1", stops=stops) for batch, stops in (("B-1", 40), ("B-2", 3))]
    if question == "pick_list":
        return [*_stops("B-1", 40), *_stops("B-2", 3)]
    return []


def test_each_list_counts_its_own_pages() -> None:
    printing.load()
    out = BytesIO()
    render("pick_lists", _ask, out, Made(Language("en", {}), "system", NOW), wave="W-1")
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(out.getvalue())]
    first = [page for page in pages if "B-1" in page]
    assert len(first) == len(pages) - 1 > 1
    assert f"Page 2 of {len(first)}" in first[1]
    assert "Page 1 of 1" in pages[-1]
    assert "B-2" in pages[-1]
