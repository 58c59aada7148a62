"""The wizard's step of scanner and printers: each is tried at once, and remembered for this workstation."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QComboBox, QHBoxLayout

from wms.base.jobs import Watch
from wms.gs1.scan import ScanKind, classify
from wms.gui.desk.desk import wrong_in_words
from wms.gui.desk.preferences import Preferences
from wms.gui.jobs.jobs import Jobs
from wms.gui.printing.targets import ALL_LABELS, LABELS, PrinterSettings, Target
from wms.gui.printing.trial import try_label_printer, try_printer
from wms.gui.scan.settings import ScannerSettings
from wms.gui.shell.wizard_steps import Step
from wms.gui.texts.say import language, say
from wms.gui.theme.widgets import body, plain, toned


class DevicesStep(Step):
    """Try the scanner, choose the printer; both can be skipped and set up later."""

    name = "Scanner and printer"

    def __init__(self, workstation: Preferences, jobs: Jobs) -> None:
        super().__init__()
        self._workstation, self._jobs = workstation, jobs
        self._scan = self.field("scan", say("Scan any GS1 label here"), "", say("It should be understood at once."))
        self._scan.returnPressed.connect(self._scanned)
        self._separator = QComboBox()
        for title, sign in ((say("as it is"), ""), ("~", "~"), ("|", "|"), ("F8", "F8"), ("^", "^")):
            self._separator.addItem(title, sign)
        self._separator.currentIndexChanged.connect(self._scanned)
        self._heard = body("")
        self.column.addWidget(self._heard)
        self.labelled("separator", say("The scanner sends the group separator as"), self._separator)
        self._printer = QComboBox()
        self._printer.addItem(say("Show papers first, choose later"), "")
        for name in QPrinterInfo.availablePrinterNames():
            self._printer.addItem(name, name)
        self.labelled("printer", say("Printer for papers"), self._printer)
        self.try_page = plain(say("Print a test page"), "print")
        self._address = self.field(
            "address", say("Label printer on the network"), "",
            say("Its address, such as 192.168.1.50 or labels.local:9100; leave it empty when there is none."),
        )  # fmt: skip
        self.try_label = plain(say("Print a test label"), "print")
        self._printed = body("")
        for button, below, parts in ((self.try_page, self._printer, 2), (self.try_label, self._address, 3)):
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self.column.insertLayout(self.column.indexOf(below) + parts, row)
        self.column.addWidget(self._printed)
        self.column.addStretch(1)
        self.try_page.clicked.connect(self._print_page)
        self.try_label.clicked.connect(self._print_label)

    def begin(self) -> None:
        """The scanner types into the first field."""
        self._scan.setFocus()

    @Slot()
    def _scanned(self) -> None:
        """Say what was understood."""
        text = self._scan.text()
        if not text:
            return
        sign = str(self._separator.currentData())
        scan = classify(text, group_separator_substitute=sign if len(sign) == 1 else "")
        if scan.label is not None:
            told = "   ".join(f"({code}) {value}" for code, value in scan.label.fields().items())
            toned(self._heard, "good").setText(say("Understood: {fields}", fields=told))
        elif scan.kind is ScanKind.GARBAGE or scan.reason:
            toned(self._heard, "bad").setText(say("Not understood: {reason}", reason=say(scan.reason)))
        else:
            toned(self._heard, "warn").setText(say("Heard “{text}”; this is no GS1 label.", text=scan.text))
        self._scan.selectAll()

    # --- printers ------------------------------------------------------------------------------------------------

    @Slot()
    def _print_page(self) -> None:
        name, spoken = str(self._printer.currentData()), language()
        self._try(lambda: try_printer(name, spoken, Watch()))

    @Slot()
    def _print_label(self) -> None:
        address, spoken = self._address.text().strip(), language()
        self._try(lambda: try_label_printer(address, spoken))

    def _try(self, work: Any) -> None:
        for button in (self.try_page, self.try_label):
            button.setEnabled(False)
        toned(self._printed, "neutral").setText(say("Printing…"))
        self._jobs.read(work, owner=self, then=self._tried, failed=self._failed)

    @Slot(object)
    def _tried(self, where: str) -> None:
        self._over("good", say("Sent to {printer}. Look whether it came out right.",
                               printer=where or say("the usual printer")))  # fmt: skip

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._over("bad", wrong_in_words(error))

    def _over(self, tone: str, text: str) -> None:
        toned(self._printed, tone).setText(text)
        for button in (self.try_page, self.try_label):
            button.setEnabled(True)

    def keep(self) -> None:
        """Remember the choices for this workstation."""
        kept = ScannerSettings.of(self._workstation)
        ScannerSettings(
            kept.gap_ms, kept.least, kept.prefix, kept.suffix, kept.ends, str(self._separator.currentData()),
            kept.repeat_ms, kept.ports,
        ).keep(self._workstation)  # fmt: skip
        if self._printer.currentData():
            self._workstation.keep("printer.papers", self._printer.currentData())
        if self._address.text().strip():
            target = Target(LABELS, address=self._address.text().strip())
            PrinterSettings(self._workstation).keep(ALL_LABELS, target)
