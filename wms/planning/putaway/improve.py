"""A truckload, exactly: a transportation programme of pallet kinds to places, with the rules that couple pallets.

Equal pallets are one kind with a count, so the model has no symmetry. Each kind keeps as many of its cheapest places
as the load has pallets, for the others cannot take more than these away. A hazardous kind keeps more: each pallet of a
class it must be kept from may close one unit (an aisle, say), so enough places must remain whichever units are closed.
The model's bound is therefore a bound of the whole problem.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pulp

from wms.base.jobs import Watch
from wms.planning.highs import Solved, run
from wms.planning.putaway.construct import Choices
from wms.planning.putaway.problem import Mixing, Pallet, Place, PutawayProblem, Segregation
from wms.planning.putaway.rules import clash, volume

MM = 1000
"""The model counts metres, which keeps its numbers small."""


def best_stowage(
    problem: PutawayProblem, choices: Choices, first: dict[int, int | None], seconds: float, seed: int, watch: Watch
) -> tuple[dict[int, int | None] | None, int | None]:
    """The model's stowage (None when it found none) and its proven bound in millimetres (None when it has none)."""
    model = _Model(problem, choices)
    solved = run(
        model.programme, watch, doing="placing the truckload", seconds=seconds, seed=seed, start=model.start(first)
    )
    bound = None if solved.bound is None else math.ceil(solved.bound * MM - 0.5)
    return (model.read(solved) if solved.values else None), bound


class _Model:
    def __init__(self, problem: PutawayProblem, choices: Choices) -> None:
        self.problem = problem
        self.kinds: dict[Pallet, list[Pallet]] = defaultdict(list)
        for pallet in problem.pallets:
            self.kinds[replace(pallet, pallet_id=0)].append(pallet)
        self.list = list(self.kinds)
        self.programme = pulp.LpProblem("putaway", pulp.LpMinimize)
        self.x: dict[tuple[int, int], pulp.LpVariable] = {}
        self.place = {place.place_id: place for place in problem.places}
        self.at_place: dict[int, list[int]] = defaultdict(list)
        self.unplaced = [
            self.programme.add_variable(f"u_{k}", 0, len(self.kinds[kind]), pulp.LpInteger)
            for k, kind in enumerate(self.list)
        ]
        cost: list[tuple[pulp.LpVariable, float]] = [(u, problem.weights.unplaced_mm / MM) for u in self.unplaced]
        for k, kind in enumerate(self.list):
            cost += self._arcs(k, kind, choices)
        self.programme.setObjective(pulp.LpAffineExpression(cost))
        self._capacities()
        self._mixing()
        self._segregation()

    def _arcs(self, k: int, kind: Pallet, choices: Choices) -> Iterator[tuple[pulp.LpVariable, float]]:
        members = self.kinds[kind]
        offered = choices[members[0].pallet_id]
        kept = offered[: self._enough(kind, [place for _, place in offered])]
        arcs: list[tuple[pulp.LpVariable, float]] = []
        for cost, place in kept:
            limit = min(place.slots, len(members))
            self.x[k, place.place_id] = self.programme.add_variable(f"x_{k}_{place.place_id}", 0, limit, pulp.LpInteger)
            self.at_place[place.place_id].append(k)
            arcs.append((self.x[k, place.place_id], cost / MM))
        total = pulp.LpAffineExpression([*((x, 1) for x, _ in arcs), (self.unplaced[k], 1)])
        self.programme.addConstraint(total == len(members), f"all_{k}")
        yield from arcs

    def _enough(self, kind: Pallet, offered: list[Place]) -> int:
        """How many of its cheapest places the kind must keep so that no optimum is lost."""
        wanted = len(self.problem.pallets)
        closing = [(rule, self._closers(rule, kind)) for rule in self.problem.segregation if kind.hazard]
        counts: list[Counter[int]] = [Counter() for _ in closing]
        for kept, place in enumerate(offered, start=1):
            lost = 0
            for (rule, closers), count in zip(closing, counts, strict=True):
                count[place.unit(rule.scope)] += 1
                if kept >= wanted:
                    lost += sum(number for _, number in count.most_common(closers))
            if kept - lost >= wanted:
                return kept
        return len(offered)

    def _closers(self, rule: Segregation, kind: Pallet) -> int:
        """How many other pallets of the load could close a unit to this kind."""
        found = sum(clash(rule, kind.hazard, pallet.hazard) for pallet in self.problem.pallets)
        return found - (1 if clash(rule, kind.hazard, kind.hazard) else 0)

    def _capacities(self) -> None:
        for place_id, kinds in self.at_place.items():
            place = self.place[place_id]
            self._at_most(place_id, kinds, [1] * len(kinds), place.slots, "slots")
            if place.slots > 1:
                self._at_most(place_id, kinds, [self.list[k].weight_g for k in kinds], place.weight_g, "weight")
            if place.slots > 1 and place.volume_mm3 is not None:
                self._at_most(place_id, kinds, [volume(self.list[k]) for k in kinds], place.volume_mm3, "volume")

    def _at_most(self, place_id: int, kinds: list[int], uses: list[int], limit: int, name: str) -> None:
        """Σ use × x ≤ limit, scaled so that the largest use is 1."""
        scale = max(uses)
        if scale <= 0:
            return
        total = [(self.x[k, place_id], use / scale) for k, use in zip(kinds, uses, strict=True)]
        self.programme.addConstraint(pulp.LpAffineExpression(total) <= limit / scale, f"{name}_{place_id}")

    def _mixing(self) -> None:
        for place_id, kinds in self.at_place.items():
            place = self.place[place_id]
            if place.slots < 2 or place.mixing is Mixing.ANYTHING:
                continue
            groups: dict[tuple[int, int | None], list[int]] = defaultdict(list)
            for k in kinds:
                lot = self.list[k].lot_id if place.mixing is Mixing.ONE_LOT else None
                groups[self.list[k].item_id, lot].append(k)
            if len(groups) > 1:
                sums = [self._sum(members, place) for members in groups.values()]
                self._only_one(f"mix_{place_id}", sums, place.slots)

    def _sum(self, kinds: Iterable[int], place: Place) -> list[tuple[pulp.LpVariable, int]]:
        return [(self.x[k, place.place_id], 1) for k in kinds]

    def _only_one(self, name: str, groups: list[list[tuple[pulp.LpVariable, int]]], most: int) -> None:
        """Of several groups of variables only one may be above zero."""
        switches = []
        for number, group in enumerate(groups):
            switch = self.programme.add_variable(f"{name}_{number}", cat=pulp.LpBinary)
            switches.append((switch, 1))
            self.programme.addConstraint(pulp.LpAffineExpression([*group, (switch, -most)]) <= 0, f"{name}_{number}_on")
        self.programme.addConstraint(pulp.LpAffineExpression(switches) <= 1, f"{name}_one")

    def _segregation(self) -> None:
        for number, rule in enumerate(self.problem.segregation):
            units: dict[int, dict[str, list[tuple[pulp.LpVariable, int]]]] = defaultdict(lambda: defaultdict(list))
            most: Counter[str] = Counter(pallet.hazard for pallet in self.problem.pallets)
            for (k, place_id), x in self.x.items():
                if self.list[k].hazard in (rule.first, rule.second):
                    units[self.place[place_id].unit(rule.scope)][self.list[k].hazard].append((x, 1))
            for unit, classes in units.items():
                if rule.first == rule.second:
                    alone = pulp.LpAffineExpression(classes[rule.first])
                    self.programme.addConstraint(alone <= 1, f"alone_{number}_{unit}")
                elif len(classes) > 1:
                    limits = max(most[rule.first], most[rule.second])
                    self._only_one(f"apart_{number}_{unit}", list(classes.values()), limits)

    def start(self, first: dict[int, int | None]) -> dict[str, float]:
        """The quick answer as values of x and u; the switches follow from them."""
        values: dict[str, float] = {}
        for k, kind in enumerate(self.list):
            count = Counter(first[pallet.pallet_id] for pallet in self.kinds[kind])
            values[f"u_{k}"] = count[None]
            for place_id, number in count.items():
                if place_id is not None:
                    values[f"x_{k}_{place_id}"] = number
        for variable in self.programme.variables():
            if variable.name.startswith(("mix_", "apart_")):
                values[variable.name] = self._switch(variable, values)
        return values

    def _switch(self, variable: pulp.LpVariable, values: dict[str, float]) -> float:
        row = self.programme.get_constraint_by_name(f"{variable.name}_on")
        return float(any(values.get(other.name, 0) > 0 for other in row if other is not variable))

    def read(self, solved: Solved) -> dict[int, int | None]:
        """Which pallet of each kind goes where, in the order of ids."""
        result: dict[int, int | None] = {pallet.pallet_id: None for pallet in self.problem.pallets}
        waiting = {k: list(self.kinds[kind]) for k, kind in enumerate(self.list)}
        for (k, place_id), x in self.x.items():
            for _ in range(round(solved.values[x.name])):
                if waiting[k]:
                    result[waiting[k].pop(0).pallet_id] = place_id
        return result
