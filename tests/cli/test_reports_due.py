"""Kept reports are written when they are due, without a window; the books, the language and the hour are the site's."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wms.app.application import App
from wms.cli.main import main
from wms.gui.desk.preferences import Preferences
from wms.gui.screens.reports.due import DAILY, Entries, Entry
from wms.gui.texts.say import use
from wms.storage.database import Database

LONG_AGO = datetime(2026, 3, 2, tzinfo=UTC).isoformat()


@pytest.fixture
def file(tmp_path: Path, app: App) -> Iterator[Path]:
    """The file of the small warehouse, with nobody else in it."""
    place = tmp_path / "house.db"
    App(Database.create(place)).close()
    yield place
    use("en")


def entry(folder: Path, name: str = "Stock", shape: str = "csv", language: str = "en") -> Entry:
    return Entry(name, "stock_by_status", {}, str(folder), shape, DAILY, "06:30", LONG_AGO, language)


def test_what_is_due_is_written_once_and_told(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home, out = tmp_path / "home", tmp_path / "out"
    Entries(home).save([entry(out), entry(out, "库存", "csv", "zh"), entry(out, "Paper", "pdf")])
    assert main(["--db", str(file), "reports", "run-due", "--home", str(home)]) == 0
    told = sorted(Path(line) for line in capsys.readouterr().out.splitlines())
    assert told == sorted(out.iterdir())
    assert [place.suffix for place in told].count(".csv") == 2
    [chinese] = (place for place in told if place.name.startswith("库存"))
    titles = next(csv.reader(chinese.read_text(encoding="utf-8-sig").splitlines()))
    assert "状态" in titles
    assert main(["--db", str(file), "reports", "run-due", "--home", str(home)]) == 0
    assert capsys.readouterr().out == ""


def test_one_that_fails_is_told_and_the_others_are_written(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no folder").write_text("")
    home, out = tmp_path / "home", tmp_path / "out"
    Entries(home).save([entry(tmp_path / "no folder" / "x", "Broken"), entry(out)])
    assert main(["--db", str(file), "reports", "run-due", "--home", str(home)]) == 1
    told = capsys.readouterr()
    assert "Broken was not written" in told.err
    assert len(list(out.iterdir())) == len(told.out.splitlines()) == 1


def test_what_is_scheduled_can_be_listed_without_writing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Entries(tmp_path).save([entry(tmp_path / "out")])
    assert main(["reports", "run-due", "--list", "--home", str(tmp_path)]) == 0
    assert "Stock: stock_by_status as csv, each day at 06:30" in capsys.readouterr().out
    assert not (tmp_path / "out").exists()


def test_what_an_older_version_kept_with_the_workstation_is_still_known(tmp_path: Path) -> None:
    older = {"name": "N", "report": "kpis", "seeking": {}, "folder": "/", "shape": "pdf", "weekday": 0, "at": "06:00",
             "last": LONG_AGO}  # fmt: skip
    Preferences(tmp_path / "workstation.json").keep("reports.scheduled", [older, {"report": "unknown"}])
    [found] = Entries(tmp_path).all()
    assert (found.name, found.language) == ("N", "en")
    Entries(tmp_path).save([])
    assert Entries(tmp_path).all() == []
