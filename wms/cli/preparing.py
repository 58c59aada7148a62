"""`wms prepare`: compile the planners' inner loops now, after an installation, so that no first plan waits for it."""

from __future__ import annotations

import argparse
from typing import Any

from wms.app import preparing
from wms.base.jobs import Progress, Watch
from wms.cli import output


def add(verbs: Any) -> None:
    """The verb `prepare`."""
    verb = verbs.add_parser("prepare", help="compile the planners now, so that no first plan waits for it")
    verb.add_argument("--lines", action="store_true", help="at low priority, with progress as lines")
    verb.set_defaults(work=prepare)


def prepare(arguments: argparse.Namespace) -> int:
    """Compile everything and say so."""
    if arguments.lines:
        preparing.step_back()
    preparing.prepare(Watch(_line) if arguments.lines else output.watch())
    if not arguments.lines:
        print("The planners are ready.")
    return 0


def _line(progress: Progress) -> None:
    print(progress.done, progress.total, progress.doing, flush=True)
