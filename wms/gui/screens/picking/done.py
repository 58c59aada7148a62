"""The walk is done: where the totes are brought, and what comes next."""

from __future__ import annotations

from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.picking.step import Step
from wms.gui.texts.say import say


class Done(Step):
    """All stops of the batch are done."""

    def prompt(self) -> Prompt:
        """Bring the totes to the bench."""
        walk, totes = self.bench.walking, sorted(set(self.bench.totes.values()))
        bench = ", ".join(sorted({row.to_location for row in walk.rows if row.to_location}))
        choices = [Choice("next", say("The next batch"), "next", main=True)]
        if self._in_parts and self.bench.desk.may("picking.consolidate"):
            choices.insert(0, Choice("slots", say("Bring them to their slots"), "merge", main=True))
            choices[1] = Choice("next", say("The next batch"), "next")
        if self.bench.desk.may("packing.pack"):
            choices.append(Choice("pack", say("Pack it"), "packing"))
        return Prompt(
            self.bench.title, say("Bring the totes there"), ", ".join(totes), expects=("batch", "order", "lpn"),
            place=bench, done=walk.done, of=walk.stops, choices=tuple(choices),
            facts=(Fact(say("Stops"), f"{walk.stops:,}", "good"), Fact(say("Totes"), f"{len(totes):,}")),
        )  # fmt: skip

    @property
    def _in_parts(self) -> bool:
        return any(row.slot for row in self.bench.walking.rows)

    def choose(self, name: str) -> None:
        """On with the next batch, or to the packing bench."""
        order = next((row.order for row in self.bench.walking.rows if row.order), "")
        self.bench.put_down()
        if name == "slots":
            self.bench.desk.open("picking", tab="consolidate")
        elif name == "pack":
            self.bench.desk.open("packing", tab="pack", order=order)

    def hear(self, heard: Heard) -> None:
        """The next batch."""
        self.bench.put_down()
        self.bench.choosing.hear(heard)
