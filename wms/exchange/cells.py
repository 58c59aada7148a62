"""Text in a spreadsheet's cell must never become a formula; and what we wrote must come back unchanged.

A text that begins like a formula, or has blanks around it that a reader would take away, gets an apostrophe in front; a
text that begins with apostrophes before such a sign gets one more, so that taking one away on the way back always
restores the original.
"""

from __future__ import annotations

_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


def guarded(text: str) -> str:
    """The text as it may stand in a cell."""
    return "'" + text if _in_danger(text) else text


def unguarded(text: str) -> str:
    """The text as it was before `guarded`; blanks around a text that was not guarded are taken away."""
    if not text.startswith("'"):
        text = text.strip()
    return text[1:] if text.startswith("'") and _in_danger(text) else text


def _in_danger(text: str) -> bool:
    core = text.lstrip("'")
    return core.startswith(_DANGEROUS) or core != core.strip()
