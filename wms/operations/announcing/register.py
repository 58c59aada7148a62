"""A supplier announces a delivery: the ASN is registered with its lines, one or many at once. Check-in comes next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from wms.base.errors import Problems, refuse
from wms.model.inbound import Asn, AsnLine
from wms.model.party import Party
from wms.model.words import AsnState, LocationType, PartyKind
from wms.operations import find
from wms.operations.announcing.lines import AnnouncedLine, judged
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.unit import Answer, Unit

LONGEST_NUMBER = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncedDelivery:
    """What one truck will bring."""

    supplier: str = arg("Who delivers", refers="supplier")
    expected: datetime = arg("When it is expected")
    lines: tuple[AnnouncedLine, ...] = arg("The lines, as a JSON list of objects")
    number: str = arg("The announcement's number; empty: the next of our own", "")
    reference: str = arg("The supplier's own number; a supplier uses one only once", "")
    dock: str = arg("The dock it is booked for", "", refers="location")
    owner: str = arg("Whose stock it is; empty: the only owner", "", refers="owner")
    site: str = arg("Where it arrives; empty: the only site", "", refers="site")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAsn(AnnouncedDelivery, Command):
    """Register an announced delivery with its lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterAsns(Command):
    """Register many announced deliveries: all of them, or none. Rows in problems count the lines of all of them."""

    deliveries: tuple[AnnouncedDelivery, ...] = arg("The deliveries, as a JSON list of objects")


@handles("announcing.register", "asns")
def register_asn(command: RegisterAsn, unit: Unit) -> Answer:
    [asn] = _register(unit, (command,))
    values = {"asn": asn.number, "lines": len(command.lines), "supplier": command.supplier}
    return Answer("{asn} announces {lines} lines from {supplier}.", values, asn.number)


@handles("announcing.register", "asns")
def register_asns(command: RegisterAsns, unit: Unit) -> Answer:
    made = _register(unit, command.deliveries)
    values = {"count": len(made), "first": made[0].number, "last": made[-1].number}
    return Answer("{count} deliveries were announced, {first} to {last}.", values)


def _register(unit: Unit, deliveries: Sequence[AnnouncedDelivery]) -> list[Asn]:
    if not deliveries:
        raise refuse("There are no deliveries to announce.", field="deliveries")
    problems = Problems()
    catalogue = find.Catalogue(unit.session, [line.item for one in deliveries for line in one.lines])
    today = unit.now.date()
    made, lines, row = [], [], 1
    for one in deliveries:
        made.append(_head(unit, one, problems, row))
        lines.append(judged(one.lines, catalogue, today, problems, row))
        row += max(1, len(one.lines))
    _check_doubles(unit, deliveries, problems)
    problems.refuse()
    for asn in made:
        asn.number = asn.number or unit.number("ASN")
    unit.session.add_all(made)
    unit.session.flush()
    rows = [{**line, "asn_id": asn.id, "line": n} for asn, its in zip(made, lines, strict=True)
            for n, line in enumerate(its, 1)]  # fmt: skip
    unit.session.execute(insert(AsnLine), rows)
    return made


def _head(unit: Unit, one: AnnouncedDelivery, problems: Problems, row: int) -> Asn:
    session = unit.session
    supplier = tried(problems, find.party, session, PartyKind.SUPPLIER, one.supplier)
    owner = tried(problems, find.owner, session, one.owner)
    site = tried(problems, find.site, session, one.site)
    if supplier is not None and not supplier.active:
        problems.add("The supplier {code} is not active any more.", field="supplier", row=row, code=supplier.code)
    if not one.lines:
        problems.add("The announcement has no lines.", field="lines", row=row)
    if one.number != one.number.strip() or len(one.number) > LONGEST_NUMBER:
        problems.add("A number has at most {most} signs and no blanks around it.", field="number", row=row,
                     most=LONGEST_NUMBER, found=one.number[:80])  # fmt: skip
    return Asn(
        number=one.number, site_id=site and site.id, owner_id=owner and owner.id, supplier_id=supplier and supplier.id,
        expected_at=one.expected, dock_id=dock_id(unit, one.dock, problems), reference=one.reference,
        state=AsnState.EXPECTED,
    )  # fmt: skip


def dock_id(unit: Unit, code: str, problems: Problems) -> int | None:
    """The dock's id; None for an empty code, or when it is none and that was noted."""
    found = tried(problems, find.location, unit.session, code, "dock") if code else None
    if found is not None and found.type is not LocationType.DOCK:
        problems.add("{dock} is not a dock.", field="dock", dock=code)
        return None
    return found.id if found else None


def _check_doubles(unit: Unit, deliveries: Sequence[AnnouncedDelivery], problems: Problems) -> None:
    """A number is used once; a supplier's reference once for what is not cancelled."""
    numbers = Counter(one.number for one in deliveries if one.number)
    taken = find.many(unit.session, Asn, Asn.number, numbers)
    for number, times in numbers.items():
        if number in taken or times > 1:
            problems.add("There is an announcement {number} already.", field="number", number=number, found=number)
    references = Counter((one.supplier, one.reference) for one in deliveries if one.reference)
    for (supplier, reference), times in references.items():
        if times > 1 or reference_taken(unit, supplier, reference):
            problems.add("{supplier} has announced {reference} already.", field="reference", supplier=supplier,
                         reference=reference, found=reference)  # fmt: skip


def reference_taken(unit: Unit, supplier: str, reference: str, but: int = 0) -> bool:
    """Whether another living announcement of this supplier bears the reference."""
    known = (
        select(Asn.id).join(Party, Party.id == Asn.supplier_id)
        .where(Party.code == supplier, Party.kind == PartyKind.SUPPLIER, Asn.reference == reference,
               Asn.state != AsnState.CANCELLED, Asn.id != but).limit(1)
    )  # fmt: skip
    return unit.session.scalar(known) is not None
