"""The proof finds what an attacker, a fault or a stranger's tool has done to the books."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from wms.app.application import App
from wms.ledger.proof.prove import Proof, prove
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine
from wms.storage import keys
from wms.storage import sqlite as ours

ATTACKS = {
    "a quantity is changed": ("UPDATE move SET quantity = 50 WHERE seq = 1", "chain"),
    "a balance is changed": ("UPDATE balance SET on_hand = 7 WHERE id = 1", "balances equal"),
    "the age of stock is changed": ("UPDATE balance SET since = 5 WHERE id = 1", "balances equal"),
    "a balance is removed": ("DELETE FROM balance WHERE id = 1", "balances equal"),
    "stock is claimed by nobody": ("UPDATE balance SET allocated = 1 WHERE id = 1", "allocated equals"),
    "the last posting is cut off": ("DELETE FROM move WHERE seq = 3; DELETE FROM posting WHERE id = 3", "chain"),
    "a reason is rewritten": ("UPDATE posting SET reason = 'theft' WHERE id = 2", "chain"),
    "two postings change places": (
        "UPDATE move SET quantity = 9 - quantity WHERE seq IN (1, 2)", "chain",
    ),
    "goods leave before they came": (
        "UPDATE move SET from_location_id = to_location_id, to_location_id = to_location_id + 1, since = NULL"
        " WHERE seq = 1", "below zero",
    ),
    "the head is moved": ("UPDATE ledger_head SET last_seq = 99", "chain"),
    "a licence plate is elsewhere": ("UPDATE lpn SET location_id = 5 WHERE code = 'PAL'", "licence plate"),
    "a plate stands on itself through another": (
        "INSERT INTO lpn (code, kind, height_mm) VALUES ('X', 'pallet', 0);"
        " UPDATE lpn SET parent_id = (SELECT id FROM lpn WHERE code = 'X') WHERE code = 'PAL';"
        " UPDATE lpn SET parent_id = (SELECT id FROM lpn WHERE code = 'PAL') WHERE code = 'X'", "forest",
    ),
}  # fmt: skip


@pytest.fixture
def stocked(app: App) -> App:
    receipt = app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    for quantity, lpn in ((4, ""), (5, ""), (6, "PAL")):
        app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=quantity, lpn=lpn))
    return app


def proof(app: App, anchors: tuple[tuple[int, str], ...] = ()) -> Proof:
    with app.database.reading() as connection:
        return prove(connection, keys.load(app.database.path), anchors)


def attack(path: Path, script: str) -> None:
    """What somebody with a database tool can do: drop the guards first, then write."""
    raw = ours.connect(path)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.executescript(script)
    raw.close()


def test_right_books_prove(stocked: App) -> None:
    found = proof(stocked)
    assert found.ok, [f for f in found.findings if not f.ok]
    assert found.moves == 3


def test_empty_books_prove(empty: App) -> None:
    assert proof(empty).ok


@pytest.mark.parametrize("name", ATTACKS)
def test_the_proof_finds_it_when(stocked: App, name: str) -> None:
    script, check = ATTACKS[name]
    attack(stocked.database.path, script)
    broken = [finding.check for finding in proof(stocked).findings if not finding.ok]
    assert any(check in text for text in broken), broken


def test_a_chain_rewritten_without_the_key_is_found_by_its_seals(stocked: App) -> None:
    from wms.ledger import chain

    attack(stocked.database.path, "UPDATE posting SET reason = 'theft' WHERE id = 3")
    raw = ours.connect(stocked.database.path)
    header = raw.execute(f"SELECT {', '.join(chain.POSTING_FIELDS)} FROM posting WHERE id = 3").fetchone()
    moves = raw.execute(f"SELECT {', '.join(chain.MOVE_FIELDS)} FROM move WHERE posting_id = 3").fetchall()
    previous = raw.execute("SELECT hash FROM posting WHERE id = 2").fetchone()[0]
    forged = chain.link(previous, header, moves)
    raw.execute("UPDATE posting SET hash = ? WHERE id = 3", (forged,))
    raw.execute("UPDATE ledger_head SET hash = ?", (forged,))
    raw.close()
    broken = [finding.check for finding in proof(stocked).findings if not finding.ok]
    assert broken == ["every posting carries this database's seal"]


def test_each_link_covers_the_one_before_and_each_seal_needs_its_key(stocked: App) -> None:
    from wms.ledger import chain

    assert chain.link("0" * 64, ["x"], []) != chain.link("1" * 64, ["x"], [])
    assert chain.seal(b"a" * 32, "0" * 64) != chain.seal(b"b" * 32, "0" * 64)
    with stocked.database.reading() as connection:
        found = prove(connection, b"another key")
    assert [f.check for f in found.findings if not f.ok] == ["every posting carries this database's seal"]


def test_a_tail_cut_off_cleanly_is_found_by_an_anchor(stocked: App) -> None:
    with stocked.database.reading() as connection:
        anchor = connection.exec_driver_sql("SELECT last_posting, hash FROM ledger_head").one()
    attack(
        stocked.database.path,
        "DELETE FROM receipt_line WHERE posting_id = 3; DELETE FROM move WHERE seq = 3;"
        " DELETE FROM posting WHERE id = 3; DELETE FROM balance WHERE lpn_id > 0;"
        " UPDATE ledger_head SET last_posting = 2, last_seq = 2, hash = (SELECT hash FROM posting WHERE id = 2)",
    )
    assert proof(stocked).ok
    assert not proof(stocked, (tuple(anchor),)).ok


@pytest.mark.parametrize("table", ["move", "posting", "balance", "allocation", "lpn", "ledger_head", "audit"])
def test_a_foreign_client_cannot_write_the_stock_tables(stocked: App, table: str) -> None:
    foreign = sqlite3.connect(stocked.database.path)
    column = "last_seq" if table == "ledger_head" else "seq" if table == "move" else "id"
    with pytest.raises(sqlite3.Error, match=r"wms_posting|append-only"):
        foreign.execute(f"UPDATE {table} SET {column} = {column}")
        foreign.execute(f"INSERT INTO {table} DEFAULT VALUES")
    foreign.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE balance SET on_hand = on_hand + 1", "DELETE FROM balance", "UPDATE move SET quantity = 1",
        "DELETE FROM move", "UPDATE posting SET reason = 'x'", "DELETE FROM posting",
        "UPDATE ledger_head SET last_seq = 0", "DELETE FROM ledger_head", "UPDATE lpn SET location_id = 1",
        "UPDATE audit SET command = 'x'", "DELETE FROM audit",
        "INSERT OR REPLACE INTO posting SELECT * FROM posting", "INSERT OR REPLACE INTO move SELECT * FROM move",
    ],
)  # fmt: skip
def test_our_own_connection_cannot_write_them_outside_a_posting(stocked: App, statement: str) -> None:
    with (
        pytest.raises(Exception, match=r"only through the ledger|append-only"),
        stocked.database.writing() as session,
    ):
        session.connection().exec_driver_sql(statement)
    assert proof(stocked).ok
