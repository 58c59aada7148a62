"""`check` says what is wrong with a file, its place and the library, each in a line of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from wms.base.errors import StorageError
from wms.storage import check, keys, places, sqlite
from wms.storage.check import State


class Usage(NamedTuple):
    total: int
    used: int
    free: int


def wrong(path: Path, state: State = State.WRONG) -> dict[str, str]:
    return {condition.check: condition.found for condition in check.check(path) if condition.state is state}


@pytest.mark.parametrize("quick", [False, True])
def test_a_good_database_passes_in_every_point(path: Path, quick: bool) -> None:
    found = check.check(path, quick=quick)
    assert len(found) == 10
    assert {condition.state for condition in found} <= {State.OK, State.WARNING}
    assert not wrong(path)


def test_a_missing_database_is_an_error_not_a_finding(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no database"):
        check.check(tmp_path / "nothing.db")


def test_an_old_library_is_warned_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite.driver, "sqlite_version", "3.40.1")
    assert "3.40.1" in wrong(path, State.WARNING)["the SQLite library is new enough"]


def test_little_room_is_warned_of(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(2**40, 2**40 - 2**20, 2**20))
    assert "there is room on the disk" in wrong(path, State.WARNING)


def test_a_network_share_is_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "file_system", lambda path, mounts=places.MOUNTS: "cifs")
    assert "network share (cifs)" in wrong(path)["the database lies on a disk of this machine"]


def test_a_missing_key_is_warned_of_and_a_damaged_one_is_wrong(path: Path) -> None:
    keys.path_of(path).write_text("not a key")
    assert "cannot be read" in wrong(path)["the ledger's key is here"]
    keys.path_of(path).unlink()
    assert "no key" in wrong(path, State.WARNING)["the ledger's key is here"]


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DROP TRIGGER move_update_never", "the trigger move_update_never is missing"),
        ("CREATE VIEW planted AS SELECT 1", "the view planted was added"),
        ("DROP INDEX ix_move_item_id", "the index ix_move_item_id is missing"),
        ("ALTER TABLE counter ADD COLUMN more INTEGER", "the table counter was changed"),
    ],
)
def test_a_changed_structure_is_named(path: Path, statement: str, words: str) -> None:
    raw = sqlite.connect(path)
    raw.execute(statement)
    raw.close()
    assert words in wrong(path)["tables, guards and views are the known ones"]


def test_a_reference_that_leads_nowhere_is_found(path: Path) -> None:
    raw = sqlite.connect(path)
    raw.execute("PRAGMA foreign_keys = 0")
    raw.execute("UPDATE zone SET site_id = 77")
    raw.close()
    assert "zone names a missing site" in wrong(path)["every reference leads somewhere"]


def test_an_index_that_disagrees_with_its_table_is_found(path: Path) -> None:
    with sqlite.raw(path, "ro") as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'ix_move_item_id'").fetchone()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x0a" + b"\x00" * 4095)
    assert "all pages and indexes are in order" in wrong(path)


@pytest.mark.parametrize("content", [b"dear " * 999, b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_file_that_is_no_database_is_told_as_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "letter.db").write_bytes(content)
    assert "not a database" in wrong(tmp_path / "letter.db")["the file can be read"]


def test_half_a_file_is_told_as_damage(path: Path) -> None:
    content: Any = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert "malformed" in wrong(path)["the file can be read"]


def test_looking_changes_nothing(path: Path) -> None:
    before = path.read_bytes()
    check.check(path)
    assert path.read_bytes() == before
