"""The warehouse day of tests/properties for many more steps, each time other ones. WMS_STEPS says how many."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.properties.test_warehouse_day import STEPS_A_DAY, play
from wms.app.application import App
from wms.base.clock import SetClock

STEPS = int(os.environ.get("WMS_STEPS", "100000"))


@pytest.mark.torture
def test_however_many_days_the_books_stay_right(app: App, clock: SetClock, tmp_path: Path) -> None:
    tally = play(app, clock, tmp_path, max(1, STEPS // STEPS_A_DAY), STEPS_A_DAY)
    assert sum(tally.values()) > STEPS // 2
