"""Each guard taken out of the schema in turn: what it alone refused gets in, so none of them stands for nothing."""

from __future__ import annotations

from typing import Any

import pytest

from wms.app.application import App
from wms.ledger.gate import opened
from wms.ledger.proof.prove import prove
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.storage import sqlite as ours

FAULTS = {
    "move_update_never": "UPDATE move SET quantity = 4",
    "posting_update_never": "UPDATE posting SET reason = 'x'",
    "balance_update_gate": "UPDATE balance SET on_hand = 4",
    "balance_delete_gate": "DELETE FROM balance",
    "lpn_update_gate": "UPDATE lpn SET location_id = location_id + 1 WHERE id > 0",
    "ledger_head_update_gate": "UPDATE ledger_head SET last_seq = 9",
}


@pytest.mark.parametrize("trigger", FAULTS)
def test_a_guard_that_is_missing_is_missed(app: App, trigger: str) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", location="F-01-01", quantity=5, lpn="PAL"),)))

    def attack() -> None:
        with app.database.writing() as session:
            session.connection().exec_driver_sql(FAULTS[trigger])

    with pytest.raises(Exception, match=r"through the ledger|append-only"):
        attack()
    raw: Any = ours.connect(app.database.path)
    raw.execute(f"DROP TRIGGER {trigger}")
    raw.close()
    attack()
    with app.database.reading() as connection:
        assert not prove(connection).ok


def test_without_the_trigger_that_derives_balances_a_posting_breaks_the_proof(app: App) -> None:
    raw: Any = ours.connect(app.database.path)
    raw.execute("DROP TRIGGER move_derives_balance")
    raw.close()
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", location="F-01-01", quantity=5),)))
    with app.database.reading() as connection:
        assert not prove(connection).ok


@pytest.mark.parametrize("column", ["on_hand = -1", "allocated = 9"])
def test_without_its_checks_a_balance_may_be_anything_and_the_proof_finds_it(app: App, column: str) -> None:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", location="F-01-01", quantity=5),)))
    with app.database.writing() as session, opened(session) as connection:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = 1")
        connection.exec_driver_sql(f"UPDATE balance SET {column}")
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = 0")
    with app.database.reading() as connection:
        assert not prove(connection).ok
