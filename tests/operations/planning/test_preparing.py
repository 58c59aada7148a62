"""A plan's seconds are spent on the plan: everything is compiled before its clock starts."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from wms.app import planning
from wms.app.application import App
from wms.app.planning import Kind, make_plan, solved
from wms.base.jobs import Progress, Stop, Watch
from wms.operations.planning.made import Made
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


def compiled() -> set[str]:
    """Every kernel of the planners with each signature it was made ready for."""
    found = set()
    for name, module in list(sys.modules.items()):
        if name.startswith("wms.planning."):
            kernels = (value for value in vars(module).values() if hasattr(value, "signatures"))
            found |= {f"{one.py_func.__module__}.{one.__name__}{s}" for one in kernels for s in one.signatures}
    return found


@pytest.mark.parametrize("kind", ["batches", "route", "waves", "slotting", "cartons"])
def test_nothing_is_compiled_once_a_plan_has_begun(demo: App, kind: str) -> None:
    order = demo.ask("open_orders").rows[0].order
    parameters: dict[str, dict[str, Any]] = {"cartons": {"order": order}, "slotting": {"moves": 3}, "waves": {}}
    if kind in ("batches", "route"):
        number = demo.run(PlanWaves(wave_lines=5_000, window_minutes=1_000)).document
        demo.run(ReleaseWave(wave=number))
        batch = demo.ask("batches").rows[0].batch
        parameters |= {"batches": {"wave": number, "rounds": 1, "moves": 100}, "route": {"batch": batch}}
    planning.KINDS[kind].prepare()
    ready = compiled()
    assert ready
    make_plan(demo, kind, deadline=1.0, **parameters[kind])
    assert sorted(compiled() - ready) == []


def test_preparation_does_not_count_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Progress] = []
    watch = Watch(seen.append, Stop(60.0))
    left: list[float] = []

    def solve(known: object, seed: int, watch: Watch) -> Made:
        left.append(watch.stop.elapsed())
        return Made("x", "", "", 0, None, None, 0, 0, "", (), (), (), {})

    begun = watch.stop.elapsed()
    solved(Kind(lambda: None, solve, prepare=lambda: time.sleep(0.05)), None, 0, watch)
    assert begun < 0.05
    assert left[0] < 0.05
    assert seen[0].doing == "Preparing"


def test_a_cancel_while_preparing_is_not_forgotten() -> None:
    stop = Stop(60.0)
    stop.cancel()
    stop.restart()
    assert stop()
