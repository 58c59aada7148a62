"""Goods go from totes into the carton, each scan checked: by the piece, or all of a tote that belongs to the order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from wms.base.errors import Problems, refuse
from wms.ledger import allocations
from wms.ledger.allocations import Carry
from wms.model.item import Item
from wms.model.words import CartonState, Stage
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.ordering.held import open_claims
from wms.operations.packing.cartons import Found
from wms.operations.picking import scanned
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PackItem(Command):
    """Put scanned goods of the carton's order into it."""

    carton: str = arg("The carton's SSCC", refers="lpn")
    item: str = arg("The scanned sku, GTIN or label", refers="item")
    quantity: int = arg("How many of the scanned unit", 1)
    lot: str = arg("The scanned lot, AI(10)", "")
    serial: str = arg("The scanned serial number, AI(21)", "")
    tote: str = arg("Only from this tote", "", refers="lpn")


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTote(Command):
    """Put everything in a tote that belongs to the carton's order into the carton."""

    carton: str = arg("The carton's SSCC", refers="lpn")
    tote: str = arg("The tote", refers="lpn")


@handles("packing.pack", "cartons", "orders", "stock")
def pack_item(command: PackItem, unit: Unit) -> Answer:
    found = _open_carton(unit, command.carton)
    waiting = _waiting(unit, found, command.tote)
    item, goods = goods_of(unit, command.item, command.lot, command.serial, waiting)
    quantity = command.quantity * scanned.read(unit, item, command.item).units
    there = sum(row.quantity for row in goods)
    if not 1 <= quantity <= there:
        raise refuse("Of {sku}, {there} of order {order} wait to be packed, not {quantity}.", field="quantity",
                     sku=item.sku, there=there, order=found.order.number, quantity=quantity)  # fmt: skip
    into(unit, found, goods, quantity)
    values = {"quantity": quantity, "item": item.sku, "carton": found.code, "left": _left(unit, found)}
    return Answer("{quantity} {item} are in {carton}; {left} pieces of the order wait.", values, found.code)


@handles("packing.pack", "cartons", "orders", "stock")
def pack_tote(command: PackTote, unit: Unit) -> Answer:
    found = _open_carton(unit, command.carton)
    rows = _waiting(unit, found, command.tote)
    if not rows:
        raise refuse("Nothing in {tote} belongs to order {order}.", field="tote", tote=command.tote,
                     order=found.order.number)  # fmt: skip
    quantity = sum(row.quantity for row in rows)
    into(unit, found, rows, quantity)
    values = {"quantity": quantity, "tote": command.tote, "carton": found.code, "left": _left(unit, found)}
    return Answer("{quantity} pieces from {tote} are in {carton}; {left} of the order wait.", values, found.code)


def goods_of(unit: Unit, code: str, lot: str, serial: str, rows: Sequence[Any]) -> tuple[Item, list[Any]]:
    """The item scanned, and those of the rows that are of it, of the lot and of the serial. Raises Refused."""
    problems = Problems()
    for item in _items(unit, rows):
        seen = scanned.read(unit, item, code, lot, serial)
        if seen.fits:
            scanned.check(seen, item, code, "", "", problems)
            problems.refuse()
            lot_id = find.lot_id(unit.session, item.id, seen.lot)
            serial_id = find.serial_id(unit.session, item.id, seen.serial)
            fitting = [row for row in rows if row.item_id == item.id and lot_id in (0, row.lot_id)
                       and serial_id in (0, row.serial_id)]  # fmt: skip
            return item, fitting
    raise refuse("{item} does not belong in here.", field="item", item=code)


def into(unit: Unit, found: Found, rows: Sequence[Any], quantity: int) -> None:
    """Carry so much of these claims into the carton, whole claims first."""
    steps = []
    for row in rows:
        part = min(row.quantity, quantity)
        if part:
            place = found.lpn.location_id or row.location_id
            steps.append(Carry(row.id, part, place, found.lpn.id, Stage.PACKED))
            quantity -= part
    allocations.carry(unit.session, unit.header(found.code), steps)
    states.refresh(unit, [found.order.id])


def _open_carton(unit: Unit, code: str) -> Found:
    found = Found(unit, code)
    found.require(CartonState.OPEN)
    states.require_open(found.order, "carton")
    return found


def _waiting(unit: Unit, found: Found, tote: str) -> list[Any]:
    """What is picked for the carton's order and not packed; of one tote when it is named."""
    rows = open_claims(unit, [found.order.id], Stage.PICKED)
    tote_id = find.lpn_id(unit.session, tote, "tote")
    return [row for row in rows if tote_id in (0, row.lpn_id)]


def _items(unit: Unit, rows: Sequence[Any]) -> Sequence[Item]:
    ids = {row.item_id for row in rows}
    return unit.session.scalars(select(Item).where(Item.id.in_(ids)).order_by(Item.id)).all()


def _left(unit: Unit, found: Found) -> int:
    return sum(row.quantity for row in open_claims(unit, [found.order.id], Stage.PICKED))
