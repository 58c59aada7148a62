"""A stop is confirmed: the goods and the claim on them go from the shelf into a tote at the packing bench.

Every scan is checked against the task before anything moves. Packing comes next.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import Problems, refuse
from wms.ledger import allocations
from wms.ledger.allocations import Carry, Take
from wms.ledger.views import allocations as claims
from wms.ledger.views import stock
from wms.model.tracking import Serial
from wms.model.words import Stage, Status
from wms.operations import tasks
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.picking import scanned, stops, totes
from wms.operations.picking.scanned import Scanned
from wms.operations.picking.stops import Stop
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPick(Command):
    """Confirm one stop, or a part of it: scan the place and the goods, say how many and into which tote."""

    task: str = arg("The pick task's number", refers="task")
    location: str = arg("The scanned location", refers="location")
    item: str = arg("The scanned sku, GTIN or label", refers="item")
    quantity: int | None = arg("How many of the scanned unit; empty: all that is left of the task", None)
    lot: str = arg("The scanned lot, AI(10)", "")
    serial: str = arg("The scanned serial number, AI(21)", "")
    tote: str = arg("The tote it goes into; empty: one named after the order", "", refers="lpn")


@handles("picking.confirm", "tasks", "stock", "orders")
def confirm_pick(command: ConfirmPick, unit: Unit) -> Answer:
    stop = stops.read(unit, command.task)
    found = scanned.read(unit, stop.item, command.item, command.lot, command.serial)
    quantity = stop.left if command.quantity is None else command.quantity * found.units
    _check(command, stop, found, quantity)
    stops.begin(unit, stop.batch)
    tasks.claim(unit, stop.task)
    if found.serial and found.serial != stop.serial:
        _take_other_piece(unit, stop, found.serial)
    into_tote(unit, stop, quantity, command.tote or totes.of_stop(unit, stop))
    tasks.complete(unit, stop.task, quantity)
    stops.started(unit, stop.batch)
    states.refresh(unit, [stop.order_id])
    done = stop.left == 0 and stops.finished(unit, stop.batch)
    values = {"task": stop.task.number, "quantity": quantity, "item": stop.item.sku, "left": stop.left,
              "batch": stop.batch.number, "batch_done": done}  # fmt: skip
    return Answer("{quantity} {item} picked, {left} left to take here.", values, stop.task.number)


def _check(command: ConfirmPick, stop: Stop, found: Scanned, quantity: int) -> None:
    problems = Problems()
    stops.check(stop, problems)
    scanned.check_place(command.location, stop.place, problems)
    scanned.check(found, stop.item, command.item, stop.lot, stop.serial, problems)
    if not 1 <= quantity <= stop.left:
        problems.add("Between 1 and {left} can be taken here, not {quantity}.", field="quantity", left=stop.left,
                     quantity=quantity, found=quantity, expected=f"1 to {stop.left}")  # fmt: skip
    problems.refuse()


def into_tote(unit: Unit, stop: Stop, quantity: int, tote_code: str) -> None:
    """Carry a part of what the task claims into the tote; the task then claims the rest, or names what was picked."""
    task = stop.task
    assert task.allocation_id is not None
    assert task.to_location_id is not None
    tote = totes.at(unit, tote_code, task.to_location_id, stop.order_id, stop.slot)
    step = Carry(task.allocation_id, quantity, tote.location_id, tote.lpn_id, Stage.PICKED)
    _, (carried,) = allocations.carry(unit.session, unit.header(task.number), [step])
    task.allocation_id = carried.rest_id or carried.moved_id


def _take_other_piece(unit: Unit, stop: Stop, serial: str) -> None:
    """The picker took another piece of the same item at the same place: claim that one instead, if it is free."""
    task = stop.task
    other = unit.session.execute(
        select(stock)
        .join(Serial, Serial.id == stock.c.serial_id)
        .where(Serial.item_id == stop.item.id, Serial.code == serial, stock.c.location_id == task.from_location_id,
               stock.c.owner_id == stop.owner_id, stock.c.status == Status.AVAILABLE)
    ).first()  # fmt: skip
    if other is None:
        raise refuse("There is no {sku} with the serial number {serial} at {place}.", field="serial",
                     sku=stop.item.sku, serial=serial, place=stop.place)  # fmt: skip
    if not other.free:
        holder = unit.session.scalar(select(claims.c.order_line_id).where(
            claims.c.serial_id == other.serial_id, claims.c.state == "open"))  # fmt: skip
        if holder != task.order_line_id:
            raise refuse("The piece {serial} is held for another order; take {wanted}.", field="serial", serial=serial,
                         wanted=stop.serial)  # fmt: skip
        raise refuse("The piece {serial} belongs to another stop of this order; confirm that one.", field="serial",
                     serial=serial)  # fmt: skip
    assert task.allocation_id is not None
    assert task.order_line_id is not None
    allocations.release(unit.session, [task.allocation_id], unit.now)
    take = Take(task.order_line_id, 1, other.owner_id, other.item_id, other.location_id, other.lot_id,
                other.serial_id, other.status, other.lpn_id)  # fmt: skip
    (task.allocation_id,) = allocations.allocate(unit.session, [take], unit.now)
