"""What was typed and not sent is kept in small files, one a form, so that no crash loses it.

A draft holds the form's idempotency key: sent again after a crash, a form that had been carried out already is only
given its answer again. Secrets are never written down.
"""

from __future__ import annotations

import json
import logging
import os
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wms.app import registry
from wms.app.remember import SECRET
from wms.base.errors import Refused
from wms.gui.desk.desk import Desk

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Draft:
    """One form as it was left: its command, what stood in it as `fields.read` takes it, its key, and when.

    `sent` is True from just before it was first sent: whether it was carried out is then for the key to tell.
    """

    command: str
    fields: dict[str, Any]
    key: str
    when: datetime = field(default_factory=lambda: datetime.now(UTC))
    sent: bool = False


def waiting(desk: Desk) -> list[Draft]:
    """The drafts of the person at this desk, the newest first; what cannot be read is set aside."""
    found = [draft for place in sorted(_folder(desk).glob("*.json")) if (draft := _read(place)) is not None]
    return sorted(found, key=lambda draft: draft.when, reverse=True)


def keep(desk: Desk, draft: Draft) -> bool:
    """Write a draft whole beside the old one, and swap. False when it could not be written; the log says why."""
    written = {
        "command": draft.command, "key": draft.key, "when": draft.when.isoformat(), "sent": draft.sent,
        "fields": {name: value for name, value in draft.fields.items() if name not in SECRET},
    }  # fmt: skip
    folder = _folder(desk)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, prefix=f".{draft.key}-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(json.dumps(written, ensure_ascii=False))  # whole: written bit by bit, 10,000 lines take 0.1 s
        os.replace(name, folder / f"{draft.key}.json")
    except OSError as error:
        _log.warning("A draft could not be kept: %s", error)
        return False
    return True


def drop(desk: Desk, key: str) -> None:
    """Forget a draft: what it asked for is done, or is not wanted."""
    try:
        (_folder(desk) / f"{key}.json").unlink(missing_ok=True)
    except OSError as error:
        _log.warning("A draft could not be removed: %s", error)


def _folder(desk: Desk) -> Path:
    return desk.folder / "drafts" / desk.user.place.stem


def _read(place: Path) -> Draft | None:
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        draft = Draft(str(found["command"]), dict(found["fields"]), str(found["key"]),
                      datetime.fromisoformat(found["when"]), bool(found["sent"]))  # fmt: skip
        registry.command(draft.command)
    except (OSError, ValueError, KeyError, TypeError, Refused) as error:
        _log.warning("The draft %s cannot be read and is set aside: %s", place.name, error)
        try:
            place.replace(place.with_suffix(".unreadable"))
        except OSError as stuck:
            _log.warning("It could not be set aside: %s", stuck)
        return None
    return draft
