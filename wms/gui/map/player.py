"""Goes along a way on the map, stop by stop or all of it, as one who picks would walk it."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, Qt, QVariantAnimation, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from wms.gui.map.canvas import FloorCanvas
from wms.gui.map.track import Track
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, tool

LEG_MS = 450
"""How long one leg of the way takes to be shown."""


class RoutePlayer(QWidget):
    """The buttons below the map. `stop_reached` gives the code of the stop one has come to."""

    stop_reached = Signal(str)

    def __init__(self, canvas: FloorCanvas) -> None:
        super().__init__()
        self._canvas = canvas
        self._track: Track | None = None
        self._at = -1
        self._playing = False
        self._walk = QVariantAnimation(self)
        self._walk.setDuration(LEG_MS)
        self._walk.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._walk.valueChanged.connect(self._canvas.walk_to)
        self._walk.finished.connect(self._arrived)
        self.words = hint("")
        self.words.setWordWrap(False)
        self._back = self._button("previous", say("Stop before"), self.back)
        self.play_button = self._button("play", say("Walk the route"), self.play)
        self._on = self._button("next", say("Next stop"), self.on)
        row = QHBoxLayout(self)
        row.setContentsMargins(tokens().space(3), 0, tokens().space(3), 0)
        row.setSpacing(tokens().space(1))
        for button in (self._back, self.play_button, self._on):
            row.addWidget(button)
        row.addSpacing(tokens().space(2))
        row.addWidget(self.words, 1)
        self.hide()

    def take(self, track: Track | None) -> None:
        """Walk another way; None hides the buttons."""
        self._walk.stop()
        self._track, self._at, self._playing = track, -1, False
        self.setVisible(track is not None and bool(track.stops))
        self._tell()

    @property
    def stop(self) -> int:
        """The number of the stop one stands at; 0 before the first."""
        return self._at + 1

    def on(self) -> None:
        """Go to the next stop."""
        self._playing = False
        self._go(self._at + 1)

    def back(self) -> None:
        """Go to the stop before."""
        self._playing = False
        self._go(self._at - 1)

    def play(self) -> None:
        """Go all the way from here, or rest; from the start again when it was at its end."""
        self._playing = not self._playing
        if self._playing and self._track is not None:
            if self._at >= len(self._track.stops) - 1:
                self._at = -1
                self._canvas.walk_to(0.0)
            self._go(self._at + 1)
        self._tell()

    def _go(self, number: int) -> None:
        if self._track is None or not -1 <= number < len(self._track.stops):
            return
        self._walk.stop()
        self._at = number
        self._walk.setStartValue(float(self._canvas.state.along))
        self._walk.setEndValue(float(self._track.stops[number].along if number >= 0 else 0.0))
        self._walk.start()
        self._tell()

    def _arrived(self) -> None:
        if self._track is None:
            return
        if self._at >= 0:
            self.stop_reached.emit(self._track.stops[self._at].code)
        if self._playing and self._at < len(self._track.stops) - 1:
            self._go(self._at + 1)
        else:
            self._playing = False
        self._tell()

    def _tell(self) -> None:
        if self._track is None:
            return
        stops = self._track.stops
        self.play_button.setIcon(icon("pause" if self._playing else "play", "muted"))
        self._back.setEnabled(self._at >= 0)
        self._on.setEnabled(self._at < len(stops) - 1)
        length = shown(round(self._track.length), "mm")
        if self._at < 0:
            self.words.setText(say("{count} stops, {length} to walk", count=len(stops), length=length))
        else:
            self.words.setText(say("Stop {number} of {count}: {code}", number=self._at + 1, count=len(stops),
                                   code=stops[self._at].code))  # fmt: skip

    def _button(self, picture: str, name: str, does: object) -> QToolButton:
        made = tool(picture, name)
        made.clicked.connect(does)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made
