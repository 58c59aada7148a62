"""The forecast: what each item will be asked for, with its band and how good that was, what runs out or expires."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSpinBox, QSplitter, QVBoxLayout, QWidget

from wms.app.application import App
from wms.app.rows import all_rows
from wms.base.jobs import Watch
from wms.gui.charts.bars import BarChart
from wms.gui.charts.lines import LineChart
from wms.gui.charts.panel import ChartPanel
from wms.gui.charts.series import Series
from wms.gui.desk.desk import RIGHT, Desk
from wms.gui.jobs.jobs import Job
from wms.gui.pages.around import AroundListPage
from wms.gui.screens.slotting.lists import FORECAST
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, primary

SECONDS, WEEKS = 120.0, 26


def _make(app: App, days: int, login: str, watch: Watch) -> str:
    from wms.app import planning

    return planning.make_plan(app, "forecast", days=days, deadline=SECONDS, watch=watch, login=login)[0]


class ForecastPage(AroundListPage):
    """`arrive(item=…)` shows one item's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Forecast"), FORECAST)
        self.make, self.stop = primary(say("Forecast now"), "optimise"), plain(say("Stop"), "stop")
        self.days = QSpinBox()
        self.days.setRange(7, 182)
        self.days.setSingleStep(7)
        self.days.setValue(int(desk.user.get("forecast.days", 28)))
        self.days.setSuffix(say(" days"))
        self.days.setAccessibleName(say("Days ahead"))
        self.told = caption("")
        self.line = LineChart(say("Demand and forecast"), x_title=say("Week from"), y_title=say("Base units"))
        self.week = BarChart(say("Demand by weekday"), x_title=say("Weekday"), y_title=say("Base units"))
        self.charts = QWidget()
        self._job: Job | None = None
        self._asked = 0
        self._lay_out()
        self.make.clicked.connect(self._make)
        self.stop.clicked.connect(self._stop)
        self.list.pane.current_changed.connect(self._follow)
        self.list.pane.model.answered.connect(self._begin)
        if not self.list.pane.views.default:
            self.list.pane.views.use("Asked for most")

    def arrive(self, item: str = "", **arguments: Any) -> None:
        """Look at the newest forecast."""
        if item:
            self.list.arrive(code=item)
        self._look()

    def _lay_out(self) -> None:
        look = tokens()
        head = QHBoxLayout()
        head.setSpacing(look.space(2))
        words = QLabel(say("Days ahead"))
        words.setBuddy(self.days)
        self.told.setWordWrap(True)
        for widget in (words, self.days, self.make, self.stop):
            head.addWidget(widget)
        head.addWidget(self.told, 1)
        row = QHBoxLayout(self.charts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.space(4))
        note = say("The band holds nine of ten weeks.")
        row.addWidget(ChartPanel(self.line, note), 3)
        row.addWidget(ChartPanel(self.week, say("The last {count} whole weeks.", count=12)), 2)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(self.charts)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, look.space(2), 0, 0)
        column.setSpacing(look.space(2))
        column.addLayout(head)
        column.addWidget(split, 1)
        self.charts.hide()
        self.stop.hide()

    # --- making one --------------------------------------------------------------------------------------------------

    @Slot()
    def _make(self) -> None:
        if self._job is None:
            self.desk.user.keep("forecast.days", self.days.value())
            work = partial(_make, self.desk.app, self.days.value(), self.desk.login)
            self._job = self.desk.jobs.long(say("Forecasting"), work, owner=self, then=self._made,
                                            failed=self._failed)  # fmt: skip
            self._running(True)

    @Slot()
    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @Slot(object)
    def _made(self, proposal: str) -> None:
        self._running(False)
        self.desk.notice(RIGHT, say("{plan} is the newest forecast.", plan=proposal))
        self.list.pane.refresh()
        self._look()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._running(False)
        self.desk.tell_error(error)

    def _running(self, on: bool) -> None:
        self._job = self._job if on else None
        self.make.setEnabled(not on)
        self.stop.setVisible(on)

    def _look(self) -> None:
        self.desk.ask("plans", self._newest, owner=self, kind="forecast", limit=1)

    @Slot(object)
    def _newest(self, page: Any) -> None:
        if page.rows:
            plan = page.rows[0]
            told = say("{plan} of {moment}; mean error in the back-test {error} (1: no better than the week before)",
                       plan=plan.proposal, moment=shown(plan.made_at), error=f"{plan.objective or 0:.2f}")  # fmt: skip
            self.told.setText(told)

    @Slot()
    def _begin(self) -> None:
        """The first item is drawn until another one is chosen."""
        pane = self.list.pane
        if pane.current_row() is None and pane.model.rows:
            pane.grid.select(pane.model.asking.key(pane.model.rows[0]))

    # --- one item ----------------------------------------------------------------------------------------------------

    @Slot(object)
    def _follow(self, row: Any) -> None:
        self.charts.setVisible(row is not None)
        if row is None:
            return
        self._asked += 1
        turn, app, item = self._asked, self.desk.app, row.item

        def work() -> tuple[int, str, list[Any], list[Any]]:
            return (turn, item, all_rows(app, "demand_and_forecast", item=item, weeks=WEEKS),
                    all_rows(app, "demand_by_weekday", item=item))  # fmt: skip

        self.desk.jobs.read(work, owner=self, then=self._draw)

    @Slot(object)
    def _draw(self, found: tuple[int, str, list[Any], list[Any]]) -> None:
        turn, item, weeks, days = found
        if turn != self._asked:
            return
        known = [row.demand is not None for row in weeks]
        first = known.index(False) if False in known else len(known)
        values = [float(row.demand if row.demand is not None else row.expected) for row in weeks]
        low, high = [row.low for row in weeks], [row.high for row in weeks]
        if 0 < first < len(weeks):  # the band opens from the last week that is known
            low[first - 1] = high[first - 1] = values[first - 1]
        self.line.show_data([shown(row.week) for row in weeks],
                            [Series(item, values, low=low, high=high, expected_from=first)])  # fmt: skip
        self.week.show_data([shown(row.weekday, "told") for row in days],
                            [Series(item, [float(row.quantity) for row in days])])  # fmt: skip
