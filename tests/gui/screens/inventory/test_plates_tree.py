"""Licence plates as a tree: opened by keys, found by code, kept true while stock moves."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from wms.app.application import App
from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import Subject
from wms.gui.screens.inventory.plates_page import PlatesPage
from wms.ledger.gate import opened
from wms.model.lpn import Lpn
from wms.model.words import LpnKind
from wms.operations.moving.move import MoveStock
from wms.operations.moving.plate import BuildLpn, NestLpn
from wms.operations.opening_stock import OpeningLine, PostOpeningStock


@pytest.fixture
def page(app: App, desk: Desk, qtbot: QtBot) -> PlatesPage:
    """PAL carries 10 PEN and the carton C1, on which C2 with 5 KIT stands; TOTE is empty."""
    for code, kind in (("PAL", LpnKind.PALLET), ("C1", LpnKind.CARTON), ("C2", LpnKind.CARTON), ("TOTE", LpnKind.TOTE)):
        app.run(BuildLpn(location="R-01-01", code=code, kind=kind))
    app.run(PostOpeningStock(lines=(
        OpeningLine(item="PEN", quantity=10, location="R-01-01", lpn="PAL"),
        OpeningLine(item="KIT", quantity=5, location="R-01-01", lpn="C2"),
    )))  # fmt: skip
    app.run(NestLpn(lpn="C1", onto="PAL"))
    app.run(NestLpn(lpn="C2", onto="C1"))
    made = PlatesPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 500)
    made.show()
    made.arrive()
    rest(desk, qtbot)
    return made


def rest(desk: Desk, qtbot: QtBot) -> None:
    """Until everything that was asked is answered."""
    qtbot.waitUntil(lambda: desk.changes.ready and not desk.jobs.running)
    QApplication.processEvents()


def seen(page: PlatesPage, parent: QModelIndex | None = None, depth: int = 0) -> list[str]:
    """What is open, as steps and the first column."""
    plates, found = page.tree.plates, []
    for row in range(plates.rowCount(parent or QModelIndex())):
        index = plates.index(row, 0, parent or QModelIndex())
        found.append("." * depth + str(index.data()))
        if page.tree.isExpanded(index):
            found += seen(page, index, depth + 1)
    return found


def test_keys_open_a_plate_and_what_stands_on_it(page: PlatesPage, desk: Desk, qtbot: QtBot) -> None:
    shown: list[Subject] = []
    desk.details_wanted.connect(shown.append)
    assert seen(page) == ["PAL", "TOTE"]
    page.tree.setFocus()
    page.tree.setCurrentIndex(page.tree.plates.index(0, 0))
    qtbot.keyClick(page.tree, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: seen(page) == ["PAL", ".PEN", ".C1", "TOTE"])
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: shown[-1:] == [Subject("item", "PEN")])
    pallet = page.tree.plates.node(page.tree.plates.index(0, 0)).row
    assert (pallet.on_hand, pallet.plates) == (15, 1)
    qtbot.keyClick(page.tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines()[1].startswith("  PEN\tBall pen\t")


def test_a_plate_that_is_looked_for_is_opened_to(page: PlatesPage, desk: Desk, qtbot: QtBot) -> None:
    page.arrive(code="C2")
    qtbot.waitUntil(lambda: seen(page) == ["PAL", ".PEN", ".C1", "..C2", "...KIT"])
    assert page.tree.current_row().lpn == "C2"
    page.field.setText("")
    qtbot.waitUntil(lambda: seen(page)[-1:] == ["TOTE"])
    page.field.put("nowhere")
    page.field.changed.emit()
    qtbot.waitUntil(lambda: seen(page) == [] and not desk.jobs.running)
    assert page.grab().width() == page.width()


def test_what_is_open_stays_open_while_stock_moves(page: PlatesPage, app: App, desk: Desk, qtbot: QtBot) -> None:
    page.arrive(code="C2")
    qtbot.waitUntil(lambda: "...KIT" in seen(page))
    desk.run(MoveStock(item="PEN", quantity=4, location="R-01-01", lpn="PAL", to_lpn="C2"))
    qtbot.waitUntil(lambda: seen(page) == ["PAL", ".PEN", ".C1", "..C2", "...KIT", "...PEN"])
    qtbot.waitUntil(lambda: page.tree.current_row().on_hand == 9)
    desk.run(MoveStock(item="PEN", quantity=6, location="R-01-01", lpn="PAL", to="F-01-01"))
    qtbot.waitUntil(lambda: seen(page) == ["PAL", ".C1", "..C2", "...KIT", "...PEN"])
    assert page.tree.current_row().lpn == "C2"


def test_a_plate_offers_what_lists_do_and_goods_what_stock_does(page: PlatesPage, desk: Desk, qtbot: QtBot) -> None:
    wanted: list[tuple[str, dict[str, object]]] = []
    desk.form_wanted.connect(lambda command, filled, then: wanted.append((command, filled)))
    page.arrive(code="C2")
    qtbot.waitUntil(lambda: "...KIT" in seen(page) and page.tree.current_row() is not None)
    qtbot.waitUntil(page.tree.actions_of[False][0][1].isEnabled)
    assert "Split" in [action.text() for action in page.tree.menu().actions()]
    page.tree.actions_of[False][0][1].trigger()
    qtbot.keyClick(page.tree, Qt.Key.Key_Down)
    qtbot.waitUntil(page.tree.actions_of[True][0][1].isEnabled)
    page.tree.actions_of[True][0][1].trigger()
    assert wanted[0] == ("MoveLpn", {"lpn": "C2"})
    command, filled = wanted[1]
    assert command == "MoveStock"
    assert {name: filled[name] for name in ("item", "lpn", "quantity")} == {"item": "KIT", "lpn": "C2", "quantity": 5}


def test_of_a_hundred_thousand_plates_a_page_is_loaded_and_any_is_found(
    page: PlatesPage, app: App, desk: Desk, qtbot: QtBot
) -> None:
    with app.database.writing() as session, opened(session) as connection:
        place = session.query(Lpn.location_id).filter(Lpn.code == "PAL").scalar()
        connection.execute(insert(Lpn), [
            {"code": f"X{number:06}", "kind": LpnKind.PALLET, "location_id": place, "height_mm": 0}
            for number in range(100_000)
        ])  # fmt: skip
    page.tree.plates.seek("")
    rest(desk, qtbot)
    assert page.tree.plates.rowCount() == 200
    page.tree.verticalScrollBar().setValue(page.tree.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: page.tree.plates.rowCount() == 400)
    page.arrive(code="X099998")
    qtbot.waitUntil(lambda: page.tree.current_row() is not None and page.tree.current_row().lpn == "X099998")
    assert seen(page) == ["X099998"]
