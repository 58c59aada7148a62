"""One way to run a day: the books' work and a wish become a problem the simulation can run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wms.base.errors import refuse
from wms.base.jobs import Progress, Watch
from wms.operations.planning.day import plan_day
from wms.operations.planning.late import MOVES
from wms.operations.simulating.pieces import Demand, Given, Known, Pick, Stands
from wms.operations.simulating.ways import Ways
from wms.operations.simulating.wish import AS_IT_IS, DISCRETE, NOW, PLANNED, Wish, people, span
from wms.operations.waving.batching_rule import BatchOrder, CartCapacity, batches
from wms.operations.waving.batching_rule import Stop as Place
from wms.planning.portion import portion

if TYPE_CHECKING:
    from wms.planning.simulation.problem import Aisle, Batch, House, Order, Pace, Person, SimulationProblem

MOST_LIKE = 40
"""Orders that come in are each like one of so many known ones."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """The problem with what people call its parts: walks by batch id, and how many people it counts on."""

    wish: Wish
    problem: SimulationProblem
    names: dict[int, str]
    walk_mm: int
    unplanned: int


def scenario(known: Known, wish: Wish, seed: int, watch: Watch) -> Scenario:
    """Raises Refused for wishes that make no sense, and Cancelled."""
    from wms.planning.simulation.problem import Line, SimulationProblem

    wish.check()
    walks, unplanned = _walks(known, wish, seed, watch)
    ways, picks = Ways(known.drawn, known.drop_id), {pick.pick_id: pick for pick in known.picks}
    made: list[Batch] = []
    for number, walk in enumerate(walks, 1):
        watch.report(Progress("finding the walks", number, len(walks)))
        watch.stop.raise_if_cancelled()
        made.append(_batch(number, walk, picks, ways, ordered=not walk.number))
    lines = tuple(
        Line(pick.pick_id, pick.order_id, known.learnt.pick(pick.item_id, pick.level), known.learnt.short)
        for pick in sorted(known.picks, key=lambda pick: pick.pick_id)
    )
    problem = SimulationProblem(
        tuple(_order(known, demand) for demand in known.orders), lines, tuple(made), _house(known, wish),
        _pace(known, wish), tuple(_aisles(made, ways, wish.capacity)),
    )  # fmt: skip
    problem = _with_newcomers(problem, known, wish, ways, picks)
    names = {number: walk.number or f"#{number}" for number, walk in enumerate(walks, 1)}
    walk_mm = sum(stop.walk_mm for batch in made for stop in batch.stops) + sum(batch.home_mm for batch in made)
    return Scenario(wish, problem, names, walk_mm, unplanned)


def pinned(known: Known, wish: Wish) -> bool:
    """Whether a past day is run as it was: every walk by its walker."""
    asked = (wish.plan, wish.picking, wish.pickers, wish.shift, wish.carts, wish.to_come)
    return known.actual is not None and not any(asked)


def _walks(known: Known, wish: Wish, seed: int, watch: Watch) -> tuple[list[Given], int]:
    """Every walk in the order of its turn, new ones without a number; and how many orders the plan leaves out."""
    if pinned(known, wish):
        return list(known.walks), 0
    past = known.actual is not None
    kept = [walk for walk in known.walks if wish.picking == AS_IT_IS or (walk.begun and not past)]
    named = {pick for walk in kept for pick in walk.picks}
    released = {pick: walk.release_s for walk in known.walks for pick in walk.picks}
    loose = [pick for pick in known.picks if pick.pick_id not in named]
    starts = _starts(known, wish, seed, watch) if any(pick.pick_id not in released for pick in loose) else {}
    groups: dict[int, dict[int, list[Pick]]] = defaultdict(lambda: defaultdict(list))
    left: set[int] = set()
    for pick in loose:
        start = released.get(pick.pick_id, starts.get(pick.order_id))
        if start is None:
            left.add(pick.order_id)
        else:
            groups[known.from_s if wish.plan == NOW else start][pick.order_id].append(pick)
    cutoffs = {demand.order_id: (demand.cutoff_s, demand.priority, demand.order_id) for demand in known.orders}
    new = [walk for start in sorted(groups) for walk in _cut(known, wish, start, groups[start], cutoffs)]
    order_of = {pick.pick_id: pick.order_id for pick in known.picks}
    free = [replace(walk, picker=-1) for walk in kept] + new
    return sorted(free, key=lambda walk: (not walk.begun, walk.release_s, min(cutoffs[order_of[p]] for p in walk.picks),
                                          walk.number)), len(left)  # fmt: skip


def _starts(known: Known, wish: Wish, seed: int, watch: Watch) -> dict[int, int]:
    """By order, when its wave is released; orders that find none are missing."""
    if wish.plan not in (PLANNED, NOW):
        named = known.proposed[wish.plan]
        return {demand.order_id: max(known.from_s, named[demand.number])
                for demand in known.orders if demand.number in named}  # fmt: skip
    if wish.plan == NOW or known.morning is None:
        return {demand.order_id: known.from_s for demand in known.orders}
    pickers, packers = (people(getattr(wish, name), len(getattr(known.crew, name)), name)
                        for name in ("pickers", "packers"))  # fmt: skip
    watch.report(Progress("planning the waves"))
    day = replace(known.morning, pickers=pickers, packers=packers)
    planned = plan_day(day, seed, portion(watch, 0.5), moves=MOVES, prove=False)
    starts = {wave.wave_id: known.from_s + wave.start_s for wave in planned.problem.waves}
    return {one.order_id: starts[one.wave_id] for one in planned.plan.solution.releases if one.wave_id is not None}


def _cut(
    known: Known, wish: Wish, start: int, orders: dict[int, list[Pick]], cutoffs: dict[int, tuple[int, int, int]]
) -> Iterable[Given]:
    """What is released together as walks: by the cart, or one an order."""
    if wish.picking == DISCRETE:
        groups: Sequence[Sequence[int]] = [[order] for order in sorted(orders, key=lambda order: cutoffs[order])]
    else:
        wanted = [BatchOrder(order, cutoffs[order][1], tuple(Place(p.location_id, p.pick_sequence, 1) for p in its))
                  for order, its in orders.items()]  # fmt: skip
        groups = batches(wanted, CartCapacity(*known.cart))
    for group in groups:
        yield Given("", tuple(pick.pick_id for order in group for pick in orders[order]), start)


def _batch(number: int, walk: Given, picks: dict[int, Pick], ways: Ways, *, ordered: bool) -> Batch:
    """The walk with its ways; a new one is put in order first."""
    from wms.planning.simulation.problem import Batch, Stop

    its = [picks[pick] for pick in walk.picks]
    if ordered:
        turn = {place: n for n, place in enumerate(ways.order({p.location_id: p.pick_sequence for p in its}))}
        its.sort(key=lambda pick: (turn[pick.location_id], pick.pick_id))
    *legs, home = ways.legs([pick.location_id for pick in its])
    stops = tuple(
        Stop(pick.pick_id, leg, *ways.aisle(pick.location_id)) for pick, leg in zip(its, legs, strict=True)
    )
    return Batch(number, stops, home, walk.release_s, number, walk.picker)


def _order(known: Known, demand: Demand) -> Order:
    from wms.planning.simulation.problem import From, Order

    begins = {Stands.TO_PICK: From.PICK, Stands.PICKED: From.PACK, Stands.PACKED: From.LOAD}[demand.stands]
    pack_s = known.learnt.pack_s if demand.packs else 0.0
    return Order(demand.order_id, demand.cutoff_s, pack_s, known.load_s, demand.litres, begins, demand.ready_s)


def _house(known: Known, wish: Wish) -> House:
    from wms.planning.simulation.problem import House

    crews = {}
    for name in ("pickers", "packers"):
        usual: tuple[tuple[int, int], ...] = getattr(known.crew, name)
        asked = getattr(wish, name)
        if known.actual is not None and not asked and not wish.shift:
            crews[name] = tuple(_person(known, wish, begin, until) for begin, until in usual)
        else:
            count = people(asked, len(usual), name)
            crews[name] = (_person(known, wish, known.from_s, known.until_s),) * count
    return House(crews["pickers"], crews["packers"], 0, wish.carts, known.docks, known.staging)


def _person(known: Known, wish: Wish, begin: int, until: int) -> Person:
    """At work as wished; nobody comes before the day begins, or when it is half over and the shift has begun."""
    from wms.planning.simulation.problem import Person

    shift, pause = span(wish.shift), span(wish.pause)
    if shift is not None:
        begin, until = max(known.midnight_s + shift[0], known.from_s, 0), known.midnight_s + shift[1]
        if until <= begin:
            raise refuse("The shift {shift} is over before the day begins, or ends before it begins.", field="shift",
                         shift=wish.shift)  # fmt: skip
    breaks = () if pause is None else ((known.midnight_s + pause[0], known.midnight_s + pause[1]),)
    return Person(begin, until, breaks)


def _pace(known: Known, wish: Wish) -> Pace:
    from wms.planning.simulation.problem import Pace

    its = known.learnt
    return Pace(its.walk_mm_s, round(its.setup_s), line_spread=its.line_spread, person_spread=its.person_spread,
                bench_spread=its.bench_spread, crowd=wish.crowd / 100, gaps_s=its.gaps_s)  # fmt: skip


def _aisles(made: Sequence[Batch], ways: Ways, capacity: int) -> Iterable[Aisle]:
    """Aisles with stops. One somebody's walk turns back in is no one-way aisle to its people."""
    from wms.planning.simulation.problem import Aisle

    back = {
        after.aisle_id for batch in made for before, after in zip(batch.stops, batch.stops[1:], strict=False)
        if before.aisle_id == after.aisle_id and after.along_mm < before.along_mm
    }  # fmt: skip
    for number in sorted({stop.aisle_id for batch in made for stop in batch.stops if stop.aisle_id}):
        yield Aisle(number, capacity, ways.lines[number].one_way and number not in back)


def _with_newcomers(
    problem: SimulationProblem, known: Known, wish: Wish, ways: Ways, picks: dict[int, Pick]
) -> SimulationProblem:
    """The problem with orders that come in, each like a known one, until the last truck leaves."""
    from wms.planning.simulation.problem import Arrivals, Newcomer

    by_order: dict[int, list[int]] = defaultdict(list)
    for pick in known.picks:
        by_order[pick.order_id].append(pick.pick_id)
    if not wish.to_come or not by_order:
        return problem
    chosen = sorted(by_order)[:: max(1, len(by_order) // MOST_LIKE)]
    orders, lines = {o.order_id: o for o in problem.orders}, {line.line_id: line for line in problem.lines}
    last = max(order.cutoff_s for order in problem.orders)
    like = []
    for order in chosen:
        batch = _batch(0, Given("", tuple(by_order[order]), 0), picks, ways, ordered=True)
        its = tuple(lines[stop.line_id] for stop in batch.stops)
        like.append(Newcomer(replace(orders[order], cutoff_s=last), its, replace(batch, rank=len(problem.batches) + 1)))
    hours = max(1, last - known.from_s) / 3_600
    return replace(problem, arrivals=Arrivals(wish.to_come / hours, known.from_s, max(last, known.from_s), tuple(like)))
