"""What lacks stock, and why: the lines, allocating all of them at once, and the story of the line one stands on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSplitter, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.pages.around import AroundListPage
from wms.gui.screens.orders.lists import UNALLOCATED
from wms.gui.screens.orders.mass import MassAllocation
from wms.gui.tables.few import FewRows
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, primary
from wms.gui.theme.widgets_panels import Banner, Section
from wms.queries import page as pages

FACTS = 100


class UnallocatedPage(AroundListPage):
    """The list over the reasons. `arrive(allocate=True)` begins to allocate everything at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Not allocated"), UNALLOCATED)
        self.mass = MassAllocation(desk, self)
        self.bar = MassBar(desk, self.mass)
        self.why = WhyPane(desk)
        self.list.pane.current_changed.connect(self.why.follow)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.why)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([tokens().space(180), tokens().space(110)])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens().space(2), 0, 0)
        column.setSpacing(tokens().space(2))
        column.addWidget(self.bar)
        column.addWidget(split, 1)

    def arrive(self, allocate: bool = False, **arguments: Any) -> None:
        """As any list; `allocate` begins at once. The details make room for the story."""
        self.desk.room_wanted.emit(True)
        self.list.arrive(**arguments)
        if allocate:
            self.mass.begin()

    def leave(self) -> None:
        """The details come back."""
        self.desk.room_wanted.emit(False)


class MassBar(QWidget):
    """The button, the progress while it runs, and afterwards what came of it with every reason and its lines."""

    def __init__(self, desk: Desk, mass: MassAllocation) -> None:
        super().__init__()
        self._mass = mass
        self.button = primary(say("Allocate everything"), "bolt")
        self.button.clicked.connect(mass.begin)
        self.button.setVisible(desk.may_run("AllocateOrders"))
        self.stop: QPushButton = plain(say("Stop"), "stop")
        self.stop.clicked.connect(mass.cancel)
        self._told = hint("")
        self._bar = QProgressBar()
        self._bar.setAccessibleName(say("Allocating"))
        self._bar.setTextVisible(False)
        self._banner = Banner("good", "", closable=say("Close the message"))
        self.reasons = FewRows(say("Why it is not allocated"), (
            (say("Lines"), "number"), (say("Pieces"), "quantity"), (say("Why not allocated"), "text"),
        ))  # fmt: skip
        self._explained = Section(say("Everything that is not allocated"), self.reasons, collapsible=True)
        self._lay_out()
        mass.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        look = tokens()
        row, column = QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(2))
        row.setSpacing(look.space(3))
        row.addWidget(self.button)
        row.addWidget(self.stop)
        row.addWidget(self._bar, 1)
        row.addWidget(self._told, 2)
        column.addLayout(row)
        column.addWidget(self._banner)
        column.addWidget(self._explained)
        self._banner.hide()

    @Slot()
    def _show(self) -> None:
        mass = self._mass
        self.button.setEnabled(not mass.running)
        self.stop.setVisible(mass.running)
        self._bar.setVisible(mass.running)
        self._bar.setRange(0, mass.progress.total)
        self._bar.setValue(mass.progress.done)
        figures = {"done": f"{mass.progress.done:,}", "total": f"{mass.progress.total:,}"}
        self._told.setText(
            say("{done} of {total} lines", **figures) if mass.running
            else say("Sets stock aside for every open order that lacks some, the most urgent first.")
        )  # fmt: skip
        if mass.done is not None:
            self._banner.tell("warn" if mass.reasons or mass.done.stopped else "good", mass.summary())
        self._banner.setVisible(mass.done is not None)
        self._explained.setVisible(bool(mass.reasons))
        self.reasons.show_rows([(lines, pieces, reason) for reason, lines, pieces in mass.reasons])
        self.reasons.setFixedHeight(tokens().space(7) * min(len(mass.reasons), 4) + tokens().row + tokens().space(4))


class WhyPane(QWidget):
    """Why the line one stands on lacks stock: each piece of stock of its item, and what is so with it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = ("", 0)
        self._title = QLabel()
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setProperty("role", "strong")
        self._title.setWordWrap(True)
        self.facts = FewRows(say("Why not allocated"), (
            (say("About"), "text"), (say("Quantity"), "quantity"), (say("Fact"), "text"),
        ), wraps=True)  # fmt: skip
        column = QVBoxLayout(self)
        column.setContentsMargins(tokens().space(2), tokens().space(1), 0, 0)
        column.setSpacing(tokens().space(1))
        column.addWidget(self._title)
        column.addWidget(self.facts, 1)
        column.addStretch(0)
        self.follow(None)

    @Slot(object)
    def follow(self, row: Any) -> None:
        """Tell of this row of `unallocated_lines`."""
        self.facts.setVisible(row is not None)
        if row is None:
            self._title.setText(say("Choose a line to see why it lacks stock."))
            return
        self._asked = (row.order, row.line)
        self._title.setText(say("Why does line {line} of {order} lack {missing} {item}?", line=row.line,
                                order=row.order, missing=f"{row.missing:,}", item=row.item))  # fmt: skip
        self._desk.ask("why_not_allocated", self._found, owner=self, limit=FACTS, order=row.order, line=row.line)

    @Slot(object)
    def _found(self, page: pages.Page) -> None:
        self.facts.show_rows([(say(row.about), row.quantity, say(row.fact)) for row in page.rows])
