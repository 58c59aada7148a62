"""Printing: papers and reports drawn from the answers to questions, into files."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from dataclasses import replace
from datetime import UTC, tzinfo
from functools import cache, partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wms import documents
from wms.app import registry
from wms.app.application import App
from wms.app.rows import all_rows, iterate
from wms.app.whole_file import whole_file
from wms.base.errors import Problems, refuse
from wms.base.jobs import Watch
from wms.documents import spreadsheet
from wms.documents.formats import DENSITIES
from wms.documents.paper import PAPERS, Paper, render
from wms.documents.sheet import PAGES, Made
from wms.documents.spreadsheet import Field
from wms.documents.words import Language
from wms.documents.words import language as words_of
from wms.exchange.cells import guarded


@cache
def load() -> None:
    """Import every paper, so that the registry is complete."""
    for module in pkgutil.walk_packages(documents.__path__, documents.__name__ + "."):
        importlib.import_module(module.name)


def paper(name: str) -> Paper:
    """The paper with this name. Raises Refused."""
    load()
    if name not in PAPERS:
        raise refuse("There is no paper {name}; there are: {known}.", field="document", name=name,
                     known=", ".join(sorted(PAPERS)))  # fmt: skip
    return PAPERS[name]


def print_paper(
    app: App, name: str, out: Path, *, language: str = "en", page: str = "A4", copy: bool = False,
    dots_per_inch: int = 0, watch: Watch | None = None, **parameters: str,
) -> None:  # fmt: skip
    """Draw a paper into a PDF file, which appears only when it is whole; with `dots_per_inch` a label as ZPL.

    Raises Refused or StorageError; Cancelled when `watch` wants an end.
    """
    entry = paper(name)
    if dots_per_inch and not entry.label:
        raise refuse("{name} is no label: it cannot be printed on a label printer.", field="document", name=name)
    if dots_per_inch not in (0, *DENSITIES):
        raise refuse("Label printers have 203 or 300 dots an inch, not {found}.", field="zpl", found=dots_per_inch)
    made = Made(_language(app, language), app.login, app.clock(), _page(page), copy, dots_per_inch,
                watch or Watch())  # fmt: skip
    given = _parameters(entry, parameters)
    with whole_file(out) as place, place.open("wb") as file:
        render(name, partial(all_rows, app), file, made, **given)


def report(app: App, question: str, shape: str, out: Path, **parameters: Any) -> int:
    """Write the whole answer to a question as xlsx or csv; returns the number of rows."""
    entry = registry.question(question)
    fields = [Field(c.name, c.title, c.kind) for c in entry.described if c.kind != "id"]
    if shape not in ("xlsx", "csv"):
        raise refuse("A report is written as xlsx, csv or pdf, not as {shape}.", field="format", shape=shape)
    with whole_file(out) as place:
        rows = iterate(app, question, **parameters)
        if shape == "xlsx":
            return spreadsheet.write_xlsx(place, question.replace("_", " "), fields, rows)
        return spreadsheet.write_csv(place, fields, rows, guarded)


def _language(app: App, code: str) -> Language:
    """The language, telling moments as the clock on the site's wall does."""
    try:
        return replace(words_of(code), zone=_zone(app))
    except KeyError as error:
        raise refuse("There is no language {code}.", field="language", code=code) from error


def _zone(app: App) -> tzinfo:
    sites = all_rows(app, "sites")
    try:
        return ZoneInfo(sites[0].time_zone) if sites and sites[0].time_zone else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def _page(name: str) -> str:
    for known in PAGES:
        if known.lower() == name.lower():
            return known
    raise refuse("There is no paper size {name}; there are: {known}.", field="page", name=name, known=", ".join(PAGES))


def _parameters(entry: Paper, given: dict[str, str]) -> dict[str, Any]:
    problems = Problems()
    known = entry.parameters
    for name in given.keys() - known.keys():
        problems.add("The paper {paper} has no parameter {name}.", field=name, paper=entry.name, name=name)
    for name, parameter in known.items():
        if parameter.default is inspect.Parameter.empty and not given.get(name):
            problems.add("Say which: {name} is missing.", field=name, name=name)
    problems.refuse()
    return {name: int(v) if known[name].annotation is int and str(v).isdigit() else v for name, v in given.items()}
