"""An order whose parts are picked by zones is packed when all of them are in its slot."""

from __future__ import annotations

from wms.base.errors import Problems
from wms.model.order import Order
from wms.operations.picking import gathering
from wms.operations.unit import Unit


def check(unit: Unit, order: Order, problems: Problems) -> None:
    """Note what the order still waits for: zones, batches and pickers, totes that are not in the slot."""
    one = gathering.of_orders(unit, [order.id]).get(order.id)
    if one is None:
        return
    missing = gathering.missing(unit, one)
    if missing:
        problems.add("{order} is not complete in {slot}; it waits for {missing}.", field="order", order=order.number,
                     slot=one.slot, missing=", ".join(missing))  # fmt: skip
    else:
        problems.add("{order} is not complete in {slot}; the rest of it is not released yet.", field="order",
                     order=order.number, slot=one.slot)  # fmt: skip
