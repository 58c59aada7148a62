"""Every paper is printed from the window by keys, in both languages and on both sizes, and every symbol on it scans."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

import tests.documents.conftest as small_day
from tests.conftest import MORNING
from tests.documents.test_every_paper import LABELS, expected, scanned
from tests.gui.journeys.person import Person
from wms.app import printing
from wms.app.application import App
from wms.base.clock import SetClock
from wms.documents.paper import PAPERS
from wms.gui.printing.targets import ALL_LABELS, ALL_PAPERS, PrinterSettings
from wms.gui.tables.pane import TablePane
from wms.gui.texts.say import say
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.ordering.enter import EnterOrder
from wms.operations.ordering.lines import OrderedLine
from wms.operations.packing.close import CloseCarton
from wms.operations.packing.open import OpenCarton
from wms.operations.packing.pack import PackTote
from wms.operations.picking.paper import ConfirmPicks
from wms.operations.waving.plan import PlanWaves
from wms.operations.waving.release import ReleaseWave


class Place(NamedTuple):
    """Where a paper is printed: a screen, its tab, the text that finds its row, and its words in the menu.

    Where the list has one paper, Ctrl+P prints it and there are no words.
    """

    screen: str
    tab: str
    find: str
    words: str = ""


def places(given: dict[str, dict[str, Any]]) -> dict[str, Place]:
    """Where in the window each paper is, and what it is about."""
    return {
        "receipt": Place("receiving", "receipts", given["receipt"]["receipt"], "Receipt"),
        "putaway_list": Place("receiving", "receipts", given["receipt"]["receipt"], "Putaway list"),
        "replenishment_list": Place("replenishment", "tasks", ""),
        "pick_list": Place("picking", "batches", given["pick_list"]["batch"], "Pick list"),
        "pick_lists": Place("picking", "batches", given["pick_list"]["batch"], "All pick lists of the wave"),
        "packing_slip": Place("shipping", "shipments", given["packing_slip"]["order"]),
        "carton_label": Place("packing", "cartons", "", "Carton label"),
        "manifest": Place("shipping", "loads", given["manifest"]["load"], "Manifest"),
        "bill_of_lading": Place("shipping", "loads", given["manifest"]["load"], "Bill of lading"),
        "count_sheet": Place("counting", "counts", given["count_sheet"]["count"]),
        "return_receipt": Place("returns", "returns", given["return_receipt"]["number"]),
        "stock_report": Place("inventory", "stock", "PEN", "Stock report"),
        "item_labels": Place("inventory", "stock", "PEN", "Labels"),
        "hold_label": Place("inventory", "holds", given["hold_label"]["hold"]),
        "location_labels": Place("master_data", "locations", "F-01-01", "Labels of the whole zone"),
    }


worked, wanted = small_day.worked, small_day.wanted


@pytest.fixture
def clock() -> SetClock:
    """The small warehouse's own morning."""
    return SetClock(MORNING)


@pytest.fixture
def house(worked: App) -> App:
    """Here the house is the small warehouse, with something of everything to print, and a carton still there."""
    lines = (OrderedLine(item="PEN", quantity=1),)
    order = worked.run(EnterOrder(customer="CUS", carrier="CAR", lines=lines)).document
    worked.run(AllocateOrders(orders=(order,)))
    for batch in worked.run(ReleaseWave(wave=worked.run(PlanWaves()).document)).values["batches"]:
        worked.run(ConfirmPicks(batch=batch))
    carton = worked.run(OpenCarton(order=order)).document
    worked.run(PackTote(carton=carton, tote=f"TOTE-{order}"))
    worked.run(CloseCarton(carton=carton))
    return worked


ELSEWHERE = ("lpn_label", "consolidation_list", "test_page", "test_label")
"""Printed by the receiving bench, from the slots of waves picked by zones, and by the settings of the printers."""
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "JPEG", extend=True)
LOOKS = (("en", "A4"), ("zh", "Letter"), ("zh", "A4"), ("en", "Letter"))


@pytest.mark.parametrize(("language", "size"), [
    *(pytest.param(*look) for look in LOOKS[:2]),
    *(pytest.param(*look, marks=pytest.mark.torture) for look in LOOKS[2:]),
])  # fmt: skip
def test_every_paper_is_printed_by_keys_and_every_symbol_on_it_scans(
    house: App, wanted: dict[str, dict[str, Any]], window: Callable[..., Person], tmp_path: Path,
    language: str, size: str,
) -> None:  # fmt: skip
    printing.load()
    who = window("system", language=language)
    settings = PrinterSettings(who.desk.workstation)
    for group in (ALL_PAPERS, ALL_LABELS):
        settings.keep(group, replace(settings.of(group), page=size))
    meant: list[tuple[str, dict[str, Any]]] = []
    who.desk.paper_wanted.connect(lambda paper, given: meant.append((paper, dict(given))))
    where = places(wanted)
    assert {*where, *ELSEWHERE} == PAPERS.keys()
    before = None
    for paper, place in where.items():
        if before is None or before[:3] != place[:3]:
            finds(who, place, paper)
        before = place
        made = prints(who, place, paper, tmp_path / "papers")
        asked, given = meant[-1]
        assert asked == paper
        found = scanned(pypdfium2.PdfDocument(made.read_bytes()), 300 if paper in LABELS else 203)
        if paper in LABELS and paper != "location_labels":
            assert sum(found.values()) >= 1, paper
        else:
            assert found == expected(house, paper, given), paper
    assert who.wrong == []


def its_list(who: Person, paper: str) -> TablePane:
    """The list of the page in front that has this paper."""
    panes = [pane for pane in who.page.findChildren(TablePane) if pane.isVisibleTo(who.page)]
    found = [pane for pane in panes if paper in {sheet.paper for sheet in pane.listing.papers}]
    assert found, (paper, [pane.listing.name for pane in panes])
    return found[0]


def finds(who: Person, place: Place, paper: str) -> None:
    """Go there, and stand on the row."""
    who.goes_to(place.screen, place.tab)
    pane = its_list(who, paper)
    if place.find:
        who.keys("Ctrl+F", "Ctrl+A")
        who.types(place.find)
        who.until(lambda: bool(pane.model.rows) and all(place.find in str(row) for row in pane.model.rows), place.find)
    who.rest()
    who.steps("Tab", pane.grid.hasFocus, "the list")
    who.keys("Ctrl+Home")


def prints(who: Person, place: Place, paper: str, folder: Path) -> Path:
    """Print the row by Ctrl+P; the file it came to."""
    pane, before = its_list(who, paper), {*folder.iterdir()}
    who.steps("Ctrl+Home", lambda: bool(pane.selected_rows()), f"the row of {place}")
    if not place.words:
        who.keys("Ctrl+P")
    else:
        who.steps("Ctrl+P", lambda: QApplication.activePopupWidget() is not None, f"the papers of {place}")
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _ in menu.actions():
            if menu.activeAction() is None or menu.activeAction().text() != say(place.words):
                QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
    who.until(lambda: bool({*folder.iterdir()} - before), f"{place} of {pane.selected_rows()[:1]}")
    who.rest()
    (made,) = {*folder.iterdir()} - before
    return made

