"""Which cartons an order needs, and where in them each piece lies: told to the packer before packing begins."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import Problems, refuse
from wms.base.jobs import Watch
from wms.model.item import Item, PackagingLevel
from wms.model.order import OrderLine
from wms.model.outbound import CartonType
from wms.model.words import Level
from wms.operations import find
from wms.operations.planning.made import Made, made

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


def read(session: Session, *, order: str) -> ToPack:
    """What is left to pack of the order. Raises Refused naming every item whose size is not known."""
    found = find.order(session, order)
    rows = session.execute(
        select(Item, OrderLine.ordered - OrderLine.packed, PackagingLevel)
        .join(OrderLine, OrderLine.item_id == Item.id)
        .outerjoin(PackagingLevel, (PackagingLevel.item_id == Item.id) & (PackagingLevel.level == Level.EACH))
        .where(OrderLine.order_id == found.id, OrderLine.ordered > OrderLine.packed)
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
    cartons = [
        {"carton": code[packed.carton_id],
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


def _problem(known: ToPack) -> CartonProblem:
    from wms.planning.cartons.problem import ANY_WAY, THIS_SIDE_UP, Carton, CartonProblem, PackItem

    return CartonProblem(
        tuple(
            PackItem(g.item_id, *g.size, g.quantity, g.weight_g, THIS_SIDE_UP if g.upright else ANY_WAY, int(g.fragile))
            for g in known.goods
        ),
        tuple(Carton(number, x, y, z, load, cost, tare) for number, _, x, y, z, load, tare, cost in known.cartons),
    )  # fmt: skip
