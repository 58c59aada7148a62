"""The orders in danger of missing their carrier; of each the story: where it stands, what is in its way, what helps."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from wms.app.planning import why_late
from wms.base.jobs import Watch
from wms.gui.desk.desk import Desk
from wms.gui.desk.long_work import LongWork
from wms.gui.pages.around import AroundListPage
from wms.gui.screens.waves.lists import LATE
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip, body, caption, hint, plain, primary, strong, subtitle, toned
from wms.gui.theme.widgets_panels import Panel
from wms.operations.allocating.allocate import AllocateOrders
from wms.operations.command import Command
from wms.operations.ordering.hold import PrioritiseOrder
from wms.operations.planning.late import Remedy, Why

SECONDS = 8.0
"""How long the planner tries what might help."""


class Reasons(LongWork):
    """Asks why one order is late. Cancelled, what was found so far is told."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, parent)
        self.order = ""
        self.why: Why | None = None

    def ask(self, order: str) -> None:
        """Find out about this order; what was asked before is given up."""
        app = self.desk.app

        def work(watch: Watch) -> Why:
            watch.stop.seconds = SECONDS
            return why_late(app, order, watch=watch)

        self.order, self.why = order, None
        self.set_going("Why late", work)

    def came(self, result: Why) -> None:
        """The story of this order."""
        self.why = result


class LatePage(AroundListPage):
    """The list at the left, the story of one order at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Late orders"), LATE)
        if not self.list.pane.views.default:
            self.list.pane.views.use("In danger")
        self.reasons = Reasons(desk, self)
        self.story = Story(desk, self.reasons)
        self.why = primary(say("Why, and what helps?"), "why")
        self.why.setToolTip(as_tip("Ctrl+Y"))
        self.why.clicked.connect(self._ask)
        shortcut = QShortcut(QKeySequence("Ctrl+Y"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._ask)
        self.list.pane.current_changed.connect(self._follow)
        self._lay_out()
        self._follow(None)

    def arrive(self, **arguments: Any) -> None:
        """As any list; the details make room for the story."""
        self.desk.room_wanted.emit(True)
        self.list.arrive(**arguments)

    def leave(self) -> None:
        """The details come back."""
        self.desk.room_wanted.emit(False)

    def _lay_out(self) -> None:
        look = tokens()
        side, column = QWidget(), QVBoxLayout()
        side.setLayout(column)
        column.setContentsMargins(look.space(2), 0, 0, 0)
        column.setSpacing(look.space(2))
        column.addWidget(self.why, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.story, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([look.space(180), look.space(110)])
        row = QHBoxLayout(self)
        row.setContentsMargins(0, look.space(2), 0, 0)
        row.addWidget(split)

    @Slot(object)
    def _follow(self, row: Any) -> None:
        self.why.setEnabled(row is not None)

    @Slot()
    def _ask(self) -> None:
        row = self.list.pane.current_row()
        if row is not None:
            self.reasons.ask(row.order)


class Story(QScrollArea):
    """What was found about one order, and buttons for the remedies that can be carried out from here."""

    def __init__(self, desk: Desk, reasons: Reasons) -> None:
        super().__init__()
        self._desk, self._reasons = desk, reasons
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setAccessibleName(say("Why it is late"))
        reasons.changed.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        why, panel = self._reasons.why, Panel()
        if self._reasons.running:
            panel.column.addWidget(subtitle(self._reasons.order))
            panel.column.addWidget(hint(say("The day is being planned with what might help…")))
            stop = plain(say("Stop"), "stop")
            stop.clicked.connect(self._reasons.cancel)
            panel.column.addWidget(stop, 0, Qt.AlignmentFlag.AlignLeft)
        elif why is None:
            told = say("Choose an order and ask: the planner looks at the whole day, and tries what would help it.")
            panel.column.addWidget(hint(told))
        else:
            self._tell(panel, why)
        panel.column.addStretch(1)
        self.setWidget(panel)

    def _tell(self, panel: Panel, why: Why) -> None:
        panel.column.addWidget(subtitle(why.order))
        late = why.late_s is None or why.late_s > 0
        panel.column.addWidget(toned(body(say(why.verdict)), "bad" if late else "good"))
        for fact in why.facts:
            panel.column.addWidget(body(say(fact)))
        if why.remedies:
            panel.column.addWidget(strong(say("What helps, the cheapest first")))
        for remedy in why.remedies:
            self._offer(panel, why.order, remedy)

    def _offer(self, panel: Panel, order: str, remedy: Remedy) -> None:
        panel.column.addWidget(body(f"• {say(remedy.what)}"))
        if remedy.also_late:
            others = ", ".join(remedy.also_late[:8])
            panel.column.addWidget(toned(caption(say("Then late: {orders}", orders=others)), "warn"))
        commands: dict[str, Command] = {
            "Give it priority 1.": PrioritiseOrder(order=order, priority=1),
            "Allocate it again when its goods are there, or offer a substitute.": AllocateOrders(orders=(order,)),
        }
        command = commands.get(remedy.what)
        if command is not None and self._desk.may_run(type(command).__name__):
            button = plain(say("Do it"), "check")
            button.clicked.connect(partial(self._do, command))
            panel.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _do(self, command: Command, checked: bool = False) -> None:
        self._desk.run(command, self._done, owner=self)

    @Slot(object)
    def _done(self, answer: Any) -> None:
        self._desk.tell(answer)
        self._reasons.ask(self._reasons.order)
