"""What an import page does off the window's thread: which profiles fit, and a file checked row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wms.app.application import App
from wms.app.importing import Imported, import_file
from wms.base.errors import Problem, Refused
from wms.base.jobs import Watch
from wms.exchange import profile

FIRST, MOST = 200, 2_000
"""How many good rows are shown, and how many rows in all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the file in our own fields, with what is wrong with it by field ("" where no field is to blame)."""

    number: int
    values: Mapping[str, str]
    wrong: Mapping[str, Problem] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """A checked file. `lines` are its first rows and all that are wrong, in the file's order."""

    done: Imported
    columns: tuple[str, ...]
    titles: Mapping[str, str]
    lines: Sequence[Line]


def fitting(kind: str) -> list[tuple[str, str]]:
    """The shipped profiles for files of this kind: name and description."""
    found = []
    for name in profile.names():
        try:
            loaded = profile.load(name)
        except Refused:
            continue
        if loaded.kind == kind:
            found.append((name, loaded.description))
    return found


def check(app: App, kind: str, path: Path, profile_name: str, login: str, watch: Watch) -> Checked:
    """Rehearse the import; nothing is kept. Raises Refused when the file cannot be read at all, Cancelled."""
    return looked_at(import_file(app, kind, path, profile_name, dry_run=True, login=login, watch=watch))


def looked_at(done: Imported) -> Checked:
    """The same for looking at."""
    shown = done.shown
    if shown is None:
        return Checked(done, (), {}, ())
    faulty = {problem.row for problem in done.problems if problem.row is not None}
    wrong: defaultdict[int, dict[str, Problem]] = defaultdict(dict)
    good = dict(shown.rows[place] for place in range(min(FIRST, len(shown.rows))))
    bad = dict(shown.wrong[place] for place in range(min(MOST, len(shown.wrong))))
    late = {n: shown.rows[place][1] for place, n in enumerate(shown.rows.numbers()) if n in faulty and n not in good}
    known: dict[int, Mapping[str, str]] = {number: {} for number in faulty} | good | late | bad
    for problem in done.problems:
        if problem.row is not None:
            wrong[problem.row].setdefault(column_of(problem, known[problem.row]), problem)
    lines = [Line(number, known[number], wrong.get(number, {})) for number in sorted(known)[:MOST]]
    titles = {name: source.column for name, source in shown.profile.fields.items() if source.column}
    return Checked(done, shown.rows.names, titles, lines)


def column_of(problem: Problem, values: Mapping[str, str]) -> str:
    """Which column is to blame: that of the field, or of a packaging level's field with the value that was found."""
    if problem.field in values or not problem.field:
        return problem.field
    alike = [name for name in values if name.endswith(f"_{problem.field}") and values[name] == problem.found]
    return alike[0] if len(alike) == 1 else ""
