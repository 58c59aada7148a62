"""From a file to what would be done: rows read through a profile, set aside by its rules, or wrong with a reason.

Nothing is written here. The application rehearses and runs the commands this ends in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from wms.base.errors import Problem, Problems, Refused
from wms.exchange import kinds, limits, profile
from wms.exchange.kinds import Kind
from wms.exchange.profile import Profile
from wms.exchange.reading import Format, Table, read_table
from wms.exchange.rows import Rows
from wms.exchange.source import Source

_SHOWN = 80


class Bounded(Problems):
    """Problems up to a limit; with more of them the file is not what it was taken for."""

    def add(self, template: str, **more: Any) -> None:
        """Note one problem. Raises Refused with all of them when there are too many."""
        super().add(template, **more)
        if len(self.found) > limits.MAX_PROBLEMS:
            last = Problem("There are more than {most} problems; the file does not fit.",
                           {"most": limits.MAX_PROBLEMS}, "file")  # fmt: skip
            raise Refused(last, *self.found)


@dataclass(slots=True)
class Preview:
    """What a file amounts to: rows in our own fields, rows set aside by reason, and problems by row.

    `broken` are the numbers of documents of which a row was wrong; `wrong` are such rows, with what could be read.
    """

    kind: Kind
    profile: Profile
    total: int
    rows: Rows
    wrong: Rows
    set_aside: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


def preview(kind_name: str, path: Path, profile_name: str = "") -> Preview:
    """Read the file. Raises Refused when it cannot be read at all, or does not fit the profile."""
    kind = kinds.kind(kind_name)
    chosen = profile.load(profile_name) if profile_name else None
    table = read_table(path, chosen.file if chosen else Format())
    used = chosen or profile.plain(kind_name, table.titles, kind.moments)
    _check(kind, used, table)
    return _read(kind, used, table)


def without(shown: Preview, bad: set[int]) -> Preview:
    """The same preview with only the rows that are not among `bad`; whole documents fall with one of their rows."""
    numbers = {values.get("number") for row, values in shown.rows if row in bad} | shown.broken
    numbers -= {None, ""}
    rows = shown.rows.only(lambda row, values: row not in bad and values.get("number") not in numbers)
    return replace(shown, rows=rows)


def _check(kind: Kind, used: Profile, table: Table) -> None:
    problems = Problems()
    if used.kind != kind.name:
        problems.add("The profile {name} is for {kind}.", field="profile", name=used.name, kind=used.kind)
    known = [*kind.fields, *kind.extra]
    for target, source in used.fields.items():
        if target not in known and used.name:
            problems.add("There is no field {name} in {kind}.", field="profile", name=target, kind=kind.name,
                         expected=", ".join(known))  # fmt: skip
        elif target not in known:
            problems.add("The column {column} is not known for {kind}.", field="file", column=source.column,
                         kind=kind.name, found=source.column, expected=", ".join(known))  # fmt: skip
    for name in kind.required:
        if name not in used.fields:
            problems.add("The file has no column for {name}.", field="file", name=name, expected=name,
                         found=", ".join(table.titles))  # fmt: skip
    columns = [source.column for source in used.fields.values() if source.constant is None]
    for column in dict.fromkeys([*columns, *(rule.column for rule in used.set_aside)]):
        if column not in table.titles:
            problems.add("The file has no column {column}.", field="file", column=column,
                         found=", ".join(table.titles))  # fmt: skip
    problems.refuse()


def _read(kind: Kind, used: Profile, table: Table) -> Preview:
    shown = Preview(kind, used, 0, Rows(tuple(used.fields)), Rows(tuple(used.fields)))
    place = {title: position for position, title in enumerate(table.titles)}
    rules = [(place[rule.column], rule) for rule in used.set_aside]
    sources = [(name, place.get(s.column, -1), s) for name, s in used.fields.items()]
    problems = Bounded()
    for number, cells in table.rows:
        shown.total += 1
        whole = _whole(cells, len(table.titles), problems, number)
        if whole is None:
            continue
        reason = next((rule.reason for position, rule in rules if rule.holds(whole[position])), None)
        if reason is not None:
            shown.set_aside[reason] += 1
            continue
        before = len(problems.found)
        values = [_value(name, source, whole[position], problems, number) for name, position, source in sources]
        if len(problems.found) == before:
            shown.rows.add(number, values)
            continue
        shown.wrong.add(number, values)
        if "number" in used.fields:
            shown.broken.add(values[list(used.fields).index("number")])
    shown.problems = problems.found
    return shown


def _whole(cells: list[str], width: int, problems: Problems, number: int) -> Sequence[str] | None:
    """As many cells as there are titles; None, and the problem noted, for a row of another length."""
    if len(cells) == width:
        return cells
    if len(cells) < width:
        text = "The row is cut off: {cells} cells under {titles} titles."
    elif not any(cells[width:]):
        return cells[:width]
    else:
        text = "There are {cells} cells under {titles} titles; is a quotation mark missing?"
    problems.add(text, row=number, cells=len(cells), titles=width, found=len(cells), expected=width)
    return None


def _value(name: str, source: Source, cell: str, problems: Problems, number: int) -> str:
    """The cell in our form; an empty text, and the problem noted, when it does not fit."""
    if source.constant is not None:
        cell = source.constant
    if cell[:1] == "\0":
        problems.add(cell[1:], field=name, row=number)
    elif cell[:1] in ("=", "＝"):
        problems.add("This is a formula, not a value; an apostrophe before it makes it a text.", field=name,
                     row=number, found=cell[:_SHOWN])  # fmt: skip
    else:
        try:
            return source.text(cell)
        except ValueError:
            problems.add("“{cell}” cannot be read.", field=name, row=number, found=cell[:_SHOWN], cell=cell[:_SHOWN],
                         expected=source.expected)  # fmt: skip
    return ""

