"""Making and applying plans: the books are read, the planner thinks outside of any transaction, the plan is kept.

A planner may take a minute; nobody waits for it. What changes meanwhile makes the plan stale, which applying finds out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from inspect import signature
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from wms.app import registry
from wms.app.application import App
from wms.app.interrupting import interruptible
from wms.base.errors import Refused, refuse
from wms.base.jobs import Progress, Stop, Watch
from wms.model.work import Proposal
from wms.operations import find
from wms.operations.command import Command
from wms.operations.planning import (
    batches,
    cartons,
    case,
    forecast,
    late,
    methods,
    morning,
    polyline,
    putaway,
    replenishment,
    reslotting,
    route,
    slotting,
    warm,
    waves,
    yardstick,
)
from wms.operations.planning.late import Why
from wms.operations.planning.made import Made
from wms.operations.planning.polyline import Way
from wms.operations.proposals import StoreProposal
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.planning.plan import Infeasible


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of plan is made: read from the books, solved without them, applied by a command (if by any).

    `prepare` makes the planner ready: what takes long the first time, and needs no data.
    """

    read: Callable[..., Any]
    solve: Callable[[Any, int, Watch], Made]
    apply: type[Command] | None = None
    prepare: Callable[[], None] = warm.nothing


KINDS = {
    "route": Kind(route.read, route.solve, route.ApplyRoutePlan, warm.routes),
    "batches": Kind(batches.read, batches.solve, batches.ApplyBatchPlan, warm.batches),
    "methods": Kind(methods.read, methods.solve, methods.ApplyMethodPlan, warm.batches),
    "waves": Kind(morning.read, waves.solve, waves.ApplyWavePlan, warm.waves),
    "slotting": Kind(slotting.read, slotting.solve, reslotting.ApplySlotting, warm.slotting),
    "putaway": Kind(putaway.read, putaway.solve, putaway.ApplyPutaway),
    "replenishment": Kind(replenishment.read, replenishment.solve, replenishment.ApplyReplenishment),
    "cartons": Kind(cartons.read, cartons.solve, cartons.ApplyCartonPlan, warm.cartons),
    "forecast": Kind(forecast.read, forecast.solve),
}
"""Every kind of plan by name."""


def make_plan(
    app: App, kind: str, *, deadline: float | None = None, seed: int = 0, watch: Watch | None = None,
    login: str = "", prepare: bool = True, **parameters: Any,
) -> tuple[str, Made]:  # fmt: skip
    """Plan and keep the plan: the proposal's number, and the plan. `deadline` in seconds; None: what the planner needs.

    The seconds are the planner's own: they begin when the books are read and everything is compiled (`prepare`;
    without it, only what is needed, when it is needed). Cancelling keeps the best plan so far, and raises Cancelled as
    long as there is none. Raises Refused when the books do not allow a plan, saying why.
    """
    if kind not in KINDS:
        raise refuse("There is no plan {kind}; choose among {known}.", field="kind", kind=kind, known=", ".join(KINDS))
    this, watch = KINDS[kind], watch or Watch()
    if deadline is not None:
        watch.stop.seconds = deadline
    registry.load()  # the command that keeps the plan: nobody who cancels should wait for its modules
    known = known_of(app, this.read, parameters, watch.stop)
    plan = solved(this if prepare else replace(this, prepare=warm.nothing), known, seed, watch)
    kept = app.run(StoreProposal(kind=kind, plan=plan.as_json(), summary=plan.summary), login=login)
    return kept.document, plan


def known_of(app: App, read: Callable[..., Any], parameters: dict[str, Any], stop: Stop | None = None) -> Any:
    """What the books say, read in one look. Raises Refused, and Cancelled when the stop says so."""
    if "now" in signature(read).parameters:
        parameters = {"now": app.clock(), **parameters}
    with (
        app.database.reading() as connection, interruptible(connection, stop or Stop()), Session(connection) as session,
    ):
        return read(session, **parameters)


def solved(kind: Kind, known: Any, seed: int, watch: Watch) -> Made:
    """What the planner makes of it. Raises Refused for what cannot be planned, with each broken rule in words."""
    from wms.planning.plan import Infeasible

    begin(kind.prepare, watch)
    try:
        return kind.solve(known, seed, watch)
    except Infeasible as impossible:
        raise refused(impossible) from None


def refused(impossible: Infeasible) -> Refused:
    """What cannot be planned, with each broken rule in words."""
    return Refused(*(p for v in impossible.violations for p in refuse("{why}", why=v.message).problems))


def why_late(app: App, order: str, *, deadline: float | None = None, seed: int = 0, watch: Watch | None = None) -> Why:
    """Why the order is late, or how much time it has left; and what would help, the cheapest first. Raises Refused."""
    watch = watch or Watch(stop=Stop(deadline))
    known = known_of(app, case.read, {"order": order}, watch.stop)
    begin(warm.waves, watch)
    return late.solve(known, seed, watch)


def route_of(app: App, batch: str) -> Way:
    """The walk of a batch as it is ordered now: where it leads on the floor, and its stops. Raises Refused."""
    return in_words(known_of(app, polyline.of_batch, {"batch": batch}))


@dataclass(frozen=True, slots=True)
class Compared:
    """A batch's walk, and how long it would be S-shaped; None where the building allows no such walk."""

    way: Way
    s_shape_mm: int | None


def compared_route(app: App, batch: str) -> Compared:
    """The walk of a batch as it is ordered now, beside the rule of thumb. Raises Refused."""
    walk = known_of(app, polyline.of_batch, {"batch": batch})
    return Compared(in_words(walk), yardstick.s_shape_mm(walk))


def planned_route(app: App, proposal: str, nr: int = 1) -> Way:
    """The walk a route or batch plan proposes for its `nr`th batch. Raises Refused."""
    return in_words(known_of(app, polyline.of_plan, {"proposal": proposal, "nr": nr}))


def in_words(walk: polyline.Walked) -> Way:
    """The walk drawn. Raises Refused where no way leads to a stop."""
    from wms.planning.plan import Infeasible

    try:
        return polyline.drawn(walk)
    except Infeasible as impossible:
        raise refused(impossible) from None


def begin(prepare: Callable[[], None], watch: Watch) -> None:
    """Make a planner ready, then let the time begin."""
    watch.report(Progress("Preparing"))
    prepare()
    watch.stop.restart()


def stored(app: App, number: str) -> Proposal:
    """The proposal with this number. Raises Refused."""
    with app.database.reading() as connection, Session(connection) as session:
        found = find.by(session, Proposal, Proposal.number, number, "proposal")
        session.expunge(found)
        return found


def apply_plan(app: App, number: str, *, login: str = "") -> Answer:
    """Apply a proposal by its kind's command. Raises Refused for kinds that are only told, and for stale plans."""
    kind = KINDS.get(stored(app, number).kind)
    if kind is None or kind.apply is None:
        raise refuse("{number} is told, not applied: nothing in the books changes by it.", field="proposal",
                     number=number)  # fmt: skip
    return app.run(kind.apply(proposal=number), login=login)  # type: ignore[call-arg]

