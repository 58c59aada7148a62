"""The one table of the planners: a line a set, gaps to references, own bounds, peers, and whether the bar is met."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import __main__ as bench
from benchmarks.summary import BARS, gap_of, printed, read, summed_up


def answer(instance: str, objective: float, **more: Any) -> dict[str, Any]:
    return {"instance": instance, "objective": objective, "bound": None, "seconds": 1.0, "feasible": True} | more


def test_a_set_is_a_line_with_its_gaps_its_bound_and_its_seconds() -> None:
    [line] = summed_up([
        answer("Foodmart/one", 100, reference=100, bound=90, against="published"),
        answer("Foodmart/two", 102, reference=100, bound=102, seconds=3.0),
    ])  # fmt: skip
    assert (line.name, line.count, line.solved, line.against) == ("Foodmart", 2, 2, "published")
    assert line.mean_gap == pytest.approx(1.0)
    assert line.reached == 0.5
    assert line.own == pytest.approx((10.0, 0.0))
    assert line.seconds == (1.0, 3.0)


def test_what_is_not_solved_has_no_gap_that_could_meet_a_bar() -> None:
    unsolved = answer("Foodmart/one", float("inf"), feasible=False, reference=100)
    assert gap_of(unsolved) == float("inf")
    assert gap_of(answer("Foodmart/one", 1)) is None
    assert "MISSED" in printed(summed_up([answer("Foodmart/two", 100, reference=100), unsolved]))


def test_more_may_be_better() -> None:
    filled = answer("set_1/1", 950, reference=1000, more=True, peers={"py3dbp": [800, 2.0]})
    assert gap_of(filled) == pytest.approx(5.0)
    [line] = summed_up([filled])
    count, worse, longer = line.peers["py3dbp"]
    assert (count, worse, longer) == (1, pytest.approx(100 * 150 / 950), 2.0)


def test_peers_without_an_answer_are_told_with_their_name() -> None:
    [line] = summed_up([answer("a", 100, set="waves with aisles", reference=100, peers={"cbc": [None, 120.0]})])
    assert line.peers["cbc"] == (0, None, 120.0)
    assert "cbc: no answer" in printed([line])


@pytest.mark.parametrize(("objective", "verdict"), [(100.4, "met"), (100.6, "MISSED")])
def test_a_bar_is_met_or_missed(objective: float, verdict: str) -> None:
    [line] = summed_up([answer("Foodmart/one", objective, reference=100)])
    assert BARS["Foodmart"].words in printed([line])
    assert verdict in printed([line])


def test_a_bar_that_asks_for_what_was_not_measured_is_missed() -> None:
    [line] = summed_up([answer("large house", 100, set="slotting at size")])
    assert "MISSED" in printed([line])


def test_answers_are_read_from_all_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps([answer("SPRP/a", 1)]), encoding="utf-8")
    (tmp_path / "two.json").write_text(json.dumps([answer("SPRP/b", 1), {"instance": "no answer"}]), encoding="utf-8")
    (tmp_path / "three.json").write_text(json.dumps({"what": "something else"}), encoding="utf-8")
    assert [one["instance"] for one in read(tmp_path)] == ["SPRP/a", "SPRP/b"]


def test_planners_are_a_part_of_all_benchmarks() -> None:
    assert set(bench.OF_PLANNERS) < set(bench.names())
    assert bench.PLANNERS not in bench.names()
