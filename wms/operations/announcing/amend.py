"""The supplier corrects himself: an announcement is amended or cancelled, as long as its truck is not here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm.attributes import flag_modified

from wms.base.errors import Problems
from wms.model.inbound import Asn, AsnLine
from wms.model.party import Party
from wms.model.words import AsnState
from wms.operations import find
from wms.operations.announcing.lines import AnnouncedLine, judged
from wms.operations.announcing.register import dock_id, reference_taken
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit
from wms.operations.versions import check_version


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendedLine(AnnouncedLine):
    """A line as it shall be from now on."""

    line: int = arg("The line's number; 0 adds a line", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendAsn(Command):
    """Change an announcement before its truck arrives; fields left empty stay as they are."""

    asn: str = arg("The announcement's number", refers="asn")
    expected: datetime | None = arg("When it is expected", None)
    reference: str = arg("The supplier's own number", "")
    dock: str = arg("The dock it is booked for", "", refers="location")
    lines: tuple[AmendedLine, ...] = arg("Lines to change or add, as a JSON list of objects", ())
    remove: tuple[int, ...] = arg("Numbers of lines that will not come", ())
    version: int = arg("The version the form showed; 0: not checked", 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelAsn(Command):
    """The delivery will not come."""

    asn: str = arg("The announcement's number", refers="asn")
    reason: str = arg("Why it will not come")
    version: int = arg("The version the form showed; 0: not checked", 0)


@handles("announcing.amend", "asns")
def amend_asn(command: AmendAsn, unit: Unit) -> Answer:
    asn = find.asn(unit.session, command.asn)
    check_version(asn.version, command.version)
    problems = Problems()
    _check_expected(asn, problems)
    dock = dock_id(unit, command.dock, problems)
    supplier = unit.session.get_one(Party, asn.supplier_id)
    if command.reference and reference_taken(unit, supplier.code, command.reference, asn.id):
        problems.add("{supplier} has announced {reference} already.", field="reference", supplier=supplier.code,
                     reference=command.reference)  # fmt: skip
    catalogue = find.Catalogue(unit.session, [line.item for line in command.lines])
    rows = judged(command.lines, catalogue, unit.now.date(), problems)
    _check_lines(asn, command, problems)
    problems.refuse()
    asn.expected_at = command.expected or asn.expected_at
    asn.reference = command.reference or asn.reference
    asn.dock_id = dock or asn.dock_id
    _change_lines(asn, command, rows)
    flag_modified(asn, "reference")  # a change of lines alone is a new version as well
    unit.session.flush()
    return Answer("{asn} now announces {lines} lines.", {"asn": asn.number, "lines": len(asn.lines)}, asn.number)


@handles("announcing.cancel", "asns")
def cancel_asn(command: CancelAsn, unit: Unit) -> Answer:
    asn = find.asn(unit.session, command.asn)
    check_version(asn.version, command.version)
    problems = Problems()
    _check_expected(asn, problems)
    if not command.reason.strip():
        problems.add("Say why the delivery will not come.", field="reason")
    problems.refuse()
    asn.state = AsnState.CANCELLED
    return Answer("{asn} is cancelled.", {"asn": asn.number}, asn.number)


def _check_expected(asn: Asn, problems: Problems) -> None:
    if asn.state is not AsnState.EXPECTED:
        problems.add("{asn} is {state}; only an expected delivery can be changed.", field="asn", asn=asn.number,
                     state=asn.state.value)  # fmt: skip


def _check_lines(asn: Asn, command: AmendAsn, problems: Problems) -> None:
    known = {line.line for line in asn.lines}
    named = Counter([line.line for line in command.lines if line.line] + list(command.remove))
    for number, times in named.items():
        if number not in known:
            problems.add("{asn} has no line {line}.", field="lines", asn=asn.number, line=number)
        if times > 1:
            problems.add("Line {line} is named {times} times.", field="lines", line=number, times=times)
    added = any(not line.line for line in command.lines)
    if command.remove and not added and known <= set(command.remove):
        problems.add("No line would be left; cancel the announcement instead.", field="remove")


def _change_lines(asn: Asn, command: AmendAsn, rows: list[dict[str, Any]]) -> None:
    by_number = {line.line: line for line in asn.lines}
    last = max(by_number)
    for number in command.remove:
        asn.lines.remove(by_number[number])
    for line, row in zip(command.lines, rows, strict=True):
        if not line.line:
            last += 1
            asn.lines.append(AsnLine(line=last, **row))
            continue
        for name, value in row.items():
            setattr(by_number[line.line], name, value)
