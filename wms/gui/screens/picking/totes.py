"""Which tote goes with which order: one each on the cart, or one for all, or totes named after the orders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gs1.errors import legible
from wms.gui.desk.desk import ALREADY, RIGHT
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import UNKNOWN, Choice, Fact, Prompt
from wms.gui.screens.picking.step import Step
from wms.gui.texts.say import say
from wms.operations.picking.totes import named

if TYPE_CHECKING:
    from wms.gui.screens.picking.pick_dialogue import PickDialogue


class Totes(Step):
    """Asks for the totes of these orders, one after the other, and then goes `back` to the walk."""

    def __init__(self, bench: PickDialogue, orders: list[str], *, full: bool = False) -> None:
        super().__init__(bench)
        self.orders, self.full = orders, full
        self.asked = len(orders)
        self.one_for_all = False

    def prompt(self) -> Prompt:
        """The tote of the next order."""
        order, walk = self.orders[0], self.bench.walking
        pieces = sum(walk.left(row) for row in walk.open if row.order == order)
        if self.one_for_all:
            wanted = say("Scan the tote for everything")
        else:
            wanted = say("Scan the next tote for {order}", order=order) if self.full else say(
                "Scan a tote for {order}", order=order)  # fmt: skip
        return Prompt(
            self.bench.title, wanted, say("Put it on the cart; a new tote needs no more than a code."),
            expects=("lpn", UNKNOWN), facts=self._facts(order, pieces), choices=tuple(self._choices()),
            done=self.asked - len(self.orders) if self.asked > 1 else 0, of=self.asked if self.asked > 1 else 0,
        )  # fmt: skip

    def _facts(self, order: str, pieces: int) -> tuple[Fact, ...]:
        if self.one_for_all:
            return (Fact(say("Orders"), f"{len(self.orders):,}"),)
        slot = self.bench.walking.slot_of(order)
        meets = (Fact(say("Slot"), slot, note=say("its parts meet there")),) if slot else ()
        return (Fact(say("Order"), order, "accent"), Fact(say("To pick"), f"{pieces:,}", note=say("pieces")), *meets)

    def _choices(self) -> list[Choice]:
        some = [Choice("named", say("Without scanning: named after the order"), "tote", main=True)]
        in_parts = any(self.bench.walking.slot_of(order) for order in self.orders)
        if len(self.orders) > 1 and not self.one_for_all and not in_parts:
            some.append(Choice("all", say("One tote for all orders"), "merge"))
        return [*some, Choice("pause", say("Pause"), "pause")]

    def hear(self, heard: Heard) -> None:
        """A tote: known, or new."""
        tote = heard.code("lpn") or legible(heard.text)
        taken = next((order for order, its in self.bench.totes.items() if its == tote and order != self.orders[0]), "")
        if taken and not self.one_for_all and not self.full:
            self.bench.answer(ALREADY, say("{tote} is the tote of {order} already.", tote=tote, order=taken))
            return
        self._give(tote)

    def _give(self, tote: str) -> None:
        for order in self.orders if self.one_for_all else self.orders[:1]:
            self.bench.totes[order] = tote
        words = say("{tote} takes everything.", tote=tote) if self.one_for_all else say(
            "{tote} is for {order}.", tote=tote, order=self.orders[0])  # fmt: skip
        self.orders = [] if self.one_for_all else self.orders[1:]
        self.bench.answer(RIGHT, words)
        if not self.orders:
            self.bench.go_on()

    def choose(self, name: str) -> None:
        """Do without scanning totes, or take one for all."""
        if name == "named":
            for order in self.orders:
                self.bench.totes[order] = named(order, self.bench.walking.part_of(order))
            self.bench.go_on()
        elif name == "all":
            self.one_for_all = True
        else:
            self.bench.pause()
