"""`wms reports run-due`: writes the kept reports that are due, for cron, systemd or the Task Scheduler, windowless.

Which reports are kept and when they are due is said in the window, and lies in the folder of its preferences. Exit code
1 when one could not be written.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import Any

from wms.cli import opening, output
from wms.storage import anchors

WRITER = "wms.gui.screens.reports.due"
"""Reports are declared with the window's screens and told in its languages; loaded only here, and without a window."""


def add(verbs: Any) -> None:
    """The verb `reports` with the word `run-due`."""
    verb = verbs.add_parser("reports", help="write the kept reports that are due")
    words = verb.add_subparsers(dest="word", required=True, metavar="WHAT")
    due = words.add_parser("run-due", help="write what is due into its folders; exit code 1 when something failed")
    due.add_argument("--home", type=Path, metavar="FOLDER", help="the folder of the window's preferences")
    due.add_argument("--list", action="store_true", help="only tell what is scheduled, and write nothing")
    due.set_defaults(work=run_due)


def run_due(arguments: argparse.Namespace) -> int:
    """Write what is due, telling each file."""
    writer = importlib.import_module(WRITER)
    folder = arguments.home or anchors.home()
    if arguments.list:
        for entry in writer.Entries(folder).all():
            day = "each day" if entry.weekday == writer.DAILY else f"each {writer.WEEKDAYS[entry.weekday]}"
            print(f"{entry.name}: {entry.report} as {entry.shape}, {day} at {entry.at}, into {entry.folder}")
        return 0
    with opening.app(arguments) as app:
        written = writer.run_due(app, folder, lambda name: output.watch())
    for one in written:
        if one.why:
            print(f"wms: {one.name} was not written: {output.plain(one.why)}", file=sys.stderr)
        else:
            print(one.place)
    return 1 if any(one.why for one in written) else 0
