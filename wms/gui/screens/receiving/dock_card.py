"""One dock's card: its state, what stands there and how far it is, and the next arrivals. Enter goes to the bench."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import Subject
from wms.gui.screens.receiving.dock_facts import Coming, Delivery, Dock
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import Divider, Elided, caption, plain, subtitle, toned
from wms.gui.theme.widgets_panels import Panel
from wms.gui.theme.widgets_status import Chip, MeterBar

NEXT = 3
"""So many expected arrivals are told on a card."""


class DockCard(Panel):
    """A card that can be walked to by Tab."""

    def __init__(self, desk: Desk, code: str) -> None:
        super().__init__()
        self.desk, self.code = desk, code
        self.dock = Dock(code)
        self.state = Chip("", "neutral")
        self._since = caption("")
        self._rest = QVBoxLayout()
        self._rest.setSpacing(tokens().space(2))
        self.button = plain(say("Receive here"), "scan")
        self._lay_out()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.button.clicked.connect(self._receive)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(tokens().space(2))
        head.addWidget(subtitle(self.code))
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self._since)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        self.column.addLayout(head)
        self.column.addLayout(self._rest)
        self.column.addStretch(1)
        self.column.addLayout(foot)
        self.button.setVisible(self.desk.may("receiving.receive"))

    def show_dock(self, dock: Dock) -> None:
        """Tell what is at the dock now; nothing is touched where nothing changed but the clock."""
        self.state.show_state(*_state(dock))
        self._since.setText(say("for {time}", time=lasting(dock.since)) if dock.since is not None else "")
        before, self.dock = self.dock, dock
        same = (before.here, before.coming, before.waiting) == (dock.here, dock.coming, dock.waiting)
        if same and self._rest.count():
            return
        _empty(self._rest)
        for delivery in dock.here:
            self._rest.addWidget(_delivery(delivery))
        if dock.waiting:
            self._rest.addWidget(_line(say("Lying here, not put away"), say("{count} pieces",
                                                                            count=f"{dock.waiting:,}")))  # fmt: skip
        if dock.coming:
            if dock.here or dock.waiting:
                self._rest.addWidget(Divider())
            self._rest.addWidget(caption(say("Comes next")))
        for coming in dock.coming[:NEXT]:
            self._rest.addWidget(_coming(coming))
        if not dock.coming and not dock.here:
            self._rest.addWidget(caption(say("Nothing is booked for this dock.")))
        self.setAccessibleName(f"{dock.code} {self.state.text()}")

    @Slot()
    def _receive(self) -> None:
        self.desk.open("receiving", tab="receive", dock=self.code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the bench with this dock."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.button.isVisible():
            self._receive()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The details follow: the delivery here, or the next one."""
        super().focusInEvent(event)
        if self.dock.here:
            self.desk.show(Subject("receipt", self.dock.here[0].receipt))
        elif self.dock.coming:
            self.desk.show(Subject("asn", self.dock.coming[0].asn))
        else:
            self.desk.show(Subject("location", self.code))


class ComingCard(Panel):
    """What is expected and has no dock yet, the soonest first."""

    MOST = 8

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._rows = QVBoxLayout()
        self._rows.setSpacing(tokens().space(2))
        self.button = plain(say("To the list"), "list")
        self.button.clicked.connect(self._list)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.button)
        self.column.addWidget(subtitle(say("No dock yet")))
        self.column.addLayout(self._rows)
        self.column.addStretch(1)
        self.column.addLayout(foot)
        self.setAccessibleName(say("No dock yet"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.hide()

    def show_coming(self, coming: Sequence[Coming]) -> None:
        """Tell of these."""
        _empty(self._rows)
        for one in coming[: self.MOST]:
            self._rows.addWidget(_coming(one))
        if len(coming) > self.MOST:
            self._rows.addWidget(caption(say("and {count} more", count=len(coming) - self.MOST)))

    @Slot()
    def _list(self) -> None:
        self.desk.open("receiving", tab="arrivals")


def lasting(span: timedelta) -> str:
    """How long something lasts: "3 h 20 min", from a day on "2 d 4 h"."""
    minutes = max(0, int(span.total_seconds() // 60))
    days, hours = divmod(minutes // 60, 24)
    if days:
        return say("{days} d {hours} h", days=days, hours=hours)
    if hours:
        return say("{hours} h {minutes} min", hours=hours, minutes=f"{minutes % 60:02}")
    return say("{minutes} min", minutes=minutes)


def _state(dock: Dock) -> tuple[str, str]:
    if dock.closed:
        return say("closed"), "bad"
    if dock.here:
        return say("being unloaded"), "accent"
    if any(one.late for one in dock.coming):
        return say("awaits a late truck"), "warn"
    return (say("free, goods lie here"), "neutral") if dock.waiting else (say("free"), "good")


def _delivery(one: Delivery) -> QWidget:
    made, column = _box()
    column.addWidget(_line(one.supplier, one.asn or say("unannounced"), strong=True))
    if one.announced:
        words = say("{done} of {of} pieces", done=f"{one.received:,}", of=f"{one.announced:,}")
        column.addWidget(MeterBar(one.received, one.announced, words, warn_at=1.01))
    else:
        column.addWidget(caption(say("{count} pieces received", count=f"{one.received:,}")))
    return made


def _coming(one: Coming) -> QWidget:
    when = say("{time}, late", time=shown(one.at)) if one.late else shown(one.at)
    made = _line(one.supplier, when)
    made.setAccessibleName(f"{one.asn} {one.supplier} {when}")
    if one.late:
        label = made.findChild(QLabel, "right")
        if isinstance(label, QLabel):
            toned(label, "warn")
    return made


def _line(left: str, right: str, strong: bool = False) -> QWidget:
    """Two texts at both ends of a line; the left one gives way."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(tokens().space(3))
    name, value = Elided(left), QLabel(right)
    name.setProperty("role", "strong" if strong else "body")
    value.setTextFormat(Qt.TextFormat.PlainText)
    value.setObjectName("right")
    row.addWidget(name, 1)
    row.addWidget(value)
    return made


def _box() -> tuple[QWidget, QVBoxLayout]:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(tokens().space(1))
    return made, column


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
