"""Where each database's ledger stood, written down outside the database, in the user's own data folder.

Somebody who can write the database file could cut off its end, or put an older copy in its place; both prove by
themselves. What was anchored here is then missing. A restore from a backup does the same thing openly: it says so here,
sealed with the database's key, and what was anchored before no longer counts.
"""

from __future__ import annotations

import json
import logging
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import platformdirs

from wms.ledger import chain

HOME = "WMS_HOME"
CLOSED, PROVEN, BACKED_UP, RESTORED = "closed", "proven", "backed up", "restored"
RESTORING = "restoring"
"""The occasions. RESTORING is written before the files change places, and counts only once that is seen to be so."""
_LARGEST = 256 * 2**10
_KEPT = 200
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Anchor:
    """At that moment the ledger's last posting and its hash were these; `why` says on what occasion."""

    at: str
    posting: int
    hash: str
    why: str
    seal: str = ""


def home() -> Path:
    """The user's data folder for this program; WMS_HOME names another one."""
    named = os.environ.get(HOME)
    return Path(named) if named else Path(platformdirs.user_data_dir("wms", appauthor=False))


def path_of(database: str) -> Path:
    """The file of anchors of the database with that number."""
    return home() / "anchors" / f"{database}.jsonl"


def drop(database: str, posting: int, hash: str, why: str, key: bytes = b"") -> None:
    """Write down where the ledger stands, unless the last line says so already.

    A folder that cannot be written is logged and otherwise passed over: an anchor is a precaution, never a hindrance.
    """
    openly = why in (RESTORING, RESTORED)
    if not database or (posting == 0 and not openly):
        return
    try:
        lines = _lines(path_of(database))
        if not openly and lines and (lines[-1].posting, lines[-1].hash) == (posting, hash):
            return
        at = datetime.now(UTC).isoformat(timespec="seconds")
        _append(path_of(database), Anchor(at, posting, hash, why, _seal(key, at, posting, hash, why)))
        _thin(path_of(database))
    except OSError as error:
        _log.warning("No anchor was written: %s", error)


def read(database: str, key: bytes = b"") -> list[Anchor]:
    """What still counts, oldest first: everything since the last restore this database's key vouches for."""
    try:
        lines = _lines(path_of(database)) if database else []
    except OSError as error:
        _log.warning("The anchors cannot be read: %s", error)
        return []
    start = max((n for n, line in enumerate(lines) if line.why == RESTORED and _vouched(line, key)), default=0)
    return [line for line in lines[start:] if line.why != RESTORING]


def announced(database: str, key: bytes) -> Anchor | None:
    """The restore that was begun and about whose end nothing was written, if there is one this key vouches for."""
    try:
        lines = _lines(path_of(database)) if database else []
    except OSError:
        return None
    return lines[-1] if lines and lines[-1].why == RESTORING and _vouched(lines[-1], key) else None


def _lines(place: Path) -> list[Anchor]:
    try:
        text = place.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    found = (_anchor(line) for line in text.splitlines())
    return [anchor for anchor in found if anchor is not None]


def _anchor(line: str) -> Anchor | None:
    """A line cut short by a power failure is not an anchor."""
    try:
        return Anchor(**json.loads(line))
    except (ValueError, TypeError):
        return None


def _append(place: Path, anchor: Anchor) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, (json.dumps(asdict(anchor)) + "\n").encode())
    finally:
        os.close(handle)


def _thin(place: Path) -> None:
    """Keep a long file short: the oldest closings go, what was written at backups, proofs and restores stays."""
    if place.stat().st_size <= _LARGEST:
        return
    lines = _lines(place)
    old, new = lines[:-_KEPT], lines[-_KEPT:]
    keep = [line for line in old if line.why != CLOSED][-_KEPT:] + new
    fresh = place.with_name(f".{place.name}.{os.getpid()}.new")
    fresh.write_text("".join(json.dumps(asdict(line)) + "\n" for line in keep), encoding="utf-8")
    os.replace(fresh, place)


def _seal(key: bytes, at: str, posting: int, hash: str, why: str) -> str:
    return chain.seal(key, f"{at} {posting} {hash} {why}") if key else ""


def _vouched(anchor: Anchor, key: bytes) -> bool:
    return not key or anchor.seal == _seal(key, anchor.at, anchor.posting, anchor.hash, anchor.why)
