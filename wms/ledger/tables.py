"""The stock tables. Only this package writes them, and only through `posting` and `allocations`; others read `views`.

A move takes a positive quantity of one stock key (owner, item, lot, serial, status) from one place (location, licence
plate) to another. Balances are derived by the database itself from the moves as they are inserted (see `guards`).
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, Text, UniqueConstraint, text

from wms.model.base import metadata, one_of
from wms.model.types import Choice, Int64, UtcTime
from wms.model.words import AllocationState, Stage, Status

DEPARTED = "to_location_id + 0 = -2 AND reverses_seq IS NULL"
"""A move that took goods to a customer (a return taken back is none), in the words of its index and its view.

The + 0 keeps a database from reading all moves to customers through the index on places and sorting them by item.
"""

KEY = ("owner_id", "item_id", "lot_id", "serial_id", "status", "location_id", "lpn_id")


def _id(name: str, target: str, *, zero: bool = False, nullable: bool = False) -> Column[int]:
    default = text("0") if zero else None
    return Column(name, Int64, ForeignKey(f"{target}.id"), nullable=nullable, server_default=default)


posting = Table(
    "posting", metadata,
    Column("id", Int64, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("document", Text, nullable=False),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("business_at", UtcTime, nullable=False),
    Column("recorded_at", UtcTime, nullable=False),
    _id("user_id", "users"),
    _id("reverses_id", "posting", nullable=True),
    Column("first_seq", Int64, nullable=False),
    Column("lines", Int64, nullable=False),
    Column("hash", Text, nullable=False),
    Column("seal", Text, nullable=False),
    CheckConstraint("lines >= 1", name="lines"),
    Index("ix_posting_document", "document"),
    Index("ix_posting_reverses_id", "reverses_id"),
    Index("ix_posting_recorded_at", "recorded_at"),
    sqlite_strict=True,
)  # fmt: skip

move = Table(
    "move", metadata,
    Column("seq", Int64, primary_key=True, autoincrement=False),
    _id("posting_id", "posting"),
    _id("owner_id", "owner"),
    _id("item_id", "item"),
    _id("lot_id", "lot", zero=True),
    _id("serial_id", "serial", zero=True),
    Column("from_status", Choice(Status), nullable=False),
    Column("to_status", Choice(Status), nullable=False),
    _id("from_location_id", "location"),
    _id("to_location_id", "location"),
    _id("from_lpn_id", "lpn", zero=True),
    _id("to_lpn_id", "lpn", zero=True),
    Column("quantity", Int64, nullable=False),
    Column("since", UtcTime, nullable=True),
    Column("value_minor", Int64, nullable=False, server_default=text("0")),
    _id("order_line_id", "order_line", nullable=True),
    Column("reverses_seq", Int64, ForeignKey("move.seq"), nullable=True),
    CheckConstraint("quantity >= 1", name="quantity"),
    CheckConstraint("serial_id = 0 OR quantity = 1", name="one_serial_is_one_piece"),
    CheckConstraint("from_location_id > 0 OR from_lpn_id = 0", name="nothing_on_lpn_outside_from"),
    CheckConstraint("to_location_id > 0 OR to_lpn_id = 0", name="nothing_on_lpn_outside_to"),
    CheckConstraint("from_location_id > 0 OR to_location_id > 0", name="touches_the_site"),
    CheckConstraint(
        "from_location_id <> to_location_id OR from_lpn_id <> to_lpn_id OR from_status <> to_status",
        name="goes_somewhere",
    ),
    CheckConstraint("(from_location_id > 0) = (since IS NULL)", name="goods_keep_their_age"),
    one_of("from_status", Status),
    one_of("to_status", Status),
    Index("ix_move_posting_id", "posting_id"),
    Index("ix_move_item_id", "item_id"),
    Index("ix_move_lot_id", "lot_id", sqlite_where=text("lot_id > 0"), postgresql_where=text("lot_id > 0")),
    Index("ix_move_serial_id", "serial_id", sqlite_where=text("serial_id > 0"), postgresql_where=text("serial_id > 0")),
    Index("ix_move_from_lpn_id", "from_lpn_id", sqlite_where=text("from_lpn_id > 0"),
          postgresql_where=text("from_lpn_id > 0")),
    Index("ix_move_to_lpn_id", "to_lpn_id", sqlite_where=text("to_lpn_id > 0"), postgresql_where=text("to_lpn_id > 0")),
    Index("ix_move_from_location_id", "from_location_id"),
    Index("ix_move_to_location_id", "to_location_id"),
    Index("ix_move_order_line_id", "order_line_id", sqlite_where=text("order_line_id IS NOT NULL"),
          postgresql_where=text("order_line_id IS NOT NULL")),
    Index("ix_move_departed", "item_id", "seq", "posting_id", "quantity", sqlite_where=text(DEPARTED),
          postgresql_where=text(DEPARTED)),
    Index("ix_move_reverses_seq", "reverses_seq", sqlite_where=text("reverses_seq IS NOT NULL"),
          postgresql_where=text("reverses_seq IS NOT NULL")),
    sqlite_strict=True,
)  # fmt: skip

balance = Table(
    "balance", metadata,
    Column("id", Int64, primary_key=True),
    _id("owner_id", "owner"),
    _id("item_id", "item"),
    _id("lot_id", "lot", zero=True),
    _id("serial_id", "serial", zero=True),
    Column("status", Choice(Status), nullable=False),
    _id("location_id", "location"),
    _id("lpn_id", "lpn", zero=True),
    Column("on_hand", Int64, nullable=False),
    Column("allocated", Int64, nullable=False, server_default=text("0")),
    Column("since", UtcTime, nullable=False),
    UniqueConstraint("item_id", "location_id", "lot_id", "serial_id", "status", "lpn_id", "owner_id"),
    CheckConstraint("on_hand >= 0", name="on_hand_not_negative"),
    CheckConstraint("0 <= allocated AND allocated <= on_hand", name="allocated_within_on_hand"),
    CheckConstraint("serial_id = 0 OR on_hand <= 1", name="one_serial_is_one_piece"),
    CheckConstraint("location_id > 0", name="physical"),
    one_of("status", Status),
    Index("uq_balance_serial_id", "serial_id", unique=True, sqlite_where=text("serial_id > 0 AND on_hand > 0"),
          postgresql_where=text("serial_id > 0 AND on_hand > 0")),
    Index("ix_balance_item_id_since", "item_id", "since"),
    Index("ix_balance_location_id", "location_id"),
    Index("ix_balance_lpn_id", "lpn_id", sqlite_where=text("lpn_id > 0"), postgresql_where=text("lpn_id > 0")),
    Index("ix_balance_lot_id", "lot_id", sqlite_where=text("lot_id > 0"), postgresql_where=text("lot_id > 0")),
    sqlite_strict=True,
)  # fmt: skip

allocation = Table(
    "allocation", metadata,
    Column("id", Int64, primary_key=True),
    _id("owner_id", "owner"),
    _id("item_id", "item"),
    _id("lot_id", "lot", zero=True),
    _id("serial_id", "serial", zero=True),
    Column("status", Choice(Status), nullable=False),
    _id("location_id", "location"),
    _id("lpn_id", "lpn", zero=True),
    Column("quantity", Int64, nullable=False),
    _id("order_line_id", "order_line"),
    Column("stage", Choice(Stage), nullable=False),
    Column("state", Choice(AllocationState), nullable=False),
    _id("previous_id", "allocation", nullable=True),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("opened_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime, nullable=True),
    CheckConstraint("quantity >= 1", name="quantity"),
    CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed_at"),
    one_of("status", Status),
    one_of("stage", Stage),
    one_of("state", AllocationState),
    Index("ix_allocation_order_line_id", "order_line_id"),
    Index("ix_allocation_previous_id", "previous_id"),
    Index("ix_allocation_open", "item_id", "location_id", sqlite_where=text("state = 'open'"),
          postgresql_where=text("state = 'open'")),
    Index("ix_allocation_open_lpn", "lpn_id", sqlite_where=text("state = 'open' AND lpn_id > 0"),
          postgresql_where=text("state = 'open' AND lpn_id > 0")),
    sqlite_strict=True,
)  # fmt: skip

head = Table(
    "ledger_head", metadata,
    Column("id", Int64, primary_key=True, autoincrement=False),
    Column("last_posting", Int64, nullable=False),
    Column("last_seq", Int64, nullable=False),
    Column("hash", Text, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
    sqlite_strict=True,
)  # fmt: skip
