"""The carton is weighed and closed; its label and packing slip are printed.

A weight far from what the contents should weigh is told apart from one that only needs a second look.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.base.errors import Refused
from wms.gui.desk.desk import RIGHT
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.packing.step import Step
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.operations.packing.close import CloseCarton
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.gui.screens.packing.filling import Filling
    from wms.gui.screens.packing.pack_dialogue import PackDialogue


class Closing(Step):
    """`weight_g` was refused as too far off, `expected_g` is what it should weigh; both 0 before that."""

    def __init__(self, bench: PackDialogue, filling: Filling) -> None:
        super().__init__(bench)
        self.filling = filling
        self.weight_g, self.expected_g = 0, 0
        self._typed = 0

    def prompt(self) -> Prompt:
        """Put it on the scale."""
        inside = Fact(say("In it"), f"{self.filling.inside:,}", note=say("pieces"))
        if self.expected_g:
            more = self.weight_g > self.expected_g
            return Prompt(
                self.bench.title, say("The weight is wrong: look inside"),
                say("There may be a piece too many.") if more else say("There may be a piece too few."),
                facts=(Fact(say("It weighs"), shown(self.weight_g, "grams"), "bad"),
                       Fact(say("It should weigh"), shown(self.expected_g, "grams")), inside),
                choices=(
                    Choice("look", say("Look inside, pack on"), "left", main=True),
                    Choice("accept", say("I looked: the weight is right"), "check"),
                ),
                quantity=True,
            )  # fmt: skip
        return Prompt(
            self.bench.title, say("Weigh it and type the grams"),
            say("The label and the packing slip are printed then."),
            facts=(Fact(say("Carton"), f"… {self.filling.carton[-6:]}"), inside, *self._on_scale()), quantity=True,
            choices=(*self._from_scale(), Choice("unweighed", say("Without a weight"), "weight"),
                     Choice("look", say("Pack on"), "left")),
        )  # fmt: skip

    def _on_scale(self) -> tuple[Fact, ...]:
        """What the scale beside the bench tells, where there is one."""
        weight, ready = self.bench.scale.weight, self.bench.scale.ready
        if weight is None:
            return ()
        note = "" if weight.stable else say("still moving")
        return (Fact(say("On the scale"), f"{weight.grams:,} g", "good" if ready else "neutral", note),)

    def _from_scale(self) -> tuple[Choice, ...]:
        ready = self.bench.scale.ready
        if ready is None:
            return ()
        return (Choice("scale", say("It weighs {weight}", weight=f"{ready.grams:,} g"), "check", main=True),)

    def enter(self, text: str) -> None:
        """The weight from the scale."""
        self._close(int(text), accept=False)

    def choose(self, name: str) -> None:
        """Without a weight, with the weight as it is, or not yet."""
        if name == "look":
            self.bench.step = self.filling
        elif name == "accept":
            self._close(self.weight_g, accept=True)
        elif name == "scale":
            ready = self.bench.scale.ready
            if ready is not None:
                self._close(ready.grams, accept=False)
        else:
            self._close(0, accept=False)

    def _close(self, weight_g: int, *, accept: bool) -> None:
        self._typed = weight_g
        command = CloseCarton(carton=self.filling.carton, weight_g=weight_g, accept_weight=accept)
        self.bench.run(command, self._closed, failed=self._refused)

    def _refused(self, error: Exception) -> None:
        """Off by more than allowed: show both weights. Anything else is only said."""
        self.bench.tell_error(error)
        problems = error.problems if isinstance(error, Refused) else ()
        expected = next((problem.values["expected_g"] for problem in problems if "expected_g" in problem.values), 0)
        self.weight_g, self.expected_g = (self._typed, int(expected)) if expected else (0, 0)

    def _closed(self, answer: Answer) -> None:
        carton = self.filling.carton
        self.bench.desk.print("carton_label", carton=carton)
        self.bench.desk.print("packing_slip", carton=carton)
        self.bench.closed += 1
        self.bench.answer(RIGHT, say("{carton} is closed. Label and packing slip are printed.", carton=carton))
        self.bench.read_again("")
