"""Reading a form, and finding for every problem the field, line and cell it belongs beside.

A form's own reading knows each table by itself; what the warehouse refuses names a field and a row, and finds its
table by them. What belongs nowhere is told above the form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wms.base.errors import Problem, Problems, Refused, WmsError
from wms.gui.forms.blanks import Blank
from wms.gui.forms.wording import expected
from wms.gui.texts.say import say
from wms.operations import fields
from wms.operations.command import Command

_MISSING = "The field {name} is missing."
_NOT_SO = "“{what}” is not {wanted}."


@dataclass(frozen=True, slots=True)
class Placed:
    """One problem with its place: a field, or a row (from 1) and field of a table; neither: of the form as a whole."""

    sentence: str
    field: str = ""
    table: str = ""
    row: int | None = None


class Unreadable(WmsError):
    """The form cannot be read: every problem with its place."""

    def __init__(self, placed: Sequence[Placed]) -> None:
        super().__init__("; ".join(each.sentence for each in placed))
        self.placed = list(placed)


def read_form(kind: type[Command], blanks: Sequence[Blank], values: Mapping[str, Any]) -> Command:
    """The command a form asks for. Raises Unreadable with every problem of all fields, tables and cells."""
    tables = [blank for blank in blanks if blank.kind == "lines" and blank.name in values]
    placed: list[Placed] = []
    try:
        command = fields.read(kind, {**values, **{blank.name: [] for blank in tables}})
    except Refused as refused:
        placed += [place(problem, blanks, values) for problem in refused.problems]
    for table in tables:
        placed += _read_lines(table, values[table.name])
    if placed:
        raise Unreadable(placed)
    return fields.read(kind, values) if tables else command


def _read_lines(table: Blank, lines: Sequence[Mapping[str, Any]]) -> Iterator[Placed]:
    assert table.line_kind is not None
    reader, problems = fields.Reader(table.line_kind), Problems()
    inner = [blank for blank in table.lines if blank.kind == "lines"]
    for row, line in enumerate(lines, 1):
        own = {name: value for name, value in line.items() if not any(name == blank.name for blank in inner)}
        own |= {blank.name: [] for blank in inner if blank.required and line.get(blank.name)}
        reader.read(own, problems, row)
        for blank in inner:
            for each in _read_lines(blank, line.get(blank.name) or ()):
                label = next((b.label for b in blank.lines if b.name == each.field), blank.label)
                told = say("{label}, line {line}: {problem}", label=say(label), line=each.row, problem=each.sentence)
                yield Placed(told, blank.name, table.name, row)
    for problem in problems.found:
        blank_ = _named(table.lines, problem.field)
        yield Placed(sentence(problem, blank_), problem.field, table.name, problem.row)


def place(problem: Problem, blanks: Sequence[Blank], values: Mapping[str, Any]) -> Placed:
    """Where a problem the warehouse named belongs on the form."""
    tables = [blank for blank in blanks if blank.kind == "lines"]
    if problem.row is not None:
        return _in_a_table(problem, tables, values)
    own = _named(blanks, problem.field)
    if own is not None and own.kind != "lines":
        return Placed(sentence(problem, own), own.name)
    table = own or next((blank for blank in tables if _named(blank.lines, problem.field)), None)
    return Placed(sentence(problem, own), table=table.name if table else "")


def _in_a_table(problem: Problem, tables: Sequence[Blank], values: Mapping[str, Any]) -> Placed:
    for table in tables:
        column = _named(table.lines, problem.field)
        if column is not None and _has(values, table, problem.row):
            return Placed(sentence(problem, column), column.name, table.name, problem.row)
    for table in tables:
        for inner in table.lines:
            column = _named(inner.lines, problem.field)
            if column is not None:
                row = _outer_row(values, table, inner, problem.row or 0)
                told = say("{label}: {problem}", label=say(column.label), problem=sentence(problem, column))
                return Placed(told, inner.name, table.name, row)
    told = say("Line {line}: {problem}", line=problem.row, problem=sentence(problem, None))
    return Placed(told, table=tables[0].name if tables else "")


def _outer_row(values: Mapping[str, Any], table: Blank, inner: Blank, row: int) -> int:
    """The line a row belongs to: documents within a document count their lines on from one to the next."""
    if not inner.required:
        return row
    for place_, line in enumerate(values.get(table.name) or (), 1):
        row -= len(line.get(inner.name) or ())
        if row <= 0:
            return place_
    return 1


def _has(values: Mapping[str, Any], table: Blank, row: int | None) -> bool:
    return row is not None and row <= len(values.get(table.name) or ())


def sentence(problem: Problem, blank: Blank | None) -> str:
    """The problem in the language in use; what stands beside its field need not name it again."""
    if problem.template == _MISSING and blank is not None:
        return say("This must be filled in.")
    if problem.template == _NOT_SO and blank is not None:
        return say("“{what}” is not {wanted}.", what=problem.values["what"], wanted=expected(blank))
    return say(problem.template, **problem.values)


def _named(blanks: Sequence[Blank], name: str) -> Blank | None:
    return next((blank for blank in blanks if blank.name == name), None)
