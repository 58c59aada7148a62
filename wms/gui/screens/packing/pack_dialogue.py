"""Packing by scan: an order, its cartons, and one piece after the other, until everything is in and weighed.

What is packed is counted here and follows from each answer; the books are asked again behind the person's back
whenever somebody changes them.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from wms.app.planning import make_plan
from wms.base.jobs import Watch
from wms.gui.desk.desk import INFO, RIGHT, Desk, wrong_in_words
from wms.gui.scan.steps import SteppedDialogue
from wms.gui.screens.packing.closing import Closing
from wms.gui.screens.packing.contents import Contents
from wms.gui.screens.packing.filling import Filling
from wms.gui.screens.packing.finding import Finding
from wms.gui.screens.packing.opening import Opening
from wms.gui.screens.packing.scale_desk import ScaleDesk
from wms.gui.screens.packing.step import Step
from wms.gui.texts.say import say
from wms.queries.gathered import PartState
from wms.queries.page import Page

MOST = 10_000
PLAN_SECONDS = 5.0
_TOPICS = frozenset({"cartons", "orders", "tasks", "stock", "proposals"})


class PackDialogue(SteppedDialogue):
    """The dialogue of the bench; `step` is where it stands.

    `kinds` are the kinds of cartons, `thinking` whether cartons are being planned, `no_plan` why there is none.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._contents: Contents | None = None
        self.kinds: list[Any] = []
        self.thinking, self.no_plan = False, ""
        self.closed = 0
        self._carton, self._order, self._alone = "", "", False
        self._read: dict[str, Page] = {}
        self._parts: list[Any] = []
        self._runs, self._asked_at = 0, -1
        self.scale = ScaleDesk.of(desk)
        self.finding = Finding(self)
        self.step: Step = self.finding
        self.scale.changed.connect(self._weighed)
        desk.changed.connect(self._changed)

    @property
    def contents(self) -> Contents:
        """The order in hand. Raises RuntimeError without one."""
        if self._contents is None:
            raise RuntimeError("no order is in hand")
        return self._contents

    @property
    def in_hand(self) -> Contents | None:
        """The order in hand; None without one."""
        return self._contents

    @property
    def carton(self) -> str:
        """The carton that is being filled or closed; empty while none is."""
        step = getattr(self.step, "filling", self.step)
        return step.carton if isinstance(step, Filling) else ""

    @property
    def title(self) -> str:
        """What is being packed."""
        contents = self.contents
        return f"{contents.order} · {contents.customer}"

    def begin(self, order: str = "") -> None:
        """Look what waits, or go on with this order."""
        self.desk.ask("carton_types", self._kinds_found, owner=self, sort=("cost_minor",))
        if order and not self._awaited:
            self.load(order)
        self.finding.look()

    @Slot(object)
    def _kinds_found(self, page: Page) -> None:
        self.kinds = list(page.rows)
        self.changed.emit()

    @Slot(object)
    def waiting_found(self, page: Page) -> None:
        """What waits to be packed, whoever picked it."""
        self.finding.waits = page.rows
        self.changed.emit()

    @Slot(object)
    def ready_found(self, page: Page) -> None:
        """The orders that are picked to the last piece."""
        self.finding.ready = page.rows
        self.changed.emit()

    @Slot(object)
    def begun_found(self, page: Page) -> None:
        """The orders of which a carton stands open."""
        self.finding.begun = list(dict.fromkeys(row.order for row in page.rows))
        self.changed.emit()

    # --- an order is taken in hand -----------------------------------------------------------------------------------

    def load(self, order: str, carton: str = "", *, alone: bool = False) -> None:
        """Read the order, and go on with this carton of it, or the first that stands open.

        `alone`: the order was offered as nobody's; where a carton of it stands open by now, a colleague was quicker.
        """
        self._order, self._carton, self.closed, self._alone = order, carton, 0, alone
        self.thinking, self.no_plan = False, ""
        self._contents = None
        self.ask("orders", self._order_found, order=order, limit=1)

    def read_again(self, carton: str) -> None:
        """Read everything anew, and go on with this carton."""
        self._order, self._carton = self.contents.order, carton
        self.ask("orders", self._order_found, order=self._order, limit=1)

    def _order_found(self, page: Page) -> None:
        self._read = {"orders": page}
        self.ask("consolidation_parts", self._parts_found, order=self._order, limit=MOST)

    def _parts_found(self, page: Page) -> None:
        self._parts = list(page.rows)
        self.ask("who_holds", self._held_found, order=self._order, limit=MOST)

    def _held_found(self, page: Page) -> None:
        self._read["held"] = page
        self.ask("cartons", self._cartons_found, order=self._order, limit=MOST)

    def _cartons_found(self, page: Page) -> None:
        self._read["cartons"] = page
        self.ask("planned_cartons", self._planned_found, order=self._order, limit=MOST)

    def _planned_found(self, page: Page) -> None:
        self._read["planned"] = page
        self.ask("carton_placements", self._all_found, order=self._order, limit=MOST)

    def _all_found(self, page: Page) -> None:
        """Everything is known: fill a carton, open one, or there is nothing more to do."""
        rows = {name: list(one.rows) for name, one in self._read.items()}
        new = self._contents is None
        who = rows["orders"][0].customer_name if rows["orders"] else ""
        self._contents = Contents(self._order, who, rows["held"], rows["cartons"], rows["planned"], list(page.rows))
        self._go_to_carton(new)

    def _go_to_carton(self, new: bool) -> None:
        contents = self.contents
        opened = contents.open_cartons()
        if new and opened and self._alone:
            self.answer(INFO, say("{order} is packed by somebody already.", order=contents.order))
            self.put_down()
            return
        if opened:
            self.step = Filling(self, self._carton if self._carton in opened else opened[0])
        elif self.missing:
            self.answer(INFO, say("{order} is not complete in {slot}. Missing: {missing}", order=contents.order,
                                  slot=self._parts[0].slot, missing=", ".join(self.missing)))  # fmt: skip
            self.put_down()
            return
        elif contents.left:
            self.step = Opening(self)
            self._plan()
        else:
            self._end(new)
            return
        if new and self._parts:
            self.answer(RIGHT, say("{order}: {left} pieces to pack from {slot}.", order=contents.order,
                                   left=f"{contents.left:,}", slot=self._parts[0].slot))  # fmt: skip
        elif new:
            self.answer(RIGHT, say("{order}: {left} pieces to pack.", order=contents.order, left=f"{contents.left:,}"))

    @property
    def missing(self) -> list[str]:
        """What the order's slot still waits for: zones with batch and picker, and totes that were not brought."""
        return [" ".join(word for word in (row.zone, row.batch, row.picker, row.totes) if word)
                for row in self._parts if row.state is not PartState.THERE]  # fmt: skip

    @Slot(object)
    def apart_found(self, page: Page) -> None:
        """The orders whose parts are not all in their slots."""
        self.finding.apart = list(dict.fromkeys(row.order for row in page.rows))
        self.changed.emit()

    def _end(self, new: bool) -> None:
        """Nothing of the order waits any more."""
        contents, count = self.contents, self.closed
        if contents.picking:
            self.answer(INFO, say("The rest of {order}, {count} pieces, is still being picked.", order=contents.order,
                                  count=contents.picking))  # fmt: skip
        elif new and not contents.done:
            self.answer(INFO, say("Nothing of {order} waits to be packed.", order=contents.order))
        elif new:
            self.answer(INFO, say("{order} is packed already.", order=contents.order))
        else:
            self.answer(RIGHT, say("{order} is packed, {count} cartons closed.", order=contents.order, count=count))
        self.put_down()

    def put_down(self) -> None:
        """No order is in hand any more."""
        self._contents = None
        self.step = self.finding
        self.finding.look()

    # --- cartons are planned behind the person's back ----------------------------------------------------------------

    def _plan(self) -> None:
        """Work the cartons out, unless that is done or nobody here may keep plans."""
        step = self.step
        if self.thinking or (isinstance(step, Opening) and step.plan):
            return
        if not self.desk.may_run("StoreProposal"):
            self.no_plan = say("Choose a kind of carton.")
            return
        self.thinking = True
        work = partial(_thought_out, self.desk, self.contents.order)
        self.desk.jobs.long(say("Cartons for {order}", order=self.contents.order), work, owner=self,
                            then=self._planned, failed=self._not_planned)  # fmt: skip

    @Slot(object)
    def _planned(self, order: str) -> None:
        self.thinking = False
        if self._contents is not None and self._contents.order == order:
            self.desk.ask("planned_cartons", self._plan_found, owner=self, order=order, limit=MOST)

    @Slot(object)
    def _plan_found(self, page: Page) -> None:
        if self._contents is not None and page.rows and page.rows[0].order == self._contents.order:
            self._contents.planned = list(page.rows)
            self.desk.ask("carton_placements", self._placed_found, owner=self, order=self._contents.order, limit=MOST)

    @Slot(object)
    def _placed_found(self, page: Page) -> None:
        if self._contents is not None and page.rows and page.rows[0].order == self._contents.order:
            self._contents.placements = list(page.rows)
        self.changed.emit()

    @Slot(object)
    def _not_planned(self, error: Exception) -> None:
        self.thinking, self.no_plan = False, wrong_in_words(error)
        self.changed.emit()

    def run(self, commands: Any, then: Any = None, *, failed: Any = None) -> None:
        """As every dialogue; what the books said before counts no more."""
        self._runs += 1
        super().run(commands, then, failed=failed)

    def state(self) -> dict[str, Any]:
        """Which order and carton are in hand."""
        return {"order": self._contents.order, "carton": self.carton} if self._contents is not None else {}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on with them."""
        if state.get("order") and not self._awaited and self._contents is None:
            self.load(str(state["order"]), str(state.get("carton", "")))

    @Slot()
    def _weighed(self) -> None:
        """The scale tells another weight: shown where one is wanted."""
        if isinstance(self.step, Closing):
            self.changed.emit()

    # --- behind the person's back ------------------------------------------------------------------------------------

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if not topics & _TOPICS:
            return
        if self._contents is None:
            self.finding.look()
        else:
            self._look_at_cartons(self._contents.order)
            self.desk.ask("who_holds", self._held_now, owner=self, order=self._contents.order, limit=MOST)

    def tell_error(self, error: Exception) -> None:
        """As every dialogue; what was refused may be so because a colleague was quicker."""
        super().tell_error(error)
        if self._contents is not None and self.carton:
            self._look_at_cartons(self._contents.order)

    def _look_at_cartons(self, order: str) -> None:
        self._asked_at = self._runs
        self.desk.ask("cartons", self._cartons_now, owner=self, order=order, limit=MOST)

    @Slot(object)
    def _cartons_now(self, page: Page) -> None:
        """A colleague may have closed the carton that is filled here, or put it aside: then it is no longer in hand."""
        mine = self._contents is not None and all(row.order == self._contents.order for row in page.rows)
        if not mine or self._contents is None or self._asked_at != self._runs or self._awaited:
            return
        self._contents.cartons = list(page.rows)
        if self.carton and self.carton not in self._contents.open_cartons():
            self.answer(INFO, say("{carton} was closed by somebody else.", carton=self.carton))
            self.put_down()

    @Slot(object)
    def _held_now(self, page: Page) -> None:
        """What the books say counts, unless something was packed here since they were asked."""
        mine = self._contents is not None and all(row.order == self._contents.order for row in page.rows)
        if mine and self._contents is not None and self._asked_at == self._runs and not self._awaited:
            self._contents.count(page.rows)
            self.changed.emit()


def _thought_out(desk: Desk, order: str, watch: Watch) -> str:
    """Plan the order's cartons and keep the plan; the order's number."""
    watch.stop.seconds = PLAN_SECONDS
    make_plan(desk.app, "cartons", watch=watch, login=desk.login, order=order)
    return order
