"""A simulation from the window's side: begun, watched, stopped; what came out is kept until the next one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject

from wms.app.simulating import Outcome, simulate
from wms.base.jobs import Progress, Watch
from wms.gui.desk.desk import INFO, Desk
from wms.gui.desk.long_work import LongWork
from wms.gui.texts.say import say
from wms.operations.simulating.wish import Wish


class Running(LongWork):
    """Cancelled, the days that are finished are told. `outcome` is what came of the last one."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self.outcome: Outcome | None = None

    def begin(self, wish: Wish, others: Sequence[Wish], seeds: int, site: str = "") -> None:
        """Try the day; what was tried before stays to be seen until this has come out."""
        if self.running:
            return
        app = self.desk.app

        def work(watch: Watch) -> Outcome:
            return simulate(app, wish, others, site=site, seeds=seeds, watch=watch)

        self.set_going("Trying a day out", work, Progress("reading the books"))

    def came(self, result: Outcome) -> None:
        """It is kept until the next one."""
        self.outcome = result

    def stopped(self) -> None:
        """There is nothing to tell."""
        self.desk.notice(INFO, say("It was stopped before one day was over; nothing can be said."))
