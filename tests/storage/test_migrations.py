"""An older database becomes a present one after a backup, wholly or not at all; the steps lead where the nouns are."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect
from sqlalchemy.pool import StaticPool

from wms.app.application import App
from wms.base.errors import StorageError
from wms.storage import migrate, schema, sqlite, structure
from wms.storage.migrations import freeze, frozen, history
from wms.storage.migrations.history import History

SECOND = '''
"""A later thought."""
from alembic import op

revision = "0002"
down_revision = "0001"

def upgrade():
    op.execute("CREATE TABLE thought (id INTEGER PRIMARY KEY) STRICT")
    op.execute("INSERT INTO thought (id) SELECT seq FROM move")
    {more}
'''


@pytest.fixture
def later(tmp_path: Path) -> Any:
    """`later(more)`: the versions of a later program, whose 0002 adds a table and does `more`."""

    def make(more: str = "", *, digest: str = "") -> History:
        folder = tmp_path / "later"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(history.ours().folder / "versions", folder / "versions")
        (folder / "versions" / "v0002_thought.py").write_text(SECOND.format(more=more))
        return History(folder, {**history.ours().digests, "0002": digest or expected()})

    return make


def expected() -> str:
    thought = ("table", "thought", "thought", "CREATE TABLE thought (id INTEGER PRIMARY KEY) STRICT")
    return structure.digest(sorted([*schema.rows(), thought], key=lambda row: row[:2]))


def revision(path: Path) -> str:
    with sqlite.raw(path, "ro") as raw:
        return str(raw.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def backups(path: Path) -> list[Path]:
    return [file for file in path.parent.iterdir() if ".before-0002-" in file.name and file.suffix != ".key"]


def test_an_older_database_is_backed_up_and_upgraded(path: Path, later: Any) -> None:
    migrate.bring_up_to_date(path, later())
    assert revision(path) == "0002"
    with sqlite.raw(path, "ro") as raw:
        assert raw.execute("SELECT count(*) FROM thought").fetchone()[0] == 3
    (before,) = backups(path)
    assert revision(before) == "0001"
    with sqlite.raw(before, "ro") as raw:
        assert raw.execute("SELECT sum(on_hand) FROM stock").fetchone()[0] == 15
    migrate.bring_up_to_date(path, later())
    assert backups(path) == [before]


def test_the_older_program_refuses_the_upgraded_database(path: Path, later: Any) -> None:
    migrate.bring_up_to_date(path, later())
    with pytest.raises(StorageError, match=r"newer version.*0002.*up to 0001"):
        App.open(path)


@pytest.mark.parametrize(
    ("more", "digest", "words"),
    [
        ("op.execute('INSERT INTO thought (id) VALUES (1)')", "", "UNIQUE"),
        ("op.execute('CREATE TABLE planted (id INTEGER) STRICT')", "", "did not give the structure"),
        ("op.execute('DROP TRIGGER move_update_never')", "", "did not give the structure"),
        ("op.execute('DELETE FROM aisle')", "", "leads nowhere"),
    ],
)
def test_a_step_that_goes_wrong_is_taken_back_whole(path: Path, later: Any, more: str, digest: str, words: str) -> None:
    with pytest.raises(StorageError, match=words):
        migrate.bring_up_to_date(path, later(more, digest=digest))
    assert revision(path) == "0001"
    App.open(path).close()
    assert len(backups(path)) == 1


def test_an_upgrade_that_failed_may_be_tried_again_at_once(path: Path, later: Any) -> None:
    for _ in range(3):
        with pytest.raises(StorageError, match="UNIQUE"):
            migrate.bring_up_to_date(path, later("op.execute('INSERT INTO thought (id) VALUES (1)')"))
    assert len(backups(path)) == 3


def test_no_upgrade_without_a_backup(path: Path, later: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise StorageError("The disk is full.")

    monkeypatch.setattr(migrate.backup, "backup", full)
    with pytest.raises(StorageError, match="full"):
        migrate.bring_up_to_date(path, later())
    assert revision(path) == "0001"


def test_a_backup_of_an_older_version_is_upgraded_when_it_is_restored(
    path: Path, later: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wms.storage import backup, restore

    backup.backup(path, tmp_path / "old.db")
    versions = later()
    monkeypatch.setattr(history, "ours", lambda: versions)
    done = restore.restore(tmp_path / "old.db", tmp_path / "new.db")
    assert (revision(done.path), done.head.posting) == ("0002", 3)
    assert revision(tmp_path / "old.db") == "0001"


def made_by_migrations(tmp_path: Path) -> Path:
    migrate.create(tmp_path / "migrated.db")
    return tmp_path / "migrated.db"


def made_from_the_nouns() -> Any:
    engine = create_engine("sqlite://", module=sqlite.driver, poolclass=StaticPool)
    with engine.begin() as connection:
        schema.create(connection)
    return engine


def described(connection: Any) -> dict[str, Any]:
    """Everything a table is, whatever the words it was made with."""
    look = inspect(connection)
    tables = [name for name in look.get_table_names() if name != "alembic_version"]
    return {
        name: {
            "columns": [{**c, "type": str(c["type"])} for c in look.get_columns(name)],
            "key": look.get_pk_constraint(name),
            "checks": sorted((c["name"] or "", c["sqltext"]) for c in look.get_check_constraints(name)),
            "unique": sorted(str(u) for u in look.get_unique_constraints(name)),
            "references": sorted(str(f) for f in look.get_foreign_keys(name)),
        }
        for name in tables
    }


def guards_views_and_indexes(connection: Any) -> dict[str, str]:
    text = "SELECT name, sql FROM sqlite_master WHERE type IN ('trigger', 'view', 'index') AND sql IS NOT NULL"
    found = connection.exec_driver_sql(text)
    return {name: " ".join(sql.split()) for name, sql in found}


def first_rows(connection: Any) -> dict[str, list[tuple[Any, ...]]]:
    names = sorted(described(connection))
    rows = {n: [tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {n}")] for n in names}
    return {name: found for name, found in rows.items() if found and name != "setting"}


def test_migrations_lead_to_exactly_what_the_nouns_say(tmp_path: Path) -> None:
    nouns = made_from_the_nouns()
    migrated = create_engine(f"sqlite:///{made_by_migrations(tmp_path)}", module=sqlite.driver)
    with nouns.connect() as one, migrated.connect() as other:
        assert described(other) == described(one)
        assert guards_views_and_indexes(other) == guards_views_and_indexes(one)
        assert first_rows(other) == first_rows(one)
        assert len(described(one)) > 40
        assert len(guards_views_and_indexes(one)) > 100
        assert len(first_rows(one)) == 9
    migrated.dispose()
    nouns.dispose()


def test_the_known_digest_is_the_one_migrations_leave_behind(tmp_path: Path) -> None:
    path = made_by_migrations(tmp_path)
    with sqlite.raw(path, "ro") as raw:
        assert structure.of(raw) == history.ours().digests[history.ours().head]
        assert structure.differences(raw.execute(structure.QUERY), schema.rows()) == []


def test_the_known_versions_are_the_ones_there_are_steps_for() -> None:
    folder = history.ours().folder
    script = ScriptDirectory(str(folder), version_locations=[str(folder / "versions")])
    steps = [step.revision for step in script.walk_revisions()]
    assert steps[::-1] == list(history.ours().digests)


def test_the_frozen_text_builds_the_same_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether or not 0001 is frozen: what `freeze` would write now is the database the nouns describe."""
    monkeypatch.setattr(frozen, "FOLDER", tmp_path / "versions")
    (tmp_path / "versions").mkdir()
    monkeypatch.setattr("sys.argv", ["freeze"])
    assert freeze.main() == 0
    assert freeze.main() == 2
    statements = frozen.statements("0001", "sqlite")
    assert statements is not None
    raw = sqlite.driver.connect(":memory:", isolation_level=None)
    for statement in statements:
        raw.execute(statement)
    assert structure.of(raw) == schema.digest()
    assert history.json.loads((tmp_path / "digests.json").read_text())["0001"] == schema.digest()
    path = made_by_migrations(tmp_path)
    nouns = made_from_the_nouns()
    migrated = create_engine(f"sqlite:///{path}", module=sqlite.driver)
    with migrated.connect() as one, nouns.connect() as other:
        assert first_rows(one) == first_rows(other)
        assert guards_views_and_indexes(one) == guards_views_and_indexes(other)
    migrated.dispose()
    nouns.dispose()
    raw.close()
