"""What is on a licence plate is shared out: a part goes onto another one, or all of it onto one that stands beside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from wms.base.errors import Problems, refuse
from wms.ledger import lpns
from wms.ledger.posting import Line, post
from wms.ledger.views import stock
from wms.model.lpn import Lpn
from wms.model.site import Location
from wms.model.words import Level, Status
from wms.operations import find, plates
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.named_stock import Named, StockLine, named
from wms.operations.unit import Answer, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitLpn(Command):
    """Take a part of what is on a licence plate onto another or a new one at the same place."""

    lpn: str = arg("The licence plate", refers="lpn")
    item: str = arg("Sku or GTIN; a GTIN of a case counts cases", refers="item")
    quantity: int = arg("How many units of the packaging level")
    level: Level | None = arg("each, inner, case or pallet; empty: the level of the GTIN, or each", None)
    lot: str = arg("The lot, AI(10)", "")
    serial: str = arg("The serial number, AI(21)", "")
    status: Status = arg("Why it may or may not be used", Status.AVAILABLE)
    owner: str = arg("Whose stock it is; empty when there is only one owner", "", refers="owner")
    to_lpn: str = arg("The licence plate it goes onto; empty: a new one", "", refers="lpn")


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeLpn(Command):
    """Put everything from one licence plate onto another at the same place; the emptied one is done with."""

    lpn: str = arg("The licence plate that is emptied", refers="lpn")
    into: str = arg("The one that takes it all", refers="lpn")


@handles("moving.split", "stock", "lpns")
def split_lpn(command: SplitLpn, unit: Unit) -> Answer:
    problems = Problems()
    lpn = tried(problems, find.lpn, unit.session, command.lpn)
    other = tried(problems, find.lpn, unit.session, command.to_lpn, "to_lpn") if command.to_lpn else None
    place = unit.session.get(Location, lpn.location_id) if lpn is not None and lpn.location_id else None
    if lpn is not None and place is None:
        problems.add("The licence plate {lpn} has left the site.", field="lpn", lpn=lpn.code)
    if other is not None and lpn is not None and (other.id == lpn.id or other.location_id != lpn.location_id):
        problems.add("The goods go onto another licence plate at the same location.", field="to_lpn")
    if command.quantity < 1:
        problems.add("The quantity must be at least 1.", field="quantity", found=command.quantity)
    goods = named(unit, [_as_line(command, lpn, place)], problems) if lpn and place else []
    problems.refuse()
    assert lpn is not None
    assert place is not None
    other_id, other_code = (other.id, other.code) if other else plates.build(unit, place, lpn.kind)
    document = unit.number("M")
    posted = post(unit.session, unit.header(document), [_onto(goods[0], other_id)])
    values = {"quantity": goods[0].quantity, "sku": goods[0].item.sku, "from": lpn.code, "lpn": other_code,
              "posting": posted.posting_id}  # fmt: skip
    return Answer("{quantity} {sku} are on {lpn} now.", values, document)


def _as_line(command: SplitLpn, lpn: Lpn, place: Location) -> StockLine:
    return StockLine(
        item=command.item, quantity=command.quantity, location=place.code, level=command.level, lot=command.lot,
        serial=command.serial, lpn=lpn.code, status=command.status, owner=command.owner,
    )  # fmt: skip


def _onto(one: Named, lpn_id: int) -> Line:
    return Line(
        one.owner_id, one.item.id, one.quantity, one.location.id, one.location.id, one.lot_id, one.serial_id,
        one.status, one.status, one.lpn_id, lpn_id,
    )  # fmt: skip


@handles("moving.merge", "stock", "lpns")
def merge_lpn(command: MergeLpn, unit: Unit) -> Answer:
    problems = Problems()
    lpn = tried(problems, find.lpn, unit.session, command.lpn)
    into = tried(problems, find.lpn, unit.session, command.into, "into")
    problems.refuse()
    assert lpn is not None
    assert into is not None
    if lpn.location_id is None or lpn.location_id != into.location_id:
        problems.add("Both licence plates must be at the same location.", field="into")
    if into.id in lpns.subtree(unit.session, lpn.id):
        problems.add("A licence plate cannot be put onto itself, nor onto what stands on it.", field="into")
    problems.refuse()
    return _merge(unit, lpn, into)


def _merge(unit: Unit, lpn: Lpn, into: Lpn) -> Answer:
    lpn_id, into_id = lpn.id, into.id
    values: dict[str, Any] = {"lpn": lpn.code, "into": into.code}
    rows = unit.session.execute(select(stock).where(stock.c.lpn_id == lpn_id)).all()
    if any(row.allocated for row in rows):
        raise refuse("Orders hold stock on {lpn}; it stays as it is until that is picked.", field="lpn", lpn=lpn.code)
    children = unit.session.scalars(select(Lpn.id).where(Lpn.parent_id == lpn_id)).all()
    if not rows and not children:
        raise refuse("There is nothing on {lpn}.", field="lpn", lpn=lpn.code)
    header = unit.header(unit.number("M"))
    for child_id in children:
        lpns.nest(unit.session, header, child_id, into_id)
    if lpn.parent_id is not None:
        lpns.nest(unit.session, header, lpn_id, None)
    posted = post(unit.session, header, [_all_of(row, into_id) for row in rows]) if rows else None
    lpns.leave(unit.session, [lpn_id])
    values |= {"quantity": sum(row.on_hand for row in rows), "posting": posted.posting_id if posted else 0}
    return Answer("{quantity} pieces went from {lpn} onto {into}.", values, header.document)


def _all_of(row: Any, into_id: int) -> Line:
    return Line(
        row.owner_id, row.item_id, row.on_hand, row.location_id, row.location_id, row.lot_id, row.serial_id,
        row.status, row.status, row.lpn_id, into_id,
    )  # fmt: skip
