"""Which batch is walked: the pick list's barcode, a tote that belongs to it, an order, one of mine, or the next one."""

from __future__ import annotations

from typing import Any

from wms.base.errors import Refused
from wms.gui.desk.desk import INFO, WRONG, wrong_in_words
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.picking.step import Step
from wms.gui.texts.say import say
from wms.model.words import BatchState
from wms.operations.picking.batches import ClaimBatch
from wms.operations.unit import Answer
from wms.queries.page import Page

_MINE = 4


class Choosing(Step):
    """No batch is in hand. `rows` are the batches that are not done."""

    rows: list[Any] = []

    def look(self) -> None:
        """Which batches wait, and which are mine."""
        self.bench.desk.ask("batches", self.bench.batches_found, owner=self.bench, open_only=True, limit=500)

    def prompt(self) -> Prompt:
        """Scan a pick list, or take the next."""
        mine, ready = self.mine, sum(1 for row in self.rows if row.state is BatchState.READY)
        if not mine and not ready:
            return Prompt(
                say("Picking"), say("No batch waits to be picked"),
                say("Batches come up here when a wave is released."), expects=("batch", "order", "lpn"),
                facts=self._facts(ready, len(mine)),
            )  # fmt: skip
        return Prompt(
            say("Picking"), say("Scan a pick list, or take the next batch"),
            say("A tote or an order leads to its batch too."), expects=("batch", "order", "lpn"),
            facts=self._facts(ready, len(mine)), choices=(*self._mine(mine), *self._next(ready, not mine)),
        )  # fmt: skip

    @property
    def mine(self) -> list[Any]:
        """The batches this person walks."""
        login = self.bench.desk.login
        return [row for row in self.rows if row.state is BatchState.STARTED and row.picker == login]

    def _facts(self, ready: int, mine: int) -> tuple[Fact, ...]:
        walked = len(self.rows) - ready - mine
        return (
            Fact(say("Wait for somebody"), f"{ready:,}", "accent" if ready else "neutral"),
            Fact(say("Yours"), f"{mine:,}"),
            Fact(say("Walked by others"), f"{walked:,}"),
        )

    def _mine(self, mine: list[Any]) -> list[Choice]:
        left = [(row.batch, row.stops - row.stops_done) for row in mine[:_MINE]]
        return [
            Choice(f"mine {batch}", say("{batch}: go on, {stops} stops left", batch=batch, stops=stops), "route",
                   main=place == 0)
            for place, (batch, stops) in enumerate(left)
        ]  # fmt: skip

    def _next(self, ready: int, main: bool) -> list[Choice]:
        return [Choice("next", say("Take the next batch"), "next", main=main)] if ready else []

    def choose(self, name: str) -> None:
        """The next batch, or one of mine."""
        what, _, batch = name.partition(" ")
        if what == "next":
            self.bench.run(ClaimBatch(), self._claimed, failed=self._none_left)
        else:
            self._claim(batch)

    def _none_left(self, error: Exception) -> None:
        """A colleague took the last one in the same moment: no mistake, there is none left."""
        if isinstance(error, Refused):
            self.bench.answer(INFO, wrong_in_words(error))
            self.look()
        else:
            self.bench.tell_error(error)

    def hear(self, heard: Heard) -> None:
        """A batch, an order of it, or a tote with goods of it."""
        if heard.code("batch"):
            self._claim(heard.code("batch"))
        elif heard.code("order"):
            self._by_order(heard.code("order"))
        else:
            self.bench.ask("who_holds", self._held, lpn=heard.code("lpn"), limit=1)

    def _held(self, page: Page) -> None:
        if page.rows:
            self._by_order(page.rows[0].order)
        else:
            self.bench.answer(WRONG, say("This tote is empty. Scan a pick list."))

    def _by_order(self, order: str) -> None:
        self.bench.ask("pick_list", self._of_order, order=order, open_only=True, limit=1)

    def _of_order(self, page: Page) -> None:
        if page.rows:
            self._claim(page.rows[0].batch)
        else:
            self.bench.answer(WRONG, say("Nothing of this order is left to pick."))

    def _claim(self, batch: str) -> None:
        self.bench.run(ClaimBatch(batch=batch), self._claimed)

    def _claimed(self, answer: Answer) -> None:
        self.bench.load(answer.document)
