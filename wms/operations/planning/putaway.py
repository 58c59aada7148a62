"""Where goods go that wait at a dock: one pallet, a receipt, an ASN, or everything that lies there.

Planned while others work; applying looks at each thing and each place again before it makes the putaway tasks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wms.base.errors import Problems, Refused, refuse
from wms.base.jobs import Watch
from wms.model.inbound import Asn, Receipt
from wms.model.lpn import Lpn
from wms.model.site import Location
from wms.model.words import ProposalState, Status
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.planning.made import Made, made
from wms.operations.proposals import open_proposal
from wms.operations.putting_away.decide import Arrived, Decided, Placed, arrived, decide
from wms.operations.putting_away.propose import ProposePutaway, scope, written
from wms.operations.putting_away.still import misfits
from wms.operations.putting_away.waiting import Waiting, waiting_at
from wms.operations.unit import Answer, Unit
from wms.planning.plan import Plan
from wms.planning.putaway.problem import Pallet

KIND = "putaway"
MOST_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Truckload:
    """What is to be put away, with the document it belongs to."""

    document: str
    known: Arrived


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyPutaway(Command):
    """Make the putaway tasks a plan proposes."""

    proposal: str = arg("The proposal's number", refers="proposal")


def read(session: Session, *, now: datetime, what: str) -> Truckload:
    """What waits of a receipt, an ASN, a location or a licence plate. Raises Refused when nothing does."""
    unit = Unit(session, 0, "", frozenset(), now)
    start, waiting, document = _waiting(unit, what)
    return Truckload(document, arrived(unit, start, waiting))


def solve(truck: Truckload, seed: int, watch: Watch) -> Made:
    """A place for everything that can have one, at the least walking, with second choices."""
    known = truck.known
    decided = decide(known, min(MOST_SECONDS, watch.stop.left()) or 0.001, watch, seed)
    if not decided.placed:
        raise Refused(*decided.problems)
    lines = [_line(known, placed) for placed in decided.placed]
    cost = sum(placed.cost for placed in decided.placed)
    bound = _bound(decided)
    method = decided.plans[0].method if decided.plans else "the cheapest place that takes it"
    plan = Plan((), float(cost), bound, watch.stop.elapsed(), seed, method)
    unplaced = [problem.message for problem in decided.problems]
    rows = [(n, line["what"], line["quantity"], line["to"], line["why"],
             ", ".join(other["location"] for other in line["choices"])) for n, line in enumerate(lines, 1)]  # fmt: skip
    summary = f"{len(lines)} things go from {known.start.code} to their places."
    summary += f" {len(unplaced)} find none." if unplaced else ""
    return made(KIND, plan, summary=summary, unit="mm", rows=rows, reasons=unplaced,
                columns=("nr", "what", "quantity", "to", "why", "second choices"),
                content={"document": truck.document, "site_id": known.start.site_id, "start": known.start.code,
                         "lines": lines, "unplaced": unplaced})  # fmt: skip


def _bound(decided: Decided) -> float | None:
    """Proven only where one model placed everything: what found no place in it went elsewhere, by other rules."""
    if len(decided.plans) != 1 or decided.problems:
        return None
    place_of = decided.plans[0].solution.place_of
    all_of_it = len(place_of) == len(decided.placed) and all(place is not None for _, place in place_of)
    return decided.plans[0].bound if all_of_it else None


@handles("putting_away.propose", "tasks", "proposals")
def apply_putaway(command: ApplyPutaway, unit: Unit) -> Answer:
    proposal = open_proposal(unit, command.proposal, KIND)
    content: dict[str, Any] = proposal.plan["content"]
    start = find.location(unit.session, content["start"])
    placed = _still(unit, start, content["lines"], proposal.number)
    proposal.state = ProposalState.APPLIED
    return written(unit, start, content["document"], placed)


def _waiting(unit: Unit, what: str) -> tuple[Location, Sequence[Waiting], str]:
    """What is named may be any of four; a receipt and an ASN have numbers, a location and a plate their codes."""
    session = unit.session
    if session.scalar(select(Receipt.id).where(Receipt.number == what)):
        return scope(ProposePutaway(receipt=what), unit)
    asn = session.scalar(select(Asn).where(Asn.number == what))
    if asn is not None:
        return _of_asn(unit, asn)
    if session.scalar(select(Location.id).where(Location.code == what, Location.id > 0)):
        return scope(ProposePutaway(location=what), unit)
    if session.scalar(select(Lpn.id).where(Lpn.code == what, Lpn.id > 0)):
        return scope(ProposePutaway(lpn=what), unit)
    raise refuse("There is no receipt, ASN, location or licence plate {what}.", field="what", what=what)


def _of_asn(unit: Unit, asn: Asn) -> tuple[Location, Sequence[Waiting], str]:
    """An ASN is received once, at one dock."""
    receipt = unit.session.scalar(select(Receipt.number).where(Receipt.asn_id == asn.id).order_by(Receipt.id.desc()))
    if receipt is None:
        raise refuse("Nothing of {asn} is received yet.", field="what", asn=asn.number)
    start, waiting, _ = scope(ProposePutaway(receipt=receipt), unit)
    return start, waiting, asn.number


def _line(known: Arrived, placed: Placed) -> dict[str, Any]:
    one = placed.waiting
    return {
        "what": known.load.name(one), "lpn": one.lpn_code, "owner_id": one.owner_id, "status": one.status.value,
        "contents": [list(part) for part in one.contents], "quantity": one.quantity,
        "items": [known.load.items[item].sku for item, _, _ in one.contents], "from": known.start.code,
        "to": known.codes[placed.location_id], "why": placed.reason, "choices": placed.choices,
        "cost_mm": placed.cost, "pallet": asdict(placed.pallet),
    }  # fmt: skip


def _still(unit: Unit, start: Location, lines: Sequence[dict[str, Any]], proposal: str) -> list[Placed]:
    """The plan as the books stand now. Raises Refused with everything that does not wait or fit any more."""
    problems = Problems()
    here = waiting_at(unit, start.id)
    plates = {one.lpn_code: one for one in here if one.lpn_code}
    loose = Counter({_key(one): one.quantity for one in here if not one.lpn_code})
    ids = {code: place.id for code, place in
           find.many(unit.session, Location, Location.code, {line["to"] for line in lines}).items()}  # fmt: skip
    placed = []
    for line in lines:
        one = _waits(line, start, plates, loose)
        if one is None:
            problems.add("{number} is out of date: {what} does not wait at {place} any more.", field="proposal",
                         number=proposal, what=line["what"], place=start.code)  # fmt: skip
        else:
            placed.append(Placed(one, Pallet(**line["pallet"]), ids.get(line["to"], 0), line["why"], line["cost_mm"],
                                 line["choices"]))  # fmt: skip
    names = {number: code for code, number in ids.items()}
    for misfit, why in misfits(unit, start, placed):
        what = misfit.waiting.lpn_code or f"{misfit.waiting.quantity} pieces"
        problems.add("{number} is out of date: {place} does not take {what} any more ({why}).", field="proposal",
                     number=proposal, place=names.get(misfit.location_id, "a place"), what=what, why=why)  # fmt: skip
    problems.refuse()
    return placed


def _key(one: Waiting) -> tuple[Any, ...]:
    return one.owner_id, one.status, *one.contents[0][:2]


def _waits(
    line: dict[str, Any], start: Location, plates: dict[str, Waiting], loose: Counter[tuple[Any, ...]]
) -> Waiting | None:
    """The thing of a planned line, if it still waits as it was."""
    contents = tuple((item, lot, quantity) for item, lot, quantity in line["contents"])
    if line["lpn"]:
        plate = plates.pop(line["lpn"], None)
        return plate if plate is not None and sorted(plate.contents) == sorted(contents) else None
    one = Waiting(start.id, Status(line["status"]), contents, line["owner_id"])
    if loose[_key(one)] < one.quantity:
        return None
    loose[_key(one)] -= one.quantity
    return one
