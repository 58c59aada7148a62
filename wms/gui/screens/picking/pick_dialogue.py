"""Picking by scan: a batch, its totes, and one stop after the other, each confirmed by what is scanned there.

The stops are kept here and follow from each answer; the books are asked again behind the person's back whenever
somebody changes them, so that no scan waits for a list.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import INFO, RIGHT, Desk
from wms.gui.scan.steps import SteppedDialogue
from wms.gui.screens.picking.choosing import Choosing
from wms.gui.screens.picking.done import Done
from wms.gui.screens.picking.step import Step
from wms.gui.screens.picking.stop import AtStop, Taken
from wms.gui.screens.picking.totes import Totes
from wms.gui.screens.picking.walk import Walk
from wms.gui.texts.say import say
from wms.model.words import BatchState, Stage
from wms.operations.picking.batches import PauseBatch
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

MOST = 5_000
_TOPICS = frozenset({"tasks", "waves", "orders"})


class PickDialogue(SteppedDialogue):
    """The dialogue of the bench; `step` is where it stands, `walk` the batch in hand (None without one).

    `totes` is each order's tote, `taken` what was confirmed here, the newest last.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.walk: Walk | None = None
        self.totes: dict[str, str] = {}
        self.taken: list[Taken] = []
        self._rows: list[Any] = []
        self._batch = ""
        self._kept: dict[str, str] = {}
        self._then_go: Callable[[], None] = self.go_on
        self._asked = False
        self.colleagues: list[str] = []
        self.choosing = Choosing(self)
        self.step: Step = self.choosing
        desk.changed.connect(self._changed)

    @property
    def walking(self) -> Walk:
        """The batch in hand. Raises RuntimeError without one."""
        if self.walk is None:
            raise RuntimeError("no batch is in hand")
        return self.walk

    @property
    def title(self) -> str:
        """What is being picked."""
        return say("Batch {batch}", batch=self.walk.batch) if self.walk is not None else say("Picking")

    def begin(self, batch: str = "") -> None:
        """Look which batches wait; with one named, go on with it if it is mine."""
        if batch and not self._awaited:
            self.ask("batches", self._named, batch=batch, limit=1)
        self.step.look()

    def _named(self, page: Page) -> None:
        row = next(iter(page.rows), None)
        if row is not None and row.state is BatchState.STARTED and row.picker == self.desk.login:
            self.load(row.batch)

    @Slot(object)
    def batches_found(self, page: Page) -> None:
        """The batches that are not done."""
        self.choosing.rows = list(page.rows)
        self.changed.emit()

    @Slot(object)
    def colleagues_found(self, page: Page) -> None:
        """Who else picked lately."""
        pickers = dict.fromkeys(row.picker for row in page.rows)
        self.colleagues = [login for login in pickers if login and login != self.desk.login]
        self.changed.emit()

    # --- a batch is taken in hand ------------------------------------------------------------------------------------

    def load(self, batch: str) -> None:
        """Read everything that is needed on the walk, once."""
        self._batch = batch
        self.ask("pick_list", self._listed, batch=batch, limit=MOST)

    def _listed(self, page: Page) -> None:
        self._rows = list(page.rows)
        items = tuple({row.item for row in page.rows})
        self.ask("packaging_levels", self._measured, filters=(Filter("item", "in", items),), limit=MOST)

    def _measured(self, page: Page) -> None:
        units = {(row.item, row.level.value): row.units for row in page.rows}
        if self.walk is None or self.walk.batch != self._batch:
            self.totes, self.taken, self._kept = self._kept, [], {}
        self.walk = Walk(self._batch, self._rows, units)
        orders = tuple({row.order for row in self._rows if row.order})
        wanted = (Filter("order", "in", orders), Filter("stage", "=", Stage.PICKED))
        self.ask("who_holds", self._in_totes, filters=wanted, limit=MOST)

    def _in_totes(self, page: Page) -> None:
        """Totes that stand with goods of these orders already are gone on with."""
        for row in page.rows:
            if not self.walking.slot_of(row.order):  # a part's totes are of its own zone, and may stand in the slot
                self.totes.setdefault(row.order, row.lpn)
        self.answer(RIGHT, say("{batch} is yours: {stops} stops.", batch=self._batch, stops=len(self.walking.open)))
        missing = [order for order in self.walking.orders if order not in self.totes]
        if missing:
            self.step = Totes(self, missing)
        else:
            self.go_on()

    def go_on(self) -> None:
        """To the next stop, or the end."""
        walk = self.walking
        if walk.here is None:
            self.step = Done(self)
            return
        place = self.step.place if isinstance(self.step, AtStop) else ""
        self.step = AtStop(self, walk.here, place)

    def reload(self, then: Callable[[], None]) -> None:
        """Ask for the stops anew, and go on with `then`."""
        self._then_go = then
        self.ask("pick_list", self._reloaded, batch=self.walking.batch, limit=MOST)

    def _reloaded(self, page: Page) -> None:
        self.walking.take(page.rows)
        self._then_go()

    # --- a batch is put down -----------------------------------------------------------------------------------------

    def pause(self) -> None:
        """Anybody may go on with it."""
        self.run(PauseBatch(batch=self.walking.batch), self._paused)

    def _paused(self, answer: Answer) -> None:
        self.tell(answer)
        self.put_down()

    def put_down(self) -> None:
        """No batch is in hand any more."""
        self.walk, self.totes, self.taken = None, {}, []
        self.step = self.choosing
        self.step.look()

    def state(self) -> dict[str, Any]:
        """Which batch is in hand, and its totes."""
        return {"batch": self.walk.batch, "totes": dict(self.totes)} if self.walk is not None else {}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on with it, if it is still mine."""
        if state.get("batch") and not self._awaited and self.walk is None:
            self._kept = dict(state.get("totes", {}))
            self.ask("batches", self._named, batch=str(state["batch"]), limit=1)

    # --- behind the person's back ------------------------------------------------------------------------------------

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if not topics & _TOPICS:
            return
        self.step.look()
        self.look_again()

    def look_again(self) -> None:
        """Ask for the stops once more, without letting anybody wait."""
        if self.walk is not None and not self._asked:
            self._asked = True
            self.desk.ask("batches", self._whose, owner=self, batch=self.walk.batch, limit=1)
            self.desk.ask("pick_list", self._heard_of, owner=self, failed=self._not_heard, batch=self.walk.batch,
                          limit=MOST)  # fmt: skip

    @Slot(object)
    def _whose(self, page: Page) -> None:
        """The office may have given the batch to somebody else, or taken it back."""
        row = next(iter(page.rows), None)
        if row is None or self.walk is None or row.batch != self.walk.batch or self._awaited:
            return
        if row.state is BatchState.STARTED and row.picker != self.desk.login:
            self.answer(INFO, say("{batch} is walked by {picker} now.", batch=row.batch, picker=row.picker or "–"))
            self.put_down()
        elif row.state in (BatchState.READY, BatchState.CANCELLED):
            self.answer(INFO, say("{batch} was taken off your hands.", batch=row.batch))
            self.put_down()

    @Slot(object)
    def _heard_of(self, page: Page) -> None:
        """Somebody may have cancelled the stop one is at, or given the batch new ones."""
        self._asked = False
        if self.walk is None or (page.rows and page.rows[0].batch != self.walk.batch):
            return
        self.walk.take(page.rows)
        if isinstance(self.step, AtStop) and not self._awaited and self.walk.find(self.step.row.task) is None:
            self.answer(INFO, say("The stop at {place} is no longer needed.", place=self.step.row.location))
            self.go_on()
        self.changed.emit()

    @Slot(object)
    def _not_heard(self, error: Exception) -> None:
        self._asked = False
