"""A second person looks at a large correction, and lets it into the books or not."""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.errors import Problems
from wms.ledger.posting import post
from wms.model.words import AdjustmentState
from wms.model.work import Adjustment
from wms.operations import find
from wms.operations.adjusting.corrections import line, read
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveAdjustment(Command):
    """Let a waiting correction into the books. Whoever asked for it cannot do this."""

    adjustment: str = arg("The adjustment's number", refers="adjustment")


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAdjustment(Command):
    """Do not let a waiting correction into the books. Whoever asked for it cannot do this."""

    adjustment: str = arg("The adjustment's number", refers="adjustment")
    reason: str = arg("Why not")


@handles("adjusting.approve", "stock", "adjustments")
def approve_adjustment(command: ApproveAdjustment, unit: Unit) -> Answer:
    adjustment = _waiting(command.adjustment, unit, Problems())
    lines = [line(read(kept)) for kept in adjustment.lines]
    posted = post(unit.session, unit.header(adjustment.number, reason=adjustment.reason), lines)
    _decide(adjustment, unit, AdjustmentState.POSTED)
    values = {"number": adjustment.number, "lines": len(lines), "posting": posted.posting_id}
    return Answer("{number}: {lines} corrections are posted.", values, adjustment.number)


@handles("adjusting.approve", "adjustments")
def refuse_adjustment(command: RefuseAdjustment, unit: Unit) -> Answer:
    problems = Problems()
    if not command.reason.strip():
        problems.add("Say why not.", field="reason")
    adjustment = _waiting(command.adjustment, unit, problems)
    adjustment.reason = f"{adjustment.reason} Refused: {command.reason}"
    _decide(adjustment, unit, AdjustmentState.REFUSED)
    return Answer("{number} does not go into the books.", {"number": adjustment.number}, adjustment.number)


def _waiting(number: str, unit: Unit, problems: Problems) -> Adjustment:
    adjustment = find.by(unit.session, Adjustment, Adjustment.number, number, "adjustment")
    if adjustment.state is not AdjustmentState.WAITING:
        problems.add("{number} is {state} already.", field="adjustment", number=number, state=adjustment.state.value)
    if adjustment.asked_by_id == unit.user_id:
        problems.add("A second person must decide on {number}; you asked for it.", field="adjustment", number=number)
    problems.refuse()
    return adjustment


def _decide(adjustment: Adjustment, unit: Unit, state: AdjustmentState) -> None:
    adjustment.state = state
    adjustment.decided_by_id = unit.user_id
    adjustment.decided_at = unit.now
