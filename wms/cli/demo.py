"""`wms demo`: a believable warehouse to try everything on, the same for the same seed."""

from __future__ import annotations

import argparse
from typing import Any

from wms.app.demo.live import live
from wms.app.demo.sizes import SIZES
from wms.cli import opening, output
from wms.storage.database import Database


def add(verbs: Any) -> None:
    """The verb `demo`."""
    verb = verbs.add_parser("demo", help="make a demo warehouse in a new database")
    verb.add_argument("--size", choices=tuple(SIZES), default="small")
    verb.add_argument("--seed", type=int, default=1, help="the same seed gives the same warehouse")
    verb.set_defaults(work=demo)


def demo(arguments: argparse.Namespace) -> int:
    """Make the database and live some days in it."""
    path = opening.path(arguments)
    database = Database.create(path)
    try:
        live(database, arguments.size, arguments.seed, output.watch())
    finally:
        database.close()
    print(f"The {arguments.size} demo warehouse is in {path}.")
    return 0
