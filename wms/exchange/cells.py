"""Text in a spreadsheet's cell must never become a formula; and what we wrote must come back unchanged.

A text that begins like a formula gets an apostrophe in front; a text that begins with apostrophes before such a sign
gets one more, so that taking one away on the way back always restores the original.
"""

from __future__ import annotations

import re

_DANGEROUS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def guarded(text: str) -> str:
    """The text as it may stand in a cell."""
    return "'" + text if _DANGEROUS.match(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`."""
    return text[1:] if text.startswith("'") and _DANGEROUS.match(text) else text
