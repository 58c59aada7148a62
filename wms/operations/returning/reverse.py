"""A returned line was entered wrongly: it is taken back, scrapped goods included, and the order may return it again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from wms.base.errors import Problems, refuse
from wms.ledger import reversal
from wms.model.inbound import Inspection
from wms.model.returns import Return, ReturnLine
from wms.model.words import Disposition, InspectionState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.returning.shipped import count_returned, lines_of
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class ReverseReturnLine(Command):
    """Take back what one scan booked in on a return, as long as the goods still lie as they were received."""

    number: str = arg("The return's number", refers="return")
    line: int = arg("Which of the return's lines, counted from 1; those of the same scan go with it")
    reason: str = arg("Why it was wrong")


@handles("returning.reverse", "returns", "stock", "orders", "inspections")
def reverse_return_line(command: ReverseReturnLine, unit: Unit) -> Answer:
    found = find.by(unit.session, Return, Return.number, command.number, "number")
    line = _line(unit, found, command.line)
    problems = Problems()
    if line.reversed:
        problems.add("This line was taken back already.", field="line")
    if not command.reason.strip():
        problems.add("Say why the line was wrong.", field="reason")
    problems.refuse()
    header = unit.header(found.number, reason=command.reason, reverses_id=line.posting_id)
    posted = reversal.reverse(unit.session, header)
    lines = lines_of(unit, line.posting_id)
    for one in lines:
        if one.order_line_id is not None:
            count_returned(unit, one.order_line_id, -one.quantity)
    quantity = sum(one.quantity for one in lines)
    if line.disposition is Disposition.INSPECT:
        _cancel_inspection(unit, found, line, quantity)
    unit.session.execute(update(ReturnLine).where(ReturnLine.posting_id == line.posting_id).values(reversed=True))
    values = {"quantity": quantity, "number": found.number, "posting": posted.posting_id}
    return Answer("{quantity} of {number} taken back.", values, found.number)


def _line(unit: Unit, found: Return, number: int) -> ReturnLine:
    lines = select(ReturnLine).where(ReturnLine.return_id == found.id).order_by(ReturnLine.id)
    line = unit.session.scalar(lines.offset(number - 1).limit(1)) if 1 <= number <= 10**9 else None
    if line is None:
        raise refuse("{number} has no line {line}.", field="line", number=found.number, line=number)
    return line


def _cancel_inspection(unit: Unit, found: Return, line: ReturnLine, quantity: int) -> None:
    """What went back need not be inspected."""
    waiting = select(Inspection).where(
        Inspection.item_id == line.item_id, Inspection.lot_id == line.lot_id, Inspection.receipt_id.is_(None),
        Inspection.state == InspectionState.OPEN, Inspection.quantity == quantity, Inspection.passed == 0,
        Inspection.failed == 0, Inspection.note.startswith(found.number, autoescape=True),
    ).order_by(Inspection.id.desc()).limit(1)  # fmt: skip
    if inspection := unit.session.scalar(waiting):
        inspection.state = InspectionState.CANCELLED
        inspection.decided_at = unit.now
