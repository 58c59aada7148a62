"""Proof for walks over many stops: the integer programme of degrees, with a row for every sub-tour that shows up.

Dantzig, Fulkerson & Johnson (1954), stated in PuLP and solved by HiGHS again and again until the answer is one tour.
"""

from __future__ import annotations

import math

import pulp

from wms.base.errors import Cancelled
from wms.base.jobs import Stop, Watch
from wms.planning.floor.lanes import Ints
from wms.planning.highs import Solved, run


class TourModel:
    """The programme over directed arcs; every solve gives a better bound, the last one a tour."""

    def __init__(self, distances: Ints, stop: Stop) -> None:
        """Raises Cancelled when the stop says so while it is written."""
        self.n = len(distances)
        self.model = pulp.LpProblem("tour", pulp.LpMinimize)
        self.arcs = {
            (i, j): self.model.add_variable(f"x_{i}_{j}", cat="Binary")
            for i in range(self.n) for j in range(self.n) if i != j
        }
        self.model += pulp.LpAffineExpression([(x, int(distances[arc])) for arc, x in self.arcs.items()])
        others = [[j for j in range(self.n) if j != i] for i in range(self.n)]
        for i in range(self.n):
            stop.raise_if_cancelled()
            self.model += pulp.LpAffineExpression([(self.arcs[i, j], 1) for j in others[i]]) == 1
            self.model += pulp.LpAffineExpression([(self.arcs[j, i], 1) for j in others[i]]) == 1
        for i in range(self.n if self.n > 2 else 0):
            stop.raise_if_cancelled()
            for j in range(i):
                self.model += pulp.LpAffineExpression([(self.arcs[i, j], 1), (self.arcs[j, i], 1)]) <= 1

    def tours(self, solved: Solved) -> list[list[int]]:
        """The cycles of an answer."""
        follow = {u: v for (u, v), x in self.arcs.items() if solved.values[x.name] > 0.5}
        cycles, left = [], set(follow)
        while left:
            cycle = [min(left)]
            while follow[cycle[-1]] != cycle[0]:
                cycle.append(follow[cycle[-1]])
            left -= set(cycle)
            cycles.append(cycle)
        return cycles

    def forbid(self, cycle: list[int]) -> None:
        """At least one arc must leave the stops of this cycle."""
        inside = set(cycle)
        self.model += pulp.LpAffineExpression(
            [(x, 1) for (u, v), x in self.arcs.items() if u in inside and v not in inside]
        ) >= 1


def prove_tour(distances: Ints, watch: Watch) -> tuple[list[int] | None, float]:
    """(the shortest tour from stop 0, its length); (None, best bound) when time ran out first."""
    bound = 0.0
    try:
        model = TourModel(distances, watch.stop)
    except Cancelled:
        return None, bound
    while not watch.stop():
        solved = run(model.model, watch, doing="Proving the walk", seconds=math.inf, threads=1)
        bound = bound if solved.bound is None else max(bound, solved.bound)
        if not solved.optimal:
            break
        cycles = model.tours(solved)
        if len(cycles) == 1:
            at = cycles[0].index(0)
            return cycles[0][at:] + cycles[0][:at], bound
        for cycle in cycles:
            model.forbid(cycle)
    return None, bound
