"""Stock that may not be used for a while: a hold moves it to status held where it lies; releasing moves it back.

What orders hold already cannot be held as well: the hold says how much that is, and where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from wms.base.errors import Problems, refuse
from wms.ledger import lpns
from wms.ledger.posting import Line, post
from wms.ledger.views import moves, stock
from wms.model.inbound import Hold
from wms.model.site import Location
from wms.model.words import HoldState, Status
from wms.operations import find
from wms.operations.command import Command, arg, handles
from wms.operations.gather import tried
from wms.operations.unit import Answer, Unit

_PLACE = ("owner_id", "item_id", "lot_id", "serial_id", "location_id", "lpn_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceHold(Command):
    """Hold the available stock that answers all that is said: of an item, lot, serial, licence plate, location."""

    reason: str = arg("Why it may not be used")
    item: str = arg("The item", "", refers="item")
    lot: str = arg("The lot; needs the item", "")
    serial: str = arg("The serial number; needs the item", "")
    lpn: str = arg("The licence plate, with all that stand on it", "", refers="lpn")
    location: str = arg("The location", "", refers="location")
    owner: str = arg("Whose stock; empty: anybody's", "", refers="owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseHold(Command):
    """The held stock may be used again."""

    hold: str = arg("The hold's number", refers="hold")
    note: str = arg("Why it may be used again", "")


@handles("holding.place", "holds", "stock")
def place_hold(command: PlaceHold, unit: Unit) -> Answer:
    rows = unit.session.execute(_matching(command, unit)).all()
    free = [row for row in rows if row.free > 0]
    taken = sum(row.allocated for row in rows)
    if not free:
        raise _nothing(command, rows, taken)
    number = unit.number("H")
    lines = [_line(row, row.free, Status.AVAILABLE, Status.HELD) for row in free]
    posted = post(unit.session, unit.header(number, reason=command.reason), lines)
    unit.session.add(Hold(number=number, reason=command.reason, posting_id=posted.posting_id, placed_at=unit.now))
    values = {"hold": number, "quantity": sum(row.free for row in free), "places": len(free), "allocated": taken,
              "where": _where(unit, [row for row in rows if row.allocated])}  # fmt: skip
    text = "{hold} holds {quantity} at {places} places."
    if taken:
        text += " {allocated} more belong to orders and are not held (at {where}); release those allocations first."
    return Answer(text, values, number)


@handles("holding.release", "holds", "stock")
def release_hold(command: ReleaseHold, unit: Unit) -> Answer:
    hold = find.by(unit.session, Hold, Hold.number, command.hold, "hold")
    if hold.state is not HoldState.HELD:
        raise refuse("{number} was released already.", field="hold", number=hold.number)
    its_moves = select(moves).where(moves.c.posting_id == hold.posting_id).order_by(moves.c.seq)
    placed = unit.session.execute(its_moves).all()
    lines = _release_lines(unit, placed)
    if lines:
        post(unit.session, unit.header(hold.number, reason=command.note, reverses_id=hold.posting_id), lines)
    hold.state = HoldState.RELEASED
    hold.released_at = unit.now
    back = sum(line.quantity for line in lines)
    values = {"hold": hold.number, "quantity": back, "gone": sum(row.quantity for row in placed) - back}
    text = "{hold} is released: {quantity} may be used again."
    return Answer(text + (" {gone} are no longer held anywhere." if values["gone"] else ""), values, hold.number)


def _matching(command: PlaceHold, unit: Unit) -> Select[Any]:
    """The available stock the hold is meant for. Raises Refused with everything that is wrong with the hold."""
    problems = Problems()
    session = unit.session
    if not command.reason.strip():
        problems.add("Say why the stock may not be used.", field="reason")
    if not (command.item or command.lpn or command.location):
        problems.add("Say what to hold: an item, a licence plate or a location.", field="item")
    if (command.lot or command.serial) and not command.item:
        problems.add("A lot or a serial number needs its item.", field="item")
    chosen = select(stock).where(stock.c.status == Status.AVAILABLE).order_by(stock.c.id)
    if command.item and (item := tried(problems, find.item, session, command.item)):
        chosen = chosen.where(stock.c.item_id == item.id)
        if command.lot:
            chosen = chosen.where(stock.c.lot_id == tried(problems, find.lot_id, session, item.id, command.lot))
        if command.serial:
            serial = tried(problems, find.serial_id, session, item.id, command.serial)
            chosen = chosen.where(stock.c.serial_id == serial)
    if command.lpn and (plate := tried(problems, find.lpn, session, command.lpn)):
        chosen = chosen.where(stock.c.lpn_id.in_(lpns.subtree(session, plate.id)))
    if command.location and (place := tried(problems, find.location, session, command.location)):
        chosen = chosen.where(stock.c.location_id == place.id)
    if command.owner and (owner := tried(problems, find.owner, session, command.owner)):
        chosen = chosen.where(stock.c.owner_id == owner.id)
    problems.refuse()
    return chosen


def _nothing(command: PlaceHold, rows: Sequence[Any], taken: int) -> Exception:
    field = next(name for name in ("lpn", "location", "item") if getattr(command, name))
    if rows:
        return refuse("All {taken} of it belong to orders; release those allocations first.", field=field, taken=taken)
    return refuse("There is no available stock that answers this.", field=field)


def _where(unit: Unit, rows: Sequence[Any]) -> str:
    places = sorted({row.location_id for row in rows})[:5]
    return ", ".join(sorted(unit.session.scalars(select(Location.code).where(Location.id.in_(places)))))


def _line(row: Any, quantity: int, was: Status, becomes: Status, reverses_seq: int | None = None) -> Line:
    return Line(
        row.owner_id, row.item_id, quantity, row.location_id, row.location_id, row.lot_id, row.serial_id, was, becomes,
        row.lpn_id, row.lpn_id, reverses_seq=reverses_seq,
    )  # fmt: skip


def _release_lines(unit: Unit, placed: Sequence[Any]) -> list[Line]:
    """Reversals for what still lies where it was held; plain moves for held goods that were carried elsewhere."""
    items = sorted({row.item_id for row in placed})
    held = [
        row for chunk in find.chunks(items)
        for row in unit.session.execute(
            select(stock).where(stock.c.item_id.in_(chunk), stock.c.status == Status.HELD).order_by(stock.c.id)
        )
    ]  # fmt: skip
    left = {row: row.free for row in held}
    at = {tuple(getattr(row, name) for name in _PLACE): row for row in held}
    lines, missing = [], []
    for move in placed:
        key = (move.owner_id, move.item_id, move.lot_id, move.serial_id, move.to_location_id, move.to_lpn_id)
        part = 0
        if row := at.get(key):
            part = min(move.quantity, left[row])
        if row and part:
            left[row] -= part
            lines.append(_line(row, part, Status.HELD, Status.AVAILABLE, move.seq))
        missing.append((move, move.quantity - part))
    return lines + _elsewhere(left, missing)


def _elsewhere(left: dict[Any, int], missing: Sequence[tuple[Any, int]]) -> list[Line]:
    lines = []
    by_key: dict[Any, list[Any]] = {}
    for row in left:
        by_key.setdefault((row.owner_id, row.item_id, row.lot_id, row.serial_id), []).append(row)
    for move, quantity in missing:
        for row in by_key.get((move.owner_id, move.item_id, move.lot_id, move.serial_id), ()):
            part = min(quantity, left[row])
            if part:
                left[row] -= part
                quantity -= part
                lines.append(_line(row, part, Status.HELD, Status.AVAILABLE))
    return lines
