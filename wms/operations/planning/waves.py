"""Allocated orders are spread over the hours until the last carrier leaves; in the middle of a day, once more.

People, lanes, docks and cut-offs decide which order goes when; releasing the waves comes next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import bindparam, update

from wms.base.errors import Problems
from wms.base.jobs import Watch
from wms.model.order import Order
from wms.model.outbound import Wave
from wms.model.words import ProposalState, WaveState
from wms.model.work import Proposal
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.planning import dissolving
from wms.operations.planning.day import Planned, in_words, plan_day
from wms.operations.planning.made import MOST_REASONS, Made, made
from wms.operations.planning.morning import Morning, Waiting
from wms.operations.proposals import open_proposal
from wms.operations.unit import Answer, Unit
from wms.planning.portion import portion

KIND = "waves"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyWavePlan(Command):
    """Make the waves a plan proposes, with their orders; each is then released when its time comes."""

    proposal: str = arg("The proposal's number", refers="proposal")


def solve(known: Morning, seed: int, watch: Watch) -> Made:
    """The wave of every order, released as late as is safe, neighbours together.

    Where other people than those of today are tried, the reasons begin with what they change; then Cancelled is raised
    when that ends before both were planned.
    """
    if known.instead_of is None:
        return _told(plan_day(known, seed, watch), [])
    pickers, packers = known.instead_of
    today = plan_day(replace(known, pickers=pickers, packers=packers, instead_of=None), seed, portion(watch, 0.5))
    watch.stop.raise_if_cancelled()  # one half of a comparison says nothing
    tried = plan_day(known, seed, watch)
    today, tried = _fair(today, tried)
    return _told(tried, changes(today, tried))


def _fair(today: Planned, tried: Planned) -> tuple[Planned, Planned]:
    """More people never make it worse: whoever has more may do what the others would do."""
    more = tried.morning.pickers >= today.morning.pickers and tried.morning.packers >= today.morning.packers
    fewer = tried.morning.pickers <= today.morning.pickers and tried.morning.packers <= today.morning.packers
    if more and len(tried.late()) > len(today.late()):
        tried = replace(tried, plan=today.plan)
    elif fewer and len(today.late()) > len(tried.late()):
        today = replace(today, plan=tried.plan)
    return today, tried


def changes(today: Planned, tried: Planned) -> list[str]:
    """What other people would change, in words."""
    now, then = today.late(), tried.late()
    numbers = {o.number for o in now}, {o.number for o in then}
    people = f"With {_people(tried.morning)} instead of {_people(today.morning)}"
    told = [f"{people} {len(then)} orders are late or find no wave, not {len(now)}."
            if len(then) != len(now) else f"{people} as many orders are late or find no wave: {len(now)}."]  # fmt: skip
    for what, which in (("in time", numbers[0] - numbers[1]), ("late", numbers[1] - numbers[0])):
        if which:
            told.append(f"Then {what}: {', '.join(sorted(which)[:12])}{' …' if len(which) > 12 else ''}.")
    told.append(f"The plan costs {tried.plan.objective:,.0f} points, today's {today.plan.objective:,.0f}.")
    return told


def _people(known: Morning) -> str:
    pickers, packers = known.pickers, known.packers
    return f"{pickers} picker{'s' * (pickers != 1)} and {packers} packer{'s' * (packers != 1)}"


def _told(planned: Planned, first: Sequence[str]) -> Made:
    known, problem = planned.morning, planned.problem
    by_id = {order.order_id: order for order in (*known.orders, *known.begun)}
    groups: dict[int, list[Waiting]] = defaultdict(list)
    left: list[Waiting] = []
    for order_id, wave in planned.wave_of().items():
        left.append(by_id[order_id]) if wave is None else groups[wave].append(by_id[order_id])
    loads = planned.loads()
    waves = [
        {"starts": _at(known, problem.waves[n].start_s), "ends": _at(known, problem.waves[n].end_s),
         "orders": sorted(order.number for order in its), "picks": sum(len(order.lines) for order in its),
         "load": loads[n]}
        for n, its in sorted(groups.items())
    ]  # fmt: skip
    rows = [(n, w["starts"], len(w["orders"]), w["picks"], *(_percent(w["load"][r]) for r in w["load"]))  # type: ignore
            for n, w in enumerate(waves, 1)]  # fmt: skip
    reasons = planned.plan.reasons  # only the first are told; the others are counted
    reasons = (*in_words(planned, reasons[:MOST_REASONS]), *reasons[MOST_REASONS:])
    late = [order.number for order in planned.late()]
    content = {
        "site_id": known.site_id, "waves": waves, "left": sorted(order.number for order in left), "late": late,
        "pickers": known.pickers, "packers": known.packers, "again": dissolving.content(known.orders),
        "begun": len(known.begun), "to_come": planned.to_come,
    }
    summary = f"{len(by_id) - len(known.begun) - len(left)} orders in {len(waves)} waves; {len(left)} find no wave."
    columns = ("wave", "starts", "orders", "picks", "picking %", "packing %", "staging %", "docks %")
    return made(KIND, planned.plan, summary=summary, unit="points", columns=columns, rows=rows, content=content,
                reasons=[*first, *_kept(planned), *reasons])  # fmt: skip


def _kept(planned: Planned) -> list[str]:
    """What the plan goes around."""
    told = []
    if planned.morning.begun:
        told.append(f"{len(planned.morning.begun)} orders in other waves keep their people.")
    if planned.kept_free:
        told.append(f"{100 * planned.kept_free:.0f} % of everybody's time is kept free for about {planned.to_come} "
                    "order lines that are still to come today.")  # fmt: skip
    elif planned.to_come:
        told.append(f"About {planned.to_come} order lines are still to come today; no time is left free for them.")
    return told


def _at(known: Morning, seconds: int) -> str:
    return (known.now + timedelta(seconds=seconds)).isoformat(timespec="minutes")


def _percent(load: Sequence[int | None]) -> int | None:
    use, room = load
    return None if room is None or use is None else 100 * use // max(1, room)


@handles("waving.plan", "waves", "orders", "tasks", "proposals")
def apply_wave_plan(command: ApplyWavePlan, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    waves: list[dict[str, Any]] = proposal.plan["content"]["waves"]
    names = [number for wave in waves for number in wave["orders"]]
    again = proposal.plan["content"].get("again", {})
    problems = Problems()
    dissolving.refuse_begun(unit, again, proposal.number, problems)
    problems.refuse()
    gone = dissolving.dissolve(unit, again)
    orders = find.many(unit.session, Order, Order.number, names)
    _refuse_changed(names, orders, proposal.number)
    rows = _make(unit, proposal, waves, orders)
    joined = [{"its_id": orders[name].id, "its_wave": row.id}
              for wave, row in zip(waves, rows, strict=True) for name in wave["orders"]]  # fmt: skip
    if joined:
        unit.session.connection().execute(_JOIN, joined)
    states.forget(unit, Order)
    proposal.state = ProposalState.APPLIED
    values = {"waves": [row.number for row in rows], "count": len(rows), "orders": len(joined), "dissolved": gone}
    return Answer("{orders} orders are in {count} waves.", values, rows[0].number if rows else "")


def _make(unit: Unit, proposal: Proposal, waves: Sequence[dict[str, Any]], orders: dict[str, Order]) -> list[Wave]:
    rows = []
    for wave, number in zip(waves, unit.numbers("W", len(waves)) if waves else (), strict=True):
        its = [orders[name] for name in wave["orders"]]
        cutoff = min(order.cutoff_at for order in its)
        reason = f"{proposal.number}: {len(its)} orders, to be released at {wave['starts']}"
        rows.append(Wave(number=number, site_id=proposal.plan["content"]["site_id"], state=WaveState.PLANNED,
                         cutoff_at=cutoff, planned_at=unit.now, reason=reason))  # fmt: skip
    unit.session.add_all(rows)
    unit.session.flush()
    return rows


_ORDERS = Order.metadata.tables["orders"]
_JOIN = update(_ORDERS).where(_ORDERS.c.id == bindparam("its_id")).values(
    wave_id=bindparam("its_wave"), version=_ORDERS.c.version + 1
)  # fmt: skip


def _refuse_changed(names: Sequence[str], orders: dict[str, Order], proposal: str) -> None:
    problems = Problems()
    for name in names:
        order = orders.get(name)
        state = "gone" if order is None else "in a wave" if order.wave_id is not None else order.state.value
        if state != "allocated":
            problems.add("{number} is out of date: the order {order} is {state} by now.", field="proposal",
                         number=proposal, order=name, state=state)  # fmt: skip
    problems.refuse()
