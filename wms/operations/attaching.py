"""Photos and papers kept with a document: what they are is told from their first bytes, not from their name."""

from __future__ import annotations

import base64
import binascii

from wms.base.errors import Problems
from wms.model.records import Attachment
from wms.operations.unit import Unit

LARGEST = 5 * 1024 * 1024
"""Bytes of one attachment."""
LONGEST_NAME = 120
_MARKS = {
    b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png", b"%PDF-": "application/pdf",
    b"RIFF": "image/webp",
}  # fmt: skip


def judged(name: str, content: str, problems: Problems) -> tuple[str, bytes, str] | None:
    """The name, the bytes and the media type of an attachment given as base64; None, and problems, when it is wrong."""
    if len(content) > LARGEST * 4 // 3 + 4:
        problems.add("A photo may have at most {limit} bytes.", field="content", limit=LARGEST)
        return None
    try:
        given = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        problems.add("The photo's content is not base64.", field="content")
        return None
    kind = _kind(given)
    if len(given) > LARGEST:
        problems.add("A photo may have at most {limit} bytes.", field="content", limit=LARGEST)
    if kind is None:
        problems.add("Only JPEG, PNG, WebP and PDF can be kept with a document.", field="content")
    if not name.strip() or len(name) > LONGEST_NAME or any(sign in name for sign in '/\\\n\0'):
        problems.add("A photo needs a plain file name of at most {most} signs.", field="photo", most=LONGEST_NAME)
    return (name, given, kind) if kind else None


def attach(unit: Unit, document: str, name: str, content: bytes, media_type: str) -> None:
    """Keep it with the document."""
    unit.session.add(
        Attachment(document=document, name=name, media_type=media_type, content=content, added_at=unit.now)
    )


def _kind(content: bytes) -> str | None:
    found = next((kind for mark, kind in _MARKS.items() if content.startswith(mark)), None)
    return None if found == "image/webp" and content[8:12] != b"WEBP" else found
