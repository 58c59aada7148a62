"""What is expected, as a list; from a row one goes on to the bench, by scan or with all lines filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from wms.gui.desk.desk import INFO
from wms.gui.pages.listing import ListingPage
from wms.gui.screens.receiving.lists import ARRIVALS
from wms.gui.texts.say import say
from wms.gui.theme.widgets import plain
from wms.model.words import AsnState
from wms.queries.page import Filter, Page

if TYPE_CHECKING:
    from wms.gui.desk.desk import Desk


class ArrivalsPage(ListingPage):
    """Expected arrivals with two more buttons: receive by scan, receive by list."""

    def __init__(self, desk: Desk) -> None:
        self.by_scan, self.by_list = plain(say("Receive by scan"), "scan"), plain(say("Receive by list"), "list")
        self._asn = ""
        super().__init__(desk, ARRIVALS, heading=False)
        for button in (self.by_scan, self.by_list):
            button.setEnabled(False)
        self.by_scan.clicked.connect(self._scan)
        self.by_list.clicked.connect(self._list)
        self.pane.current_changed.connect(self._offer)

    def _buttons(self) -> list[QPushButton]:
        """The list's main offers, then the two ways to receive."""
        return [*super()._buttons(), *((self.by_scan, self.by_list) if self.desk.may("receiving.receive") else ())]

    @Slot(object)
    def _offer(self, row: Any) -> None:
        self.by_scan.setEnabled(row is not None and row.state in (AsnState.EXPECTED, AsnState.ARRIVED))
        self.by_list.setEnabled(row is not None and row.state is AsnState.ARRIVED)

    @Slot()
    def _scan(self) -> None:
        self.desk.open("receiving", tab="receive", asn=self.pane.current_row().asn)

    @Slot()
    def _list(self) -> None:
        """The open receipt of the delivery, then its missing lines, then the form."""
        self._asn = self.pane.current_row().asn
        self.desk.ask("open_receipts", self._with_receipt, owner=self, filters=(Filter("asn", "=", self._asn),))

    def _with_receipt(self, page: Page) -> None:
        if not page.rows:
            self.desk.notice(INFO, say("{asn} has no open receipt. Check it in again.", asn=self._asn))
            return
        self._receipt = page.rows[0].receipt
        self.desk.ask("asn_lines", self._with_lines, owner=self, asn=self._asn, open_only=True, limit=10_000)

    def _with_lines(self, page: Page) -> None:
        rows = [
            {"item": row.item, "quantity": row.announced - row.received, "lot": row.lot, "expiry": row.expiry,
             "lpn": row.lpn}
            for row in page.rows
        ]  # fmt: skip
        if rows:
            self.desk.form("ReceiveLines", None, receipt=self._receipt, lines=rows)
        else:
            self.desk.notice(INFO, say("Nothing of {asn} is missing.", asn=self._asn))


