"""A truck arrives: the receipt is opened at a dock, against an announcement or blind. Receiving lines comes next."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from wms.base.errors import Problems
from wms.model.inbound import Asn, Receipt
from wms.model.site import Location
from wms.model.words import AsnState, LocationType, PartyKind, ReceiptState
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn(Command):
    """Open a receipt at a dock: for an announced delivery (asn) or a blind one (supplier)."""

    dock: str = arg("The dock the truck stands at", refers="location")
    asn: str = arg("The announcement's number; empty for a blind receipt", "", refers="asn")
    supplier: str = arg("Who delivers; only for a blind receipt", "", refers="supplier")
    owner: str = arg("Whose stock it is; only for a blind receipt", "", refers="owner")


@handles("receiving.check_in", "receipts", "asns")
def check_in(command: CheckIn, unit: Unit) -> Answer:
    dock = find.location(unit.session, command.dock, "dock")
    receipt = _announced(command, unit, dock) if command.asn else _blind(command, unit, dock)
    unit.session.add(receipt)
    return Answer("Receipt {number} is open at {dock}.", {"number": receipt.number, "dock": dock.code}, receipt.number)


def _announced(command: CheckIn, unit: Unit, dock: Location) -> Receipt:
    asn = find.asn(unit.session, command.asn)
    _check(unit, dock, asn)
    asn.state = AsnState.ARRIVED
    asn.dock_id = dock.id
    return _receipt(unit, dock, asn.owner_id, asn.supplier_id, asn.id)


def _blind(command: CheckIn, unit: Unit, dock: Location) -> Receipt:
    _check(unit, dock, None)
    supplier = find.party(unit.session, PartyKind.SUPPLIER, command.supplier)
    return _receipt(unit, dock, find.owner(unit.session, command.owner).id, supplier.id, None)


def _check(unit: Unit, dock: Location, asn: Asn | None) -> None:
    problems = Problems()
    if dock.type is not LocationType.DOCK:
        problems.add("{dock} is not a dock.", field="dock", dock=dock.code)
    if asn is not None and asn.state not in (AsnState.EXPECTED, AsnState.ARRIVED):
        problems.add("The announcement {asn} is {state}.", field="asn", asn=asn.number, state=asn.state.value)
    if asn is not None and _open_receipt(unit, asn):
        problems.add("A receipt is open for {asn} already.", field="asn", asn=asn.number)
    problems.refuse()


def _open_receipt(unit: Unit, asn: Asn) -> bool:
    open_one = select(Receipt.id).where(Receipt.asn_id == asn.id, Receipt.state == ReceiptState.OPEN)
    return unit.session.scalar(open_one) is not None


def _receipt(unit: Unit, dock: Location, owner_id: int, supplier_id: int, asn_id: int | None) -> Receipt:
    return Receipt(
        number=unit.number("R"), site_id=dock.site_id, owner_id=owner_id, supplier_id=supplier_id, asn_id=asn_id,
        dock_id=dock.id, opened_at=unit.now,
    )  # fmt: skip
