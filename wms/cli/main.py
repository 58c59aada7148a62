"""The terminal: every command and question of the program, and the work around them.

Errors go to stderr in words, with exit code 2; books that do not prove exit with 1. There is never a traceback for
something the user did.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from wms.base.errors import Refused, WmsError
from wms.cli import asking, day, demo, files, keeping, printing, proving, running

PARTS = (demo, files, running, asking, printing, proving, keeping, day)


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    whole = argparse.ArgumentParser(prog="wms", description="Warehouse management: every step from a terminal.")
    whole.add_argument("--db", type=Path, metavar="FILE", help="the warehouse's database")
    whole.add_argument("--as", dest="login", default="system", metavar="LOGIN", help="who works (default: system)")
    verbs = whole.add_subparsers(dest="verb", required=True, metavar="VERB")
    for part in PARTS:
        part.add(verbs)
    return whole


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line; returns the exit code."""
    arguments = parser().parse_args(argv)
    try:
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
