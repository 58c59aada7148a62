"""`wms import KIND FILE` and `wms export KIND FILE`: data from and for other programs; `wms photos` for pictures."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from wms.app.attachments import save_all
from wms.app.exporting import export_file
from wms.app.importing import Imported, import_file
from wms.base.errors import Problem
from wms.cli import opening, output
from wms.exchange import kinds, profile

SHOWN = 20


def add(verbs: Any) -> None:
    """The verbs `import`, `export` and `photos`."""
    verb = verbs.add_parser("import", help=f"import a CSV or XLSX file of: {', '.join(kinds.KINDS)}")
    verb.add_argument("kind", metavar="KIND", help=", ".join(kinds.KINDS))
    verb.add_argument("file", type=Path, metavar="FILE")
    known = ", ".join(profile.names())
    verb.add_argument("--profile", default="", metavar="NAME", help=f"how the file is written: {known}, or a TOML file")
    verb.add_argument("--dry-run", action="store_true", help="only show what would be done")
    verb.add_argument("--accept-good", action="store_true", help="import the good rows and leave the others")
    verb.add_argument("--json", action="store_true", help="answer as JSON")
    verb.set_defaults(work=import_)
    verb = verbs.add_parser("export", help="write a file that can be imported again")
    verb.add_argument("kind", metavar="KIND", help=", ".join(kinds.KINDS))
    verb.add_argument("file", type=Path, metavar="FILE", help="a .csv or .xlsx file")
    verb.set_defaults(work=export)
    verb = verbs.add_parser("photos", help="write the photos and papers kept with a document into a folder")
    verb.add_argument("document", metavar="DOCUMENT", help="such as a receipt's number")
    verb.add_argument("folder", type=Path, metavar="FOLDER")
    verb.set_defaults(work=photos)


def import_(arguments: argparse.Namespace) -> int:
    """Import, and tell what became of every row."""
    with opening.app(arguments) as app:
        done = import_file(
            app, arguments.kind, arguments.file, arguments.profile, dry_run=arguments.dry_run,
            accept_good=arguments.accept_good, watch=output.watch(),
        )  # fmt: skip
    _print_json(done) if arguments.json else _print(done, arguments.dry_run)
    return 0 if done.written or done.repeated or (arguments.dry_run and not done.problems) else 2


def export(arguments: argparse.Namespace) -> int:
    """Write the file."""
    with opening.app(arguments) as app:
        rows = export_file(app, arguments.kind, arguments.file, watch=output.watch())
    print(f"{rows} rows of {arguments.kind} are in {arguments.file}.")
    return 0


def photos(arguments: argparse.Namespace) -> int:
    """Write them, and say where they are."""
    with opening.app(arguments) as app:
        for place in save_all(app, arguments.document, arguments.folder):
            print(place)
    return 0


def _print(done: Imported, dry_run: bool) -> None:
    if done.repeated:
        print("This very file was imported before; nothing was done again. It was answered then:")
    for message in done.messages:
        print(message)
    aside = sum(done.set_aside.values())
    print(f"{done.total} rows: {done.good} good, {aside} set aside, {len(done.problems)} problems.")
    for reason, count in done.set_aside.most_common():
        print(f"  {count:7,} set aside: {reason}")
    for problem in done.problems[:SHOWN]:
        print(f"  {_line(problem)}", file=sys.stderr)
    if len(done.problems) > SHOWN:
        print(f"  … and {len(done.problems) - SHOWN} more; --json shows all", file=sys.stderr)
    if not done.written and not done.repeated:
        print(_why_not(done, dry_run))


def _line(problem: Problem) -> str:
    more = f" (found: {problem.found})" if problem.found and problem.found not in problem.message else ""
    more += f" (expected: {problem.expected})" if problem.expected and problem.expected not in problem.message else ""
    return output.plain(f"{problem}{more}")


def _why_not(done: Imported, dry_run: bool) -> str:
    if dry_run:
        return "This was only a rehearsal; nothing was written."
    if not done.good:
        return "Nothing was written: there is no good row in the file."
    return "Nothing was written; --accept-good imports the good rows and leaves the others."


def _print_json(done: Imported) -> None:
    print(output.as_json({
        "kind": done.kind, "rows": done.total, "good": done.good, "written": done.written,
        "repeated": done.repeated, "messages": done.messages, "set_aside": dict(done.set_aside),
        "problems": [
            {"row": p.row, "field": p.field, "message": p.message, "found": p.found, "expected": p.expected}
            for p in done.problems
        ],
    }))  # fmt: skip
