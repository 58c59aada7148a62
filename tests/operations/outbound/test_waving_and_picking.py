"""From the wave to the tote: walks in order, scans that are checked, and what happens when goods are missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, update

from wms.app.application import App
from wms.base.clock import SetClock
from wms.base.errors import Refused
from wms.ledger import allocations, lpns
from wms.ledger.posting import Header
from wms.model.item import Item
from wms.operations import find
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.counting.enter import EnterCount, FoundLine
from wms.operations.counting.open import OpenCount
from wms.operations.counting.post import PostCount
from wms.operations.ordering.cancel import CancelOrder
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.hold import HoldOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.picking.batches import ClaimBatch, HandOverBatch, PauseBatch
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.paper import ConfirmPicks, PickException
from wms.operations.picking.short import ReportShortPick
from wms.operations.picking.substitute import SubstitutePick
from wms.operations.picking.unpick import UnpickTask
from wms.operations.waving.end import CancelWave, CloseWave, UnreleaseWave
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Rows = Callable[..., list[tuple[Any, ...]]]
Put = Callable[..., None]
Enter = Callable[..., str]
STATE = "SELECT state FROM orders ORDER BY id"
OPEN_PICKS = ("SELECT t.number, p.code, t.quantity - t.done_quantity FROM task t JOIN location p"
              " ON p.id = t.from_location_id WHERE t.kind = 'pick' AND t.state IN ('open', 'claimed')"
              " ORDER BY t.batch_id, t.sequence, t.id")  # fmt: skip


def released(app: App) -> str:
    """Allocate, wave and release everything; the number of the first batch."""
    app.run(AllocateOrders())
    wave = app.run(PlanWaves()).document
    return str(app.run(ReleaseWave(wave=wave)).values["batches"][0])


@contextmanager
def counted(app: App) -> Iterator[list[str]]:
    """The statements sent to the database by the writer within the block."""
    seen: list[str] = []
    engine: Engine = app.database._writer

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_waves_gather_by_cut_off_and_capacity(app: App, put: Put, order: Enter, rows: Rows, clock: SetClock) -> None:
    put("PEN", "F-01-01", 100)
    for hours in (2, 2, 2, 9):
        order(("PEN", 1), ("PEN", 2), cutoff=clock() + timedelta(hours=hours))
    app.run(AllocateOrders())
    app.run(PlanWaves(wave_lines=4))
    assert rows("SELECT wave_id, count(*) FROM orders GROUP BY wave_id ORDER BY wave_id") == [(1, 2), (2, 1), (3, 1)]
    with pytest.raises(Refused, match="No allocated order"):
        app.run(PlanWaves())


def test_a_released_wave_is_walked_in_pick_sequence(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("KIT", "F-01-07", 10)
    put("PEN", "F-01-02", 10)
    put("VALVE", "F-01-04", 10)
    order(("KIT", 1), ("PEN", 2))
    order(("VALVE", 3))
    released(app)
    assert [place for _, place, _ in rows(OPEN_PICKS)] == ["F-01-02", "F-01-04", "F-01-07"]
    assert rows(STATE) == [("released",), ("released",)]
    assert rows("SELECT count(*) FROM batch") == [(1,)]


def test_a_wave_that_nobody_started_is_called_back_and_cancelled(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-02", 10)
    order(("PEN", 2))
    released(app)
    app.run(UnreleaseWave(wave="W-000001"))
    assert (rows(STATE), rows(OPEN_PICKS)) == ([("allocated",)], [])
    app.run(CancelWave(wave="W-000001"))
    assert rows("SELECT w.state, o.wave_id FROM wave w, orders o") == [("cancelled", None)]
    released(app)
    assert rows(STATE) == [("released",)]


def test_a_started_batch_is_not_called_back_and_an_open_wave_not_closed(app: App, put: Put, order: Enter) -> None:
    put("PEN", "F-01-02", 10)
    order(("PEN", 2))
    app.run(ClaimBatch(batch=released(app)))
    with pytest.raises(Refused, match="started already"):
        app.run(UnreleaseWave(wave="W-000001"))
    with pytest.raises(Refused, match="1 picks of the wave"):
        app.run(CloseWave(wave="W-000001"))
    with pytest.raises(Refused, match="is released"):
        app.run(CancelWave(wave="W-000001"))


def test_a_confirmed_pick_carries_goods_and_claim_into_the_tote(app: App, put: Put, order: Enter, rows: Rows,
                                                                books_agree: Any) -> None:  # fmt: skip
    put("PEN", "F-01-02", 10)
    order(("PEN", 6))
    app.run(ClaimBatch(batch=released(app)))
    ((task, _, _),) = rows(OPEN_PICKS)
    assert app.run(ConfirmPick(task=task, location="F-01-02", item="PEN", quantity=2, tote="T1")).values["left"] == 4
    done = app.run(ConfirmPick(task=task, location="F-01-02", item="04000000000006", tote="T2"))
    assert done.values["batch_done"] is True
    assert rows("SELECT n.code, s.on_hand, s.allocated, p.code FROM stock s JOIN lpn n ON n.id = s.lpn_id"
                " JOIN location p ON p.id = s.location_id WHERE n.id > 0 ORDER BY n.code") == [
        ("T1", 2, 2, "BENCH-1"), ("T2", 4, 4, "BENCH-1")]  # fmt: skip
    assert rows(STATE) == [("picked",)]
    app.run(CloseWave(wave="W-000001"))
    books_agree()


def test_every_wrong_scan_is_refused_with_words(app: App, put: Put, order: Enter, rows: Rows, clock: SetClock) -> None:
    put("MILK", "C-01-01", 10, lot="L1", expiry=clock().date() + timedelta(days=9))
    order(("MILK", 2))
    released(app)
    ((task, _, _),) = rows(OPEN_PICKS)
    with pytest.raises(Refused) as refused:
        app.run(ConfirmPick(task=task, location="C-01-02", item="PEN", lot="L1", quantity=5))
    assert [p.field for p in refused.value.problems] == ["location", "item", "quantity"]
    with pytest.raises(Refused, match="This is lot L9; take lot L1"):
        app.run(ConfirmPick(task=task, location="C-01-01", item="MILK", lot="L9"))
    with pytest.raises(Refused, match="Scan the lot"):
        app.run(ConfirmPick(task=task, location="C-01-01", item="MILK"))
    with pytest.raises(Refused, match="no pick task"):
        app.run(ConfirmPick(task="\x1d(01)garbage", location="C-01-01", item="MILK"))
    app.run(ConfirmPick(task=task, location="C-01-01", item="(01)04000000000013(10)L1"))
    assert rows(STATE) == [("picked",)]


def test_another_piece_of_the_same_item_may_be_taken_unless_it_is_held(app: App, put: Put, order: Enter, rows: Rows,
                                                                      books_agree: Any) -> None:  # fmt: skip
    for serial in ("S1", "S2", "S3"):
        put("DRILL", "F-01-01", 1, serial=serial)
    order(("DRILL", 1))
    order(("DRILL", 1))
    released(app)
    task = rows(OPEN_PICKS)[0][0]
    with pytest.raises(Refused, match="held for another order"):
        app.run(ConfirmPick(task=task, location="F-01-01", item="DRILL", serial="S2"))
    with pytest.raises(Refused, match="Scan the serial"):
        app.run(ConfirmPick(task=task, location="F-01-01", item="DRILL"))
    with pytest.raises(Refused, match="no DRILL with the serial number S9"):
        app.run(ConfirmPick(task=task, location="F-01-01", item="DRILL", serial="S9"))
    app.run(ConfirmPick(task=task, location="F-01-01", item="DRILL", serial="S3"))
    assert rows("SELECT e.code FROM stock s JOIN serial e ON e.id = s.serial_id WHERE s.lpn_id > 0") == [("S3",)]
    books_agree()


def test_a_tote_is_a_tote_and_stands_where_goods_are_packed(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-02", 10)
    put("PEN", "R-01-01", 10, lpn="PALLET")
    order(("PEN", 2))
    released(app)
    task = rows(OPEN_PICKS)[0][0]
    with pytest.raises(Refused, match="not a tote"):
        app.run(ConfirmPick(task=task, location="F-01-02", item="PEN", tote="PALLET"))


def test_a_single_scan_needs_few_statements(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-02", 50)
    order(*[("PEN", 1)] * 9)
    app.run(ClaimBatch(batch=released(app)))
    first, second = (task for task, _, _ in rows(OPEN_PICKS)[:2])
    app.run(ConfirmPick(task=first, location="F-01-02", item="PEN"))
    with counted(app) as seen:
        app.run(ConfirmPick(task=second, location="F-01-02", item="PEN"))
    assert len(seen) <= 24, "\n".join(seen)


def test_a_short_pick_goes_on_elsewhere_on_the_same_walk_and_has_the_place_counted(
    app: App, put: Put, order: Enter, rows: Rows, books_agree: Any
) -> None:
    put("PEN", "F-01-02", 10, days_old=3)
    put("KIT", "F-01-04", 10)
    put("PEN", "F-01-01", 10)
    put("PEN", "F-01-03", 10)
    order(("PEN", 6), ("KIT", 1))
    app.run(ClaimBatch(batch=released(app)))
    task = rows(OPEN_PICKS)[0][0]
    answer = app.run(ReportShortPick(task=task, quantity=2, reason="missing"))
    assert answer.values["places"] == ["F-01-03"]
    assert [(place, left) for _, place, left in rows(OPEN_PICKS)] == [("F-01-03", 4), ("F-01-04", 1)]
    counts = "SELECT p.code, t.document FROM task t JOIN location p ON p.id = t.from_location_id WHERE t.kind = 'count'"
    assert rows(counts) == [("F-01-02", "O-000001")]
    assert rows("SELECT ordered, allocated, picked FROM order_line ORDER BY line") == [(6, 6, 2), (1, 1, 0)]
    books_agree()
    order(("PEN", 18))
    app.run(AllocateOrders())
    assert rows("SELECT allocated FROM order_line ORDER BY id")[2] == (16,)  # nobody is sent to the doubtful place


def test_what_is_nowhere_to_be_found_stays_open_as_a_back_order(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-02", 5)
    order(("PEN", 5))
    released(app)
    task = rows(OPEN_PICKS)[0][0]
    with pytest.raises(Refused) as refused:
        app.run(ReportShortPick(task=task, quantity=5, reason=" "))
    assert [p.field for p in refused.value.problems] == ["quantity", "reason"]
    assert app.run(ReportShortPick(task=task, reason="broken")).values["elsewhere"] == 0
    assert rows(STATE) == [("entered",)]
    assert "to be counted" in rows("SELECT unallocated_reason FROM order_line")[0][0]


def test_a_whole_batch_is_confirmed_from_paper_with_its_exceptions(app: App, put: Put, order: Enter, rows: Rows,
                                                                  books_agree: Any) -> None:  # fmt: skip
    put("PEN", "F-01-02", 10)
    put("KIT", "F-01-04", 10)
    order(("PEN", 5), ("KIT", 2))
    order(("KIT", 3))
    batch = released(app)
    tasks = [task for task, _, _ in rows(OPEN_PICKS)]
    wrong = (PickException(task=tasks[0], quantity=9), PickException(task="T-999999"))
    with pytest.raises(Refused) as refused:
        app.run(ConfirmPicks(batch=batch, exceptions=wrong))
    assert [(p.row, p.field) for p in refused.value.problems] == [(1, "quantity"), (2, "task")]
    answer = app.run(ConfirmPicks(batch=batch, exceptions=(PickException(task=tasks[0], quantity=4),)))
    assert (answer.values["picked"], answer.values["short"]) == (9, 1)
    assert rows("SELECT ordered, picked FROM order_line ORDER BY id") == [(5, 4), (2, 2), (3, 3)]
    assert rows(STATE) == [("picked",), ("picked",)]
    assert rows("SELECT state FROM batch") == [("done",)]
    books_agree()


def test_a_substitute_goes_on_a_line_of_its_own_where_the_customer_allows(app: App, put: Put, order: Enter, rows: Rows,
                                                                         books_agree: Any) -> None:  # fmt: skip
    put("PEN", "F-01-02", 10)
    put("KIT", "F-01-04", 10)
    order(("PEN", 5))
    app.run(EnterOrder(customer="CUS", lines=(OrderedLine(item="PEN", quantity=3, substitute_allowed=True),)))
    released(app)
    strict, lenient = (task for task, _, _ in rows(OPEN_PICKS))
    with pytest.raises(Refused, match="nothing else"):
        app.run(SubstitutePick(task=strict, location="F-01-04", item="KIT"))
    with pytest.raises(Refused, match="has no substitute"):
        app.run(SubstitutePick(task=lenient, location="F-01-04", item="KIT"))
    with app.database.writing() as session:
        session.execute(update(Item).where(Item.sku == "PEN").values(substitute_id=5))
    with pytest.raises(Refused, match="no 3 free KIT at F-01-05"):
        app.run(SubstitutePick(task=lenient, location="F-01-05", item="KIT"))
    app.run(SubstitutePick(task=lenient, location="F-01-04", item="KIT"))
    assert rows("SELECT line, item_id, ordered, picked, substitutes_id FROM order_line WHERE order_id = 2") == [
        (1, 1, 0, 0, None), (2, 5, 3, 3, 2)]  # fmt: skip
    assert rows(STATE)[1] == ("picked",)
    books_agree()


def test_an_unpick_is_a_reversal_and_the_order_may_be_allocated_again(app: App, put: Put, order: Enter, rows: Rows,
                                                                     books_agree: Any) -> None:  # fmt: skip
    put("PEN", "F-01-02", 10)
    order(("PEN", 5))
    released(app)
    task = rows(OPEN_PICKS)[0][0]
    with pytest.raises(Refused, match="Nothing that"):
        app.run(UnpickTask(task=task, reason="wrong"))
    app.run(ConfirmPick(task=task, location="F-01-02", item="PEN"))
    app.run(UnpickTask(task=task, quantity=2, location="F-01-05", reason="two too many"))
    app.run(UnpickTask(task=task, reason="customer rang"))
    assert rows("SELECT p.code, s.on_hand, s.allocated FROM stock s JOIN location p ON p.id = s.location_id"
                " ORDER BY p.code") == [("F-01-02", 8, 0), ("F-01-05", 2, 0)]  # fmt: skip
    assert rows(STATE) == [("entered",)]
    books_agree()
    released(app)
    assert rows(STATE) == [("released",)]


def test_a_pick_of_all_is_reversed_by_a_linked_posting(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-02", 10)
    order(("PEN", 5))
    released(app)
    task = rows(OPEN_PICKS)[0][0]
    app.run(ConfirmPick(task=task, location="F-01-02", item="PEN"))
    app.run(UnpickTask(task=task, reason="customer rang"))
    assert rows("SELECT count(*) FROM moves WHERE reverses_seq IS NOT NULL") == [(1,)]
    assert rows("SELECT on_hand, allocated FROM stock") == [(10, 0)]


def test_a_batch_is_paused_and_handed_over(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-02", 10)
    order(("PEN", 5))
    batch = released(app)
    app.run(ClaimBatch())
    app.run(PauseBatch(batch=batch))
    assert rows("SELECT state, claimed_by_id FROM task") == [("open", None)]
    with pytest.raises(Refused, match="is ready"):
        app.run(HandOverBatch(batch=batch, to="system"))
    app.run(ClaimBatch(batch=batch))
    app.run(HandOverBatch(batch=batch, to="system"))
    with pytest.raises(Refused, match="no user nobody"):
        app.run(HandOverBatch(batch=batch, to="nobody"))


def test_a_held_order_is_not_picked_and_a_cancelled_ones_goods_are_put_away(
    app: App, put: Put, order: Enter, rows: Rows, books_agree: Any
) -> None:
    put("PEN", "F-01-02", 10)
    put("KIT", "F-01-04", 10)
    number = order(("PEN", 5), ("KIT", 1))
    released(app)
    first, second = (task for task, _, _ in rows(OPEN_PICKS))
    app.run(ConfirmPick(task=first, location="F-01-02", item="PEN"))
    app.run(HoldOrder(order=number, reason="wait"))
    with pytest.raises(Refused, match="is held"):
        app.run(ConfirmPick(task=second, location="F-01-04", item="KIT"))
    app.run(CancelOrder(order=number, reason="no"))
    assert rows(OPEN_PICKS) == []
    assert rows("SELECT quantity FROM task WHERE kind = 'putaway'") == [(5,)]
    books_agree()


def test_a_pallet_that_was_moved_is_picked_where_it_stands_now(app: App, put: Put, order: Enter, rows: Rows,
                                                              books_agree: Any) -> None:  # fmt: skip
    put("PEN", "R-01-01", 48, lpn="PALLET")
    order(("PEN", 5))
    released(app)
    with app.database.writing() as session:
        plate, there = find.lpn(session, "PALLET").id, find.location(session, "R-01-03").id
        lpns.move(session, Header("test", "", 1, app.clock()), plate, there)
    task = rows(OPEN_PICKS)[0][0]
    with pytest.raises(Refused, match="go to R-01-03"):
        app.run(ConfirmPick(task=task, location="R-01-01", item="PEN"))
    app.run(ConfirmPick(task=task, location="R-01-03", item="PEN"))
    assert rows(STATE) == [("picked",)]
    books_agree()


def test_a_count_settles_the_doubt_and_the_order_goes_on(app: App, put: Put, order: Enter, rows: Rows,
                                                        books_agree: Any) -> None:  # fmt: skip
    put("PEN", "F-01-02", 20)
    number = order(("PEN", 10))
    released(app)
    app.run(ReportShortPick(task=rows(OPEN_PICKS)[0][0], quantity=4, reason="missing"))
    assert app.run(AllocateOrders(orders=(number,))).values["pieces"] == 0
    count = app.run(OpenCount(doubts=True)).document
    app.run(EnterCount(count=count, location="F-01-02", lines=(FoundLine(item="PEN", quantity=16),)))
    app.run(PostCount(count=count))
    assert app.run(AllocateOrders(orders=(number,))).values["pieces"] == 6
    wave = app.run(PlanWaves()).document
    batch = app.run(ReleaseWave(wave=wave)).values["batches"][0]
    app.run(ConfirmPicks(batch=batch))
    assert rows(STATE) == [("picked",)]
    books_agree()


def test_a_stop_whose_goods_are_no_longer_held_is_reported_short(app: App, put: Put, order: Enter, rows: Rows,
                                                                books_agree: Any) -> None:  # fmt: skip
    put("PEN", "F-01-02", 10)
    put("PEN", "F-01-03", 10)
    order(("PEN", 5))
    released(app)
    task = rows(OPEN_PICKS)[0][0]
    with app.database.writing() as session:
        allocations.release(session, [1], app.clock())
    with pytest.raises(Refused, match="no longer held"):
        app.run(ConfirmPick(task=task, location="F-01-02", item="PEN"))
    with pytest.raises(Refused, match="any more"):
        app.run(ReportShortPick(task=task, quantity=1, reason="counted away"))
    assert app.run(ReportShortPick(task=task, reason="counted away")).values["places"] == ["F-01-03"]
    books_agree()


def test_a_colleagues_task_is_not_confirmed_by_somebody_else(app: App, put: Put, order: Enter, rows: Rows) -> None:
    put("PEN", "F-01-02", 10)
    order(("PEN", 5))
    app.run(ClaimBatch(batch=released(app)))
    with app.database.writing() as session:
        session.connection().exec_driver_sql("INSERT INTO users (login, name, password_hash, language, active,"
                                             " failed_logins, version) VALUES ('ann', 'Ann', '', 'en', 1, 0, 1)")
        session.connection().exec_driver_sql("INSERT INTO user_role (user_id, role_id) SELECT u.id, r.role_id FROM"
                                             " users u, user_role r WHERE u.login = 'ann' LIMIT 1")
    task = rows(OPEN_PICKS)[0][0]
    with pytest.raises(Refused, match="system has it"):
        app.run(ConfirmPick(task=task, location="F-01-02", item="PEN"), login="ann")


def test_only_what_nobody_started_is_called_back(
    app: App, put: Put, order: Enter, rows: Rows, books_agree: Any
) -> None:
    put("PEN", "F-01-02", 100)
    for _ in range(13):  # a cart carries twelve orders
        order(("PEN", 1))
    app.run(ClaimBatch(batch=released(app)))
    answer = app.run(UnreleaseWave(wave="W-000001"))
    assert (answer.values["batches"], answer.values["orders"], answer.values["state"]) == (1, 1, "released")
    assert rows("SELECT state, count(*) FROM orders GROUP BY state") == [("allocated", 1), ("released", 12)]
    app.run(PlanWaves())
    app.run(ReleaseWave(wave="W-000002"))
    assert rows("SELECT state, count(*) FROM orders GROUP BY state") == [("released", 13)]
    books_agree()


def test_what_is_allocated_later_waits_for_a_walk_of_its_own(app: App, put: Put, order: Enter, rows: Rows,
                                                            books_agree: Any) -> None:  # fmt: skip
    put("PEN", "F-01-02", 4)
    number = order(("PEN", 6))
    batch = released(app)
    put("PEN", "F-01-03", 10)
    app.run(AllocateOrders())  # orders on their way are left alone
    assert rows("SELECT allocated FROM order_line") == [(4,)]
    app.run(AllocateOrders(orders=(number,)))
    assert rows(STATE) == [("allocated",)]
    app.run(ConfirmPicks(batch=batch))
    second = app.run(PlanWaves()).document
    app.run(ReleaseWave(wave=second))
    assert [(place, left) for _, place, left in rows(OPEN_PICKS)] == [("F-01-03", 2)]
    app.run(ConfirmPicks(batch="B-000002"))
    assert rows(STATE) == [("picked",)]
    books_agree()


def test_a_wave_needs_a_place_to_pack_at(app: App, put: Put, order: Enter) -> None:
    put("PEN", "F-01-02", 4)
    order(("PEN", 1))
    app.run(AllocateOrders())
    app.run(PlanWaves())
    with pytest.raises(Refused, match="not a place to pack at"):
        app.run(ReleaseWave(wave="W-000001", drop="F-01-01"))
    with pytest.raises(Refused, match="no wave W-000009"):
        app.run(ReleaseWave(wave="W-000009"))
    with pytest.raises(Refused) as refused:
        app.run(PlanWaves(wave_lines=0, window_minutes=-1))
    assert [p.field for p in refused.value.problems] == ["wave_lines", "window_minutes"]


def test_a_walk_whose_orders_are_all_cancelled_is_offered_to_nobody(app: App, put: Put, order: Enter,
                                                                   rows: Rows) -> None:  # fmt: skip
    put("PEN", "F-01-02", 10)
    number = order(("PEN", 1))
    released(app)
    app.run(CancelOrder(order=number, reason="no"))
    assert rows("SELECT state FROM batch") == [("cancelled",)]
    with pytest.raises(Refused, match="No batch is waiting"):
        app.run(ClaimBatch())
    app.run(CloseWave(wave="W-000001"))
