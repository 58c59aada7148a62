"""The preview: long papers open at once, pages are turned by keys, what is seen can be saved; print keeps true size."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shutil import copy
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinterInfo
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from wms.app import printing as app_printing
from wms.app.application import App
from wms.base.errors import Cancelled, StorageError
from wms.base.jobs import Watch
from wms.gui.desk.desk import Desk
from wms.gui.printing import system_printer
from wms.gui.printing.errand import Errand
from wms.gui.printing.pdf_pages import PdfPages
from wms.gui.printing.preview import PreviewWindow
from wms.gui.printing.print_desk import PrintDesk
from wms.gui.printing.targets import Target

MM = 72 / 25.4


def window_of(desk: Desk, place: Path, **target: Any) -> PreviewWindow:
    errand = Errand("pick_list", {"batch": "B-1"}, Target(**target), "en", False, place)
    return PreviewWindow(desk, errand, PdfPages(place))


@pytest.fixture
def window(desk: Desk, long_paper: Path, qtbot: QtBot) -> Iterator[PreviewWindow]:
    """A preview of 500 pages, shown; it deletes itself when it is closed."""
    made = window_of(desk, long_paper)
    made.resize(1_000, 700)
    made.show()
    qtbot.waitUntil(lambda: made.view.sharp(0))
    yield made
    if isValid(made):
        made.close()


def test_of_five_hundred_pages_only_those_in_sight_are_drawn(window: PreviewWindow, qtbot: QtBot) -> None:
    assert window.number.maximum() == 500
    qtbot.waitUntil(lambda: all(window.view.sharp(page) for page in window.view.in_sight()))
    assert len(window.view._drawn) < 6
    window.view.go_to(249)
    qtbot.waitUntil(lambda: window.view.sharp(249))
    assert window.number.value() == 250
    assert window.list.currentIndex().row() == 249
    assert not window.view.sharp(100)


def test_pages_are_turned_by_keys_list_and_number(window: PreviewWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window.view, Qt.Key.Key_Right)
    assert window.view.page == 1
    qtbot.keyClick(window.view, Qt.Key.Key_End)
    assert window.view.page == 499
    qtbot.keyClick(window.view, Qt.Key.Key_Home)
    assert window.view.page == 0
    qtbot.keyClick(window.list, Qt.Key.Key_Down)
    assert window.view.page == 1
    window.number.setValue(77)
    assert window.view.page == 76


def test_zoom_keeps_the_page_and_sharpens_it(window: PreviewWindow, qtbot: QtBot) -> None:
    window.view.go_to(40)
    before, page = window.view.zoom, window.view.page
    qtbot.keyClick(window.view, Qt.Key.Key_Plus)
    assert window.view.zoom > before
    assert window.view.page == page
    qtbot.waitUntil(lambda: window.view.sharp(page))
    window.view.fit("page")
    tall = window.view.place(window.view.page).height()
    assert tall <= window.view.viewport().height()


def test_the_window_closes_on_escape_and_says_so(window: PreviewWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed):
        qtbot.keyClick(window, Qt.Key.Key_Escape)


def test_every_control_has_a_name_and_nothing_can_be_printed_without_a_printer(window: PreviewWindow) -> None:
    for control in (window.copies, window.where, window.number, window.list, window.view, window.print_button):
        assert control.accessibleName()
    assert window.print_button.isEnabled() is bool(QPrinterInfo.availablePrinterNames())


def test_labels_that_are_shown_can_still_go_to_their_printer(
    desk: Desk, printing: PrintDesk, qtbot: QtBot, label_printer: Any
) -> None:
    printing.settings.keep("test_label", Target(address=label_printer.at))
    with qtbot.waitSignal(printing.shown) as shown:
        desk.print("test_label")
    window = shown.args[0]
    window.where.setCurrentIndex(window.where.findText(label_printer.at))
    window.copies.setValue(3)
    with qtbot.waitSignal(printing.printed):
        window.print_()
    assert label_printer.wait().count(b"^XA") == 3


def test_what_is_shown_is_saved_and_counts_as_printed(
    desk: Desk, printing: PrintDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(printing.shown) as shown:
        desk.print("stock_report", location="F-01-01")
    with qtbot.waitSignal(printing.printed):
        printing.save(shown.args[0], tmp_path / "kept.pdf")
    assert len(pypdfium2.PdfDocument((tmp_path / "kept.pdf").read_bytes())) == 1
    assert printing.log.printed("stock_report", {"location": "F-01-01"})
    with qtbot.waitSignal(desk.noticed) as noticed:
        printing.save(shown.args[0], tmp_path / "no" / "kept.pdf")
    assert noticed.args[0].kind == "wrong"


def test_a_printed_label_has_its_true_size_and_scans(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    drawn, printed = tmp_path / "drawn.pdf", tmp_path / "printed.pdf"
    app_printing.print_paper(app, "location_labels", drawn, location="F-01-02")
    system_printer.send(PdfPages(drawn), "", 1, Watch(), to_file=printed)
    (page,) = pypdfium2.PdfDocument(printed.read_bytes())
    assert tuple(edge / MM for edge in page.get_size()) == pytest.approx((100, 50), abs=0.2)
    raster = page.render(scale=300 / 72).to_pil().convert("L")
    assert [found.text for found in zxingcpp.read_barcodes(raster)] == ["F-01-02"]


def test_lying_and_standing_pages_keep_their_way(app: App, tmp_path: Path, qtbot: QtBot) -> None:
    drawn, printed = tmp_path / "drawn.pdf", tmp_path / "printed.pdf"
    for paper, page, size in (("stock_report", "A4", (297, 210)), ("test_page", "Letter", (215.9, 279.4))):
        app_printing.print_paper(app, paper, drawn, page=page)
        system_printer.send(PdfPages(drawn), "", 1, Watch(), to_file=printed)
        found = pypdfium2.PdfDocument(printed.read_bytes())[0].get_size()
        assert tuple(edge / MM for edge in found) == pytest.approx(size, abs=0.5)


def test_printing_can_be_cancelled_between_pages(long_paper: Path, tmp_path: Path, qtbot: QtBot) -> None:
    watch = Watch()
    watch.stop.cancel()
    with pytest.raises(Cancelled):
        system_printer.send(PdfPages(long_paper), "", 1, watch, to_file=tmp_path / "out.pdf")


def test_a_file_that_is_no_pdf_is_told_and_a_closed_one_draws_nothing(tmp_path: Path, long_paper: Path) -> None:
    place = tmp_path / "no.pdf"
    place.write_bytes(b"nothing of the kind")
    with pytest.raises(StorageError):
        PdfPages(place)
    pages = PdfPages(long_paper)
    assert isinstance(pages.image(3, 0.2), QImage)
    pages.close()
    with pytest.raises(StorageError):
        pages.image(3, 0.2)


def test_what_is_drawn_otherwise_is_shown_and_printed_like_a_paper(
    printing: PrintDesk, long_paper: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(printing.shown) as shown:
        printing.desk.print_drawn(lambda place, _: copy(long_paper, place), "Stock by location")
    assert shown.args[0].windowTitle() == "Stock by location"
    assert shown.args[0].errand.name == "Stock by location"
    with qtbot.waitSignal(printing.desk.noticed) as noticed:
        printing.desk.print_drawn(lambda place, _: place.write_text("no paper"), "Gone")
    assert noticed.args[0].kind == "wrong"
