"""The bench where orders are packed: the dialogue, the carton drawn beside it, and the order's lines below."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.screens.packing.carton_drawing import IN, LATER, NEXT, CartonDrawing, Piece
from wms.gui.screens.packing.contents import Contents
from wms.gui.screens.packing.line_list import LineList
from wms.gui.screens.packing.opening import Opening
from wms.gui.screens.packing.pack_dialogue import PackDialogue
from wms.gui.texts.say import say

_BESIDE = 90


class PackBench(BenchPage):
    """`arrive(order=…)` goes on with that order."""

    def __init__(self, desk: Desk) -> None:
        self.packing = PackDialogue(desk)
        super().__init__(desk, say("Pack by scan"), self.packing)
        self.drawing, self.lines = CartonDrawing(), LineList()
        self.stand_beside(self.drawing, _BESIDE)
        self.stand_below(self.lines)
        self.packing.changed.connect(self._follow)

    def arrive(self, order: str = "", code: str = "", **arguments: Any) -> None:
        """Look what waits to be packed."""
        super().arrive(**arguments)
        self.packing.begin(order or code)

    def state(self) -> dict[str, Any]:
        """What stands in the field, and which order is in hand."""
        return {**super().state(), **self.packing.state()}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on there."""
        super().restore(state)
        self.packing.restore(state)

    @Slot()
    def _follow(self) -> None:
        contents, carton = self.packing.in_hand, self.packing.carton
        if contents is None:
            self.lines.show_lines((), "")
            self.drawing.show_carton((0, 0, 0), (), "")
            return
        self.lines.show_lines(contents.lines(), contents.next_for(carton)[0] if carton else "")
        step = self.packing.step
        planned = next(iter(step.plan), None) if isinstance(step, Opening) else contents.plan_of(carton)
        if planned is not None:
            size = (planned.length_mm, planned.width_mm, planned.height_mm)
            self.drawing.show_carton(size, pieces(contents, planned, carton), _told(planned, contents, carton))
        else:
            self._bare(contents, carton)

    def _bare(self, contents: Contents, carton: str) -> None:
        """A carton that nobody planned: its size, when its kind is known."""
        row = next((row for row in contents.cartons if row.carton == carton), None)
        size = (row.length_mm, row.width_mm, row.height_mm) if row is not None else (0, 0, 0)
        told = say("{kind} · not planned", kind=row.carton_type) if row is not None and row.carton_type else ""
        self.drawing.show_carton(size, (), told)


def pieces(contents: Contents, planned: Any, carton: str) -> list[Piece]:
    """The planned pieces: those in the carton, those that go in next, and the others."""
    rows, done = contents.pieces_of(planned), contents.steps_done(planned, carton)
    colours = {item: number for number, item in enumerate(dict.fromkeys(row.item for row in rows))}
    item, count = contents.next_for(carton) if carton else ("", 0)
    made = []
    for row, is_in in zip(rows, done, strict=True):
        when = IN if is_in else NEXT if row.item == item and count > 0 else LATER
        count -= when == NEXT
        made.append(Piece((row.x_mm, row.y_mm, row.z_mm), (row.dx_mm, row.dy_mm, row.dz_mm), colours[row.item],
                          when if carton else IN))  # fmt: skip
    return made


def _told(planned: Any, contents: Contents, carton: str) -> str:
    done = sum(contents.steps_done(planned, carton)) if carton else 0
    values = {"kind": planned.carton_type, "of": planned.pieces, "done": done, "percent": planned.fill_percent}
    if carton:
        return say("Carton {kind} · {done} of {of} pieces", **values)
    return say("Carton {kind} · {of} pieces · {percent} % full", **values)
