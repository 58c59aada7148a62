"""Which carton to take: as planned for the order, or another kind by hand."""

from __future__ import annotations

from typing import Any

from wms.base.errors import Refused
from wms.gui.desk.desk import INFO, RIGHT, WRONG, wrong_in_words
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.packing.step import Step
from wms.gui.texts.say import say
from wms.model.words import ProposalState
from wms.operations.packing.open import OpenCarton
from wms.operations.planning.cartons import ApplyCartonPlan
from wms.operations.unit import Answer

_MOST = 6


class Opening(Step):
    """No carton of the order stands open."""

    def prompt(self) -> Prompt:
        """Take this carton."""
        contents, plan = self.bench.contents, self.plan
        instruction, note = say("Which carton?"), say("The cartons are being worked out …")
        if plan:
            instruction = say("Take carton {kind}", kind=plan[0].carton_type)
            note = say("{count} cartons are planned.", count=len(plan)) if len(plan) > 1 else ""
        elif not self.bench.thinking:
            note = self.bench.no_plan or say("Choose a kind of carton.")
        return Prompt(
            self.bench.title, instruction, note, expects=("lpn", "order"), facts=self._facts(plan),
            choices=tuple(self._choices(plan)), done=contents.done, of=contents.of,
        )  # fmt: skip

    @property
    def plan(self) -> list[Any]:
        """The planned cartons that can be opened now."""
        return [row for row in self.bench.contents.planned if row.state is ProposalState.PROPOSED]

    def _facts(self, plan: list[Any]) -> tuple[Fact, ...]:
        contents = self.bench.contents
        facts = [Fact(say("To pack"), f"{contents.left:,}", note=", ".join(contents.totes()))]
        if plan:
            first = plan[0]
            size = f"{first.length_mm:,} × {first.width_mm:,} × {first.height_mm:,} mm"
            facts.append(Fact(say("Carton"), first.carton_type, "accent", size))
            facts.append(Fact(say("Goes in"), f"{first.pieces:,}", note=say("{percent} % full",
                                                                           percent=first.fill_percent)))  # fmt: skip
        if contents.picking:
            facts.append(Fact(say("Still being picked"), f"{contents.picking:,}", "warn"))
        return tuple(facts)

    def _choices(self, plan: list[Any]) -> list[Choice]:
        some = []
        if plan:
            words = say("Open it") if len(plan) == 1 else say("Open the {count} cartons", count=len(plan))
            some.append(Choice("plan", words, "carton", main=True))
        some += [
            Choice(f"kind {row.code}", say("Carton {kind}", kind=row.code), "carton")
            for row in self.bench.kinds[:_MOST]
        ]  # fmt: skip
        some.append(Choice("any", say("A carton of its own"), "packing"))
        return [*some, Choice("leave", say("Another order"), "left")]

    def choose(self, name: str) -> None:
        """Open it."""
        what, _, kind = name.partition(" ")
        order = self.bench.contents.order
        if what == "leave":
            self.bench.put_down()
        elif what == "plan":
            self.bench.run(ApplyCartonPlan(proposal=self.plan[0].proposal, alone=True), self._opened,
                           failed=self._refused)  # fmt: skip
        else:
            self.bench.run(OpenCarton(order=order, carton_type=kind, alone=True), self._opened,
                           failed=self._refused)  # fmt: skip

    def _opened(self, answer: Answer) -> None:
        self.bench.answer(RIGHT, say("{carton} is open. Put the goods in.", carton=answer.document))
        self.bench.read_again(answer.document)

    def _refused(self, error: Exception) -> None:
        """Where a colleague was quicker, that is no mistake: the next order is taken."""
        if isinstance(error, Refused) and any(problem.field == "alone" for problem in error.problems):
            self.bench.answer(INFO, wrong_in_words(error))
            self.bench.put_down()
        else:
            self.bench.tell_error(error)

    def hear(self, heard: Heard) -> None:
        """A tote or order comes too early, unless it is another order's."""
        if heard.code("order") and heard.code("order") != self.bench.contents.order:
            self.bench.load(heard.code("order"))
        elif heard.code("lpn") in self.bench.contents.totes():
            self.bench.answer(INFO, say("{tote} is right. Open a carton first.", tote=heard.code("lpn")))
        else:
            self.bench.answer(WRONG, say("Open a carton first."))
