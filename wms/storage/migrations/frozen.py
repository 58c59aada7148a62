"""The frozen text of a version: SQL statements in a file beside the versions, one file a version and engine."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent / "versions"
_BETWEEN = "\n--;\n"


def path_of(revision: str, engine: str) -> Path:
    """Where the text of that version for that engine (sqlite, postgresql) lies."""
    return FOLDER / f"v{revision}.{engine}.sql"


def statements(revision: str, engine: str) -> list[str] | None:
    """The statements in their order, or None while the version is not frozen."""
    place = path_of(revision, engine)
    if not place.exists():
        return None
    return place.read_text(encoding="utf-8").rstrip("\n").split(_BETWEEN)


def text(lines: list[str]) -> str:
    """Statements as they are written into the file."""
    return _BETWEEN.join(lines) + "\n"
