"""From a file to what would be done: rows read through a profile, set aside by its rules, or wrong with a reason.

Nothing is written here. The application rehearses and runs the command this ends in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from wms.base.errors import Problem, Problems, refuse
from wms.exchange import kinds, profile
from wms.exchange.kinds import Kind, Row
from wms.exchange.profile import Profile
from wms.exchange.reading import Format, Table, read_table


@dataclass(slots=True)
class Preview:
    """What a file amounts to: rows in our own fields, rows set aside by reason, and problems by row."""

    kind: Kind
    profile: Profile
    total: int
    rows: list[Row] = field(default_factory=list)
    set_aside: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def preview(kind_name: str, path: Path, profile_name: str = "") -> Preview:
    """Read the file. Raises Refused when it cannot be read at all, or does not fit the profile."""
    if kind_name not in kinds.KINDS:
        raise refuse("Nothing of the kind {kind} can be imported; there are: {known}.", field="kind", kind=kind_name,
                     known=", ".join(kinds.KINDS))  # fmt: skip
    kind = kinds.KINDS[kind_name]
    chosen = profile.load(profile_name) if profile_name else None
    table = read_table(path, chosen.file if chosen else Format())
    used = chosen or profile.plain(kind_name, table.titles)
    _check(kind, used, table)
    return _read(kind, used, table)


def without(shown: Preview, bad: set[int]) -> Preview:
    """The same preview with only the rows that are not among `bad`; whole documents fall with one of their rows."""
    numbers = {values.get("number") for row, values in shown.rows if row in bad} - {None, ""}
    good = [(row, values) for row, values in shown.rows if row not in bad and values.get("number") not in numbers]
    return Preview(shown.kind, shown.profile, shown.total, good, shown.set_aside, shown.problems)


def _check(kind: Kind, used: Profile, table: Table) -> None:
    problems = Problems()
    if used.kind != kind.name:
        problems.add("The profile {name} is for {kind}.", field="profile", name=used.name, kind=used.kind)
    known = {*kind.fields, *kind.extra}
    for target, source in used.fields.items():
        if target not in known:
            problems.add("There is no field {name} in {kind}.", field="profile", name=target, kind=kind.name,
                         expected=", ".join(sorted(known)))  # fmt: skip
        if source.constant is None and source.column not in table.titles:
            problems.add("The file has no column {column}.", field="file", column=source.column,
                         found=", ".join(table.titles))  # fmt: skip
    for rule in used.set_aside:
        if rule.column not in table.titles:
            problems.add("The file has no column {column}.", field="file", column=rule.column)
    problems.refuse()


def _read(kind: Kind, used: Profile, table: Table) -> Preview:
    shown = Preview(kind, used, 0)
    place = {title: position for position, title in enumerate(table.titles)}
    rules = [(place[rule.column], rule) for rule in used.set_aside]
    sources = [(name, place.get(s.column, -1), s) for name, s in used.fields.items()]
    problems = Problems()
    for number, cells in table.rows:
        shown.total += 1
        if len(cells) > len(table.titles):
            problems.add("There are {cells} cells under {titles} titles.", row=number, cells=len(cells),
                         titles=len(table.titles))  # fmt: skip
            continue
        whole = [*cells, *[""] * (len(table.titles) - len(cells))]
        reason = next((rule.reason for position, rule in rules if rule.holds(whole[position])), None)
        if reason is not None:
            shown.set_aside[reason] += 1
            continue
        values = _values(sources, whole, problems, number)
        if values is not None:
            shown.rows.append((number, values))
    shown.problems = problems.found
    return shown


def _values(
    sources: list[tuple[str, int, profile.Source]], cells: list[str], problems: Problems, number: int
) -> dict[str, str] | None:
    values = {}
    before = len(problems.found)
    for name, position, source in sources:
        cell = source.constant if source.constant is not None else cells[position]
        if cell[:1] in "=＝" and cell:
            problems.add("This is a formula, not a value.", field=name, row=number, found=cell[:80])
            continue
        try:
            values[name] = source.text(cell)
        except ValueError:
            problems.add("“{cell}” cannot be read.", field=name, row=number, found=cell[:80], cell=cell[:80],
                         expected=source.moment or source.day or source.pattern or "a number")  # fmt: skip
    return values if len(problems.found) == before else None
