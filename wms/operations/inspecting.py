"""Goods that must be looked at are judged: passed they may be used, failed they are damaged or held. Parts are allowed.

Inspections are opened as goods are received or returned; afterwards the goods are put away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from wms.base.errors import Problems, refuse
from wms.ledger import reversal
from wms.ledger.posting import Line, post
from wms.ledger.views import moves, stock
from wms.model.inbound import Inspection, Receipt
from wms.model.item import Item
from wms.model.tracking import Serial
from wms.model.words import InspectionState, Status
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement(Command):
    """What was looked at."""

    inspection: str = arg("The inspection's number", refers="inspection")
    quantity: int = arg("How many were looked at; 0: all that wait", 0, unit="base units")
    location: str = arg("Where they lie; empty: wherever they are", "", refers="location")
    lpn: str = arg("The licence plate they stand on; empty: any", "", refers="lpn")
    serials: tuple[str, ...] = arg("Which pieces, for items kept by serial number; empty: any", ())
    note: str = arg("What was seen", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class PassInspection(Judgement):
    """What was looked at is good: it becomes available."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FailInspection(Judgement):
    """What was looked at is not good: it becomes damaged, or is held until somebody decides."""

    status: Status = arg("damaged or held", Status.DAMAGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopenInspection(Command):
    """A judgement was wrong: all of it is taken back, and the goods wait for inspection again."""

    inspection: str = arg("The inspection's number", refers="inspection")
    reason: str = arg("Why it was wrong")


@handles("inspecting.decide", "inspections", "stock")
def pass_inspection(command: PassInspection, unit: Unit) -> Answer:
    return _judge(unit, command, Status.AVAILABLE)


@handles("inspecting.decide", "inspections", "stock")
def fail_inspection(command: FailInspection, unit: Unit) -> Answer:
    if command.status not in (Status.DAMAGED, Status.HELD):
        raise refuse("What fails becomes damaged or held.", field="status", found=command.status.value)
    return _judge(unit, command, command.status)


@handles("inspecting.reopen", "inspections", "stock")
def reopen_inspection(command: ReopenInspection, unit: Unit) -> Answer:
    inspection = _inspection(unit, command.inspection)
    problems = Problems()
    if not inspection.passed + inspection.failed:
        problems.add("Nothing of {number} was judged yet.", field="inspection", number=inspection.number)
    if not command.reason.strip():
        problems.add("Say why the judgement was wrong.", field="reason")
    problems.refuse()
    for posting_id in _judgements(unit, inspection):
        reversal.reverse(
            unit.session, unit.header(inspection.number, reason=command.reason, reverses_id=posting_id)
        )
    inspection.passed = inspection.failed = 0
    inspection.state = InspectionState.OPEN
    inspection.decided_at = None
    return Answer("{number} is open again.", {"number": inspection.number}, inspection.number)


def _judge(unit: Unit, command: Judgement, becomes: Status) -> Answer:
    inspection = _inspection(unit, command.inspection)
    if inspection.state is not InspectionState.OPEN:
        raise refuse("{number} is {state}.", field="inspection", number=inspection.number,
                     state=inspection.state.value)  # fmt: skip
    waiting = inspection.quantity - inspection.passed - inspection.failed
    quantity = command.quantity or len(command.serials) or waiting
    rows = _looked_at(unit, command, inspection, quantity, waiting)
    lines = _lines(rows, quantity, becomes)
    posted = post(unit.session, unit.header(inspection.number, reason=command.note), lines)
    _note(unit, inspection, command, quantity, becomes)
    sku = unit.session.get_one(Item, inspection.item_id).sku
    values = {"quantity": quantity, "sku": sku, "status": becomes.value, "number": inspection.number,
              "left": waiting - quantity, "posting": posted.posting_id}  # fmt: skip
    return Answer("{quantity} {sku} of {number} are {status} now; {left} wait.", values, inspection.number)


def _inspection(unit: Unit, number: str) -> Inspection:
    return find.by(unit.session, Inspection, Inspection.number, number, "inspection")


def _looked_at(
    unit: Unit, command: Judgement, inspection: Inspection, quantity: int, waiting: int
) -> Sequence[Any]:
    """The stock that was looked at. Raises Refused with everything that is wrong with the judgement."""
    problems = Problems()
    if not 1 <= quantity <= waiting:
        problems.add("{waiting} wait on {number}; {quantity} cannot be judged.", field="quantity", waiting=waiting,
                     number=inspection.number, quantity=quantity, found=quantity)  # fmt: skip
    if command.serials and len(set(command.serials)) != quantity:
        problems.add("{given} serial numbers are given for {quantity} pieces.", field="serials",
                     given=len(set(command.serials)), quantity=quantity)  # fmt: skip
    chosen = _narrowed(unit, command, inspection, problems)
    problems.refuse()
    rows = unit.session.execute(chosen).all()
    there = sum(row.free for row in rows)
    if there < quantity:
        raise refuse("Only {there} of them wait for inspection there, not {quantity}.", field="quantity", there=there,
                     quantity=quantity)  # fmt: skip
    return rows


def _narrowed(unit: Unit, command: Judgement, inspection: Inspection, problems: Problems) -> Select[Any]:
    """The inspection's stock, narrowed as the command says; what lies where it was received comes first."""
    session = unit.session
    receipt = session.get(Receipt, inspection.receipt_id) if inspection.receipt_id else None
    chosen = select(stock).where(
        stock.c.item_id == inspection.item_id, stock.c.lot_id == inspection.lot_id,
        stock.c.status == Status.INSPECTION, stock.c.free > 0,
    ).order_by(stock.c.location_id != (receipt.dock_id if receipt else 0), stock.c.id)  # fmt: skip
    if inspection.owner_id is not None:
        chosen = chosen.where(stock.c.owner_id == inspection.owner_id)
    if command.location and (place := tried(problems, find.location, session, command.location)):
        chosen = chosen.where(stock.c.location_id == place.id)
    if command.lpn and (plate := tried(problems, find.lpn, session, command.lpn)):
        chosen = chosen.where(stock.c.lpn_id == plate.id)
    if command.serials:
        known = select(Serial.id).where(Serial.item_id == inspection.item_id, Serial.code.in_(command.serials))
        chosen = chosen.where(stock.c.serial_id.in_(known))
    return chosen


def _lines(rows: Sequence[Any], quantity: int, becomes: Status) -> list[Line]:
    lines = []
    for row in rows:
        part = min(quantity, row.free)
        quantity -= part
        if part:
            lines.append(Line(
                row.owner_id, row.item_id, part, row.location_id, row.location_id, row.lot_id, row.serial_id,
                Status.INSPECTION, becomes, row.lpn_id, row.lpn_id,
            ))  # fmt: skip
    return lines


def _note(unit: Unit, inspection: Inspection, command: Judgement, quantity: int, becomes: Status) -> None:
    if becomes is Status.AVAILABLE:
        inspection.passed += quantity
    else:
        inspection.failed += quantity
    inspection.note = "\n".join(text for text in (inspection.note, command.note.strip()) if text)
    if inspection.passed + inspection.failed == inspection.quantity:
        inspection.state = InspectionState.FAILED if inspection.failed else InspectionState.PASSED
        inspection.decided_at = unit.now


def _judgements(unit: Unit, inspection: Inspection) -> Sequence[int]:
    """The postings of the inspection that still stand, the last one first."""
    its_own = moves.c.document == inspection.number
    undone = select(moves.c.reverses_id).where(its_own, moves.c.reverses_id.is_not(None))
    standing = select(moves.c.posting_id).where(
        its_own, moves.c.reverses_id.is_(None), moves.c.posting_id.not_in(undone)
    )
    return unit.session.scalars(standing.distinct().order_by(moves.c.posting_id.desc())).all()
