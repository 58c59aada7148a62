"""Those the warehouse deals with are entered: suppliers, customers, carriers, and the owners of stock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wms.base.errors import Problems
from wms.gs1.errors import Gs1Error
from wms.gs1.gln import gln13
from wms.model.party import Owner, Party
from wms.model.words import PartyKind
from wms.operations.command import Command, arg, handles
from wms.operations.master_data.rows import Rows, check_amounts, check_codes, check_named, note, taken
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyLine:
    """One supplier, customer or carrier; empty fields keep what is stored."""

    kind: PartyKind = arg("supplier, customer or carrier")
    code: str = arg("Its code")
    name: str | None = arg("Its name", None)
    gln: str | None = arg("Its GLN, 13 digits", None)
    address: str | None = arg("Where it is", None)
    country: str | None = arg("Its country", None)
    email: str | None = arg("Where mail reaches it", None)
    minimum_remaining_days: int | None = arg("The life it insists on for goods that expire", None, unit="days")
    active: bool | None = arg("Whether it is still dealt with", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterParties(Command):
    """Enter many parties at once, or change those whose kind and code are known: all of them, or none."""

    lines: tuple[PartyLine, ...] = arg("The parties, as a JSON list of objects")


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterOwner(Command):
    """Enter an owner of stock, or give it another name."""

    code: str = arg("The owner's code")
    name: str = arg("Its name")


@handles("master_data.parties", "parties")
def register_parties(command: RegisterParties, unit: Unit) -> Answer:
    problems = Problems()
    sheets = []
    for kind in PartyKind:
        numbered = [(row, line) for row, line in enumerate(command.lines, 1) if line.kind is kind]
        sheets.append(_sheet(unit, kind, numbered, problems))
    problems.refuse()
    saved = [sheet.save() for sheet in sheets]
    values = {"lines": len(command.lines), "new": sum(s[0] for s in saved), "changed": sum(s[1] for s in saved)}
    return Answer("{lines} parties: {new} new, {changed} changed.", values)


def _sheet(unit: Unit, kind: PartyKind, numbered: Sequence[tuple[int, PartyLine]], problems: Problems) -> Rows:
    check_codes([line for _, line in numbered], "code", problems, [row for row, _ in numbered])
    parties = Rows(unit, Party, "code", [line.code for _, line in numbered], kind=kind)
    for row, line in numbered:
        check_amounts(line, ("minimum_remaining_days",), problems, row)
        names = ("name", "gln", "address", "country", "email", "minimum_remaining_days", "active")
        check_named(parties.enter(line.code, taken(line, *names)), problems, row)
        try:
            if line.gln:
                gln13(line.gln)
        except Gs1Error as error:
            note(error, problems, "gln", row)
    return parties


@handles("master_data.parties", "parties")
def register_owner(command: RegisterOwner, unit: Unit) -> Answer:
    problems = Problems()
    check_codes((command,), "code", problems)
    owners = Rows(unit, Owner, "code", [command.code])
    check_named(owners.enter(command.code, {"name": command.name}), problems, None)
    problems.refuse()
    owners.save()
    return Answer("Owner {code} is entered.", {"code": command.code}, command.code)
