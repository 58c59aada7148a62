"""How much memory this process has ever held at once."""

from __future__ import annotations

import resource
import sys


def megabytes() -> int:
    """The most so far, of this process and of the largest of its children that ended."""
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(most / 2**20 if sys.platform == "darwin" else most / 2**10)
