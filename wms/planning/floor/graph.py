"""A floor of any shape: places joined by walkable arcs, each with its length; one-way arcs are simply one-sided.

All shortest walks are computed once, by Dijkstra's method from every place, and kept with the floor.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from wms.base.errors import Problems
from wms.base.jobs import Stop
from wms.planning.floor.dijkstra import UNREACHED, walks_from
from wms.planning.floor.lanes import Ints
from wms.planning.plan import Infeasible, Violation

STEPS = 400_000
"""Arcs followed between two looks at the stop: some hundredths of a second."""


@dataclass(frozen=True)
class GraphFloor:
    """`size` places numbered from 0, `arcs` (from, to, length ≥ 0), and the names places are known by."""

    size: int
    arcs: tuple[tuple[int, int, int], ...]
    names: Mapping[Hashable, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        found = Problems()
        for u, v, length in self.arcs:
            if not (0 <= u < self.size and 0 <= v < self.size):
                found.add("The arc from {u} to {v} leaves the floor.", u=u, v=v, field="arcs")
            if length < 0:
                found.add("The arc from {u} to {v} has a negative length.", u=u, v=v, field="arcs")
        found.refuse()

    @cached_property
    def _shortest(self) -> tuple[Ints, NDArray[np.int32]]:
        return self._walks(np.arange(self.size), Stop())

    def _walks(self, sources: Ints, stop: Stop) -> tuple[Ints, NDArray[np.int32]]:
        """(k, size) walks from the sources, and the place before each; worked out a few sources at a time."""
        order = sorted(self.arcs)
        heads = np.array([v for _, v, _ in order], np.int64)
        lengths = np.array([length for _, _, length in order], np.int64)
        tails = np.array([u for u, _, _ in order], np.int64)
        first = np.searchsorted(tails, np.arange(self.size + 1)).astype(np.int64)
        distances = np.full((len(sources), self.size), UNREACHED, np.int64)
        before = np.full((len(sources), self.size), -1, np.int32)
        few = max(1, STEPS // (len(order) + 1))
        for row in range(0, len(sources), few):
            stop.raise_if_cancelled()
            rows = slice(row, row + few)
            walks_from(sources[rows], first, heads, lengths, distances[rows], before[rows])
        return distances, before

    def measure(self, stop: Stop) -> None:
        """Work out all distances now, unless they are known. Raises Cancelled when the stop says so meanwhile."""
        if "_shortest" not in self.__dict__:
            self.__dict__["_shortest"] = self._walks(np.arange(self.size), stop)

    @property
    def distances(self) -> Ints:
        """(size, size) shortest walks from row to column; `UNREACHED` where no way leads."""
        return self._shortest[0]

    def distances_from(self, place: int) -> Ints:
        """(size,) shortest walks from one place, without measuring all the others."""
        if "_shortest" in self.__dict__:
            return np.asarray(self.distances[place])
        return np.asarray(self._walks(np.array([place]), Stop())[0][0])

    def distance_between(self, start: Hashable, end: Hashable) -> int:
        """The shortest walk between two named places. Infeasible when there is none."""
        length = int(self.distances[self.names[start], self.names[end]])
        if length >= UNREACHED:
            message = f"No way leads from {start} to {end}."
            raise Infeasible(Violation("reachable", str(end), float("inf"), message))
        return length

    def path(self, start: int, end: int) -> list[int]:
        """The places of a shortest walk, both ends included; empty when there is none."""
        if self.distances[start, end] >= UNREACHED:
            return []
        before = self._shortest[1][start]
        walk = [end]
        while walk[-1] != start:
            walk.append(int(before[walk[-1]]))
        return walk[::-1]

    @cached_property
    def symmetric(self) -> bool:
        """True when every walk is as long as the walk back."""
        return bool(np.array_equal(self.distances, self.distances.T))
