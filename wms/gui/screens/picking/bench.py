"""The bench where batches are picked: the dialogue, and beside it the floor with the walk and the present stop."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from wms.app.planning import Compared, compared_route
from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.screens.picking.pick_dialogue import PickDialogue
from wms.gui.screens.picking.way import WayBeside
from wms.gui.texts.say import say


class PickBench(BenchPage):
    """`arrive(batch=…)` goes on with that batch when it is mine."""

    def __init__(self, desk: Desk) -> None:
        self.picking = PickDialogue(desk)
        super().__init__(desk, say("Pick by scan"), self.picking)
        self.way = WayBeside(desk)
        self.stand_beside(self.way)
        self._drawn = ""
        self.picking.changed.connect(self._follow)

    def arrive(self, batch: str = "", code: str = "", **arguments: Any) -> None:
        """Look which batches wait."""
        super().arrive(**arguments)
        self.picking.begin(batch or code)

    def state(self) -> dict[str, Any]:
        """What stands in the field, and which batch is in hand."""
        return {**super().state(), **self.picking.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on there."""
        super().restore(state)
        self.picking.restore(state)

    @Slot()
    def _follow(self) -> None:
        """The map shows the batch in hand, and where one is."""
        walk = self.picking.walk
        batch = walk.batch if walk is not None else ""
        if batch != self._drawn:
            self._drawn = batch
            self.way.clear()
            if batch:
                self.desk.jobs.read(partial(compared_route, self.desk.app, batch), owner=self, then=self._came,
                                    failed=self._no_way)  # fmt: skip
        self.way.point_at(self.picking.prompt().place)

    @Slot(object)
    def _came(self, found: Compared) -> None:
        if found.way.batch == self._drawn:
            self.way.show_way(found)

    @Slot(object)
    def _no_way(self, error: Exception) -> None:
        self.way.clear()
