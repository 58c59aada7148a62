"""A form that shows something tells which version it showed, so that nobody undoes unseen what a colleague just did."""

from __future__ import annotations

from wms.base.errors import Stale


def check_version(now: int, seen: int) -> None:
    """Raise Stale when the form showed another version; 0 is not checked."""
    if seen and seen != now:
        raise Stale("Somebody else changed this in the meantime; look at it again.")
