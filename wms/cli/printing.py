"""`wms print DOCUMENT` and `wms report stock`: papers, labels and reports into files, labels to their printer."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from wms.app import printing
from wms.app.application import App
from wms.base.errors import refuse
from wms.cli import opening
from wms.devices import label_printer
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
    parser.add_argument("--out", required=True, metavar="FILE", help="or, for labels, tcp://HOST:PORT of a printer")
    parser.add_argument("--zpl", type=int, default=0, metavar="DPI", help="labels as ZPL, for 203 or 300 dots an inch")
    parser.add_argument("--language", default="en", help="en or zh")
    parser.add_argument("--page", default="A4", help="A4 or Letter")
    parser.add_argument("--copy", action="store_true", help="mark it as a copy")
    for name in entry.parameters:
        parser.add_argument(f"--{name}", metavar="VALUE")
    given = vars(parser.parse_args(arguments.rest))
    out = given.pop("out")
    how = {"dots_per_inch" if name == "zpl" else name: given.pop(name) for name in ("language", "page", "copy", "zpl")}
    with opening.app(arguments) as app:
        chosen = {name: value for name, value in given.items() if value is not None}
        if out.startswith("tcp://"):
            return _send(app, entry.name, out, how | chosen)
        printing.print_paper(app, entry.name, Path(out), **how, **chosen)
    print(f"{out} is ready.")
    return 0


def _send(app: App, name: str, to: str, how: dict[str, Any]) -> int:
    """Labels straight to a printer, which has 203 dots an inch unless said otherwise."""
    printer = label_printer.address(to)
    with tempfile.TemporaryDirectory(prefix="wms-") as folder:
        labels = Path(folder) / "labels.zpl"
        printing.print_paper(app, name, labels, **how | {"dots_per_inch": how["dots_per_inch"] or 203})
        label_printer.send(printer, labels.read_bytes())
    print(f"The labels were sent to {printer}.")
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
