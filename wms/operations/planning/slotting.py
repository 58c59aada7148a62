"""Re-slotting: which items should live elsewhere, only where the moves pay for themselves, in an order that works.

Applying it gives the items their new homes and makes the move tasks; the moves are then done one by one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.orm import Session

from wms.base.errors import Problems, refuse
from wms.base.jobs import Watch
from wms.model.item import SlotAssignment
from wms.model.site import Location, Zone
from wms.model.words import LocationType, ProposalState, Purpose, TaskKind, TaskState
from wms.model.work import Task
from wms.operations import find, settings
from wms.operations.command import Command, arg, handles
from wms.operations.planning.drawing import Drawing, drawing
from wms.operations.planning.expecting import NOTHING, Past, past
from wms.operations.planning.floor import Laid, lay
from wms.operations.planning.made import Made, made, metres
from wms.operations.planning.shelves import Shelves, past_walks, shelves, visits
from wms.operations.planning.visits import changed, ratios, weights
from wms.operations.proposals import open_proposal
from wms.operations.unit import Answer, Unit

if TYPE_CHECKING:
    from wms.planning.slotting.problem import ItemReason, PickLocation, SlottedItem, SlottingProblem

KIND = "slotting"
HISTORY_DAYS = 90
FEW_DAYS = 14
MOST_SPOTS = 1_500
"""On more standing places than these, whole walks are not measured; each pick counts its way there and back."""
REACH_S = 4
"""What reaching up to or down from the level at hand's height takes a level, in seconds."""


@dataclass(frozen=True, slots=True)
class Slotted:
    """What slotting is planned from. `days` the walks are from, `horizon` in which moves must pay.

    `past` is how often items were asked for by day, for what the forecast expects of them.
    """

    site_id: int
    shelves: Shelves
    drawn: Drawing
    start: int
    walks: tuple[tuple[int, ...], ...]
    days: int
    horizon: int
    moves: int
    past: Past = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplySlotting(Command):
    """Give items the homes a slotting plan proposes, and make the move tasks that bring their goods there."""

    proposal: str = arg("The proposal's number", refers="proposal")


def read(session: Session, *, now: datetime, site: str = "", moves: int = 40, horizon: int = 30) -> Slotted:
    """The site's forward pick locations and its last orders. At most `moves` moves, paid back in `horizon` days."""
    if moves < 1 or horizon < 1:
        raise refuse("There must be at least one move and one day.", field="moves")
    found = find.site(session, site)
    known = shelves(session, found.id)
    if not known.movable:
        raise refuse("No item lives at a forward pick location that could be exchanged now.", field="site")
    together = settings.value(session, "waving.batch_orders")
    walks, days = past_walks(session, found.id, known.homes, now, HISTORY_DAYS, together)
    if not walks:
        raise refuse("No order of the last {days} days asks for these items.", field="site", days=HISTORY_DAYS)
    bench = session.scalar(
        select(Location.id).join(Zone, Zone.id == Location.zone_id)
        .where(Zone.purpose == Purpose.PACKING, Location.site_id == found.id)
        .order_by((Location.type == LocationType.BENCH).desc(), Location.pick_sequence, Location.code).limit(1)
    )  # fmt: skip
    if bench is None:
        raise refuse("The site has no place to pack at; make a location in a packing zone.", field="site")
    drawn = drawing(session, found.id, {bench, *known.places})
    return Slotted(found.id, known, drawn, bench, tuple(walks), days, horizon, moves,
                   past(session, now, found.id, of="visits"))


def solve(known: Slotted, seed: int, watch: Watch) -> Made:
    """The moves that pay, best first."""
    from wms.planning.slotting.moves import ON_THE_TRUCK
    from wms.planning.slotting.reslot import ReslotParams, reslot

    of = ratios(known.past.only(known.shelves.homes), known.days, watch)
    problem = _problem(known, of)
    params = ReslotParams(moves_a_day=known.moves, days=1, seed=seed, choice=known.shelves.movable,
                          spots=frozenset(known.shelves.places))  # fmt: skip
    plan = reslot(problem, params, watch)
    answer, places = plan.solution, known.shelves.places
    owners = [item.item_id for item in problem.items for _ in range(item.facings)]
    if any(ON_THE_TRUCK in (move.source, move.target) for move in answer.moves):
        raise refuse("Some goods would have to wait aside, and no free forward location suits them.", field="site")
    why = {item.item_id: item for item in answer.items}
    moves = [
        {"item": known.shelves.items[owners[m.load]].sku, "from": places[m.source].code, "to": places[m.target].code,
         **_because(known, why.get(owners[m.load]))}
        for m in answer.moves
    ]  # fmt: skip
    homes = [
        {"item": known.shelves.items[item].sku, "from": places[old].code, "to": places[new].code,
         "limits": list(known.shelves.limits[item, old])}
        for item, today in known.shelves.homes.items()
        for old, new in zip(today, answer.locations.get(item, today), strict=True) if old != new
    ]  # fmt: skip
    kept = max(1, problem.horizon_days)
    reasons = [
        f"In {kept} days like the last {known.days}, {metres(answer.before_mm)} are walked today and "
        f"{metres(answer.after_mm)} then; the moves cost {metres(answer.moving_mm)}.",
        *((f"The books know only {known.days} days; what pays in so few may not pay later.",)
          if known.days < FEW_DAYS else ()),
        *((f"Walks count as often as the forecast expects; {changed(of)} items are asked for at least a quarter more "
           "or less often than before.",) if of else ()),
        *(_named(known, text) for text in plan.reasons),
    ]
    summary = f"{len(homes)} items move, {len(moves)} moves; {metres(answer.before_mm - plan.objective)} are saved."
    rows = [(n, move["item"], move["from"], move["to"]) for n, move in enumerate(moves, 1)]
    content = {"site_id": known.site_id, "homes": homes, "moves": moves, "heaps": _heaps(known, homes),
               "before_mm": answer.before_mm, "after_mm": answer.after_mm, "moving_mm": answer.moving_mm}  # fmt: skip
    return made(KIND, plan, summary=summary, unit="mm", columns=("move", "item", "from", "to"), rows=rows,
                content=content, reasons=reasons)  # fmt: skip


@handles("master_data.slots", "slots", "tasks", "proposals")
def apply_slotting(command: ApplySlotting, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    content: dict[str, Any] = proposal.plan["content"]
    known = shelves(unit.session, content["site_id"])
    _refuse_changed(known, content, proposal.number)
    _give_homes(unit, known, content["homes"])
    made_tasks = _tasks(unit, known, content, proposal.number)
    if made_tasks:
        unit.session.execute(insert(Task), made_tasks)
    proposal.state = ProposalState.APPLIED
    values = {"homes": len(content["homes"]), "tasks": len(made_tasks), "number": proposal.number}
    return Answer("{homes} items have new homes; {tasks} move tasks of {number} bring their goods there, in order.",
                  values, proposal.number)  # fmt: skip


def _problem(known: Slotted, of: Mapping[int, float]) -> SlottingProblem:
    from wms.planning.slotting.problem import PastOrder, SlottingProblem

    times = max(1, known.horizon // known.days)
    spots = sorted(known.shelves.places)
    laid = lay(known.drawn, known.start, spots)
    table, row = _table(laid, spots)
    measured = len(table) <= MOST_SPOTS
    counted = [(walk, weight) for walk, weight in zip(known.walks, weights(known.walks, of, times), strict=True)
               if walk and weight]  # fmt: skip
    picks = visits(counted)
    return SlottingProblem(
        items=tuple(_item(known.shelves, item, picks[item]) for item in known.shelves.homes),
        locations=tuple(
            _place(known.shelves.places[n], 2 * table[0][row[n]], row[n] if measured else -1) for n in spots
        ),
        orders=tuple(PastOrder(walk, weight) for walk, weight in counted) if measured else (),
        walks=tuple(map(tuple, table)) if measured else (),
        horizon_days=known.days * times, current=known.shelves.homes,
    )  # fmt: skip


def _table(laid: Laid, spots: Sequence[int]) -> tuple[list[list[int]], dict[int, int]]:
    """Walks between all standing places, the start first; and each location's row."""
    from wms.planning.floor.parallel import ParallelFloor

    standing = {laid.spots[number]: number for number in reversed(spots)}
    rows = list(standing)
    if isinstance(laid.floor, ParallelFloor):
        graph = laid.floor.graph({spot.place for spot in rows})
        nodes = [graph.names["depot", "start"], *(graph.names[spot.place] for spot in rows)]
    else:
        graph = laid.floor
        nodes = [graph.names["start"], *(graph.names[spot.place] for spot in rows)]
    table = graph.distances[nodes][:, nodes].tolist()
    begin = laid.spots[laid.origin]
    ends = [begin, *rows]
    for i, one in enumerate(ends):
        for j, other in enumerate(ends):
            same = one.into and one.into == other.into
            table[i][j] += abs(one.depth - other.depth) if same else one.depth + other.depth
        table[i][i] = 0
    index = {spot: number for number, spot in enumerate(rows, 1)}
    return table, {number: index[laid.spots[number]] for number in spots}


def _item(known: Shelves, item: int, picks: int) -> SlottedItem:
    """An item asks for as much room as it has today, so that what lies there fits wherever it goes."""
    from wms.planning.slotting.problem import ANY_SIZE, SlottedItem

    row, today = known.items[item], [known.places[place] for place in known.homes[item]]
    width, depth, height, weight = (
        min(getattr(place, side) or ANY_SIZE for place in today)
        for side in ("width_mm", "depth_mm", "height_mm", "max_weight_g")
    )
    zones = {place.zone for place in known.places.values()
             if (place.temperature, place.hazard) == (row.temperature, row.hazard)}  # fmt: skip
    zones |= {place.zone for place in today}
    return SlottedItem(item, picks, width, depth, height, weight, condition="", zones=frozenset(zones),
                       facings=len(today))  # fmt: skip


def _place(row: Any, walk_mm: int, place: int) -> PickLocation:
    from wms.planning.slotting.problem import ANY_SIZE, PickLocation

    width, depth, height, weight = (
        getattr(row, side) or ANY_SIZE for side in ("width_mm", "depth_mm", "height_mm", "max_weight_g")
    )
    reach = REACH_S * abs(row.level - 2) if row.level else 0
    return PickLocation(row.id, walk_mm, row.aisle_id or 0, row.y_mm, row.position, row.level, width, depth, height,
                        weight, zone=row.zone, conditions=frozenset({""}), reach_s=reach, place=place)  # fmt: skip


def _because(known: Slotted, reason: ItemReason | None) -> dict[str, Any]:
    """What an item's move saves a day, and why."""
    return {} if reason is None else {"saving_mm": reason.saving_mm_day, "why": _named(known, reason.message)}


def _named(known: Slotted, text: str) -> str:
    """The planner's sentence with skus and location codes instead of numbers."""
    text = re.sub(r"\b([Ii]tem) (\d+)", lambda m: f"{m[1]} {known.shelves.items[int(m[2])].sku}", text)

    def codes(match: re.Match[str]) -> str:
        return re.sub(r"\d+", lambda m: str(known.shelves.places[int(m[0])].code), match[0])

    return re.sub(r"goes (from [\d, ]+)?to [\d, ]*\d", codes, text)


def _heaps(known: Slotted, homes: Sequence[Mapping[str, Any]]) -> list[str]:
    return _said(known.shelves, {home["item"] for home in homes})


def _said(known: Shelves, skus: set[str]) -> list[str]:
    """What lies at the homes of these items, so that a change of place is noticed. Quantities may change."""
    return sorted(
        f"{known.items[heap.item_id].sku} lot {heap.lot_id} at {known.places[heap.location_id].code}"
        for heap in known.heaps if known.items[heap.item_id].sku in skus
    )  # fmt: skip


def _refuse_changed(known: Shelves, content: Mapping[str, Any], proposal: str) -> None:
    problems = Problems()
    by_sku = {row.sku: number for number, row in known.items.items()}
    by_code = {row.code: number for number, row in known.places.items()}
    taken = {place for its in known.homes.values() for place in its}
    leaving = {home["from"] for home in content["homes"]}
    for home in content["homes"]:
        item, old, new = by_sku.get(home["item"]), by_code.get(home["from"]), by_code.get(home["to"])
        if item is None or old not in known.homes.get(item, ()):
            problems.add("{number} is out of date: {item} does not live at {place} any more.", field="proposal",
                         number=proposal, item=home["item"], place=home["from"])  # fmt: skip
        elif item not in known.movable:
            problems.add("{number} is out of date: {item} is promised or on its way.", field="proposal",
                         number=proposal, item=home["item"])  # fmt: skip
        if new is None or (new in taken and home["to"] not in leaving):
            problems.add("{number} is out of date: {place} is not free any more.", field="proposal", number=proposal,
                         place=home["to"])  # fmt: skip
    if not problems and _said(known, {home["item"] for home in content["homes"]}) != content["heaps"]:
        problems.add("{number} is out of date: other goods lie there now.", field="proposal", number=proposal)
    problems.refuse()


def _give_homes(unit: Unit, known: Shelves, homes: Sequence[Mapping[str, Any]]) -> None:
    """Out with the old homes, in with the new, with the same limits."""
    by_sku = {row.sku: number for number, row in known.items.items()}
    by_code = {row.code: number for number, row in known.places.items()}
    old = [(by_sku[home["item"]], by_code[home["from"]]) for home in homes]
    for chunk in find.chunks(old):
        pair = tuple_(SlotAssignment.item_id, SlotAssignment.location_id)
        unit.session.execute(delete(SlotAssignment).where(pair.in_(chunk)))
    rows = [
        {"item_id": by_sku[home["item"]], "location_id": by_code[home["to"]],
         "minimum": known.limits[pair][0], "maximum": known.limits[pair][1]}
        for home, pair in zip(homes, old, strict=True)
    ]  # fmt: skip
    if rows:
        unit.session.execute(insert(SlotAssignment), rows)


def _tasks(unit: Unit, known: Shelves, content: Mapping[str, Any], proposal: str) -> list[dict[str, Any]]:
    """One task a move and lot, in the order that finds every location empty. Goods that wait aside move twice."""
    ids = {code: found.id for code, found in find.many(
        unit.session, Location, Location.code, {m[end] for m in content["moves"] for end in ("from", "to")}).items()}
    by_sku = {row.sku: number for number, row in known.items.items()}
    lying: dict[tuple[int, int], list[Any]] = {}
    for heap in known.heaps:
        lying.setdefault((heap.item_id, heap.location_id), []).append(heap)
    planned = []
    for step, move in enumerate(content["moves"], 1):
        item, source, target = by_sku[move["item"]], ids[move["from"]], ids[move["to"]]
        heaps = lying.pop((item, source), [])
        lying[item, target] = heaps
        planned += [(step, item, source, target, heap) for heap in heaps]
    numbers = unit.numbers("T", len(planned)) if planned else []
    return [
        {"number": number, "kind": TaskKind.MOVE, "state": TaskState.OPEN, "site_id": content["site_id"],
         "document": proposal, "sequence": step, "owner_id": heap.owner_id, "item_id": item, "lot_id": heap.lot_id,
         "status": heap.status, "from_location_id": source, "to_location_id": target, "quantity": heap.quantity,
         "created_at": unit.now, "reason": f"{proposal}, move {step}: do the moves in this order."}
        for number, (step, item, source, target, heap) in zip(numbers, planned, strict=True)
    ]  # fmt: skip

