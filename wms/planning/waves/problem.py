"""What wave planning must know: orders with their lines, the waves of the day, the people, and what each thing costs.

Times are seconds on one clock of the caller's choice; labour is person-seconds; prices are plain integers in one unit.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class WaveLine:
    """One order line: what it takes, from which aisle, and how long picking it takes one person."""

    item_id: int
    quantity: int
    aisle_id: int
    pick_s: int


@dataclass(frozen=True, slots=True)
class WaveOrder:
    """One order. `weight` is its importance; it cannot start before `ready_s` and should be out by `cutoff_s`.

    A hard cut-off is never missed: the order rather stays unreleased. Without `ship_complete` lines of scarce items may
    be released apart from the rest. Orders of groups that may not meet (see `WaveProblem`) never share a wave.
    """

    order_id: int
    lines: tuple[WaveLine, ...]
    cutoff_s: int
    weight: int = 1
    ready_s: int = 0
    hard: bool = True
    ship_complete: bool = False
    pack_s: int = 0
    staging: int = 0
    dock: int = 0
    group: int = 0


@dataclass(frozen=True, slots=True)
class Wave:
    """A stretch of the day in which released orders are picked, with its staging and dock capacity."""

    wave_id: int
    start_s: int
    end_s: int
    staging: int
    dock: int
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Shift:
    """People at work from `start_s` to `end_s`."""

    start_s: int
    end_s: int
    pickers: int
    packers: int


@dataclass(frozen=True, slots=True)
class Stock:
    """What is there of an item for picks that begin at `from_s` or later (arrivals are further entries)."""

    item_id: int
    quantity: int
    from_s: int = 0


@dataclass(frozen=True, slots=True)
class Prices:
    """What is minimised.

    Each wave an order is released earlier than needed; each wave it is late and an order that is not released (both
    times its weight); each aisle a wave opens; and each picking second a wave has above its fair share.
    """

    early: int = 1
    late: int = 100
    unreleased: int = 1000
    aisle: int = 0
    uneven: int = 0


@dataclass(frozen=True, slots=True)
class WaveProblem:
    """One day, or what is left of it. `fixed` names orders that have started, with their wave: they stay there.

    Items without `stock` entries are plentiful. An order released in a wave is out `handling_s` after the wave's end.
    """

    orders: tuple[WaveOrder, ...]
    waves: tuple[Wave, ...]
    shifts: tuple[Shift, ...]
    stock: tuple[Stock, ...] = ()
    apart: tuple[tuple[int, int], ...] = ()
    fixed: tuple[tuple[int, int], ...] = ()
    handling_s: int = 0
    prices: Prices = field(default_factory=Prices)


@dataclass(frozen=True, slots=True)
class Release:
    """Some lines of an order (by their position) in a wave; `wave_id` None: not released."""

    order_id: int
    lines: tuple[int, ...]
    wave_id: int | None


@dataclass(frozen=True, slots=True)
class WavePlan:
    """Every line of every order exactly once."""

    releases: tuple[Release, ...]


@dataclass(frozen=True, slots=True)
class WaveParams:
    """`moves` is the length of one search (about 5 million a second), `rounds` how often it runs on from its end.

    A search that would outlast the deadline cools faster instead; only then the answer depends on the
    machine. `prove` lets the model give a bound (and, without an aisle price, improve) for up to `prove_s` seconds.
    """

    moves: int = 20_000_000
    rounds: int = 1
    prove: bool = True
    prove_s: float = 30.0
    seed: int = 0


def labour_s(problem: WaveProblem, wave: Wave) -> tuple[int, int]:
    """Person-seconds of picking and of packing that the shifts give a wave."""
    picking = packing = 0
    for shift in problem.shifts:
        overlap = min(shift.end_s, wave.end_s) - max(shift.start_s, wave.start_s)
        if overlap > 0:
            picking += overlap * shift.pickers
            packing += overlap * shift.packers
    return picking, packing


def portion(amount: int, order: WaveOrder, lines: int) -> int:
    """What part of the order's packing, staging or dock use that many of its lines take (rounded up)."""
    return amount if lines == len(order.lines) else -(-amount * lines // len(order.lines))
