"""Licence plates: made, nested, taken apart, and carried about with everything that is on them.

What is on a licence plate is always where its root is; claims on its stock travel along.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.ledger import allocations, tables
from wms.ledger.gate import opened
from wms.ledger.posting import Header, Line, Posted, post
from wms.model.lpn import Lpn
from wms.model.words import AllocationState, LpnKind


def create(session: Session, code: str, kind: LpnKind, location_id: int | None, height_mm: int = 0) -> int:
    """A new, empty licence plate; returns its id. Raises Refused when the code is taken."""
    if session.scalar(select(Lpn.id).where(Lpn.code == code)) is not None:
        raise refuse("The licence plate {code} exists already.", field="lpn", code=code)
    with opened(session) as connection:
        row = {"code": code, "kind": kind, "location_id": location_id, "height_mm": height_mm}
        return int(connection.execute(insert(Lpn).returning(Lpn.id), row).scalar_one())


def subtree(session: Session, root_id: int) -> list[int]:
    """The licence plate and all that are nested on it, root first."""
    found = [root_id]
    layer = [root_id]
    while layer:
        layer = list(session.scalars(select(Lpn.id).where(Lpn.parent_id.in_(layer)).order_by(Lpn.id)))
        found += layer
    return found


def move(session: Session, header: Header, lpn_id: int, to_location_id: int) -> Posted | None:
    """Carry a root licence plate with all it holds to another location; None when it was empty. Raises Refused."""
    parent = session.scalar(select(Lpn.parent_id).where(Lpn.id == lpn_id))
    if parent is not None:
        raise refuse("This licence plate stands on another one; move that, or take it off first.", field="lpn")
    tree = subtree(session, lpn_id)
    stock = session.execute(select(tables.balance).where(tables.balance.c.lpn_id.in_(tree))).all()
    held = _open_on(session, tree)
    if to_location_id < 0 and held:
        raise refuse("Orders hold stock on this licence plate.", field="lpn")
    with opened(session):
        allocations.close_carried(session, [row["id"] for row in held], header.now)
        _set_location(session, tree, to_location_id if to_location_id > 0 else None)
        posted = post(session, header, [_line(row, to_location_id) for row in stock]) if stock else None
        allocations.reopen(session, held, {"location_id": to_location_id}, header.now)
    return posted


def nest(session: Session, header: Header, child_id: int, parent_id: int | None) -> None:
    """Put a licence plate onto another at the same location, or take it off (`parent_id` None). Raises Refused."""
    if parent_id is not None:
        places = set(session.scalars(select(Lpn.location_id).where(Lpn.id.in_([child_id, parent_id]))))
        if len(places) != 1 or None in places:
            raise refuse("Both licence plates must be at the same location.", field="lpn")
        if parent_id in subtree(session, child_id):
            raise refuse("A licence plate cannot stand on itself.", field="lpn")
    with opened(session) as connection:
        connection.execute(update(Lpn).where(Lpn.id == child_id).values(parent_id=parent_id))
    _forget(session)


def leave(session: Session, lpn_ids: Sequence[int]) -> None:
    """Note that emptied or shipped licence plates have left the site; they are off the ones they stood on.

    Raises Refused when goods lie on one of them, or another one, which stays, stands there.
    """
    leaving = set(lpn_ids)
    full = select(Lpn.code).join(tables.balance, tables.balance.c.lpn_id == Lpn.id).where(Lpn.id.in_(leaving))
    code = session.scalar(full.order_by(Lpn.id).limit(1))
    if code is not None:
        raise refuse("There are goods on {lpn}.", field="lpn", lpn=code)
    for child in session.scalars(select(Lpn).where(Lpn.parent_id.in_(leaving)).order_by(Lpn.id)):
        if child.id not in leaving:
            raise refuse("{lpn} stands on a licence plate that would leave; take it off first.", field="lpn",
                         lpn=child.code)  # fmt: skip
    nested = session.execute(select(Lpn.id, Lpn.parent_id).where(Lpn.id.in_(leaving), Lpn.parent_id.is_not(None)))
    parted = [row.id for row in nested if row.parent_id not in leaving]
    with opened(session) as connection:
        if parted:
            connection.execute(update(Lpn).where(Lpn.id.in_(parted)).values(parent_id=None))
        _set_location(session, lpn_ids, None)


def place(session: Session, lpn_ids: Sequence[int], location_id: int) -> None:
    """Stand empty licence plates at a location, off what they stood on. Raises Refused when one of them holds stock."""
    trees = [lpn for root in lpn_ids for lpn in subtree(session, root)]
    if session.scalar(select(tables.balance.c.id).where(tables.balance.c.lpn_id.in_(trees)).limit(1)):
        raise refuse("The licence plate is not empty; move it with its stock.", field="lpn")
    with opened(session) as connection:
        connection.execute(update(Lpn).where(Lpn.id.in_(lpn_ids)).values(parent_id=None))
        _set_location(session, trees, location_id)


def _open_on(session: Session, tree: Sequence[int]) -> list[dict[str, Any]]:
    table = tables.allocation
    rows = session.execute(select(table).where(table.c.lpn_id.in_(tree), table.c.state == AllocationState.OPEN))
    return [dict(row._mapping) for row in rows]


def _line(row: Any, to_location_id: int) -> Line:
    lpn = row.lpn_id if to_location_id > 0 else 0
    return Line(
        row.owner_id, row.item_id, row.on_hand, row.location_id, to_location_id, row.lot_id, row.serial_id,
        row.status, row.status, row.lpn_id, lpn,
    )  # fmt: skip


def _set_location(session: Session, ids: Sequence[int], location_id: int | None) -> None:
    session.connection().execute(update(Lpn).where(Lpn.id.in_(ids)).values(location_id=location_id))
    _forget(session)


def _forget(session: Session) -> None:
    for thing in list(session.identity_map.values()):
        if isinstance(thing, Lpn):
            session.expire(thing)
