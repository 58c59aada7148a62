"""The bench where parts of orders meet: scan a tote, scan its slot; below, the wall with every slot."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.registry.declared import Subject
from wms.gui.screens.picking.consolidation_dialogue import ConsolidationDialogue
from wms.gui.screens.picking.wall import Wall
from wms.gui.texts.say import say


class ConsolidationBench(BenchPage):
    """A click on a slot shows its order."""

    def __init__(self, desk: Desk) -> None:
        self.gathering = ConsolidationDialogue(desk)
        super().__init__(desk, say("Consolidation"), self.gathering)
        self.wall = Wall()
        self.stand_below(self.wall)
        self.gathering.changed.connect(self._follow)
        self.wall.chosen.connect(self._show)

    def arrive(self, **arguments: Any) -> None:
        """Look how the wall stands."""
        super().arrive(**{name: value for name, value in arguments.items() if name != "code"})
        self.gathering.look()

    @Slot()
    def _follow(self) -> None:
        self.wall.show_slots(self.gathering.rows, self.gathering.wanted)

    @Slot(object)
    def _show(self, row: Any) -> None:
        self.desk.show(Subject("order", row.order) if row.order else Subject("location", row.slot))
