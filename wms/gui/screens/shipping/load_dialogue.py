"""Loading by scan: the truck at its dock, carton after carton onto it, and its manifest when it leaves.

What is to go on the truck is read again after every answer, so the count of what is missing is the books'.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import WRONG, Desk
from wms.gui.scan.steps import SteppedDialogue
from wms.gui.screens.shipping.choosing import Choosing
from wms.gui.screens.shipping.loading import Loading
from wms.gui.screens.shipping.step import Step
from wms.gui.texts.say import say
from wms.model.words import LoadState
from wms.operations.unit import Answer
from wms.queries.page import Page

_TOPICS = frozenset({"loads", "cartons", "orders"})


class LoadDialogue(SteppedDialogue):
    """The dialogue of the loading bench; `step` is where it stands, `truck` the load's row (None before)."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.truck: Any = None
        self.step: Step = Choosing(self)
        desk.changed.connect(self._changed)

    def begin(self, load: str = "") -> None:
        """Start over, or go on with a load; a truck that is being loaded stays."""
        if load and not self._awaited:
            self.open_load(load)
        else:
            self.step.look()
            self.changed.emit()

    def restart(self) -> None:
        """The next truck."""
        self.truck = None
        self.go(Choosing(self))

    def go(self, step: Step) -> None:
        """Go on with this step."""
        self.step = step
        step.look()

    def open_load(self, number: str) -> None:
        """Load this truck."""
        self.ask("loads", self._load_found, load=number, limit=1)

    def _load_found(self, page: Page) -> None:
        if not page.rows or page.rows[0].state is not LoadState.OPEN:
            self.answer(WRONG, say("This truck has left. Scan the dock of another."))
            self.restart()
            return
        self.truck = page.rows[0]
        loading = Loading(self)
        self.step = loading
        loading.greet()

    @Slot(object)
    def form_done(self, answer: Answer) -> None:
        """A load was opened by its form."""
        self.begin(answer.document)

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS:
            self.step.look()
