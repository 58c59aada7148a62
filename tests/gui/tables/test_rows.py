"""A list shows a stretch of a long answer, that grows where people look, and stays true while others work."""

from __future__ import annotations

from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.conftest import MORNING
from tests.gui.tables.conftest import MANY, OFFSCREEN, Lists
from wms.app.application import App
from wms.base.errors import StorageError
from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import Listing
from wms.gui.tables.model import KEPT, PAGE
from wms.gui.tables.pane import TablePane
from wms.operations.announcing.lines import AnnouncedLine
from wms.operations.announcing.register import RegisterAsn
from wms.operations.master_data.items import ItemLine, RegisterItems
from wms.queries.page import Filter

pytestmark = OFFSCREEN
ASNS = Listing("asns", "Announced", "asns", ("asn", "state", "supplier"), ("asn", "asn"))


def _asn(number: str) -> RegisterAsn:
    line = AnnouncedLine(item="PEN", quantity=10)
    return RegisterAsn(supplier="SUP", number=number, expected=MORNING, lines=(line,))


def gone(self: App, name: str, **more: Any) -> Any:
    """What every question meets while the database is away."""
    raise StorageError("The database is gone.")


def _documents(pane: TablePane) -> list[str]:
    return [row.document for row in pane.model.rows]


def test_a_long_list_begins_with_one_page_and_says_how_many_rows_there_are(
    long_desk: Desk, trail: Listing, lists: Lists
) -> None:
    pane = lists.open(long_desk, trail)
    assert len(pane.model.rows) == PAGE
    assert _documents(pane)[0] == f"D-{MANY - 1:06}"
    assert pane.count_line() == "200 of 100,000 shown"


def test_walking_down_loads_the_next_pages_without_a_gap(
    long_desk: Desk, trail: Listing, lists: Lists, qtbot: QtBot
) -> None:
    pane = lists.open(long_desk, trail)
    bar = pane.grid.verticalScrollBar()
    while len(pane.model.rows) < 1_000:
        count = len(pane.model.rows)
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda count=count: len(pane.model.rows) > count)
    rows = _documents(pane)
    assert rows == [f"D-{MANY - 1 - n:06}" for n in range(len(rows))]


def test_end_goes_to_the_last_row_at_once_and_home_back_again(
    long_desk: Desk, trail: Listing, lists: Lists, qtbot: QtBot
) -> None:
    pane = lists.open(long_desk, trail)
    pane.grid.setFocus()
    qtbot.keyClick(pane.grid, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: pane.grid.current_row() is not None and pane.grid.current_row().document == "D-000000")
    assert _documents(pane)[-PAGE + 1 :] == [f"D-{n:06}" for n in reversed(range(PAGE - 1))]
    assert pane.count_line().startswith("The last ")
    qtbot.keyClick(pane.grid, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: pane.grid.current_row().document == f"D-{MANY - 1:06}")
    assert pane.grid.currentIndex().row() == 0


def test_from_the_end_the_list_grows_upwards_and_what_was_in_sight_stays_there(
    long_desk: Desk, trail: Listing, lists: Lists, qtbot: QtBot
) -> None:
    pane = lists.open(long_desk, trail)
    pane.grid.go(end=True)
    qtbot.waitUntil(lambda: pane.model.fence is not None)
    lists.settle(pane)
    count, bar = len(pane.model.rows), pane.grid.verticalScrollBar()
    high = pane.grid.verticalHeader().defaultSectionSize()
    bar.setValue(20 * high)
    top = pane.model.rows[pane.grid.rowAt(0)]
    qtbot.waitUntil(lambda: len(pane.model.rows) > count)
    assert pane.model.rows[pane.grid.rowAt(0)] == top
    numbers = [int(document[2:]) for document in _documents(pane)]
    assert numbers == list(range(len(numbers) - 1, -1, -1))


def test_an_answer_that_comes_too_late_is_dropped(long_desk: Desk, trail: Listing, lists: Lists) -> None:
    pane = lists.open(long_desk, trail)
    seen: list[set[str]] = []
    pane.model.modelReset.connect(lambda: seen.append({row.command for row in pane.model.rows}))
    for word in ("Place", "Move", "Place"):
        pane.seeking.find(word, "command")
    lists.settle(pane)
    assert seen == [{"PlaceHold"}]
    assert pane.model.total == MANY // 4


def test_while_one_question_is_under_way_only_the_latest_waits(
    long_desk: Desk, trail: Listing, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane, asked, ask = lists.open(long_desk, trail), [], long_desk.ask

    def noted(question: str, *given: Any, **more: Any) -> Any:
        asked.append([each.value for each in more["filters"]])
        return ask(question, *given, **more)

    monkeypatch.setattr(long_desk, "ask", noted)
    for text in ("D-0", "D-00", "D-000", "D-0000"):
        pane.seeking.find(text)
    assert asked == [["D-0"]]
    lists.settle(pane)
    assert asked == [["D-0"], ["D-0000"]]
    assert {row.document[:6] for row in pane.model.rows} == {"D-0000"}


def test_filters_and_order_are_the_databases_work(
    long_desk: Desk, trail: Listing, lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[dict[str, Any]] = []
    ask = App.ask

    def noted(self: App, name: str, **more: Any) -> Any:
        asked.append({"name": name, **more})
        return ask(self, name, **more)

    monkeypatch.setattr(App, "ask", noted)
    pane = lists.open(long_desk, trail)
    asked.clear()
    pane.seeking.add(Filter("command", "=", "PlaceHold"))
    pane.seeking.sort_by("document")
    lists.settle(pane)
    last = next(each for each in reversed(asked) if each["sort"] == ("document",))
    assert (last["filters"], last["limit"]) == ((Filter("command", "=", "PlaceHold"),), PAGE)
    assert _documents(pane)[:3] == ["D-000000", "D-000004", "D-000008"]


def test_what_others_change_appears_and_the_selection_stays(desk: Desk, app: App, lists: Lists, qtbot: QtBot) -> None:
    for number in range(5):
        app.run(_asn(f"A{number}"))
    pane = lists.open(desk, ASNS)
    qtbot.waitUntil(lambda: desk.changes.ready)
    pane.grid.select(pane.model.asking.key(pane.model.rows[2]))
    chosen = pane.selected_rows()
    app.run(_asn("A9"))
    qtbot.waitUntil(lambda: len(pane.model.rows) == 6)
    assert [row.asn for row in pane.model.rows] == ["A9", "A4", "A3", "A2", "A1", "A0"]
    assert pane.selected_rows() == chosen
    assert pane.current_row() == chosen[0]


def test_several_selected_rows_stay_selected_and_gone_ones_are_let_go(
    desk: Desk, app: App, lists: Lists, items: Listing, qtbot: QtBot
) -> None:
    pane = lists.open(desk, items)
    pane.seeking.add(Filter("family", "=", "office"))
    lists.settle(pane)
    pane.grid.selectAll()
    assert [row.sku for row in pane.selected_rows()] == ["KIT", "PEN"]
    qtbot.waitUntil(lambda: desk.changes.ready)
    app.run(RegisterItems(lines=(ItemLine(sku="KIT", family="tools"),)))
    qtbot.waitUntil(lambda: [row.sku for row in pane.selected_rows()] == ["PEN"])


def test_a_changed_value_is_shown_in_its_place(
    desk: Desk, app: App, lists: Lists, items: Listing, qtbot: QtBot
) -> None:
    pane = lists.open(desk, items)
    resets: list[int] = []
    pane.model.modelReset.connect(lambda: resets.append(1))
    qtbot.waitUntil(lambda: desk.changes.ready)
    app.run(RegisterItems(lines=(ItemLine(sku="PEN", name="Blue pen"),)))
    qtbot.waitUntil(lambda: "Blue pen" in [row.name for row in pane.model.rows])
    assert resets == []


def test_a_long_stretch_is_refreshed_around_what_is_looked_at(
    long_desk: Desk, trail: Listing, lists: Lists, qtbot: QtBot
) -> None:
    pane = lists.open(long_desk, trail)
    bar = pane.grid.verticalScrollBar()
    while len(pane.model.rows) < KEPT + 1_000:
        count = len(pane.model.rows)
        bar.setValue(bar.maximum())
        qtbot.waitUntil(lambda count=count: len(pane.model.rows) > count)
    lists.settle(pane)
    top = pane.model.rows[pane.grid.rowAt(0)]
    pane.refresh()
    qtbot.waitUntil(lambda: pane.model.fence is not None)
    assert pane.model.rows[pane.grid.rowAt(0)] == top
    assert len(pane.model.rows) <= KEPT
    bar.setValue(0)
    qtbot.waitUntil(lambda: pane.model.rows[0].id > top.id + PAGE)


def test_a_list_nobody_sees_rests_until_it_is_seen(desk: Desk, app: App, lists: Lists, qtbot: QtBot) -> None:
    pane = lists.open(desk, ASNS)
    qtbot.waitUntil(lambda: desk.changes.ready)
    pane.hide()
    with qtbot.waitSignal(desk.changed):
        app.run(_asn("A1"))
    with qtbot.waitSignal(pane.model._soon.timeout):
        pass
    assert pane.model.rows == []
    pane.show()
    qtbot.waitUntil(lambda: len(pane.model.rows) == 1)


def test_a_list_that_is_closed_while_it_asks_harms_nobody(
    long_desk: Desk, trail: Listing, qtbot: QtBot
) -> None:
    pane = TablePane(long_desk, trail)
    pane.seeking.find("Move", "command")
    pane.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert not shiboken6.isValid(pane)
    qtbot.waitUntil(lambda: long_desk.jobs.running == [])


def test_a_list_that_cannot_be_asked_says_so_and_can_be_tried_again(
    desk: Desk, lists: Lists, items: Listing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = App.ask
    monkeypatch.setattr(App, "ask", gone)
    pane = TablePane(desk, items)
    qtbot.addWidget(pane)
    qtbot.waitUntil(lambda: pane.states.shown == "wrong")
    monkeypatch.setattr(App, "ask", ask)
    pane.states.retried.emit()
    qtbot.waitUntil(lambda: pane.states.shown == "rows")


def test_a_list_that_could_not_be_asked_is_asked_again_when_something_changes(
    app: App, desk: Desk, lists: Lists, items: Listing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = App.ask
    monkeypatch.setattr(App, "ask", gone)
    pane = TablePane(desk, items)
    qtbot.addWidget(pane)
    qtbot.waitUntil(lambda: pane.states.shown == "wrong")
    monkeypatch.setattr(App, "ask", ask)
    desk.run(RegisterItems(lines=(ItemLine(sku="NEW", name="Something new"),)))
    qtbot.waitUntil(lambda: pane.states.shown == "rows")
    assert "NEW" in [row.sku for row in pane.model.rows]


def test_rows_stay_when_a_refresh_fails_and_a_banner_tells(
    desk: Desk, lists: Lists, items: Listing, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = lists.open(desk, items)

    monkeypatch.setattr(App, "ask", gone)
    pane.refresh()
    qtbot.waitUntil(pane.states.banner.isVisible)
    assert len(pane.model.rows) == 5
    assert "The database is gone." in pane.states.banner.text()


def test_nothing_found_is_told_apart_from_nothing_there(desk: Desk, lists: Lists, items: Listing) -> None:
    pane = lists.open(desk, items)
    pane.seeking.find("no such thing")
    lists.settle(pane)
    assert pane.states.shown == "nothing"
    pane.states.cleared.emit()
    lists.settle(pane)
    assert pane.states.shown == "rows"
    there = lists.open(desk, ASNS)
    assert there.states.shown == "empty"


def test_the_details_are_told_only_when_the_row_is_another(desk: Desk, lists: Lists, items: Listing) -> None:
    pane = lists.open(desk, items)
    told: list[Any] = []
    pane.current_changed.connect(told.append)
    pane.grid.selectionModel().setCurrentIndex(
        pane.model.index(1, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    pane.grid.selectionModel().setCurrentIndex(
        pane.model.index(1, 1), QItemSelectionModel.SelectionFlag.ClearAndSelect
    )
    assert [row.sku for row in told] == ["KIT"]
