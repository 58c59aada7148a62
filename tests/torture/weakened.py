"""A pytest plugin: every new database lacks a guard. WMS_WEAKENED holds what is taken away, as JSON.

Pairs of a table's or trigger's name and the words that are replaced by "1" in it; without words the trigger is dropped.
The program's own check of the schema is put to sleep, or it would find the fault before any test does.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from wms.storage import migrate, recognise, sqlite

VARIABLE = "WMS_WEAKENED"


def pytest_configure() -> None:
    """Take the guards away from whatever is created from now on."""
    create = migrate.create
    taken: list[tuple[str, str]] = json.loads(os.environ[VARIABLE])

    def weakened(path: Path, *more: Any) -> None:
        create(path, *more)
        with sqlite.raw(path, "rw") as raw:
            for name, words in taken:
                _weaken(raw, name, words)

    def accept(found: Any, path: Path, history: Any) -> list[str]:
        return list(history.after(found.revision))

    migrate.create = weakened
    recognise.accept = accept


def _weaken(raw: Any, name: str, words: str) -> None:
    if not words:
        raw.execute(f"DROP TRIGGER {name}")
        return
    raw.execute("PRAGMA writable_schema = ON")
    changed = raw.execute("UPDATE sqlite_master SET sql = replace(sql, ?, '1') WHERE name = ? AND instr(sql, ?)",
                          (words, name, words)).rowcount  # fmt: skip
    raw.execute("PRAGMA writable_schema = RESET")
    assert changed == 1, f"there is no {words!r} in {name}"
