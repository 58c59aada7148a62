"""The random warehouse day of tests/properties while there is time: all rules of the books after each step."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests import small_warehouse
from tests.properties.furnish import furnish
from tests.properties.test_warehouse_day import STEPS_A_DAY, Day
from tests.properties.warehouse import copy
from tests.torture import warehouses
from tests.torture.row import Outcome, Share
from wms.app.application import App
from wms.base.clock import SetClock
from wms.storage.database import Database

DAYS = 10
"""Days between two looks at the clock."""


def run(share: Share) -> Outcome:
    """Days of so many steps, each with other dice, until the time is up; a broken rule ends it with what led there."""
    outcome, tally = Outcome(), Counter[tuple[str, str]]()
    kind = _machine(share.place, tally)
    began = time.monotonic()
    while outcome.count < share.count and (not outcome.count or time.monotonic() - began < share.seconds):
        number = share.seed * 1_000_003 + outcome.count
        try:
            run_state_machine_as_test(seed(number)(kind), settings=settings(
                max_examples=DAYS, stateful_step_count=STEPS_A_DAY, deadline=None, database=None,
                suppress_health_check=list(HealthCheck)))  # fmt: skip
        except Exception as error:  # noqa: BLE001 (that is what is looked for)
            steps = " ".join("\n".join(getattr(error, "__notes__", ())).split())
            outcome.complain(f"seed {number}: {type(error).__name__}: {error} {steps}"[:2_000])
            break
        outcome.count = kind.taken
    outcome.tell("steps a second", round(outcome.count / (time.monotonic() - began), 1))
    outcome.tell("commands max", len({name for name, how in tally if how == "done"}))
    outcome.tell("refused", sum(count for (_, how), count in tally.items() if how == "refused"))
    return outcome


def _machine(place: Path, tally: Counter[tuple[str, str]]) -> Any:
    """A day that begins in the furnished warehouse, and counts its steps."""
    clock = SetClock(warehouses.MORNING)
    app = App(Database.create(place / "start.db"), clock=clock)
    small_warehouse.build(app.database)
    furnish(app, clock)
    copy(app.database.path, place / "furnished.db")
    app.close()

    class Counted(Day):
        taken = 0

        def teardown(self) -> None:
            type(self).taken += self.steps
            super().teardown()

    return type("Counted", (Counted,), {"template": place / "furnished.db", "tally": tally})
