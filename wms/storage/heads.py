"""Two small facts about a database: which one it is, and where its ledger stands."""

from __future__ import annotations

import json
import uuid
from typing import Any, NamedTuple

IDENTITY = "database.id"
"""The setting that holds the database's own number; a backup and what is restored from it share it."""


class Head(NamedTuple):
    """The end of the ledger: the last posting, the last move, and the chain's hash there."""

    posting: int
    seq: int
    hash: str


def give_identity(raw: Any) -> None:
    """Give a new database its number."""
    raw.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (IDENTITY, json.dumps(uuid.uuid4().hex)))


def identity(raw: Any) -> str:
    """Which database this is; empty when it does not say."""
    row = raw.execute("SELECT value FROM setting WHERE name = ?", (IDENTITY,)).fetchone()
    return str(json.loads(row[0])) if row else ""


def head(raw: Any) -> Head:
    """Where the ledger stands."""
    return Head(*raw.execute("SELECT last_posting, last_seq, hash FROM ledger_head").fetchone())


def hash_of(raw: Any, posting: int) -> str | None:
    """The chain's hash at a posting, or None when there is no such posting. Posting 0 is the beginning."""
    row = raw.execute("SELECT hash FROM posting WHERE id = ?", (posting,)).fetchone()
    return None if row is None else str(row[0])
