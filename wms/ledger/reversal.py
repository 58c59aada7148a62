"""Putting a mistake right: a linked posting that moves the same goods back. Nothing is edited, nothing deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.ledger import tables
from wms.ledger.posting import Header, Line, Posted, post

_move = tables.move


def reverse(session: Session, header: Header, quantities: Mapping[int, int] | None = None) -> Posted:
    """Reverse the posting `header.reverses_id`: all that is left of it, or `quantities` (base units by move seq).

    Raises Refused when nothing is left, when more is asked than was moved, or when the goods are elsewhere by now.
    """
    its_moves = select(_move).where(_move.c.posting_id == header.reverses_id).order_by(_move.c.seq)
    originals = session.execute(its_moves).all()
    if not originals:
        raise refuse("There is no such posting.", field="posting")
    back = _reversed_so_far(session, [row.seq for row in originals])
    lines = []
    for row in reversed(originals):
        left = row.quantity - back.get(row.seq, 0)
        wanted = left if quantities is None else quantities.get(row.seq, 0)
        if wanted > left:
            raise refuse("Only {left} of this move are left to reverse.", field="quantity", left=left)
        if wanted > 0:
            lines.append(_mirror(row, wanted))
    if not lines:
        raise refuse("This posting was reversed already.", field="posting")
    return post(session, header, lines)


def _reversed_so_far(session: Session, seqs: list[int]) -> dict[int, int]:
    rows = session.execute(
        select(_move.c.reverses_seq, func.sum(_move.c.quantity))
        .where(_move.c.reverses_seq.in_(seqs))
        .group_by(_move.c.reverses_seq)
    )
    return {seq: int(total) for seq, total in rows}


def _mirror(row: Any, quantity: int) -> Line:
    return Line(
        row.owner_id, row.item_id, quantity, row.to_location_id, row.from_location_id, row.lot_id, row.serial_id,
        row.to_status, row.from_status, row.to_lpn_id, row.from_lpn_id,
        value_minor=row.value_minor * quantity // row.quantity, order_line_id=row.order_line_id, reverses_seq=row.seq,
    )  # fmt: skip
