"""The batch is given to a colleague, who goes on where it stands: a badge is scanned, or a name taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.picking.step import Step
from wms.gui.texts.say import say
from wms.operations.picking.batches import HandOverBatch
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.gui.screens.picking.pick_dialogue import PickDialogue

_MOST, _LATELY = 6, 200


class HandingOver(Step):
    """Colleagues who picked lately have a key each; anybody else is named by badge or login."""

    def __init__(self, bench: PickDialogue, before: Step) -> None:
        super().__init__(bench)
        self.before = before

    def look(self) -> None:
        """Who picked lately."""
        self.bench.desk.ask("batches", self.bench.colleagues_found, owner=self.bench, sort=("-batch",), limit=_LATELY)

    def prompt(self) -> Prompt:
        """To whom?"""
        walk = self.bench.walking
        return Prompt(
            self.bench.title, say("Who goes on with it?"), say("Scan the colleague's badge, or type the login."),
            expects=("user",), done=walk.done, of=walk.stops,
            facts=(Fact(say("Stops left"), f"{len(walk.open):,}"), Fact(say("Totes"), f"{len(self.bench.totes):,}")),
            choices=(
                *(Choice(f"to {login}", login, "user") for login in self.bench.colleagues[:_MOST]),
                Choice("back", say("Back to the stop"), "left"),
            ),
        )  # fmt: skip

    def hear(self, heard: Heard) -> None:
        """A badge."""
        self._give(heard.code("user"))

    def choose(self, name: str) -> None:
        """One of those who picked lately, or nobody."""
        what, _, login = name.partition(" ")
        if what == "to":
            self._give(login)
        else:
            self.bench.step = self.before

    def _give(self, login: str) -> None:
        self.bench.run(HandOverBatch(batch=self.bench.walking.batch, to=login), self._given)

    def _given(self, answer: Answer) -> None:
        self.bench.tell(answer)
        self.bench.put_down()
