"""What the program remembers for each user and for this workstation, in small files outside the database.

Nothing in them matters to the books; a file that cannot be read is set aside and everything starts from its defaults.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)


class Preferences:
    """Named values of one user or of this workstation, kept in one file; each change is written at once."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self._values: dict[str, Any] = _read(place)

    def get(self, name: str, default: Any = None) -> Any:
        """The value kept under this name."""
        return self._values.get(name, default)

    def keep(self, name: str, value: Any) -> None:
        """Keep a value that JSON can say; None forgets it."""
        if self._values.get(name) == value:
            return
        if value is None:
            self._values.pop(name, None)
        else:
            self._values[name] = value
        _write(self.place, self._values)


def _read(place: Path) -> dict[str, Any]:
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("The preferences %s cannot be read and are set aside: %s", place.name, error)
        try:
            place.replace(place.with_suffix(".unreadable"))
        except OSError as stuck:
            _log.warning("They could not be set aside: %s", stuck)
        return {}
    return found if isinstance(found, dict) else {}


def _write(place: Path, values: dict[str, Any]) -> None:
    """Write it whole beside the old file and swap; what cannot be written is only told to the log."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.stem}-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False, indent=1)
        os.replace(name, place)
    except OSError as error:
        _log.warning("The preferences %s could not be kept: %s", place.name, error)
