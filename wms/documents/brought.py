"""The fonts that came with the program: none in a checkout, a Chinese one in a bundle for Linux."""

from __future__ import annotations

from pathlib import Path

from wms.documents.words import RESOURCES


def fonts() -> list[Path]:
    """Their files, as papers and the window register them."""
    return sorted((RESOURCES / "fonts").glob("*.tt[cf]"))
