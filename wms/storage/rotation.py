"""Which dated backups are kept in a folder: the newest of each of 7 days, of 4 weeks and of 12 months."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wms.storage import keys

DAILY, WEEKLY, MONTHLY = 7, 4, 12
_FORMAT = "%Y%m%dT%H%M%SZ"


def name(stem: str, now: datetime) -> str:
    """The file name of a backup made now: warehouse-20260302T060000Z.db."""
    return f"{stem}-{now.astimezone(UTC).strftime(_FORMAT)}.db"


def backups(folder: Path, stem: str) -> dict[datetime, Path]:
    """The dated backups of that database in the folder."""
    pattern = re.compile(re.escape(stem) + r"-(\d{8}T\d{6}Z)\.db")
    found = ((pattern.fullmatch(path.name), path) for path in folder.iterdir())
    return {datetime.strptime(m[1], _FORMAT).replace(tzinfo=UTC): path for m, path in found if m}


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Of all moments at which a backup was made, those whose backup is kept. The newest always is."""
    newest_first = sorted(moments, reverse=True)
    return (
        _newest(newest_first, lambda moment: moment.date(), DAILY)
        | _newest(newest_first, lambda moment: moment.isocalendar()[:2], WEEKLY)
        | _newest(newest_first, lambda moment: (moment.year, moment.month), MONTHLY)
    )


def thin(folder: Path, stem: str) -> list[Path]:
    """Remove the backups that are no longer kept, each with its key; returns them. Raises OSError."""
    found = backups(folder, stem)
    keep = kept(found)
    gone = [path for moment, path in found.items() if moment not in keep]
    for path in gone:
        path.unlink()
        keys.path_of(path).unlink(missing_ok=True)
    return gone


def _newest(newest_first: list[datetime], period: Callable[[datetime], Any], count: int) -> set[datetime]:
    found: dict[Any, datetime] = {}
    for moment in newest_first:
        found.setdefault(period(moment), moment)
    return set(list(found.values())[:count])
