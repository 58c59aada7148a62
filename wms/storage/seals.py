"""Which key sealed a database: asked when a restore brings another key, and after one that was cut short.

The database, its key, and what is written down outside cannot change in one step. So a restore first puts the coming
key ready and announces itself outside; then it changes the database, and then does the rest. Whoever opens the database
after a power cut in between does that for it.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from wms.ledger import chain
from wms.storage import anchors, failures, heads, keys, sqlite


def fits(path: Path, key: bytes) -> bool:
    """Whether this key sealed the last posting of the database; any key fits where nothing was posted yet."""
    with failures.in_words(path), sqlite.raw(path, "ro") as raw:
        last = raw.execute("SELECT hash, seal FROM posting ORDER BY id DESC LIMIT 1").fetchone()
    return bool(key) and (last is None or chain.seal(key, last[0]) == last[1])


def settle(path: Path) -> None:
    """Finish what a restore that was cut short left to do. Raises StorageError."""
    coming = keys.coming_of(path)
    if coming.exists() and fits(path, keys.read(coming)) and not fits(path, keys.load(path)):
        with contextlib.suppress(FileNotFoundError):  # somebody else was quicker
            os.replace(coming, keys.path_of(path))
    _write_down(path, keys.load(path))


def _write_down(path: Path, key: bytes) -> None:
    """Outside it may only say that a restore was begun: whether it came to its end, the database itself tells."""
    with failures.in_words(path), sqlite.raw(path, "ro") as raw:
        database, there = heads.identity(raw), heads.head(raw)
    begun = anchors.announced(database, key)
    if begun is not None:
        why = anchors.RESTORED if (begun.posting, begun.hash) == (there.posting, there.hash) else anchors.CLOSED
        anchors.drop(database, there.posting, there.hash, why, key)
