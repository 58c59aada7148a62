"""Stations are killed, work all at once, are backed up and restored in mid-work: nothing is lost, nothing is torn."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wms.app.application import App

STATIONS = Path(__file__).with_name("stations.py")
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="stations are forked, which this system cannot do")
FULL = pytest.mark.torture


def run(app: App, *words: object) -> dict[str, Any]:
    """What the stations found; the warehouse is closed first, so that they are alone with it."""
    path = app.database.path
    app.close()
    command = [sys.executable, str(STATIONS), str(words[0]), str(path), *map(str, words[1:])]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert (answer["wrong"], answer["torn"]) == ([], 0)
    return answer


@pytest.mark.parametrize("count", [100, pytest.param(10_000, marks=FULL)])
def test_nothing_acknowledged_is_lost_when_stations_are_killed(app: App, count: int) -> None:
    found = run(app, "kills", count, 1)
    assert found["lost"] == []
    assert found["killed"] == count
    assert found["acknowledged"] > count
    assert found["moves"] > 0


@pytest.mark.parametrize(("stations", "commands"), [(4, 200), pytest.param(16, 5_000, marks=FULL)])
def test_stations_that_work_together_never_see_an_error(app: App, stations: int, commands: int) -> None:
    found = run(app, "together", stations, commands)
    assert (found["failed"], found["acknowledged"]) == (0, stations * commands)


@pytest.mark.parametrize("count", [10, pytest.param(500, marks=FULL)])
def test_a_backup_killed_under_load_is_whole_or_not_there(app: App, count: int) -> None:
    found = run(app, "backups", count, 2)
    assert found["killed"] + found["whole"] >= count


@pytest.mark.parametrize("count", [10, pytest.param(500, marks=FULL)])
def test_a_killed_restore_leaves_the_old_database_or_the_new_one(app: App, count: int) -> None:
    found = run(app, "restores", count, 3)
    assert found["old"] + found["new"] == count


@pytest.mark.parametrize("count", [10, pytest.param(500, marks=FULL)])
def test_a_killed_upgrade_leaves_the_old_version_or_the_new_one(app: App, count: int) -> None:
    found = run(app, "upgrades", count, 4)
    assert found["0001"] + found["0002"] == count
