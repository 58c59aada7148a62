"""How a planned wave is best picked: order by order, in batches, or by zones; how far people walk each way.

Every method gets the same carts and starts at the same bench, and every walk is the shortest one. By zones the cart is
then brought to the slots, which is walked as well: there and back after each walk that picked a part of an order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.jobs import Progress, Watch
from wms.model.order import Order
from wms.model.outbound import Wave
from wms.model.site import Location, Zone
from wms.model.words import MEETING, OrderState, PickMethod, ProposalState, Purpose, WaveState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.planning.made import Made, made, metres
from wms.operations.planning.walks import walk
from wms.operations.proposals import open_proposal
from wms.operations.unit import Answer, Unit
from wms.operations.waving.batching_rule import BatchOrder, CartCapacity, Stop, batches
from wms.operations.waving.by_zone import Cut, Part, batched, cut
from wms.operations.waving.release import ReleaseWave, cart, drop_at, release_wave, to_pick

KIND = "methods"


@dataclass(frozen=True, slots=True)
class Planned:
    """A planned wave cut into parts, and the way from the bench to the middle of the slots and back, in mm."""

    wave: str
    cut: Cut
    to_slots_mm: int


@dataclass(frozen=True, slots=True)
class Way:
    """One method: how many walks, how far they lead, how many orders meet in slots, and the way their totes go."""

    method: PickMethod
    walks: int
    walk_mm: int
    meeting: int = 0
    brought_mm: int = 0

    @property
    def total_mm(self) -> int:
        """Everything that is walked."""
        return self.walk_mm + self.brought_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyMethodPlan(Command):
    """Release a planned wave by the method a plan found best."""

    proposal: str = arg("The proposal's number", refers="proposal")


def read(session: Session, *, wave: str) -> Planned:
    """The planned wave with this number. Raises Refused."""
    found = find.by(session, Wave, Wave.number, wave, "wave")
    if found.state is not WaveState.PLANNED:
        raise refuse("The wave {number} is {state}.", field="wave", number=wave, state=found.state.value)
    drop = drop_at(session, found.site_id)
    rows = to_pick(session, (Order.wave_id == found.id) & (Order.state != OrderState.HELD))
    if not rows:
        raise refuse("Nothing is allocated for the wave {number} any more.", field="wave", number=wave)
    return Planned(wave, cut(session, rows, drop.id, found.site_id, cart(session)), _to_slots(session, drop))


def solve(known: Planned, seed: int, watch: Watch) -> Made:
    """The three methods side by side; the shortest is what applying releases the wave by. The plan proves nothing."""
    from wms.planning.plan import Plan

    ways = [_discrete(known, watch), _batch(known, watch), _zone(known, watch)]
    best = min(ways, key=lambda way: way.total_mm)
    batch, zone = ways[1], ways[2]
    more = 100 * (zone.total_mm - batch.total_mm) / max(1, batch.total_mm)
    reasons = (
        f"By zones people walk {metres(zone.total_mm)}, in batches {metres(batch.total_mm)}: {more:+.1f} %.",
        f"Batches planned as carefully as zones (plan batches) would walk {metres(_as_carefully(known, watch))}.",
        f"{zone.meeting} of {len(_orders(known))} orders lie in several zones and would meet in slots.",
        "Not counted: what zones save in crowded aisles, changed vehicles and knowing one's shelves.",
    )
    rows = [(way.method.value, way.walks, metres(way.walk_mm), way.meeting, metres(way.brought_mm),
             metres(way.total_mm)) for way in ways]  # fmt: skip
    plan = Plan(best, float(best.total_mm), None, watch.stop.elapsed(), seed, "shortest walks, method by method")
    return made(KIND, plan, summary=f"{known.wave}: {best.method.value} walks least, {metres(best.total_mm)}.",
                unit="mm", columns=("method", "walks", "walk", "orders that meet", "brought", "together"), rows=rows,
                content={"wave": known.wave, "method": best.method.value,
                         "ways": {way.method.value: way.total_mm for way in ways}},
                reasons=reasons)  # fmt: skip


@handles("waving.release", "waves", "orders", "tasks", "proposals")
def apply_method_plan(command: ApplyMethodPlan, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    content: dict[str, Any] = proposal.plan["content"]
    proposal.state = ProposalState.APPLIED
    return release_wave(ReleaseWave(wave=content["wave"], method=PickMethod(content["method"])), unit)


def _discrete(known: Planned, watch: Watch) -> Way:
    groups = [[order] for order in _orders(known)]
    return Way(PickMethod.DISCRETE, len(groups), _walked(known, groups, watch))


def _batch(known: Planned, watch: Watch) -> Way:
    """As a wave is released in batches: urgent orders first, neighbours together."""
    its = _orders(known)
    priority = {part.order_id: part.priority for part in known.cut.parts}
    asked = [BatchOrder(order, priority[order], tuple(Stop(place, sequence, 1) for place, sequence in places))
             for order, places in its.items()]  # fmt: skip
    groups = batches(asked, CartCapacity(known.cut.capacity.orders, known.cut.capacity.stops))
    return Way(PickMethod.BATCH, len(groups), _walked(known, groups, watch))


def _zone(known: Planned, watch: Watch) -> Way:
    found = batched(known.cut, watch)
    walked = _length(known, [[place for part in group for place, _ in part.places] for group in found.groups], watch)
    parts = Counter(part.order_id for part in known.cut.parts)
    trips = sum(any(parts[part.order_id] > 1 for part in group) for group in found.groups)
    meeting = sum(count > 1 for count in parts.values())
    return Way(PickMethod.ZONE, len(found.groups), walked, meeting, trips * known.to_slots_mm)


def _as_carefully(known: Planned, watch: Watch) -> int:
    """What batches walk that the planner makes as if all were one zone: the fair yardstick for its zones."""
    priority = {part.order_id: part.priority for part in known.cut.parts}
    whole = tuple(Part(order, "", priority[order], places) for order, places in _orders(known).items())
    found = batched(replace(known.cut, parts=whole), watch)
    return _length(known, [[place for part in group for place, _ in part.places] for group in found.groups], watch)


def _orders(known: Planned) -> dict[int, tuple[tuple[int, int], ...]]:
    """Each order's places with their pick sequence."""
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    for part in known.cut.parts:
        found[part.order_id] = found.get(part.order_id, ()) + part.places
    return found


def _walked(known: Planned, groups: Sequence[Sequence[int]], watch: Watch) -> int:
    its = _orders(known)
    return _length(known, [[place for order in group for place, _ in its[order]] for group in groups], watch)


def _length(known: Planned, walks: Sequence[Sequence[int]], watch: Watch) -> int:
    total = 0
    for number, places in enumerate(walks, 1):
        watch.report(Progress("Finding the shortest walks", number, len(walks)))
        watch.stop.raise_if_cancelled()
        total += walk(known.cut.drawn, known.cut.drop_id, list(dict.fromkeys(places))).length
    return total


def _to_slots(session: Session, drop: Location) -> int:
    """There and back between the bench and the middle of the slots, along the walls; 0 where there are no slots."""
    spots = session.execute(
        select(Location.x_mm, Location.y_mm).join(Zone, Zone.id == Location.zone_id)
        .where(Location.site_id == drop.site_id, Zone.purpose == Purpose.PACKING, Location.type.in_(MEETING))
    ).all()  # fmt: skip
    if not spots:
        return 0
    return 2 * sum(abs(x - drop.x_mm) + abs(y - drop.y_mm) for x, y in spots) // len(spots)
