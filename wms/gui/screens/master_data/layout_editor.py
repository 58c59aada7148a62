"""Drawing a building, step by step, with every step to be taken back, until it is saved as one.

The editor belongs to the desk, so that what is drawn outlives the page it is drawn on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from wms.gui.desk.desk import Desk
from wms.gui.map.floor import DOCK, Floor, Place, Walk, Zone
from wms.gui.map.placing import Box
from wms.gui.screens.master_data.layout_plan import AISLE, ZONE, Piece, Plan
from wms.gui.texts.say import say
from wms.model.words import Hazard, Purpose, Temperature
from wms.operations.command import Command
from wms.operations.master_data.locations import LocationLine

GRIDS = (100, 250, 500, 1_000)
_EMPTY = Floor("", "", 0, 0, (), (), ())
_NONE = Piece("", "")


class LayoutEditor(QObject):
    """`changed`: the plan is another; `chose`: another piece is selected. `grid` is in mm, 0 for none."""

    changed = Signal()
    chose = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.saved = _EMPTY
        self.plan = Plan(_EMPTY)
        self.selected = _NONE
        self.grid = 500
        self.preview: tuple[LocationLine, ...] = ()
        self._past: list[Plan] = []
        self._future: list[Plan] = []

    @classmethod
    def of(cls, desk: Desk) -> LayoutEditor:
        """The desk's own, made when it is first asked for."""
        return next((child for child in desk.children() if isinstance(child, cls)), None) or cls(desk)

    def load(self, floor: Floor) -> None:
        """Draw this floor as the warehouse knows it; what was not saved is gone."""
        self.saved, self.plan = floor, Plan(floor)
        self._past, self._future, self.preview = [], [], ()
        if self.plan.find(self.selected) is None if self.selected.kind else True:
            self.select(_NONE)
        self.changed.emit()

    @property
    def dirty(self) -> bool:
        """Whether anything is to be saved."""
        return self.plan.floor != self.saved or bool(self.plan.lines)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step that was taken back."""
        return bool(self._future)

    def commands(self) -> list[Command]:
        """What saving amounts to."""
        return self.plan.commands(self.saved)

    def is_new(self, piece: Piece) -> bool:
        """Whether the warehouse does not know it yet."""
        return Plan(self.saved).find(piece) is None

    # --- choosing ----------------------------------------------------------------------------------------------------

    def select(self, piece: Piece) -> None:
        """Take hold of a piece; Piece("", "") lets go."""
        if piece != self.selected:
            self.selected = piece
            self.preview = ()
            self.chose.emit()

    @property
    def thing(self) -> Zone | Walk | Place | None:
        """What is selected."""
        return self.plan.find(self.selected) if self.selected.kind else None

    def snap(self, value: float) -> int:
        """The nearest line of the grid."""
        return max(0, round(value / self.grid) * self.grid if self.grid else round(value))

    # --- steps -------------------------------------------------------------------------------------------------------

    def take(self, plan: Plan) -> None:
        """One step further."""
        if plan != self.plan:
            self._past.append(self.plan)
            self._future = []
            self.plan = plan
            self.changed.emit()

    def undo(self) -> None:
        """One step back."""
        if self._past:
            self._future.append(self.plan)
            self._go(self._past.pop())

    def redo(self) -> None:
        """The step that was taken back, once more."""
        if self._future:
            self._past.append(self.plan)
            self._go(self._future.pop())

    def _go(self, plan: Plan) -> None:
        self.plan, self.preview = plan, ()
        if self.selected.kind and plan.find(self.selected) is None:
            self.select(_NONE)
        self.changed.emit()

    def move(self, dx: int, dy: int) -> None:
        """Move what is selected by so many mm, and what stands on it."""
        if self.thing is not None:
            self.take(self.plan.moved(self.selected, dx, dy))

    def resize(self, dx: int, dy: int) -> None:
        """Move its upper right corner, or an aisle's end."""
        if self.thing is not None:
            self.take(self.plan.resized(self.selected, dx, dy))

    def nudge(self, dx: int, dy: int, *, size: bool) -> None:
        """One step of the grid in a direction."""
        step = self.grid or GRIDS[0]
        (self.resize if size else self.move)(dx * step, dy * step)

    def change(self, **parts: Any) -> None:
        """Give what is selected other values; a code only while the warehouse does not know it."""
        thing = self.thing
        if thing is None:
            return
        code = str(parts.get("code", thing.code)).strip()
        taken = code != thing.code and self.plan.find(Piece(self.selected.kind, code)) is not None
        if not code or taken or (code != thing.code and not self.is_new(self.selected)):
            parts.pop("code", None)
            code = thing.code
        plan = self.plan.with_piece(self.selected.kind, replace(thing, **{**parts, "code": code}), thing.code)
        self.selected = Piece(self.selected.kind, code)
        self.take(plan)

    def delete(self) -> bool:
        """Take away what is selected; `refused` tells why not, where locations belong to it."""
        if not self.selected.kind:
            return False
        count, code = self.plan.standing_on(self.selected), self.selected.code
        if count:
            self.refused.emit(say("{code} has {count} locations. Enter them elsewhere or take them away first.",
                                  code=code, count=f"{count:,}"))  # fmt: skip
            return False
        plan = self.plan.without(self.selected)
        self.select(_NONE)
        self.take(plan)
        return True

    def add_zone(self, box: Box) -> None:
        """A new zone of this shape."""
        code = self._free("Z")
        name = say("New zone {code}", code=code)
        x, y, width, depth = (self.snap(value) for value in (box.x, box.y, box.width, box.depth))
        zone = Zone(code, name, Purpose.RESERVE, Temperature.AMBIENT, Hazard.NONE, x, y,
                    max(width, self.grid, 500), max(depth, self.grid, 500))  # fmt: skip
        self._add(ZONE, zone)

    def add_aisle(self, x1: float, y1: float, x2: float, y2: float, *, cross: bool = False) -> None:
        """A new aisle; it runs along one of the walls, whichever is nearer to how it was drawn."""
        if abs(x2 - x1) > abs(y2 - y1):
            y2 = y1
        else:
            x2 = x1
        left, low, right, top = (self.snap(value) for value in (x1, y1, x2, y2))
        if (left, low) != (right, top):
            self._add(AISLE, Walk(self._free("X" if cross else "A"), cross, left, low, right, top, False, False))

    def add_dock(self, x: float, y: float) -> None:
        """A new dock with its middle here, in the zone it lies in, or in the nearest for receiving or shipping."""
        zone = self._zone_at(x, y)
        code = self._free("DOCK-")
        self._add(DOCK, Place(code, zone, "", 0, 0, 0, DOCK, "open", self.snap(x), self.snap(y), 3_000, 3_000))

    def set_locations(self, lines: Iterable[LocationLine]) -> None:
        """Enter generated locations."""
        self.preview = ()
        self.take(self.plan.with_locations(lines))

    def show_preview(self, lines: Iterable[LocationLine]) -> None:
        """Show locations that are not entered yet."""
        self.preview = tuple(lines)
        self.changed.emit()

    def _add(self, kind: str, thing: Zone | Walk | Place) -> None:
        self.take(self.plan.with_piece(kind, thing))
        self.select(Piece(kind, thing.code))

    def _free(self, begin: str) -> str:
        floor = self.plan.floor
        known = {place.code for place in floor.places}
        known |= {zone.code for zone in floor.zones} | {walk.code for walk in floor.walks}
        number = 1
        while f"{begin}{number}" in known:
            number += 1
        return f"{begin}{number}"

    def _zone_at(self, x: float, y: float) -> str:
        zones = self.plan.floor.zones
        inside = [z for z in zones if z.x <= x <= z.x + z.width and z.y <= y <= z.y + z.depth and z.width]
        doors = [z for z in zones if z.purpose in (Purpose.RECEIVING, Purpose.SHIPPING)]
        return next((zone.code for zone in (*inside, *doors, *zones)), "")
