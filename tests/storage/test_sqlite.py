"""SQLite does what it was told: settings are kept, writers take turns, readers cannot write, tables are strict."""

from __future__ import annotations

import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError

from wms.app.application import App
from wms.base.errors import StorageError
from wms.model.records import Counter
from wms.storage import sqlite
from wms.storage.database import Database


@pytest.fixture
def raw(path: Path) -> Any:
    connection = sqlite.connect(path)
    yield connection
    connection.close()


def settings(connection: Any, names: dict[str, int]) -> dict[str, int]:
    return {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in names}


def test_every_setting_is_kept_on_both_sides(app: App) -> None:
    with app.database.writing() as session:
        assert settings(session.connection(), sqlite.WRITER) == sqlite.WRITER
        assert settings(session.connection(), {"busy_timeout": 0}) == {"busy_timeout": 10_000}
        assert session.connection().exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"
    with app.database.reading() as connection:
        assert settings(connection, sqlite.READER) == sqlite.READER


def test_full_synchronisation_and_strict_references_are_what_is_asked_for() -> None:
    wanted = {"synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "mmap_size": 0}
    for side in (sqlite.WRITER, sqlite.READER):
        assert side.items() >= wanted.items()
    assert (sqlite.WRITER["trusted_schema"], sqlite.READER["trusted_schema"]) == (1, 0)


def test_a_setting_that_is_not_kept_is_not_passed_over(raw: Any) -> None:
    raw.execute("BEGIN")  # inside a transaction SQLite ignores the next one silently
    with pytest.raises(StorageError, match="foreign_keys at 0 where 1"):
        sqlite.prepare(raw, {"foreign_keys": 1}, 1)


def test_a_database_out_of_wal_mode_is_not_worked_with(raw: Any) -> None:
    raw.execute("PRAGMA journal_mode = DELETE")
    with pytest.raises(StorageError, match="journal mode delete"):
        sqlite.prepare(raw, sqlite.WRITER, 1)


def test_the_wheel_brings_a_library_that_is_new_enough() -> None:
    if not sqlite.driver.__name__.startswith("pysqlite3"):
        pytest.skip("here Python's own SQLite is used, whose version is not ours to choose")
    assert sqlite.sound()


@pytest.mark.parametrize(("version", "sound"), [("3.51.2", False), ("3.51.3", True), ("3.53.0", True), ("4.0", True)])
def test_versions_are_compared_number_by_number(monkeypatch: pytest.MonkeyPatch, version: str, sound: bool) -> None:
    monkeypatch.setattr(sqlite.driver, "sqlite_version", version)
    assert sqlite.sound() is sound


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO counter (prefix, last) VALUES ('X', 1)", "DELETE FROM audit", "CREATE TABLE x (id INTEGER)",
        "DROP TRIGGER move_update_never", "UPDATE balance SET on_hand = 9", "PRAGMA user_version = 9",
    ],
)  # fmt: skip
def test_a_reader_cannot_write(stocked: App, statement: str) -> None:
    with stocked.database.reading() as connection, pytest.raises(DBAPIError, match=r"readonly|wms_posting"):
        connection.exec_driver_sql(statement)


def test_even_a_reader_that_turns_its_guard_off_cannot_write(stocked: App) -> None:
    with stocked.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only = 0")
        with pytest.raises(DBAPIError, match="readonly"):
            connection.exec_driver_sql("INSERT INTO counter (prefix, last) VALUES ('X', 1)")


def test_every_table_is_strict(raw: Any) -> None:
    tables = raw.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    found = {name: strict for name, strict in tables if not name.startswith("sqlite_")}
    assert len(found) > 40
    assert [name for name, strict in found.items() if not strict] == []


def test_text_does_not_pass_for_a_number(raw: Any) -> None:
    with pytest.raises(sqlite.driver.IntegrityError, match="cannot store TEXT"):
        raw.execute("INSERT INTO counter (prefix, last) VALUES ('X', 'many')")


def test_a_reader_sees_one_moment_however_long_it_looks(app: App) -> None:
    with app.database.reading() as connection:
        count = text("SELECT count(*) FROM counter")
        before = connection.execute(count).scalar_one()
        with app.database.writing() as session:
            session.execute(insert(Counter), {"prefix": "NEW", "last": 1})
        assert connection.execute(count).scalar_one() == before
    with app.database.reading() as connection:
        assert connection.execute(count).scalar_one() == before + 1


def test_what_is_not_committed_is_seen_by_nobody_and_gone_after_an_error(app: App) -> None:
    count = text("SELECT count(*) FROM counter WHERE prefix = 'NEW'")
    with pytest.raises(RuntimeError, match="stop"), app.database.writing() as session:
        session.execute(insert(Counter), {"prefix": "NEW", "last": 1})
        with app.database.reading() as connection:
            assert connection.execute(count).scalar_one() == 0
        raise RuntimeError("stop")
    with app.database.reading() as connection:
        assert connection.execute(count).scalar_one() == 0


def test_ddl_rolls_back_like_everything_else(app: App) -> None:
    with pytest.raises(RuntimeError, match="stop"), app.database.writing() as session:
        session.execute(text("CREATE TABLE half_done (id INTEGER) STRICT"))
        raise RuntimeError("stop")
    with app.database.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'half_done'")).scalar() == 0


def test_a_second_writer_waits_from_its_very_beginning(app: App) -> None:
    """Two that read before they write would both see the same number; one of them must wait, not fail."""
    with app.database.writing() as session:
        session.execute(insert(Counter), {"prefix": "SHARED", "last": 0})

    def add_up() -> None:
        for _ in range(25):
            with app.database.writing() as session:
                last = session.execute(text("SELECT last FROM counter WHERE prefix = 'SHARED'")).scalar_one()
                session.execute(text("UPDATE counter SET last = :last WHERE prefix = 'SHARED'"), {"last": last + 1})

    threads = [threading.Thread(target=add_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.database.reading() as connection:
        assert connection.execute(text("SELECT last FROM counter WHERE prefix = 'SHARED'")).scalar_one() == 100


def test_who_has_waited_longest_for_their_turn_looks_most_often(
    path: Path, raw: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    moment, pauses = [0.0], []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        moment[0] += seconds

    database = Database.open(path, patience=4)
    monkeypatch.setattr(sqlite, "time", SimpleNamespace(sleep=pause, monotonic=lambda: moment[0]))
    raw.execute("BEGIN IMMEDIATE")
    with pytest.raises(DBAPIError, match="locked"), database.writing() as session:
        session.connection()
    assert sum(pauses) >= 4
    assert max(pauses[-100:]) < min(pauses[:10])
    raw.execute("ROLLBACK")
    with database.writing() as session:
        assert settings(session.connection(), {"busy_timeout": 0}) == {"busy_timeout": 4_000}
    database.close()


def test_a_database_opened_for_looking_cannot_be_written(path: Path) -> None:
    database = Database.look(path)
    with pytest.raises(StorageError, match="looking only"), database.writing():
        pass
    database.close()
