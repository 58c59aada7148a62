"""One key claims the next piece of work and opens its bench; supervisors see who does what."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.desk.desk import WRONG, Desk
from wms.gui.registry.screens import in_flow
from wms.gui.screens.tasks.benches import BENCHES
from wms.gui.screens.tasks.mine import KEY, MinePage
from wms.gui.screens.tasks.people import PeoplePage
from wms.gui.screens.tasks.screen import AllPage, TasksPage, make
from wms.model.words import TaskKind
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.counting.open import OpenCount
from wms.operations.opening_stock import OpeningLine, PostOpeningStock
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.picking.batches import PauseBatch
from wms.operations.tasks import CancelTask, ClaimTask
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave

Opened = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def opened(desk: Desk) -> Opened:
    """Which screens were gone to."""
    found: Opened = []
    desk.screen_wanted.connect(lambda name, arguments: found.append((name, arguments)))
    return found


@pytest.fixture
def batch(app: App) -> str:
    """A batch of two stops to walk, and a count that is less pressing."""
    app.run(PostOpeningStock(lines=(OpeningLine(item="PEN", quantity=20, location="F-01-01"),
                                    OpeningLine(item="KIT", quantity=20, location="F-01-02"))))  # fmt: skip
    wanted = (OrderedLine(item="PEN", quantity=5), OrderedLine(item="KIT", quantity=2))
    app.run(EnterOrder(customer="CUS", lines=wanted))
    app.run(AllocateOrders())
    app.run(PlanWaves())
    app.run(ReleaseWave(wave=app.ask("waves").rows[0].wave))
    app.run(OpenCount(locations=("F-01-03",)))
    return str(app.ask("batches").rows[0].batch)


def shown(page: MinePage | AllPage, qtbot: QtBot) -> None:
    qtbot.addWidget(page)
    page.show()
    page.arrive()


def test_one_key_claims_the_next_piece_of_work_and_opens_its_bench(
    app: App, desk: Desk, batch: str, opened: Opened, qtbot: QtBot
) -> None:
    page = MinePage(desk)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: page.next is not None)
    assert (page.next.kind, page.next.batch, page.next.tasks) == (TaskKind.PICK, batch, 2)
    assert "F-01-01" in page.words.text()
    qtbot.waitUntil(page.go.isEnabled)
    QTest.keyClick(page, Qt.Key.Key_F2 if KEY == "F2" else Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened == [("picking", {"tab": "pick", "code": batch})]
    assert {row.claimed_by for row in app.ask("tasks", kind="pick").rows} == {"system"}
    app.run(PauseBatch(batch=batch))


def test_work_that_is_gone_meanwhile_is_told_and_not_opened(
    app: App, desk: Desk, batch: str, opened: Opened, qtbot: QtBot
) -> None:
    told: list[str] = []
    desk.noticed.connect(lambda notice: told.append(notice.kind))
    page = MinePage(desk)
    shown(page, qtbot)
    row = app.ask("my_work", user="system", kinds="count").rows[0]
    app.run(CancelTask(task=row.task, reason="counted yesterday"))
    page.beginning.begin(row)
    qtbot.waitUntil(lambda: told == [WRONG])
    assert opened == []


def test_every_kind_of_work_has_a_bench_that_is_there(desk: Desk, qtbot: QtBot) -> None:
    assert set(BENCHES) == set(TaskKind)
    screens = {screen.name: screen for screen in in_flow()}
    for bench in BENCHES.values():
        page = screens[bench.screen].make(desk)
        qtbot.addWidget(page)
        assert bench.tab in page.names


def test_all_tasks_are_begun_from_their_list(app: App, desk: Desk, batch: str, opened: Opened, qtbot: QtBot) -> None:
    page = AllPage(desk)
    shown(page, qtbot)
    qtbot.waitUntil(lambda: page.pane.model.rowCount() == 3)
    page.pane.grid.setCurrentIndex(page.pane.model.index(0, 0))
    qtbot.waitUntil(page.begin.isEnabled)
    kind = page.pane.current_row().kind
    QTest.keyClick(page.begin, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0][0] == BENCHES[kind].screen


def test_supervisors_see_who_is_at_what(app: App, desk: Desk, batch: str, qtbot: QtBot) -> None:
    task = app.ask("tasks", kind="count").rows[0]
    page = PeoplePage(desk)
    qtbot.addWidget(page)
    page.show()
    page.arrive()
    qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)
    assert page.lines == []
    app.run(ClaimTask(task=task.task))
    qtbot.waitUntil(lambda: len(page.lines) == 1)
    line = page.lines[0]
    assert (line.doing.text(), line.far.accessibleName()) == ("count", "0 of 1")
    assert task.document in line.what.text()


def test_the_list_of_all_tasks_is_found_by_both_its_names(desk: Desk, qtbot: QtBot) -> None:
    page = make(desk)
    assert isinstance(page, TasksPage)
    qtbot.addWidget(page)
    page.arrive(tab="all")
    assert page.name == "tasks"
