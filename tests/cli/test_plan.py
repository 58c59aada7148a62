"""`wms plan` at a terminal: what is printed, kept, and applied."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path

import pytest

from wms.app.application import App
from wms.app.demo import orders as demand
from wms.app.demo.found import found
from wms.base.clock import SetClock, at
from wms.cli.main import main
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.ordering.enter import EnterOrders
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave
from wms.storage.database import Database

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small demo with one released wave, W-000001."""
    file = tmp_path_factory.mktemp("plan") / "demo.db"
    app = App(Database.create(file), clock=SetClock(at(DAY, 6)))
    demo = found(app, "small", 1, DAY)
    app.run(EnterOrders(orders=tuple(demand.of_day(demo.size, demo.range_, DAY, random.Random(1))[:12])))
    app.run(AllocateOrders())
    app.run(PlanWaves(wave_lines=5_000, window_minutes=1_000))
    app.run(ReleaseWave(wave="W-000001"))
    app.close()
    return file


def wms(*words: object) -> int:
    """One command line."""
    return main([str(word) for word in words])


def test_a_plan_tells_its_objective_bound_and_reasons_and_is_applied_once(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert wms("--db", path, "plan", "route", "B-000001") == 0
    told = capsys.readouterr().out
    number = told.split()[0]
    assert "gap 0.00 %" in told
    assert "As it is walked today the way is" in told
    assert "stop  location" in told
    assert wms("--db", path, "plan", "show", number) == 0
    assert f"{number} (proposed)" in capsys.readouterr().out
    assert wms("--db", path, "plan", "apply", number) == 0
    assert "B-000001 is walked as planned" in capsys.readouterr().out
    assert wms("--db", path, "plan", "apply", number) == 2
    assert "applied already" in capsys.readouterr().err


def test_json_holds_the_whole_plan(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wms("--db", path, "plan", "batches", "W-000001", "--deadline", 1, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["kind"] == "batches"
    assert told["objective"] == sum(batch["walk_mm"] for batch in told["content"]["batches"])
    assert told["bound"] is None or told["bound"] <= told["objective"]
    assert told["number"].startswith("P-")


def test_what_cannot_be_planned_is_told_in_words(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wms("--db", path, "plan", "waves") == 2
    assert "No allocated order is waiting for a wave." in capsys.readouterr().err
    assert wms("--db", path, "plan", "show", "P-9") == 2
    assert "There is no proposal P-9." in capsys.readouterr().err
    with pytest.raises(SystemExit):
        wms("--db", path, "plan", "route", "B-000001", "--deadline", "soon")
    assert "no number of seconds" in capsys.readouterr().err


def test_why_tells_an_orders_story_and_people_are_tried_by_their_sign(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert wms("--db", path, "why", "O-000001") == 0
    told = capsys.readouterr().out
    assert told.startswith("O-000001 (")
    assert "Its carrier leaves at" in told
    assert wms("--db", path, "why", "O-000001", "--json") == 0
    assert json.loads(capsys.readouterr().out)["order"] == "O-000001"
    assert wms("--db", path, "why", "O-999999") == 2
    assert "There is no order O-999999." in capsys.readouterr().err
    assert wms("--db", path, "plan", "waves", "--again", "--pickers", "-1", "--deadline", 1) == 0
    assert "With 3 pickers and 2 packers instead of 4 pickers and 2 packers" in capsys.readouterr().out
