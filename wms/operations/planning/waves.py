"""Allocated orders that are in no wave are spread over the hours until the last carrier leaves.

People, carts and cut-offs decide which order goes when; releasing the waves comes next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from wms.base.errors import Problems, refuse
from wms.base.jobs import Watch
from wms.ledger.views import allocations as claims
from wms.model.order import Order, OrderLine
from wms.model.outbound import Wave
from wms.model.site import Location
from wms.model.words import AllocationState, OrderState, ProposalState, Stage, WaveState
from wms.operations import find, settings
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.planning.made import Made, made
from wms.operations.proposals import open_proposal
from wms.operations.unit import Answer, Unit

if TYPE_CHECKING:
    from wms.planning.waves.problem import WaveProblem

KIND = "waves"
MOST_WAVES = 12
NO_LIMIT = 1 << 40


@dataclass(frozen=True, slots=True)
class Waiting:
    """An allocated order in no wave; `lines` are (item, quantity, aisle or location) of what is set aside for it."""

    order_id: int
    number: str
    cutoff: datetime
    priority: int
    lines: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Morning:
    """What waves are planned from."""

    site_id: int
    now: datetime
    orders: tuple[Waiting, ...]
    pickers: int
    packers: int
    pick_s: int
    pack_s: int
    handling_s: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyWavePlan(Command):
    """Make the waves a plan proposes, with their orders; each is then released when its time comes."""

    proposal: str = arg("The proposal's number", refers="proposal")


def read(session: Session, *, now: datetime, site: str = "", pickers: int = 0, packers: int = 0) -> Morning:
    """What waits at the site. People are as set unless given. Raises Refused when nothing waits."""
    found = find.site(session, site)
    orders = _waiting(session, found.id)
    if not orders:
        raise refuse("No allocated order is waiting for a wave.", field="orders")
    pickers = pickers or settings.value(session, "waving.pickers")
    packers = packers or settings.value(session, "waving.packers")
    if min(pickers, packers) < 1:
        raise refuse("Nobody can be planned for fewer than one picker and one packer.", field="pickers")
    pick_s, pack_s = (settings.value(session, f"waving.{name}_seconds") for name in ("pick", "pack"))
    return Morning(found.id, now, tuple(orders), pickers, packers, pick_s, pack_s,
                   60 * settings.value(session, "waving.handling_minutes"))  # fmt: skip


def solve(known: Morning, seed: int, watch: Watch) -> Made:
    """The wave of every order, released as late as is safe, neighbours together."""
    from wms.planning.waves.problem import WaveParams
    from wms.planning.waves.solve import solve as plan_waves

    problem = _problem(known)
    plan = plan_waves(problem, WaveParams(seed=seed), watch)
    by_id = {order.order_id: order for order in known.orders}
    groups: dict[int, list[Waiting]] = defaultdict(list)
    late: list[Waiting] = []
    for order_id, wave in {r.order_id: r.wave_id for r in plan.solution.releases}.items():
        late.append(by_id[order_id]) if wave is None else groups[wave].append(by_id[order_id])
    reasons = [re.sub(r"\b([Oo]rder) (\d+)", lambda m: f"{m[1]} {by_id[int(m[2])].number}", r) for r in plan.reasons]
    waves = [
        {"starts": (known.now + timedelta(seconds=problem.waves[wave].start_s)).isoformat(timespec="minutes"),
         "orders": sorted(order.number for order in its)}
        for wave, its in sorted(groups.items())
    ]  # fmt: skip
    lines = {order.number: len(order.lines) for order in known.orders}
    rows = [(n, w["starts"], len(w["orders"]), sum(lines[o] for o in w["orders"])) for n, w in enumerate(waves, 1)]
    summary = f"{sum(len(w['orders']) for w in waves)} orders in {len(waves)} waves; {len(late)} find no wave."
    return made(KIND, plan, summary=summary, unit="points", columns=("wave", "starts", "orders", "picks"), rows=rows,
                content={"site_id": known.site_id, "waves": waves, "left": sorted(o.number for o in late)},
                reasons=reasons)  # fmt: skip


@handles("waving.plan", "waves", "orders", "proposals")
def apply_wave_plan(command: ApplyWavePlan, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    waves: list[dict[str, Any]] = proposal.plan["content"]["waves"]
    orders = find.many(unit.session, Order, Order.number, [number for wave in waves for number in wave["orders"]])
    _refuse_changed(waves, orders, proposal.number)
    rows = []
    for wave, number in zip(waves, unit.numbers("W", len(waves)) if waves else (), strict=True):
        its = [orders[name] for name in wave["orders"]]
        cutoff = min(order.cutoff_at for order in its)
        reason = f"{proposal.number}: {len(its)} orders, to be released at {wave['starts']}"
        rows.append(Wave(number=number, site_id=proposal.plan["content"]["site_id"], state=WaveState.PLANNED,
                         cutoff_at=cutoff, planned_at=unit.now, reason=reason))  # fmt: skip
    unit.session.add_all(rows)
    unit.session.flush()
    joined = [{"its_id": orders[name].id, "its_wave": row.id}
              for wave, row in zip(waves, rows, strict=True) for name in wave["orders"]]  # fmt: skip
    if joined:
        unit.session.connection().execute(_JOIN, joined)
    states.forget(unit, Order)
    proposal.state = ProposalState.APPLIED
    values = {"waves": [row.number for row in rows], "count": len(rows), "orders": len(joined)}
    return Answer("{orders} orders are in {count} waves.", values, rows[0].number if rows else "")


_ORDERS = Order.metadata.tables["orders"]
_JOIN = update(_ORDERS).where(_ORDERS.c.id == bindparam("its_id")).values(
    wave_id=bindparam("its_wave"), version=_ORDERS.c.version + 1
)  # fmt: skip


def _refuse_changed(waves: Sequence[dict[str, Any]], orders: dict[str, Order], proposal: str) -> None:
    problems = Problems()
    for name in (name for wave in waves for name in wave["orders"]):
        order = orders.get(name)
        state = "gone" if order is None else "in a wave" if order.wave_id is not None else order.state.value
        if state != OrderState.ALLOCATED.value:
            problems.add("{number} is out of date: the order {order} is {state} by now.", field="proposal",
                         number=proposal, order=name, state=state)  # fmt: skip
    problems.refuse()


def _waiting(session: Session, site_id: int) -> list[Waiting]:
    rows = session.execute(
        select(Order.id, Order.number, Order.cutoff_at, Order.priority, claims.c.item_id, claims.c.quantity,
               Location.aisle_id, claims.c.location_id)
        .join(OrderLine, OrderLine.order_id == Order.id)
        .join(claims, claims.c.order_line_id == OrderLine.id)
        .join(Location, Location.id == claims.c.location_id)
        .where(Order.state == OrderState.ALLOCATED, Order.wave_id.is_(None), Order.site_id == site_id,
               claims.c.state == AllocationState.OPEN, claims.c.stage == Stage.RESERVED)
        .order_by(Order.id, claims.c.id)
    )  # fmt: skip
    lines: dict[tuple[int, str, datetime, int], list[tuple[int, int, int]]] = defaultdict(list)
    for order_id, number, cutoff, priority, item, quantity, aisle, location in rows:
        lines[order_id, number, cutoff, priority].append((item, quantity, aisle or -location))
    return [Waiting(*head, tuple(its)) for head, its in lines.items()]


def _problem(known: Morning) -> WaveProblem:
    """Waves of equal length from now to the last cut-off. A late order goes late rather than never."""
    from wms.planning.waves import problem as planner

    seconds = {o.order_id: max(0, int((o.cutoff - known.now).total_seconds())) for o in known.orders}
    last = max(3_600, *seconds.values())
    count = min(MOST_WAVES, max(1, last // 3_600))
    width = -(-last // count)
    return planner.WaveProblem(
        orders=tuple(
            planner.WaveOrder(
                o.order_id, tuple(planner.WaveLine(i, q, aisle, known.pick_s) for i, q, aisle in o.lines),
                seconds[o.order_id], weight=10 - o.priority, hard=False, pack_s=known.pack_s,
            )
            for o in known.orders
        ),
        waves=tuple(planner.Wave(n, n * width, (n + 1) * width, NO_LIMIT, NO_LIMIT) for n in range(count)),
        shifts=(planner.Shift(0, count * width, known.pickers, known.packers),),
        handling_s=known.handling_s, prices=planner.Prices(aisle=2),
    )  # fmt: skip
