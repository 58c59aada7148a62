"""Identities made here: idempotency keys and document numbers."""

from __future__ import annotations

import uuid


def new_key() -> str:
    """A fresh idempotency key, made when a form opens or a scan arrives, before anything is attempted."""
    return uuid.uuid4().hex


def document_number(prefix: str, serial: int) -> str:
    """A document's number as printed: "R-000042"."""
    return f"{prefix}-{serial:06d}"
