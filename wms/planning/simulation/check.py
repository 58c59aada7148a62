"""An independent judge of a day that was run: every rule from what was seen, nothing from the engine's own state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wms.planning.plan import Violation
from wms.planning.simulation.check_out import orders
from wms.planning.simulation.problem import Batch
from wms.planning.simulation.run import Run, brought
from wms.planning.simulation.steps import most_at_once


def check(run: Run) -> list[Violation]:
    """Every broken rule; empty when the day could have gone so."""
    return [*_lines(run), *_walks(run), *_people(run), *_aisles(run), *_goods(run), *orders(run)]


def _lines(run: Run) -> Iterator[Violation]:
    """Every line of a walk that was begun is picked or short exactly once; no other line ever."""
    done = Counter(line for line, _, _, _ in run.stops)
    place = {line.line_id: number for number, line in enumerate(run.problem.lines)}
    batches = {batch.batch_id: batch for batch in run.problem.batches}
    wanted = {place[stop.line_id] for batch_id, *_ in run.walks for stop in batches[batch_id].stops}
    for line in {*done, *wanted}:
        wrong = abs(done[line] - (line in wanted))
        if wrong:
            text = f"Line {run.problem.lines[line].line_id} was done {done[line]} times."
            yield Violation("lines", f"line {run.problem.lines[line].line_id}", wrong, text)
    for batch_id, times in Counter(batch_id for batch_id, *_ in run.walks).items():
        if times > 1:
            yield Violation("walks", f"batch {batch_id}", times - 1, f"Batch {batch_id} was walked {times} times.")


def _walks(run: Run) -> Iterator[Violation]:
    """Each walk begins after its release, visits its stops in their order, and takes the time its ways need."""
    batches = {batch.batch_id: batch for batch in run.problem.batches}
    seen = {line: (who, begin, end) for line, who, begin, end in run.stops}
    place = {line.line_id: number for number, line in enumerate(run.problem.lines)}
    for batch_id, who, begin, end in run.walks:
        batch = batches[batch_id]
        subject = f"batch {batch_id}"
        if begin < batch.release_s * 1_000:
            yield Violation("release", subject, batch.release_s - begin / 1_000, f"Batch {batch_id} begins too early.")
        stops = [seen.get(place[stop.line_id], (who, begin, begin)) for stop in batch.stops]
        moments = [begin + _time(run, who, run.problem.pace.setup_s * 1_000), *(m for _, b, e in stops for m in (b, e))]
        moments.append(end)
        if any(other != who for other, _, _ in stops):
            yield Violation("walks", subject, 1, f"Somebody else picked for batch {batch_id}.")
        ways = enumerate(_ways(run, who, batch))
        if batch.picker not in (-1, who):
            yield Violation("walks", subject, 1, f"Batch {batch_id} was walked by somebody it was not meant for.")
        short = sum(max(0, need - (moments[2 * n + 1] - moments[2 * n])) for n, need in ways)
        if short:
            text = f"Batch {batch_id} was walked {short} ms faster than its ways allow."
            yield Violation("walking time", subject, short, text)


def _ways(run: Run, who: int, batch: Batch) -> list[int]:
    """Milliseconds this person needs from stop to stop and home."""
    speed = run.problem.pace.walk_mm_s
    return [_time(run, who, way * 1_000 // speed) for way in (*(stop.walk_mm for stop in batch.stops), batch.home_mm)]


def _time(run: Run, who: int, time: int) -> int:
    return round(time * run.pickers[who].factor)


def _people(run: Run) -> Iterator[Violation]:
    """Nobody does two things at once, begins after the shift, or has time that is not accounted for."""
    crews = (
        ("picker", run.pickers, run.problem.house.pickers, run.walks),
        ("packer", run.packers, run.problem.house.packers, run.benches),
    )  # fmt: skip
    for kind, spent, people, jobs in crews:
        for who, (its, person) in enumerate(zip(spent, people, strict=True)):
            own = sorted((begin, end) for _, number, begin, end in jobs if number == who)
            subject = f"{kind} {who}"
            overlap = sum(max(0, end - begin) for (_, end), (begin, _) in pairwise(own))
            if overlap:
                yield Violation("two places", subject, overlap, f"The {subject} is in two places at once.")
            outside = [b for b, _ in own if not person.start_s * 1_000 <= b < person.end_s * 1_000]
            if outside:
                yield Violation("shift", subject, len(outside), f"The {subject} begins work outside the shift.")
            lost = its.left - its.came - sum(its.on.values())
            if lost:
                yield Violation("time", subject, lost, f"{lost} ms of the {subject}'s day are not accounted for.")


def _aisles(run: Run) -> Iterator[Violation]:
    """No aisle holds more than it takes, and in one-way aisles nobody overtakes."""
    visits: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for aisle_id, who, since, until, _ in run.visits:
        visits[aisle_id].append((since, until, who))
    stops = _stops(run) if any(aisle.one_way for aisle in run.problem.aisles) else {}
    for aisle in run.problem.aisles:
        its = sorted(visits[aisle.aisle_id])
        most = most_at_once((since, until, 1) for since, until, _ in its)
        if aisle.capacity and most > aisle.capacity:
            text = f"{most} people are in aisle {aisle.aisle_id}, which takes {aisle.capacity}."
            yield Violation("aisle", f"aisle {aisle.aisle_id}", most - aisle.capacity, text)
        if aisle.one_way:
            yield from _overtaking(stops, aisle.aisle_id, its)


def _stops(run: Run) -> dict[tuple[int, int], list[tuple[int, int, int]]]:
    """By aisle and picker: from, until, and how deep."""
    where = {stop.line_id: stop for batch in run.problem.batches for stop in batch.stops}
    found: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for line, who, begin, end in run.stops:
        stop = where[run.problem.lines[line].line_id]
        found[stop.aisle_id, who].append((begin, end, stop.along_mm))
    return found


def _overtaking(
    stops: dict[tuple[int, int], list[tuple[int, int, int]]], aisle_id: int, visits: Sequence[tuple[int, int, int]]
) -> Iterator[Violation]:
    inside = [
        [stop for stop in stops.get((aisle_id, who), ()) if since <= stop[0] <= until] for since, until, who in visits
    ]
    for first, second in _pairs(visits, inside):
        for begin, _, along in second:
            if any(place <= along and end > begin for _, end, place in first):
                text = f"Somebody overtakes in the one-way aisle {aisle_id}."
                yield Violation("one-way", f"aisle {aisle_id}", 1, text)


def _pairs(
    visits: Sequence[tuple[int, int, int]], inside: Sequence[list[tuple[int, int, int]]]
) -> Iterator[tuple[list[tuple[int, int, int]], list[tuple[int, int, int]]]]:
    """The stops of any two visits that overlap, the one that began earlier first."""
    for n, (_, until, _) in enumerate(visits):
        for m in range(n + 1, len(visits)):
            if visits[m][0] >= until:
                break
            yield inside[n], inside[m]


def _goods(run: Run) -> Iterator[Violation]:
    """Nothing is picked before it was brought."""
    there = {one: moment for moment, one in brought(run.problem.replenishments, run.problem.house.movers)}
    for line, _, begin, _ in run.stops:
        its = run.problem.lines[line]
        if its.after and begin < there[its.after]:
            early = there[its.after] - begin
            text = f"Line {its.line_id} is picked {early} ms before its goods are there."
            yield Violation("goods", f"line {its.line_id}", early, text)

