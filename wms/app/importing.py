"""Importing a file: preview, rehearse, then write everything in one transaction, or only the good rows if told so.

The same file again gives the first answer again, for its content is its idempotency key.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from wms.app.application import App
from wms.base.errors import Problem, Problems, Refused
from wms.base.jobs import Progress, Watch
from wms.exchange import importing
from wms.exchange.importing import Preview
from wms.exchange.kinds import Batch, unknown_customers, unknown_items
from wms.model.item import Item
from wms.model.party import Party
from wms.model.words import PartyKind
from wms.operations.command import Command

_ROUNDS = 5


@dataclass(slots=True)
class Imported:
    """What became of a file. `written` tells whether anything was; `good` counts rows, `problems` what was wrong."""

    kind: str
    total: int
    good: int = 0
    written: bool = False
    messages: list[str] = field(default_factory=list)
    set_aside: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)


def import_file(
    app: App, kind: str, path: Path, profile: str = "", *, dry_run: bool = False, accept_good: bool = False,
    only: Callable[[Mapping[str, str]], bool] | None = None, note: str = "", watch: Watch | None = None,
) -> Imported:  # fmt: skip
    """Import a file of this kind. Nothing is written unless every row is good, or `accept_good` says to leave the rest.

    `only` chooses rows by our fields; `note` then says which, for the same file may be imported in several parts.

    Raises Refused only when the file cannot be read at all; what is wrong with rows stands in the answer.
    """
    watch = watch or Watch()
    watch.report(Progress(f"Reading {path.name}"))
    shown = importing.preview(kind, path, profile)
    if only is not None:
        shown.rows = [(row, values) for row, values in shown.rows if only(values)]
    done = Imported(kind, shown.total, set_aside=shown.set_aside)
    key = _key(kind, path, profile) + note
    for _ in range(_ROUNDS if accept_good else 1):
        bad = _try(app, shown, done, key, watch, dry_run, accept_good)
        if not bad:
            break
        shown = importing.without(shown, bad)
    done.good = len(shown.rows) - len({p.row for p in done.problems} & {row for row, _ in shown.rows})
    return done


def _try(
    app: App, shown: Preview, done: Imported, key: str, watch: Watch, dry_run: bool, accept_good: bool
) -> set[int]:
    """One attempt; returns the rows to leave out of the next one (none: no further attempt is needed)."""
    problems = Problems()
    problems.found += shown.problems
    steps, batch = _commands(app, shown, problems)
    wrong = problems.found
    may_write = not dry_run and (accept_good or not wrong)
    try:
        if batch is not None:
            watch.report(Progress(f"Checking {len(batch.rows)} rows", 0, len(batch.rows)))
            answers = app.run_together(steps, key=key, watch=watch, rehearse=not may_write)
            done.written = may_write
            done.messages = [answer.message for answer in answers]
    except Refused as refused:
        told = _in_file(refused, len(steps) - 1, batch)
        done.problems = _merged(done.problems, wrong + told)
        return {p.row for p in told if p.row is not None} if accept_good else set()
    done.problems = _merged(done.problems, wrong)
    return set()


def _commands(app: App, shown: Preview, problems: Problems) -> tuple[list[Command], Batch | None]:
    steps: list[Command] = []
    with app.database.reading() as connection:
        if "items" in shown.profile.register:
            new = unknown_items(shown.rows, set(connection.scalars(select(Item.sku))))
            steps += [new] if new else []
        if "customers" in shown.profile.register:
            known = set(connection.scalars(select(Party.code).where(Party.kind == PartyKind.CUSTOMER)))
            customers = unknown_customers(shown.rows, known)
            steps += [customers] if customers else []
    batch = shown.kind.build(shown.rows, problems)
    return ([*steps, batch.command], batch) if batch else ([], None)


def _in_file(refused: Refused, last: int, batch: Batch | None) -> list[Problem]:
    """The problems with the file's rows instead of the command's lines."""
    if batch is None or refused.step != last:
        return refused.problems
    return [
        Problem(p.template, p.values, p.field, batch.rows[p.row - 1] if p.row else None, p.found, p.expected)
        for p in refused.problems
    ]


def _merged(before: Sequence[Problem], now: Sequence[Problem]) -> list[Problem]:
    known = {(p.row, p.field, p.message) for p in before}
    return [*before, *(p for p in now if (p.row, p.field, p.message) not in known)]


def _key(kind: str, path: Path, profile: str) -> str:
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    return f"import:{kind}:{profile}:{content}"
