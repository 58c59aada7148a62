"""The terminal: every command and question of the program, and the work around them.

Errors go to stderr in words, with exit code 2; books that do not prove exit with 1. There is never a traceback for
something the user did.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from wms.base.errors import Refused, WmsError

VERBS = {
    "demo": ("demo", "make a demo warehouse in a new database"),
    "day": ("day", "run a whole day, from the first truck to the proof"),
    "import": ("files", "import a CSV or XLSX file"),
    "export": ("files", "write a file that can be imported again"),
    "run": ("running", "carry out a command; `wms run --list` shows them all"),
    "ask": ("asking", "ask a question; `wms ask --list` shows them all"),
    "print": ("printing", "print a paper or a label into a PDF; `wms print --list` shows them all"),
    "photos": ("files", "write the photos and papers kept with a document into a folder"),
    "report": ("printing", "write a report: stock, or any question"),
    "reports": ("reporting", "write the kept reports that are due, for the machine's scheduler"),
    "plan": ("planning", "plan routes, batches, waves and more; show and apply plans"),
    "simulate": ("simulating", "try a day out: tomorrow, or a past one, with other people or plans beside it"),
    "why": ("planning", "why an order is late, and the cheapest that would help"),
    "prepare": ("preparing", "compile the planners now, so that no first plan waits for it"),
    "prove": ("proving", "prove that the books are right; exit code 1 when they are not"),
    "backup": ("keeping", "copy the database while everybody works, and verify the copy"),
    "restore": ("keeping", "put a backup in the place of the database; the old one is kept"),
    "check": ("keeping", "is the file, its place and the SQLite library fit to work with?"),
}
"""Each verb's module in wms.cli, and what it does. Only the module of the verb that is called is loaded."""


def parser(verb: str = "") -> argparse.ArgumentParser:
    """The whole command line, with the options of one verb (of all, without a name)."""
    whole = argparse.ArgumentParser(prog="wms", description="Warehouse management: every step from a terminal.")
    whole.add_argument("--db", type=Path, metavar="FILE", help="the warehouse's database")
    whole.add_argument("--as", dest="login", default="system", metavar="LOGIN", help="who works (default: system)")
    verbs = whole.add_subparsers(dest="verb", required=True, metavar="VERB")
    for part in dict.fromkeys(module for module, _ in VERBS.values()):
        named = [name for name, (module, _) in VERBS.items() if module == part]
        if verb in ("", *named):
            importlib.import_module(f"wms.cli.{part}").add(verbs)
        else:
            for name in named:
                verbs.add_parser(name, help=VERBS[name][1])
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        arguments = parser(_verb(words)).parse_args(words)
        return int(arguments.work(arguments))
    except Refused as refused:
        for problem in refused.problems:
            print(f"wms: {problem}", file=sys.stderr)
    except WmsError as error:
        print(f"wms: {error}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()
    except OSError as error:
        print(f"wms: {error.filename or 'a file'}: {error.strerror or error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("wms: stopped", file=sys.stderr)
    return 2


def _verb(words: Sequence[str]) -> str:
    """The verb among the words; one that does not exist when there is none, so that nothing is loaded for it."""
    first = argparse.ArgumentParser(add_help=False, exit_on_error=False)
    first.add_argument("--db")
    first.add_argument("--as")
    try:
        _, rest = first.parse_known_args(words)
    except argparse.ArgumentError:
        rest = []
    return next((word for word in rest if word in VERBS), "-")
