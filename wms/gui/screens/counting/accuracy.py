"""How right the books were over time: a line over the posted counts, and the counts below it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from wms.gui.charts.lines import LineChart
from wms.gui.charts.panel import ChartPanel
from wms.gui.charts.series import Limit, Series
from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.screens.counting.lists import ACCURACY
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.queries import page as pages

MOST, TARGET = 60, 99.0


class AccuracyPage(Page):
    """The last counts as a chart over their list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Accuracy"))
        self.chart = LineChart(say("Lines that were as the books said"), unit="%", x_title=say("Count"))
        self.panel = ChartPanel(self.chart, say("One point for each posted count, the newest at the right."))
        self.list = ListingPage(desk, ACCURACY, heading=False)
        column = QVBoxLayout(self)
        edge = tokens().space(2)
        column.setContentsMargins(edge, edge, edge, 0)
        column.addWidget(self.panel, 2)
        column.addWidget(self.list, 3)
        desk.changed.connect(self._changed)

    def arrive(self, **arguments: Any) -> None:
        """Ask anew."""
        self.desk.ask("count_accuracy", self._found, owner=self, limit=MOST)

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if "counts" in topics and self.isVisible():
            self.arrive()

    @Slot(object)
    def _found(self, page: pages.Page) -> None:
        rows = list(reversed(page.rows))
        self.panel.setVisible(bool(rows))
        labels = [f"{row.count} {shown(row.posted_at)}" for row in rows]
        series = [Series(say("Accuracy"), [row.percent for row in rows])]
        self.chart.show_data(labels, series, Limit(say("Target"), TARGET))
