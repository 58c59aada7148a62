"""Goods that must be looked at before they may be used: an inspection is opened for them as they are received."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wms.model.inbound import Inspection, Receipt
from wms.model.words import Status
from wms.operations.unit import Unit

if TYPE_CHECKING:
    from wms.operations.receiving.goods import Goods


def open_inspections(unit: Unit, receipt: Receipt, goods: Sequence[Goods]) -> None:
    """One inspection for each item and lot that was received in status `inspection`."""
    waiting: dict[tuple[int, int], int] = defaultdict(int)
    for one in goods:
        if one.status is Status.INSPECTION:
            waiting[one.item.id, one.lot_id] += one.quantity
    for (item_id, lot_id), quantity in waiting.items():
        found = Inspection(
            number=unit.number("INS"), receipt_id=receipt.id, owner_id=receipt.owner_id, item_id=item_id,
            lot_id=lot_id, quantity=quantity,
        )  # fmt: skip
        unit.session.add(found)
