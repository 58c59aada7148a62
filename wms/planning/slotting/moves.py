"""From one slotting to another, move by move: what goes first, and what must wait aside for a moment.

A location is emptied before it is filled. Moves form chains that end at a free location and are made from that end;
and cycles, where one load waits at a free location that suits it (or on the truck, if none does) until its own is
empty. A day's work ends between two moves, at any point: every prefix of the list leaves each load at a place of its
own, except a cycle that waits on the truck, which is made within one day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

ON_THE_TRUCK = -1

Suits = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Shift:
    """A load that shall go from one location to another; `load` is the caller's number for it."""

    load: int
    source: int
    target: int


@dataclass(frozen=True, slots=True)
class Move:
    """One move on one day. `target` or `source` may be `ON_THE_TRUCK`; `aside` marks the detour of a cycle."""

    load: int
    source: int
    target: int
    day: int = 0
    aside: bool = False


def groups(shifts: Sequence[Shift]) -> list[list[Shift]]:
    """Chains and cycles, each in the order in which it can be made (of a cycle, the first must wait aside)."""
    by_source = {shift.source: shift for shift in shifts}
    by_target = {shift.target: shift for shift in shifts}
    found, seen = [], set[int]()
    ends = [shift for shift in shifts if shift.target not in by_source]
    for begin in [*ends, *shifts]:
        group, shift = [], begin
        while shift is not None and shift.load not in seen:
            seen.add(shift.load)
            group.append(shift)
            shift = by_target.get(shift.source)  # type: ignore[assignment]
        if group:
            found.append(group)
    return found


def is_cycle(group: Sequence[Shift]) -> bool:
    """Whether the group's last source is the first one's target."""
    return group[-1].source == group[0].target


def moves_of(group: Sequence[Shift], free: set[int], suits: Suits) -> list[Move]:
    """The moves of one chain or cycle; `free` locations are empty and nobody's target."""
    if not is_cycle(group):
        return [Move(shift.load, shift.source, shift.target) for shift in group]
    first, rest = group[0], group[1:]
    aside = next((place for place in sorted(free) if suits(first.load, place)), ON_THE_TRUCK)
    steps = [Move(first.load, first.source, aside, aside=True)]
    # The first one's source is free now: the load bound for it follows, and so on round the cycle.
    steps += [Move(shift.load, shift.source, shift.target) for shift in rest]
    return [*steps, Move(first.load, aside, first.target, aside=True)]


def executable(shifts: Sequence[Shift], free: set[int], suits: Suits, moves_a_day: int) -> list[Move]:
    """All moves in an order that works, at most `moves_a_day` on one day, groups in the order of `shifts`.

    A cycle with a load on the truck begins on a day that can hold all of it, unless it is longer than any day.
    """
    rank = {shift.load: number for number, shift in enumerate(shifts)}
    empty = free - {shift.target for shift in shifts}
    done: list[Move] = []
    day = used = 0
    for group in sorted(groups(shifts), key=lambda group: min(rank[shift.load] for shift in group)):
        steps = moves_of(group, empty, suits)
        whole = any(ON_THE_TRUCK in (step.source, step.target) for step in steps)
        if whole and used + len(steps) > moves_a_day and used:
            day, used = day + 1, 0
        for step in steps:
            if used >= moves_a_day:
                day, used = day + 1, 0
            used += 1
            done.append(Move(step.load, step.source, step.target, day, step.aside))
    return done


def check_moves(
    today: dict[int, int], wanted: dict[int, int], moves: Sequence[Move], moves_a_day: int
) -> list[str]:
    """Plays the moves: every source holds the load, every target is empty, all ends as wanted. Returns the faults.

    `today` and `wanted` say where each load lies.
    """
    where = dict(today)
    held = {place: load for load, place in today.items()}
    faults = []
    by_day: dict[int, int] = {}
    for number, move in enumerate(moves):
        by_day[move.day] = by_day.get(move.day, 0) + 1
        if where.get(move.load) != move.source:
            faults.append(f"Move {number} takes load {move.load} from {move.source}, where it does not lie.")
        if move.target != ON_THE_TRUCK and move.target in held:
            there = held[move.target]
            faults.append(f"Move {number} puts load {move.load} on {move.target}, which holds load {there}.")
        held.pop(move.source, None)
        held[move.target] = move.load
        where[move.load] = move.target
    faults += [f"Load {load} ends at {where[load]}, not at {place}." for load, place in wanted.items()
               if where.get(load) != place]
    faults += [f"Day {day} has {count} moves, more than {moves_a_day}." for day, count in by_day.items()
               if count > moves_a_day]
    return faults
