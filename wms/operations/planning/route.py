"""The walk of one batch is planned anew, from where its goods are dropped over all stops that are left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from wms.base.errors import Problems, refuse
from wms.base.jobs import Watch
from wms.model.outbound import Batch
from wms.model.words import BatchState, ProposalState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.planning.drawing import Drawing, drawing
from wms.operations.planning.made import Made, made, metres
from wms.operations.planning.picks import SPACING, Pick, open_picks, walk_as
from wms.operations.planning.walks import length_in_order, walk
from wms.operations.proposals import open_proposal
from wms.operations.unit import Answer, Unit
from wms.planning.plan import Plan

KIND = "route"


@dataclass(frozen=True, slots=True)
class Batched:
    """A batch as it stands: its open picks in today's order, and the drawing with their locations."""

    batch: str
    picks: tuple[Pick, ...]
    drawn: Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyRoutePlan(Command):
    """Walk a batch in the order a route plan proposes."""

    proposal: str = arg("The proposal's number", refers="proposal")


def read(session: Session, *, batch: str) -> Batched:
    """The batch with this number. Raises Refused when nothing of it is left to walk."""
    found = _batch(session, batch)
    picks = open_picks(session, [found.id])
    if not picks:
        raise refuse("Nothing of the batch {number} is left to walk.", field="batch", number=batch)
    places = {pick.location_id for pick in picks} | {picks[0].drop_id}
    return Batched(found.number, tuple(picks), drawing(session, picks[0].site_id, places))


def solve(known: Batched, seed: int, watch: Watch) -> Made:
    """The shortest walk over the picks that are left."""
    drop = known.picks[0].drop_id
    sequence = {pick.location_id: pick.pick_sequence for pick in known.picks}
    today = length_in_order(known.drawn, drop, [pick.location_id for pick in known.picks])
    found = walk(known.drawn, drop, list(sequence), seed=seed, prove=True, watch=watch)
    plan = Plan((), float(found.length), float(found.bound), watch.stop.elapsed(), seed, found.method)
    rank = {place: number for number, place in enumerate(found.beginning_low(sequence))}
    picks = sorted(known.picks, key=lambda pick: (rank[pick.location_id], pick.task_id))
    content = {"batch": known.batch, "walk_mm": found.length, "before_mm": today,
               "picks": [pick.said for pick in picks], "stops": [pick.stop for pick in picks]}  # fmt: skip
    reasons = (f"As it is walked today the way is {metres(today)}; planned, {metres(found.length)}.",)
    summary = f"{known.batch}: {len(picks)} picks on {metres(found.length)} (today {metres(today)})."
    rows = [(number, pick.location, pick.quantity, pick.order, pick.task) for number, pick in enumerate(picks, 1)]
    return made(KIND, plan, summary=summary, unit="mm", rows=rows, content=content,
                columns=("stop", "location", "quantity", "order", "task"), reasons=reasons)  # fmt: skip


@handles("waving.release", "tasks", "waves", "proposals")
def apply_route_plan(command: ApplyRoutePlan, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    content: dict[str, Any] = proposal.plan["content"]
    batch = _batch(unit.session, content["batch"])
    picks = {pick.said: pick for pick in open_picks(unit.session, [batch.id])}
    refuse_changed(content["picks"], picks, proposal.number)
    walk_as(unit, [(picks[said].task_id, batch.id, place * SPACING) for place, said in enumerate(content["picks"], 1)])
    batch.walk_mm, proposal.state = content["walk_mm"], ProposalState.APPLIED
    values = {"batch": batch.number, "stops": len(picks), "walk": metres(batch.walk_mm)}
    return Answer("{batch} is walked as planned: {stops} picks on {walk}.", values, batch.number)


def refuse_changed(planned: list[str], now: dict[str, Pick], proposal: str) -> None:
    """Raise Refused with every pick that is gone, changed or new since the plan was made."""
    problems = Problems()
    for said in planned:
        if said not in now:
            problems.add("{number} is out of date: the pick {pick} is done, changed or gone.", field="proposal",
                         number=proposal, pick=said)  # fmt: skip
    for said in now.keys() - set(planned):
        problems.add("{number} is out of date: the pick {pick} is new.", field="proposal", number=proposal, pick=said)
    problems.refuse()


def _batch(session: Session, number: str) -> Batch:
    found = find.by(session, Batch, Batch.number, number, "batch")
    if found.state not in (BatchState.READY, BatchState.STARTED):
        raise refuse("The batch {number} is {state}.", field="batch", number=number, state=found.state.value)
    return found
