"""Everything is allocated in one go, with progress and a way to stop; at the end all that has no stock is explained."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from PySide6.QtCore import QObject, Slot

from wms.app.allocating import Allocated, allocate_all
from wms.base.jobs import Watch
from wms.gui.desk.desk import INFO, RIGHT, Desk
from wms.gui.desk.long_work import LongWork
from wms.gui.texts.say import say
from wms.queries.page import MAX_ROWS, Page


class MassAllocation(LongWork):
    """Cancelled, it stops after the part that is under way; what was allocated stays.

    `done` is what came of it, `reasons` the reasons of all that lacks stock afterwards: the words, how many lines,
    how many pieces.
    """

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self.done: Allocated | None = None
        self.reasons: list[tuple[str, int, int]] = []

    @Slot()
    def begin(self) -> None:
        """Begin, unless it is under way already."""
        if self.running:
            return
        app, login = self.desk.app, self.desk.login

        def work(watch: Watch) -> Allocated:
            return allocate_all(app, watch, login=login)

        self.done, self.reasons = None, []
        self.set_going("Allocating", work)

    def summary(self) -> str:
        """What came of it, in one sentence."""
        done = self.done or Allocated()
        figures = {"pieces": f"{done.pieces:,}", "orders": f"{done.orders:,}", "lines": f"{done.lines:,}",
                   "short": f"{done.short:,}"}  # fmt: skip
        if done.stopped:
            return say("Stopped: {pieces} pieces are set aside for {orders} orders; {short} of {lines} lines tried are"
                       " short.", **figures)  # fmt: skip
        if not done.lines:
            return say("No line of an open order lacks stock.")
        return say("{pieces} pieces are set aside for {orders} orders; {short} of {lines} lines are short.", **figures)

    def came(self, result: Allocated) -> None:
        """Say what came of it, and ask why the rest has nothing."""
        self.done = result
        self.desk.notice(INFO if result.stopped or result.short else RIGHT, self.summary())
        for text in result.refused[:3]:
            self.desk.notice(INFO, text)
        self.desk.ask("unallocated_lines", self._explain, owner=self, limit=MAX_ROWS)

    @Slot(object)
    def _explain(self, page: Page) -> None:
        lines: Counter[str] = Counter()
        pieces: Counter[str] = Counter()
        for row in page.rows:
            lines[_kind(row)] += 1
            pieces[_kind(row)] += row.missing
        self.reasons = [(reason, count, pieces[reason]) for reason, count in lines.most_common()]
        self.changed.emit()


def _kind(row: Any) -> str:
    """The reason without the figures and orders that make each line's its own, so that lines of a kind are counted."""
    _, _, causes = str(row.reason).partition(". ")
    told = _ORDER.sub("another order", _FIGURE.sub("…", causes or str(row.reason)))
    sentences = dict.fromkeys(sentence.strip(" .") + "." for sentence in told.split(". ") if sentence.strip(" ."))
    return " ".join(say(sentence) for sentence in sentences) or say("Nobody has tried to allocate it yet.")


_ORDER = re.compile(r"\border \S*?…\S*?(?=[.,;]?(\s|$))")
_FIGURE = re.compile(r"\d[\d,]*")
