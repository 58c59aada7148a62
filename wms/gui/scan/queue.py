"""Each scan is written down before anything is done with it, under an identity that stays its own.

The identity becomes the idempotency key of whatever the scan asks for. When the program ends before a scan was
answered, the scan is found again at the next start, and carrying it out once more does nothing twice.

The file is a line of JSON for each scan and for each answer, appended and synced; it is rewritten when it has grown.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import Any

from wms.base.clock import utc_now
from wms.base.errors import StorageError
from wms.base.identifiers import new_key
from wms.gs1.scan import LONGEST_SCAN

_log = logging.getLogger(__name__)
MOST_WAITING = 2_000
"""How many scans may wait for an answer; more are refused, so that nobody goes on scanning into nothing."""
_GROWN = 512 * 1024


@dataclass(frozen=True, slots=True)
class Kept:
    """One scan as it was written down; `text` is cut where it is longer than any code can be."""

    identity: str
    text: str
    at: datetime
    source: str


class ScanQueue:
    """The scans of one workstation that wait for an answer. May be used from several threads.

    Raises StorageError where a scan cannot be written down.
    """

    def __init__(self, place: Path, clock: Callable[[], datetime] = utc_now) -> None:
        self.place = place
        self._clock = clock
        self._lock = Lock()
        self._waiting: dict[str, Kept] = _read(place)
        self._size = 0
        self._torn = False  # half a line may stand at the end of the file
        with self._lock:
            self._rewrite()

    def keep(self, scans: Sequence[tuple[str, str]]) -> list[Kept]:
        """Write down scans (text, source) that came together, in order; when this returns they are safe."""
        kept = [Kept(new_key(), text[: LONGEST_SCAN + 1], self._clock(), source) for text, source in scans]
        with self._lock:
            if len(self._waiting) + len(kept) > MOST_WAITING:
                raise StorageError("Too many scans wait for an answer. Wait a moment, then scan again.")
            self._append([_line(one) for one in kept], sync=True)
            self._waiting |= {one.identity: one for one in kept}
        return kept

    def answered(self, identity: str) -> None:
        """This scan needs no answer any more. Not synced: answering twice does no harm."""
        with self._lock:
            if self._waiting.pop(identity, None) is None:
                return
            try:
                self._rewrite() if self._size > _GROWN else self._append([json.dumps({"answered": identity})])
            except StorageError as error:
                _log.warning("An answered scan could not be marked: %s", error)

    def waiting(self) -> list[Kept]:
        """All scans without an answer, the oldest first."""
        with self._lock:
            return list(self._waiting.values())

    def _append(self, lines: list[str], *, sync: bool = False) -> None:
        text = ("\n" if self._torn else "").encode() + "".join(f"{line}\n" for line in lines).encode()
        try:
            with self.place.open("ab") as file:
                file.write(text)
                file.flush()
                if sync:
                    os.fsync(file.fileno())
            self._torn = False
        except OSError as error:
            self._torn = True
            raise StorageError(f"The scan could not be written down: {error.strerror}. Scan it again.") from error
        self._size += len(text)

    def _rewrite(self) -> None:
        """Only what still waits, in a new file put in the old one's place."""
        new = self.place.with_suffix(".new")
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            with new.open("wb") as file:
                file.write("".join(f"{_line(one)}\n" for one in self._waiting.values()).encode())
                file.flush()
                os.fsync(file.fileno())
            os.replace(new, self.place)
        except OSError as error:
            _log.warning("The list of scans could not be tidied: %s", error)
            return
        self._size = self.place.stat().st_size


def _line(one: Kept) -> str:
    return json.dumps({"scan": one.identity, "at": one.at.isoformat(), "source": one.source, "text": one.text})


def _read(place: Path) -> dict[str, Kept]:
    """What waits in the file; a line cut short by a crash was never safe, so nobody was told it was."""
    try:
        lines = place.read_bytes().splitlines()
    except FileNotFoundError:
        return {}
    except OSError as error:
        _log.warning("The list of scans cannot be read: %s", error)
        return {}
    waiting: dict[str, Kept] = {}
    for line in lines:
        found = _parsed(line)
        if "answered" in found:
            waiting.pop(str(found["answered"]), None)
        elif "scan" in found:
            one = _kept(found)
            if one is not None:
                waiting[one.identity] = one
    return waiting


def _parsed(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _kept(found: dict[str, Any]) -> Kept | None:
    try:
        at = datetime.fromisoformat(found["at"])
        return Kept(str(found["scan"]), str(found["text"]), at, str(found["source"])) if at.tzinfo else None
    except (KeyError, TypeError, ValueError):
        return None
