"""Upgrades to a made-up later version, each killed at a random point: before it or after it, never between."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from tests.torture import judge, warehouses
from tests.torture.forks import killed, seconds_of
from tests.torture.row import Outcome, Share
from wms.storage import migrate, recognise, schema, structure, verify
from wms.storage.migrations import history
from wms.storage.migrations.history import History

MEASURE_EVERY = 20
BACK = ".before-"
"""What the backups an upgrade makes have in their names."""


def run(share: Share) -> Outcome:
    """Upgrade a copy, kill it, look at what there is."""
    outcome, dice = Outcome(), random.Random(share.seed)
    source = warehouses.furnished(share.place / "source.db")
    later = later_program(share.place / "later")
    path = share.place / "w.db"
    for number in share.tries():
        warehouses.copied(source, path)
        if number % MEASURE_EVERY == 0:
            longest = seconds_of(lambda: migrate.bring_up_to_date(path, later))
            warehouses.removed(path)
            warehouses.copied(source, path)
        outcome.tell("killed", killed(lambda: migrate.bring_up_to_date(path, later), dice.uniform(0, 1.2 * longest)))
        found = recognise.recognise(path)
        recognise.accept(found, path, later)
        judge.whole_as_is(path, outcome)
        outcome.tell(f"version {found.revision}")
        for file in path.parent.glob(f"{path.name}{BACK}*"):
            if not file.name.endswith((".key", "-journal")):
                verify.whole(file)
        migrate.bring_up_to_date(path, later)
        if recognise.recognise(path).revision != later.head:
            outcome.complain("the next upgrade did not finish it")
        warehouses.removed(path)
        outcome.count += 1
    return outcome


def later_program(folder: Path) -> History:
    """The versions of a later program: one more table, filled from all moves."""
    ours = history.ours()
    following = f"{int(ours.head) + 1:04}"
    table = "CREATE TABLE thought (id INTEGER PRIMARY KEY) STRICT"
    shutil.copytree(ours.folder / "versions", folder / "versions")
    (folder / "versions" / f"v{following}_thought.py").write_text(
        f'from alembic import op\nrevision = "{following}"\ndown_revision = "{ours.head}"\n\ndef upgrade():\n'
        f'    op.execute("{table}")\n    op.execute("INSERT INTO thought (id) SELECT seq FROM move")\n'
    )
    rows = sorted([*schema.rows(), ("table", "thought", "thought", table)], key=lambda row: row[:2])
    return History(folder, {**ours.digests, following: structure.digest(rows)})
