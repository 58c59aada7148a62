"""Answers every wish to print: the paper is drawn off the window's thread and goes where this workstation sends it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from wms.base.errors import Cancelled
from wms.base.jobs import Watch
from wms.gui.desk.desk import RIGHT, Desk, wrong_in_words
from wms.gui.printing import errand as work
from wms.gui.printing.errand import Done, Errand
from wms.gui.printing.pdf_pages import PdfPages
from wms.gui.printing.print_log import PrintLog
from wms.gui.printing.targets import ALL_PAPERS, FOLDER, LABELS, PREVIEW, PRINTER, PrinterSettings, Target
from wms.gui.printing.titles import is_label, title
from wms.gui.texts.say import language, say

if TYPE_CHECKING:
    from wms.gui.printing.preview import PreviewWindow


class PrintDesk(QObject):
    """Made once for a desk by the shell. `shown` gives a preview that was opened, `printed` what went out (a Done)."""

    shown = Signal(object)
    printed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent or desk)
        self.desk = desk
        self.settings = PrinterSettings(desk.workstation)
        self.log = PrintLog(desk.folder, desk.app.database.path)
        self.previews: list[PreviewWindow] = []
        self._folder = tempfile.TemporaryDirectory(prefix="wms-print-", ignore_cleanup_errors=True)
        self._made = 0
        desk.paper_wanted.connect(self.print)
        desk.sheets_wanted.connect(self.show_drawn)

    @Slot(str, dict)
    def print(self, paper: str, parameters: Mapping[str, str]) -> None:
        """Print a paper or label as it is set up here."""
        try:
            target = self.settings.of(paper)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the wish, it is told, and the window lives on
            self.desk.tell_error(error)
            return
        self.print_to(target, paper, parameters)

    def print_to(self, target: Target, paper: str, parameters: Mapping[str, str]) -> None:
        """Print a paper in a way of its own, just this once."""
        given = {name: value for name, value in parameters.items() if value not in ("", None)}
        copy = not is_label(paper) and self.log.printed(paper, given)
        self._begin(Errand(paper, given, target, target.language or language().code, copy, self._next_place()))

    def preview(self, paper: str, parameters: Mapping[str, str]) -> None:
        """Show a paper first, wherever it is usually sent."""
        self.print_to(replace(self.settings.of(paper), way=PREVIEW), paper, parameters)

    @Slot(object, str)
    def show_drawn(self, draw: Callable[[Path, Watch], Any], name: str) -> None:
        """Show a PDF that is drawn otherwise (a list as it is seen), to be printed as papers are, under this name."""
        errand = Errand(name, {}, self.settings.of(ALL_PAPERS), language().code, False, self._next_place())
        self.desk.jobs.long(
            say("Printing {paper}", paper=name), partial(_drawn, draw, errand),
            owner=self, then=self._done, failed=self._failed,
        )  # fmt: skip

    def close(self) -> None:
        """Close the previews and forget what was drawn."""
        for window in [*self.previews]:
            window.close()
        self._folder.cleanup()

    def _next_place(self) -> Path:
        self._made += 1
        return Path(self._folder.name) / f"{self._made}.pdf"

    def _begin(self, errand: Errand) -> None:
        self.desk.jobs.long(
            say("Printing {paper}", paper=title(errand.paper)), partial(work.run, self.desk.app, errand),
            owner=self, then=self._done, failed=self._failed,
        )  # fmt: skip

    @Slot(object)
    def _done(self, done: Done) -> None:
        if done.pages is not None:
            self._show(done.errand, done.pages)
            return
        self.log.note(done.errand.paper, done.errand.parameters)
        self.desk.notice(RIGHT, _in_words(done))
        self.printed.emit(done)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.desk.notice("wrong", say("Not printed.") + " " + wrong_in_words(error))

    # --- previews ------------------------------------------------------------------------------------------------

    def _show(self, errand: Errand, pages: PdfPages) -> None:
        from wms.gui.printing.preview import PreviewWindow

        window = PreviewWindow(self.desk, errand, pages)
        window.print_wanted.connect(partial(self._print_shown, window))
        window.save_wanted.connect(partial(self._ask_where, window))
        window.open_wanted.connect(partial(self._open_elsewhere, window))
        window.closed.connect(partial(self._closed, window))
        self.previews.append(window)
        window.show()
        window.raise_()
        window.activateWindow()
        self.shown.emit(window)

    def _print_shown(self, window: PreviewWindow, way: str, name: str, copies: int) -> None:
        """Print what the window shows; labels for a label printer are made anew, as they are sent in its language."""
        kept = window.errand.target
        target = replace(kept, way=way, copies=copies, printer=name if way == PRINTER else kept.printer)
        errand = replace(window.errand, target=target)
        if way == LABELS:
            self._begin(errand)
            return
        self.desk.jobs.long(
            say("Printing {paper}", paper=title(errand.paper)), partial(work.send, errand),
            owner=self, then=self._done, failed=self._failed,
        )  # fmt: skip

    def _ask_where(self, window: PreviewWindow) -> None:
        chosen, _ = QFileDialog.getSaveFileName(window, say("Save as PDF"), f"{window.errand.name}.pdf", "PDF (*.pdf)")
        if chosen:
            self.save(window, Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.pdf"))

    def save(self, window: PreviewWindow, out: Path) -> None:
        """Keep what a window shows as a file; it counts as printed."""
        errand = replace(window.errand, target=replace(window.errand.target, way=FOLDER))
        self.desk.jobs.write(partial(_saved, errand, out), owner=self, then=self._done, failed=self._failed)

    def _open_elsewhere(self, window: PreviewWindow) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(window.errand.place)))

    def _closed(self, window: PreviewWindow) -> None:
        if window in self.previews:
            self.previews.remove(window)
            self.desk.jobs.read(window.pages.close, owner=self)


def _drawn(draw: Callable[[Path, Watch], Any], errand: Errand, watch: Watch) -> Done:
    draw(errand.place, watch)
    return Done(errand, pages=PdfPages(errand.place))


def _saved(errand: Errand, out: Path) -> Done:
    work.copy_to(errand.place, out)
    return Done(errand, str(out))


def _in_words(done: Done) -> str:
    paper, way = title(done.errand.paper), done.errand.target.way
    if way == FOLDER:
        return say("{paper} is saved as {file}.", paper=paper, file=done.where)
    if not done.where:
        return say("{paper} was sent to the printer.", paper=paper)
    return say("{paper} was sent to {printer}.", paper=paper, printer=done.where)
