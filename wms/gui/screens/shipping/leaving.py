"""The truck leaves: what would stay behind is named and agreed to, then manifest and bill of lading are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from wms.gui.desk.desk import RIGHT, in_words
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.shipping.step import Step
from wms.gui.texts.say import say
from wms.operations.shipping.manifest import CloseManifest
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.gui.screens.shipping.loading import Loading


class Leaving(Step):
    """May the truck go? What is not on it is told before anybody says yes."""

    def __init__(self, loading: Loading) -> None:
        super().__init__(loading.bench)
        self.loading = loading

    @property
    def behind(self) -> list[Any]:
        """What would stay behind."""
        return self.loading.missing

    def look(self) -> None:
        """The truck's own list tells."""
        self.loading.look()

    def prompt(self) -> Prompt:
        """Yes or no; yes is another key where something stays behind."""
        behind, loaded = self.behind, len(self.loading.rows) - len(self.loading.missing)
        back = Choice("back", say("Back to loading"), "undo", main=bool(behind))
        if behind:
            go = Choice("leave", say("Leave them behind: {count}", count=f"{len(behind):,}"), "warning", grave=True)
            asks = say("Not on the truck: {count}. Leave them behind?", count=f"{len(behind):,}")
        else:
            go = Choice("go", say("Yes, it leaves"), "check", main=True)
            asks = say("Does the truck leave now?")
        return Prompt(
            self.loading.title, asks, say("After this nothing can be loaded or taken off any more."),
            facts=(Fact(say("On the truck"), f"{loaded:,}", "good", say("cartons")),
                   Fact(say("Stays behind"), f"{len(behind):,}", "bad" if behind else "neutral", say("cartons"))),
            choices=(back, go) if behind else (go, back), done=loaded, of=len(self.loading.rows),
        )  # fmt: skip

    def choose(self, name: str) -> None:
        """Back, or let it go."""
        if name == "back":
            self.bench.go(self.loading)
        else:
            command = CloseManifest(load=self.loading.truck.load, leave_behind=name == "leave")
            self.bench.run(command, self._left, failed=self._refused)

    def _left(self, answer: Answer) -> None:
        load = self.loading.truck.load
        self.bench.answer(RIGHT, in_words(answer))
        self.bench.desk.print("manifest", load=load)
        self.bench.desk.print("bill_of_lading", load=load)
        self.bench.go(Left(self, answer))

    def _refused(self, error: Exception) -> None:
        """Meanwhile something was packed for it: the list is read again."""
        self.bench.tell_error(error)
        self.loading.look()


class Left(Step):
    """The truck has left; its papers are printed, and can be again."""

    def __init__(self, leaving: Leaving, answer: Answer) -> None:
        super().__init__(leaving.bench)
        self.load, self.title, self.told = leaving.loading.truck.load, leaving.loading.title, answer

    def prompt(self) -> Prompt:
        """On to the next truck."""
        values = self.told.values
        return Prompt(
            self.title, say("The truck has left"), say("Give the driver the manifest and the bill of lading."),
            facts=(Fact(say("Manifest"), str(values["manifest"])),
                   Fact(say("Left with it"), f"{values['cartons']:,}", "good", say("cartons")),
                   Fact(say("Stayed behind"), f"{values['behind']:,}", "bad" if values["behind"] else "neutral",
                        say("cartons"))),
            choices=(Choice("next", say("The next truck"), "next", main=True),
                     Choice("print", say("Print both papers again"), "print")),
        )  # fmt: skip

    def choose(self, name: str) -> None:
        """The next truck, or the papers once more."""
        if name == "next":
            self.bench.restart()
            return
        self.bench.desk.print("manifest", load=self.load)
        self.bench.desk.print("bill_of_lading", load=self.load)
