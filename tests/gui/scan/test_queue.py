"""A scan is on disk before anything is done with it; after a crash it is found under the identity it had."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wms.base.errors import StorageError
from wms.gui.scan import queue
from wms.gui.scan.queue import ScanQueue

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CRASHING = """
import os, signal, sys
from pathlib import Path
from wms.gui.scan.queue import ScanQueue
queue = ScanQueue(Path(sys.argv[1]))
for number in range(1000):
    (kept,) = queue.keep([(f"S{number:04}", "keyboard")])
    print(kept.identity, kept.text, flush=True)
    if number % 3 == 0:
        queue.answered(kept.identity)
    if number == 40:
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "scans.jsonl"


def _queue(place: Path) -> ScanQueue:
    return ScanQueue(place, lambda: NOON)


def test_what_was_not_answered_is_found_again_in_order_under_its_identity(place: Path) -> None:
    first = _queue(place)
    kept = first.keep([("A", "keyboard"), ("B", "COM3"), ("A", "keyboard")])
    first.answered(kept[1].identity)
    again = _queue(place)
    assert again.waiting() == [kept[0], kept[2]]
    assert kept[0].identity != kept[2].identity
    assert kept[0].at == NOON


def test_answering_twice_or_what_is_unknown_does_no_harm(place: Path) -> None:
    scans = _queue(place)
    (kept,) = scans.keep([("A", "typed")])
    for identity in (kept.identity, kept.identity, "unknown"):
        scans.answered(identity)
    assert _queue(place).waiting() == []


def test_any_text_a_scanner_may_send_is_kept_as_it_came(place: Path) -> None:
    texts = ["10L1\x1d21D1", "货品", '{"scan": 1}', "\n\r\t", "\x00", "\ud800", "", "]C1" * 100]
    _queue(place).keep([(text, "COM1") for text in texts])
    assert [one.text for one in _queue(place).waiting()] == texts


def test_a_text_longer_than_any_code_is_cut(place: Path) -> None:
    (kept,) = _queue(place).keep([("9" * 100_000, "COM1")])
    assert 512 < len(kept.text) < 600
    assert place.stat().st_size < 2_000


def test_a_line_cut_short_costs_nothing_else(place: Path) -> None:
    (kept,) = _queue(place).keep([("A", "typed")])
    whole = place.read_bytes()
    place.write_bytes(whole + whole[: len(whole) // 2])
    later = _queue(place)
    (other,) = later.keep([("B", "typed")])
    assert _queue(place).waiting() == [kept, other]


def test_rubbish_in_the_file_is_passed_over(place: Path) -> None:
    place.write_bytes(b'\xff\xfe\n[1]\n{"scan": "x"}\n{"scan": "x", "at": "soon", "text": "a", "source": "b"}\n\n')
    assert _queue(place).waiting() == []


def test_the_file_stays_small(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "_GROWN", 4_000)
    scans = _queue(place)
    (waits,) = scans.keep([("W", "typed")])
    for number in range(200):
        (kept,) = scans.keep([(f"S{number}", "typed")])
        scans.answered(kept.identity)
    assert place.stat().st_size < 8_000
    assert _queue(place).waiting() == [waits]


def test_nobody_scans_on_into_a_full_queue(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MOST_WAITING", 2)
    scans = _queue(place)
    kept = scans.keep([("A", "typed"), ("B", "typed")])
    with pytest.raises(StorageError, match="Too many scans"):
        scans.keep([("C", "typed")])
    assert _queue(place).waiting() == kept


def test_a_disk_that_takes_nothing_is_told_and_the_next_scan_is_whole(place: Path) -> None:
    scans = _queue(place)
    place.unlink()
    place.mkdir()
    with pytest.raises(StorageError, match="Scan it again"):
        scans.keep([("A", "typed")])
    place.rmdir()
    (kept,) = scans.keep([("B", "typed")])
    assert _queue(place).waiting() == [kept]


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="processes cannot be killed like this here")
def test_a_killed_program_has_lost_no_scan_it_had_taken(place: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", CRASHING, str(place)], capture_output=True, text=True, check=False, env=os.environ.copy()
    )
    assert run.returncode == -signal.SIGKILL
    taken = [line.split() for line in run.stdout.splitlines()]
    waiting = [[one.identity, one.text] for one in ScanQueue(place).waiting()]
    assert len(taken) == 41
    assert waiting == [pair for number, pair in enumerate(taken) if number % 3]
