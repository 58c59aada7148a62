"""Which key sealed a database: asked when a restore brings another key, and after one that was cut short.

Two files cannot change places in one step. So a restore puts the coming key ready, changes the database, and then puts
the key in its place; whoever opens the database after a power cut in between does the last step.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from wms.ledger import chain
from wms.storage import failures, keys, sqlite


def fits(path: Path, key: bytes) -> bool:
    """Whether this key sealed the last posting of the database; any key fits where nothing was posted yet."""
    with failures.in_words(path), sqlite.raw(path, "ro") as raw:
        last = raw.execute("SELECT hash, seal FROM posting ORDER BY id DESC LIMIT 1").fetchone()
    return bool(key) and (last is None or chain.seal(key, last[0]) == last[1])


def settle(path: Path) -> None:
    """Put a key that lies ready in its place, if the database it belongs to is here. Raises StorageError."""
    coming = keys.coming_of(path)
    if not coming.exists():
        return
    if fits(path, keys.read(coming)) and not fits(path, keys.load(path)):
        with contextlib.suppress(FileNotFoundError):  # somebody else was quicker
            os.replace(coming, keys.path_of(path))
