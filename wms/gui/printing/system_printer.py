"""Pages onto a printer of the system, each at its true size: a label of 100 mm is 100 mm wide on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from wms.base.errors import refuse
from wms.base.jobs import Progress, Watch
from wms.gui.printing.pdf_pages import POINTS_PER_INCH, PdfPages

DOTS_PER_INCH = 300


def names() -> list[str]:
    """The system's printers, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name.casefold()))


def send(pages: PdfPages, name: str, copies: int, watch: Watch, to_file: Path | None = None) -> None:
    """Print all pages; `to_file` writes what the printer would get as a PDF. Raises Refused or Cancelled."""
    if not name and to_file is None and not QPrinterInfo.defaultPrinterName():
        raise refuse("No printer is installed on this machine.", field="printer")
    if name and name not in QPrinterInfo.availablePrinterNames():
        raise refuse("There is no printer {printer} on this machine.", field="printer", printer=name)
    printer = _printer(name, to_file)
    repeats = 1 if printer.supportsMultipleCopies() else copies
    printer.setCopyCount(copies if repeats == 1 else 1)
    _set_page(printer, pages.sizes[0])
    painter = QPainter()
    if not painter.begin(printer):
        raise refuse("The printer {printer} cannot be used.", field="printer", printer=name or printer.printerName())
    try:
        for number in range(len(pages) * repeats):
            watch.stop.raise_if_cancelled()
            watch.report(Progress("Printing", number, len(pages) * repeats))
            _draw(printer, painter, pages, number % len(pages), first=number == 0)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()


def _printer(name: str, to_file: Path | None) -> QPrinter:
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    if to_file is not None:
        made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        made.setOutputFileName(str(to_file))
    elif name:
        made.setPrinterName(name)
    made.setResolution(DOTS_PER_INCH)
    made.setFullPage(True)
    return made


def _set_page(printer: QPrinter, size: tuple[float, float]) -> None:
    """The paper's size: a known one, lying where the page is wider than tall; else just this size."""
    wide, tall = size
    known = QPageSize.id(QSizeF(min(size), max(size)), QPageSize.Unit.Point, QPageSize.SizeMatchPolicy.FuzzyMatch)
    if known != QPageSize.PageSizeId.Custom:
        paper, lies = QPageSize(known), wide > tall
    else:
        paper = QPageSize(QSizeF(wide, tall), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.ExactMatch)
        lies = False
    way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point, QMarginsF(0, 0, 0, 0)))
    printer.setFullPage(True)


def _draw(printer: QPrinter, painter: QPainter, pages: PdfPages, number: int, *, first: bool) -> None:
    """One page from the paper's corner, a dot for a dot."""
    size = pages.sizes[number]
    if not first:
        _set_page(printer, size)
        printer.newPage()
    dots = printer.resolution() / POINTS_PER_INCH
    picture = pages.image(number, DOTS_PER_INCH / POINTS_PER_INCH)
    painter.drawImage(QRectF(0, 0, size[0] * dots, size[1] * dots), picture)
