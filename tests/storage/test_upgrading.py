"""A real database of the first released version, kept as a file: every later program upgrades it, or leaves it alone.

The file (`fixtures/v0001.db.xz`, with its key) is some days' work of the small warehouse, written by the program that
first had the version 0001: deliveries, orders at every stage, trucks that left, returns, counts.
"""

from __future__ import annotations

import lzma
import os
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from wms.app.application import App
from wms.ledger.proof.prove import prove
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.storage import keys, migrate, schema, sqlite, structure
from wms.storage.migrations import history, steps
from wms.storage.migrations.history import FIRST, History

FIXTURES = Path(__file__).parent / "fixtures"
NEXT = '''
"""What some later version may do: a table rebuilt with a new column, an index, a row for every order."""
from alembic import op

revision = "{revision}"
down_revision = "{before}"

def upgrade():
    op.execute("CREATE TABLE remark (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id)) STRICT")
    op.execute("CREATE INDEX ix_remark_order_id ON remark (order_id)")
    op.execute("INSERT INTO remark (order_id) SELECT id FROM orders")
    op.execute("CREATE TABLE remark_new (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id),"
               " text TEXT NOT NULL DEFAULT '') STRICT")
    op.execute("INSERT INTO remark_new (id, order_id) SELECT id, order_id FROM remark")
    op.execute("DROP TABLE remark")
    op.execute("ALTER TABLE remark_new RENAME TO remark")
    op.execute("CREATE INDEX ix_remark_order_id ON remark (order_id)")
'''


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """The database of the first released version, with its key."""
    path = tmp_path / "warehouse.db"
    path.write_bytes(lzma.decompress((FIXTURES / "v0001.db.xz").read_bytes()))
    keys.put(bytes.fromhex((FIXTURES / "v0001.key").read_text(encoding="ascii")), path)
    return path


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> History:
    """The versions of a program one version later than this one."""
    ours, folder = history.ours(), tmp_path_factory.mktemp("later")
    revision = f"{int(ours.head) + 1:04}"
    shutil.copytree(ours.folder / "versions", folder / "versions")
    text = NEXT.format(revision=revision, before=ours.head)
    (folder / "versions" / f"v{revision}_remarks.py").write_text(text)
    raw = sqlite.driver.connect(":memory:", isolation_level=None)
    raw.execute("CREATE TABLE orders (id INTEGER PRIMARY KEY) STRICT")
    raw.execute("CREATE TABLE remark_new (id INTEGER PRIMARY KEY, order_id INTEGER NOT NULL REFERENCES orders (id),"
                " text TEXT NOT NULL DEFAULT '') STRICT")  # fmt: skip
    raw.execute("ALTER TABLE remark_new RENAME TO remark")
    raw.execute("CREATE INDEX ix_remark_order_id ON remark (order_id)")
    more = [row for row in raw.execute(structure.QUERY) if row[2] == "remark"]
    raw.close()
    digest = structure.digest(sorted([*schema.rows(), *more], key=lambda row: row[:2]))
    return History(folder, {**ours.digests, revision: digest})


def revision(path: Path) -> str:
    with sqlite.raw(path, "ro") as raw:
        return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def proven(path: Path) -> bool:
    with sqlite.raw(path, "ro") as raw:
        assert raw.execute("PRAGMA quick_check").fetchone()[0] == "ok"
    app = App.open(path)
    try:
        with app.database.reading() as connection:
            return prove(connection, keys.load(path)).ok
    finally:
        app.close()


def told(path: Path) -> list[Any]:
    with sqlite.raw(path, "ro") as raw:
        tables = ("move", "posting", "allocation", "audit", "orders", "carton", "manifest")
        return [raw.execute(f"SELECT count(*), max(id) FROM {name}").fetchone() for name in tables
                if name != "move"] + [raw.execute("SELECT count(*), max(seq) FROM move").fetchone()]  # fmt: skip


def test_a_database_of_the_first_version_is_opened_proves_and_is_worked_with(first: Path) -> None:
    assert revision(first) == FIRST
    before = told(first)
    App.open(first).close()
    assert revision(first) == history.ours().head
    assert told(first) == before
    assert proven(first)
    app = App.open(first)
    answer = app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=1),)))
    assert answer.document.startswith("O-")
    app.close()
    assert proven(first)


def test_a_later_version_upgrades_it_after_a_backup_that_proves(first: Path, later: History) -> None:
    before = told(first)
    migrate.bring_up_to_date(first, later)
    assert revision(first) == later.head
    assert told(first) == before
    with sqlite.raw(first, "ro") as raw:
        assert raw.execute("SELECT count(*) FROM remark").fetchone() == raw.execute("SELECT count(*) FROM orders"
                                                                                    ).fetchone()  # fmt: skip
    (kept,) = (p for p in first.parent.iterdir() if f".before-{later.head}-" in p.name and p.suffix != ".key")
    assert revision(kept) == FIRST
    assert told(kept) == before
    shutil.copy(keys.path_of(kept), tmp := kept.with_name("again.db.key"))
    shutil.copy(kept, tmp.with_suffix(""))
    assert proven(tmp.with_suffix(""))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed here as only some systems allow")
def test_killed_at_any_statement_it_is_the_old_one_or_the_new_one(first: Path, later: History) -> None:
    steps.scripts(later.folder)  # what the children need is loaded once, here
    migrate.to_wal(first)
    whole, ways = first.read_bytes(), {FIRST: 0, later.head: 0}
    for statement in range(1, 100):
        path = first.with_name(f"killed-{statement}.db")
        path.write_bytes(whole)
        keys.copy(first, path)
        ended = _killed_at(statement, partial(migrate.upgrade, path, [later.head], later))
        found = revision(path)
        ways[found] += 1
        with sqlite.raw(path, "ro") as raw:
            assert structure.of(raw) == later.digests[found]
            assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        if found == FIRST:
            migrate.upgrade(path, [later.head], later)
            assert revision(path) == later.head
        path.unlink()
        if ended:
            break
    assert ended
    assert ways[FIRST] >= 8
    assert ways[later.head] >= 1


def _killed_at(statement: int, work: Callable[[], object]) -> bool:
    """Do the work in a child that is gone, without a word, before its so-manieth statement; whether it came through."""
    child = os.fork()
    if child == 0:
        seen = 0

        def die(*_: object) -> None:
            nonlocal seen
            seen += 1
            if seen == statement:
                os._exit(9)

        try:
            event.listen(Engine, "before_cursor_execute", die)
            event.listen(Engine, "commit", die)
            work()
        except BaseException:  # noqa: BLE001 (the parent is told by the exit code)
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9)
    return code == 0
