"""A paper before it is printed, in a window of its own beside the work: look, turn pages, print, save, open elsewhere.

The window never stands in the way of the main one. Everything in it can be done with keys.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLayout, QSpinBox, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.printing import system_printer
from wms.gui.printing.errand import Errand
from wms.gui.printing.page_list import PageList
from wms.gui.printing.page_view import PAGE, STEP, WIDTH, PageView
from wms.gui.printing.pdf_pages import PdfPages
from wms.gui.printing.renderer import Renderer
from wms.gui.printing.targets import FOLDER, LABELS, MOST_COPIES, PREVIEW, PRINTER
from wms.gui.printing.titles import title
from wms.gui.texts.say import say
from wms.gui.theme.look import dress
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import Divider, caption, plain, primary, tool

LIST_FROM = 2
"""With so many pages there is a list of them."""


class PreviewWindow(QWidget):
    """One paper. `print_wanted` (way, printer's name, copies) and the other signals are answered by the print desk."""

    print_wanted = Signal(str, str, int)
    save_wanted = Signal()
    open_wanted = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, errand: Errand, pages: PdfPages) -> None:
        super().__init__()
        dress(self)
        self.errand, self.pages = errand, pages
        self._renderer = Renderer(desk.jobs, pages, self)
        self.view = PageView(self._renderer, pages.sizes)
        self.list = PageList(self._renderer, pages.sizes)
        about = " ".join(str(value) for value in errand.parameters.values() if value)
        self.setWindowTitle(f"{title(errand.paper)} {about}".strip())
        self.setAccessibleName(self.windowTitle())
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._controls()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(Divider())
        column.addLayout(self._body(), 1)
        self._keys()
        self.list.chosen.connect(self.view.go_to)
        self.view.page_changed.connect(self._turned)
        self.view.zoom_changed.connect(self._zoomed)
        self.number.valueChanged.connect(self._typed)
        self.list.show_page(0)
        self.view.setFocus()
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        wide, tall = self.pages.sizes[0]
        return QSize(tokens().space(240), tokens().space(200 if tall >= wide else 160))

    # --- how it is built -----------------------------------------------------------------------------------------

    def _controls(self) -> None:
        self.print_button = primary(say("Print"), "print")
        self.print_button.clicked.connect(self.print_)
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setValue(self.errand.target.copies)
        self.copies.setAccessibleName(say("Copies"))
        self.copies.setPrefix("× ")
        self.where = QComboBox()
        self.where.setAccessibleName(say("Where to print"))
        self.where.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._fill_where()
        self.number = QSpinBox()
        self.number.setRange(1, len(self.pages))
        self.number.setAccessibleName(say("Page"))
        self.number.setKeyboardTracking(False)
        self.count = QLabel(say("of {pages}", pages=len(self.pages)))
        self.percent = caption("")

    def _fill_where(self) -> None:
        """Every printer of the system, and the label printer or folder that are set for this paper."""
        target = self.errand.target
        for name in system_printer.names():
            self.where.addItem(name, (PRINTER, name))
        if target.address and self.errand.label:
            self.where.addItem(target.address, (LABELS, target.address))
        if target.folder:
            self.where.addItem(target.folder, (FOLDER, target.folder))
        if not self.where.count():
            self.where.addItem(say("No printer is set up here"), (PREVIEW, ""))
            self.where.setEnabled(False)
            self.print_button.setEnabled(False)
            self.copies.setEnabled(False)
        self.where.setCurrentIndex(max(0, self.where.findText(target.printer)))

    def _bar(self) -> QHBoxLayout:
        row, look = QHBoxLayout(), tokens()
        row.setContentsMargins(*(look.space(step) for step in (3, 2, 3, 2)))
        row.setSpacing(look.space(2))
        for widget in (self.print_button, self.copies, self.where):
            row.addWidget(widget)
        row.addSpacing(look.space(2))
        save = plain(say("Save as PDF"), "save")
        save.clicked.connect(self.save_wanted)
        other = plain(say("Open elsewhere"), "external")
        other.clicked.connect(self.open_wanted)
        row.addWidget(save)
        row.addWidget(other)
        row.addStretch(1)
        self._turning(row)
        row.addSpacing(look.space(2))
        for picture, name, does in (
            ("zoom_out", say("Smaller"), partial(self.view.magnify, 1 / STEP)),
            ("zoom_in", say("Larger"), partial(self.view.magnify, STEP)),
            ("document", say("Whole page"), partial(self.view.fit, PAGE)),
            ("fit", say("Page width"), partial(self.view.fit, WIDTH)),
        ):
            button = tool(picture, name)
            button.clicked.connect(does)
            row.addWidget(button)
        row.addWidget(self.percent)
        return row

    def _turning(self, row: QLayout) -> None:
        for widget in (QLabel(say("Page")), self.number, self.count):
            row.addWidget(widget)

    def _body(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.list)
        row.addWidget(self.view, 1)
        self.list.setVisible(len(self.pages) >= LIST_FROM)
        return row

    def _keys(self) -> None:
        for keys, does in (
            (QKeySequence(QKeySequence.StandardKey.Print), self.print_),
            (QKeySequence(QKeySequence.StandardKey.Save), self.save_wanted.emit),
            (QKeySequence(Qt.Key.Key_Escape), self.close),
            (QKeySequence("Ctrl+0"), partial(self.view.fit, PAGE)),
            (QKeySequence(QKeySequence.StandardKey.ZoomIn), partial(self.view.magnify, STEP)),
            (QKeySequence(QKeySequence.StandardKey.ZoomOut), partial(self.view.magnify, 1 / STEP)),
        ):
            QShortcut(keys, self, does)

    # --- what happens --------------------------------------------------------------------------------------------

    def print_(self) -> None:
        """Print as the controls say, if there is a printer."""
        if self.print_button.isEnabled():
            way, name = self.where.currentData()
            self.print_wanted.emit(way, name, self.copies.value())

    def _turned(self, page: int) -> None:
        self.number.blockSignals(True)
        self.number.setValue(page + 1)
        self.number.blockSignals(False)
        self.list.show_page(page)

    def _typed(self, number: int) -> None:
        self.view.go_to(number - 1)

    def _zoomed(self, zoom: float) -> None:
        """100 % is the paper's own size on a screen of 96 dots an inch."""
        self.percent.setText(f"{zoom * 72 / 96:.0%}")

    def closeEvent(self, event: QCloseEvent) -> None:
        self._renderer.stop()
        self.closed.emit()
        super().closeEvent(event)
