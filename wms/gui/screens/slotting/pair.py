"""The floor twice, coloured by how often each place is walked to: today and after the plan. Both move together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.map.canvas import STEP, FloorCanvas
from wms.gui.map.legend import Legend
from wms.gui.map.mini import MiniFloor
from wms.gui.map.scale import Ramp, Value
from wms.gui.map.source import FloorSource
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import strong, tool

_LOW, _STRONGEST = 24, 0.98
"""How low the floors may become on a small screen; the share of places whose picks the ramp tells apart: the few
busiest beyond share its strongest colour."""


class Pair(QWidget):
    """`place_clicked` and `place_opened` give the code of a place of either floor."""

    place_clicked = Signal(str)
    place_opened = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.before, self.after, self.legend = MiniFloor(desk), MiniFloor(desk), Legend()
        for floor in (self.before, self.after):
            floor.setMinimumHeight(tokens().space(_LOW))
        self.before.setAccessibleName(say("The floor today"))
        self.after.setAccessibleName(say("The floor after the plan"))
        self._moving = False
        self._codes: list[str] = []
        self._lay_out()
        FloorSource.of(desk).arrived.connect(self._near)
        for one in (self.before, self.after):
            one.horizontalScrollBar().valueChanged.connect(self._follow)
            one.verticalScrollBar().valueChanged.connect(self._follow)
            one.horizontalScrollBar().rangeChanged.connect(self._follow)
            one.place_clicked.connect(self._clicked)
            one.place_opened.connect(self.place_opened)

    def show_heat(self, rows: Sequence[Any]) -> None:
        """Colour both floors on one scale: rows with a location, and its picks before and after."""
        both = sorted(value for row in rows for value in (row.before, row.after) if value)
        high = both[min(len(both) - 1, int(len(both) * _STRONGEST))] if both else 1.0
        scale = Ramp(say("Picks"), 0, max(high, 1.0), "number", "sum")
        for floor, name in ((self.before, "before"), (self.after, "after")):
            values: dict[str, Value] = {row.location: round(getattr(row, name), 1) for row in rows
                                        if getattr(row, name)}  # fmt: skip
            floor.colour(values, scale if rows else None)
        self.legend.tell(scale if rows else None)
        self._codes = [row.location for row in rows]
        self._near()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._near()

    def point_out(self, sources: Mapping[str, str], targets: Mapping[str, str]) -> None:
        """Ring places: where goods lie today on the left, where they go on the right."""
        self.before.highlight_as(sources)
        self.after.highlight_as(targets)

    def _lay_out(self) -> None:
        look = tokens()
        head, floors = QHBoxLayout(), QHBoxLayout()
        for text in (say("Today"), say("After the plan")):
            head.addWidget(strong(text), 1)
        for picture, name, does in (
            ("zoom_out", say("Smaller"), self._smaller), ("zoom_in", say("Larger"), self._larger),
            ("fit", say("Show the whole building"), self._whole),
        ):  # fmt: skip
            button = tool(picture, name)
            button.clicked.connect(does)
            head.addWidget(button)
        floors.setSpacing(look.space(3))
        for floor in (self.before, self.after):
            floors.addWidget(floor, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(1))
        column.addLayout(head)
        column.addLayout(floors, 1)
        column.addWidget(self.legend)

    @Slot()
    def _near(self) -> None:
        """Show the places that are walked to, as large as there is room."""
        if self._codes and self.before.state.laid.spots and self.after.state.laid.spots:
            self._moving = True
            for floor in (self.before, self.after):
                floor.fit_codes(self._codes)
            self._moving = False

    @Slot()
    def _follow(self) -> None:
        """Let the other floor show the same part, as large."""
        moved = self.sender()
        if self._moving or moved is None:
            return
        own = moved in (self.before.horizontalScrollBar(), self.before.verticalScrollBar())
        lead, other = (self.before, self.after) if own else (self.after, self.before)
        self._same(lead, other)

    def _same(self, lead: FloorCanvas, other: FloorCanvas) -> None:
        self._moving = True
        other.show_as(lead)
        self._moving = False

    @Slot()
    def _larger(self) -> None:
        self.before.zoom(STEP)
        self._same(self.before, self.after)

    @Slot()
    def _smaller(self) -> None:
        self.before.zoom(1 / STEP)
        self._same(self.before, self.after)

    @Slot()
    def _whole(self) -> None:
        for floor in (self.before, self.after):
            floor.fit()

    @Slot(str)
    def _clicked(self, code: str) -> None:
        for floor in (self.before, self.after):
            floor.select(code, seen=False)
        self.place_clicked.emit(code)
