"""What a customer may send back on an order: the very lots and serials that were shipped, and never more than that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, select, update

from wms.base.errors import Problems, refuse
from wms.ledger.views import moves
from wms.model.order import OrderLine
from wms.model.returns import ReturnLine
from wms.model.site import CUSTOMER
from wms.operations.unit import Unit


class Share(NamedTuple):
    """So much of an order line (None: no order) comes back."""

    order_line_id: int | None
    quantity: int
    serial_id: int = 0


Left = dict[tuple[int, int, int], int]
"""By order line, lot and serial: what was shipped and has not come back, in base units."""


def left_to_return(unit: Unit, order_id: int, item_id: int) -> Left:
    """What was shipped of the item on the order and has not come back."""
    lines = select(OrderLine.id).where(OrderLine.order_id == order_id)
    left: Left = defaultdict(int)
    for towards, sign in ((moves.c.to_location_id, 1), (moves.c.from_location_id, -1)):
        rows = unit.session.execute(
            select(moves.c.order_line_id, moves.c.lot_id, moves.c.serial_id, func.sum(moves.c.quantity))
            .where(moves.c.order_line_id.in_(lines), moves.c.item_id == item_id, towards == CUSTOMER)
            .group_by(moves.c.order_line_id, moves.c.lot_id, moves.c.serial_id)
            .order_by(moves.c.order_line_id)
        )  # fmt: skip
        for line_id, lot_id, serial_id, quantity in rows:
            left[line_id, lot_id, serial_id] += sign * quantity
    return left


def shared(left: Left, lot_id: int, serials: Sequence[int], quantity: int, problems: Problems) -> list[Share]:
    """Which order lines the goods were shipped on; notes when so many were not."""
    wanted = list(serials) or [0]
    shares: list[Share] = []
    for serial_id in wanted:
        missing = 1 if serial_id else quantity
        for (line_id, lot, serial), there in left.items():
            part = min(missing, there) if (lot, serial) == (lot_id, serial_id) else 0
            if part > 0:
                shares.append(Share(line_id, part, serial_id))
                missing -= part
    found = sum(share.quantity for share in shares)
    if found < quantity:
        field = "serials" if serials else ("lot" if lot_id and not found else "quantity")
        problems.add("Only {there} of these were shipped on the order and have not come back, not {quantity}.",
                     field=field, there=found, quantity=quantity)  # fmt: skip
    return shares


def count_returned(unit: Unit, order_line_id: int, quantity: int) -> None:
    """Count goods of an order line as returned (or, negative, as not). Raises Refused beyond what was shipped."""
    unit.session.flush()
    hit = unit.session.scalar(
        update(OrderLine)
        .where(OrderLine.id == order_line_id, OrderLine.returned + quantity <= OrderLine.shipped)
        .values(returned=OrderLine.returned + quantity).returning(OrderLine.id)
    )  # fmt: skip
    if hit is None:
        raise refuse("More would come back than was shipped on this order line.", field="quantity")


def lines_of(unit: Unit, posting_id: int) -> Sequence[ReturnLine]:
    """The return lines that one posting made."""
    return unit.session.scalars(select(ReturnLine).where(ReturnLine.posting_id == posting_id)).all()
