"""Which versions of the database's structure this program knows, without loading Alembic.

`digests.json` holds, for each frozen version, the digest of its whole structure (see `structure`). While the first
version is not frozen yet, it is whatever the nouns say, and its digest is worked out from them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wms.storage import schema

FIRST = "0001"
_HERE = Path(__file__).parent


@dataclass(frozen=True)
class History:
    """The versions in a folder of migrations, oldest first, and the digest each leaves behind."""

    folder: Path
    digests: dict[str, str]

    @property
    def head(self) -> str:
        """The version this program works with."""
        return list(self.digests)[-1]

    def after(self, revision: str) -> list[str]:
        """The versions still to come after `revision` ("" for a new database). Raises KeyError for an unknown one."""
        known = list(self.digests)
        if not revision:
            return known
        if revision not in self.digests:
            raise KeyError(revision)
        return known[known.index(revision) + 1 :]


@cache
def ours() -> History:
    """The versions of this program."""
    digests = frozen_digests()
    if FIRST not in digests:
        digests = {FIRST: schema.digest()}
    return History(_HERE, digests)


def frozen_digests() -> dict[str, str]:
    """What `freeze` wrote down, by version, oldest first."""
    place = _HERE / "digests.json"
    if not place.exists():
        return {}
    found: dict[str, str] = json.loads(place.read_text(encoding="utf-8"))
    return dict(sorted(found.items()))
