"""What is brought to the truck in one go: a packed carton, or a pallet with all the cartons that stand on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from wms.base.errors import Problems, refuse
from wms.ledger import lpns
from wms.ledger.views import stock
from wms.model.lpn import Lpn
from wms.model.outbound import Carton
from wms.model.site import Location
from wms.model.words import CartonState
from wms.operations import find
from wms.operations.gather import tried
from wms.operations.packing.cartons import Found
from wms.operations.unit import Unit


class Stack:
    """Cartons that travel together; `root` is the licence plate that is carried. Raises Refused when there are none."""

    def __init__(self, unit: Unit, code: str) -> None:
        self.root: Lpn = find.lpn(unit.session, code, "carton")
        self.cartons = [Found(unit, code)] if _is_carton(unit, self.root) else _on_pallet(unit, self.root)

    @property
    def code(self) -> str:
        """What was scanned."""
        return self.root.code

    def each(self, check: Callable[[Found], Any]) -> None:
        """Check every carton. Raises Refused with what is wrong with any of them."""
        problems = Problems()
        for found in self.cartons:
            tried(problems, check, found)
        problems.refuse()

    def bring(self, unit: Unit, place: Location, state: CartonState) -> None:
        """Carry all of it there, with what is in it."""
        if self.root.parent_id is not None:
            pallet = unit.session.get_one(Lpn, self.root.parent_id)
            raise refuse("{carton} stands on {pallet}: bring the whole pallet, or take it off first.", field="carton",
                         carton=self.code, pallet=pallet.code)  # fmt: skip
        if self.root.location_id != place.id:
            lpns.move(unit.session, unit.header(self.code), self.root.id, place.id)
        for found in self.cartons:
            found.carton.state = state


def _is_carton(unit: Unit, lpn: Lpn) -> bool:
    return unit.session.scalar(select(Carton.id).where(Carton.lpn_id == lpn.id)) is not None


def _on_pallet(unit: Unit, pallet: Lpn) -> list[Found]:
    """The packed cartons on it; whatever else lies there must not go on the truck."""
    tree = lpns.subtree(unit.session, pallet.id)
    query = select(Lpn.id, Lpn.code).join(Carton, Carton.lpn_id == Lpn.id).where(Lpn.id.in_(tree)).order_by(Lpn.id)
    packed = {row.id: row.code for row in unit.session.execute(query)}
    if not packed:
        raise refuse("{code} is not a packed carton, and none stands on it.", field="carton", code=pallet.code)
    others = [lpn_id for lpn_id in tree if lpn_id not in packed]
    loose = unit.session.scalar(select(stock.c.on_hand).where(stock.c.lpn_id.in_(others)).limit(1))
    if loose is not None:
        raise refuse("On {code} lie goods that are in no packed carton; take them off first.", field="carton",
                     code=pallet.code)  # fmt: skip
    return [Found(unit, code) for code in packed.values()]
