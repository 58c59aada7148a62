"""The bench at the dock: its question, and across it the alarm when something is about to go on the wrong truck."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.pages.bench import BenchPage
from wms.gui.screens.shipping.load_dialogue import LoadDialogue
from wms.gui.screens.shipping.loading import Alarm, Loading
from wms.gui.texts.say import say
from wms.gui.theme.look import font
from wms.gui.theme.tokens import tokens

_LARGEST = 3
"""How large the alarm's letters get at most, in multiples of a bench's question."""


class WrongTruck(QWidget):
    """The alarm, to be read from the other end of the trailer: not this truck, and where it belongs."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setVisible(False)

    def show_alarm(self, alarm: Alarm | None) -> None:
        """Show this, or nothing."""
        self.lines = _lines(alarm) if alarm is not None else []
        self.setAccessibleName(". ".join(self.lines))
        self.setVisible(bool(self.lines))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = tokens()
        return QSize(look.space(100), round(look.display * 2.4) * max(1, len(self.lines)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.bad))
        painter.drawRoundedRect(QRectF(self.rect()), look.panel_radius, look.panel_radius)
        painter.setPen(QColor(look.on_grave))
        room = QRectF(self.rect()).adjusted(look.space(6), look.space(2), -look.space(6), -look.space(2))
        part = room.height() / max(1, len(self.lines))
        for place, line in enumerate(self.lines):
            size = part * (0.6 if place == 0 else 0.45)
            painter.setFont(font(round(min(size, look.display * _LARGEST)), place == 0))
            told = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, int(room.width()))
            where = QRectF(room.left(), room.top() + place * part, room.width(), part)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, told)


class LoadBench(BenchPage):
    """`arrive(code=…)` or `arrive(load=…)` loads that truck."""

    def __init__(self, desk: Desk) -> None:
        self.loading = LoadDialogue(desk)
        self.alarm = WrongTruck()
        super().__init__(desk, say("Load by scan"), self.loading)
        self.stand_below(self.alarm)
        self.loading.changed.connect(self._show_alarm)

    def arrive(self, code: str = "", load: str = "", **arguments: Any) -> None:
        """Look which trucks are open, or go on with the one named."""
        super().arrive(**arguments)
        self.loading.begin(load or code)

    def state(self) -> dict[str, Any]:
        """What stands in the field, and which truck is being loaded."""
        return {**super().state(), "load": self.loading.truck.load if self.loading.truck is not None else ""}

    def restore(self, state: dict[str, Any]) -> None:
        """Go on there."""
        super().restore(state)
        if state.get("load"):
            self.loading.begin(str(state["load"]))

    @Slot()
    def _show_alarm(self) -> None:
        step = self.loading.step
        self.alarm.show_alarm(step.alarm if isinstance(step, Loading) else None)


def _lines(alarm: Alarm) -> list[str]:
    """The alarm in words, the shortest first."""
    lines = [say("WRONG TRUCK")]
    if alarm.carrier:
        lines.append(say("It goes with {carrier}, {time}", carrier=alarm.carrier, time=alarm.leaves))
    if alarm.truck:
        lines.append(say("Its truck: {truck}", truck=alarm.truck))
    elif alarm.place:
        lines.append(say("No truck for it yet: back to {place}", place=alarm.place))
    return lines
