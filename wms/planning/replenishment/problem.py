"""What replenishment must know: forward pick locations, reserve stock, the waves to come and the forecast behind them.

Quantities are base units, times are seconds on one clock of the caller's choice, ages are days (the smallest first).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Forward:
    """One item's forward pick location: what it holds, when it must be refilled, and how much it can hold."""

    forward_id: int
    item_id: int
    on_hand: int
    minimum: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Reserve:
    """Reserve stock of an item, usually one pallet. A trip with it takes `trip_s`, there and back with handling."""

    row_id: int
    item_id: int
    quantity: int
    trip_s: int
    age_day: int = 0


@dataclass(frozen=True, slots=True)
class WaveNeed:
    """What a wave will pick of an item, evenly over `lasts_s` from `start_s` on."""

    wave_id: int
    item_id: int
    start_s: int
    quantity: int
    lasts_s: int = 0


@dataclass(frozen=True, slots=True)
class Expected:
    """What the forecast says will be picked of an item after the known waves, and is to be on hand at the horizon."""

    item_id: int
    quantity: int


@dataclass(frozen=True, slots=True)
class ReplenishmentProblem:
    """`movers` people work from `now_s`; everything that is not for a wave is due at `horizon_s`.

    A trip that leaves part of its pallet behind costs `split_s` more, for the rest goes back.
    """

    forwards: tuple[Forward, ...]
    reserve: tuple[Reserve, ...]
    needs: tuple[WaveNeed, ...] = ()
    expected: tuple[Expected, ...] = ()
    now_s: int = 0
    horizon_s: int = 28_800
    movers: int = 1
    split_s: int = 60


@dataclass(frozen=True, slots=True)
class Trip:
    """One move from reserve to a forward pick location. It may start at `release_s`, when there is room for it.

    `wave_id` is the wave it must not block (None: the minimum or the forecast asks for it).
    """

    row_id: int
    forward_id: int
    item_id: int
    quantity: int
    seconds: int
    release_s: int
    deadline_s: int
    start_s: int
    mover: int
    wave_id: int | None
    why: str

    @property
    def finish_s(self) -> int:
        """When the stock is there to be picked."""
        return self.start_s + self.seconds

    @property
    def late_s(self) -> int:
        """By how much it misses its deadline."""
        return max(0, self.finish_s - self.deadline_s)


@dataclass(frozen=True, slots=True)
class Lack:
    """What cannot be had from reserve: for a wave, or at the horizon (`wave_id` None)."""

    item_id: int
    wave_id: int | None
    quantity: int


@dataclass(frozen=True, slots=True)
class Replenishment:
    """The trips in order of their start, and what reserve cannot cover."""

    trips: tuple[Trip, ...]
    lacks: tuple[Lack, ...]


@dataclass(frozen=True, slots=True)
class ReplenishmentParams:
    """`fill_up` lets the last trip of an item that fell below its minimum bring all of its pallet that fits."""

    fill_up: bool = True
    seed: int = 0
