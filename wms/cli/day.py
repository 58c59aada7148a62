"""`wms day`: one whole day in the warehouse, on real or demo orders, leaving every paper and a proof."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from wms.app.application import App
from wms.app.day.run import Summary, run_day, told
from wms.app.day.start import demo_orders, real_orders
from wms.app.demo.sizes import SIZES
from wms.base.clock import SetClock, utc_now
from wms.base.errors import refuse
from wms.cli import output
from wms.ledger.proof.prove import Proof
from wms.storage.database import Database


def add(verbs: Any) -> None:
    """The verb `day`."""
    verb = verbs.add_parser("day", help="run a whole day, from the first truck to the proof")
    verb.add_argument("--orders", type=Path, metavar="FILE", help="a file of real orders; without it the demo's own")
    verb.add_argument("--profile", default="", metavar="NAME", help="how the file is written, such as online_retail")
    verb.add_argument("--date", type=_day, metavar="DAY", help="which day; empty: the first of the file")
    verb.add_argument("--out", type=Path, required=True, metavar="DIR", help="where papers go")
    verb.add_argument("--size", choices=tuple(SIZES), default="small", help="the demo's size, if there is none yet")
    verb.add_argument("--seed", type=int, default=1, help="the same seed gives the same day")
    verb.set_defaults(work=day)


def day(arguments: argparse.Namespace) -> int:
    """Run the day; exit code 1 when the books do not prove."""
    if arguments.orders is not None and not arguments.profile:
        raise refuse("Say how the file is written: --profile NAME.", field="profile")
    arguments.out.mkdir(parents=True, exist_ok=True)
    watch = output.watch()
    with _warehouse(arguments) as (app, clock):
        if arguments.orders is not None:
            when, done = real_orders(app, clock, arguments.orders, arguments.profile, arguments.date, watch)
            aside = sum(done.set_aside.values())
            print(f"{done.good} order lines are imported; {aside} rows of the file are no orders and set aside.")
        else:
            when = demo_orders(app, clock, arguments.size, arguments.seed, watch)
        summary, proof = run_day(app, clock, when, out=arguments.out, seed=arguments.seed, watch=watch)
    _tell(summary, proof, arguments)
    return 0 if proof.ok else 1


@contextmanager
def _warehouse(arguments: argparse.Namespace) -> Iterator[tuple[App, SetClock]]:
    """The named database, made when it is not there; without a name a passing one that the day leaves in DIR."""
    path = arguments.db or arguments.out / "day.db"
    if arguments.db is None:
        _clear(path)
    database = Database.open(path) if path.exists() else Database.create(path)
    clock = SetClock(_begin(database))
    app = App(database, login=arguments.login, clock=clock)
    try:
        yield app, clock
    finally:
        app.close()


def _begin(database: Database) -> Any:
    """Now, or the last moment the books know when that is later."""
    with database.reading() as connection:
        last = connection.exec_driver_sql("SELECT max(recorded_at) FROM posting").scalar_one()
    from wms.model.types import from_micros

    return from_micros(last) if last else utc_now()


def _clear(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", ".key"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _tell(summary: Summary, proof: Proof, arguments: argparse.Namespace) -> None:
    if sys.stderr.isatty():
        print("\x1b[K", end="", file=sys.stderr)
    print(told(summary))
    for finding in proof.findings:
        if not finding.ok:
            print(f"✗ {finding.check}: {'; '.join(finding.wrong)}", file=sys.stderr)
    verdict = "The books prove." if proof.ok else "THE BOOKS ARE WRONG."
    print(f"{verdict} Papers lie in {arguments.out / 'papers'}, figures in {arguments.out / 'summary.txt'}.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day like 2026-01-31") from error


