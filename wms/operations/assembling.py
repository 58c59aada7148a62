"""Kits are put together from their components, and taken apart again, at one location.

Components go to ASSEMBLY and the kit comes from there; what the components cost by their standard is what the kit is
worth, and the other way round. Components are taken as they should leave: the earliest expiry, then the oldest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from wms.base.errors import Problems, refuse
from wms.base.quantities import MAX_QUANTITY
from wms.ledger.posting import Line, post
from wms.ledger.views import stock
from wms.model.item import Item, KitComponent
from wms.model.party import Owner
from wms.model.site import ASSEMBLY, Location
from wms.model.tracking import Lot
from wms.model.words import Status
from wms.operations import find, tracking
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class AssembleKit(Command):
    """Put kits together from free components at a location; the kits lie there loose afterwards."""

    kit: str = arg("The kit's sku or GTIN", refers="item")
    quantity: int = arg("How many kits")
    location: str = arg("Where the components lie and the kits will", refers="location")
    lot: str = arg("The kits' lot, when they are kept by lot", "")
    expiry: date | None = arg("The kits' expiry date, when they have one", None)
    serials: tuple[str, ...] = arg("The kits' serial numbers, one each, when they have them", ())
    owner: str = arg("Whose stock it is; empty when there is only one owner", "", refers="owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """How a component that is kept by lot or serial comes out of the kits."""

    item: str = arg("Sku or GTIN", refers="item")
    lot: str = arg("Its lot", "")
    expiry: date | None = arg("Its expiry date", None)
    serials: tuple[str, ...] = arg("Its serial numbers, one for each piece", ())


@dataclass(frozen=True, slots=True, kw_only=True)
class DisassembleKit(Command):
    """Take free kits at a location apart; the components lie there loose afterwards."""

    kit: str = arg("The kit's sku or GTIN", refers="item")
    quantity: int = arg("How many kits")
    location: str = arg("Where the kits lie and the components will", refers="location")
    lines: tuple[Released, ...] = arg("Lots and serials of components that are kept by them", ())
    owner: str = arg("Whose stock it is; empty when there is only one owner", "", refers="owner")


@dataclass(frozen=True, slots=True)
class _Work:
    kit: Item
    location: Location
    owner: Owner
    parts: Sequence[tuple[Item, int]]


@handles("assembling.assemble", "stock")
def assemble_kit(command: AssembleKit, unit: Unit) -> Answer:
    problems = Problems()
    work = _work(command, unit, problems)
    lines = [line for item, each in work.parts for line in _out(unit, work, item, each * command.quantity, problems)]
    made = Released(item=work.kit.sku, lot=command.lot, expiry=command.expiry, serials=command.serials)
    value = _value(work, command.quantity)
    lines += _in(unit, work, work.kit, command.quantity, value, made, problems, None)
    return _posted(unit, work, command.quantity, lines, problems, "{quantity} {kit} put together at {location}.")


@handles("assembling.disassemble", "stock")
def disassemble_kit(command: DisassembleKit, unit: Unit) -> Answer:
    problems = Problems()
    work = _work(command, unit, problems)
    given = _given(command, unit, work, problems)
    lines = _out(unit, work, work.kit, command.quantity, problems)
    for item, each in work.parts:
        quantity = each * command.quantity
        row, said = given.get(item.id, (None, Released(item=item.sku)))
        lines += _in(unit, work, item, quantity, item.cost_minor * quantity, said, problems, row)
    return _posted(unit, work, command.quantity, lines, problems, "{quantity} {kit} taken apart at {location}.")


def _work(command: AssembleKit | DisassembleKit, unit: Unit, problems: Problems) -> _Work:
    kit = tried(problems, find.item, unit.session, command.kit, "kit")
    location = tried(problems, find.location, unit.session, command.location)
    owner = tried(problems, find.owner, unit.session, command.owner)
    if not 1 <= command.quantity <= MAX_QUANTITY:
        problems.add("The quantity must be at least 1, and not absurdly large.", field="quantity",
                     found=command.quantity)  # fmt: skip
    rows = select(KitComponent).where(KitComponent.kit_id == (kit.id if kit else 0)).order_by(KitComponent.id)
    parts = [(unit.session.get_one(Item, row.component_id), row.quantity) for row in unit.session.scalars(rows)]
    if kit is not None and not parts:
        problems.add("{sku} is no kit: nobody said what it is made of.", field="kit", sku=kit.sku)
    problems.refuse()
    if kit is None or location is None or owner is None:
        raise refuse("Something is missing.")
    return _Work(kit, location, owner, parts)


def _value(work: _Work, quantity: int) -> int:
    return sum(item.cost_minor * each * quantity for item, each in work.parts)


def _given(
    command: DisassembleKit, unit: Unit, work: _Work, problems: Problems
) -> dict[int, tuple[int | None, Released]]:
    """What was said of each component, by item, with its row."""
    catalogue = find.Catalogue(unit.session, [line.item for line in command.lines])
    components = {item.id for item, _ in work.parts}
    given: dict[int, tuple[int | None, Released]] = {}
    for row, line in enumerate(command.lines, 1):
        known = catalogue.find(line.item)
        if known is None or known[0].id not in components:
            problems.add("{item} is no component of {kit}.", field="item", row=row, item=line.item, kit=work.kit.sku,
                         found=line.item)  # fmt: skip
        elif known[0].id in given:
            problems.add("{item} is named twice.", field="item", row=row, item=line.item)
        else:
            given[known[0].id] = (row, line)
    return given


def _out(unit: Unit, work: _Work, item: Item, quantity: int, problems: Problems) -> list[Line]:
    """Free stock of the item at the location, in the order it should leave."""
    here = (
        select(stock)
        .outerjoin(Lot, Lot.id == stock.c.lot_id)
        .where(stock.c.item_id == item.id, stock.c.location_id == work.location.id, stock.c.free > 0)
        .where(stock.c.owner_id == work.owner.id, stock.c.status == Status.AVAILABLE)
        .order_by(Lot.expiry.is_(None), Lot.expiry, stock.c.since, stock.c.id)
    )
    lines, missing = [], quantity
    for row in unit.session.execute(here):
        part = min(row.free, missing)
        if part:
            lines.append(Line(row.owner_id, row.item_id, part, row.location_id, ASSEMBLY, row.lot_id, row.serial_id,
                              row.status, row.status, row.lpn_id))  # fmt: skip
            missing -= part
    if missing:
        problems.add("Only {there} {sku} are free at {place}; {quantity} are needed.", field="quantity",
                     there=quantity - missing, sku=item.sku, place=work.location.code, quantity=quantity)  # fmt: skip
    return lines


def _in(
    unit: Unit, work: _Work, item: Item, quantity: int, value: int, said: Released, problems: Problems,
    row: int | None,
) -> list[Line]:  # fmt: skip
    """The item comes from ASSEMBLY, as one line or one for each serial number."""
    _check_tracking(unit, item, quantity, said, problems, row)
    if problems:
        return []
    lots = tracking.ensure_lots(unit, [(item.id, said.lot, said.expiry)] if said.lot else [])
    serials = tracking.ensure_serials(unit, [(item.id, code) for code in said.serials])
    lot_id = lots.get((item.id, said.lot), 0)
    pieces = [(serial_id, 1) for serial_id in serials.values()] or [(0, quantity)]
    lines, rest = [], value
    for number, (serial_id, part) in enumerate(pieces, 1):
        worth = rest if number == len(pieces) else value // len(pieces)
        rest -= worth
        lines.append(Line(work.owner.id, item.id, part, ASSEMBLY, work.location.id, lot_id, serial_id,
                          value_minor=worth))  # fmt: skip
    return lines


def _check_tracking(
    unit: Unit, item: Item, quantity: int, said: Released, problems: Problems, row: int | None
) -> None:
    if item.lot_tracked != bool(said.lot):
        text = "{sku} is kept by lot; say which." if item.lot_tracked else "{sku} is not kept by lot."
        problems.add(text, field="lot", row=row, sku=item.sku, found=said.lot)
    wanted = quantity if item.serial_tracked else 0
    if len(set(said.serials)) != wanted or len(said.serials) != wanted:
        problems.add("{sku} needs {wanted} different serial numbers; {given} were given.", field="serials", row=row,
                     sku=item.sku, wanted=wanted, given=len(set(said.serials)))  # fmt: skip
    if said.lot:
        expiries = tracking.Expiries(unit, [item.id], [said.lot])
        expiries.check(item, said.lot, said.expiry, problems, row)


def _posted(
    unit: Unit, work: _Work, quantity: int, lines: Sequence[Line], problems: Problems, text: str
) -> Answer:
    problems.refuse()
    document = unit.number("KT")
    posted = post(unit.session, unit.header(document), lines)
    values = {"quantity": quantity, "kit": work.kit.sku, "location": work.location.code,
              "posting": posted.posting_id}  # fmt: skip
    return Answer(text, values, document)
