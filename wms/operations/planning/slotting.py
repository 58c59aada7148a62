"""Re-slotting: which items should live elsewhere, only where the moves pay for themselves, in an order that works.

Applying it gives the items their new homes and makes the move tasks; the moves are then done one by one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.jobs import Stop, Watch
from wms.model.site import Location, Zone
from wms.model.words import LocationType, Purpose
from wms.operations import find, settings
from wms.operations.planning.drawing import Drawing, drawing
from wms.operations.planning.expecting import NOTHING, Past, past
from wms.operations.planning.floor import lay
from wms.operations.planning.judging import Judged, judged
from wms.operations.planning.laid import Laid
from wms.operations.planning.made import Made, made, metres
from wms.operations.planning.shelves import Shelves, past_walks, said, shelves, visits
from wms.operations.planning.visits import changed, ratios, weights
from wms.planning.portion import portion

if TYPE_CHECKING:
    from wms.planning.slotting.problem import ItemReason, PickLocation, SlottedItem, SlottingProblem, SlottingRules
    from wms.planning.slotting.reslot import Reslotting

KIND = "slotting"
FEW_DAYS = 14
PLANNING = 0.8
"""The share of the time the search may take where the plan is tried on later orders as well."""
MOST_SPOTS = 1_500
"""On more standing places than these, whole walks are not measured; each pick counts its way there and back."""
HAUL = 2
"""A move is walked there and back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What is to be planned, and how much each thing weighs.

    At most `moves`, paid back in `horizon` days, judged by the orders of `history` days, of which the latest `aside`
    percent are kept aside to try the plan on. `zones` and `families` say which items may move and where to (none:
    all). A move costs as much as walking `move_m` metres and its way; reaching a level up or down takes `reach_s`
    seconds. No aisle gets more than `aisle_percent` of the picks (100: any share). `together`: families that lie in
    one aisle stay so. `forecast`: past walks count as often as the forecast expects.
    """

    moves: int = 40
    horizon: int = 30
    history: int = 90
    aside: int = 0
    zones: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    move_m: int = 30
    reach_s: int = 4
    aisle_percent: int = 100
    together: bool = False
    forecast: bool = True


@dataclass(frozen=True, slots=True)
class Slotted:
    """What slotting is planned from. `days` the walks are from, `later` are walks to judge the plan by.

    `past` is how often items were asked for by day, for what the forecast expects of them.
    """

    site_id: int
    shelves: Shelves
    drawn: Drawing
    start: int
    walks: tuple[tuple[int, ...], ...]
    days: int
    wishes: Wishes
    past: Past = NOTHING
    later: tuple[tuple[int, ...], ...] = ()

    @property
    def choice(self) -> frozenset[int]:
        """The items that may move."""
        zones, families = set(self.wishes.zones), set(self.wishes.families)
        return frozenset(
            item for item in self.shelves.movable
            if (not families or self.shelves.items[item].family in families)
            and (not zones or zones >= {self.shelves.places[place].zone for place in self.shelves.homes[item]})
        )  # fmt: skip

    @property
    def spots(self) -> frozenset[int]:
        """The locations they may move to."""
        zones = set(self.wishes.zones)
        return frozenset(n for n, place in self.shelves.places.items() if not zones or place.zone in zones)


def read(session: Session, *, now: datetime, site: str = "", **wished: Any) -> Slotted:
    """The site's forward pick locations and its last orders; `wished` are the fields of `Wishes`. Raises Refused."""
    wishes = Wishes(**wished)
    if wishes.moves < 1 or wishes.horizon < 1:
        raise refuse("There must be at least one move and one day.", field="moves")
    found = find.site(session, site)
    known = shelves(session, found.id)
    asked = past_walks(session, found.id, known.homes, now, wishes.history,
                       settings.value(session, "waving.batch_orders"), wishes.aside)  # fmt: skip
    drawn, bench = _ground(session, found.id, known)
    expecting = past(session, asked.until, found.id, of="visits") if wishes.forecast else NOTHING
    made = Slotted(found.id, known, drawn, bench, tuple(asked.walks), asked.days, wishes, expecting,
                   tuple(asked.later))  # fmt: skip
    if not made.choice:
        raise refuse("No item lives at a forward pick location that could be exchanged now.", field="site")
    if not asked.walks:
        raise refuse("No order of the last {days} days asks for these items.", field="site", days=wishes.history)
    return made


def _ground(session: Session, site_id: int, known: Shelves) -> tuple[Drawing, int]:
    """The floor as it is drawn, and where walks begin and end. Raises Refused."""
    bench = session.scalar(
        select(Location.id).join(Zone, Zone.id == Location.zone_id)
        .where(Zone.purpose == Purpose.PACKING, Location.site_id == site_id)
        .order_by((Location.type == LocationType.BENCH).desc(), Location.pick_sequence, Location.code).limit(1)
    )  # fmt: skip
    if bench is None:
        raise refuse("The site has no place to pack at; make a location in a packing zone.", field="site")
    return drawing(session, site_id, {bench, *known.places}), bench


def solve(known: Slotted, seed: int, watch: Watch) -> Made:
    """The moves that pay, best first."""
    from wms.planning.slotting.moves import ON_THE_TRUCK
    from wms.planning.slotting.reslot import ReslotParams, reslot

    of = ratios(known.past.only(known.shelves.homes), known.days, watch)
    problem = _problem(known, of, watch.stop)
    wishes = known.wishes
    params = ReslotParams(moves_a_day=wishes.moves, days=1, seed=seed, choice=known.choice, spots=known.spots,
                          handling_mm=1_000 * wishes.move_m, haul=HAUL)  # fmt: skip
    plan = reslot(problem, params, portion(watch, PLANNING) if known.later else watch)
    answer = plan.solution
    if any(ON_THE_TRUCK in (move.source, move.target) for move in answer.moves):
        raise refuse("Some goods would have to wait aside, and no free forward location suits them.", field="site")
    after = {item: answer.locations.get(item, today) for item, today in known.shelves.homes.items()}
    tried = judged(known.drawn, known.start, known.later, known.shelves.homes, after, watch)
    homes, moves = _homes(known, after), _moves(known, problem, answer)
    summary = f"{len(homes)} items move, {len(moves)} moves; {metres(answer.before_mm - plan.objective)} are saved."
    rows = [(n, move["item"], move["from"], move["to"]) for n, move in enumerate(moves, 1)]
    content = {"site_id": known.site_id, "homes": homes, "moves": moves,
               "heaps": said(known.shelves, {home["item"] for home in homes}), "before_mm": answer.before_mm,
               "after_mm": answer.after_mm, "moving_mm": answer.moving_mm, "days": max(1, problem.horizon_days),
               "heat": _heat(known, problem, after), "wishes": asdict(wishes),
               "later": None if tried is None else asdict(tried)}  # fmt: skip
    return made(KIND, plan, summary=summary, unit="mm", columns=("move", "item", "from", "to"), rows=rows,
                content=content, reasons=[*_told(known, of, answer, tried, problem.horizon_days),
                                          *(_named(known, text) for text in plan.reasons)])  # fmt: skip


def _told(
    known: Slotted, of: Mapping[int, float], answer: Reslotting, tried: Judged | None, days: int
) -> Iterator[str]:
    """What the plan rests on, in the order in which one would want to hear it."""
    yield (f"In {max(1, days)} days like the last {known.days}, {metres(answer.before_mm)} are walked today and "
           f"{metres(answer.after_mm)} then; the moves cost {metres(answer.moving_mm)}.")  # fmt: skip
    if tried is not None:
        yield (f"Tried on {tried.walks} later walks it was not made from, each by its shortest route: "
               f"{metres(tried.before_mm)} today, {metres(tried.after_mm)} then.")  # fmt: skip
    if known.days < FEW_DAYS:
        yield f"The books know only {known.days} days; what pays in so few may not pay later."
    if of:
        yield (f"Walks count as often as the forecast expects; {changed(of)} items are asked for at least a quarter "
               "more or less often than before.")  # fmt: skip


def _homes(known: Slotted, after: Mapping[int, tuple[int, ...]]) -> list[dict[str, Any]]:
    places, items = known.shelves.places, known.shelves.items
    return [
        {"item": items[item].sku, "from": places[old].code, "to": places[new].code,
         "limits": list(known.shelves.limits[item, old])}
        for item, today in known.shelves.homes.items()
        for old, new in zip(today, after[item], strict=True) if old != new
    ]  # fmt: skip


def _moves(known: Slotted, problem: SlottingProblem, answer: Reslotting) -> list[dict[str, Any]]:
    """The moves in their order; each item's with what they save a day, and in how many days that pays for them."""
    places, items = known.shelves.places, known.shelves.items
    owners = [item.item_id for item in problem.items for _ in range(item.facings)]
    why = {item.item_id: item for item in answer.items}
    cost: Counter[int] = Counter()
    for move in answer.moves:
        cost[owners[move.load]] += 1_000 * known.wishes.move_m + HAUL * _way(problem, move.source, move.target)
    return [
        {"item": items[owners[m.load]].sku, "from": places[m.source].code, "to": places[m.target].code,
         **_because(known, why.get(owners[m.load]), cost[owners[m.load]])}
        for m in answer.moves
    ]  # fmt: skip


def _way(problem: SlottingProblem, source: int, target: int) -> int:
    """From one place to another; where whole walks are not measured, by way of the bench."""
    by_id = {place.location_id: place for place in problem.locations if place.location_id in (source, target)}
    one, other = by_id[source], by_id[target]
    return problem.walks[one.place][other.place] if problem.walks else (one.walk_mm + other.walk_mm) // 2


def _heat(known: Slotted, problem: SlottingProblem, after: Mapping[int, tuple[int, ...]]) -> list[list[Any]]:
    """Each place with how often it is walked to in the horizon, before and after; an item's homes share evenly."""
    found: dict[int, list[float]] = {}
    for item in problem.items:
        for side, homes in enumerate((known.shelves.homes, after)):
            for place in homes[item.item_id] if item.picks else ():
                found.setdefault(place, [0.0, 0.0])[side] += item.picks / item.facings
    return [[known.shelves.places[place].code, *(round(value, 2) for value in both)] for place, both in found.items()]


def _problem(known: Slotted, of: Mapping[int, float], stop: Stop) -> SlottingProblem:
    """The slotting problem. Raises Cancelled: there is no plan before there is a problem."""
    from wms.planning.slotting.problem import PastOrder, SlottingProblem

    times = max(1, known.wishes.horizon // known.days)
    spots = sorted(known.shelves.places)
    laid = lay(known.drawn, known.start, spots)
    stop.raise_if_cancelled()
    table, row = _table(laid, spots, stop)
    measured = len(table) > 1
    counted = [(walk, weight) for walk, weight in zip(known.walks, weights(known.walks, of, times), strict=True)
               if walk and weight]  # fmt: skip
    picks, fit = visits(counted), _fit(known.shelves)
    stop.raise_if_cancelled()
    return SlottingProblem(
        items=tuple(_item(known.shelves, item, picks[item], fit) for item in known.shelves.homes), rules=_rules(known),
        locations=tuple(
            _place(known.shelves.places[n], 2 * table[0][row[n]], row[n] if measured else -1, known.wishes.reach_s)
            for n in spots
        ),
        orders=tuple(PastOrder(walk, weight) for walk, weight in counted) if measured else (),
        walks=tuple(map(tuple, table)) if measured else (),
        horizon_days=known.days * times, current=known.shelves.homes,
    )  # fmt: skip


def _rules(known: Slotted) -> SlottingRules:
    from wms.planning.slotting.problem import SlottingRules

    families = {row.family for row in known.shelves.items.values()} - {""} if known.wishes.together else ()
    return SlottingRules(together=frozenset(families), aisle_share_permille=10 * known.wishes.aisle_percent)


def _table(laid: Laid, spots: Sequence[int], stop: Stop) -> tuple[list[list[int]], dict[int, int]]:
    """Walks between all standing places, the start first, and each location's row; of too many only those from there.

    Raises Cancelled.
    """
    import numpy as np

    from wms.planning.floor.parallel import ParallelFloor

    standing = {laid.spots[number]: number for number in reversed(spots)}
    rows = list(standing)
    if isinstance(laid.floor, ParallelFloor):
        graph = laid.floor.graph({spot.place for spot in rows})
        nodes = [graph.names["depot", "start"], *(graph.names[spot.place] for spot in rows)]
    else:
        graph = laid.floor
        nodes = [graph.names["start"], *(graph.names[spot.place] for spot in rows)]
    ends = [laid.spots[laid.origin], *rows]
    if len(nodes) <= MOST_SPOTS:
        graph.measure(stop)
        table = graph.distances[nodes][:, nodes].copy()
    else:
        table = graph.distances_from(nodes[0])[nodes][None, :].copy()
    depth, into = np.array([spot.depth for spot in ends]), np.array([spot.into for spot in ends])
    for i in range(len(table)):
        same = (into == into[i]) & (into[i] != 0)
        table[i] += np.where(same, abs(depth - depth[i]), depth + depth[i])
        table[i, i] = 0
    index = {spot: number for number, spot in enumerate(rows, 1)}
    return table.tolist(), {number: index[laid.spots[number]] for number in spots}


def _fit(known: Shelves) -> dict[tuple[Any, Any], frozenset[str]]:
    """The zones of each climate and hazard."""
    found: dict[tuple[Any, Any], set[str]] = defaultdict(set)
    for place in known.places.values():
        found[place.temperature, place.hazard].add(place.zone)
    return {kind: frozenset(zones) for kind, zones in found.items()}


def _item(known: Shelves, item: int, picks: int, fit: Mapping[tuple[Any, Any], frozenset[str]]) -> SlottedItem:
    """An item asks for as much room as it has today, so that what lies there fits wherever it goes."""
    from wms.planning.slotting.problem import ANY_SIZE, SlottedItem

    row, today = known.items[item], [known.places[place] for place in known.homes[item]]
    width, depth, height, weight = (
        min(getattr(place, side) or ANY_SIZE for place in today)
        for side in ("width_mm", "depth_mm", "height_mm", "max_weight_g")
    )
    zones = fit.get((row.temperature, row.hazard), frozenset()) | {place.zone for place in today}
    return SlottedItem(item, picks, width, depth, height, weight, condition="", zones=zones, family=row.family,
                       facings=len(today))  # fmt: skip


def _place(row: Any, walk_mm: int, place: int, reach_s: int) -> PickLocation:
    from wms.planning.slotting.problem import ANY_SIZE, PickLocation

    width, depth, height, weight = (
        getattr(row, side) or ANY_SIZE for side in ("width_mm", "depth_mm", "height_mm", "max_weight_g")
    )
    reach = reach_s * abs(row.level - 2) if row.level else 0
    return PickLocation(row.id, walk_mm, row.aisle_id or 0, row.y_mm, row.position, row.level, width, depth, height,
                        weight, zone=row.zone, conditions=frozenset({""}), reach_s=reach, place=place)  # fmt: skip


def _because(known: Slotted, reason: ItemReason | None, cost_mm: int) -> dict[str, Any]:
    """What an item's moves save a day and cost, and why it moves."""
    if reason is None:
        return {}
    pays = round(cost_mm / reason.saving_mm_day, 1) if reason.saving_mm_day > 0 else None
    return {"saving_mm": reason.saving_mm_day, "cost_mm": cost_mm, "payback_days": pays,
            "why": _named(known, reason.message)}  # fmt: skip


def _named(known: Slotted, text: str) -> str:
    """The planner's sentence with skus and location codes instead of numbers."""
    text = re.sub(r"\b([Ii]tem) (\d+)", lambda m: f"{m[1]} {known.shelves.items[int(m[2])].sku}", text)

    def codes(match: re.Match[str]) -> str:
        return re.sub(r"\d+", lambda m: str(known.shelves.places[int(m[0])].code), match[0])

    return re.sub(r"goes (from [\d, ]+)?to [\d, ]*\d", codes, text)
