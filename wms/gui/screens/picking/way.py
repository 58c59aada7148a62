"""The small map beside a walk: the whole way, the place to go to now, and how long it is against an S-shaped one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wms.app.planning import Compared
from wms.gui.desk.desk import Desk
from wms.gui.map.mini import MiniFloor
from wms.gui.map.track import Track
from wms.gui.pages.bench_parts import small
from wms.gui.texts.say import say
from wms.gui.theme.look import font
from wms.gui.theme.tokens import tokens


class WayBeside(QWidget):
    """The map and one line below it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.floor = MiniFloor(desk)
        self.told = small(1)
        self.told.setWordWrap(True)
        self._here = ""
        self._track: Track | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(1))
        column.addWidget(self.floor, 1)
        column.addWidget(self.told)

    def scale_to(self, scale: float) -> None:
        """The words below grow with the page."""
        self.told.setFont(font(round(tokens().small * scale)))

    def show_way(self, found: Compared) -> None:
        """Draw the walk, and say how long it is."""
        way = found.way
        stops = [(stop.location, (float(stop.x_mm), float(stop.y_mm))) for stop in way.stops]
        self._track = Track(way.points, [code for code, _ in stops], [at for _, at in stops])
        self.floor.point_out({}, way.points)
        self._show_here()
        self.told.setText(length_in_words(way.length_mm, found.s_shape_mm))

    def point_at(self, place: str) -> None:
        """This is where to go now; empty: nowhere."""
        if place != self._here:
            self._here = place
            self._show_here()

    def _show_here(self) -> None:
        """The place is ringed, and the way up to it stands as walked."""
        stops = self._track.stops if self._track is not None else []
        along = next((stop.along for stop in stops if stop.code == self._here), 0.0)
        self.floor.highlight_as({self._here: "accent"} if self._here else {})
        self.floor.walk_to(along)

    def clear(self) -> None:
        """No walk is shown."""
        self._here, self._track = "", None
        self.floor.point_out({})
        self.told.setText("")


def length_in_words(length_mm: int, s_shape_mm: int | None) -> str:
    """The walk's length, and how much shorter it is than S-shaped, where that is known."""
    walk = say("The whole walk: {metres} m.", metres=f"{length_mm / 1000:,.0f}")
    if not s_shape_mm:
        return walk
    saved = round(100 * (s_shape_mm - length_mm) / s_shape_mm)
    if saved >= 1:
        more = say("S-shaped it would be {metres} m, {percent} % longer.", metres=f"{s_shape_mm / 1000:,.0f}",
                   percent=round(100 * (s_shape_mm - length_mm) / length_mm) if length_mm else 0)  # fmt: skip
    else:
        more = say("S-shaped it would be {metres} m.", metres=f"{s_shape_mm / 1000:,.0f}")
    return f"{walk} {more}"
