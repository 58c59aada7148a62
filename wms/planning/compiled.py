"""Compiling inner loops: numba's `njit`, with its cache kept where only this version of the planners will look.

Numba renews a cached kernel when its own file changes, not when a kernel it calls in another file does. So the cache
lies in a folder named after the content of all planners: another version compiles anew, and never runs old code. The
first use after an installation takes up to a minute or two; afterwards kernels load in milliseconds.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import platformdirs
from numba import config
from numba import njit as njit

HOME = Path(__file__).parent


def fingerprint() -> str:
    """A digest of the source of all planners."""
    content = hashlib.sha256()
    for source in sorted(HOME.rglob("*.py")):
        content.update(source.read_bytes())
    return content.hexdigest()[:16]


def _keep_apart(settings: Any) -> None:
    """Name the cache's folder, unless somebody chose one by NUMBA_CACHE_DIR."""
    if not settings.CACHE_DIR:
        settings.CACHE_DIR = str(platformdirs.user_cache_path("wms") / "kernels" / fingerprint())


_keep_apart(config)
