"""The day as a PuLP programme: for the proven bound, for polishing, and for other solvers to be measured with.

x[unit, wave] = 1 releases a unit in a wave (the last wave number means: not at all); z[wave, aisle] = 1 opens an
aisle. For a bound the aisle rows are aggregated by picking time (few rows, still valid); for solving to the end each
unit has its own row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pulp

from wms.base.errors import Cancelled
from wms.planning.waves.units import NEVER, RESOURCES, Day, Ints

Term = tuple[pulp.LpVariable, float]


TERMS = 10_000
"""Terms written between two looks at the stop: some hundredths of a second."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Programme:
    """The PuLP problem with its release variables by (unit, wave)."""

    problem: pulp.LpProblem
    x: dict[tuple[int, int], pulp.LpVariable]

    def waves_of(self, values: dict[str, float], units: int, waves: int) -> Ints:
        """The wave of each unit in a solution (unreleased where none is clearly chosen)."""
        chosen = np.full(units, waves, np.int64)
        for (unit, wave), variable in self.x.items():
            if values[variable.name] > 0.5:
                chosen[unit] = wave
        return chosen


def build_programme(day: Day, *, whole: bool, each_aisle: bool, stop: Callable[[], bool] = _never) -> Programme:
    """The programme; `whole` demands integers, `each_aisle` gives every unit and aisle its own row.

    Raises `Cancelled` when `stop` says so: half a programme is of no use.
    """
    problem = pulp.LpProblem("waves", pulp.LpMinimize)
    category = pulp.LpInteger if whole else pulp.LpContinuous
    x: dict[tuple[int, int], pulp.LpVariable] = {}
    cost: list[Term] = []
    for unit, wave in zip(*(indices.tolist() for indices in np.nonzero(day.cost < NEVER)), strict=True):
        if len(x) % 2_000 == 0 and stop():
            raise Cancelled("The programme was cancelled before it was written.")
        x[unit, wave] = problem.add_variable(f"x_{unit}_{wave}", 0, 1, category)
        cost.append((x[unit, wave], float(day.cost[unit, wave])))
    writer = _Writer(day, problem, x, category, stop)
    writer.assignment()
    writer.capacities()
    writer.scarce_stock()
    writer.groups()
    cost += writer.evenness()
    if day.aisle_price:
        cost += writer.aisles_each() if each_aisle else writer.aisles_by_time()
    problem.setObjective(pulp.LpAffineExpression(cost))
    return Programme(problem, x)


class _Writer:
    def __init__(
        self, day: Day, problem: pulp.LpProblem, x: dict[tuple[int, int], pulp.LpVariable], category: str,
        stop: Callable[[], bool],
    ) -> None:
        self.stop, self.rows = stop, 0
        self.day, self.problem, self.x, self.category = day, problem, x, category
        self.waves = day.capacity.shape[0]
        self.in_wave: dict[int, list[int]] = defaultdict(list)
        for unit, wave in x:
            if wave < self.waves:
                self.in_wave[wave].append(unit)

    def _add(self, terms: list[Term], sense: int, right: float, name: str) -> None:
        self.rows += len(terms) + 1
        if self.rows >= TERMS:
            self.rows = 0
            if self.stop():
                raise Cancelled("The programme was cancelled while it was written.")
        self.problem.addConstraint(pulp.LpConstraint(pulp.LpAffineExpression(terms), sense, name, right))

    def assignment(self) -> None:
        """Each unit in one wave, or unreleased."""
        of_unit: dict[int, list[Term]] = defaultdict(list)
        for (unit, _), variable in self.x.items():
            of_unit[unit].append((variable, 1))
        for unit, terms in of_unit.items():
            self._add(terms, pulp.LpConstraintEQ, 1, f"one_{unit}")

    def capacities(self) -> None:
        """Picking, packing, staging and dock of each wave; what is fixed there may exceed them already."""
        for wave, units in self.in_wave.items():
            for resource, name in enumerate(RESOURCES):
                started = sum(int(self.day.use[u, resource]) for u in units if not self.day.movable[u])
                limit = max(int(self.day.capacity[wave, resource]), started)
                users = [u for u in units if self.day.use[u, resource]]
                terms = [(self.x[u, wave], float(self.day.use[u, resource])) for u in users]
                self._add(terms, pulp.LpConstraintLE, limit, f"{name}_{wave}")

    def scarce_stock(self) -> None:
        """No wave draws what has not arrived."""
        users = self._users(self.day.item_start, self.day.item)
        for item, members in users.items():
            for wave in range(self.waves):
                terms = [
                    (self.x[u, w], float(self.day.quantity[place]))
                    for u, place in members for w in range(wave + 1) if (u, w) in self.x
                ]
                begun = sum(int(self.day.quantity[p]) for u, p in members if not self.day.movable[u])
                if terms:
                    limit = max(int(self.day.stock[item, wave]), begun)
                    self._add(terms, pulp.LpConstraintLE, limit, f"stock_{item}_{wave}")

    def _users(self, start: Ints, index: Ints) -> dict[int, list[tuple[int, int]]]:
        users: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for unit in range(start.size - 1):
            for place in range(start[unit], start[unit + 1]):
                users[int(index[place])].append((unit, place))
        return users

    def groups(self) -> None:
        """Groups that may not meet: a wave is open to one of them."""
        clash = self.day.clash
        for wave, units in self.in_wave.items():
            opened = {}
            for group in np.nonzero(clash.any(axis=1))[0].tolist():
                opened[group] = self.problem.add_variable(f"y_{group}_{wave}", 0, 1, self.category)
                for unit in (u for u in units if self.day.group[u] == group):
                    terms = [(self.x[unit, wave], 1.0), (opened[group], -1.0)]
                    self._add(terms, pulp.LpConstraintLE, 0, f"group_{unit}_{wave}")
            begun = {int(self.day.group[u]) for u in units if not self.day.movable[u]}
            for one, other in zip(*(i.tolist() for i in np.nonzero(np.triu(clash))), strict=True):
                if {one, other} <= begun:
                    continue
                both = [(opened[one], 1.0), (opened[other], 1.0)]
                self._add(both, pulp.LpConstraintLE, 1, f"apart_{one}_{other}_{wave}")

    def evenness(self) -> Iterator[Term]:
        """The picking seconds above a wave's fair share."""
        if not self.day.uneven_price:
            return
        for wave, units in self.in_wave.items():
            above = self.problem.add_variable(f"e_{wave}", 0)
            terms = [*((self.x[u, wave], float(self.day.use[u, 0])) for u in units), (above, -1.0)]
            self._add(terms, pulp.LpConstraintLE, int(self.day.fair[wave]), f"even_{wave}")
            yield above, float(self.day.uneven_price)

    def aisles_each(self) -> Iterator[Term]:
        """A unit in a wave opens each of its aisles there."""
        for aisle, members in self._users(self.day.aisle_start, self.day.aisle).items():
            for wave in range(self.waves):
                users = [unit for unit, _ in members if (unit, wave) in self.x]
                if users:
                    opened = self.problem.add_variable(f"z_{wave}_{aisle}", 0, 1, self.category)
                    for unit in users:
                        terms = [(self.x[unit, wave], 1.0), (opened, -1.0)]
                        self._add(terms, pulp.LpConstraintLE, 0, f"aisle_{unit}_{aisle}_{wave}")
                    yield opened, float(self.day.aisle_price)

    def aisles_by_time(self) -> Iterator[Term]:
        """An aisle is open in as many waves as its orders' picking time needs, and in one if any order is released."""
        for aisle, members in self._users(self.day.aisle_start, self.day.aisle).items():
            price = []
            for wave in range(self.waves):
                users = [unit for unit, _ in members if (unit, wave) in self.x]
                started = sum(int(self.day.use[u, 0]) for u in users if not self.day.movable[u])
                room = max(1, int(self.day.capacity[wave, 0]), started)
                if users:
                    opened = self.problem.add_variable(f"z_{wave}_{aisle}", 0, 1)
                    terms = [*((self.x[u, wave], self.day.use[u, 0] / room) for u in users), (opened, -1.0)]
                    self._add(terms, pulp.LpConstraintLE, 0, f"aisle_{aisle}_{wave}")
                    price.append(opened)
            for unit, _ in members:
                idle = self.x.get((unit, self.waves))
                terms = [*((opened, 1.0) for opened in price), *([(idle, 1.0)] if idle is not None else [])]
                self._add(terms, pulp.LpConstraintGE, 1, f"used_{aisle}_{unit}")
            yield from ((opened, float(self.day.aisle_price)) for opened in price)
