"""What a simulated day comes to, in sentences: late orders and when it ends, what other people or plans change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wms.operations.simulating.judged import Moment, Reproduced
from wms.operations.simulating.pieces import Known
from wms.operations.simulating.scenario import Scenario
from wms.operations.simulating.wish import Wish

if TYPE_CHECKING:
    from wms.planning.simulation.compare import Difference
    from wms.planning.simulation.figures import AtCutoff
    from wms.planning.simulation.solve import Simulated

GOOD, FAIR = 0.10, 0.25
"""Up to which error times count as reproduced well, and as roughly."""
FREELY = "In these other ways all come with the first, and whoever is free takes the next walk."
LEAST, TOO_QUICK = 0.05, 2_500
"""Less late orders than that in the mean are none; nobody walks so many millimetres a second."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One way to run the day, and what came out."""

    title: str
    scenario: Scenario
    simulated: Simulated

    @property
    def pickers(self) -> int:
        """How many pick."""
        return len(self.scenario.problem.house.pickers)

    @property
    def packers(self) -> int:
        """How many pack."""
        return len(self.scenario.problem.house.packers)


def title(wish: Wish, first: Wish, people: tuple[int, int]) -> str:
    """What is different in this way to run the day, with so many pickers and packers."""
    counts = dict(zip(("pickers", "packers"), people, strict=True))
    parts = []
    for name in ("pickers", "packers", "plan", "picking", "shift", "pause", "carts", "capacity", "crowd", "to_come"):
        value = getattr(wish, name)
        if value != getattr(first, name):
            parts.append(_DIFFERENT[name, value] if (name, value) in _DIFFERENT else
                         _WORDED[name].format(number=counts.get(name, value)))  # fmt: skip
    return ", ".join(parts) or "the same"


_WORDED = {
    "pickers": "{number} pickers", "packers": "{number} packers", "plan": "waves as in {number}",
    "picking": "picking {number}", "shift": "shift {number}", "pause": "break {number}", "carts": "{number} carts",
    "capacity": "{number} people an aisle", "crowd": "{number} % slower in company",
    "to_come": "{number} orders to come",
}  # fmt: skip
_DIFFERENT = {
    ("plan", "now"): "all released at once", ("plan", ""): "waves as planned", ("picking", "batch"): "walks by cart",
    ("picking", "discrete"): "one walk an order", ("picking", ""): "walks as they are", ("shift", ""): "usual shift",
    ("pause", ""): "no break", ("carts", 0): "any number of carts", ("capacity", 0): "any number in an aisle",
    ("to_come", 0): "no orders to come",
}  # fmt: skip


def outcome(known: Known, tried: Tried) -> Iterator[str]:
    """When it ends, what is late by each cut-off, what stays undone, and where people's time goes."""
    figures, count = tried.simulated.figures, tried.simulated.figures.days
    end, bad = known.clock(figures.finish.p50), known.clock(figures.finish.p90)
    yield f"{count} days were tried; pickers: {tried.pickers}, packers: {tried.packers}."
    yield f"The last order goes at {end} in the median, at {bad} on a bad day (one in ten)."
    for one in figures.cutoffs:
        yield _cutoff(known, one)
    if figures.newcomers.mean > 0:
        coming, late = figures.newcomers.mean, figures.late_newcomers.mean
        yield f"Of the {coming:.0f} orders that come in on the day {late:.1f} are late in the mean."
    if figures.left.mean >= LEAST:
        yield f"Before the shift ends nobody comes to {figures.left.mean:.1f} order lines in the mean."
    if tried.scenario.unplanned:
        yield f"{tried.scenario.unplanned} orders find no wave in this plan and are not picked."
    yield _time(tried)
    worst = next((one for one in figures.aisles if one[1].mean >= 60), None)
    if worst is not None:
        aisle, minutes = known.aisle(worst[0]), worst[1].mean / 60
        yield f"Most time is lost in aisle {aisle}, {minutes:.0f} min a day in all."
    if tried.simulated.stopped:
        yield f"It was stopped early: these figures rest on {count} days only."


def changes(first: Tried, other: Tried, found: Sequence[Difference]) -> Iterator[str]:
    """What the other way changes, on the same days, and whether that is more than luck."""
    by_name = {one.measure: one for one in found}
    late, end, walking = by_name["late"], by_name["finish_s"], by_name["walking_s"].mean / 60
    name, low, high = other.title, min(abs(late.low), abs(late.high)), max(abs(late.low), abs(late.high))
    if late.clear and late.mean < 0:
        yield f"With {name} {-late.mean:.1f} orders fewer are late (95 %: {low:.1f} to {high:.1f})."
    elif late.clear:
        yield f"With {name} {late.mean:.1f} orders more are late (95 %: {low:.1f} to {high:.1f})."
    else:
        give = late.high - late.mean
        yield f"With {name} as many orders are late, as far as can be told ({late.mean:+.1f} ± {give:.1f})."
    minutes, give = end.mean / 60, (end.high - end.mean) / 60
    if end.clear and minutes <= -0.5:
        yield f"The last order goes {-minutes:.0f} min earlier (± {give:.0f} min)."
    elif end.clear and minutes >= 0.5:
        yield f"The last order goes {minutes:.0f} min later (± {give:.0f} min)."
    before, after = first.scenario.walk_mm / 1_000, other.scenario.walk_mm / 1_000
    if round(before) != round(after):
        yield f"People walk {after:,.0f} m instead of {before:,.0f} m, {walking:+.0f} min."


def honesty(known: Known, found: Reproduced | None) -> Iterator[str]:
    """What the figures rest on; for a past day, how well it is reproduced."""
    its = known.learnt
    if its.walks:
        speed = its.walk_mm_s / 1_000
        yield f"Times are learnt from {its.walks} walks of {its.days} other days."
        yield f"People walk {speed:.1f} m/s, need {its.setup_s:.0f} s to begin a walk and {its.pick_s:.1f} s a pick."
        if its.walk_mm_s >= TOO_QUICK:
            yield "That is quicker than people walk: are walks claimed only after they have begun?"
    else:
        yield "Too few walks are in the books to learn from; people work as it is set for planning waves."
    if its.packed:
        yield f"Packing takes {its.pack_s:.0f} s an order, as {its.packed} packed orders show."
    else:
        yield f"Packing takes {its.pack_s:.0f} s an order, as it is set."
    if known.unready:
        yield f"{known.unready} orders of the day have no stock set aside yet and are no part of it."
    overdue = sum(order.overdue for order in known.orders)
    if overdue:
        yield f"{overdue} orders have missed their truck already; they are taken to go with the day's last one."
    if found is not None:
        yield from _reproduced(known, found)


def _cutoff(known: Known, one: AtCutoff) -> str:
    when, median, bad = known.clock(one.cutoff_s), one.late.p50, one.late.p90
    if bad == 0 and one.late.mean < LEAST:
        return f"Of the orders that leave at {when} ({one.orders}) none is late."
    low, high = max(0.0, one.late.low), one.late.high
    return (f"Of the orders that leave at {when} ({one.orders}) {median:.0f} are late in the median, {bad:.0f} on a "
            f"bad day ({one.late.mean:.1f} in the mean; 95 %: {low:.1f} to {high:.1f}).")  # fmt: skip


def _time(tried: Tried) -> str:
    its = {name: 100 * share.mean for name, share in tried.simulated.figures.pickers.items()}
    walking, picking, idle = its["walk"], its["pick"] + its["setup"], its["idle"]
    waiting = its["aisle"] + its["crowd"] + its["goods"]
    return (f"Until the last walk pickers walk {walking:.0f} % of their time, pick {picking:.0f} %, wait for each "
            f"other {waiting:.0f} % and have nothing to do {idle:.0f} %.")  # fmt: skip


def _reproduced(known: Known, found: Reproduced) -> Iterator[str]:
    yield f"The last pick: {_held(known, found.picked)}."
    if found.packed is not None:
        yield f"The last order packed: {_held(known, found.packed)}."
    hours, walks, ratio = 100 * found.hours_off, 100 * found.walks_off, 100 * found.walks_ratio
    yield f"Lines by hour are {hours:.0f} % off, single walks {walks:.0f} %."
    off = max(abs(found.walks_ratio - 1), found.end_off)
    if off <= GOOD and found.hours_off <= FAIR:
        yield f"The day is reproduced well: its {found.walks} walks take {ratio:.0f} % of the time they took."
    elif off <= FAIR:
        yield f"The day is reproduced roughly: its {found.walks} walks take {ratio:.0f} % of the time they took."
    else:
        yield f"The day is not reproduced: its {found.walks} walks take {ratio:.0f} % of the time they took."
        yield "Do not plan by these figures before it is known why."
    yield "Who came when and walked what is taken from the books; how long it takes is learnt from other days."


def _held(known: Known, moment: Moment) -> str:
    was, median, minutes = known.clock(moment.actual_s), known.clock(moment.simulated.p50), moment.error_s / 60
    low, high = known.clock(moment.simulated.p10), known.clock(moment.simulated.p90)
    return f"{was} in truth, {median} simulated ({minutes:+.0f} min; 8 of 10 days {low} to {high})"
