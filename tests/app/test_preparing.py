"""Planners are compiled in a process of its own: its progress is passed on, and it ends when somebody wants it to."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from wms.app import preparing
from wms.base.errors import Cancelled, WmsError
from wms.base.jobs import Progress, Stop, Watch

TELLS = "import time; print(0, 5, 'walks', flush=True); print(1, 5, 'batches', flush=True)"


def apart(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setattr(preparing, "_words", lambda: ["-c", code])


def test_what_the_process_tells_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    apart(monkeypatch, TELLS)
    heard: list[Progress] = []
    preparing.prepare_apart(Watch(heard.append))
    assert heard == [Progress("walks", 0, 5), Progress("batches", 1, 5)]


def test_it_ends_within_a_blink_when_somebody_wants_it_to(monkeypatch: pytest.MonkeyPatch) -> None:
    apart(monkeypatch, TELLS + "; time.sleep(600)")
    stop = Stop()
    begun = threading.Event()
    threading.Thread(target=lambda: (begun.wait(30), stop.cancel())).start()
    wanted = time.monotonic()
    with pytest.raises(Cancelled):
        preparing.prepare_apart(Watch(lambda _: begun.set(), stop))
    assert time.monotonic() - wanted < 60  # and not the ten minutes the process would have slept


def test_a_process_that_fails_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    apart(monkeypatch, "raise SystemExit(3)")
    with pytest.raises(WmsError, match="could not be prepared"):
        preparing.prepare_apart(Watch())


def test_the_process_is_the_terminal_s_own_verb() -> None:
    *_, code = preparing._words()
    assert "prepare" in code
    assert sys.executable
