"""The bench of putaway: where to take it in huge letters, why, and where that is on the floor."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import Desk
from wms.gui.map.mini import MiniFloor
from wms.gui.pages.bench import BenchPage
from wms.gui.screens.putaway.put_dialogue import PutDialogue
from wms.gui.texts.say import say

MAP = 100
"""How wide the map is, in steps of the spacing scale."""


class PutBench(BenchPage):
    """`arrive(what=…)` begins with a receipt's goods, `arrive(task=…)` with a task."""

    def __init__(self, desk: Desk) -> None:
        self.putting = PutDialogue(desk)
        super().__init__(desk, say("Put away by scan"), self.putting)
        self.map = MiniFloor(desk)
        self.map.setAccessibleName(say("Where it is on the floor"))
        self.stand_beside(self.map, MAP)
        self.putting.changed.connect(self._point)

    def arrive(self, what: str = "", task: str = "", **arguments: Any) -> None:
        """Look what waits, or begin with what is named."""
        super().arrive(**arguments)
        self.putting.begin(what, task)

    @Slot()
    def _point(self) -> None:
        self.map.point_out(self.putting.places())
