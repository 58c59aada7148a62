"""Opening the warehouse a command line names."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wms.app.application import App
from wms.base.errors import StorageError


def path(arguments: argparse.Namespace) -> Path:
    """The database's file. Raises StorageError when none is named."""
    if arguments.db is None:
        raise StorageError("Say which database: wms --db FILE …")
    return Path(arguments.db)


@contextmanager
def app(arguments: argparse.Namespace) -> Iterator[App]:
    """The open warehouse, closed again afterwards."""
    opened = App.open(path(arguments), login=arguments.login)
    try:
        yield opened
    finally:
        opened.close()
