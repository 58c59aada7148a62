"""A tote with an order's part is put into the order's slot: the tote is scanned, and then the slot."""

from __future__ import annotations

from dataclasses import dataclass

from wms.base.errors import Problems, Refused, refuse
from wms.ledger import lpns
from wms.model.lpn import Lpn
from wms.model.site import Location
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.ordering import states
from wms.operations.picking import gathering, slots
from wms.operations.picking.gathering import Gathering
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PutIntoSlot(Command):
    """Bring a tote to the slot where the parts of its order meet."""

    tote: str = arg("The scanned tote", refers="lpn")
    slot: str = arg("The scanned slot", refers="location")


@handles("picking.consolidate", "tasks", "stock", "lpns", "orders")
def put_into_slot(command: PutIntoSlot, unit: Unit) -> Answer:
    tote = find.lpn(unit.session, command.tote, "tote")
    order_id, order = _order_in(unit, tote)
    one = gathering.of_orders(unit, [order_id]).get(order_id)
    if one is None:
        raise _not_gathered(unit, tote, order_id, order)
    _check(command, unit, tote, one)
    lpns.move(unit.session, unit.header(one.task), tote.id, one.slot_id)
    states.refresh(unit, [order_id])
    waits = gathering.missing(unit, one)
    left = gathering.of_orders(unit, [order_id])
    values = {"tote": tote.code, "slot": one.slot, "order": order, "complete": not left, "missing": ", ".join(waits)}
    if not left:
        return Answer("{tote} is in {slot}. {order} is complete: it can be packed.", values, one.task)
    if waits:
        return Answer("{tote} is in {slot}. {order} still waits for {missing}.", values, one.task)
    return Answer("{tote} is in {slot}. The rest of {order} is not released yet.", values, one.task)


def _order_in(unit: Unit, tote: Lpn) -> tuple[int, str]:
    """The one order whose goods are in the tote. Raises Refused."""
    its = slots.orders_in(unit, lpns.subtree(unit.session, tote.id))
    if not its:
        raise refuse("Nothing that was picked is in {tote}.", field="tote", tote=tote.code)
    if len(its) > 1:
        raise refuse("Goods of several orders are in {tote}: {orders}.", field="tote", tote=tote.code,
                     orders=", ".join(its.values()))  # fmt: skip
    return next(iter(its.items()))


def _not_gathered(unit: Unit, tote: Lpn, order_id: int, order: str) -> Refused:
    slot_id = slots.already(unit, [order_id]).get(order_id)
    if slot_id is not None:
        slot = unit.session.get_one(Location, slot_id).code
        return refuse("{order} is complete in {slot}; bring {tote} there, or to its bench.", field="tote", order=order,
                      slot=slot, tote=tote.code)  # fmt: skip
    return refuse("{order} is not brought together; bring {tote} to the bench.", field="tote", order=order,
                  tote=tote.code)  # fmt: skip


def _check(command: PutIntoSlot, unit: Unit, tote: Lpn, one: Gathering) -> None:
    problems = Problems()
    if tote.parent_id is not None:
        problems.add("{tote} stands on another licence plate; take it off first.", field="tote", tote=tote.code)
    if tote.location_id == one.slot_id:
        problems.add("{tote} is in {slot} already.", field="tote", tote=tote.code, slot=one.slot)
    if command.slot != one.slot:
        problems.add("This is {found_place}; {tote} goes into {slot}.", field="slot", found_place=command.slot,
                     tote=tote.code, slot=one.slot, found=command.slot, expected=one.slot)  # fmt: skip
    problems.refuse()
