"""Another item stands in for one that is not to be had: where it lies, and that the right one is taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wms.gui.desk.desk import INFO, RIGHT, WRONG
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import UNKNOWN, Choice, Fact, Prompt
from wms.gui.screens.picking.step import Step
from wms.gui.texts.say import say
from wms.model.words import Status
from wms.operations.picking.substitute import SubstitutePick
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

if TYPE_CHECKING:
    from wms.gui.screens.picking.pick_dialogue import PickDialogue
    from wms.gui.screens.picking.stop import AtStop


def begin_substitute(bench: PickDialogue, stop: AtStop) -> None:
    """Ask whether the customer takes another item, which, and where it lies."""
    _Asking(bench, stop).begin()


class _Asking:
    """Three questions, one after the other; any of them may end it."""

    def __init__(self, bench: PickDialogue, stop: AtStop) -> None:
        self.bench, self.stop = bench, stop
        self._other = ""

    def begin(self) -> None:
        row = self.stop.row
        wanted = (Filter("line", "=", row.order_line),)
        self.bench.ask("order_lines", self._line_found, order=row.order, filters=wanted, limit=1)

    def _line_found(self, page: Page) -> None:
        item = self.stop.row.item
        if not page.rows or not page.rows[0].substitute_allowed:
            self.bench.answer(WRONG, say("The customer wants {item} and nothing else.", item=item))
            return
        self.bench.ask("items", self._item_found, filters=(Filter("sku", "=", item),), limit=1)

    def _item_found(self, page: Page) -> None:
        self._other = next((row.substitute or "" for row in page.rows), "")
        if not self._other:
            self.bench.answer(WRONG, say("Nothing may stand in for {item}.", item=self.stop.row.item))
            return
        wanted = (Filter("status", "=", Status.AVAILABLE), Filter("free", ">=", self.stop.left))
        self.bench.ask("stock_lines", self._stock_found, item=self._other, filters=wanted, limit=1)

    def _stock_found(self, page: Page) -> None:
        if not page.rows:
            self.bench.answer(WRONG, say("There are no {left} free {item} in one place.", left=f"{self.stop.left:,}",
                                         item=self._other))  # fmt: skip
            return
        self.bench.step = Substituting(self.bench, self.stop, page.rows[0])
        self.bench.answer(INFO, say("{other} stands in for {item}.", other=self._other, item=self.stop.row.item))


class Substituting(Step):
    """`found` is the stock row of the substitute."""

    def __init__(self, bench: PickDialogue, stop: AtStop, found: Any) -> None:
        super().__init__(bench)
        self.stop, self.found = stop, found
        self.here, self.half = False, False

    def prompt(self) -> Prompt:
        """Go there, and scan it."""
        found, walk = self.found, self.bench.walking
        take = say("Take {quantity} × {item} and scan one", quantity=f"{self.stop.left:,}", item=found.item)
        if self.half:
            take = say("Scan or type the lot of {item}", item=found.item)
        return Prompt(
            self.bench.title, take if self.here else say("Go there and scan the place"),
            say("It stands in for {item}.", item=self.stop.row.item), place=found.location,
            expects=("lot", UNKNOWN) if self.half else ("item",) if self.here else ("location",),
            facts=(Fact(say("Take"), f"{self.stop.left:,}"), Fact(say("Item"), found.item, "accent", found.item_name),
                   Fact(say("Into"), self.stop.tote)),
            choices=(Choice("back", say("Back to the stop"), "left"),), done=walk.done, of=walk.stops,
        )  # fmt: skip

    def hear(self, heard: Heard) -> None:
        """The place, then the substitute."""
        place, item = heard.code("location"), heard.code("item")
        if self.half:
            self._take(heard.code("lot") or heard.text, "")
        elif not self.here and place != self.found.location:
            self.bench.answer(WRONG, say("This is {place}. Go to {wanted}.", place=place, wanted=self.found.location))
        elif not self.here:
            self.here = True
            self.bench.answer(RIGHT, say("Scan one {item}.", item=self.found.item))
        elif item != self.found.item:
            self.bench.answer(WRONG, say("This is {found}. Take {item}.", found=item, item=self.found.item))
        else:
            self._item(heard)

    def _item(self, heard: Heard) -> None:
        label = heard.scan.label
        lot, serial = (label.lot if label else "") or "", (label.serial if label else "") or ""
        if self.found.lot and not lot:
            self.half = True
            self.bench.answer(INFO, say("Which lot of {item}?", item=self.found.item))
        else:
            self._take(lot, serial)

    def _take(self, lot: str, serial: str) -> None:
        self.half = False
        self.bench.run(
            SubstitutePick(task=self.stop.row.task, location=self.found.location, item=self.found.item, lot=lot,
                           serial=serial, tote=self.stop.tote),
            self._taken,
        )  # fmt: skip

    def _taken(self, answer: Answer) -> None:
        self.bench.tell(answer)
        self.bench.walking.picked(self.stop.row.task, 0)
        self.bench.step = self.stop
        self.bench.go_on()

    def choose(self, name: str) -> None:
        """Not the substitute after all."""
        self.bench.step = self.stop
