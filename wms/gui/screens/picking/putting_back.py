"""The last pick is taken back: the goods go onto the shelf again, shown by scanning it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.desk.desk import RIGHT, WRONG, in_words
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.picking.step import Step
from wms.gui.texts.say import say
from wms.operations.picking.unpick import UnpickTask
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.gui.screens.picking.pick_dialogue import PickDialogue
    from wms.gui.screens.picking.stop import Taken


class PuttingBack(Step):
    """`taken` goes back; then the walk goes on at `before`."""

    def __init__(self, bench: PickDialogue, before: Step, taken: Taken) -> None:
        super().__init__(bench)
        self.before, self.taken = before, taken
        self._words = ""

    def prompt(self) -> Prompt:
        """Put it there, and scan the place."""
        one = self.taken
        return Prompt(
            self.bench.title, say("Put it back there and scan the place"),
            say("The order gives up its claim on it, and waits to be allocated again."), expects=("location",),
            place=one.place, facts=(Fact(say("Put back"), f"{one.quantity:,} × {one.item}", "warn"),),
            choices=(Choice("back", say("Leave it in the tote"), "left"),),
        )  # fmt: skip

    def hear(self, heard: Heard) -> None:
        """The place it came from."""
        place, one = heard.code("location"), self.taken
        if place != one.place:
            self.bench.answer(WRONG, say("This is {place}. Go to {wanted}.", place=place, wanted=one.place))
            return
        command = UnpickTask(task=one.task, quantity=one.quantity, location=place, reason="Put back by the picker.")
        self.bench.run(command, self._back)

    def _back(self, answer: Answer) -> None:
        self._words = in_words(answer)
        self.bench.taken.remove(self.taken)
        self.bench.walking.put_back(self.taken.task)
        self.bench.reload(self._reloaded)

    def _reloaded(self) -> None:
        self.bench.answer(RIGHT, self._words)
        self.bench.step = self.before
        self.bench.go_on()

    def choose(self, name: str) -> None:
        """Nothing is put back."""
        self.bench.step = self.before
