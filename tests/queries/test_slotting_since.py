"""A re-slotting plan against the one before it: the last applied, else the last kept; item by item."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from wms.app.application import App
from wms.model.words import ProposalState
from wms.model.work import Proposal

THEN = datetime(2026, 3, 2, 8, tzinfo=UTC)


def keep(app: App, number: int, state: ProposalState, homes: list[tuple[str, str, str]], **wishes: Any) -> None:
    """A plan as the planner keeps it."""
    content = {
        "homes": [{"item": item, "from": old, "to": new} for item, old, new in homes], "moves": [],
        "before_mm": 9_000 * number, "after_mm": 5_000, "moving_mm": 1_000, "days": 3,
        "wishes": {"moves": 40, "zones": [], "forecast": True, **wishes},
    }  # fmt: skip
    with app.database.writing() as session:
        session.execute(insert(Proposal).values(
            number=f"P{number:08}", kind="slotting", state=state, made_at=THEN + timedelta(days=number), summary="",
            plan={"content": content, "bound": 3_000.0, "gap": 0.5, "seconds": 1.0}, version=1))  # fmt: skip


@pytest.fixture
def kept(app: App) -> App:
    keep(app, 1, ProposalState.APPLIED, [("TEA", "A", "B"), ("CUP", "C", "D"), ("JAR", "E", "F")])
    keep(app, 2, ProposalState.PROPOSED, [("TEA", "A", "X")])
    keep(app, 3, ProposalState.PROPOSED, [("TEA", "A", "B"), ("CUP", "C", "G"), ("NEW", "H", "I")], moves=60,
         zones=["FWD"], forecast=False)  # fmt: skip
    return app


def test_a_plan_is_held_against_the_last_applied_one(kept: App) -> None:
    [row] = kept.ask("slotting_since").rows
    assert (row.proposal, row.against, row.against_state) == ("P00000003", "P00000001", ProposalState.APPLIED)
    assert (row.same, row.new, row.gone, row.elsewhere) == (1, 1, 1, 1)
    assert (row.then_mm, row.now_mm) == (3_000, 9_000)
    assert row.wishes == "forecast on → off, moves 40 → 60, zones – → FWD"


def test_each_item_says_what_became_of_it(kept: App) -> None:
    rows = kept.ask("slotting_changes", proposal="P00000003").rows
    assert [(row.item, row.change, row.lies, row.then_to, row.now_to) for row in rows] == [
        ("CUP", "goes elsewhere now", "C", "D", "G"), ("JAR", "stays where it is now", "E", "F", ""),
        ("NEW", "moves now", "H", "", "I"), ("TEA", "as before", "A", "B", "B"),
    ]  # fmt: skip


def test_the_first_plan_has_nothing_before_it(kept: App) -> None:
    assert kept.ask("slotting_since", proposal="P00000001").rows == ()
    assert kept.ask("slotting_changes", proposal="P00000001").rows == ()


def test_without_an_applied_one_the_last_kept_counts(app: App) -> None:
    keep(app, 1, ProposalState.PROPOSED, [("TEA", "A", "B")])
    keep(app, 2, ProposalState.PROPOSED, [])
    [row] = app.ask("slotting_since").rows
    assert (row.against, row.gone, row.wishes) == ("P00000001", 1, "")


def test_plans_tell_how_good_they_are_proven_to_be(kept: App) -> None:
    row = kept.ask("slotting_plans", proposal="P00000003").rows[0]
    assert (row.bound_mm, row.gap_percent) == (3_000, 50.0)
