"""Warehouses to torture: built once a process, copied for each row, left behind cold so that a fork may open them."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from tests import small_warehouse
from tests.properties.furnish import furnish
from wms.app.application import App
from wms.base.clock import SetClock
from wms.storage import anchors, keys
from wms.storage.database import Database

MORNING = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


START = "WMS_TORTURE_START"
"""Names the furnished warehouse that other processes copy, because building one takes a while."""


@cache
def start() -> Path:
    """The furnished warehouse that the processes of the battery copy; it goes when this process ends."""
    folder = Path(tempfile.mkdtemp(prefix="wms-torture-start-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return furnished(folder / "start.db", anew=True)


def furnished(path: Path, *, anew: bool = False) -> Path:
    """The small warehouse in the middle of its morning, closed; `anew` one with a number and a key of its own."""
    if START in os.environ and not anew:
        return copied(Path(os.environ[START]), path)
    clock = SetClock(MORNING)
    app = App(Database.create(path), clock=clock)
    small_warehouse.build(app.database)
    furnish(app, clock)
    app.close()
    return path


def copied(source: Path, target: Path) -> Path:
    """A second, equal warehouse of one that nobody has open; what was anchored of the first one is forgotten."""
    shutil.rmtree(anchors.home() / "anchors", ignore_errors=True)
    shutil.copyfile(source, target)
    shutil.copyfile(keys.path_of(source), keys.path_of(target))
    return target


def removed(path: Path) -> None:
    """Take a warehouse away with everything that lies beside it under its name."""
    for file in path.parent.glob(path.name + "*"):
        file.unlink()


def cold(app: App) -> None:
    """Close an application's connections but keep what it has compiled, so that a fork of this process starts warm."""
    app.database._reader.dispose()
    if app.database._writer is not None:
        app.database._writer.dispose()
