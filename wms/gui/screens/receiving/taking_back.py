"""The last thing received was a mistake: all lines it made are taken back together, or none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wms.gui.desk.desk import RIGHT, WRONG
from wms.gui.texts.say import say
from wms.operations.receiving.reverse import ReverseReceiptLine
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

if TYPE_CHECKING:
    from wms.gui.screens.receiving.unloading import Unloading

MOST = 10_000


class TakingBack:
    """Undoes the last posting of this bench, or after a restart the receipt's newest line."""

    def __init__(self, unloading: Unloading) -> None:
        self.unloading, self.bench = unloading, unloading.bench
        self._its: list[Any] = []

    def begin(self) -> None:
        """Look which lines the last scan made."""
        if self.unloading.postings:
            self._find(self.unloading.postings[-1])
        else:
            self.bench.ask("receipt_lines", self._newest, receipt=self.unloading.number, sort=("-id",), limit=MOST)

    def _newest(self, page: Page) -> None:
        left = [row for row in page.rows if row.quantity > row.reversed]
        if left:
            self._find(left[0].posting)
        else:
            self.bench.answer(WRONG, say("Nothing is left to be taken back."))

    def _find(self, posting: int) -> None:
        self.bench.ask("receipt_lines", self._found, receipt=self.unloading.number, limit=MOST,
                       filters=(Filter("posting", "=", posting),))  # fmt: skip

    def _found(self, page: Page) -> None:
        self._its = list(page.rows)
        before = (Filter("id", "<", self._its[0].id),)
        self.bench.ask("receipt_lines", self._counted, receipt=self.unloading.number, limit=MOST, filters=before)

    def _counted(self, page: Page) -> None:
        """A posting's lines were written together: their numbers follow each other."""
        number, reason = self.unloading.number, say("Taken back at the bench")
        wrong = [
            ReverseReceiptLine(receipt=number, line=line, reason=reason)
            for line, row in enumerate(self._its, len(page.rows) + 1) if row.quantity > row.reversed
        ]  # fmt: skip
        if wrong:
            self.bench.run(wrong, self._undone)
        else:
            self.unloading.postings.pop()
            self.bench.answer(WRONG, say("It was taken back already."))

    def _undone(self, answers: list[Answer]) -> None:
        pieces = sum(answer.values["quantity"] for answer in answers)
        if self.unloading.postings:
            self.unloading.postings.pop()
        self.unloading.received -= pieces
        self.unloading.last = None
        self.bench.answer(RIGHT, say("{quantity} × {item} were taken back.", quantity=f"{pieces:,}",
                                     item=answers[0].values["sku"]))  # fmt: skip
