"""The dashboard's page: figures of the day, work by hour, alerts, and the measures with their trend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wms.app.rows import all_rows
from wms.base.clock import utc_now
from wms.gui.charts.bars import BarChart
from wms.gui.charts.panel import ChartPanel
from wms.gui.charts.series import Series
from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.screens.dashboard.alerts import Alerts
from wms.gui.texts.say import language, say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, title, tool
from wms.gui.theme.widgets_facts import Figure
from wms.gui.theme.widgets_panels import Section

EVERY_MS, PAUSE_MS, HOURS = 60_000, 1_500, 24
WORK = (("received", "Received"), ("put_away", "Put away"), ("picked", "Picked"), ("packed", "Packed"),
        ("shipped", "Shipped"))  # fmt: skip
"""The kinds of work, each with its English title; also where a click on its figure leads."""
LEADS = {"received": ("receiving", "receipts"), "put_away": ("putaway", "tasks"), "picked": ("picking", "batches"),
         "packed": ("packing", "cartons"), "shipped": ("shipping", "shipments")}  # fmt: skip
WORSE_BELOW = {"percent": 95.0}


class DashboardPage(Page):
    """Asks its questions anew when something changed, at most every second and a half, and once a minute."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Dashboard"))
        self.figures = {name: Figure(say(text), "–") for name, text in WORK}
        self.chart = BarChart(say("Lines by hour"), x_title=say("Hour"), y_title=say("Lines"))
        self.panel = ChartPanel(self.chart)
        self.alerts = Alerts()
        self.alerts.chosen.connect(self._go)
        self.measures = QGridLayout()
        self.back = 0
        self._day = caption("")
        self._earlier, self._later_day = tool("left", say("The day before")), tool("right", say("The day after"))
        self._earlier.clicked.connect(lambda _=False: self.turn(1))
        self._later_day.clicked.connect(lambda _=False: self.turn(-1))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE_MS)
        self._later.timeout.connect(self.ask)
        self._clock = QTimer(self)
        self._clock.setInterval(EVERY_MS)
        self._clock.timeout.connect(self.ask)
        self._lay_out()
        desk.changed.connect(self._changed)

    def _lay_out(self) -> None:
        space = tokens().space
        head = QHBoxLayout()
        head.addWidget(title(self.title))
        head.addSpacing(space(4))
        for part in (self._earlier, self._day, self._later_day):
            head.addWidget(part)
        head.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(space(12))
        for figure in self.figures.values():
            row.addWidget(figure)
        row.addStretch(1)
        left, right = QVBoxLayout(), QVBoxLayout()
        left.addWidget(self.panel, 1)
        self.measures.setHorizontalSpacing(space(8))
        self.measures.setVerticalSpacing(space(4))
        inside = QWidget()
        inside.setLayout(self.measures)
        left.addWidget(Section(say("How well it goes, over the last 30 days"), inside))
        right.addWidget(Section(say("What calls for attention"), self.alerts))
        right.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(space(10))
        body.addLayout(left, 3)
        body.addLayout(right, 2)
        whole = QWidget()
        column = QVBoxLayout(whole)
        edge = space(5)
        column.setContentsMargins(edge, space(4), edge, edge)
        column.setSpacing(space(5))
        column.addLayout(head)
        column.addLayout(row)
        column.addLayout(body, 1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(whole)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(area)

    # --- asking ----------------------------------------------------------------------------------------------------

    def arrive(self, **arguments: Any) -> None:
        """Ask at once, and every minute from now on."""
        self.desk.room_wanted.emit(True)
        self._clock.start()
        self.ask()

    def leave(self) -> None:
        """Rest."""
        self.desk.room_wanted.emit(False)
        self._clock.stop()
        self._later.stop()

    @Slot(object)
    def _changed(self, _: frozenset[str]) -> None:
        if self.isVisible() and not self._later.isActive():
            self._later.start()

    @Slot()
    def ask(self) -> None:
        """Ask for the day, the alerts and the measures."""
        begin = _morning(self.back)
        self._later_day.setEnabled(self.back > 0)
        self._day.setText(shown(begin.astimezone(language().zone).date()))
        self.desk.ask("work_by_hour", self._hours, owner=self, begin=begin, hours=HOURS)
        self.desk.ask("alerts", self._alerted, owner=self)
        app = self.desk.app
        self.desk.jobs.read(lambda: _measured(app), owner=self, then=self._measured)

    def turn(self, days: int) -> None:
        """Look at so many days further back; never beyond today."""
        self.back = max(0, self.back + days)
        self.ask()

    @Slot(object)
    def _hours(self, page: Any) -> None:
        for name, text in WORK:
            total = sum(getattr(row, name) for row in page.rows)
            self.figures[name].show_value(f"{total:,}", note=say("lines"))
            self.figures[name].setToolTip(say(text))
        busy = [row.hour for row in page.rows if any(getattr(row, name) for name, _ in WORK)]
        first, last = (min(busy), max(busy)) if busy else (6, 18)
        rows = [row for row in page.rows if min(first, 6) <= row.hour <= max(last, 18)]
        series = [Series(say(text), [float(getattr(row, name)) for row in rows]) for name, text in WORK]
        self.chart.show_data([f"{row.hour:02}" for row in rows], series)

    @Slot(object)
    def _alerted(self, page: Any) -> None:
        self.alerts.show_rows(list(page.rows))

    @Slot(object)
    def _measured(self, found: tuple[list[Any], list[Any]]) -> None:
        """Each measure of the last 30 days, with how it was in the 30 days before."""
        now, before = found
        while (item := self.measures.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        earlier = {row.kpi: row.value for row in before}
        for place, row in enumerate(now):
            bad = row.value is not None and row.value < WORSE_BELOW.get(row.unit, 0.0) and row.unit == "percent"
            figure = Figure(say(row.kpi), _told(row.value, row.unit), "warn" if bad and place != 5 else "neutral",
                            _trend(row.value, earlier.get(row.kpi), row.unit))  # fmt: skip
            figure.setToolTip(say(row.meaning))
            self.measures.addWidget(figure, place // 3, place % 3)

    @Slot(str, str)
    def _go(self, screen: str, tab: str) -> None:
        self.desk.open(screen, tab=tab)


def _measured(app: Any) -> tuple[list[Any], list[Any]]:
    today = utc_now().date()
    before = today - timedelta(days=30)
    now = all_rows(app, "kpis")
    return now, all_rows(app, "kpis", first=before - timedelta(days=30), last=before - timedelta(days=1))


def _morning(days_back: int) -> datetime:
    """The beginning of the day by the clock on the site's wall, or of an earlier one."""
    local = utc_now().astimezone(language().zone) - timedelta(days=days_back)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def _told(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return shown(value, "percent") if unit == "percent" else f"{value:,.1f} {say(unit)}"


def _trend(value: float | None, before: float | None, unit: str) -> str:
    if value is None or before is None:
        return say("nothing to compare with")
    return say("{change} against the month before", change=f"{value - before:+,.1f}")
