"""What was printed before, so that a second print of the same document is marked as a copy.

The list is kept on this workstation, in a file beside its preferences: a document printed at another workstation is not
known here. Papers that are not about one document (a stock report) are never copies.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wms.gui.desk.preferences import Preferences

MOST = 2_000
"""So many are remembered; the oldest are forgotten first."""
_KEPT = "printed"


class PrintLog:
    """The prints of one workstation, for one warehouse (`place` is its database)."""

    def __init__(self, folder: Path, place: Path) -> None:
        self._file = Preferences(folder / "printed.json")
        self._place = str(place)

    def printed(self, paper: str, parameters: Mapping[str, str]) -> bool:
        """Whether this very paper was printed here before."""
        return bool(parameters) and self._key(paper, parameters) in self._list()

    def note(self, paper: str, parameters: Mapping[str, str]) -> None:
        """It is printed now."""
        key, known = self._key(paper, parameters), self._list()
        if parameters and key not in known:
            self._file.keep(_KEPT, [*known, key][-MOST:])

    def _list(self) -> list[str]:
        kept = self._file.get(_KEPT, [])
        return kept if isinstance(kept, list) else []

    def _key(self, paper: str, parameters: Mapping[str, str]) -> str:
        said = ", ".join(f"{name}={value}" for name, value in sorted(parameters.items()))
        return f"{self._place}: {paper} {said}"
