"""Which cartons an order needs, and where in them each piece lies: planned before packing begins.

Applied, the cartons stand open at the bench under their SSCCs, and each shows what goes into it, piece by piece.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from wms.base.errors import Problems, refuse
from wms.base.jobs import Watch
from wms.model.item import Item, PackagingLevel
from wms.model.order import Order, OrderLine
from wms.model.outbound import CartonType, Shipment
from wms.model.site import Location
from wms.model.words import MEETING, Level, OrderState, ProposalState, Stage
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.ordering.held import open_claims
from wms.operations.packing import gathered
from wms.operations.packing.open import check_alone, opened
from wms.operations.packing.put_aside import empty_cartons, put_aside
from wms.operations.planning.made import Made, made
from wms.operations.proposals import open_proposal
from wms.operations.unit import Answer, Unit
from wms.operations.waving.release import drop_location

if TYPE_CHECKING:
    from wms.planning.cartons.problem import CartonProblem

KIND = "cartons"


@dataclass(frozen=True, slots=True)
class Goods:
    """One item of the order: pieces, outer size and weight of one, and how it may lie."""

    item_id: int
    sku: str
    quantity: int
    size: tuple[int, int, int]
    weight_g: int
    upright: bool
    fragile: bool


@dataclass(frozen=True, slots=True)
class ToPack:
    """An order's pieces that are not packed yet, and the cartons there are: id, code, inner size, load, tare, cost."""

    order: str
    goods: tuple[Goods, ...]
    cartons: tuple[tuple[int, str, int, int, int, int, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyCartonPlan(Command):
    """Open the cartons a plan proposes for an order; empty ones that stood open for it are put aside."""

    proposal: str = arg("The proposal's number", refers="proposal")
    bench: str = arg("Where they are packed; empty: where the order's goods stand", "", refers="location")
    alone: bool = arg("Not when a carton of the order stands open: somebody packs it already", False)


def read(session: Session, *, order: str) -> ToPack:
    """What is left to pack of the order (or of a shipment's). Raises Refused naming every item of unknown size."""
    found = _order(session, order)
    rows = session.execute(
        select(Item, _left(found), PackagingLevel)
        .join(OrderLine, OrderLine.item_id == Item.id)
        .outerjoin(PackagingLevel, (PackagingLevel.item_id == Item.id) & (PackagingLevel.level == Level.EACH))
        .where(OrderLine.order_id == found.id, _left(found) > 0)
    ).all()
    problems = Problems()
    goods: dict[int, Goods] = {}
    for item, quantity, level in rows:
        if level is None or not (level.length_mm and level.width_mm and level.height_mm):
            problems.add("The size of one {item} is not known.", field="order", item=item.sku)
            continue
        more = goods[item.id].quantity if item.id in goods else 0
        goods[item.id] = Goods(item.id, item.sku, quantity + more, (level.length_mm, level.width_mm, level.height_mm),
                               level.weight_g, item.keep_upright, item.fragile)  # fmt: skip
    problems.refuse()
    if not goods:
        raise refuse("Nothing of the order {number} is left to pack.", field="order", number=found.number)
    kinds = session.execute(
        select(CartonType.id, CartonType.code, CartonType.length_mm, CartonType.width_mm, CartonType.height_mm,
               CartonType.max_weight_g - CartonType.tare_g, CartonType.tare_g, CartonType.cost_minor)
        .order_by(CartonType.id)
    )  # fmt: skip
    return ToPack(found.number, tuple(goods.values()), tuple(tuple(row) for row in kinds))  # type: ignore[misc]


def solve(known: ToPack, seed: int, watch: Watch) -> Made:
    """The cheapest cartons, then the fewest and smallest, with every piece's place."""
    from wms.planning.cartons.problem import CartonParams
    from wms.planning.cartons.solve import solve as pack

    plan = pack(_problem(known), CartonParams(seed=seed), watch)
    code = {carton[0]: carton[1] for carton in known.cartons}
    sku = {goods.item_id: goods.sku for goods in known.goods}
    sizes = {carton[0]: list(carton[2:5]) for carton in known.cartons}
    cartons = [
        {"carton": code[packed.carton_id], "size": sizes[packed.carton_id],
         "pieces": [{"item": sku[p.item_id], "at": [p.x, p.y, p.z], "size": [p.dx, p.dy, p.dz]} for p in packed.pieces]}
        for packed in plan.solution.cartons
    ]  # fmt: skip
    rows = []
    for number, packed in enumerate(plan.solution.cartons, 1):
        counted = Counter(sku[piece.item_id] for piece in packed.pieces)
        what = ", ".join(f"{count} × {name}" for name, count in counted.items())
        rows.append((number, code[packed.carton_id], len(packed.pieces), what))
    reasons = [re.sub(r"([Cc])arton kind (\d+)", lambda m: f"{m[1]}arton {code[int(m[2])]}", r) for r in plan.reasons]
    summary = f"{known.order}: {len(rows)} cartons for {sum(goods.quantity for goods in known.goods)} pieces."
    return made(KIND, plan, summary=summary, unit="minor units", columns=("nr", "carton", "pieces", "what"), rows=rows,
                content={"order": known.order, "cartons": cartons}, reasons=reasons)  # fmt: skip


@handles("packing.pack", "cartons", "orders", "proposals")
def apply_carton_plan(command: ApplyCartonPlan, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    content: dict[str, Any] = proposal.plan["content"]
    order = find.order(unit.session, content["order"])
    states.require_open(order, "proposal")
    problems = Problems()
    gathered.check(unit, order, problems)
    if command.alone:
        check_alone(unit, order, problems)
    problems.refuse()
    _refuse_changed(unit, order, content["cartons"], proposal.number)
    kinds = find.many(unit.session, CartonType, CartonType.code, [one["carton"] for one in content["cartons"]])
    bench = _bench(unit, order, command.bench)
    gone = empty_cartons(unit, order)
    put_aside(unit, gone)
    codes = [opened(unit, order, bench, kinds[one["carton"]])[1] for one in content["cartons"]]
    cartons = [{**one, "lpn": code} for one, code in zip(content["cartons"], codes, strict=True)]
    proposal.plan = {**proposal.plan, "content": {**content, "cartons": cartons}}
    proposal.state = ProposalState.APPLIED
    values = {"count": len(codes), "cartons": codes, "order": order.number, "bench": bench.code}
    return Answer("{count} cartons are open at {bench} for {order}.", values, codes[0])


def _refuse_changed(unit: Unit, order: Order, cartons: Sequence[dict[str, Any]], proposal: str) -> None:
    """Raise Refused with every item of which more or less is to be packed now, and every kind of carton gone."""
    problems = Problems()
    planned = Counter(piece["item"] for one in cartons for piece in one["pieces"])
    lines = select(Item.sku, _left(order)).join(OrderLine, OrderLine.item_id == Item.id)
    now: Counter[str] = Counter()
    for sku, quantity in unit.session.execute(lines.where(OrderLine.order_id == order.id)):
        now[sku] += quantity
    for sku in sorted(planned.keys() | now.keys()):
        if planned[sku] != now[sku]:
            problems.add("{number} is out of date: {now} {item} are to be packed by now, not {planned}.",
                         field="proposal", number=proposal, now=now[sku], item=sku, planned=planned[sku])  # fmt: skip
    kinds = find.many(unit.session, CartonType, CartonType.code, {one["carton"] for one in cartons})
    for code, size in sorted({one["carton"]: one["size"] for one in cartons}.items()):
        kind = kinds.get(code)
        if kind is None or [kind.length_mm, kind.width_mm, kind.height_mm] != size:
            problems.add("{number} is out of date: cartons {code} have another size by now, or are gone.",
                         field="proposal", number=proposal, code=code)  # fmt: skip
    problems.refuse()


def _order(session: Session, number: str) -> Order:
    """The order with this number, or the one of the shipment with this number."""
    shipment = session.scalar(select(Shipment).where(Shipment.number == number))
    return session.get_one(Order, shipment.order_id) if shipment is not None else find.order(session, number)


def _left(order: Order) -> Any:
    """What is to be packed of a line: what is set aside for it; before anything is, all that is ordered."""
    wanted = OrderLine.ordered if order.state is OrderState.ENTERED else OrderLine.allocated
    return case((wanted > OrderLine.packed, wanted - OrderLine.packed), else_=0)


def _bench(unit: Unit, order: Order, code: str) -> Location:
    picked = [] if code else open_claims(unit, [order.id], Stage.PICKED)
    place = unit.session.get_one(Location, picked[0].location_id) if picked else None
    return drop_location(unit, order.site_id, code) if place is None or place.type in MEETING else place


def _problem(known: ToPack) -> CartonProblem:
    from wms.planning.cartons.problem import ANY_WAY, THIS_SIDE_UP, Carton, CartonProblem, PackItem

    return CartonProblem(
        tuple(
            PackItem(g.item_id, *g.size, g.quantity, g.weight_g, THIS_SIDE_UP if g.upright else ANY_WAY, int(g.fragile))
            for g in known.goods
        ),
        tuple(Carton(number, x, y, z, load, cost, tare) for number, _, x, y, z, load, tare, cost in known.cartons),
    )  # fmt: skip
