"""What is written down outside the database, and what the proof makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from wms.app import proving
from wms.app.application import App
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine
from wms.storage import anchors, sqlite
from wms.storage.database import Database
from wms.storage.heads import identity

KEY = b"k" * 32


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("WMS_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_each_database_has_a_number_of_its_own(tmp_path: Path) -> None:
    numbers = set()
    for name in ("one.db", "two.db"):
        Database.create(tmp_path / name).close()
        with sqlite.raw(tmp_path / name, "ro") as raw:
            numbers.add(identity(raw))
    assert len(numbers) == 2
    assert {len(number) for number in numbers} == {32}


def test_closing_and_proving_write_down_where_the_ledger_stands(stocked: App, own_home: Path) -> None:
    assert stocked.database.anchors() == []
    assert proving.prove(stocked).ok
    stocked.close()
    stocked.close()
    (file,) = (own_home / "anchors").iterdir()
    (line,) = map(json.loads, file.read_text().splitlines())
    assert (line["posting"], line["why"]) == (3, "proven")
    receipt = stocked.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    stocked.run(ReceiveLine(receipt=receipt, item="PEN", quantity=1))
    stocked.close()
    assert [(line["posting"], line["why"]) for line in map(json.loads, file.read_text().splitlines())] == [
        (3, "proven"), (4, "closed"),
    ]  # fmt: skip


def test_the_proof_counts_what_was_anchored(stocked: App) -> None:
    stocked.close()
    findings = {finding.check: finding for finding in proving.prove(stocked).findings}
    assert findings["what was anchored outside is still there"].checked == 1
    assert findings["what was anchored outside is still there"].ok


def test_a_rewritten_end_is_found_even_when_it_was_anchored_again(stocked: App) -> None:
    stocked.close()
    with sqlite.raw(stocked.database.path, "ro") as raw:
        number = identity(raw)
    anchors.drop(number, 3, "f" * 64, anchors.CLOSED)
    wrong = [finding.check for finding in proving.prove(stocked).findings if not finding.ok]
    assert wrong == ["the anchors agree with each other"]
    first = anchors.read(number)[0].hash
    assert proving.first_of_each(stocked.database.anchors()) == [(3, first)]


def test_only_a_restore_sealed_with_the_key_sets_earlier_anchors_aside() -> None:
    anchors.drop("db", 9, "a" * 64, anchors.CLOSED, KEY)
    anchors.drop("db", 5, "b" * 64, anchors.RESTORED, b"forged")
    assert [anchor.posting for anchor in anchors.read("db", KEY)] == [9, 5]
    anchors.drop("db", 5, "b" * 64, anchors.RESTORED, KEY)
    assert [anchor.posting for anchor in anchors.read("db", KEY)] == [5]


def test_a_line_cut_short_by_a_power_failure_is_passed_over() -> None:
    anchors.drop("db", 1, "a" * 64, anchors.CLOSED)
    with anchors.path_of("db").open("a") as file:
        file.write('{"at": "2026-03-02", "post\n')
    anchors.drop("db", 2, "b" * 64, anchors.CLOSED)
    assert [anchor.posting for anchor in anchors.read("db")] == [1, 2]


def test_the_same_place_is_written_down_once() -> None:
    for _ in range(3):
        anchors.drop("db", 1, "a" * 64, anchors.CLOSED)
    assert len(anchors.read("db")) == 1


def test_a_long_file_is_kept_short_without_losing_proofs() -> None:
    place = anchors.path_of("db")
    anchors.drop("db", 1, "a" * 64, anchors.PROVEN)
    closed = json.dumps({"at": "x", "posting": 2, "hash": "b" * 64, "why": anchors.CLOSED, "seal": ""}) + "\n"
    place.write_text(place.read_text() + closed * 2500)
    anchors.drop("db", 3, "c" * 64, anchors.CLOSED)
    assert place.stat().st_size < 64 * 2**10
    kept = [anchor.posting for anchor in anchors.read("db")]
    assert (kept[0], kept[-1]) == (1, 3)


def test_a_data_folder_that_cannot_be_written_hinders_nothing(
    stocked: App, own_home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own_home.write_text("a file where the folder should be")
    assert proving.prove(stocked).ok
    stocked.close()
    assert "No anchor was written" in caplog.text


def test_the_system_says_where_data_goes_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WMS_HOME")
    assert anchors.home().name == "wms"
