"""A chart on a page: its title, the table behind it at one key, and ways to take it along."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from wms.gui.charts.chart import Chart
from wms.gui.charts.files import save
from wms.gui.charts.scale import figure
from wms.gui.charts.series import Table
from wms.gui.texts.say import say
from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, subtitle, tool


class ChartPanel(QWidget):
    """A chart under its title, with buttons for the table behind it, a copy of that table, and a picture file."""

    def __init__(self, chart: Chart, note: str = "") -> None:
        """`note` says quietly what is to be seen."""
        super().__init__()
        self.chart = chart
        chart.titled = False
        self.turn = tool("table", say("Show as a table"))
        self.turn.setCheckable(True)
        self.turn.toggled.connect(self._turn)
        self.copy = tool("copy", say("Copy the figures"))
        self.copy.clicked.connect(self.copy_table)
        self.keep = tool("export", say("Save as a picture"))
        self.keep.clicked.connect(self._ask_where)
        self._table: QTableWidget | None = None
        self.pages = QStackedWidget()
        self.pages.addWidget(chart)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(1))
        column.addLayout(self._head(chart.title))
        if note:
            column.addWidget(hint(note))
        column.addWidget(self.pages, 1)
        self.setAccessibleName(chart.title)
        shortcut = QShortcut(QKeySequence("Ctrl+T"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.turn.toggle)

    def copy_table(self) -> None:
        """Put the figures on the clipboard, with their titles, as a spreadsheet takes them."""
        table = self.chart.table()
        lines = [table.titles, *([_plain(value) for value in row] for row in table.rows)]
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines) + "\n")

    def save_to(self, place: Path) -> None:
        """Write the chart to a file, PNG or SVG. Raises OSError."""
        save(self.chart, place)

    def _head(self, title: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens().space(0.5))
        row.addWidget(subtitle(title))
        row.addStretch(1)
        for button in (self.turn, self.copy, self.keep):
            row.addWidget(button)
        return row

    @Slot(bool)
    def _turn(self, tabled: bool) -> None:
        """Show the table or the chart; the table is made anew each time, as the chart's data may have changed."""
        if self._table is not None:
            self.pages.removeWidget(self._table)
            self._table.deleteLater()
        self._table = shown(self.chart.table(), self.chart.title) if tabled else None
        if self._table is not None:
            self.pages.addWidget(self._table)
        self.pages.setCurrentIndex(int(tabled))
        self.turn.setIcon(icon("chart" if tabled else "table", "neutral"))
        told = say("Show as a chart") if tabled else say("Show as a table")
        self.turn.setToolTip(told)
        self.turn.setAccessibleName(told)

    @Slot()
    def _ask_where(self) -> None:
        picture = say("Picture")
        name, _ = QFileDialog.getSaveFileName(self, self.keep.accessibleName(), "", f"{picture} (*.png *.svg)")
        if name:
            self.save_to(Path(name) if Path(name).suffix else Path(f"{name}.png"))


def shown(table: Table, title: str) -> QTableWidget:
    """A chart's table as a list, numbers on the right."""
    made = QTableWidget(len(table.rows), len(table.titles))
    made.setAccessibleName(title)
    made.setHorizontalHeaderLabels(list(table.titles))
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(tokens().row)
    for row, values in enumerate(table.rows):
        for column, value in enumerate(values):
            made.setItem(row, column, _cell(value))
    made.resizeColumnsToContents()
    return made


def _cell(value: str | float | None) -> QTableWidgetItem:
    if isinstance(value, str):
        return QTableWidgetItem(value)
    made = QTableWidgetItem("" if value is None else figure(value))
    made.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return made


def _plain(value: str | float | None) -> str:
    """A value for a spreadsheet: nothing rounded, no thousands apart, and no text that would become a formula."""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in tuple("=+-@＝＋－＠") else value.replace("\t", " ").replace("\n", " ")
    return "" if value is None else f"{value:.12g}"
