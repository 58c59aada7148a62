"""Corrections of the books, the second person, scrap, and taking postings back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from wms.app.application import App
from wms.base.errors import Denied, Refused
from wms.operations.adjusting.adjust import AdjustedLine, AdjustStock, AdjustStockLines, ScrapStock
from wms.operations.adjusting.decide import ApproveAdjustment, RefuseAdjustment
from wms.operations.adjusting.reverse import ReversePosting
from wms.operations.moving.move import MoveStock
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.people.roles import DefineRole, GrantRole
from wms.operations.people.users import RegisterUser
from wms.operations.receiving.check_in import CheckIn
from wms.operations.receiving.receive import ReceiveLine


@pytest.fixture
def stocked(app: App) -> App:
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=20, location="F-01-01"),)))
    app.run(RegisterUser(login="eve", name="Eve"))
    app.run(DefineRole(code="lead", permissions=("adjusting.approve",)))
    app.run(GrantRole(login="eve", role="lead"))
    return app


def on_hand(app: App, sku: str = "PEN") -> int:
    with app.database.reading() as connection:
        text = "SELECT coalesce(sum(on_hand), 0) FROM stock s JOIN item i ON i.id = s.item_id WHERE sku = ?"
        return int(connection.exec_driver_sql(text, (sku,)).scalar_one())


def adjust(app: App, quantity: int, **more: Any) -> dict[str, Any]:
    command = AdjustStock(**{"item": "PEN", "quantity": quantity, "location": "F-01-01", "reason": "found"} | more)
    return app.run(command).values


def test_small_differences_are_posted_at_once_up_and_down(stocked: App) -> None:
    adjust(stocked, 3)
    assert on_hand(stocked) == 23
    adjust(stocked, -5)
    assert on_hand(stocked) == 18


def test_the_books_never_go_below_nothing(stocked: App) -> None:
    with pytest.raises(Refused, match="Only 20 PEN"):
        adjust(stocked, -21)


def test_a_case_too_many_is_twelve_pieces(stocked: App) -> None:
    adjust(stocked, 1, item="14000000000003")
    assert on_hand(stocked) == 32


def test_everything_wrong_is_told_with_its_row(stocked: App) -> None:
    lines = (
        AdjustedLine(item="PEN", quantity=0, location="F-01-01"),
        AdjustedLine(item="NOSUCH", quantity=1, location="NOWHERE"),
        AdjustedLine(item="MILK", quantity=1, location="C-01-01"),
        AdjustedLine(item="MILK", quantity=1, location="C-01-01", lot="NEW"),
        AdjustedLine(item="PEN", quantity=1, location="F-01-01", owner="WHO"),
    )
    with pytest.raises(Refused) as refused:
        stocked.run(AdjustStockLines(reason="", lines=lines))
    assert [(p.row, p.field) for p in refused.value.problems] == [
        (None, "reason"), (1, "quantity"), (2, "item"), (2, "location"), (3, "lot"), (5, "owner"), (4, "expiry"),
    ]  # fmt: skip
    assert on_hand(stocked) == 20


def test_a_lot_nobody_knew_is_found_with_its_date(stocked: App) -> None:
    adjust(stocked, 4, item="MILK", location="C-01-01", lot="L9", expiry=date(2026, 3, 20))
    assert on_hand(stocked, "MILK") == 4


def test_above_the_limit_a_second_person_decides(stocked: App) -> None:
    waiting = adjust(stocked, 2_001)
    assert waiting["waits"]
    assert on_hand(stocked) == 20
    with pytest.raises(Refused, match="second person"):
        stocked.run(ApproveAdjustment(adjustment=waiting["number"]))
    stocked.run(ApproveAdjustment(adjustment=waiting["number"]), login="eve")
    assert on_hand(stocked) == 2_021
    with pytest.raises(Refused, match="posted already"):
        stocked.run(ApproveAdjustment(adjustment=waiting["number"]), login="eve")


def test_a_gain_does_not_hide_a_loss(stocked: App) -> None:
    lines = (
        AdjustedLine(item="DRILL", quantity=1, location="F-01-01", serial="D1", cost_minor=30_000),
        AdjustedLine(item="PEN", quantity=-1, location="F-01-01", cost_minor=30_000),
    )
    assert stocked.run(AdjustStockLines(reason="swapped", lines=lines)).values["waits"]


def test_what_is_refused_never_reaches_the_books(stocked: App) -> None:
    number = adjust(stocked, 2_001)["number"]
    stocked.run(RefuseAdjustment(adjustment=number, reason="counted again"), login="eve")
    with pytest.raises(Refused, match="refused already"):
        stocked.run(ApproveAdjustment(adjustment=number), login="eve")
    assert on_hand(stocked) == 20
    with pytest.raises(Denied):
        stocked.run(ScrapStock(item="PEN", quantity=1, location="F-01-01", reason="mine"), login="eve")


def test_an_approval_comes_too_late_when_the_goods_are_gone(stocked: App) -> None:
    number = adjust(stocked, -19, cost_minor=10_000)["number"]
    stocked.run(MoveStock(item="PEN", quantity=5, location="F-01-01", to="F-01-02"))
    with pytest.raises(Refused, match="Only 15 PEN"):
        stocked.run(ApproveAdjustment(adjustment=number), login="eve")


def test_scrap_leaves_the_site_for_good_reason(stocked: App) -> None:
    stocked.run(ScrapStock(item="PEN", quantity=2, location="F-01-01", reason="broken"))
    assert on_hand(stocked) == 18
    with pytest.raises(Refused) as refused:
        stocked.run(ScrapStock(item="PEN", quantity=-2, location="F-01-01", reason=" "))
    assert {p.field for p in refused.value.problems} == {"reason", "quantity"}
    with stocked.database.reading() as connection:
        gone = connection.exec_driver_sql("SELECT sum(quantity) FROM moves WHERE to_location_id = -4").scalar_one()
    assert gone == 2


def test_a_wrong_posting_is_taken_back_once(stocked: App) -> None:
    posting = adjust(stocked, -5)["posting"]
    stocked.run(ReversePosting(posting=posting, reason="wrong shelf"))
    assert on_hand(stocked) == 20
    with pytest.raises(Refused, match="reversed already"):
        stocked.run(ReversePosting(posting=posting, reason="again"))


def test_a_move_is_taken_back_only_while_the_goods_are_still_there(stocked: App) -> None:
    moved = stocked.run(MoveStock(item="PEN", quantity=5, location="F-01-01", to="F-01-02")).values["posting"]
    stocked.run(MoveStock(item="PEN", quantity=1, location="F-01-02", to="F-01-03"))
    with pytest.raises(Refused, match="Only 4 PEN"):
        stocked.run(ReversePosting(posting=moved, reason="wrong shelf"))


def test_what_a_document_depends_on_has_its_own_way_back(stocked: App) -> None:
    receipt = stocked.run(CheckIn(dock="DOCK-1", supplier="SUP")).document
    posting = stocked.run(ReceiveLine(receipt=receipt, item="PEN", quantity=1)).values["posting"]
    with pytest.raises(Refused, match="ReverseReceiptLine"):
        stocked.run(ReversePosting(posting=posting, reason="wrong"))
    with pytest.raises(Refused) as refused:
        stocked.run(ReversePosting(posting=99, reason=""))
    assert [p.field for p in refused.value.problems] == ["reason", "posting"]
