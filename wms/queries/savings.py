"""Walking that was saved: what applied plans found walked before them, and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from wms.model.words import ProposalState
from wms.model.work import Proposal
from wms.queries.periods import span
from wms.queries.question import col, computed

WALKED = ("slotting", "batches", "route")
"""The kinds of plans that change walks."""


@dataclass(frozen=True, slots=True)
class WalkingSavedRow:
    """One applied plan. `days` is the time its walks stand for (a wave or a batch: once); the moves' cost is in it."""

    proposal: str = col("Proposal")
    kind: str = col("Kind")
    made_at: datetime = col("Made", "moment")
    before_mm: int = col("Walk before", "mm")
    after_mm: int = col("Walk after", "mm")
    moving_mm: int = col("Cost of moving", "mm")
    saved_mm: int = col("Saved", "mm")
    percent: float | None = col("Saved of it", "percent")
    days: int | None = col("Days", "number")


@computed(WalkingSavedRow, key=("proposal",), sort=("proposal",), topics=("proposals",))
def walking_saved(
    connection: Connection, start: str | None, first: date | None = None, last: date | None = None
) -> Iterator[WalkingSavedRow]:
    """What applied plans of a period (30 days) changed in walking: before − after − the cost of moving goods."""
    since, until = span(first, last)
    query = select(Proposal.number, Proposal.kind, Proposal.made_at, Proposal.plan).where(
        Proposal.state == ProposalState.APPLIED, Proposal.kind.in_(WALKED), Proposal.made_at >= since,
        Proposal.made_at < until,
    )  # fmt: skip
    for number, kind, made_at, plan in connection.execute(query.order_by(Proposal.number)):
        content = plan.get("content", {})
        before, after = content.get("before_mm"), content.get("after_mm", content.get("walk_mm"))
        if before is None or after is None or ("applied" in plan and _in_part(plan)):
            continue
        moving = content.get("moving_mm", 0)
        saved = before - after - moving
        percent = round(100 * saved / before, 2) if before else None
        yield WalkingSavedRow(number, kind, made_at, before, after, moving, saved, percent, content.get("days"))


def _in_part(plan: dict[str, object]) -> bool:
    """Whether only some of a plan's items were moved: what that saves was never measured."""
    content = plan.get("content", {})
    homes = content.get("homes", ()) if isinstance(content, dict) else ()
    return plan["applied"] != sorted({home["item"] for home in homes})
