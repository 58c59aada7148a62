"""Where work is done: the sites of all that a command names, so that a role granted for one site counts only there.

A command says its things by their codes, and each of its fields says what kind of thing it names. A location lies at a
site, a document belongs to one, a licence plate stands at one; items, partners and people are known everywhere.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import Select, or_, select, union
from sqlalchemy.orm import Session

from wms.ledger.views import moves, stock
from wms.model.inbound import Asn, Hold, Inspection, Receipt
from wms.model.lpn import Lpn
from wms.model.order import Order
from wms.model.outbound import Batch, Load, Wave
from wms.model.returns import Return
from wms.model.site import Aisle, Location, Site, Zone
from wms.model.words import Status
from wms.model.work import Adjustment, Count, Proposal, Task
from wms.operations import find
from wms.operations.command import Command

Sites = Callable[[Session, Sequence[Any]], set[int]]


def named(session: Session, command: Command) -> frozenset[int]:
    """The ids of the sites of everything the command names; unknown codes are left out."""
    codes: dict[str, set[Any]] = {}
    for noun, code in _codes(command):
        codes.setdefault(noun, set()).add(code)
    return frozenset(_of_codes(session, codes))


def _of_codes(session: Session, codes: dict[str, set[Any]]) -> set[int]:
    found: set[int] = set()
    for noun, wanted in codes.items():
        for chunk in find.chunks(sorted(wanted)):
            found |= _NOUNS[noun](session, chunk)
    return found


def _codes(said: Any) -> Iterator[tuple[str, Any]]:
    """Each (noun, code) that a command or one of its lines names."""
    for field in dataclasses.fields(said):
        value = getattr(said, field.name)
        noun = field.metadata.get("refers", "")
        if noun == "site" and not value and not field.metadata.get("everywhere"):
            yield "only site", ""
        for one in value if isinstance(value, tuple) else (value,):
            if dataclasses.is_dataclass(one):
                yield from _codes(one)
            elif noun in _NOUNS and one:
                yield noun, one


def _read(session: Session, found: Select[Any]) -> set[int]:
    return {site for site in session.scalars(found) if site is not None}


def _having(column: Any, site: Any) -> Sites:
    return lambda session, codes: _read(session, select(site).where(column.in_(codes)))


def _only_site(session: Session, codes: Sequence[str]) -> set[int]:
    sites = session.scalars(select(Site.id).limit(2)).all()
    return set(sites) if len(sites) == 1 else set()


def _of_locations(session: Session, codes: Sequence[str]) -> set[int]:
    return _read(session, select(Location.site_id).where(Location.code.in_(codes), Location.id > 0))


def _of_batches(session: Session, numbers: Sequence[str]) -> set[int]:
    found = select(Wave.site_id).join(Batch, Batch.wave_id == Wave.id)
    return _read(session, found.where(Batch.number.in_(numbers)))


def _of_lpns(session: Session, codes: Sequence[str]) -> set[int]:
    plain = [code[2:] if len(code) == 20 and code.startswith("00") else code for code in codes]
    found = select(Location.site_id).join(Lpn, Lpn.location_id == Location.id)
    return _read(session, found.where(Lpn.code.in_(plain), Lpn.id > 0))


def _of_postings(session: Session, numbers: Sequence[int]) -> set[int]:
    ends = or_(Location.id == moves.c.from_location_id, Location.id == moves.c.to_location_id)
    return _read(session, select(Location.site_id).join(moves, ends).where(moves.c.posting_id.in_(numbers)).distinct())


def _of_holds(session: Session, numbers: Sequence[str]) -> set[int]:
    return _of_postings(session, session.scalars(select(Hold.posting_id).where(Hold.number.in_(numbers))).all())


def _of_inspections(session: Session, numbers: Sequence[str]) -> set[int]:
    """Where the goods came in; for returned ones, where goods of that kind wait for inspection."""
    received = select(Receipt.site_id).join(Inspection, Inspection.receipt_id == Receipt.id)
    waiting = (
        select(Location.site_id).join(stock, stock.c.location_id == Location.id)
        .join(Inspection, (Inspection.item_id == stock.c.item_id) & (Inspection.lot_id == stock.c.lot_id))
        .where(stock.c.status == Status.INSPECTION, Inspection.receipt_id.is_(None))
    )  # fmt: skip
    its = Inspection.number.in_(numbers)
    return set(session.scalars(union(received.where(its), waiting.where(its))))


def _of_adjustments(session: Session, numbers: Sequence[str]) -> set[int]:
    kept = session.scalars(select(Adjustment.lines).where(Adjustment.number.in_(numbers))).all()
    places = {line["location_id"] for lines in kept for line in lines}
    return _read(session, select(Location.site_id).where(Location.id.in_(places)))


def _of_proposals(session: Session, numbers: Sequence[str]) -> set[int]:
    """A plan says its site, or the document it is for."""
    found: set[int] = set()
    for plan in session.scalars(select(Proposal.plan).where(Proposal.number.in_(numbers))):
        content = plan.get("content")
        known = content if isinstance(content, dict) else {}
        said = {noun: {known[noun]} for noun in ("site", "wave", "batch", "order") if isinstance(known.get(noun), str)}
        found |= _of_codes(session, said)
        if isinstance(known.get("site_id"), int):
            found.add(known["site_id"])
    return found


_NOUNS: dict[str, Sites] = {
    "site": _having(Site.code, Site.id), "only site": _only_site, "zone": _having(Zone.code, Zone.site_id),
    "aisle": _having(Aisle.code, Aisle.site_id), "location": _of_locations, "lpn": _of_lpns, "batch": _of_batches,
    "asn": _having(Asn.number, Asn.site_id), "receipt": _having(Receipt.number, Receipt.site_id),
    "order": _having(Order.number, Order.site_id), "wave": _having(Wave.number, Wave.site_id),
    "load": _having(Load.number, Load.site_id), "count": _having(Count.number, Count.site_id),
    "return": _having(Return.number, Return.site_id), "task": _having(Task.number, Task.site_id),
    "inspection": _of_inspections, "hold": _of_holds, "posting": _of_postings, "adjustment": _of_adjustments,
    "proposal": _of_proposals,
}  # fmt: skip
"""How the sites of each kind of thing are found."""
