"""Posting: the one function that changes stock.

Before it come the warehouse steps, which say what goes from where to where; after it, balances, traces and proofs all
follow from the moves it wrote. A posting is one document's moves: all of them, or none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wms.base.errors import refuse
from wms.base.quantities import MAX_QUANTITY
from wms.ledger import chain, refusals, tables
from wms.ledger.gate import gate_of, opened
from wms.model.types import to_micros
from wms.model.words import Status


class Line(NamedTuple):
    """`quantity` base units of one stock key, from one place to another.

    Goods that come from outside bring `since`, the day their age counts from (now when not given), and `value_minor`,
    what the whole line cost. Goods that move inside keep theirs.
    """

    owner_id: int
    item_id: int
    quantity: int
    from_location_id: int
    to_location_id: int
    lot_id: int = 0
    serial_id: int = 0
    from_status: Status = Status.AVAILABLE
    to_status: Status = Status.AVAILABLE
    from_lpn_id: int = 0
    to_lpn_id: int = 0
    since: datetime | None = None
    value_minor: int = 0
    order_line_id: int | None = None
    reverses_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """Who posts what for which document. `business_at` may be back-dated; the sequence may not."""

    kind: str
    document: str
    user_id: int
    now: datetime
    business_at: datetime | None = None
    reason: str = ""
    reverses_id: int | None = None


class Posted(NamedTuple):
    """Where a posting stands in the ledger."""

    posting_id: int
    first_seq: int
    last_seq: int


def post(session: Session, header: Header, lines: Sequence[Line]) -> Posted:
    """Write the moves of one document, or nothing. Raises Refused, naming every line that cannot be."""
    if not lines:
        raise refuse("There is nothing to post.")
    for number, line in enumerate(lines, 1):
        if not 1 <= line.quantity <= MAX_QUANTITY:
            text = "The quantity must be between 1 and {limit}."
            raise refuse(text, field="quantity", row=number, limit=MAX_QUANTITY)
    with opened(session):
        try:
            with session.begin_nested():  # what is refused is undone before anybody looks again or goes on
                return _write(session.connection(), header, lines)  # asked for here: else there is no savepoint
        except IntegrityError as error:
            failure = error
    raise refusals.explain(session, lines, failure) from failure


def _write(connection: Connection, header: Header, lines: Sequence[Line]) -> Posted:
    last_posting, last_seq, previous = connection.execute(
        select(tables.head.c.last_posting, tables.head.c.last_seq, tables.head.c.hash).with_for_update()
    ).one()
    posted = Posted(last_posting + 1, last_seq + 1, last_seq + len(lines))
    rows = _move_rows(header, lines, posted)
    head_row = _posting_row(header, posted, len(lines))
    values = _stored(head_row)
    head_row["hash"] = chain.link(previous, [values[f] for f in chain.POSTING_FIELDS], map(_hashed, rows))
    head_row["seal"] = gate_of(connection).seal(head_row["hash"])
    connection.execute(insert(tables.posting), head_row)
    connection.execute(insert(tables.move), rows)
    connection.execute(
        update(tables.head).values(last_posting=posted.posting_id, last_seq=posted.last_seq, hash=head_row["hash"])
    )
    return posted


def _posting_row(header: Header, posted: Posted, lines: int) -> dict[str, Any]:
    return {
        "id": posted.posting_id, "kind": header.kind, "document": header.document, "reason": header.reason,
        "business_at": header.business_at or header.now, "recorded_at": header.now, "user_id": header.user_id,
        "reverses_id": header.reverses_id, "first_seq": posted.first_seq, "lines": lines,
    }  # fmt: skip


def _stored(row: dict[str, Any]) -> dict[str, Any]:
    return {name: to_micros(value) if isinstance(value, datetime) else value for name, value in row.items()}


def _move_rows(header: Header, lines: Sequence[Line], posted: Posted) -> list[dict[str, Any]]:
    arrived = header.business_at or header.now
    rows = []
    for seq, line in enumerate(lines, posted.first_seq):
        row = line._asdict()
        row["seq"] = seq
        row["posting_id"] = posted.posting_id
        row["since"] = None if line.from_location_id > 0 else line.since or arrived
        rows.append(row)
    return rows


def _hashed(row: dict[str, Any]) -> list[Any]:
    values = [row[field] for field in chain.MOVE_FIELDS]
    if row["since"] is not None:
        values[_SINCE] = to_micros(row["since"])
    return values


_SINCE = chain.MOVE_FIELDS.index("since")
