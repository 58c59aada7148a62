"""One report: what it shows and how it comes about, its chart, its rows with parameters and files, and keeping it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QVBoxLayout, QWidget

from wms.gui.charts.panel import ChartPanel
from wms.gui.desk.desk import INFO, RIGHT, Desk
from wms.gui.pages.around import AroundListPage
from wms.gui.screens.reports.drawing import chart_of, show
from wms.gui.screens.reports.kept import Kept
from wms.gui.screens.reports.report import Report
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, caption, plain, subtitle
from wms.queries import page as pages

_LOW, _FLAT = 150, 16


class ReportPage(AroundListPage):
    """A report with its parameters in the bar over its rows; the chart follows what is asked for."""

    def __init__(self, desk: Desk, report: Report) -> None:
        super().__init__(desk, say(report.title), report.listing)
        self.report = report
        self.chart = chart_of(report)
        self.panel = ChartPanel(self.chart) if self.chart is not None else None
        self.name = QLineEdit()
        self.name.setPlaceholderText(say("Name to keep it under"))
        self.name.setAccessibleName(say("Name to keep it under"))
        self.keep = plain(say("Keep this report"), "save")
        self._asked = 0
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.name.returnPressed.connect(self._keep)
        self.list.pane.seeking.changed.connect(self._ask)
        self.list.pane.model.answered.connect(self._ask)

    def show_as(self, state: dict[str, Any]) -> None:
        """Ask as it was kept."""
        self.list.pane.seeking.restore(state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the chart gives way to the rows."""
        super().resizeEvent(event)
        if self.chart is not None:
            self.chart.setMinimumHeight(tokens().space(_FLAT) if self.height() < tokens().space(_LOW) else 0)

    def _lay_out(self) -> None:
        look = tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(look.space(4), 0, 0, 0)
        column.setSpacing(look.space(1.5))
        head = QHBoxLayout()
        head.setSpacing(look.space(2))
        told = body(say(self.report.text))
        told.setWordWrap(True)
        head.addWidget(told, 1)
        self.name.setFixedWidth(look.space(48))
        head.addWidget(self.name)
        head.addWidget(self.keep)
        if self.panel is None:  # a chart bears the title itself
            column.addWidget(subtitle(self.title))
        column.addLayout(head)
        formula = caption(say(self.report.formula))
        formula.setWordWrap(True)
        column.addWidget(formula)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        if self.panel is not None:
            split.addWidget(self.panel)
        below = QWidget()
        box = QVBoxLayout(below)
        box.setContentsMargins(0, look.space(1), 0, 0)
        box.addWidget(self.list)
        split.addWidget(below)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        column.addWidget(split, 1)

    # --- the chart ---------------------------------------------------------------------------------------------------

    @Slot()
    def _ask(self) -> None:
        """Ask for what the chart draws; an answer after a later question is not used."""
        drawn, seeking = self.report.drawn, self.list.pane.seeking
        if drawn is None or seeking.missing:
            return
        self._asked += 1
        turn, app, asking = self._asked, self.desk.app, seeking.asking

        def work() -> tuple[int, pages.Page]:
            return turn, app.ask(asking.question, filters=asking.filters, sort=drawn.sort, limit=drawn.most,
                                 **asking.parameters)  # fmt: skip

        self.desk.jobs.read(work, owner=self, then=self._found, failed=self._failed)

    @Slot(object)
    def _found(self, answer: tuple[int, pages.Page]) -> None:
        turn, page = answer
        if turn == self._asked and self.chart is not None and self.panel is not None:
            self.panel.setVisible(bool(page.rows))
            show(self.chart, self.report, page.rows)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """The list below tells what is wrong."""
        if self.panel is not None:
            self.panel.hide()

    # --- keeping it --------------------------------------------------------------------------------------------------

    @Slot()
    def _keep(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.desk.notice(INFO, say("Give the report a name first."))
            self.name.setFocus()
            return
        Kept.of(self.desk).keep(name, self.report.name, self.list.pane.seeking.state())
        self.name.clear()
        self.desk.notice(RIGHT, say("{name} is kept; find it under Kept and written.", name=name))
