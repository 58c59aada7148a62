"""Which orders of a released wave share a walk is planned anew, among the batches nobody has begun."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.jobs import Watch
from wms.model.order import OrderLine
from wms.model.outbound import Batch, Wave
from wms.model.words import BatchState, ProposalState, WaveState
from wms.model.work import Task
from wms.operations import find, settings
from wms.operations.command import Command, arg, handles
from wms.operations.ordering.held import UNFINISHED
from wms.operations.planning.drawing import Drawing, drawing
from wms.operations.planning.floor import lay
from wms.operations.planning.laid import Laid
from wms.operations.planning.made import Made, made, metres
from wms.operations.planning.picks import SPACING, Pick, open_picks, waiting_batches, walk_as
from wms.operations.planning.route import refuse_changed
from wms.operations.planning.walks import Walk, length_in_order, walk
from wms.operations.proposals import open_proposal
from wms.operations.unit import Answer, Unit

if TYPE_CHECKING:
    from wms.planning.batching.problem import Batches, BatchProblem
    from wms.planning.plan import Plan

KIND = "batches"


@dataclass(frozen=True, slots=True)
class Waved:
    """A released wave: the open picks of its waiting batches, the drawing, and what a cart carries."""

    wave: str
    picks: tuple[Pick, ...]
    drawn: Drawing
    cart_orders: int
    cart_stops: int
    rounds: int
    moves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyBatchPlan(Command):
    """Regroup a released wave's waiting picks into the batches a plan proposes, each in walking order."""

    proposal: str = arg("The proposal's number", refers="proposal")


def read(session: Session, *, wave: str, rounds: int = 100, moves: int = 40_000) -> Waved:
    """The wave with this number. Raises Refused unless it is released and some batch of it waits.

    `rounds` and `moves` (an order) say how long the search may go on where no deadline ends it; without rounds it
    is a short annealing alone.
    """
    found = _wave(session, wave)
    picks = open_picks(session, [batch.id for batch in waiting_batches(session, found.id)])
    if not picks:
        raise refuse("Every batch of the wave {number} is begun already.", field="wave", number=wave)
    _refuse_zones(session, found)
    places = {pick.location_id for pick in picks} | {picks[0].drop_id}
    orders, stops = (settings.value(session, f"waving.batch_{name}") for name in ("orders", "stops"))
    return Waved(wave, tuple(picks), drawing(session, found.site_id, places), orders, stops, rounds, moves)


def solve(known: Waved, seed: int, watch: Watch) -> Made:
    """Batches with the least walking; those of today are kept where nothing shorter was found."""
    from wms.planning.batching.problem import BatchParams
    from wms.planning.batching.solve import solve as plan_batches

    drop = known.picks[0].drop_id
    by_order = _by_order(known.picks)
    small = {order: picks for order, picks in by_order.items() if len(_places(picks)) <= known.cart_stops}
    laid = lay(known.drawn, drop, _places(known.picks))
    problem = _problem(known, laid, small)
    plan = plan_batches(problem, BatchParams(seed, known.rounds, known.moves), watch)
    names = list(small)
    groups = [[names[n] for n in batch.orders] for batch in plan.solution.batches]
    groups += [[order] for order in by_order if order not in small]
    today = [list(dict.fromkeys(picks)) for picks in _today(known.picks)]
    old = _walks(known, by_order, today)
    new = _walks(known, by_order, groups)
    kept = sum(w.length for w in new) >= sum(w.length for w in old)
    if kept:
        groups, new = today, old
    return _made(known, by_order, groups, new, plan, problem, laid, kept)


@handles("waving.release", "tasks", "waves", "proposals")
def apply_batch_plan(command: ApplyBatchPlan, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    content: dict[str, Any] = proposal.plan["content"]
    wave = _wave(unit.session, content["wave"])
    waiting = waiting_batches(unit.session, wave.id)
    picks = {pick.said: pick for pick in open_picks(unit.session, [batch.id for batch in waiting])}
    refuse_changed([said for batch in content["batches"] for said in batch["picks"]], picks, proposal.number)
    missing = max(0, len(content["batches"]) - len(waiting))
    more = [Batch(number=number, wave_id=wave.id) for number in (unit.numbers("B", missing) if missing else ())]
    unit.session.add_all(more)
    unit.session.flush()
    batches = [*waiting, *more]
    placed = []
    for batch, planned in zip(batches, content["batches"], strict=False):
        batch.walk_mm = planned["walk_mm"]
        placed += [(picks[said].task_id, batch.id, n * SPACING) for n, said in enumerate(planned["picks"], 1)]
    for batch in batches[len(content["batches"]) :]:
        batch.state, batch.walk_mm = BatchState.CANCELLED, 0
    walk_as(unit, placed)
    proposal.state = ProposalState.APPLIED
    used = batches[: len(content["batches"])]
    walk_mm = sum(batch.walk_mm for batch in used)
    values = {"wave": wave.number, "count": len(used), "batches": [batch.number for batch in used],
              "walk_mm": walk_mm, "walk": metres(walk_mm)}  # fmt: skip
    return Answer("{wave} is picked in {count} batches on {walk}; print their pick lists again.", values, wave.number)


def _wave(session: Session, number: str) -> Wave:
    found = find.by(session, Wave, Wave.number, number, "wave")
    if found.state is not WaveState.RELEASED:
        raise refuse("The wave {number} is {state}.", field="wave", number=number, state=found.state.value)
    return found


def _refuse_zones(session: Session, wave: Wave) -> None:
    """Walks of zones were planned zone by zone; regrouping them by orders would lead them through several zones."""
    its_batches = select(Batch.id).where(Batch.wave_id == wave.id)
    its_orders = select(OrderLine.order_id).join(Task, Task.order_line_id == OrderLine.id).where(
        Task.batch_id.in_(its_batches))  # fmt: skip
    meets = select(Task.id).join(OrderLine, OrderLine.id == Task.order_line_id).where(
        Task.gathers(), Task.state.in_(UNFINISHED), OrderLine.order_id.in_(its_orders))  # fmt: skip
    if session.scalar(meets.limit(1)) is not None:
        raise refuse("The wave {number} is picked by zones; its walks were planned when it was released.",
                     field="wave", number=wave.number)  # fmt: skip


def _by_order(picks: Sequence[Pick]) -> dict[str, list[Pick]]:
    found: dict[str, list[Pick]] = defaultdict(list)
    for pick in picks:
        found[pick.order].append(pick)
    return dict(found)


def _today(picks: Sequence[Pick]) -> list[list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for pick in picks:
        found[pick.batch_id].append(pick.order)
    return list(found.values())


def _places(picks: Sequence[Pick]) -> list[int]:
    return list(dict.fromkeys(pick.location_id for pick in picks))


def _problem(known: Waved, laid: Laid, orders: dict[str, list[Pick]]) -> BatchProblem:
    """Stops at mouths of dead ends; the ways into them are added when the walks are measured."""
    from wms.planning.batching.problem import BatchOrder, BatchProblem, Cart
    from wms.planning.routing.problem import Stop

    made_of = tuple(
        BatchOrder(order, tuple(Stop(laid.spots[place].place) for place in _places(picks)))
        for order, picks in orders.items()
    )
    return BatchProblem(laid.floor, made_of, Cart(lines=known.cart_stops, orders=known.cart_orders), laid.start)


def _walks(known: Waved, by_order: dict[str, list[Pick]], groups: Sequence[Sequence[str]]) -> list[Walk]:
    """The shortest walk of each group of orders, beginning at the low end of the pick sequence."""
    found = []
    for group in groups:
        sequence = {pick.location_id: pick.pick_sequence for order in group for pick in by_order[order]}
        one = walk(known.drawn, known.picks[0].drop_id, list(sequence))
        found.append(replace(one, order=one.beginning_low(sequence)))
    return found


def _made(
    known: Waved, by_order: dict[str, list[Pick]], groups: Sequence[Sequence[str]], walks: Sequence[Walk],
    plan: Plan[Batches], problem: BatchProblem, laid: Laid, kept: bool,
) -> Made:  # fmt: skip
    total = sum(one.length for one in walks)
    batches: list[dict[str, Any]] = []
    for group, one in zip(groups, walks, strict=True):
        rank = {place: number for number, place in enumerate(one.order)}
        picks = sorted((pick for order in group for pick in by_order[order]),
                       key=lambda pick, rank=rank: (rank[pick.location_id], pick.task_id))  # type: ignore[misc]
        batches.append({"walk_mm": one.length, "orders": list(group), "picks": [pick.said for pick in picks],
                        "stops": [pick.stop for pick in picks]})  # fmt: skip
    before, by_sequence = _walked_today(known)
    reasons = [f"As it stands the wave walks {metres(before)}; planned, {metres(total)}.",
               *(["No shorter batches were found than those there are."] if kept else ())]  # fmt: skip
    rows = [(n, len(b["orders"]), len(b["picks"]), metres(b["walk_mm"])) for n, b in enumerate(batches, 1)]
    bound = None if plan.bound is None or len(problem.orders) < len(by_order) else plan.bound + _dead_ends(laid)
    bound = None if bound is not None and bound > total else bound  # today's carts may be fuller than the plan's may
    summary = f"{known.wave}: {len(batches)} batches on {metres(total)} (today {metres(before)})."
    return made(KIND, plan, summary=summary, unit="mm", columns=("batch", "orders", "picks", "walk"), rows=rows,
                content={"wave": known.wave, "walk_mm": total, "before_mm": before, "by_sequence_mm": by_sequence,
                         "batches": batches},
                objective=total, bound=bound, reasons=reasons)  # fmt: skip


def _walked_today(known: Waved) -> tuple[int, int]:
    """What today's batches walk as their tasks are ordered, and what they would in pick sequence."""
    drop, before, by_sequence = known.picks[0].drop_id, 0, 0
    for batch in dict.fromkeys(pick.batch_id for pick in known.picks):
        picks = [pick for pick in known.picks if pick.batch_id == batch]
        before += length_in_order(known.drawn, drop, _places(picks))
        picks.sort(key=lambda pick: (pick.pick_sequence, pick.location))
        by_sequence += length_in_order(known.drawn, drop, _places(picks))
    return before, by_sequence


def _dead_ends(laid: Laid) -> int:
    """Each dead end is entered once at least, as deep as its deepest stop."""
    deepest: dict[int, int] = {}
    for spot in laid.spots.values():
        deepest[spot.into] = max(deepest.get(spot.into, 0), spot.depth)
    return 2 * sum(deepest.values())
