"""Looking things up while a document is judged: what is not found becomes one more problem, and judging goes on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from wms.base.errors import Problems, Refused

Found = TypeVar("Found")


def tried(problems: Problems, look: Callable[..., Found], *arguments: Any) -> Found | None:
    """What `look(*arguments)` finds; None, and its problems noted, when it refuses."""
    try:
        return look(*arguments)
    except Refused as refused:
        problems.found += refused.problems
        return None
