"""Plans as lists: how good each is, why it is as it is, and what it would do, line by line, whatever its kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from wms.model.words import ProposalState
from wms.model.work import Proposal
from wms.queries.pieces import only
from wms.queries.plan_lines import LINES
from wms.queries.question import col, computed


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One plan with its quality. `bound` and `gap_percent` are missing where nothing is proven."""

    proposal: str = col("Proposal")
    kind: str = col("Kind", "told")
    state: ProposalState = col("State")
    made_at: datetime = col("Made", "moment")
    summary: str = col("Summary", "told")
    objective: float | None = col("Objective", "decimal")
    unit: str = col("Unit", "told")
    bound: float | None = col("Bound", "decimal")
    gap_percent: float | None = col("Gap", "percent")
    seconds: float | None = col("Seconds", "decimal")
    seed: int = col("Seed", "number")
    method: str = col("Method", "told")


@dataclass(frozen=True, slots=True)
class PlanReasonRow:
    """One sentence of why a plan is as it is."""

    proposal: str = col("Proposal")
    nr: int = col("Reason", "number")
    reason: str = col("Why", "told")


@dataclass(frozen=True, slots=True)
class PlanLineRow:
    """One thing a plan would do. `group` is the batch, wave or carton it belongs to.

    `saving_mm` is the walking it saves a day, where that is known of the line alone; `cost_mm` what all moves of its
    item cost, `payback_days` after how many days that is saved.
    """

    proposal: str = col("Proposal")
    line: int = col("Line", "number")
    group: str = col("Group")
    what: str = col("What")
    item: str = col("Item")
    order: str = col("Order")
    quantity: int | None = col("Quantity", "quantity")
    from_location: str = col("From")
    to_location: str = col("To")
    saving_mm: int | None = col("Saving a day", "mm")
    cost_mm: int | None = col("Cost of moving", "mm")
    payback_days: float | None = col("Pays back in days", "decimal")
    why: str = col("Why", "told")


@dataclass(frozen=True, slots=True)
class PlannedWaveRow:
    """One planned wave: what it uses of people (seconds), lanes (litres) and docks (seconds), and what there is.

    No room: nothing limits it.
    """

    proposal: str = col("Proposal")
    wave: int = col("Wave", "number")
    starts: datetime = col("Starts", "moment")
    ends: datetime = col("Ends", "moment")
    orders: int = col("Orders", "number")
    picks: int = col("Picks", "number")
    picking_s: int = col("Picking (s)", "number")
    picking_room_s: int | None = col("Pickers' time (s)", "number")
    packing_s: int = col("Packing (s)", "number")
    packing_room_s: int | None = col("Packers' time (s)", "number")
    staging: int = col("Staging (l)", "number")
    staging_room: int | None = col("Lanes hold (l)", "number")
    dock_s: int = col("Loading (s)", "number")
    dock_room_s: int | None = col("Docks' time (s)", "number")


@dataclass(frozen=True, slots=True)
class PlanHeatRow:
    """How often one place is walked to in a slotting plan's time: with today's homes, and with the new ones."""

    location: str = col("Location")
    before: float = col("Picks today", "decimal")
    after: float = col("Picks then", "decimal")


@computed(PlanRow, key=("proposal",), sort=("-proposal",), topics=("proposals",))
def plans(
    connection: Connection, start: str | None, proposal: str = "", kind: str = "", state: ProposalState | None = None
) -> Iterator[PlanRow]:
    """Plans with what they cost and how good they are proven to be, the newest first."""
    for row in _found(connection, proposal, kind, state, start):
        told = row.plan
        if "objective" in told:
            gap = told.get("gap")
            yield PlanRow(
                row.number, row.kind, row.state, row.made_at, row.summary, told["objective"], told["unit"],
                told["bound"], None if gap is None else 100 * gap, told["seconds"], told["seed"], told["method"],
            )  # fmt: skip


@computed(PlanReasonRow, key=("proposal", "nr"), sort=("proposal", "nr"), topics=("proposals",))
def plan_reasons(connection: Connection, start: str | None, proposal: str = "") -> Iterator[PlanReasonRow]:
    """Why a plan is as it is, in the order in which one would want to hear it."""
    for row in reversed(_found(connection, proposal)):
        for nr, reason in enumerate(row.plan.get("reasons", ()), 1):
            yield PlanReasonRow(row.number, nr, reason)


@computed(PlanLineRow, key=("proposal", "line"), sort=("proposal", "line"), topics=("proposals",))
def plan_lines(connection: Connection, start: str | None, proposal: str = "") -> Iterator[PlanLineRow]:
    """What a plan would do, line by line: from where to where, why, and what it saves."""
    for row in reversed(_found(connection, proposal)):
        lines = LINES[row.kind](row.plan.get("content", {})) if row.kind in LINES else ()
        for nr, line in enumerate(lines, 1):
            yield PlanLineRow(row.number, nr, **line)


@computed(PlanHeatRow, key=("location",), sort=("location",), topics=("proposals",))
def plan_heat(connection: Connection, start: str | None, proposal: str = "") -> Iterator[PlanHeatRow]:
    """How often each place is walked to before and after a slotting plan (the newest one, unless named)."""
    for row in _found(connection, proposal, "slotting")[:1]:
        for location, before, after in sorted(row.plan.get("content", {}).get("heat", ())):
            yield PlanHeatRow(location, before, after)


@computed(PlannedWaveRow, key=("proposal", "wave"), sort=("proposal", "wave"), topics=("proposals",))
def planned_waves(connection: Connection, start: str | None, proposal: str = "") -> Iterator[PlannedWaveRow]:
    """The waves of a plan (the newest one, unless named) with their load against what there is."""
    for row in _found(connection, proposal, "waves")[: None if proposal else 1]:
        for nr, wave in enumerate(_waves(row.plan), 1):
            load = [value for name in ("picking", "packing", "staging", "dock") for value in wave["load"][name]]
            yield PlannedWaveRow(row.number, nr, datetime.fromisoformat(wave["starts"]),
                                 datetime.fromisoformat(wave["ends"]), len(wave["orders"]), wave["picks"],
                                 *load)  # fmt: skip


def _waves(plan: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Plans of older versions of the program know no loads."""
    return [wave for wave in plan.get("content", {}).get("waves", ()) if "load" in wave]


def _found(
    connection: Connection, proposal: str = "", kind: str = "", state: ProposalState | None = None,
    start: str | None = None,
) -> Sequence[Any]:  # fmt: skip
    """The plans asked for, the newest first, from the one named `start` on."""
    query = select(Proposal.number, Proposal.kind, Proposal.state, Proposal.made_at, Proposal.summary, Proposal.plan)
    query = only(query, (Proposal.number, proposal), (Proposal.kind, kind), (Proposal.state, state))
    if start is not None:
        query = query.where(Proposal.number <= start)
    return connection.execute(query.order_by(Proposal.number.desc())).all()
