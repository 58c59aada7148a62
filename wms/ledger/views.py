"""What the rest of the program may see of the stock tables: views, read-only by construction."""

from __future__ import annotations

from sqlalchemy import Column, MetaData, Table, Text

from wms.ledger.tables import DEPARTED
from wms.model.types import Choice, Int64, UtcTime
from wms.model.words import AllocationState, Stage, Status

_metadata = MetaData()

CREATE = (
    "CREATE VIEW stock AS SELECT id, owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id, on_hand,"
    " allocated, on_hand - allocated AS free, since FROM balance",
    "CREATE VIEW moves AS SELECT m.seq, m.posting_id, m.owner_id, m.item_id, m.lot_id, m.serial_id, m.from_status,"
    " m.to_status, m.from_location_id, m.to_location_id, m.from_lpn_id, m.to_lpn_id, m.quantity, m.since,"
    " m.value_minor, m.order_line_id, m.reverses_seq, p.kind, p.document, p.reason, p.business_at, p.recorded_at,"
    " p.user_id, p.reverses_id FROM move m JOIN posting p ON p.id = m.posting_id",
    "CREATE VIEW postings AS SELECT id, kind, document, reason, business_at, recorded_at, user_id, reverses_id,"
    " first_seq, lines FROM posting",
    "CREATE VIEW departures AS SELECT seq, posting_id, item_id, quantity FROM move WHERE " + DEPARTED,  # noqa: S608
    "CREATE VIEW allocations AS SELECT id, owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id,"
    " quantity, order_line_id, stage, state, previous_id, reason, opened_at, closed_at FROM allocation",
)
"""Statements that set up the views."""


def _ints(*names: str) -> list[Column[int]]:
    return [Column(name, Int64) for name in names]


stock = Table(
    "stock", _metadata,
    *_ints("id", "owner_id", "item_id", "lot_id", "serial_id", "location_id", "lpn_id", "on_hand", "allocated", "free"),
    Column("status", Choice(Status)), Column("since", UtcTime),
)  # fmt: skip
"""Stock at physical locations: one row a stock key and place. `free` = on hand − allocated."""

moves = Table(
    "moves", _metadata,
    *_ints("seq", "posting_id", "owner_id", "item_id", "lot_id", "serial_id", "from_location_id", "to_location_id",
           "from_lpn_id", "to_lpn_id", "quantity", "value_minor", "order_line_id", "reverses_seq", "user_id",
           "reverses_id"),
    Column("from_status", Choice(Status)), Column("to_status", Choice(Status)), Column("since", UtcTime),
    Column("kind", Text), Column("document", Text), Column("reason", Text),
    Column("business_at", UtcTime), Column("recorded_at", UtcTime),
)  # fmt: skip
"""Every move with its posting."""

postings = Table(
    "postings", _metadata,
    *_ints("id", "user_id", "reverses_id", "first_seq", "lines"), Column("kind", Text), Column("document", Text),
    Column("reason", Text), Column("business_at", UtcTime), Column("recorded_at", UtcTime),
)  # fmt: skip
"""Every posting; its moves are the `lines` ones from `first_seq` on."""

departures = Table("departures", _metadata, *_ints("seq", "posting_id", "item_id", "quantity"))
"""The moves that took goods to customers, kept by item so that all of an item's are found at once."""

allocations = Table(
    "allocations", _metadata,
    *_ints("id", "owner_id", "item_id", "lot_id", "serial_id", "location_id", "lpn_id", "quantity", "order_line_id",
           "previous_id"),
    Column("status", Choice(Status)), Column("stage", Choice(Stage)), Column("state", Choice(AllocationState)),
    Column("reason", Text), Column("opened_at", UtcTime), Column("closed_at", UtcTime),
)  # fmt: skip
"""Stock held for order lines, open and closed."""
