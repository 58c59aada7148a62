"""What may be opened as a warehouse, and what is refused, with which words, and unharmed."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from wms.app.application import App
from wms.base.errors import StorageError
from wms.operations.receiving.check_in import CheckIn
from wms.storage import migrate, places, sqlite
from wms.storage.database import Database


def refused(path: Path) -> str:
    """Why this file is refused; it must be what it was afterwards."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StorageError) as error:
        Database.open(path).close()
    assert before is None or path.read_bytes() == before
    assert str(path) in str(error.value)
    return str(error.value)


def test_a_warehouse_is_opened_again_as_it_was_left(path: Path) -> None:
    with App.open(path).database.reading() as connection:
        assert connection.exec_driver_sql("SELECT sum(on_hand) FROM stock").scalar_one() == 15


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert "There is no database" in refused(tmp_path / "nothing.db")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


def test_an_empty_file_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "empty.db").touch()
    assert "is empty" in refused(tmp_path / "empty.db")


@pytest.mark.parametrize("content", [b"Hello, I am a letter. " * 500, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_file_that_is_something_else_is_no_database(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.db").write_bytes(content)
    assert "not a database" in refused(tmp_path / "letter.db")


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    foreign = sqlite3.connect(tmp_path / "bookmarks.db")
    foreign.execute("CREATE TABLE bookmark (url TEXT)")
    foreign.commit()
    foreign.close()
    assert "another program" in refused(tmp_path / "bookmarks.db")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_file_is_refused(path: Path, share: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert "damaged" in refused(path)


def test_a_file_whose_names_are_no_text_is_refused_as_damaged(path: Path) -> None:
    content = path.read_bytes()
    assert content.count(b"alembic_version") > 1
    path.write_bytes(content.replace(b"CREATE TABLE alembic_version", b"CREATE TABLE alembic_\xe9\x8e\xffsion"))
    with pytest.raises(StorageError):
        App.open(path)
    path.write_bytes(content.replace(b"CREATE TRIGGER move_update", b"CREATE TR\xe9GGER move_up\xffate"))
    with pytest.raises(StorageError):
        App.open(path)


def test_a_database_from_the_future_is_refused(path: Path) -> None:
    raw = sqlite.connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.execute("CREATE TABLE thought_of_later (id INTEGER PRIMARY KEY) STRICT")
    raw.close()
    assert "newer version of the program" in refused(path)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER move_update_never",
        "CREATE TRIGGER planted AFTER INSERT ON audit BEGIN DELETE FROM counter; END",
        "CREATE VIEW planted AS SELECT 1",
        "CREATE TABLE sqlitestat_planted (id INTEGER)",
        "DROP INDEX ix_move_item_id",
        "DROP VIEW moves",
    ],
)
def test_a_database_whose_structure_was_tampered_with_is_refused(path: Path, statement: str) -> None:
    raw = sqlite.connect(path)
    raw.execute(statement)
    raw.close()
    assert "is not the one version" in refused(path)


def test_a_trigger_rewritten_in_place_is_noticed(path: Path) -> None:
    raw = sqlite.connect(path)
    raw.execute("PRAGMA writable_schema = 1")
    raw.execute("UPDATE sqlite_master SET sql = replace(sql, 'append-only', 'append-only ') WHERE type = 'trigger'")
    raw.close()
    assert "is not the one version" in refused(path)


def test_what_sqlite_adds_by_itself_does_not_matter(path: Path) -> None:
    raw = sqlite.connect(path)
    raw.execute("ANALYZE")
    raw.close()
    Database.open(path).close()


def test_a_new_database_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear")
    with pytest.raises(StorageError, match="already"):
        Database.create(tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "dear"


def test_a_new_database_that_cannot_be_finished_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(migrate.heads, "give_identity", fails)
    with pytest.raises(StorageError, match="disk is full"):
        Database.create(tmp_path / "new.db")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="There is no folder"):
        Database.create(tmp_path / "no" / "where.db")


def test_a_read_only_file_is_refused(open_folder: Path, as_an_ordinary_user: Callable[..., Any]) -> None:
    path = open_folder / "w.db"
    Database.create(path).close()
    path.chmod(0o444)
    open_folder.chmod(0o777)
    told = as_an_ordinary_user(lambda: Database.open(path).close())
    assert told.startswith("StorageError")
    assert "write-protected" in told


def test_a_read_only_folder_is_refused(open_folder: Path, as_an_ordinary_user: Callable[..., Any]) -> None:
    path = open_folder / "w.db"
    Database.create(path).close()
    path.chmod(0o666)
    open_folder.chmod(0o555)
    told = as_an_ordinary_user(lambda: Database.open(path).close())
    assert "folder" in told
    assert "write-protected" in told
    told = as_an_ordinary_user(lambda: Database.create(open_folder / "new.db").close())
    assert "write-protected" in told


def test_a_file_others_may_not_read_is_refused(open_folder: Path, as_an_ordinary_user: Callable[..., Any]) -> None:
    path = open_folder / "w.db"
    Database.create(path).close()
    path.chmod(0o600)
    open_folder.chmod(0o777)
    if os.getuid() != 0:
        path.chmod(0)
    assert as_an_ordinary_user(lambda: Database.look(path).close()).startswith("StorageError")


MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /srv/share nfs4 rw 0 0
//server/files /srv/share/inner\\040files cifs rw 0 0
tmpfs /srv/share/local tmpfs rw 0 0
sshfs#me@host: /home/me/remote fuse.sshfs rw 0 0
/dev/sdb1 /media/stick fuseblk rw 0 0
host /mnt/host 9p rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind", "network"),
    [
        ("/var/w.db", "ext4", False), ("/srv/share/w.db", "nfs4", True), ("/srv/shared/w.db", "ext4", False),
        ("/srv/share/inner files/w.db", "cifs", True), ("/srv/share/local/w.db", "tmpfs", False),
        ("/home/me/remote/a/w.db", "fuse.sshfs", True), ("/media/stick/w.db", "fuseblk", False),
        ("/mnt/host/w.db", "9p", True),
    ],
)  # fmt: skip
@pytest.mark.skipif(sys.platform == "win32", reason="Windows tells network drives in another way")
def test_a_network_share_is_recognised_by_its_mount(tmp_path: Path, place: str, kind: str, network: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert (places.file_system(Path(place), mounts), places.is_network(kind)) == (kind, network)


def test_a_database_on_a_network_share_is_refused_unless_somebody_vouches(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "file_system", lambda path, mounts=places.MOUNTS: "nfs4")
    assert "network share (nfs4)" in refused(path)
    with pytest.raises(StorageError, match="network share"):
        Database.create(path.with_name("new.db"))
    monkeypatch.setenv(places.VOUCHED, "1")
    Database.open(path).close()


def test_a_present_database_opens_without_loading_alembic(path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from wms.storage.database import Database;"
        " Database.open(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_log_of_a_killed_process_is_taken_up(path: Path, holding: Callable[..., Any]) -> None:
    killed = holding(
        path, "PRAGMA wal_autocheckpoint = 0", "INSERT INTO counter (prefix, last) VALUES ('KILLED', 7)",
        "BEGIN IMMEDIATE", "INSERT INTO counter (prefix, last) VALUES ('UNFINISHED', 1)",
    )  # fmt: skip
    killed.kill()
    killed.wait()
    assert path.with_name(path.name + "-wal").stat().st_size > 0
    app = App.open(path)
    with app.database.reading() as connection:
        found = connection.exec_driver_sql("SELECT prefix FROM counter WHERE prefix IN ('KILLED', 'UNFINISHED')")
        assert found.scalars().all() == ["KILLED"]
    app.run(CheckIn(dock="DOCK-1", supplier="SUP"))
    app.close()


def test_a_backup_that_was_put_there_by_hand_can_be_worked_with(path: Path) -> None:
    raw = sqlite.connect(path)
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()
    app = App.open(path)
    app.run(CheckIn(dock="DOCK-1", supplier="SUP"))
    app.close()


def test_opening_and_closing_changes_nothing(path: Path) -> None:
    before = hashlib.sha256(path.read_bytes()).digest()
    Database.open(path).close()
    assert hashlib.sha256(path.read_bytes()).digest() == before
