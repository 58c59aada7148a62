"""A wave cut by zones: of each order the part that lies in a zone, and which parts of a zone share a walk.

The zone planner makes the batches, by their exact walks, as full as carts go. It thinks before the transaction; where
the orders have changed meanwhile it thinks again. Where the building is not drawn so that one can walk it, neighbours
along the pick sequence share a walk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from wms.base.errors import Refused
from wms.base.jobs import Watch
from wms.operations.planning.drawing import Drawing, drawing
from wms.operations.planning.floor import lay
from wms.operations.planning.laid import Laid
from wms.operations.waving.batching_rule import BatchOrder, CartCapacity, Stop, batches

if TYPE_CHECKING:
    from wms.planning.batching.zones.problem import ZonePlan, ZoneProblem
    from wms.planning.plan import Plan

ROUNDS, MOVES, EXACT = 1, 1_500, 20_000
"""How long is searched for shorter walks: so many moves an order in each zone; the best of so many batches for sure."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is picked of an order in one zone. `places` are location ids with their pick sequence."""

    order_id: int
    zone: str
    priority: int
    places: tuple[tuple[int, int], ...]

    @property
    def key(self) -> str:
        """The part's name among all parts."""
        return f"{self.order_id} {self.zone}"


@dataclass(frozen=True, slots=True)
class Cut:
    """A wave cut into parts, the floor they are picked on, where walks begin and end, and what a cart carries."""

    parts: tuple[Part, ...]
    drawn: Drawing
    drop_id: int
    capacity: CartCapacity


@dataclass(frozen=True, slots=True)
class Batched:
    """Which parts share a walk, the most urgent batch first; the plan they come from, where there is one."""

    groups: tuple[tuple[Part, ...], ...]
    plan: Plan[ZonePlan] | None = None


def cut(session: Session, rows: Sequence[Any], drop_id: int, site_id: int, capacity: CartCapacity) -> Cut:
    """Of each order what lies in each zone. `rows` as `release.to_pick` gives them."""
    places: dict[tuple[int, str, int], dict[int, int]] = {}
    for row in rows:
        places.setdefault((row.order_id, row.zone, row.priority), {})[row.location_id] = row.pick_sequence
    parts = tuple(Part(*whose, tuple(sorted(its.items()))) for whose, its in sorted(places.items()))
    drawn = drawing(session, site_id, {drop_id, *(row.location_id for row in rows)})
    return Cut(parts, drawn, drop_id, capacity)


def batched(known: Cut, watch: Watch) -> Batched:
    """Which parts of a zone share a walk."""
    from wms.planning.plan import Infeasible

    small = [part for part in known.parts if len(part.places) <= known.capacity.stops]
    large = [(part,) for part in known.parts if len(part.places) > known.capacity.stops]
    try:
        laid = lay(known.drawn, known.drop_id, [place for part in known.parts for place, _ in part.places])
        plan = _solved(_problem(known, laid, small), watch)
    except (Refused, Infeasible):
        return Batched(_in_order([*_by_rule(known, small), *large]))
    return Batched(_in_order([*_groups(small, plan), *large]), plan)


def _problem(known: Cut, laid: Laid, parts: Sequence[Part]) -> ZoneProblem:
    """Orders with the stops of all their parts; ways into dead ends are added when walks are measured."""
    from wms.planning.batching.problem import BatchOrder as Planned
    from wms.planning.batching.problem import Cart
    from wms.planning.batching.zones.problem import Zone, ZoneProblem
    from wms.planning.routing.problem import Stop as Visit

    cart = Cart(lines=known.capacity.stops, orders=known.capacity.orders)
    stops: dict[int, list[Visit]] = {}
    zone_of: dict[Any, str] = {}
    for part in parts:
        for place, _ in part.places:
            code = known.drawn.stands[place].code
            zone_of[code] = part.zone
            stops.setdefault(part.order_id, []).append(Visit(laid.spots[place].place, code))
    zones = tuple(Zone(name, cart, laid.start) for name in sorted({part.zone for part in parts}))
    orders = tuple(Planned(str(order), tuple(its)) for order, its in stops.items())
    return ZoneProblem(laid.floor, orders, zones, zone_of)


def _solved(problem: ZoneProblem, watch: Watch) -> Plan[ZonePlan]:
    from wms.planning.batching.problem import BatchParams
    from wms.planning.batching.zones.solve import solve

    return solve(problem, BatchParams(rounds=ROUNDS, moves=MOVES, exact_batches=EXACT), watch)


def _groups(parts: Sequence[Part], plan: Plan[ZonePlan]) -> list[tuple[Part, ...]]:
    """The plan's batches; within a zone the planner numbers the orders that have a part there, in their order."""
    orders = list(dict.fromkeys(part.order_id for part in parts))
    found = []
    for zone, its in plan.solution.batches.items():
        there = {part.order_id: part for part in parts if part.zone == zone}
        numbered = [there[order] for order in orders if order in there]
        found += [tuple(numbered[n] for n in batch.orders) for batch in its.batches]
    return found


def _by_rule(known: Cut, parts: Sequence[Part]) -> list[tuple[Part, ...]]:
    found = []
    for zone in sorted({part.zone for part in parts}):
        its = {part.order_id: part for part in parts if part.zone == zone}
        asked = [
            BatchOrder(part.order_id, part.priority, tuple(Stop(place, sequence, 1) for place, sequence in part.places))
            for part in its.values()
        ]
        found += [tuple(its[order] for order in group) for group in batches(asked, known.capacity)]
    return found


def _in_order(groups: Sequence[tuple[Part, ...]]) -> tuple[tuple[Part, ...], ...]:
    """Urgent ones first, then as the building is walked."""

    def rank(group: tuple[Part, ...]) -> tuple[int, int, str]:
        first = min(sequence for part in group for _, sequence in part.places)
        return min(part.priority for part in group), first, group[0].key

    return tuple(sorted(groups, key=rank))
