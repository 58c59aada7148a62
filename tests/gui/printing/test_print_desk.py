"""A wish to print goes where this workstation sends that kind of paper: shown, to a label printer, into a folder."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from wms.app import printing as app_printing
from wms.app.application import App
from wms.documents.paper import PAPERS
from wms.gui.desk.desk import Desk
from wms.gui.desk.preferences import Preferences
from wms.gui.printing.print_desk import PrintDesk
from wms.gui.printing.print_log import MOST, PrintLog
from wms.gui.printing.targets import (
    ALL_LABELS,
    ALL_PAPERS,
    FOLDER,
    LABELS,
    PREVIEW,
    PRINTER,
    PrinterSettings,
    Target,
    group,
)
from wms.gui.printing.titles import TITLES
from wms.gui.texts.say import use, words


def text_of(place: Path) -> str:
    document = pypdfium2.PdfDocument(place.read_bytes())
    return str(document[0].get_textpage().get_text_bounded())


def test_every_paper_has_a_title_in_both_languages() -> None:
    app_printing.load()
    assert TITLES.keys() == PAPERS.keys()
    assert set(TITLES.values()) <= words("zh").keys()


def test_a_paper_is_shown_first_until_something_else_is_set(desk: Desk, printing: PrintDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(printing.shown) as shown:
        desk.print("stock_report")
    window = shown.args[0]
    qtbot.waitUntil(lambda: window.view.sharp(0))
    assert window.windowTitle() == "Stock report"
    assert not window.isModal()


def test_labels_reach_their_printer_byte_for_byte(
    desk: Desk, printing: PrintDesk, qtbot: QtBot, label_printer: Any, app: App, tmp_path: Path
) -> None:
    printing.settings.keep(ALL_LABELS, Target(LABELS, address=label_printer.at, copies=2))
    with qtbot.waitSignal(printing.printed), qtbot.waitSignal(desk.noticed) as noticed:
        desk.print("location_labels", zone="FWD")
    expected = tmp_path / "expected.zpl"
    app_printing.print_paper(app, "location_labels", expected, dots_per_inch=203, zone="FWD")
    assert label_printer.wait() == expected.read_bytes() * 2
    assert noticed.args[0].text == f"Location labels was sent to tcp://{label_printer.at}."


def test_a_printer_that_is_away_is_told_and_nothing_counts_as_printed(
    desk: Desk, printing: PrintDesk, qtbot: QtBot
) -> None:
    printing.settings.keep(ALL_LABELS, Target(LABELS, address="127.0.0.1:1"))
    with qtbot.waitSignal(desk.noticed) as noticed:
        desk.print("location_labels", zone="FWD")
    assert noticed.args[0].kind == "wrong"
    assert "cannot be reached" in noticed.args[0].text
    assert not printing.log.printed("location_labels", {"zone": "FWD"})


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (Target(LABELS), "address is missing"), (Target(FOLDER, folder="/nowhere"), "no folder /nowhere"),
        (Target(PRINTER, printer="Laser 9"), "no printer Laser 9"), (Target(PRINTER), "No printer is installed"),
    ],
)  # fmt: skip
def test_what_is_not_set_up_is_told_in_words(
    desk: Desk, printing: PrintDesk, qtbot: QtBot, target: Target, told: str
) -> None:
    with qtbot.waitSignal(desk.noticed) as noticed:
        printing.print_to(target, "test_label", {})
    assert told in noticed.args[0].text


def test_a_wish_for_an_unknown_paper_is_refused_in_words(desk: Desk, printing: PrintDesk, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desk.noticed) as noticed:
        desk.print("wallpaper")
    assert "There is no paper wallpaper" in noticed.args[0].text


def test_a_second_print_of_the_same_paper_is_marked_as_a_copy(
    desk: Desk, printing: PrintDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    printing.settings.keep(ALL_PAPERS, Target(FOLDER, folder=str(out)))
    for _ in range(2):
        with qtbot.waitSignal(printing.printed):
            desk.print("stock_report", location="F-01-01")
    first, second = out / "stock_report F-01-01.pdf", out / "stock_report F-01-01 (1).pdf"
    assert "COPY" not in text_of(first)
    assert "COPY" in text_of(second)


def test_a_list_about_nothing_in_particular_is_never_a_copy(tmp_path: Path) -> None:
    log = PrintLog(tmp_path, tmp_path / "a.db")
    log.note("stock_report", {})
    assert not log.printed("stock_report", {})


def test_another_warehouse_s_document_of_that_number_is_no_copy(tmp_path: Path) -> None:
    PrintLog(tmp_path, tmp_path / "a.db").note("receipt", {"receipt": "R-1"})
    assert PrintLog(tmp_path, tmp_path / "a.db").printed("receipt", {"receipt": "R-1"})
    assert not PrintLog(tmp_path, tmp_path / "b.db").printed("receipt", {"receipt": "R-1"})


def test_the_oldest_prints_are_forgotten(tmp_path: Path) -> None:
    log = PrintLog(tmp_path, tmp_path / "a.db")
    log._file.keep("printed", [f"old {number}" for number in range(MOST)])
    log.note("receipt", {"receipt": "R-1"})
    assert len(log._list()) == MOST
    assert log.printed("receipt", {"receipt": "R-1"})


def test_the_paper_speaks_the_window_s_language_unless_set_otherwise(
    desk: Desk, printing: PrintDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    use("zh")
    for language, word in (("", "测试页"), ("en", "Test page")):
        target = Target(FOLDER, folder=str(tmp_path), language=language)
        with qtbot.waitSignal(printing.printed) as printed:
            printing.print_to(target, "test_page", {})
        assert word in text_of(Path(printed.args[0].where))


def test_a_paper_of_its_own_way_does_not_follow_the_others(tmp_path: Path) -> None:
    settings = PrinterSettings(Preferences(tmp_path / "workstation.json"))
    settings.keep(ALL_PAPERS, Target(FOLDER, folder="/papers"))
    settings.keep("manifest", replace(settings.of("manifest"), copies=3))
    settings.keep(ALL_PAPERS, Target(PREVIEW, page="Letter"))
    again = PrinterSettings(Preferences(tmp_path / "workstation.json"))
    assert again.of("manifest") == Target(FOLDER, folder="/papers", copies=3)
    assert again.of("pick_list") == Target(PREVIEW, page="Letter")
    assert again.of("item_labels") == Target()
    again.keep("manifest", None)
    assert not again.own("manifest")
    assert (group("manifest"), group("lpn_label")) == (ALL_PAPERS, ALL_LABELS)


def test_the_printer_chosen_at_first_start_is_used_for_papers_but_not_for_labels(tmp_path: Path) -> None:
    workstation = Preferences(tmp_path / "workstation.json")
    workstation.keep("printer.papers", "Laser 2")
    settings = PrinterSettings(workstation)
    assert settings.of("pick_list") == Target(PRINTER, "Laser 2")
    assert settings.of("lpn_label") == Target()


def test_settings_that_make_no_sense_fall_back_to_what_does(tmp_path: Path) -> None:
    workstation = Preferences(tmp_path / "workstation.json")
    workstation.keep("printing", {ALL_PAPERS: {"way": "fax", "copies": 500, "page": "A9", "dots_per_inch": "x",
                                               "language": "tlh", "unknown": 1}, ALL_LABELS: "nonsense"})  # fmt: skip
    assert PrinterSettings(workstation).of(ALL_PAPERS) == Target(copies=99)
    assert PrinterSettings(workstation).of(ALL_LABELS) == Target()
