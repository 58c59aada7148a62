"""`wms ask QUERY …`: any question of the program, its options derived from its parameters."""

from __future__ import annotations

import argparse
import inspect
import sys
import types
from datetime import date, datetime
from typing import Any, Union, get_args, get_origin

from wms.app import registry
from wms.app.application import App
from wms.base.errors import Problems, refuse
from wms.cli import opening, options, output
from wms.queries.page import Filter
from wms.queries.question import QUESTIONS, Question

_OPERATORS = ("!=", "<=", ">=", "=", "<", ">", " contains ", " starts ", " in ")


def add(verbs: Any) -> None:
    """The verb `ask`."""
    verb = verbs.add_parser("ask", help="ask a question; `wms ask --list` shows them all")
    verb.add_argument("query", nargs="?", default="", help="its name, such as stock_by_item")
    verb.add_argument("--list", action="store_true", help="list all questions")
    verb.add_argument("rest", nargs=argparse.REMAINDER, help="--parameter value …, or --help")
    verb.set_defaults(work=ask)


def ask(arguments: argparse.Namespace) -> int:
    """Print the answer, or list all questions."""
    registry.load()
    if arguments.list or not arguments.query:
        for question in sorted(QUESTIONS.values(), key=lambda q: q.name):
            print(f"{question.name:28} {question.help.splitlines()[0] if question.help else ''}")
        return 0
    question = registry.question(arguments.query)
    given = vars(_parser(question).parse_args(options.joined(arguments.rest)))
    shape = given.pop("shape")
    filters = tuple(_filter(question, text) for text in given.pop("filter"))
    sort = tuple(name for name in given.pop("sort").split(",") if name)
    limit = given.pop("limit")
    parameters = _parameters(question, given)
    with opening.app(arguments) as app:
        rows = _rows(app, question, parameters, filters, sort, limit)
    _print(question, rows, shape)
    return 0


def _parser(question: Question) -> argparse.ArgumentParser:
    about = f"{question.help}\n\nColumns: {', '.join(question.columns)}"
    parser = argparse.ArgumentParser(
        prog=f"wms ask {question.name}", description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name, parameter in question.parameters.items():
        needed = parameter.default is inspect.Parameter.empty
        kind = getattr(parameter.annotation, "__name__", str(parameter.annotation))
        parser.add_argument(f"--{name.replace('_', '-')}", dest=name, required=needed, help=kind, metavar="VALUE")
    parser.add_argument("--filter", action="append", default=[], metavar="'COLUMN OP VALUE'",
                        help="only rows that compare so: = != < <= > >= contains starts in")  # fmt: skip
    parser.add_argument("--sort", default="", metavar="COLUMN,-COLUMN", help="sort so; - for descending")
    parser.add_argument("--limit", type=int, default=100, help="at most so many rows; 0 for all")
    parser.add_argument("--json", dest="shape", action="store_const", const="json", default="table")
    parser.add_argument("--csv", dest="shape", action="store_const", const="csv")
    return parser


def _parameters(question: Question, given: dict[str, Any]) -> dict[str, Any]:
    problems = Problems()
    found = {}
    for name, text in given.items():
        if text is None:
            continue
        try:
            found[name] = _value(question.parameters[name].annotation, text)
        except (ValueError, KeyError):
            problems.add("“{text}” does not fit the parameter {name}.", field=name, text=text, name=name)
    problems.refuse()
    return found


def _filter(question: Question, text: str) -> Filter:
    for sign in _OPERATORS:
        column, found, value = text.partition(sign)
        if found and column.strip() in question.columns:
            name, op = column.strip(), sign.strip()
            kind = inspect.get_annotations(question.row, eval_str=True)[name]
            try:
                wanted: Any = [_value(kind, v.strip()) for v in value.split(",")] if op == "in" else None
                return Filter(name, op, wanted if op == "in" else _value(kind, value.strip()))
            except (ValueError, KeyError) as error:
                raise refuse(
                    "“{value}” does not fit the column {name}.", field="filter", value=value, name=name
                ) from error
    raise refuse("The filter “{text}” is not of the form: column = value.", field="filter", text=text)


def _value(kind: Any, text: str) -> Any:
    options = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else (kind,)
    wanted = next((option for option in options if option is not type(None)), str)
    if wanted is bool:
        return {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}[text.lower()]
    if wanted in (datetime, date):
        return wanted.fromisoformat(text)
    return wanted(text)


def _rows(
    app: App, question: Question, parameters: dict[str, Any], filters: tuple[Filter, ...], sort: tuple[str, ...],
    limit: int,
) -> list[Any]:  # fmt: skip
    rows: list[Any] = []
    after = None
    while True:
        size = min(limit - len(rows), 5_000) if limit else 5_000
        page = app.ask(question.name, filters=filters, sort=sort, after=after, limit=size, **parameters)
        rows += page.rows
        after = page.next
        if after is None or (limit and len(rows) >= limit):
            return rows


def _print(question: Question, rows: list[Any], shape: str) -> None:
    if shape == "json":
        print(output.as_json(output.rows_as_dicts(rows)))
    elif shape == "csv":
        output.write_csv(question.columns, rows, sys.stdout)
    else:
        output.write_table(question.columns, rows, sys.stdout)
