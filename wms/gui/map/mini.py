"""A small map without controls, to stand beside a task: where it is, and the way there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy

from wms.gui.desk.desk import Desk
from wms.gui.map.canvas import FloorCanvas
from wms.gui.map.source import FloorSource
from wms.gui.map.track import Point
from wms.gui.theme.tokens import tokens


class MiniFloor(FloorCanvas):
    """The whole floor, small. What is asked to be shown before the building has come is shown when it is there."""

    def __init__(self, desk: Desk, site: str = "") -> None:
        super().__init__()
        self._site = site
        self._way: tuple[Sequence[Point], Sequence[str]] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(tokens().space(36))
        self._source = FloorSource.of(desk)
        self._source.arrived.connect(self._arrived)
        self._wanted = False

    def point_out(self, tones: Mapping[str, str], way: Sequence[Point] = (), stops: Iterable[str] = ()) -> None:
        """Ring places, each in a tone ("accent" for the target, "neutral" for second choices), and show a way."""
        self.highlight_as(tones)
        self._way = (list(way), list(stops)) if way else None
        self._show_way()

    def sizeHint(self) -> QSize:
        return QSize(tokens().space(80), tokens().space(60))

    def showEvent(self, event: QShowEvent) -> None:
        """The building is read when the map is first seen."""
        super().showEvent(event)
        if not self._wanted:
            self._wanted = True
            self._source.want()

    def _arrived(self) -> None:
        floors = self._source.floors
        laid = floors.get(self._site) or next(iter(floors.values()), None)
        if laid is not None and self._wanted:
            self.show_floor(laid)
            self._show_way()

    def _show_way(self) -> None:
        if self._way is None:
            self.clear_route()
        elif self.state.laid.spots:
            self.route(*self._way)
