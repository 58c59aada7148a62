"""Which orders share a wave: by cut-off, then urgency, as many as a wave may hold.

Plain values in, plain values out: whoever plans waves better replaces this module and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class WaveOrder:
    """An allocated order: when its carrier leaves, how urgent it is (1 most), how many lines are to be picked."""

    order_id: int
    cutoff: datetime
    priority: int
    lines: int


@dataclass(frozen=True, slots=True)
class WaveCapacity:
    """At most `lines` order lines in a wave, and cut-offs at most `window` apart."""

    lines: int
    window: timedelta


@dataclass(frozen=True, slots=True)
class PlannedWave:
    """Orders to release together before `cutoff`, the earliest of theirs."""

    order_ids: tuple[int, ...]
    cutoff: datetime
    lines: int


def waves(orders: Sequence[WaveOrder], capacity: WaveCapacity) -> tuple[PlannedWave, ...]:
    """Every order in exactly one wave; an order larger than a wave may be gets one of its own."""
    found: list[PlannedWave] = []
    for window in _windows(orders, capacity.window):
        group: list[WaveOrder] = []
        for order in sorted(window, key=lambda order: (order.priority, order.cutoff, order.order_id)):
            if group and sum(other.lines for other in group) + order.lines > capacity.lines:
                found.append(_wave(group))
                group = []
            group.append(order)
        found.append(_wave(group))
    return tuple(found)


def _windows(orders: Sequence[WaveOrder], width: timedelta) -> list[list[WaveOrder]]:
    windows: list[list[WaveOrder]] = []
    for order in sorted(orders, key=lambda order: (order.cutoff, order.order_id)):
        if not windows or order.cutoff - windows[-1][0].cutoff > width:
            windows.append([])
        windows[-1].append(order)
    return windows


def _wave(group: Sequence[WaveOrder]) -> PlannedWave:
    lines = sum(order.lines for order in group)
    return PlannedWave(tuple(order.order_id for order in group), min(order.cutoff for order in group), lines)
