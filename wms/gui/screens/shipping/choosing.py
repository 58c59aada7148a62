"""Which truck: a load that is open, or a new one for what is due to leave, at the dock that was scanned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wms.gui.desk.desk import INFO, RIGHT, in_words
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.shipping.step import Step
from wms.gui.texts.say import language, say
from wms.gui.texts.shown import shown
from wms.model.words import LoadState, Risk
from wms.operations.shipping.load import OpenLoad
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

if TYPE_CHECKING:
    from wms.gui.screens.shipping.load_dialogue import LoadDialogue

SHOWN, MOST = 6, 500


class Choosing(Step):
    """No truck is being loaded here: scan its dock or the load's number."""

    loads: Sequence[Any] = ()
    waiting = 0
    _dock = ""

    def look(self) -> None:
        """Read again which trucks are open, and how much waits for one."""
        desk = self.bench.desk
        desk.ask("loads", self._loads_found, owner=self.bench, state=LoadState.OPEN, sort=("cutoff_at", "load"))
        desk.count("left_behind", self._counted, owner=self.bench)

    def _loads_found(self, page: Page) -> None:
        self.loads = page.rows
        self.bench.changed.emit()

    def _counted(self, count: int) -> None:
        self.waiting = count
        self.bench.changed.emit()

    def prompt(self) -> Prompt:
        """The open loads are offered as keys."""
        choices = [
            Choice(f"load {row.load}", f"{row.dock} · {row.carrier_name} · {shown(row.cutoff_at)}", "truck")
            for row in self.loads[:SHOWN]
        ]
        return Prompt(
            say("Load a truck"), say("Scan the dock, or the load's number"),
            say("A dock where no truck is being loaded yet opens a new load."), expects=("location", "load"),
            facts=(Fact(say("Packed, on no truck"), f"{self.waiting:,}", "warn" if self.waiting else "neutral",
                        say("cartons")),
                   Fact(say("Trucks open"), f"{len(self.loads):,}")),
            choices=tuple(choices),
        )  # fmt: skip

    def hear(self, heard: Heard) -> None:
        """A load, or the dock it stands at."""
        if heard.code("load"):
            self.bench.open_load(heard.code("load"))
            return
        self._dock = heard.code("location")
        at_dock = (Filter("dock", "=", self._dock),)
        self.bench.ask("loads", self._at_dock, state=LoadState.OPEN, filters=at_dock, limit=1)

    def _at_dock(self, page: Page) -> None:
        if page.rows:
            self.bench.open_load(page.rows[0].load)
        else:
            self.bench.go(Opening(self.bench, self._dock))
            self.bench.answer(INFO, say("No truck is being loaded at {dock} yet. Which one is it?", dock=self._dock))

    def choose(self, name: str) -> None:
        """One of the open loads."""
        self.bench.open_load(name.removeprefix("load "))


class Opening(Step):
    """A truck came to a dock: for whom it leaves is chosen among what is due."""

    def __init__(self, bench: LoadDialogue, dock: str) -> None:
        super().__init__(bench)
        self.dock = dock
        self.due: Sequence[Any] = ()

    def look(self) -> None:
        """What is due to leave, the soonest first; then what should have left, and is packed."""
        self.bench.desk.ask("cutoffs", self._found, owner=self.bench, limit=MOST, at=self.bench.desk.app.clock())

    def _found(self, page: Page) -> None:
        wanted = [row for row in page.rows
                  if row.closed + row.staged or (row.carrier and row.haste is not Risk.OVERDUE)]  # fmt: skip
        self.due = sorted(wanted, key=lambda row: (row.haste is Risk.OVERDUE, row.load is not None, row.cutoff_at))
        self.bench.changed.emit()

    def prompt(self) -> Prompt:
        """The next departures as keys; anything else by the form."""
        choices = [Choice(f"due {place}", self._words(row), "truck") for place, row in enumerate(self.due[:SHOWN])]
        return Prompt(
            say("A truck at {dock}", dock=self.dock), say("Whose truck is it?"),
            say("Choose what it takes; the load is then open."), place=self.dock,
            choices=(*choices, Choice("form", say("Another truck"), "edit"), Choice("back", say("Back"), "undo")),
        )  # fmt: skip

    def _words(self, row: Any) -> str:
        return say("{carrier} · {time} · {cartons} packed", carrier=row.carrier_name or say("any carrier"),
                   time=f"{row.cutoff_at.astimezone(language().zone):%H:%M}",
                   cartons=f"{row.closed + row.staged:,}")  # fmt: skip

    def choose(self, name: str) -> None:
        """Open the load, or the form for one."""
        if name == "back":
            self.bench.restart()
        elif name == "form":
            self.bench.desk.form("OpenLoad", self.bench.form_done, dock=self.dock)
        else:
            self._open(self.due[int(name.removeprefix("due "))])

    def _open(self, row: Any) -> None:
        """A truck that is late already leaves at a time the person must say; where any may take it, say whose it is."""
        if not row.carrier:
            self.bench.answer(INFO, say("Any carrier may take this: say whose truck it is."))
            late = {} if row.haste is Risk.OVERDUE else {"cutoff": row.cutoff_at}
            self.bench.desk.form("OpenLoad", self.bench.form_done, dock=self.dock, **late)
        elif row.haste is Risk.OVERDUE:
            self.bench.answer(INFO, say("Its time has passed: say when the truck leaves."))
            self.bench.desk.form("OpenLoad", self.bench.form_done, dock=self.dock, carrier=row.carrier)
        else:
            self.bench.run(OpenLoad(carrier=row.carrier, dock=self.dock, cutoff=row.cutoff_at), self._opened)

    def _opened(self, answer: Answer) -> None:
        self.bench.answer(RIGHT, in_words(answer))
        self.bench.open_load(answer.document)
