"""Goods come out of a carton again, back into a tote; a carton that was closed is open again."""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.errors import refuse
from wms.ledger import allocations
from wms.ledger.allocations import Carry
from wms.model.words import CartonState, Stage
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.packing import cartons
from wms.operations.packing.cartons import Found
from wms.operations.packing.pack import goods_of
from wms.operations.picking import scanned, totes
from wms.operations.unit import Answer, Unit
from wms.operations.waving.release import drop_location


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpackItem(Command):
    """Take goods out of a carton that is not staged yet."""

    carton: str = arg("The carton's SSCC", refers="lpn")
    item: str = arg("The scanned sku, GTIN or label", refers="item")
    quantity: int = arg("How many of the scanned unit", 1)
    lot: str = arg("The scanned lot, AI(10)", "")
    serial: str = arg("The scanned serial number, AI(21)", "")
    tote: str = arg("The tote they go into; empty: one named after the order", "", refers="lpn")


@handles("packing.pack", "cartons", "orders", "stock")
def unpack_item(command: UnpackItem, unit: Unit) -> Answer:
    found = Found(unit, command.carton)
    found.require(CartonState.OPEN, CartonState.CLOSED)
    item, rows = goods_of(unit, command.item, command.lot, command.serial, cartons.contents(unit, [found.lpn.id]))
    quantity = command.quantity * scanned.read(unit, item, command.item).units
    there = sum(row.quantity for row in rows)
    if not 1 <= quantity <= there:
        raise refuse("{there} {sku} are in {carton}, not {quantity}.", field="quantity", there=there, sku=item.sku,
                     carton=found.code, quantity=quantity)  # fmt: skip
    drop = drop_location(unit, found.order.site_id, "")
    tote = totes.at(unit, command.tote or totes.named(found.order.number), drop.id)
    steps, left = [], quantity
    for row in rows:
        part = min(row.quantity, left)
        if part:
            steps.append(Carry(row.id, part, tote.location_id, tote.lpn_id, Stage.PICKED))
            left -= part
    allocations.carry(unit.session, unit.header(found.code), steps)
    found.carton.state = CartonState.OPEN
    states.refresh(unit, [found.order.id])
    values = {"quantity": quantity, "item": item.sku, "carton": found.code}
    return Answer("{quantity} {item} are out of {carton}.", values, found.code)
