"""The hash chain over postings: each covers its own moves and the one before, so nothing in the past can be changed.

Anyone can recompute the hashes (SHA-256). The seal beside each needs the database's key (HMAC-SHA256), so that a
stranger who rewrites the chain is found out as well.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Sequence
from typing import Any

GENESIS = "0" * 64
MOVE_FIELDS = (
    "seq", "owner_id", "item_id", "lot_id", "serial_id", "from_status", "to_status", "from_location_id",
    "to_location_id", "from_lpn_id", "to_lpn_id", "quantity", "since", "value_minor", "order_line_id", "reverses_seq",
)  # fmt: skip
"""What of a move is hashed, in this order, as stored (moments in microseconds, statuses as text)."""
POSTING_FIELDS = ("id", "kind", "document", "reason", "business_at", "recorded_at", "user_id", "reverses_id",
                  "first_seq", "lines")  # fmt: skip


def link(previous: str, header: Sequence[Any], moves: Iterable[Sequence[Any]]) -> str:
    """The hash of one posting: over the previous hash, its POSTING_FIELDS and each move's MOVE_FIELDS."""
    content = json.dumps([previous, list(header), list(moves)], separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def seal(key: bytes, chain_hash: str) -> str:
    """The keyed signature of one link."""
    return hmac.new(key, chain_hash.encode(), hashlib.sha256).hexdigest()
