"""`wms print DOCUMENT` and `wms report stock`: papers, labels and reports into files."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from wms.app import printing
from wms.base.errors import refuse
from wms.cli import opening
from wms.documents.paper import PAPERS

REPORTS = {"stock": "stock_lines"}


def add(verbs: Any) -> None:
    """The verbs `print` and `report`."""
    verb = verbs.add_parser("print", help="print a paper or a label into a PDF; `wms print --list` shows them all")
    verb.add_argument("document", nargs="?", default="", metavar="DOCUMENT", help="such as pick_list")
    verb.add_argument("--list", action="store_true", help="list all papers")
    verb.add_argument("rest", nargs=argparse.REMAINDER, help="--out FILE, --language, --page, and what to print")
    verb.set_defaults(work=print_)
    verb = verbs.add_parser("report", help="write a report: stock, or any question")
    verb.add_argument("name", metavar="NAME", help="stock, or the name of a question")
    verb.add_argument("--format", choices=("xlsx", "csv", "pdf"), default="xlsx")
    verb.add_argument("--out", type=Path, required=True, metavar="FILE")
    verb.set_defaults(work=report)


def print_(arguments: argparse.Namespace) -> int:
    """Draw the paper, or list all."""
    printing.load()
    if arguments.list or not arguments.document:
        for name, entry in sorted(PAPERS.items()):
            print(f"{name:18} {'label' if entry.label else 'paper':6} {entry.help.splitlines()[0]}")
        return 0
    entry = printing.paper(arguments.document)
    parser = argparse.ArgumentParser(prog=f"wms print {entry.name}", description=entry.help)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--language", default="en", help="en or zh")
    parser.add_argument("--page", default="A4", help="A4 or Letter")
    parser.add_argument("--copy", action="store_true", help="mark it as a copy")
    for name in entry.parameters:
        parser.add_argument(f"--{name}", metavar="VALUE")
    given = vars(parser.parse_args(arguments.rest))
    out, language, page, copy = (given.pop(name) for name in ("out", "language", "page", "copy"))
    with opening.app(arguments) as app:
        chosen = {name: value for name, value in given.items() if value is not None}
        printing.print_paper(app, entry.name, out, language=language, page=page, copy=copy, **chosen)
    print(f"{out} is ready.")
    return 0


def report(arguments: argparse.Namespace) -> int:
    """Write the report."""
    with opening.app(arguments) as app:
        if arguments.format == "pdf":
            if arguments.name != "stock":
                raise refuse("Only the stock report is a PDF; write {name} as xlsx or csv.", name=arguments.name)
            printing.print_paper(app, "stock_report", arguments.out)
            print(f"{arguments.out} is ready.")
        else:
            question = REPORTS.get(arguments.name, arguments.name)
            rows = printing.report(app, question, arguments.format, arguments.out)
            print(f"{rows} rows are in {arguments.out}.")
    return 0
