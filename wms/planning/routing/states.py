"""Every way an unfinished walk can touch the crossings of one aisle, and what each piece of walking does to it.

This is the state space of the exact method for any number of cross-aisles (Ratliff & Rosenthal 1983; Roodbergen &
de Koster 2001; Pansart, Catusse & Cambazard 2018). A state says for each crossing of the current aisle whether an odd
or even number of walked stretches ends there, and which crossings the walk so far joins. It is worked out once per
number of cross-aisles, by following all pieces of walking from the empty walk, and kept as tables.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

NOTHING, THROUGH, TWICE, FROM_TOP, FROM_BOTTOM, AROUND_GAP = range(6)
PASSED, MUST_TOUCH, ODD = range(3)
"""What is asked of a crossing: nothing; that the walk touches it; that the walk begins or ends there."""

Node = tuple[int, int]
State = tuple[Node, ...]
"""Per crossing (and last, if the depot has several doors, for the depot): (piece, parity); piece 0 is untouched."""

DONE: State = ((-1, 0),)
UNTOUCHED: Node = (0, 0)
MOST_CROSS_AISLES = 6


class Tables(NamedTuple):
    """Next states, −1 where a piece of walking is not allowed.

    `vertical` (K − 1, 6, S) by block and way to pick; `across` (K, 3, 3, S) by crossing, what is asked of it and how
    often the cross-aisle to the next aisle is walked; `door` (K, 3, S) by crossing and times walked to the depot;
    `close` (3, S) ends the depot. State 0 is the empty walk, `done` the finished one.
    """

    vertical: NDArray[np.int32]
    across: NDArray[np.int32]
    door: NDArray[np.int32]
    close: NDArray[np.int32]
    done: int


def _canonical(nodes: list[Node]) -> State:
    """Number the pieces in the order they appear."""
    names: dict[int, int] = {0: 0}
    return tuple((names.setdefault(piece, len(names)), parity) for piece, parity in nodes)


def _touch(nodes: list[Node], i: int) -> None:
    if nodes[i][0] == 0:
        nodes[i] = (1 + max(piece for piece, _ in nodes), 0)


def _join(nodes: list[Node], i: int, j: int, times: int) -> None:
    """Walk `times` between two crossings."""
    _touch(nodes, i)
    _touch(nodes, j)
    old, new = nodes[j][0], nodes[i][0]
    nodes[:] = [(new if piece == old else piece, parity) for piece, parity in nodes]
    for k in (i, j):
        nodes[k] = (nodes[k][0], (nodes[k][1] + times) % 2)


def _pick(block: int, way: int, state: State) -> State | None:
    """Pick a block in one of the six ways."""
    if state == DONE:
        return DONE if way == NOTHING else None
    nodes = list(state)
    if way in (THROUGH, TWICE):
        _join(nodes, block, block + 1, 1 if way == THROUGH else 2)
    if way in (FROM_TOP, AROUND_GAP):
        _touch(nodes, block)
    if way in (FROM_BOTTOM, AROUND_GAP):
        _touch(nodes, block + 1)
    return _canonical(nodes)


def _leave(i: int, asked: int, times: int, state: State) -> State | None:
    """Leave crossing i behind, walking `times` on to the same cross-aisle of the next aisle."""
    if state == DONE:
        return DONE if times == 0 and asked == PASSED else None
    nodes = list(state)
    piece, parity = nodes[i]
    stub, missed = asked == PASSED and times > 0, asked == MUST_TOUCH and times == 0
    if (piece == 0 and (stub or missed)) or (parity + times) % 2 != (asked == ODD):
        return None
    if piece == 0 and times:
        _touch(nodes, i)
        piece = nodes[i][0]
    nodes[i] = (piece, times % 2) if times else UNTOUCHED
    if times or piece == 0 or any(other == piece for other, _ in nodes):
        return _canonical(nodes)
    return DONE if all(node == UNTOUCHED for node in nodes) else None


def _enter(i: int, times: int, state: State) -> State | None:
    """Walk `times` between crossing i and the depot."""
    if times == 0 or state == DONE:
        return state if times == 0 else None
    nodes = list(state)
    _join(nodes, i, len(nodes) - 1, times)
    return _canonical(nodes)


def _steps(crossings: int, depot_apart: bool) -> list[Callable[[State], State | None]]:
    """All pieces of walking in the order of the tables."""
    steps: list[Callable[[State], State | None]] = []
    for block in range(crossings - 1):
        steps += [partial(_pick, block, way) for way in range(6)]
    for i in range(crossings):
        for asked in range(3):
            steps += [partial(_leave, i, asked, times) for times in range(3)]
    if depot_apart:
        for i in range(crossings):
            steps += [partial(_enter, i, times) for times in range(3)]
        steps += [partial(_leave, crossings, asked, 0) for asked in range(3)]
    return steps


@cache
def tables(crossings: int, depot_apart: bool) -> Tables:
    """The tables for a floor with that many cross-aisles; `depot_apart` when the depot has several doors."""
    steps = _steps(crossings, depot_apart)
    index: dict[State, int] = {(UNTOUCHED,) * (crossings + depot_apart): 0}
    queue = list(index)
    columns: list[list[int]] = []
    for state in queue:
        column = []
        for step in steps:
            after = step(state)
            if after is not None and after not in index:
                index[after] = len(index)
                queue.append(after)
            column.append(-1 if after is None else index[after])
        columns.append(column)
    return _arrange(np.array(columns, np.int32).T, crossings, depot_apart, index.get(DONE, -1))


def _arrange(rows: NDArray[np.int32], crossings: int, depot_apart: bool, done: int) -> Tables:
    n = rows.shape[1]
    a = 6 * (crossings - 1)
    b = a + 9 * crossings
    door, close = np.zeros((crossings, 3, n), np.int32), np.zeros((3, n), np.int32)
    if depot_apart:
        door = rows[b : b + 3 * crossings].reshape(crossings, 3, n)
        close = rows[b + 3 * crossings :].reshape(3, n)
    return Tables(
        np.ascontiguousarray(rows[:a].reshape(crossings - 1, 6, n)),
        np.ascontiguousarray(rows[a:b].reshape(crossings, 3, 3, n)),
        np.ascontiguousarray(door), np.ascontiguousarray(close), done,
    )
