"""The dashboard's page: figures of the day, work by hour, alerts, and the measures with their trend."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from wms.app.rows import all_rows
from wms.base.clock import utc_now
from wms.gui.charts.bars import BarChart
from wms.gui.charts.panel import ChartPanel
from wms.gui.charts.series import Limit, Series
from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.registry.screens import SCREENS
from wms.gui.screens.dashboard.alerts import Alerts
from wms.gui.screens.dashboard.behind import ALERTED, PARTS, Behind, Number
from wms.gui.screens.dashboard.behind import WORK as WORK_LINES
from wms.gui.screens.dashboard.opening import OpenFigure
from wms.gui.texts.say import language, say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip, caption, title, tool
from wms.gui.theme.widgets_panels import Section

EVERY_MS, PAUSE_MS, HOURS = 60_000, 1_500, 24
WORK = (("received", "Received"), ("put_away", "Put away"), ("picked", "Picked"), ("packed", "Packed"),
        ("shipped", "Shipped"))  # fmt: skip
"""The kinds of work, each with its English title; also where a click on its figure leads."""
LEADS = {"received": ("receiving", "receipts"), "put_away": ("putaway", "tasks"), "picked": ("picking", "batches"),
         "packed": ("packing", "cartons"), "shipped": ("shipping", "shipments")}  # fmt: skip
DAYS, ACROSS = 30, 3
"""How many days the KPIs are of, and how many stand side by side."""


class DashboardPage(Page):
    """Asks its questions anew when something changed, at most every second and a half, and once a minute."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Dashboard"))
        self.figures = {name: OpenFigure(say(text), "–") for name, text in WORK}
        for name, figure in self.figures.items():
            figure.opened.connect(partial(self._look_at_work, name))
        self.chart = BarChart(say("Lines by hour"), x_title=say("Hour"), y_title=say("Lines"))
        self.panel = ChartPanel(self.chart)
        self.chart.picked.connect(self._look_at_hour)
        self.alerts = Alerts()
        self.alerts.chosen.connect(self._look_at_alert)
        self.behind = Behind(desk)
        self.behind.left.connect(self._return)
        self.stack = QStackedWidget()
        self.kpis: dict[str, OpenFigure] = {}
        self._hours_shown: list[int] = []
        self._capacity = 0
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
        for place in range(ACROSS):
            self.measures.setColumnStretch(place, 1)
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
        around.addWidget(self.stack)
        self.stack.addWidget(area)
        self.stack.addWidget(self.behind)

    # --- asking ----------------------------------------------------------------------------------------------------

    def arrive(self, **arguments: Any) -> None:
        """Ask at once, and every minute from now on."""
        self._return()
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
        self.desk.ask("work_capacity", self._able, owner=self)
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
        self._hours_shown = [row.hour for row in rows]
        limit = Limit(say("Lines the pickers can pick"), float(self._capacity)) if self._capacity else None
        self.chart.show_data([f"{row.hour:02}" for row in rows], series, limit)

    @Slot(object)
    def _able(self, page: Any) -> None:
        self._capacity = page.rows[0].picked

    @Slot(object)
    def _alerted(self, page: Any) -> None:
        """What this person can do something about, by the screens they may open."""
        self.alerts.show_rows([row for row in page.rows if self._may_open(row.screen)])

    def _may_open(self, screen: str) -> bool:
        wanted = SCREENS[screen].permissions
        return not wanted or any(self.desk.may(permission) for permission in wanted)

    @Slot(object)
    def _measured(self, found: tuple[list[Any], list[Any]]) -> None:
        """Each measure of the last 30 days, with how it was in the 30 days before."""
        now, before = found
        while (item := self.measures.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        earlier = {row.kpi: row.value for row in before}
        self.kpis = {}
        for place, row in enumerate(now):
            figure = OpenFigure(say(row.kpi), _told(row.value, row.unit), "warn" if _misses(row) else "neutral",
                                "\n".join((_aim(row), _trend(row.value, earlier.get(row.kpi)))))  # fmt: skip
            figure.setToolTip(as_tip(say(row.meaning)))
            figure.opened.connect(partial(self._look_at_kpi, row.kpi))
            self.kpis[row.kpi] = figure
            self.measures.addWidget(figure, place // ACROSS, place % ACROSS)

    # --- the rows behind the numbers -------------------------------------------------------------------------------

    def _look_at_work(self, name: str) -> None:
        """The moves of one kind of work of the day."""
        fixed = {"work": name, "begin": _morning(self.back), "hours": HOURS}
        self._show(Number(WORK_LINES, fixed, say(dict(WORK)[name]), self._day.text(), LEADS[name]))

    @Slot(int, int)
    def _look_at_hour(self, series: int, place: int) -> None:
        """The moves of one bar of the chart."""
        name, hour = WORK[series][0], self._hours_shown[place]
        fixed = {"work": name, "begin": _morning(self.back) + timedelta(hours=hour), "hours": 1}
        told = f"{self._day.text()}, {hour:02}:00–{hour + 1:02}:00"
        self._show(Number(WORK_LINES, fixed, say(dict(WORK)[name]), told, LEADS[name]))

    @Slot(str, str, str)
    def _look_at_alert(self, what: str, screen: str, tab: str) -> None:
        """The rows one alert counts."""
        listing = ALERTED.get(tab) or ALERTED[screen]
        self._show(Number(listing, {"alert": what}, say(what), "", (screen, tab)))

    def _look_at_kpi(self, kpi: str) -> None:
        """What one measure is made of."""
        last = utc_now().date()
        fixed = {"kpi": kpi, "first": last - timedelta(days=DAYS - 1), "last": last}
        self._show(Number(PARTS[kpi], fixed, say(kpi), say("Value = sum of the parts ÷ sum of the wholes")))

    def _show(self, number: Number) -> None:
        self.stack.setCurrentWidget(self.behind)
        self.behind.look(number)

    @Slot()
    def _return(self) -> None:
        """The dashboard again, with all the room there is."""
        self.stack.setCurrentIndex(0)
        self.desk.room_wanted.emit(True)


def _measured(app: Any) -> tuple[list[Any], list[Any]]:
    today = utc_now().date()
    before = today - timedelta(days=DAYS)
    now = all_rows(app, "kpis")
    return now, all_rows(app, "kpis", first=before - timedelta(days=DAYS - 1), last=before)


def _morning(days_back: int) -> datetime:
    """The beginning of the day by the clock on the site's wall, or of an earlier one."""
    local = utc_now().astimezone(language().zone) - timedelta(days=days_back)
    return local.replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)


def _told(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    return shown(value, "percent") if unit == "percent" else f"{value:,.1f} {say(unit)}"


def _misses(row: Any) -> bool:
    """Whether a measure misses its target."""
    if row.value is None or row.target is None:
        return False
    return bool(row.value > row.target if row.at_most else row.value < row.target)


def _aim(row: Any) -> str:
    if row.target is None:
        return say("no target")
    told = _told(row.target, row.unit)
    return say("target at most {value}", value=told) if row.at_most else say("target {value}", value=told)


def _trend(value: float | None, before: float | None) -> str:
    if value is None or before is None:
        return say("nothing to compare with")
    return say("{change} against the month before", change=f"{value - before:+,.1f}")
