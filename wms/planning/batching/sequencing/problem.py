"""Orders with due times, pickers with shifts, and the timetable of their batches."""

from __future__ import annotations

from dataclasses import dataclass

from wms.planning.batching.problem import BatchProblem


@dataclass(frozen=True, slots=True)
class Picker:
    """Somebody who picks from second `ready` until second `until` (None: as long as it takes)."""

    name: str
    ready: int = 0
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """When an order must be picked: a second, None for whenever. `weight` seconds are charged for each second late.

    Without a weight the due time is hard: a plan that misses it is no plan.
    """

    at: int | None = None
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class SequenceProblem:
    """Orders (with the cart and floor of `orders`), one `Due` for each, and the pickers.

    A batch takes `setup` seconds, plus its length × `seconds` ÷ `per` rounded up, plus the seconds of its stops.
    """

    orders: BatchProblem
    dues: tuple[Due, ...]
    pickers: tuple[Picker, ...]
    setup: int = 0
    seconds: int = 1
    per: int = 1


@dataclass(frozen=True, slots=True)
class SequenceParams:
    """`turns` of annealing, each of `moves` trials; up to `exact_batches` batches are listed and the choice proven."""

    seed: int = 0
    turns: int = 60
    moves: int = 40_000
    exact_batches: int = 300_000


@dataclass(frozen=True, slots=True)
class Shift:
    """One batch on the timetable: its orders, walk, picker, and when it starts and ends."""

    orders: tuple[int, ...]
    length: int
    picker: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """All batches by picker and time."""

    shifts: tuple[Shift, ...]
