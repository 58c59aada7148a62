"""When the disk is full, the file locked or damaged: a sentence, nothing half-done, and on it goes afterwards."""

from __future__ import annotations

import shutil
import threading
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import SessionTransaction

from wms.app import application
from wms.app.application import App
from wms.app.exporting import export_file
from wms.app.proving import prove
from wms.base.errors import StorageError
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLine, ReceiveLines
from wms.storage import backup, failures, restore, sqlite
from wms.storage.database import Database

MANY = tuple(ReceivedLine(item="PEN", quantity=1, lpn=f"PAL{n}") for n in range(400))


def error(words: str) -> DBAPIError:
    return OperationalError("COMMIT", None, sqlite.driver.OperationalError(words))


def pieces(app: App) -> int:
    with app.database.reading() as connection:
        return int(connection.exec_driver_sql("SELECT coalesce(sum(on_hand), 0) FROM stock").scalar_one())


@pytest.mark.parametrize(
    ("text", "sentence", "again"),
    [
        ("database or disk is full", "disk is full", False),
        ("attempt to write a readonly database", "only be read", False),
        ("database is locked", "busy", True),
        ("database table is locked: balance", "busy", True),
        ("database disk image is malformed", "damaged", False),
        ("file is not a database", "not a database", False),
        ("disk I/O error", "I/O error", False),
        ("unable to open database file", "cannot be opened", False),
        ("no such function: wms_posting", "only be written by this program", False),
        ("no such table: move", "lacks a table", False),
        ("could not serialize access", "refused this", True),
        ("something nobody thought of", "something nobody thought of", False),
    ],
)
def test_each_failure_has_its_sentence(text: str, sentence: str, again: bool) -> None:
    assert sentence in str(failures.told(error(text)))
    assert failures.may_succeed_later(error(text)) is again


def test_a_full_database_refuses_in_words_keeps_what_it_has_and_goes_on_later(stocked: App) -> None:
    receipt = stocked.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    with stocked.database.writing() as session:
        connection = session.connection()
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(StorageError, match="disk is full"):
        stocked.run(ReceiveLines(receipt=receipt, lines=MANY), key="big")
    assert pieces(stocked) == 15
    with stocked.database.writing() as session:
        session.connection().exec_driver_sql("PRAGMA max_page_count = 1000000")
    stocked.run(ReceiveLines(receipt=receipt, lines=MANY), key="big")
    assert pieces(stocked) == 415
    assert prove(stocked).ok


def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(path: Path, small_disk: Path) -> None:
    shutil.copy(path, small_disk / "w.db")
    shutil.copy(f"{path}.key", small_disk / "w.db.key")
    app = App.open(small_disk / "w.db")
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 200 * 1024))
    done = 0
    with pytest.raises(StorageError, match="disk is full"):
        for number in range(200):
            app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=1), key=f"k{number}")
            done += 1
    assert 0 < done < 200
    assert pieces(app) == 15 + done
    with pytest.raises(StorageError, match="full"):
        backup.backup(app.database.path, small_disk / "backup.db")
    assert [file.name for file in small_disk.iterdir() if "backup" in file.name] == []
    ballast.unlink()
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=1), key=f"k{done}")
    assert pieces(app) == 16 + done
    assert prove(app).ok
    app.close()


@pytest.mark.parametrize("shape", ["csv", "xlsx"])
def test_an_export_onto_a_full_disk_says_so_and_leaves_nothing(stocked: App, small_disk: Path, shape: str) -> None:
    (small_disk / "ballast").write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 4 * 1024))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pytest.PytestUnraisableExceptionWarning)  # the archive is told twice
        with pytest.raises(StorageError, match="disk is full"):
            for number in range(9):
                export_file(stocked, "locations", small_disk / f"locations-{number}.{shape}")
    assert [file.name for file in small_disk.iterdir() if file.name.startswith(".")] == []
    (small_disk / "ballast").unlink()
    assert export_file(stocked, "locations", small_disk / f"locations.{shape}") > 0


def test_a_restore_onto_a_full_disk_leaves_the_old_database(path: Path, small_disk: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    backup.backup(path, copy)
    Database.create(small_disk / "w.db").close()
    (small_disk / "ballast").write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 50 * 1024))
    with pytest.raises(StorageError, match="full"):
        restore.restore(copy, small_disk / "w.db")
    (small_disk / "ballast").unlink()
    app = App.open(small_disk / "w.db")
    assert pieces(app) == 0
    app.close()


def test_a_locked_database_is_told_after_patience_ends(path: Path, holding: Callable[..., Any]) -> None:
    app = App(Database.open(path, patience=0.1))
    holder = holding(path, "BEGIN IMMEDIATE")
    with pytest.raises(StorageError, match="busy"):
        app.run(CheckIn(dock="DOCK-1", supplier="SUP"))
    assert pieces(app) == 15
    holder.kill()
    holder.wait()
    assert app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.close()


def test_a_short_lock_is_waited_for_and_never_shown(path: Path, holding: Callable[..., Any]) -> None:
    app = App(Database.open(path, patience=5))
    holder = holding(path, "BEGIN IMMEDIATE")
    timer = threading.Timer(0.3, holder.kill)
    timer.start()
    assert app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    timer.join()
    app.close()


def test_a_page_damaged_while_closed_is_told_as_damage(path: Path) -> None:
    with sqlite.raw(path, "ro") as raw:
        pages = raw.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = 'audit' AND rootpage > 0").fetchall()
    with path.open("r+b") as file:
        for (page,) in pages:
            file.seek((page - 1) * 4096)
            file.write(b"\xde\xad" * 64)
    app = App.open(path)
    with pytest.raises(StorageError, match="damaged"):
        app.run(CheckIn(dock="DOCK-1", supplier="SUP"))
    app.close()


def break_commits(monkeypatch: pytest.MonkeyPatch, words: str, *, after: bool, times: int = 1) -> None:
    """Make the next commits fail: before anything was saved, or right after it was."""
    commit = SessionTransaction.commit
    left = [None] * times

    def breaks(transaction: Any, *more: Any, **named: Any) -> Any:
        if not left or transaction.nested:
            return commit(transaction, *more, **named)
        left.pop()
        if after:
            commit(transaction, *more, **named)
        raise error(words)

    monkeypatch.setattr(SessionTransaction, "commit", breaks)


@pytest.fixture
def changed(stocked: App) -> list[frozenset[str]]:
    """The topics everybody who watches was told of."""
    told: list[frozenset[str]] = []
    stocked.subscribe(told.append)
    return told


@pytest.mark.parametrize("words", ["disk I/O error", "database is locked", "server closed the connection"])
def test_a_commit_that_failed_after_it_was_saved_counts_once(
    stocked: App, monkeypatch: pytest.MonkeyPatch, changed: list[frozenset[str]], words: str
) -> None:
    receipt = stocked.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    changed.clear()
    break_commits(monkeypatch, words, after=True)
    answer = stocked.run(ReceiveLine(receipt=receipt, item="PEN", quantity=7), key="k")
    assert answer.values["quantity"] == 7
    assert pieces(stocked) == 22
    assert len(changed) == 1
    assert "stock" in changed[0]
    assert stocked.run(ReceiveLine(receipt=receipt, item="PEN", quantity=7), key="k") == answer
    assert pieces(stocked) == 22


def test_commands_carried_out_together_are_settled_together(stocked: App, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = stocked.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    commands = [ReceiveLine(receipt=receipt, item="PEN", quantity=n) for n in (1, 2)]
    break_commits(monkeypatch, "disk I/O error", after=True)
    answers = stocked.run_together(commands, key="k")
    assert [answer.values["quantity"] for answer in answers] == [1, 2]
    assert pieces(stocked) == 18
    assert stocked.run_together(commands, key="k") == answers


def test_a_busy_commit_that_was_not_saved_is_done_again(
    stocked: App, monkeypatch: pytest.MonkeyPatch, changed: list[frozenset[str]]
) -> None:
    receipt = stocked.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    changed.clear()
    break_commits(monkeypatch, "database is locked", after=False, times=3)
    stocked.run(ReceiveLine(receipt=receipt, item="PEN", quantity=7))
    assert pieces(stocked) == 22
    assert len(changed) == 1


def test_a_commit_nobody_can_judge_is_told_with_its_key(stocked: App, monkeypatch: pytest.MonkeyPatch) -> None:
    receipt = stocked.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    break_commits(monkeypatch, "disk I/O error", after=False)
    with pytest.raises(StorageError, match=r"not known.*same key \(k7\)"):
        stocked.run(ReceiveLine(receipt=receipt, item="PEN", quantity=7), key="k7")
    stocked.run(ReceiveLine(receipt=receipt, item="PEN", quantity=7), key="k7")
    assert pieces(stocked) == 22


def test_a_commit_that_found_the_disk_full_changed_nothing(
    stocked: App, monkeypatch: pytest.MonkeyPatch, changed: list[frozenset[str]]
) -> None:
    break_commits(monkeypatch, "database or disk is full", after=False)
    with pytest.raises(StorageError, match="Nothing was changed"):
        stocked.run(CheckIn(dock="DOCK-1", supplier="SUP"))
    assert changed == []


def test_waiting_ends_when_patience_is_spent_however_many_tries_are_left(
    path: Path, monkeypatch: pytest.MonkeyPatch, holding: Callable[..., Any]
) -> None:
    app = App(Database.open(path, patience=0.05))
    holding(path, "BEGIN IMMEDIATE")
    tries: list[float] = []
    monkeypatch.setattr(application, "time", SimpleNamespace(sleep=tries.append, monotonic=time.monotonic))
    with pytest.raises(StorageError, match="busy"):
        app.run(CheckIn(dock="DOCK-1", supplier="SUP"))
    assert 0 < len(tries) < 8
    app.close()
