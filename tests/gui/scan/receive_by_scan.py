"""A complete dialogue, as a screen would have it: goods are received by scanning the labels coming off the truck."""

from __future__ import annotations

from typing import Any

from wms.gui.desk.desk import INFO, RIGHT, Desk
from wms.gui.scan.dialogue import Dialogue
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import UNKNOWN, Choice, Fact, Prompt
from wms.gui.texts.say import say
from wms.operations.receiving.receive import ReceiveLine
from wms.operations.unit import Answer


class ReceiveByScan(Dialogue):
    """Each label is one unit of what it names, or as many as were typed before, onto the licence plate scanned last."""

    repeats_are_already = False

    def __init__(self, desk: Desk, receipt: str, announced: int = 0) -> None:
        super().__init__(desk)
        self.receipt, self.announced, self.received = receipt, announced, 0
        self.count, self.damaged, self.plate, self.last = 1, False, "", ""

    def prompt(self) -> Prompt:
        """Scan the next label."""
        return Prompt(
            title=say("Receipt {receipt}", receipt=self.receipt),
            instruction=say("Scan the next label"),
            note=say("A licence plate, to put goods on it. A number, for how many there are of the next label."),
            expects=("item", "lpn", UNKNOWN),
            facts=(
                Fact(say("How many"), f"{self.count:,}", "accent" if self.count > 1 else "neutral"),
                Fact(say("Onto"), self.plate or say("the floor")),
                Fact(say("Last"), self.last or "–"),
                *((Fact(say("Status"), say("damaged"), "bad"),) if self.damaged else ()),
            ),
            choices=(
                Choice("damaged", say("Damaged"), "hazard"),
                Choice("floor", say("No licence plate"), "pallet"),
                Choice("finish", say("Everything is off the truck"), "check", main=True),
            ),
            quantity=True,
            done=self.received,
            of=self.announced,
        )

    def hear(self, heard: Heard) -> None:
        """A licence plate is remembered; goods are received at once."""
        if heard.code("item"):
            self.run(self._line(heard), self._received)
        else:
            self.plate = heard.code("lpn") or heard.text
            self.answer(INFO, say("What comes now stands on {plate}.", plate=self.plate))

    def enter(self, text: str) -> None:
        """How many of the next label."""
        self.count = max(1, int(text))
        self.answer(INFO, say("{count} of the next label.", count=self.count))

    def choose(self, name: str) -> None:
        """Damaged or not, on the floor, or done."""
        if name == "finish":
            self.finished.emit(self.receipt)
        elif name == "floor":
            self.plate = ""
        else:
            self.damaged = not self.damaged

    def _line(self, heard: Heard) -> ReceiveLine:
        label = heard.scan.label
        known: dict[str, Any] = {}
        if label is not None:
            serials = (label.serial,) if label.serial else ()
            known = {"lot": label.lot or "", "expiry": label.expiry, "serials": serials}
        item = (label.gtin if label else None) or heard.code("item")
        quantity = (label.variable_count if label else None) or self.count
        return ReceiveLine(
            receipt=self.receipt, item=item, quantity=quantity, lpn=self.plate, damaged=self.damaged, **known
        )

    def _received(self, answer: Answer) -> None:
        self.received += answer.values["quantity"]
        self.last, self.count = f"{answer.values['quantity']:,}", 1
        self.answer(RIGHT, say("{count} received.", count=f"{answer.values['quantity']:,}"))
