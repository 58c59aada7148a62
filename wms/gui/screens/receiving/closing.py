"""The truck is empty: what differs from the announcement is shown before the receipt is closed, and told after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wms.gui.desk.desk import INFO, RIGHT, in_words
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.receiving.step import Step
from wms.gui.texts.say import say
from wms.model.words import DiscrepancyKind, Status
from wms.operations.receiving.close import CloseReceipt
from wms.operations.unit import Answer
from wms.queries.page import Page

if TYPE_CHECKING:
    from wms.gui.screens.receiving.unloading import Unloading

_SHOWN = 6


class Closing(Step):
    """Everything is off the truck; is it what was announced?"""

    def __init__(self, unloading: Unloading) -> None:
        super().__init__(unloading.bench)
        self.unloading = unloading
        self.damaged = self.unannounced = 0

    def look(self) -> None:
        """Read again what has come, on this receipt and of the announcement."""
        self.unloading.look()
        self.bench.desk.ask("receipt_lines", self._found, owner=self.bench, receipt=self.unloading.number, limit=10_000)

    def _found(self, page: Page) -> None:
        left = [(row, row.quantity - row.reversed) for row in page.rows]
        self.damaged = sum(pieces for row, pieces in left if row.status is Status.DAMAGED)
        known = bool(self.unloading.lines)
        self.unannounced = sum(pieces for row, pieces in left if known and row.asn_line is None)
        self.bench.changed.emit()

    def prompt(self) -> Prompt:
        """Close, or go on."""
        missing = [row for row in self.unloading.lines if row.received < row.announced]
        choices = [Choice("close", say("Close: the rest does not come") if missing else say("Close the receipt"),
                          "check", main=True)]  # fmt: skip
        if missing:
            choices.append(Choice("later", say("Close: the rest comes with another truck"), "truck"))
        done, of = self.unloading.progress()
        return Prompt(
            self.unloading.title, say("Is everything off the truck?"), _missing_words(missing),
            facts=self._facts(missing), choices=(*choices, Choice("back", say("Go on receiving"), "undo")),
            done=done, of=of,
        )  # fmt: skip

    def _facts(self, missing: Sequence[Any]) -> tuple[Fact, ...]:
        facts = [Fact(say("Received"), f"{self.unloading.received:,}", note=say("pieces"))]
        if self.unloading.lines:
            short = sum(row.announced - row.received for row in missing)
            over = sum(max(0, row.received - row.announced) for row in self.unloading.lines)
            facts.append(_figure(say("Short"), short))
            facts.append(_figure(say("Over, or not announced"), over + self.unannounced))
        return (*facts, _figure(say("Damaged"), self.damaged))

    def choose(self, name: str) -> None:
        """Close it, or not yet."""
        if name == "back":
            self.bench.step = self.unloading
            self.bench.answer(INFO, say("Scan the next goods."))
            return
        command = CloseReceipt(receipt=self.unloading.number, more_to_come=name == "later")
        self.bench.run(command, self._closed)

    def _closed(self, answer: Answer) -> None:
        self.bench.step = Closed(self.unloading, answer)
        self.bench.receipt = None
        self.bench.answer(RIGHT, in_words(answer))


class Closed(Step):
    """The receipt is closed: what differed, its paper, and what comes next."""

    def __init__(self, unloading: Unloading, answer: Answer) -> None:
        super().__init__(unloading.bench)
        self.unloading, self.answer = unloading, answer

    def prompt(self) -> Prompt:
        """Print it, put the goods away, or take the next delivery."""
        values = self.answer.values
        titles = {DiscrepancyKind.SHORT: say("Short"), DiscrepancyKind.OVER: say("Over"),
                  DiscrepancyKind.DAMAGED: say("Damaged"), DiscrepancyKind.WRONG_ITEM: say("Not announced")}
        facts = [_figure(title, values[kind.value]) for kind, title in titles.items()]
        return Prompt(
            self.unloading.title, say("{receipt} is closed", receipt=self.unloading.number),
            say("Print it for the driver to sign, or scan the next delivery."),
            expects=("asn", "receipt", "location"), facts=tuple(facts),
            choices=(Choice("print", say("Print the receipt"), "print", main=True),
                     Choice("put", say("Put the goods away"), "putaway"),
                     Choice("next", say("Next delivery"), "truck")),
        )  # fmt: skip

    def hear(self, heard: Heard) -> None:
        """The next delivery."""
        self.bench.restart()
        self.bench.step.hear(heard)

    def choose(self, name: str) -> None:
        """The paper, the next step, or the next delivery."""
        if name == "print":
            self.bench.desk.print("receipt", receipt=self.unloading.number)
        elif name == "put":
            self.bench.desk.open("putaway", tab="put", what=self.unloading.number)
        else:
            self.bench.restart()


def _figure(title: str, count: int) -> Fact:
    return Fact(title, f"{count:,}", "warn" if count else "good")


def _missing_words(missing: Sequence[Any]) -> str:
    if not missing:
        return say("Nothing that was announced is missing.")
    told = ", ".join(f"{row.announced - row.received:,} × {row.item}" for row in missing[:_SHOWN])
    more = len(missing) - _SHOWN
    return say("Missing: {what}", what=told + (say(" and {count} more", count=more) if more > 0 else ""))
