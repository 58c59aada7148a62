"""Bringing parts together by scan: a tote, then the slot its order has, shown in huge letters."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk, in_words
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.scan.steps import Step as AnyStep
from wms.gui.scan.steps import SteppedDialogue
from wms.gui.texts.say import say
from wms.model.words import Stage
from wms.operations.picking.put import PutIntoSlot
from wms.operations.unit import Answer
from wms.queries.consolidating import SlotState
from wms.queries.page import Filter, Page

MOST = 5_000
_TOPICS = frozenset({"tasks", "stock", "orders", "waves", "locations"})
_PICKED = (Filter("stage", "=", Stage.PICKED),)


class ConsolidationDialogue(SteppedDialogue):
    """`rows` are the slots of the wall; `step` is where the dialogue stands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows: list[Any] = []
        self.looking = True
        self.step: Step = AnyTote(self)
        desk.changed.connect(self._changed)

    def look(self) -> None:
        """How the wall stands."""
        self.desk.ask("consolidation_slots", self._seen, owner=self, limit=MOST)

    @property
    def wanted(self) -> str:
        """The slot a tote goes to now."""
        return self.step.row.slot if isinstance(self.step, ToSlot) else ""

    def row_of(self, order: str) -> Any:
        """The slot of this order; None without one."""
        return next((row for row in self.rows if row.order == order), None)

    @Slot(object)
    def _seen(self, page: Page) -> None:
        self.rows, self.looking = list(page.rows), False
        self.changed.emit()

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS:
            self.look()


class Step(AnyStep):
    """One step of this bench."""

    bench: ConsolidationDialogue


class AnyTote(Step):
    """No tote is in hand."""

    tote = ""

    def prompt(self) -> Prompt:
        """Scan a tote."""
        rows = self.bench.rows
        if not rows and not self.bench.looking:
            return Prompt(
                say("Consolidation"), say("There is no wall yet"),
                say("Make locations of the type tote or lane in a packing zone: each is a slot for one order."),
                expects=("lpn",),
            )  # fmt: skip
        states = [row.state for row in rows]
        stuck = sum(1 for row in rows if row.stuck)
        return Prompt(
            say("Consolidation"), say("Scan a tote that was picked"),
            say("Its slot is shown in large letters."), expects=("lpn",),
            facts=(
                Fact(say("Complete"), f"{states.count(SlotState.COMPLETE):,}", "good", say("can be packed")),
                Fact(say("Partly there"), f"{states.count(SlotState.PARTLY):,}", "warn"),
                Fact(say("Expected"), f"{states.count(SlotState.EXPECTING):,}"),
                Fact(say("Free slots"), f"{states.count(SlotState.FREE):,}"),
                *((Fact(say("Stuck"), f"{stuck:,}", "bad"),) if stuck else ()),
            ),
            choices=self._choices(),
        )  # fmt: skip

    def _choices(self) -> tuple[Choice, ...]:
        done = next((row for row in self.bench.rows if row.state is SlotState.COMPLETE), None)
        if done is None or not self.bench.desk.may("packing.pack"):
            return ()
        return (Choice("pack", say("Pack {order} from {slot}", order=done.order, slot=done.slot), "packing"),)

    def choose(self, name: str) -> None:
        """To the packing bench with the first order that is complete."""
        done = next((row for row in self.bench.rows if row.state is SlotState.COMPLETE), None)
        if done is not None:
            self.bench.desk.open("packing", tab="pack", order=done.order)

    def hear(self, heard: Heard) -> None:
        """A tote: whose is it?"""
        self.tote = heard.code("lpn")
        self.bench.ask("who_holds", self._whose, lpn=self.tote, filters=_PICKED, limit=MOST)

    def _whose(self, page: Page) -> None:
        orders = list(dict.fromkeys(row.order for row in page.rows))
        if len(orders) != 1:
            words = say("Goods of several orders are in {tote}.", tote=self.tote) if orders else say(
                "Nothing in {tote} was picked for an order.", tote=self.tote)  # fmt: skip
            self.bench.answer(WRONG, words)
            return
        self.order = orders[0]
        self.bench.ask("consolidation_slots", self._found, order=orders[0], limit=1)

    def _found(self, page: Page) -> None:
        row = next(iter(page.rows), None)
        if row is None:
            self.bench.answer(INFO, say("{order} is picked whole: bring {tote} to the bench.", order=self.order,
                                        tote=self.tote))  # fmt: skip
            return
        self.bench.step = ToSlot(self.bench, self.tote, row)
        self.bench.answer(RIGHT, say("{tote} goes into {slot}.", tote=self.tote, slot=row.slot))


class ToSlot(Step):
    """A tote is in hand; it goes into the slot of `row`."""

    def __init__(self, bench: ConsolidationDialogue, tote: str, row: Any) -> None:
        super().__init__(bench)
        self.tote, self.row = tote, row

    def prompt(self) -> Prompt:
        """Bring it there, and scan the slot."""
        row = self.row
        return Prompt(
            say("Consolidation"), say("Put {tote} into the slot and scan the slot", tote=self.tote),
            expects=("location",), place=row.slot,
            facts=(
                Fact(say("Order"), row.order, "accent", row.customer),
                Fact(say("Parts there"), f"{row.parts_there:,} / {row.parts:,}", note=row.waits_for),
            ),
            choices=(Choice("back", say("Another tote"), "left"),),
        )  # fmt: skip

    def hear(self, heard: Heard) -> None:
        """The slot."""
        self.bench.run(PutIntoSlot(tote=self.tote, slot=heard.code("location")), self._put)

    def _put(self, answer: Answer) -> None:
        self.bench.step = AnyTote(self.bench)
        self.bench.answer(RIGHT, in_words(answer))
        self.bench.look()

    def choose(self, name: str) -> None:
        """Put it down again."""
        self.bench.step = AnyTote(self.bench)
