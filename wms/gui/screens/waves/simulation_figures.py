"""What simulated days came to, as series for charts and rows for tables. Plain data, without widgets."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from wms.app.simulating import Outcome
from wms.gui.charts.series import Series
from wms.gui.texts.say import say
from wms.operations.simulating.told import Tried

MOST_AISLES = 20
_STEPS_S = (60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400)
_BARS = 12


def way_titles(outcome: Outcome) -> list[str]:
    """What each way to run the day is called."""
    return [say("As wished"), *(", ".join(say(part) for part in one.title.split(", ")) for one in outcome.tried[1:])]


def finishing(outcome: Outcome) -> tuple[list[str], list[Series]]:
    """On how many days the last order goes in which stretch; a series a way."""
    ends = [[day.finish_s for day in one.simulated.days] for one in outcome.tried]
    low, high = min(min(its) for its in ends), max(max(its) for its in ends)
    step = next((one for one in _STEPS_S if (high - low) / one < _BARS), _STEPS_S[-1])
    first = low // step
    count = high // step - first + 1
    labels = [outcome.known.clock((first + n) * step) for n in range(count)]
    titles = way_titles(outcome)
    return labels, [
        Series(title, [float(sum(end // step - first == n for end in its)) for n in range(count)])
        for title, its in zip(titles, ends, strict=True)
    ]


def lateness(tried: Tried, outcome: Outcome) -> tuple[list[str], list[Series]]:
    """Late orders by cut-off, in the median and on a bad day."""
    cutoffs = tried.simulated.figures.cutoffs
    return [outcome.known.clock(one.cutoff_s) for one in cutoffs], [
        Series(say("In the median"), [one.late.p50 for one in cutoffs]),
        Series(say("On a bad day (one in ten)"), [one.late.p90 for one in cutoffs]),
    ]


def people(outcome: Outcome, crew: str) -> tuple[list[str], list[Series]]:
    """What part of pickers' or packers' time goes where (%), for each way to run the day."""
    shares = [getattr(one.simulated.figures, crew) for one in outcome.tried]
    kinds = _picking() if crew == "pickers" else _packing()
    rows = [(name, [100 * sum(its[part].mean for part in parts) for its in shares]) for name, parts in kinds]
    return way_titles(outcome), [Series(name, values) for name, values in rows if max(values) >= 0.05]


def _picking() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What pickers' time is told as, and what belongs to it."""
    return (
        (say("Walking"), ("walk",)), (say("Picking"), ("pick",)), (say("Getting ready"), ("setup",)),
        (say("Waiting for each other"), ("aisle", "crowd")), (say("Waiting for goods"), ("goods",)),
        (say("Pauses between walks"), ("other",)), (say("Break"), ("rest",)), (say("Nothing to do"), ("idle",)),
    )  # fmt: skip


def _packing() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What packers' time is told as."""
    return (
        (say("Packing"), ("pack",)), (say("Waiting for room in the lanes"), ("lane",)), (say("Break"), ("rest",)),
        (say("Nothing to do"), ("idle",)),
    )  # fmt: skip


def queues(tried: Tried, outcome: Outcome) -> tuple[list[str], list[Series]]:
    """How many wait for what, over the day, with what one day in ten goes below and above."""
    figures = tried.simulated.figures
    named = (("walks", say("Walks for a picker")), ("benches", say("Orders for a packer")),
             ("docks", say("Orders for a dock")), ("aisles", say("Pickers for an aisle")))  # fmt: skip
    labels = [outcome.known.clock(n * figures.bin_s) for n in range(len(figures.lines.mean))]
    first = next((n for n in range(len(labels)) if any(figures.queues[key].mean[n] > 0 for key, _ in named)), 0)
    first = min(first, max(0, outcome.known.from_s // figures.bin_s))
    return labels[first:], [
        Series(name, its.mean[first:], low=its.p10[first:], high=its.p90[first:])
        for key, name in named if any((its := figures.queues[key]).mean)
    ]  # fmt: skip


def aisles(tried: Tried, outcome: Outcome) -> tuple[list[str], list[Series]]:
    """Minutes a day that are lost in each aisle by waiting and by company, the worst first."""
    found = [one for one in tried.simulated.figures.aisles if one[1].mean > 0][:MOST_AISLES]
    return [outcome.known.aisle(number) for number, _ in found], [
        Series(say("In the mean"), [waited.mean / 60 for _, waited in found]),
        Series(say("On a bad day (one in ten)"), [waited.p90 / 60 for _, waited in found]),
    ]


def compared(outcome: Outcome) -> list[tuple[Any, ...]]:
    """Rows: the other way, what is measured, the mean as wished and of the other, the difference, ±, whether clear."""
    rows: list[tuple[Any, ...]] = []
    names = _measures()
    for title, found in zip(way_titles(outcome)[1:], outcome.differences, strict=True):
        wanted = [one for one in found if one.first or one.other]
        for number, one in enumerate(wanted):
            figures = (_figure(outcome, one.measure, value) for value in (one.first, one.other))
            scale = 60 if one.measure.endswith("_s") else 1
            apart = f"{one.mean / scale:+,.1f}", f"{(one.high - one.mean) / scale:,.1f}"
            clear = say("yes") if one.clear else say("no")
            rows.append((title if not number else "", names[one.measure], *figures, *apart, clear))
    return rows


def _figure(outcome: Outcome, measure: str, value: float) -> str:
    """A moment by the clock, time in minutes, anything else as a number."""
    if measure in ("finish_s", "picked_s", "packed_s"):
        return outcome.known.clock(value)
    return f"{value / 60 if measure.endswith('_s') else value:,.1f}"


def _measures() -> dict[str, str]:
    """What is compared, as people call it."""
    return {
        "finish_s": say("Last order goes (difference in min)"), "picked_s": say("Last pick (difference in min)"),
        "packed_s": say("Last order packed (difference in min)"), "late": say("Late orders"),
        "left": say("Lines not picked"),
        "walking_s": say("Walking (min)"), "waiting_s": say("Waiting for each other (min)"),
        "idle_s": say("Nothing to do (min)"),
    }  # fmt: skip


def by_hour(outcome: Outcome) -> tuple[list[str], list[Series]]:
    """Lines picked by the hour of a past day, as it was and as simulated."""
    if outcome.reproduced is None:
        return [], []
    hours = outcome.reproduced.by_hour
    return [outcome.known.clock(3_600 * n) for n in range(len(hours))], [
        Series(say("In truth"), [float(was) for was, _ in hours]),
        Series(say("Simulated (mean)"), [round(there, 1) for _, there in hours]),
    ]


def headline(outcome: Outcome) -> Sequence[tuple[str, str, str]]:
    """The figures above all: label, value and a note."""
    figures, known = outcome.tried[0].simulated.figures, outcome.known
    orders = len(known.orders)
    idle = 100 * figures.pickers["idle"].mean
    return (
        (say("Last order goes"), known.clock(figures.finish.p50),
         say("{moment} on a bad day", moment=known.clock(figures.finish.p90))),
        (say("Late orders"), say("{count} of {orders}", count=f"{figures.late.p50:.0f}", orders=f"{orders:,}"),
         say("{count} on a bad day", count=f"{math.ceil(figures.late.p90)}")),
        (say("Pickers have nothing to do"), f"{idle:.0f} %", say("until the last walk")),
    )  # fmt: skip
