"""How one kind of paper is printed, as a form: only what the chosen way needs is asked. Each change is kept at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QWidget

from wms.documents.formats import DENSITIES, PAGE_NAMES
from wms.gui.printing import system_printer
from wms.gui.printing.targets import FOLDER, LABELS, MOST_COPIES, PREVIEW, PRINTER, Target
from wms.gui.texts.say import LANGUAGES, say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import plain


class TargetForm(QWidget):
    """The fields of a target. `changed` gives the new one whenever the person changes something."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._target, self._label, self._filling = Target(), False, False
        self.way = self._choice(say("Where it comes out"))
        self.printer = self._choice(say("Printer"))
        self.address = self._line(say("Label printer"), say("host or host:port"))
        self.density = self._choice(say("Dots per inch"))
        self.folder = self._line(say("Folder"), "")
        self.copies = QSpinBox()
        self.copies.setRange(1, MOST_COPIES)
        self.copies.setAccessibleName(say("Copies"))
        self.copies.valueChanged.connect(self._tell)
        self.page = self._choice(say("Page size"))
        self.language = self._choice(say("Language of the paper"))
        self._rows = QFormLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(tokens().space(4))
        self._rows.setVerticalSpacing(tokens().space(3))
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._folder_row = self._with_button(self.folder)
        for field in (self.way, self.printer, self.address, self.density, self._folder_row, self.copies, self.page,
                      self.language):  # fmt: skip
            self._rows.addRow(field.accessibleName(), field)
            self._rows.labelForField(field).setMinimumHeight(tokens().control)

    def show_target(self, target: Target, label: bool) -> None:
        """Show how something is printed; labels can go to label printers, and have a size of their own."""
        self._target, self._label = target, label
        with self._quietly():
            self._fill_ways()
            _fill(self.printer, [(say("The usual printer of this machine"), ""),
                                 *((name, name) for name in system_printer.names())], target.printer)  # fmt: skip
            _fill(self.density, [(str(dots), dots) for dots in DENSITIES], target.dots_per_inch)
            _fill(self.page, [(name, name) for name in PAGE_NAMES], target.page)
            _fill(self.language, [(say("As the window"), ""), *((name, code) for code, name in LANGUAGES.items())],
                  target.language)  # fmt: skip
            self.address.setText(target.address)
            self.folder.setText(target.folder)
            self.copies.setValue(target.copies)
        self._show_needed()

    @property
    def target(self) -> Target:
        """The target as the fields say now."""
        return replace(
            self._target, way=self.way.currentData(), printer=self.printer.currentData(),
            address=self.address.text().strip(), dots_per_inch=self.density.currentData(),
            folder=self.folder.text().strip(), copies=self.copies.value(), page=self.page.currentData(),
            language=self.language.currentData(),
        )  # fmt: skip

    def _fill_ways(self) -> None:
        ways = [(say("Show it first"), PREVIEW), (say("A printer of this machine"), PRINTER),
                (say("A label printer on the network"), LABELS), (say("A folder, as PDF"), FOLDER)]  # fmt: skip
        _fill(self.way, [way for way in ways if self._label or way[1] != LABELS], self._target.way)

    def _show_needed(self) -> None:
        way = self.way.currentData()
        for field, wanted in (
            (self.printer, way in (PRINTER, PREVIEW)), (self.address, way == LABELS), (self.density, way == LABELS),
            (self._folder_row, way == FOLDER), (self.copies, way != FOLDER), (self.page, not self._label),
        ):  # fmt: skip
            self._rows.setRowVisible(field, wanted)

    def _tell(self, _: object = None) -> None:
        if self._filling:
            return
        self._target = self.target
        self._show_needed()
        self.changed.emit(self._target)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        self._filling = True
        try:
            yield
        finally:
            self._filling = False

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        made.currentIndexChanged.connect(self._tell)
        return made

    def _line(self, name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        made.editingFinished.connect(self._tell)
        return made

    def _with_button(self, field: QLineEdit) -> QWidget:
        row, holder = QHBoxLayout(), QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        button = plain(say("Choose"), "folder")
        button.clicked.connect(self._choose_folder)
        row.addWidget(field, 1)
        row.addWidget(button)
        holder.setLayout(row)
        holder.setAccessibleName(field.accessibleName())
        holder.setFocusProxy(field)
        return holder

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, say("Choose"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)
            self._tell()


def _fill(box: QComboBox, entries: list[tuple[str, object]], now: object) -> None:
    """Offer these; what is set but not there any more is offered too, so that it does not change unseen."""
    QObject.blockSignals(box, True)
    box.clear()
    for text, data in entries:
        box.addItem(text, data)
    if box.findData(now) < 0:
        box.addItem(str(now), now)
    box.setCurrentIndex(box.findData(now))
    QObject.blockSignals(box, False)
