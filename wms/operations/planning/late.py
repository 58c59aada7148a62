"""Why is this order late, or will it be, and what is the cheapest that helps?

What stands in its way is read from the books: stock that is missing, a wave it is not in yet, picks before it, a
bench that is full. What helps is tried, not guessed: with its urgency raised, with one more person, by the same plan.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from wms.base.jobs import Watch
from wms.model.words import OrderState
from wms.operations.planning.case import Case
from wms.operations.planning.day import Planned, in_words, plan_day
from wms.operations.planning.made import clock
from wms.operations.planning.morning import Morning, Waiting
from wms.planning.portion import portion

OVER = (OrderState.SHIPPED, OrderState.CANCELLED, OrderState.HELD)
MOST_PEOPLE = 3
MOVES = 300_000
"""Moves of each trial's search: some tenths of a second."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would help, what it costs in minutes of people or of the carrier, and which orders it makes late."""

    what: str
    minutes: int
    also_late: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Why:
    """One order's story. `late_s` is by how much it misses its carrier (below 0: so much is left; None: not known)."""

    order: str
    state: str
    verdict: str
    late_s: int | None
    facts: tuple[str, ...]
    remedies: tuple[Remedy, ...] = ()


def solve(case: Case, seed: int, watch: Watch) -> Why:
    """The verdict, the facts behind it, and what would help, the cheapest first."""
    if case.state in OVER:
        return _over(case)
    if case.state in (OrderState.PICKED, OrderState.PACKED):
        return _behind(case, 0)
    if case.state is OrderState.RELEASED:
        return _behind(case, case.own if case.started else case.ahead)
    if not any(o.number == case.number for o in case.morning.orders):
        return _without_stock(case)
    return _waiting(case, seed, watch)


def _over(case: Case) -> Why:
    late = None if case.shipped_at is None else int((case.shipped_at - case.cutoff).total_seconds())
    verdict = f"It is {case.state.value}."
    if late is not None:
        verdict = f"It was shipped {_span(abs(late))} {'after' if late > 0 else 'before'} its carrier's time."
    return Why(case.number, case.state.value, verdict, late, _facts(case))


def _without_stock(case: Case) -> Why:
    facts = case.missing or ("Nothing is set aside for it; nobody has tried to allocate it yet.",)
    remedy = Remedy("Allocate it again when its goods are there, or offer a substitute.", 1)
    verdict = "It cannot be picked: stock is missing." if case.missing else "It waits to be allocated."
    return Why(case.number, case.state.value, verdict, None, (f"Its carrier leaves at {clock(case.cutoff)}.", *facts),
               (remedy,))  # fmt: skip


def _behind(case: Case, picks: int) -> Why:
    """Released, picked or packed: what is before it is counted, at the usual pace."""
    day = case.morning
    picking = picks * day.pick_s // (1 if case.started else day.pickers)
    packing = case.to_pack * day.pack_s // day.packers
    out = day.now + timedelta(seconds=picking + packing + (0 if case.state is OrderState.PACKED else day.handling_s))
    late = int((out - case.cutoff).total_seconds())
    facts = [*_facts(case)]
    if picks:
        whose = f"of its batch {case.batch}" if case.started else "due no later than it"
        facts.append(f"{picks} picks {whose} are not done: {_span(picking)}.")
    if case.to_pack:
        facts.append(f"{case.to_pack} orders due no later wait at the benches: {_span(packing)}.")
    facts.append(f"At the usual pace it is ready for its carrier at {clock(out)}.")
    return Why(case.number, case.state.value, _verdict(late), late, tuple(facts),
               tuple(_quicker(case, picks, packing, late)) if late > 0 else ())  # fmt: skip


def _quicker(case: Case, picks: int, packing: int, late: int) -> list[Remedy]:
    """What makes the way of a released order shorter."""
    day, work = case.morning, picks * case.morning.pick_s
    found = [_carrier(day, case.cutoff, late)]
    if not case.started and case.batch and work // day.pickers - case.own * day.pick_s >= late:
        found.append(Remedy(f"Walk its batch {case.batch} next.", 0))
    kinds = [("packer", packing * day.packers, day.packers)]
    kinds += [] if case.started else [("picker", work, day.pickers)]
    for kind, seconds, people in kinds:
        enough = (n for n in range(1, MOST_PEOPLE + 1) if seconds // people - seconds // (people + n) >= late)
        if more := next(enough, 0):
            found.append(_more(more, kind, more * seconds // (people + more) // 60))
    return sorted(found, key=lambda remedy: remedy.minutes)


def _waiting(case: Case, seed: int, watch: Watch) -> Why:
    """It waits for its wave: the day is planned, and planned again with what might help."""
    day = case.morning
    today = plan_day(day, seed, portion(watch, 0.3), moves=MOVES, prove=False)
    mine = next(o for o in day.orders if o.number == case.number)
    late = _lateness(today, mine)
    facts = list(_facts(case))
    wave = today.wave_of()[mine.order_id]
    facts.append("Nobody can pick, pack, stage and load it before the last carrier leaves." if wave is None else
                 f"The best plan picks it from {clock(day.now + timedelta(seconds=today.problem.waves[wave].start_s))}"
                 f" on and has it ready at {clock(today.out_at(wave))}.")  # fmt: skip
    if case.wave:
        facts.append(f"Nobody has begun {case.wave}: planning waves again may give it another one.")
    facts += in_words(today, [text for text in today.plan.reasons if f"Order {mine.order_id} " in text])
    if late is not None and late <= 0:
        return Why(case.number, case.state.value, _verdict(late), late, tuple(facts))
    remedies = _tried(today, mine, late, seed, watch)
    return Why(case.number, case.state.value, _verdict(late), late, tuple(facts), tuple(remedies))


def _tried(today: Planned, mine: Waiting, late: int | None, seed: int, watch: Watch) -> list[Remedy]:
    """The remedies that work, tried by planning; those that make nobody else late first, then the cheapest."""
    before = {o.number for o in today.late()}
    trials = _trials(today.morning, mine)
    found: list[Remedy] = []
    helped: set[str] = set()
    for number, (kind, remedy, trial) in enumerate(trials):
        if watch.stop() or kind in helped:
            continue
        plan = plan_day(trial, seed, portion(watch, 1 / (len(trials) - number)), moves=MOVES, prove=False)
        if (then := _lateness(plan, mine)) is not None and then <= 0:
            helped.add(kind)
            found.append(replace(remedy, also_late=tuple(sorted({o.number for o in plan.late()} - before))))
    if late is not None:
        found.append(_carrier(today.morning, mine.cutoff, late))
    return sorted(found, key=lambda remedy: (len(remedy.also_late), remedy.minutes))


def _trials(day: Morning, mine: Waiting) -> list[tuple[str, Remedy, Morning]]:
    """What might help a waiting order: urgency, and one to three more people of either kind until its cut-off."""
    found = []
    if mine.priority > 1:
        orders = tuple(replace(o, priority=1) if o.number == mine.number else o for o in day.orders)
        found.append(("urgency", Remedy("Give it priority 1.", 0), replace(day, orders=orders)))
    minutes = max(1, -(-int((mine.cutoff - day.now).total_seconds()) // 60))
    for more in range(1, MOST_PEOPLE + 1):
        picking, packing = replace(day, pickers=day.pickers + more), replace(day, packers=day.packers + more)
        found.append(("picker", _more(more, "picker", more * minutes), picking))
        found.append(("packer", _more(more, "packer", more * minutes), packing))
    return found


def _lateness(planned: Planned, order: Waiting) -> int | None:
    wave = planned.wave_of()[order.order_id]
    return None if wave is None else int((planned.out_at(wave) - order.cutoff).total_seconds())


def _verdict(late: int | None) -> str:
    if late is None:
        return "It will not be ready today."
    return f"It will be {_span(late)} late." if late > 0 else f"It will be in time, with {_span(-late)} to spare."


def _facts(case: Case) -> tuple[str, ...]:
    where = f" in wave {case.wave}" if case.wave else " and in no wave" if case.state is OrderState.ALLOCATED else ""
    batch = f", batch {case.batch} ({'begun' if case.started else 'not begun'})" if case.batch else ""
    return (f"Its carrier leaves at {clock(case.cutoff)}; it is {case.state.value}{where}{batch}.", *case.missing)


def _carrier(day: Morning, cutoff: datetime, late: int) -> Remedy:
    if cutoff <= day.now:
        return Remedy("Its carrier has left; give it the cut-off of the next one.", 0)
    return Remedy(f"Ask its carrier to wait {_span(late)}.", -(-late // 60))


def _more(count: int, kind: str, minutes: int) -> Remedy:
    return Remedy(f"{count} more {kind}{'s' * (count > 1)}, for {_span(60 * minutes)} of work.", minutes)


def _span(seconds: int) -> str:
    hours, minutes = divmod(-(-seconds // 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def sentences(why: Why) -> Sequence[str]:
    """The story as lines to read: facts, then what would help."""
    told = [*why.facts]
    for number, remedy in enumerate(why.remedies):
        harm = f" Then late: {', '.join(remedy.also_late[:12])}." if remedy.also_late else ""
        told.append(f"{'Or' if number else 'Cheapest'}: {remedy.what}{harm}")
    return told
