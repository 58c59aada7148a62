"""Receiving: what a clerk at the dock may and may not do."""

from __future__ import annotations

from datetime import date

import pytest

from wms.app.application import App
from wms.base.errors import Refused
from wms.model.words import Level
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceivedLine, ReceiveLine, ReceiveLines


def blind(app: App) -> str:
    return app.run(CheckIn(dock="DOCK-1", supplier="SUP")).document


def on_hand(app: App, status: str = "available") -> int:
    with app.database.reading() as connection:
        text = "SELECT coalesce(sum(on_hand), 0) FROM stock WHERE status = ?"
        return connection.exec_driver_sql(text, (status,)).scalar_one()


def test_a_case_counts_its_pieces(app: App) -> None:
    app.run(ReceiveLine(receipt=blind(app), item="PEN", quantity=3, level=Level.CASE))
    assert on_hand(app) == 36


def test_the_gtin_of_a_case_counts_cases(app: App) -> None:
    app.run(ReceiveLine(receipt=blind(app), item="14000000000003", quantity=2))
    assert on_hand(app) == 24


def test_goods_to_be_inspected_and_damaged_goods_are_not_available(app: App) -> None:
    receipt = blind(app)
    app.run(ReceiveLine(receipt=receipt, item="VALVE", quantity=4))
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=2, damaged=True))
    assert (on_hand(app), on_hand(app, "inspection"), on_hand(app, "damaged")) == (0, 4, 2)


def test_all_problems_of_all_lines_are_told_at_once_and_nothing_is_posted(app: App) -> None:
    lines = (
        ReceivedLine(item="PEN", quantity=5),
        ReceivedLine(item="NOSUCH", quantity=5),
        ReceivedLine(item="MILK", quantity=5),
        ReceivedLine(item="DRILL", quantity=2, serials=("A",)),
        ReceivedLine(item="PEN", quantity=0),
        ReceivedLine(item="MILK", quantity=1, lot="L1", expiry=date(2026, 3, 4)),
    )
    with pytest.raises(Refused) as refused:
        app.run(ReceiveLines(receipt=blind(app), lines=lines))
    told = [(p.row, p.field) for p in refused.value.problems]
    assert told == [(2, "item"), (3, "lot"), (3, "expiry"), (4, "serials"), (5, "quantity"), (6, "expiry")]
    assert on_hand(app) == 0


def test_a_replayed_command_gives_the_first_answer_and_no_second_effect(app: App) -> None:
    command = ReceiveLine(receipt=blind(app), item="PEN", quantity=5)
    assert app.run(command, key="k1") == app.run(command, key="k1")
    assert on_hand(app) == 5


def test_a_key_is_not_used_for_two_things(app: App) -> None:
    receipt = blind(app)
    app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=5), key="k1")
    with pytest.raises(Refused, match="another command"):
        app.run(ReceiveLine(receipt=receipt, item="PEN", quantity=6), key="k1")
    assert on_hand(app) == 5


def test_a_serial_is_in_stock_at_most_once(app: App) -> None:
    receipt = blind(app)
    app.run(ReceiveLine(receipt=receipt, item="DRILL", quantity=1, serials=("S1",)))
    with pytest.raises(Refused, match="in stock already"):
        app.run(ReceiveLine(receipt=receipt, item="DRILL", quantity=1, serials=("S1",)))


def test_a_new_licence_plate_is_made_at_the_dock(app: App) -> None:
    app.run(ReceiveLine(receipt=blind(app), item="PEN", quantity=5, lpn="340123450000000018"))
    with app.database.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT s.on_hand, l.location_id = s.location_id FROM stock s JOIN lpn l ON l.id = s.lpn_id"
        ).all()
    assert [tuple(row) for row in found] == [(5, 1)]
