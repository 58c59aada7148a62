"""The locks on the door, kept by the database itself: SQLite's triggers.

A table of stock is written only while this program's own connection holds the gate open (`wms_posting()` is a function
that only our connections have, so a foreign client is refused as well). Moves and postings are append-only. Balances
follow from the moves: an outgoing leg must hit a row, an incoming leg is an upsert, a row that reaches zero goes away.
"""

from __future__ import annotations

_KEY = "owner_id = {0}.owner_id AND item_id = {0}.item_id AND lot_id = {0}.lot_id AND serial_id = {0}.serial_id"
_CLOSED = "stock changes only through the ledger"


def _from_key(row: str = "NEW") -> str:
    return (
        f"{_KEY.format(row)} AND status = {row}.from_status"
        f" AND location_id = {row}.from_location_id AND lpn_id = {row}.from_lpn_id"
    )


def _same_key(row: str) -> str:
    return f"{_KEY.format(row)} AND status = {row}.status AND location_id = {row}.location_id AND lpn_id = {row}.lpn_id"


def _shut(table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{event.lower()}_gate BEFORE {event} ON {table} WHEN wms_posting() = 0"
        f" BEGIN SELECT RAISE(ABORT, '{_CLOSED}'); END"
    )


def _never(table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER {table}_{event.lower()}_never BEFORE {event} ON {table}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


_MOVE_DERIVES_BALANCE = f"""
CREATE TRIGGER move_derives_balance AFTER INSERT ON move BEGIN
  UPDATE balance SET on_hand = on_hand - NEW.quantity WHERE NEW.from_location_id > 0 AND {_from_key()};
  SELECT RAISE(ABORT, 'not on hand') WHERE NEW.from_location_id > 0 AND changes() = 0;
  INSERT INTO balance (owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id, on_hand, allocated, since)
    SELECT NEW.owner_id, NEW.item_id, NEW.lot_id, NEW.serial_id, NEW.to_status, NEW.to_location_id, NEW.to_lpn_id,
           NEW.quantity, 0, coalesce(NEW.since, (SELECT since FROM balance WHERE {_from_key()}))
    WHERE NEW.to_location_id > 0
    ON CONFLICT (item_id, location_id, lot_id, serial_id, status, lpn_id, owner_id)
    DO UPDATE SET on_hand = on_hand + excluded.on_hand, since = min(since, excluded.since);
  DELETE FROM balance WHERE NEW.from_location_id > 0 AND {_from_key()} AND on_hand = 0;
  SELECT RAISE(ABORT, 'an LPN is somewhere else') WHERE NEW.to_lpn_id > 0
    AND (SELECT location_id FROM lpn WHERE id = NEW.to_lpn_id) IS NOT NEW.to_location_id;
END"""

_REVERSAL_MIRRORS = """
CREATE TRIGGER move_reversal_mirrors AFTER INSERT ON move WHEN NEW.reverses_seq IS NOT NULL BEGIN
  SELECT RAISE(ABORT, 'a reversal must mirror its original') WHERE NOT EXISTS (
    SELECT 1 FROM move o WHERE o.seq = NEW.reverses_seq AND o.owner_id = NEW.owner_id AND o.item_id = NEW.item_id
      AND o.lot_id = NEW.lot_id AND o.serial_id = NEW.serial_id AND o.from_status = NEW.to_status
      AND o.to_status = NEW.from_status AND o.from_location_id = NEW.to_location_id
      AND o.to_location_id = NEW.from_location_id AND o.from_lpn_id = NEW.to_lpn_id AND o.to_lpn_id = NEW.from_lpn_id);
  SELECT RAISE(ABORT, 'a reversal cannot exceed its original')
    WHERE (SELECT sum(quantity) FROM move WHERE reverses_seq = NEW.reverses_seq)
        > (SELECT quantity FROM move WHERE seq = NEW.reverses_seq);
END"""

_COUNT_IN = """UPDATE order_line SET allocated = allocated + NEW.quantity,
    picked = picked + iif(NEW.stage = 'reserved', 0, NEW.quantity),
    packed = packed + iif(NEW.stage = 'packed', NEW.quantity, 0) WHERE id = NEW.order_line_id"""
_COUNT_OUT = """UPDATE order_line SET allocated = allocated - OLD.quantity,
    picked = picked - iif(OLD.stage = 'reserved', 0, OLD.quantity),
    packed = packed - iif(OLD.stage = 'packed', OLD.quantity, 0)
    WHERE id = OLD.order_line_id AND NEW.state <> 'shipped'"""
_COUNT_SHIPPED = """UPDATE order_line SET shipped = shipped + OLD.quantity
    WHERE id = OLD.order_line_id AND NEW.state = 'shipped'"""

_ALLOCATION_OPENS = f"""
CREATE TRIGGER allocation_opens AFTER INSERT ON allocation BEGIN
  SELECT RAISE(ABORT, 'an allocation begins open') WHERE NEW.state <> 'open';
  UPDATE balance SET allocated = allocated + NEW.quantity WHERE {_same_key("NEW")};
  SELECT RAISE(ABORT, 'not on hand') WHERE changes() = 0;
  {_COUNT_IN};
END"""

_FIXED = ("id", "owner_id", "item_id", "lot_id", "serial_id", "status", "location_id", "lpn_id", "quantity",
          "order_line_id", "stage")  # fmt: skip
_changed = " OR ".join(f"NEW.{column} <> OLD.{column}" for column in _FIXED)

_ALLOCATION_CLOSES = f"""
CREATE TRIGGER allocation_closes AFTER UPDATE ON allocation BEGIN
  SELECT RAISE(ABORT, 'an allocation is closed once') WHERE OLD.state <> 'open' OR NEW.state = 'open';
  SELECT RAISE(ABORT, 'an allocation cannot be changed') WHERE {_changed};
  UPDATE balance SET allocated = allocated - OLD.quantity WHERE {_same_key("OLD")};
  SELECT RAISE(ABORT, 'not on hand') WHERE changes() = 0;
  {_COUNT_OUT};
  {_COUNT_SHIPPED};
END"""

_COUNTERS = """
CREATE TRIGGER order_line_counters_gate BEFORE UPDATE OF allocated, picked, packed, shipped ON order_line
WHEN wms_posting() = 0 BEGIN SELECT RAISE(ABORT, 'stock changes only through the ledger'); END"""

SQLITE = (
    *(_shut(t, e) for t in ("posting", "move") for e in ("INSERT",)),
    *(_never(t, e) for t in ("posting", "move", "audit") for e in ("UPDATE", "DELETE")),
    *(_shut(t, e) for t in ("balance", "lpn") for e in ("INSERT", "UPDATE", "DELETE")),
    *(_shut("allocation", e) for e in ("INSERT", "UPDATE")),
    _never("allocation", "DELETE"),
    _shut("ledger_head", "UPDATE"),
    _never("ledger_head", "DELETE"),
    _MOVE_DERIVES_BALANCE,
    _REVERSAL_MIRRORS,
    _ALLOCATION_OPENS,
    _ALLOCATION_CLOSES,
    _COUNTERS,
)
"""Statements that set up the guards on SQLite, in order."""
