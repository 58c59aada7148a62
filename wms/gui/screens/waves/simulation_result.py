"""What simulated days came to, to look at: the sentences, the figures above all, and a chart for each question."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from wms.app.simulating import Outcome, as_dict, risks
from wms.gui.charts.bars import BarChart
from wms.gui.charts.lines import LineChart
from wms.gui.charts.panel import ChartPanel
from wms.gui.desk.desk import RIGHT, Desk
from wms.gui.registry.declared import Subject
from wms.gui.screens.waves import simulation_figures as figures
from wms.gui.tables.few import FewRows
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, plain
from wms.gui.theme.widgets_facts import Figure, FigureRow

_TOLD = 46
"""How high the sentences are at most, in steps of the spacing scale; there is more to scroll."""


class Result(QWidget):
    """Shows one outcome. Charts turn into their tables, are copied and kept as pictures by their own buttons."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.outcome: Outcome | None = None
        self.heads = [Figure(say("Last order goes"), "–"), Figure(say("Late orders"), "–"),
                      Figure(say("Pickers have nothing to do"), "–")]  # fmt: skip
        self.export = plain(say("Save all figures"), "export")
        self.export.clicked.connect(self._ask_where)
        self.told = QScrollArea()
        self._charts()
        self.tabs = QTabWidget()
        self._lay_out()

    def show_outcome(self, outcome: Outcome) -> None:
        """Show this one instead."""
        self.outcome = outcome
        for head, (_, value, note) in zip(self.heads, figures.headline(outcome), strict=True):
            head.show_value(value, note=note)
        self._tell(outcome)
        first = outcome.tried[0]
        self.ends.show_data(*figures.finishing(outcome))
        self.late.show_data(*figures.lateness(first, outcome))
        self.pickers.show_data(*figures.people(outcome, "pickers"))
        self.packers.show_data(*figures.people(outcome, "packers"))
        self.queues.show_data(*figures.queues(first, outcome))
        self.aisles.show_data(*figures.aisles(first, outcome))
        self.hours.show_data(*figures.by_hour(outcome))
        self.compared.show_rows(figures.compared(outcome))
        self.risks.show_rows(risks(outcome))
        self.walks.show_rows(outcome.one_day)
        for name, wanted in (("aisles", self.aisles.shape()[1] > 0), ("compare", len(outcome.tried) > 1),
                             ("past", outcome.reproduced is not None)):  # fmt: skip
            self.tabs.setTabVisible(self._places[name], wanted)

    def save(self, place: Path) -> None:
        """Write every figure to a JSON file. Raises OSError."""
        if self.outcome is not None:
            text = json.dumps(as_dict(self.outcome), ensure_ascii=False, indent=1, default=str)
            place.write_text(text + "\n", encoding="utf-8")

    # --- how it is put together --------------------------------------------------------------------------------------

    def _charts(self) -> None:
        self.ends = BarChart(say("When the last order goes"), stacked=False, x_title=say("Time of day"),
                             y_title=say("Days"))  # fmt: skip
        self.late = BarChart(say("Late orders by cut-off"), stacked=False, x_title=say("Cut-off"),
                             y_title=say("Orders"))  # fmt: skip
        self.pickers = BarChart(say("Where pickers' time goes"), unit=" %", x_title=say("Way"),
                                y_title=say("Share of their time"))  # fmt: skip
        self.packers = BarChart(say("Where packers' time goes"), unit=" %", x_title=say("Way"),
                                y_title=say("Share of their time"))  # fmt: skip
        self.queues = LineChart(say("What waits, over the day"), x_title=say("Time of day"),
                                y_title=say("How many wait"))  # fmt: skip
        self.aisles = BarChart(say("Time lost in aisles"), stacked=False, unit=" min", x_title=say("Aisle"),
                               y_title=say("Minutes a day"))  # fmt: skip
        self.hours = BarChart(say("Lines picked by the hour"), stacked=False, x_title=say("Time of day"),
                              y_title=say("Lines"))  # fmt: skip
        self.compared = FewRows(say("Compared on the same days"), (
            (say("Way"), "text"), (say("What is measured"), "text"), (say("As wished"), "decimal"),
            (say("Other way"), "decimal"), (say("Difference"), "decimal"), ("±", "decimal"),
            (say("More than luck"), "text"),
        ))  # fmt: skip
        self.risks = FewRows(say("Orders that may be late"), (
            (say("Order"), "text"), (say("How likely (95 %)"), "text"), (say("Goes in the median"), "text"),
            (say("On a bad day"), "text"),
        ))  # fmt: skip
        self.risks.opened.connect(self._open)
        self.walks = FewRows(say("The walks of one day"), (
            (say("Picker"), "text"), (say("Batch"), "text"), (say("Lines"), "number"), (say("Begins"), "text"),
            (say("Ends"), "text"),
        ))  # fmt: skip

    def _lay_out(self) -> None:
        look = tokens()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(2))
        head = QHBoxLayout()
        head.addWidget(FigureRow(*self.heads), 1)
        head.addWidget(self.export, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.told.setWidgetResizable(True)
        self.told.setFrameShape(QScrollArea.Shape.NoFrame)
        self.told.setMaximumHeight(look.space(_TOLD))
        self.told.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.told.setAccessibleName(say("What it comes to"))
        column.addWidget(self.told, 2)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName(say("Figures"))
        self._places = {
            "ends": self._add(say("End and lateness"), self.ends, self.late),
            "risks": self.tabs.addTab(self.risks, say("Orders at risk")),
            "people": self._add(say("People"), self.pickers, self.packers),
            "queues": self._add(say("Queues"), self.queues),
            "aisles": self._add(say("Aisles"), self.aisles),
            "walks": self.tabs.addTab(self.walks, say("One day")),
            "compare": self.tabs.addTab(self.compared, say("Compared")),
            "past": self._add(say("Held against the day"), self.hours),
        }
        column.addWidget(self.tabs, 5)

    def _add(self, title: str, *charts: BarChart | LineChart) -> int:
        page, row = QWidget(), QHBoxLayout()
        page.setLayout(row)
        row.setContentsMargins(0, tokens().space(2), 0, 0)
        row.setSpacing(tokens().space(4))
        for chart in charts:
            row.addWidget(ChartPanel(chart), 1)
        return self.tabs.addTab(page, title)

    def _tell(self, outcome: Outcome) -> None:
        page, column = QWidget(), QVBoxLayout()
        page.setLayout(column)
        column.setContentsMargins(0, 0, tokens().space(2), 0)
        column.setSpacing(tokens().space(1))
        for sentence in outcome.sentences:
            label = body(say(sentence))
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        self.told.setWidget(page)

    @Slot(int)
    def _open(self, row: int) -> None:
        self._desk.show(Subject("order", str(self.risks.rows.rows[row][0])))
        self._desk.room_wanted.emit(False)

    @Slot()
    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.export.text(), "", "JSON (*.json)")
        if name:
            place = Path(name) if Path(name).suffix else Path(f"{name}.json")
            self.save(place)
            self._desk.notice(RIGHT, say("All figures are in {file}.", file=place.name))
