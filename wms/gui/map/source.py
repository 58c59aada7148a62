"""Where floors come from: read once for a desk, and again when somebody changes the building."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from wms.app.rows import iterate
from wms.gui.desk.desk import Desk
from wms.gui.map.floor import read_floors
from wms.gui.map.laid import Laid, lay

_TOPICS = frozenset({"locations", "sites"})


class FloorSource(QObject):
    """The floors of one desk. `arrived` tells that `floors` (by site code) are new, `failed` gives the error."""

    arrived = Signal()
    failed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.desk = desk
        self.floors: dict[str, Laid] = {}
        self.ready = False
        self._reading = False
        self._again = False
        desk.changed.connect(self._changed)

    @staticmethod
    def of(desk: Desk) -> FloorSource:
        """The desk's own, made when it is first asked for."""
        return desk.findChild(FloorSource) or FloorSource(desk)

    def want(self) -> None:
        """Let `arrived` be told: soon where the floors are known, else when they have been read."""
        if self.ready:
            self.arrived.emit()
        else:
            self.read()

    def read(self) -> None:
        """Read everything anew."""
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        self.desk.jobs.read(partial(_read, self.desk), owner=self, then=self._found, failed=self._failed)

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if self.ready and topics & _TOPICS:
            self.read()

    @Slot(object)
    def _found(self, floors: dict[str, Laid]) -> None:
        self._reading = False
        self.floors, self.ready = floors, True
        self.arrived.emit()
        if self._again:
            self.read()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._reading = False
        self.failed.emit(error)


def _read(desk: Desk) -> dict[str, Laid]:
    return {site: lay(floor) for site, floor in read_floors(partial(iterate, desk.app)).items()}
