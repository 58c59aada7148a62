"""What a day's simulation must know: orders, the walks that pick them, people, aisles, benches, lanes and docks.

Times are whole seconds on one clock of the caller's choice (0 is when the simulated day begins), ways millimetres. The
same problem and seed always give the same day, whatever machine it runs on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise

from wms.planning.plan import Violation


class From(IntEnum):
    """Where an order stands when the day begins: still to be picked, picked, or packed."""

    PICK = 0
    PACK = 1
    LOAD = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to take at one place: usual seconds there, how likely it is short, and what must be brought before.

    `after` is the id of a replenishment, 0 when nothing has to be brought.
    """

    line_id: int
    order_id: int
    pick_s: float
    short: float = 0.0
    after: int = 0


@dataclass(frozen=True, slots=True)
class Order:
    """One order: when its truck leaves, and what packing and loading it take. `ready_s` counts from where it begins."""

    order_id: int
    cutoff_s: int
    pack_s: float
    load_s: float = 0.0
    litres: int = 0
    begins: From = From.PICK
    ready_s: int = 0


@dataclass(frozen=True, slots=True)
class Stop:
    """One line on a walk: the way to it from the stop before, and where it lies (aisle 0: in none).

    `along_mm` is how deep in its aisle it lies in the direction people walk; it matters in one-way aisles only.
    """

    line_id: int
    walk_mm: int
    aisle_id: int = 0
    along_mm: int = 0


@dataclass(frozen=True, slots=True)
class Batch:
    """One walk: its stops in order, the way back, when it may begin, and its turn (smallest `rank` first).

    `picker` is the place of the one who walks it among the pickers; −1: whoever is free.
    """

    batch_id: int
    stops: tuple[Stop, ...]
    home_mm: int = 0
    release_s: int = 0
    rank: int = 0
    picker: int = -1


@dataclass(frozen=True, slots=True)
class Aisle:
    """How many people an aisle takes at once (0: any number); in one-way aisles nobody overtakes."""

    aisle_id: int
    capacity: int = 0
    one_way: bool = False


@dataclass(frozen=True, slots=True)
class Replenishment:
    """Goods to be brought to a place: from when on, and how long one person needs for it."""

    replenishment_id: int
    seconds: int
    release_s: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """At work from `start_s` to `end_s`, with breaks (from, until). A walk that has begun is finished first."""

    start_s: int
    end_s: int
    breaks: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class House:
    """Who and what there is. `carts`, `docks` and `staging` (litres) of 0 are no limit."""

    pickers: tuple[Person, ...]
    packers: tuple[Person, ...]
    movers: int = 0
    carts: int = 0
    docks: int = 0
    staging: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """How people work. Spreads are the standard deviation of the logarithm: 0.3 is about 30 %.

    `line_spread` is that of a pick, `person_spread` that between people, `bench_spread` that of packing and loading.
    Each further person in an aisle makes a stop there take `crowd` of its time longer. `gaps_s` are pauses seen between
    one person's walks while work was waiting; one of them is drawn each time.
    """

    walk_mm_s: int = 1_000
    setup_s: int = 60
    short_s: int = 30
    stage_s: int = 60
    line_spread: float = 0.35
    person_spread: float = 0.10
    bench_spread: float = 0.30
    crowd: float = 0.15
    gaps_s: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Newcomer:
    """An order as it may still come in: its lines and their walk; it leaves with the truck at `order.cutoff_s`."""

    order: Order
    lines: tuple[Line, ...]
    batch: Batch


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Orders that come in while the day runs: so many an hour, at random moments, each like one of `like`."""

    per_hour: float
    from_s: int
    until_s: int
    like: tuple[Newcomer, ...]


@dataclass(frozen=True, slots=True)
class SimulationProblem:
    """One day. Lines no batch names are never picked, and their orders do not go out."""

    orders: tuple[Order, ...]
    lines: tuple[Line, ...]
    batches: tuple[Batch, ...]
    house: House
    pace: Pace = field(default_factory=Pace)
    aisles: tuple[Aisle, ...] = ()
    replenishments: tuple[Replenishment, ...] = ()
    arrivals: Arrivals | None = None


@dataclass(frozen=True, slots=True)
class SimulationParams:
    """How many days are tried, beginning with which seed, and how fine (in seconds) queues are told over time."""

    seeds: int = 30
    first_seed: int = 0
    bin_s: int = 900


def contradictions(problem: SimulationProblem) -> Iterator[Violation]:
    """What makes a day impossible to run; empty when it can be tried."""
    orders, lines = {o.order_id for o in problem.orders}, {line.line_id for line in problem.lines}
    yield from _twice("order", [o.order_id for o in problem.orders])
    yield from _twice("line", [line.line_id for line in problem.lines])
    yield from _twice("batch", [batch.batch_id for batch in problem.batches])
    yield from _twice("stop for line", [stop.line_id for batch in problem.batches for stop in batch.stops])
    for line in problem.lines:
        if line.order_id not in orders:
            yield Violation("identity", f"line {line.line_id}", 1, f"Line {line.line_id} belongs to no order.")
    for batch in problem.batches:
        if batch.picker >= len(problem.house.pickers):
            text = f"Batch {batch.batch_id} is for picker {batch.picker + 1}, who is not there."
            yield Violation("people", f"batch {batch.batch_id}", 1, text)
        for stop in batch.stops:
            if stop.line_id not in lines:
                text = f"Batch {batch.batch_id} stops for line {stop.line_id}, which is not known."
                yield Violation("identity", f"batch {batch.batch_id}", 1, text)
    yield from _people(problem)
    yield from _amounts(problem)
    yield from _backwards(problem)


def _people(problem: SimulationProblem) -> Iterator[Violation]:
    house = problem.house
    if problem.batches and not house.pickers:
        yield Violation("people", "pickers", len(problem.batches), "There are walks, but nobody picks.")
    if any(o.begins != From.LOAD for o in problem.orders) and not house.packers:
        yield Violation("people", "packers", len(problem.orders), "There are orders, but nobody packs.")
    if problem.replenishments and house.movers < 1:
        text = "Goods have to be brought, but nobody brings them."
        yield Violation("people", "movers", len(problem.replenishments), text)
    for kind, people in (("Picker", house.pickers), ("Packer", house.packers)):
        for number, person in enumerate(people, 1):
            if person.end_s <= person.start_s:
                text = f"{kind} {number}'s shift ends before it begins."
                yield Violation("shift", f"{kind.lower()} {number}", person.start_s - person.end_s, text)
            if any(end < start for start, end in person.breaks):
                text = f"A break of {kind.lower()} {number} ends before it begins."
                yield Violation("shift", f"{kind.lower()} {number}", 1, text)


def _amounts(problem: SimulationProblem) -> Iterator[Violation]:
    known = {one.replenishment_id for one in problem.replenishments}
    for line in problem.lines:
        if line.pick_s < 0 or not 0 <= line.short <= 1:
            text = f"Line {line.line_id} takes negative time, or is short with an impossible probability."
            yield Violation("amount", f"line {line.line_id}", 1, text)
        if line.after and line.after not in known:
            text = f"Line {line.line_id} waits for goods that nobody is asked to bring."
            yield Violation("identity", f"line {line.line_id}", 1, text)
    for batch in problem.batches:
        if min((batch.home_mm, *(stop.walk_mm for stop in batch.stops))) < 0:
            yield Violation("amount", f"batch {batch.batch_id}", 1, f"Batch {batch.batch_id} has a negative way.")
    for order in problem.orders:
        if min(order.pack_s, order.load_s, order.litres) < 0:
            yield Violation("amount", f"order {order.order_id}", 1, f"Order {order.order_id} takes negative time.")
    if problem.pace.walk_mm_s < 1 or min(problem.pace.setup_s, problem.pace.crowd, *problem.pace.gaps_s, 0) < 0:
        yield Violation("pace", "pace", 1, "Nobody walks slower than not at all, or works in negative time.")


def _backwards(problem: SimulationProblem) -> Iterator[Violation]:
    """Walks against a one-way aisle's direction."""
    one_way = {aisle.aisle_id for aisle in problem.aisles if aisle.one_way}
    for batch in problem.batches:
        for before, after in pairwise(batch.stops):
            back = before.along_mm - after.along_mm
            if before.aisle_id == after.aisle_id and after.aisle_id in one_way and back > 0:
                text = f"Batch {batch.batch_id} walks back in the one-way aisle {after.aisle_id}."
                yield Violation("one-way", f"batch {batch.batch_id}", back, text)


def _twice(what: str, ids: list[int]) -> Iterator[Violation]:
    for number, count in Counter(ids).items():
        if count > 1:
            yield Violation("identity", f"{what} {number}", count - 1, f"The {what} {number} is given {count} times.")
