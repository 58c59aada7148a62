"""Less is there than is wanted: how many were taken, and why not all. The rest is found elsewhere, or waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.desk.desk import RIGHT, WRONG
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.picking.step import Step
from wms.gui.texts.say import say
from wms.operations.picking.short import ReportShortPick
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.gui.screens.picking.pick_dialogue import PickDialogue
    from wms.gui.screens.picking.stop import AtStop

REASONS = {"missing": "missing", "damaged": "damaged", "blocked": "not to be reached"}
"""What is told to the books, by the key's name."""


class Shortage(Step):
    """What was counted at the stop so far is what was there, unless another number is typed."""

    def __init__(self, bench: PickDialogue, stop: AtStop) -> None:
        super().__init__(bench)
        self.stop = stop
        self.took = stop.counted if stop.counted < stop.left else 0
        self._told: Answer | None = None

    def prompt(self) -> Prompt:
        """Why not all?"""
        row, walk = self.stop.row, self.bench.walking
        return Prompt(
            self.bench.title, say("Why are {missing} of {left} not there?", missing=f"{self.stop.left - self.took:,}",
                                  left=f"{self.stop.left:,}"),
            say("If you took some, type how many first. The rest is looked for elsewhere, and this place is counted."),
            place=row.location, quantity=True, done=walk.done, of=walk.stops,
            facts=(Fact(say("Taken"), f"{self.took:,} / {self.stop.left:,}", "warn"),
                   Fact(say("Item"), row.item, note=row.item_name)),
            choices=(
                Choice("missing", say("It is missing"), "search", main=True),
                Choice("damaged", say("It is damaged"), "hazard"),
                Choice("blocked", say("It cannot be reached"), "stop"),
                Choice("back", say("Back to the stop"), "left"),
            ),
        )  # fmt: skip

    def enter(self, text: str) -> None:
        """How many were taken."""
        if int(text) >= self.stop.left:
            self.bench.answer(WRONG, say("Short means less than {left}.", left=f"{self.stop.left:,}"))
            return
        self.took = int(text)
        self.bench.answer(RIGHT, say("{count} were taken.", count=f"{self.took:,}"))

    def choose(self, name: str) -> None:
        """Report it, or go back."""
        if name == "back":
            self.bench.step = self.stop
            return
        self.bench.run(
            ReportShortPick(task=self.stop.row.task, quantity=self.took, reason=REASONS[name], tote=self.stop.tote),
            self._reported,
        )

    def _reported(self, answer: Answer) -> None:
        self._told = answer
        self.bench.walking.picked(self.stop.row.task, 0)
        self.bench.reload(self._reloaded)

    def _reloaded(self) -> None:
        """Say what became of the rest, and walk on."""
        values = self._told.values if self._told is not None else {}
        missing, elsewhere = int(values["missing"]), int(values["elsewhere"])
        places = ", ".join(dict.fromkeys(values["places"]))
        if not elsewhere:
            words = say("{missing} are nowhere else: they wait as a back-order.", missing=missing)
        elif elsewhere < missing:
            words = say("{found} are at {places} and on your walk now; {rest} wait as a back-order.", found=elsewhere,
                        places=places, rest=missing - elsewhere)  # fmt: skip
        else:
            words = say("{found} are at {places} and on your walk now.", found=elsewhere, places=places)
        self.bench.answer(RIGHT, words)
        self.bench.step = self.stop
        self.bench.go_on()
