"""Proof for walks over many stops: the integer programme of degrees, with a row for every sub-tour that shows up.

Dantzig, Fulkerson & Johnson (1954), stated in PuLP and solved by HiGHS again and again until the answer is one tour.
"""

from __future__ import annotations

import pulp

from wms.base.jobs import Watch
from wms.planning.floor.lanes import Ints
from wms.planning.routing.solver import solve_model


class TourModel:
    """The programme over directed arcs; every solve gives a better bound, the last one a tour."""

    def __init__(self, distances: Ints) -> None:
        self.n = len(distances)
        self.model = pulp.LpProblem("tour", pulp.LpMinimize)
        self.arcs = {
            (i, j): self.model.add_variable(f"x_{i}_{j}", cat="Binary")
            for i in range(self.n) for j in range(self.n) if i != j
        }
        self.model += pulp.LpAffineExpression([(x, int(distances[arc])) for arc, x in self.arcs.items()])
        for i in range(self.n):
            self.model += pulp.LpAffineExpression([(x, 1) for (u, _), x in self.arcs.items() if u == i]) == 1
            self.model += pulp.LpAffineExpression([(x, 1) for (_, v), x in self.arcs.items() if v == i]) == 1
        for i in range(self.n if self.n > 2 else 0):
            for j in range(i):
                self.model += self.arcs[i, j] + self.arcs[j, i] <= 1

    def tours(self) -> list[list[int]]:
        """The cycles of the current answer."""
        follow = {u: v for (u, v), x in self.arcs.items() if x.value() is not None and x.value() > 0.5}
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
    model = TourModel(distances)
    bound = 0.0
    while not watch.stop():
        answer = solve_model(model.model, watch)
        bound = max(bound, answer.bound)
        if not answer.optimal:
            break
        cycles = model.tours()
        if len(cycles) == 1:
            at = cycles[0].index(0)
            return cycles[0][at:] + cycles[0][:at], bound
        for cycle in cycles:
            model.forbid(cycle)
    return None, bound
