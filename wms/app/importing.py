"""Importing a file: preview, rehearse, then write everything in one transaction, or only the good rows if told so.

The same file again gives the first answer again, for its content is its idempotency key.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Problem, Refused
from wms.base.jobs import Progress, Watch
from wms.exchange import importing, kinds, unknown
from wms.exchange.importing import Bounded, Preview
from wms.exchange.kinds import Batch
from wms.exchange.reading import unreadable
from wms.exchange.rows import Rows
from wms.model.item import Item
from wms.model.party import Party
from wms.model.records import Audit
from wms.model.words import PartyKind
from wms.operations.unit import Answer

_ROUNDS = 5
_MOST_STEPS = 50
_NAMED_BY = {"RegisterItems": "item", "RegisterParties": "customer"}


@dataclass(slots=True)
class Imported:
    """What became of a file. `good` counts the rows that are, or could be, imported; `problems` is what was wrong.

    `written` tells whether anything was written now, `repeated` that this very file was imported before: then
    `messages` are what was answered the first time. `shown` is the file as it was read.
    """

    kind: str
    total: int
    good: int = 0
    written: bool = False
    repeated: bool = False
    messages: list[str] = field(default_factory=list)
    set_aside: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    shown: Preview | None = None


@dataclass(slots=True)
class _Attempt:
    """One attempt: what would be done, and the rows it found wrong beyond those the preview found."""

    batches: list[Batch]
    registering: int
    wrong: list[Problem]
    refused: list[Problem] = field(default_factory=list)


def import_file(
    app: App, kind: str, path: Path, profile: str = "", *, dry_run: bool = False, accept_good: bool = False,
    only: Callable[[Mapping[str, str]], bool] | None = None, note: str = "", watch: Watch | None = None,
    login: str = "",
) -> Imported:  # fmt: skip
    """Import a file of this kind. Nothing is written unless every row is good, or `accept_good` says to leave the rest.

    `login` is who imports; empty: who opened the warehouse. `only` chooses rows by our fields; `note` then says which,
    for the same file may be imported in several parts.

    Raises Refused only when the file cannot be read at all; what is wrong with rows stands in the answer.
    """
    watch = watch or Watch()
    kinds.kind(kind)
    watch.report(Progress("Reading the file"))
    shown = importing.preview(kind, path, profile)
    if only is not None:
        shown.rows = shown.rows.only(lambda _, values: only(values))
    done = Imported(kind, shown.total, set_aside=shown.set_aside, shown=shown)
    key = _key(kind, path, profile) + note
    before = _first_answers(app, key)
    if before:
        done.good, done.repeated, done.messages = len(shown.rows), True, [answer.message for answer in before]
        return done
    if accept_good:
        shown = importing.without(shown, set())
    for _ in range(_ROUNDS if accept_good else 1):
        bad = _try(app, shown, done, key, watch, dry_run, accept_good, login)
        if not bad:
            break
        shown = importing.without(shown, bad)
    return done


def _try(
    app: App, shown: Preview, done: Imported, key: str, watch: Watch, dry_run: bool, accept_good: bool,
    login: str,
) -> set[int]:  # fmt: skip
    """One attempt; returns the rows to leave out of the next one (none: no further attempt is needed)."""
    attempt = _prepared(app, shown)
    may_write = not dry_run and (accept_good or not attempt.wrong)
    rows = [row for batch in attempt.batches[attempt.registering :] for row in batch.rows]
    try:
        if rows:
            watch.report(Progress("Checking the rows", 0, len(rows)))
            answers = app.run_together([b.command for b in attempt.batches], key=key, watch=watch,
                                       login=login, rehearse=not may_write)  # fmt: skip
            done.written = may_write
            done.messages = [answer.message for answer in answers]
    except Refused as refused:
        attempt.refused = _in_file(refused, attempt, shown.rows)
    done.problems = _merged(done.problems, attempt.wrong + attempt.refused)
    done.good = len(set(rows) - {problem.row for problem in done.problems})
    everywhere = any(problem.row is None for problem in attempt.refused)
    return {p.row for p in attempt.refused if p.row is not None} if accept_good and not everywhere else set()


def _prepared(app: App, shown: Preview) -> _Attempt:
    """The commands the rows amount to: first those that register what is not known, then what the file is about."""
    batches: list[Batch] = []
    with app.database.reading() as connection:
        if "items" in shown.profile.register:
            found = unknown.items(shown.rows, set(connection.scalars(select(Item.sku))))
            batches += [found] if found else []
        if "customers" in shown.profile.register:
            known = set(connection.scalars(select(Party.code).where(Party.kind == PartyKind.CUSTOMER)))
            found = unknown.customers(shown.rows, known)
            batches += [found] if found else []
    problems = Bounded()
    problems.found += shown.problems
    about = shown.kind.build(shown.rows, problems)
    return _Attempt([*batches, *about], len(batches), problems.found)


def _in_file(refused: Refused, attempt: _Attempt, rows: Rows) -> list[Problem]:
    """The problems with the file's rows instead of the command's lines."""
    batch = attempt.batches[refused.step]
    named_by = _NAMED_BY.get(type(batch.command).__name__, "") if refused.step < attempt.registering else ""
    found: list[Problem] = []
    for problem in refused.problems:
        line = problem.row
        row = batch.rows[line - 1] if line and line <= len(batch.rows) else None
        if row is not None and not named_by:
            found.append(replace(problem, row=row))
        else:
            found += _located(problem, row, named_by or problem.field, rows)
    return found


def _located(problem: Problem, row: int | None, field: str, rows: Rows) -> list[Problem]:
    """A problem of what many rows name, such as an unknown supplier, once for each of these rows."""
    pairs = list(zip(rows.numbers(), rows.column(field), strict=True))
    codes = {str(value) for value in (problem.found, *problem.values.values())} - {""}
    if row is not None:
        codes = {code for number, code in pairs if number == row}
    its = [number for number, code in pairs if code in codes]
    return [replace(problem, row=number) for number in its] or [replace(problem, row=row)]


def _merged(before: Sequence[Problem], now: Sequence[Problem]) -> list[Problem]:
    known = {(p.row, p.field, p.message) for p in before}
    return [*before, *(p for p in now if (p.row, p.field, p.message) not in known)]


def _first_answers(app: App, key: str) -> list[Answer]:
    """What was answered when this file was imported before; nothing when it was not."""
    keys = [key, *(f"{key}/{step}" for step in range(1, _MOST_STEPS))]
    with app.database.reading() as connection:
        found = {row.key: row.answer for row in connection.execute(
            select(Audit.key, Audit.answer).where(Audit.key.in_(keys))
        )}  # fmt: skip
    return [Answer(**found[each]) for each in keys if each in found]


def _key(kind: str, path: Path, profile: str) -> str:
    try:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise unreadable(path, error) from error
    return f"import:{kind}:{profile}:{content}"
