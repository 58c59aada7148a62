"""Looking after the file from a terminal: what is printed, and with which exit code."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from wms.app.application import App
from wms.cli.main import main
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine
from wms.storage import sqlite


@pytest.fixture
def path(app: App) -> Path:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=4))
    app.close()
    return app.database.path


def wms(*words: object) -> int:
    """One command line."""
    return main([str(word) for word in words])


def test_right_books_prove_with_exit_code_0(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wms("--db", path, "prove") == 0
    printed = capsys.readouterr().out
    assert "✓ the chain of postings is unbroken (1 checked)" in printed
    assert "✗" not in printed
    assert "The books prove: 1 moves in " in printed


def test_wrong_books_end_with_exit_code_1_and_say_why(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = sqlite.connect(path)
    raw.create_function("wms_posting", 0, lambda: 1)
    raw.execute("UPDATE balance SET on_hand = 5")
    raw.close()
    assert wms("--db", path, "prove") == 1
    printed = capsys.readouterr().out
    assert "✗ balances equal" in printed
    assert "WRONG" in printed


def test_a_guard_taken_away_is_found_by_the_proof(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    raw = sqlite.connect(path)
    raw.execute("DROP TRIGGER move_update_never")
    raw.close()
    assert wms("--db", path, "prove", "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    (wrong,) = [finding for finding in answer["findings"] if not finding["ok"]]
    assert wrong["wrong"] == ["the trigger move_update_never is missing"]


def test_a_backup_and_its_restore_go_round(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wms("--db", path, "backup", tmp_path / "b.db", "--prove") == 0
    assert "verified; the ledger stands at posting 1" in capsys.readouterr().out
    assert wms("restore", tmp_path / "b.db", "--db", path) == 0
    printed = capsys.readouterr().out
    assert "is restored" in printed
    assert "kept as" in printed
    assert wms("--db", path, "restore", tmp_path / "b.db") == 0
    assert wms("--db", path, "prove") == 0


def test_a_folder_gets_a_dated_backup(path: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    assert wms("--db", path, "backup", tmp_path / "backups") == 0
    assert sorted(file.suffix for file in (tmp_path / "backups").iterdir()) == [".db", ".key"]


def test_a_backup_over_a_file_is_refused_with_exit_code_2(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wms("--db", path, "backup", path) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("wms: There is a file already")


@pytest.mark.parametrize("verb", [["prove"], ["check"], ["backup", "b.db"], ["restore", "b.db", "--db", "no/w.db"]])
def test_what_is_not_there_is_told_in_a_sentence(
    tmp_path: Path, verb: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert wms("--db", "nothing.db", *verb) == 2
    assert "There is no database at" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_database_must_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (["prove"], ["check"], ["backup", "b.db"], ["restore", "b.db"]):
        assert wms(*verb) == 2
        assert "Say which database" in capsys.readouterr().err


def test_check_prints_a_line_for_each_point(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wms("--db", path, "check") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert all(line[0] in "✓!" for line in lines)


def test_check_ends_with_exit_code_1_when_something_is_wrong(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert wms("--db", path, "check", "--json") == 1
    assert json.loads(capsys.readouterr().out)[-1]["state"] == "wrong"


def test_progress_is_not_mixed_into_the_answer(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not sys.stderr.isatty()
    wms("--db", path, "prove", "--json")
    captured = capsys.readouterr()
    assert json.loads(captured.out)["moves"] == 1
    assert captured.err == ""
