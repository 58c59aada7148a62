"""`wms backup`, `wms restore`, `wms check`: looking after the file itself."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wms.cli import opening, output
from wms.storage import anchors, backup, check, keys, restore
from wms.storage.check import State

_SIGNS = {State.OK: "✓", State.WARNING: "!", State.WRONG: "✗"}


def add(verbs: Any) -> None:
    """The verbs `backup`, `restore` and `check`."""
    verb = verbs.add_parser("backup", help="copy the database while everybody works, and verify the copy")
    verb.add_argument("file", type=Path, help="the new file; a folder keeps 7 daily, 4 weekly and 12 monthly backups")
    verb.add_argument("--prove", action="store_true", help="prove the books in the copy as well")
    verb.set_defaults(work=back_up)
    verb = verbs.add_parser("restore", help="put a backup in the place of the database; the old one is kept")
    verb.add_argument("file", type=Path, help="the backup")
    verb.add_argument("--db", type=Path, default=argparse.SUPPRESS, metavar="FILE", help="the database it replaces")
    verb.add_argument("--without-proof", action="store_true", help="even if the books in it are wrong")
    verb.set_defaults(work=put_back)
    verb = verbs.add_parser("check", help="is the file, its place and the SQLite library fit to work with?")
    verb.add_argument("--quick", action="store_true", help="do not compare indexes with their tables")
    verb.add_argument("--json", action="store_true", help="answer as JSON")
    verb.set_defaults(work=examine)


def back_up(arguments: argparse.Namespace) -> int:
    """Make a verified backup."""
    path, watch = opening.path(arguments), output.watch()
    if arguments.file.is_dir():
        made = backup.into_folder(path, arguments.file, datetime.now(UTC), watch)
    else:
        made = backup.backup(path, arguments.file, watch, prove=arguments.prove)
    anchors.drop(made.database, made.head.posting, made.head.hash, anchors.BACKED_UP, keys.load(path))
    print(f"{made.path}: {made.size / 2**20:,.1f} MB, verified; the ledger stands at posting {made.head.posting:,}.")
    if not made.with_key:
        print("There is no key beside the database, so none was copied.")
    return 0


def put_back(arguments: argparse.Namespace) -> int:
    """Restore a backup."""
    path = opening.path(arguments)
    done = restore.restore(arguments.file, path, output.watch(), prove=not arguments.without_proof)
    print(f"{done.path} is restored; the ledger stands at posting {done.head.posting:,}.")
    if done.former is not None:
        print(f"The former database is kept as {done.former}.")
    for remark in done.remarks:
        print(remark)
    return 0


def examine(arguments: argparse.Namespace) -> int:
    """Print what was looked at; 1 when something is wrong."""
    found = check.check(opening.path(arguments), quick=arguments.quick)
    if arguments.json:
        print(output.as_json(output.rows_as_dicts(found)))
    else:
        for condition in found:
            print(f"{_SIGNS[condition.state]} {condition.check}: {condition.found}")
    return 1 if any(condition.state is State.WRONG for condition in found) else 0
