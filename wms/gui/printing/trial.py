"""Trying a printer before there is a warehouse: a test page or a test label, straight to it; work for other threads."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from wms.base.clock import utc_now
from wms.base.jobs import Watch
from wms.devices import label_printer
from wms.documents.formats import DENSITIES
from wms.documents.words import Language


def try_printer(name: str, language: Language, watch: Watch) -> str:
    """A test page on this printer of the system; returns what it is called. Raises Refused or Cancelled."""
    from wms.gui.printing import system_printer
    from wms.gui.printing.pdf_pages import PdfPages

    with tempfile.TemporaryDirectory(prefix="wms-trial-") as folder:
        place = Path(folder) / "test_page.pdf"
        place.write_bytes(_drawn("test_page", language))
        pages = PdfPages(place)
        try:
            system_printer.send(pages, name, 1, watch)
        finally:
            pages.close()
    return name


def try_label_printer(address: str, language: Language) -> str:
    """A test label on this label printer; returns its address in full. Raises Refused."""
    to = label_printer.address(address)
    label_printer.send(to, _drawn("test_label", language, DENSITIES[0]))
    return str(to)


def _drawn(paper: str, language: Language, dots_per_inch: int = 0) -> bytes:
    from wms.documents import trial  # noqa: F401  registers the two papers
    from wms.documents.paper import render
    from wms.documents.sheet import Made

    out = BytesIO()
    render(paper, _nothing, out, Made(language, "", utc_now(), dots_per_inch=dots_per_inch))
    return out.getvalue()


def _nothing(question: str, /, **parameters: Any) -> list[Any]:
    """There is no warehouse to ask yet."""
    return []
