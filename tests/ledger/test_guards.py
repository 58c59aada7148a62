"""The guards attacked by raw SQL, in every way SQLite offers to write round a trigger or a constraint."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest

from wms.app.application import App
from wms.ledger import chain
from wms.ledger.gate import opened
from wms.ledger.proof.prove import Proof, prove
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.storage import keys
from wms.storage import sqlite as ours

TABLES = ("posting", "move", "balance", "allocation", "lpn", "ledger_head", "order_line")


@pytest.fixture
def stocked(app: App) -> App:
    """Ten PEN on PAL at F-01-01, three of them held for an order."""
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", location="F-01-01", quantity=10, lpn="PAL"),)))
    app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=3),)))
    app.run(AllocateOrders())
    return app


def proof(app: App) -> Proof:
    with app.database.reading() as connection:
        return prove(connection, keys.load(app.database.path))


def contents(app: App) -> list[Any]:
    with app.database.reading() as connection:
        return [connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").all() for table in TABLES]


WAYS_ROUND = (
    "INSERT OR REPLACE INTO balance SELECT id, owner_id, item_id, lot_id, serial_id, status, location_id, lpn_id, 99,"
    " allocated, since FROM balance",
    "REPLACE INTO balance SELECT * FROM balance",
    "INSERT OR IGNORE INTO balance SELECT id + 1, owner_id, item_id, lot_id, serial_id, status, location_id + 1, 0, 5,"
    " 0, since FROM balance",
    "INSERT INTO balance SELECT * FROM balance WHERE true ON CONFLICT DO UPDATE SET on_hand = 99",
    "INSERT INTO ledger_head SELECT * FROM ledger_head WHERE true ON CONFLICT DO UPDATE SET last_seq = 0",
    "INSERT OR REPLACE INTO ledger_head SELECT id, 0, 0, hash FROM ledger_head",
    "UPDATE OR IGNORE balance SET on_hand = 99", "UPDATE OR REPLACE balance SET on_hand = 99",
    "UPDATE OR IGNORE move SET quantity = 99", "UPDATE OR ROLLBACK posting SET reason = 'x'",
    "UPDATE balance SET on_hand = 99 FROM item WHERE item.id = balance.item_id",
    "WITH some AS (SELECT id FROM balance) UPDATE balance SET on_hand = 99 WHERE id IN (SELECT id FROM some)",
    "DELETE FROM allocation", "INSERT OR REPLACE INTO allocation SELECT * FROM allocation",
    "UPDATE allocation SET quantity = 1", "UPDATE allocation SET state = 'released', closed_at = 1",
    "UPDATE order_line SET allocated = 0", "UPDATE OR IGNORE order_line SET shipped = ordered",
    "INSERT INTO lpn (code, kind, location_id, height_mm) VALUES ('FREE', 'pallet', 1, 0)",
    "UPDATE lpn SET location_id = location_id + 1 WHERE code = 'PAL'", "DELETE FROM lpn WHERE code = 'PAL'",
    "DELETE FROM item", "DELETE FROM location WHERE code = 'F-01-01'", "DELETE FROM users", "DELETE FROM order_line",
    "UPDATE stock SET on_hand = 99", "DELETE FROM moves", "INSERT INTO allocations SELECT * FROM allocations",
)  # fmt: skip


@pytest.mark.parametrize("statement", WAYS_ROUND)
def test_no_statement_of_our_own_connection_gets_round_the_guards(stocked: App, statement: str) -> None:
    before = contents(stocked)
    with (
        pytest.raises(Exception, match=r"through the ledger|append-only|FOREIGN KEY|cannot modify|constraint"),
        stocked.database.writing() as session,
    ):
        session.connection().exec_driver_sql(statement)
    assert contents(stocked) == before
    assert proof(stocked).ok


@pytest.mark.parametrize("statement", [
    "UPDATE balance SET on_hand = -1", "UPDATE balance SET allocated = 11", "UPDATE balance SET on_hand = 'many'",
    "INSERT OR REPLACE INTO move SELECT * FROM move", "UPDATE allocation SET quantity = 2",
    "UPDATE order_line SET picked = allocated + 1", "UPDATE order_line SET allocated = ordered + 1",
])  # fmt: skip
def test_even_with_the_gate_open_what_is_impossible_is_refused(stocked: App, statement: str) -> None:
    with (
        pytest.raises(Exception, match=r"constraint|append-only|cannot|once"),
        stocked.database.writing() as session,
        opened(session) as connection,
    ):
        connection.exec_driver_sql(statement)
    assert proof(stocked).ok


def test_our_own_connection_has_the_schema_checked_before_it_may_write_it(stocked: App) -> None:
    """PRAGMA writable_schema can cut a trigger out; the next opening finds the guards gone and refuses."""
    raw = ours.connect(stocked.database.path)
    raw.execute("PRAGMA writable_schema = 1")
    raw.execute("DELETE FROM sqlite_master WHERE name = 'move_derives_balance'")
    raw.close()
    path = stocked.database.path
    stocked.close()
    with pytest.raises(Exception, match=r"guard|schema|differ|structure|changed|not as"):
        App.open(path)


def test_a_stranger_who_lends_himself_the_function_is_found_by_the_proof(stocked: App) -> None:
    """Nothing in a file can stop its owner: whoever defines `wms_posting` can write. The proof finds it afterwards."""
    foreign = sqlite3.connect(stocked.database.path)
    foreign.create_function("wms_posting", 0, lambda: 1)
    foreign.execute("UPDATE balance SET on_hand = on_hand + 5")
    foreign.commit()
    foreign.close()
    broken = [finding.check for finding in proof(stocked).findings if not finding.ok]
    assert "balances equal the fold of all moves" in broken


def test_a_stranger_who_posts_with_the_function_cannot_seal(stocked: App) -> None:
    """A whole posting, chained properly, still lacks the seal that only this workstation's key makes."""
    foreign = sqlite3.connect(stocked.database.path)
    foreign.create_function("wms_posting", 0, lambda: 1)
    foreign.execute("PRAGMA recursive_triggers = 1")
    posting, seq, head = foreign.execute("SELECT last_posting, last_seq, hash FROM ledger_head").fetchone()
    row = (posting + 1, "AdjustStock", "X", "", 1, 1, 1, None, seq + 1, 1)
    move = (seq + 1, 1, 1, 0, 0, "available", "available", -3, 1, 0, 0, 5, 1, 0, None, None)
    forged = chain.link(head, row, [move])
    columns = ", ".join(chain.POSTING_FIELDS)
    foreign.execute(f"INSERT INTO posting ({columns}, hash, seal) VALUES ({'?, ' * 10} ?, ?)", (*row, forged, "0" * 64))
    foreign.execute(f"INSERT INTO move (posting_id, {', '.join(chain.MOVE_FIELDS)}) VALUES ({'?, ' * 16} ?)",
                    (posting + 1, *move))  # fmt: skip
    foreign.execute("UPDATE ledger_head SET last_posting = ?, last_seq = ?, hash = ?", (posting + 1, seq + 1, forged))
    foreign.commit()
    foreign.close()
    broken = [finding.check for finding in proof(stocked).findings if not finding.ok]
    assert broken == ["every posting carries this database's seal"]
