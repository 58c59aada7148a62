"""A little of each row of the battery, in processes of their own as `make torture` runs them."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from tests.torture import battery, plants, table
from tests.torture.__main__ import tried
from tests.torture.platter import Platter
from tests.torture.row import Outcome, Row
from tests.torture.table import Line
from tests.torture.tape import NAME, SAID, SETTLE, SYNC, WRITE, Event

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="stations are forked, which this system cannot do")
SMOKE = {
    "kills": 100, "power": 500, "power_normal": 20, "swaps": 500, "backups": 10, "restores": 10, "upgrades": 10,
    "together_4": 800, "full_disk": 30, "hostile": 10_000, "windows_2": 6,
}  # fmt: skip
"""How many tries of a row the tests make; the day, the monkey and the planted faults have tests of their own."""
LONG = 1_000.0
"""The clock of a busy machine never ends a row here: its count does."""


@pytest.mark.parametrize("name", SMOKE)
def test_a_little_of_each_row_holds(name: str) -> None:
    row = battery.named(name)
    line = tried(row, LONG, 1, SMOKE[name])
    assert line.found.wrong == []
    assert row.passed(line.found), line.found
    assert line.found.count >= min(SMOKE[name], row.full)


def test_a_battery_has_thirty_faults_and_more_in_different_places() -> None:
    assert len(plants.PLANTS) >= 30
    assert len({plant.words for plant in plants.PLANTS}) == len(plants.PLANTS)
    top = Path(__file__).resolve().parents[2]
    for plant in plants.PLANTS:
        assert not plant.file or plant.old in (top / plant.file).read_text(encoding="utf-8"), plant.words
        assert all((top / place).exists() for place in plant.tests.split()), plant.words


def test_what_was_synced_survives_a_power_cut_and_the_rest_comes_in_any_part() -> None:
    platter = Platter()
    for event in (Event(NAME, "/d/a", 1), Event(WRITE, 1, 0, b"a" * 1024), Event(SYNC, 1), Event(SETTLE, "/d"),
                  Event(WRITE, 1, 0, b"b" * 1024), Event(NAME, "/d/b", 2), Event(SAID, None, "done")):  # fmt: skip
        platter.take(event)
    left = [platter.after_cut(random.Random(seed)) for seed in range(200)]
    assert {len(files["/d/a"]) for files in left} == {1024}
    contents = {files["/d/a"] for files in left}
    assert {b"a" * 1024, b"b" * 1024, b"a" * 512 + b"b" * 512, b"b" * 512 + b"a" * 512} < contents
    assert {tuple(files) for files in left} == {("/d/a",), ("/d/a", "/d/b")}
    assert platter.said == ["done"]


def test_the_table_keeps_what_other_rows_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n\n{table.BEGIN}\n\n{table.END}\nafter\n")
    one, other = (Row(name, name, lambda _: Outcome(), 10, 1) for name in ("one", "other"))
    table.keep(page, [Line(one, Outcome(count=10), 3), Line(other, Outcome(count=5, lost=1), 3)])
    table.keep(page, [Line(other, Outcome(count=5), 3)])
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "| one | 10 | 10 | 0 | 0 | 3 | held |" in text
    assert "| other | 5 | 10 | 0 | 0 | 3 | held so far (50.0% of the line) |" in text
    table.keep(page, [Line(one, Outcome(count=1, torn=1), 3), Line(other, Outcome(count=9), 3)])
    assert "| one | 1 | 10 | 0 | 1 | 3 | **FAILED** |" in page.read_text()
