"""`wms simulate` at a terminal: sentences, the whole as JSON, other ways beside it, and what is refused."""

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
from wms.storage.database import Database

DAY = date(2026, 3, 2)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small demo with a dozen orders that have stock."""
    file = tmp_path_factory.mktemp("simulate") / "demo.db"
    app = App(Database.create(file), clock=SetClock(at(DAY, 6)))
    demo = found(app, "small", 1, DAY)
    app.run(EnterOrders(orders=tuple(demand.of_day(demo.size, demo.range_, DAY, random.Random(1))[:12])))
    app.run(AllocateOrders())
    app.close()
    return file


def wms(*words: object) -> int:
    """One command line."""
    return main([str(word) for word in words])


def test_a_day_is_told_in_sentences(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert wms("--db", path, "simulate", "--seeds", 5, "--plan", "now", "--compare", "pickers=+1") == 0
    out = capsys.readouterr().out
    assert "5 days were tried; pickers: 4, packers: 2." in out
    assert "The last order goes at" in out
    assert "With 5 pickers" in out
    assert "Too few walks are in the books to learn from" in out


def test_as_json_it_holds_every_figure(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("simulate", "--seeds", 4, "--plan", "now", "--shift", "16:20-16:45", "--packers", 1, "--json",
             "--compare", "picking=discrete,pickers=1")  # fmt: skip
    assert wms("--db", path, *words) == 0
    told = json.loads(capsys.readouterr().out)
    first, other = told["ways"]
    assert first["figures"]["days"] == 4
    assert (first["pickers"], other["pickers"]) == (4, 1)
    assert other["walks"] == told["orders"] == 12
    assert {one["order"] for one in first["figures"]["risks"]} <= {f"O-{n:06}" for n in range(1, 13)}
    assert first["figures"]["late"]["mean"] > 0
    assert {one["measure"] for one in told["differences"][0]} >= {"late", "finish_s", "walking_s"}
    assert wms("--db", path, *words) == 0
    again = json.loads(capsys.readouterr().out)
    assert [{**way, "seconds": 0} for way in again["ways"]] == [{**way, "seconds": 0} for way in told["ways"]]


@pytest.mark.parametrize(
    ("words", "why"),
    [(("--compare", "quickly"), "says nothing to compare"),
     (("--compare", "people=3"), "is nothing a day can differ in"),
     (("--seeds", "0"), "1 to 1000 times"), (("--pickers", "0"), "1 to 500 people"),
     (("--day", "2026-01-01"), "Nothing was picked"), (("--day", "soon"), "is no day")],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(
    path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], why: str
) -> None:
    assert wms("--db", path, "simulate", *words) == 2
    assert why in capsys.readouterr().err
