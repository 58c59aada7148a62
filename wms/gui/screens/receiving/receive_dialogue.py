"""Receiving by scan: the delivery, its goods one label after the other, and the end with what differed.

It asks only for what a label did not tell. Each answer is in the books before the next question comes, so a power cut
loses nothing but a half-told line.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import RIGHT, WRONG, Desk, in_words
from wms.gui.scan.steps import SteppedDialogue
from wms.gui.screens.receiving.arriving import Arriving
from wms.gui.screens.receiving.step import Step
from wms.gui.screens.receiving.unloading import Unloading
from wms.gui.texts.say import say
from wms.operations.unit import Answer
from wms.queries.page import Page

MOST_LINES = 10_000
_TOPICS = frozenset({"receipts", "asns"})


class ReceiveDialogue(SteppedDialogue):
    """The dialogue of the bench; `step` is where it stands, `receipt` the open receipt's row (None before)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.receipt: Any = None
        self._plate = ""
        self.step: Step = Arriving(self)
        desk.changed.connect(self._changed)

    def begin(self, receipt: str = "", asn: str = "", dock: str = "") -> None:
        """Start over, or go on with a receipt, an announced delivery, or whatever stands at a dock."""
        if self._awaited:
            return
        if receipt:
            self.open_receipt(receipt)
        elif asn or dock:
            self.step = arriving = Arriving(self)
            arriving.take_asn(asn) if asn else arriving.take_dock(dock)
        else:
            self.step.look()
        self.changed.emit()

    def restart(self) -> None:
        """The next delivery."""
        self.receipt = None
        self.step = Arriving(self)
        self.step.look()

    def open_receipt(self, number: str, plate: str = "") -> None:
        """Go on with this receipt, goods standing on `plate`."""
        self._plate = plate
        self.ask("receipts", self._receipt_found, receipt=number, limit=1)

    def _receipt_found(self, page: Page) -> None:
        if not page.rows or page.rows[0].closed_at is not None:
            self.answer(WRONG, say("This receipt is closed. Scan the next delivery."))
            self.restart()
            return
        self.receipt = page.rows[0]
        if self.receipt.asn:
            self.ask("asn_lines", self._lines_found, asn=self.receipt.asn, limit=MOST_LINES)
        else:
            self._lines_found(Page((), None))

    def _lines_found(self, page: Page) -> None:
        unloading = Unloading(self, page.rows)
        unloading.plate, self._plate = self._plate, ""
        self.step = unloading
        unloading.greet()

    @Slot(object)
    def listed(self, answer: Answer) -> None:
        """Lines were received by the list, in their form beside the bench."""
        if isinstance(self.step, Unloading):
            self.step.received += answer.values["quantity"]
            self.answer(RIGHT, in_words(answer))
            self.changed.emit()

    def state(self) -> dict[str, str]:
        """Which receipt is being worked on, and the licence plate in use."""
        plate = self.step.plate if isinstance(self.step, Unloading) else ""
        return {"receipt": self.receipt.receipt if self.receipt is not None else "", "plate": plate}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on there."""
        if state.get("receipt") and not self._awaited:
            self.open_receipt(str(state["receipt"]), str(state.get("plate", "")))

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS:
            self.step.look()
