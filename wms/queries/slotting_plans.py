"""Re-slotting plans beside each other: what was wished for, what is walked before and after, and on later orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from wms.model.item import Item
from wms.model.words import ProposalState
from wms.model.work import Proposal
from wms.queries.pieces import counted, only
from wms.queries.question import Selected, col, computed, question


@dataclass(frozen=True, slots=True)
class SlottingPlanRow:
    """One plan. Walks in `days` days; the later walks are those of orders the plan was not made from.

    `bound_mm` is what any plan of so many moves walks and moves at least.
    """

    proposal: str = col("Proposal")
    state: ProposalState = col("State")
    made_at: datetime = col("Made", "moment")
    items: int = col("Items", "number")
    moves: int = col("Moves", "number")
    days: int = col("Days", "number")
    before_mm: int = col("Walk before", "mm")
    after_mm: int = col("Walk after", "mm")
    moving_mm: int = col("Cost of moving", "mm")
    saved_mm: int = col("Saved", "mm")
    later_walks: int = col("Later walks", "number")
    later_before_mm: int | None = col("Later walks before", "mm")
    later_after_mm: int | None = col("Later walks after", "mm")
    later_percent: float | None = col("Shorter", "percent")
    seconds: float | None = col("Seconds", "decimal")
    bound_mm: int | None = col("At least", "mm")
    gap_percent: float | None = col("Gap", "percent")
    applied: int = col("Items applied", "number")


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One family of items."""

    family: str = col("Family")
    items: int = col("Items", "number")


@computed(SlottingPlanRow, key=("proposal",), sort=("-proposal",), topics=("proposals",))
def slotting_plans(connection: Connection, start: str | None, proposal: str = "") -> Iterator[SlottingPlanRow]:
    """Re-slotting plans with what they walk before and after, the newest first."""
    query = select(Proposal.number, Proposal.state, Proposal.made_at, Proposal.plan).where(Proposal.kind == "slotting")
    for row in connection.execute(only(query, (Proposal.number, proposal)).order_by(Proposal.number.desc())):
        content = row.plan.get("content", {})
        if "before_mm" not in content:
            continue
        before, after, moving = (content[name] for name in ("before_mm", "after_mm", "moving_mm"))
        later = content.get("later") or {}
        walked, then = later.get("before_mm"), later.get("after_mm")
        yield SlottingPlanRow(
            row.number, row.state, row.made_at, len({home["item"] for home in content["homes"]}),
            len(content["moves"]), content.get("days", 1), before, after, moving, before - after - moving,
            later.get("walks", 0), walked, then, round(100 * (walked - then) / walked, 2) if walked else None,
            row.plan.get("seconds"), *_proven(row.plan), len(row.plan.get("applied", ())),
        )  # fmt: skip


def _proven(plan: Mapping[str, Any]) -> tuple[int | None, float | None]:
    """What is walked and moved at least under any plan of so many moves, and how far this one is from it."""
    bound, gap = plan.get("bound"), plan.get("gap")
    return (None if bound is None else round(bound)), (None if gap is None else round(100 * gap, 2))


@question(FamilyRow, key=("family",), sort=("family",), topics=("items",))
def item_families() -> Selected:
    """The families items are in, with how many."""
    return select(Item.family, counted().label("items")).where(Item.family != "", Item.active).group_by(Item.family)
