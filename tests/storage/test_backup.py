"""A backup is whole, of one moment, and never in the way; a restore is the backup or nothing."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from wms.app import proving
from wms.app.application import App
from wms.base.errors import Cancelled, StorageError
from wms.base.jobs import Stop, Watch
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine
from wms.storage import anchors, backup, keys, restore, rotation, sqlite, verify
from wms.storage.database import Database

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def receive(app: App, quantity: int = 1) -> None:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=quantity))


def pieces(path: Path) -> int:
    with sqlite.raw(path, "ro") as raw:
        return int(raw.execute("SELECT coalesce(sum(on_hand), 0) FROM stock").fetchone()[0])


def leftovers(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".")]


@pytest.fixture
def saved(stocked: App, tmp_path: Path) -> Path:
    """A backup of the stocked warehouse: 15 pieces, three postings."""
    return backup.backup(stocked.database.path, tmp_path / "backup.db").path


def test_a_backup_is_one_whole_file_with_its_key(stocked: App, tmp_path: Path) -> None:
    made = backup.backup(stocked.database.path, tmp_path / "sub.db", prove=True)
    assert (made.head.posting, made.head.seq, made.with_key) == (3, 3, True)
    assert made.size == made.path.stat().st_size
    assert pieces(made.path) == 15
    assert keys.load(made.path) == keys.load(stocked.database.path)
    if os.name == "posix":
        assert stat.S_IMODE(keys.path_of(made.path).stat().st_mode) == 0o600
    assert verify.proof(made.path, keys.load(made.path)).ok
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith("sub")) == ["sub.db", "sub.db.key"]


def test_a_backup_never_takes_the_place_of_a_file(stocked: App, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear")
    with pytest.raises(StorageError, match="never written over"):
        backup.backup(stocked.database.path, tmp_path / "letter")
    with pytest.raises(StorageError, match="never written over"):
        backup.backup(stocked.database.path, stocked.database.path)
    assert (tmp_path / "letter").read_text() == "dear"


@pytest.mark.parametrize("place", ["nowhere/backup.db", "letter/backup.db"])
def test_a_backup_to_an_impossible_place_says_so(stocked: App, tmp_path: Path, place: str) -> None:
    (tmp_path / "letter").write_text("dear")
    with pytest.raises(StorageError, match="no folder"):
        backup.backup(stocked.database.path, tmp_path / place)


def test_a_backup_of_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear " * 1000)
    with pytest.raises(StorageError, match="not a database"):
        backup.backup(tmp_path / "letter", tmp_path / "backup.db")


def test_a_cancelled_backup_leaves_nothing(stocked: App, tmp_path: Path) -> None:
    stop = Stop()
    stop.cancel()
    with pytest.raises(Cancelled):
        backup.backup(stocked.database.path, tmp_path / "backup.db", Watch(stop=stop))
    assert leftovers(tmp_path) == []
    assert not (tmp_path / "backup.db").exists()
    assert not (tmp_path / "backup.db.key").exists()


def test_a_damaged_database_gives_no_backup(path: Path, tmp_path: Path) -> None:
    raw = sqlite.connect(path)
    (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_move_item_id'").fetchone()
    raw.close()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x0a" + b"\x00" * 4095)  # an index page that lists nothing
    with pytest.raises(StorageError, match="damaged"):
        backup.backup(path, tmp_path / "backup.db")
    assert leftovers(tmp_path) == []
    assert not (tmp_path / "backup.db").exists()


def test_wrong_books_are_copied_but_not_as_proven_ones(path: Path, tmp_path: Path) -> None:
    raw = sqlite.connect(path)
    raw.create_function("wms_posting", 0, lambda: 1)
    raw.execute("UPDATE balance SET on_hand = on_hand + 1")
    raw.close()
    with pytest.raises(StorageError, match=r"books in .* are wrong.*balances"):
        backup.backup(path, tmp_path / "backup.db", prove=True)
    backup.backup(path, tmp_path / "backup.db")
    with pytest.raises(StorageError, match="books"):
        restore.restore(tmp_path / "backup.db", path)
    restore.restore(tmp_path / "backup.db", path, prove=False)


def test_backups_under_load_are_each_of_one_moment(stocked: App, tmp_path: Path) -> None:
    ending = threading.Event()

    def work() -> None:
        while not ending.is_set():
            receive(stocked)

    worker = threading.Thread(target=work)
    worker.start()
    try:
        made = [backup.backup(stocked.database.path, tmp_path / f"backup{n}.db", prove=True) for n in range(10)]
    finally:
        ending.set()
        worker.join()
    standing = [each.head.posting for each in made]
    assert standing == sorted(standing)
    assert standing[-1] > standing[0] >= 3
    assert [pieces(each.path) for each in made] == [each.head.posting - 3 + 15 for each in made]


def test_a_restore_brings_the_backup_and_keeps_what_was_there(saved: Path, stocked: App) -> None:
    receive(stocked, 100)
    path = stocked.database.path
    stocked.close()
    done = restore.restore(saved, path)
    assert (pieces(path), done.head.posting) == (15, 3)
    assert done.former is not None
    assert pieces(done.former) == 115
    assert done.remarks == ("1 postings that were made after the backup are not in it.",)
    app = App.open(path)
    receive(app, 5)
    assert pieces(path) == 20
    assert proving.prove(app).ok
    app.close()


def test_a_restore_to_a_new_place_makes_a_warehouse_to_work_with(saved: Path, tmp_path: Path) -> None:
    done = restore.restore(saved, tmp_path / "new.db")
    assert done.former is None
    app = App.open(tmp_path / "new.db")
    receive(app)
    assert proving.prove(app).ok
    app.close()


def test_a_database_in_use_is_not_replaced(saved: Path, stocked: App, holding: Callable[..., Any]) -> None:
    path = stocked.database.path
    stocked.close()
    holder = holding(path, "SELECT count(*) FROM stock")
    with pytest.raises(StorageError, match="in use"):
        restore.restore(saved, path)
    assert leftovers(path.parent) == []
    holder.kill()
    holder.wait()
    restore.restore(saved, path)


def test_a_stale_log_is_not_applied_to_the_restored_file(
    saved: Path, stocked: App, holding: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = stocked.database.path
    stocked.close()
    holding(path, "PRAGMA wal_autocheckpoint = 0", "INSERT INTO counter (prefix, last) VALUES ('STALE', 1)").kill()
    damage = path.read_bytes()
    path.write_bytes(damage[: len(damage) // 2])  # too damaged for SQLite to tidy the log away
    done = restore.restore(saved, path)
    assert done.former is not None
    assert done.former.with_name(done.former.name + "-wal").exists()
    app = App.open(path)
    with app.database.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM counter WHERE prefix = 'STALE'").scalar_one() == 0
    assert proving.prove(app).ok
    app.close()


@pytest.mark.parametrize("damage", ["half", "letter", "empty", "future"])
def test_what_is_no_whole_backup_is_not_restored(saved: Path, stocked: App, damage: str) -> None:
    path = stocked.database.path
    stocked.close()
    if damage == "future":
        raw = sqlite.connect(saved)
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.close()
    else:
        content = saved.read_bytes()
        saved.write_bytes({"half": content[: len(content) // 2], "letter": b"dear " * 999, "empty": b""}[damage])
    before = path.read_bytes()
    with pytest.raises(StorageError):
        restore.restore(saved, path)
    assert path.read_bytes() == before
    assert leftovers(path.parent) == []


def test_a_backup_is_not_restored_onto_itself(saved: Path) -> None:
    with pytest.raises(StorageError, match="same file"):
        restore.restore(saved, saved)


def test_the_key_that_sealed_the_books_is_put_beside_them(saved: Path, tmp_path: Path) -> None:
    Database.create(tmp_path / "other.db").close()
    other = keys.load(tmp_path / "other.db")
    done = restore.restore(saved, tmp_path / "other.db")
    assert keys.load(tmp_path / "other.db") == keys.load(saved) != other
    assert done.former is not None
    assert keys.load(done.former) == other


@pytest.mark.parametrize("there_before", [True, False])
def test_a_restore_cut_short_before_its_key_came_is_finished_by_whoever_opens(
    saved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there_before: bool
) -> None:
    path = tmp_path / "other.db"
    if there_before:
        Database.create(path).close()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(restore.seals, "settle", raises(KeyboardInterrupt()))
        restore.restore(saved, path)
    assert keys.load(path) != keys.load(saved)
    app = App.open(path)
    assert keys.load(path) == keys.load(saved)
    receive(app)
    assert proving.prove(app).ok
    app.close()


def test_a_restore_cut_short_before_it_was_written_down_is_no_fraud(
    saved: Path, stocked: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(stocked)
    path = stocked.database.path
    stocked.close()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(restore.seals, "settle", raises(KeyboardInterrupt()))
        restore.restore(saved, path)
    app = App.open(path)
    assert proving.prove(app).ok
    assert app.database.written()[0].why == anchors.RESTORED
    app.close()


def test_a_restore_that_never_came_to_its_swap_excuses_nothing(
    saved: Path, stocked: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(stocked)
    path = stocked.database.path
    stocked.close()
    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(restore, "_swap", raises(KeyboardInterrupt()))
        restore.restore(saved, path)
    app = App.open(path)
    assert proving.prove(app).ok
    app.close()
    path.write_bytes(saved.read_bytes())
    app = App.open(path)
    assert not proving.prove(app).ok
    app.close()


def test_a_restore_that_is_refused_leaves_no_key_behind(
    saved: Path, tmp_path: Path, holding: Callable[..., Any]
) -> None:
    path = tmp_path / "other.db"
    Database.create(path).close()
    before = keys.load(path)
    holding(path, "SELECT count(*) FROM stock")
    with pytest.raises(StorageError, match="in use"):
        restore.restore(saved, path)
    assert keys.load(path) == before
    assert [file.name for file in tmp_path.iterdir() if "next" in file.name or "replaced" in file.name] == []


def test_a_database_whose_restore_was_killed_out_of_wal_mode_opens_by_itself(
    stocked: App, holding: Callable[..., Any]
) -> None:
    path = stocked.database.path
    stocked.close()
    many = ("WITH n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 9000)"
            " INSERT INTO counter (prefix, last) SELECT 'N' || i, 1 FROM n")  # fmt: skip
    holding(path, "PRAGMA journal_mode = DELETE", "PRAGMA cache_size = 2", "BEGIN IMMEDIATE", many).kill()
    assert path.with_name(path.name + "-journal").stat().st_size > 0
    app = App.open(path)
    receive(app, 5)
    assert pieces(path) == 20
    assert proving.prove(app).ok
    app.close()


def raises(error: BaseException) -> Callable[..., Any]:
    def work(*_: Any) -> None:
        raise error

    return work


def test_a_restore_without_a_key_says_so(saved: Path, tmp_path: Path) -> None:
    keys.path_of(saved).unlink()
    done = restore.restore(saved, tmp_path / "new.db")
    assert "No key" in done.remarks[0]


def test_a_restored_older_backup_is_no_fraud_but_a_copied_one_is(saved: Path, stocked: App) -> None:
    receive(stocked)
    path = stocked.database.path
    assert proving.prove(stocked).ok
    stocked.close()
    path.write_bytes(saved.read_bytes())
    app = App.open(path)
    wrong = [finding for finding in proving.prove(app).findings if not finding.ok]
    assert [finding.check for finding in wrong] == ["what was anchored outside is still there"]
    app.close()
    restore.restore(saved, path)
    app = App.open(path)
    assert proving.prove(app).ok
    receive(app)
    assert proving.prove(app).ok
    app.close()


def test_a_backup_of_another_branch_of_history_is_remarked_upon(saved: Path, stocked: App, tmp_path: Path) -> None:
    path = stocked.database.path
    receive(stocked, 7)
    later = backup.backup(path, tmp_path / "later.db").path
    stocked.close()
    restore.restore(saved, path)
    app = App.open(path)
    receive(app, 8)
    app.close()
    done = restore.restore(later, path)
    assert "posting 4 is another one" in done.remarks[0]
    assert pieces(path) == 22
    assert proving.prove_file(path).ok
    assert anchors.read(_identity(path), keys.load(path))[0].why == anchors.RESTORED


def _identity(path: Path) -> str:
    from wms.storage import heads

    with sqlite.raw(path, "ro") as raw:
        return heads.identity(raw)


def test_of_dated_backups_seven_days_four_weeks_and_twelve_months_are_kept() -> None:
    every_six_hours = [NOON - timedelta(hours=6 * n) for n in range(4 * 500)]
    kept = sorted(rotation.kept(every_six_hours), reverse=True)
    assert kept[0] == NOON
    days = [moment for moment in kept if moment > NOON - timedelta(days=7)]
    assert len({moment.date() for moment in days}) == 7
    assert len({moment.isocalendar()[:2] for moment in kept}) >= 4
    assert len({(moment.year, moment.month) for moment in kept}) == 12
    assert len(kept) <= 7 + 4 + 12
    assert rotation.kept(kept) == set(kept)


def test_keeping_day_by_day_gives_the_same_as_choosing_from_all() -> None:
    held: set[datetime] = set()
    for day in range(400):
        held = rotation.kept({*held, NOON + timedelta(days=day)})
    assert len({(moment.year, moment.month) for moment in held}) == 12
    assert len(held) <= 7 + 4 + 12


def test_a_folder_of_backups_thins_itself_out_and_touches_nothing_else(stocked: App, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    (tmp_path / "backups").mkdir()
    (folder / "warehouse-notes.db").write_text("mine")
    old = [folder / rotation.name("warehouse", NOON - timedelta(days=n)) for n in range(1, 30)]
    for file in old:
        file.write_text("an old backup")
        keys.path_of(file).write_text("its key")
    made = backup.into_folder(stocked.database.path, folder, NOON)
    left = rotation.backups(folder, "warehouse")
    assert set(left) == rotation.kept(NOON - timedelta(days=n) for n in range(30))
    assert left[NOON] == made.path
    assert sum(keys.path_of(file).exists() for file in old) == len(left) - 1
    assert (folder / "warehouse-notes.db").read_text() == "mine"
