"""Every chart of the family side by side, to be looked at: `python -m wms.gui.charts.gallery OUTDIR`.

Grabs them in each theme, in English and Chinese and in large text; each one also as SVG and PNG files. The figures are
samples.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from wms.gui.charts.bars import BarChart
from wms.gui.charts.chart import Chart
from wms.gui.charts.files import save
from wms.gui.charts.heat import HeatStrip
from wms.gui.charts.histogram import Histogram
from wms.gui.charts.lines import LineChart
from wms.gui.charts.panel import ChartPanel
from wms.gui.charts.pareto import AbcCurve
from wms.gui.charts.series import Limit, Series
from wms.gui.texts.say import use
from wms.gui.theme import look
from wms.gui.theme.tokens import THEMES, tokens

LOOKS = (("en", False), ("zh", False), ("en", True))
SIZE = (1280, 860)


def samples() -> list[Chart]:
    """One chart of each kind, with figures that look like a warehouse's."""
    waves = ["09:00", "11:00", "13:00", "15:00", "17:00", "19:00"]
    load = [
        Series("Picking", [22, 30, 34, 41, 26, 9]),
        Series("Packing", [9, 12, 13, 17, 11, 4]),
        Series("Loading", [4, 5, 6, 8, 6, 2]),
    ]
    hours = [f"{hour:02}:00" for hour in range(6, 22)]
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat")
    heat = [Series(day, [_busy(place, hour) for hour in range(16)]) for place, day in enumerate(days)]
    items = [f"ITEM-{place:04}" for place in range(1, 801)]
    return [
        BarChart("Workload by wave", waves, load, limit=Limit("Capacity", [48, 48, 48, 56, 56, 24]), unit="h"),
        _forecast(),
        AbcCurve("Few items make most picks", items, [40_000 / place**1.25 for place in range(1, 801)], unit="picks"),
        HeatStrip("Lines picked by hour", hours, heat, unit="lines"),
        Histogram("Age of stock", [abs(math.sin(day) * day * 0.9) for day in range(260)], unit="d", y_title="Pallets"),
        BarChart("Lines by zone", list("ABCDEF"), [Series("Yesterday", [812, 640, 455, 390, 210, 88]),
                 Series("Today", [790, 702, 480, 350, 260, 91])], stacked=False, y_title="Lines"),
    ]  # fmt: skip


def main(arguments: list[str]) -> int:
    """Grab the charts in every look into a folder."""
    parser = argparse.ArgumentParser(description="Grab every chart in every look as PNG and SVG files.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args(arguments).folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    for theme in THEMES:
        for language, large in LOOKS:
            use(language)
            look.apply(app, theme, large)
            _sheet(app).grab().save(str(folder / f"charts-{theme}-{language}{'-large' if large else ''}.png"))
    use("en")
    for place, chart in enumerate(samples()):
        for ending in ("png", "svg"):
            save(chart, folder / f"chart-{place}.{ending}")
    return 0


def _sheet(app: QApplication) -> QWidget:
    sheet = QWidget()
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    sheet.setProperty("role", "surface")
    grid = QGridLayout(sheet)
    grid.setSpacing(tokens().space(6))
    charts = samples()
    for place, chart in enumerate(charts):
        grid.addWidget(ChartPanel(chart), place // 2, place % 2)
    sheet.resize(*(round(edge * tokens().scale) for edge in SIZE))
    sheet.show()
    app.processEvents()
    charts[0].setFocus()
    charts[0].read_at(1, 3)
    charts[1].read_at(0, 9)
    charts[3].read_at(2, 4)
    return sheet


def _forecast() -> Chart:
    weeks = [f"W{week}" for week in range(30, 54)]
    seen = [round(900 + 160 * math.sin(week / 3) + 14 * week) for week in range(24)]
    low: list[float | None] = [None] * 17 + [value - 40 - 28 * step for step, value in enumerate(seen[17:])]
    high: list[float | None] = [None] * 17 + [value + 40 + 28 * step for step, value in enumerate(seen[17:])]
    low[17] = high[17] = float(seen[17])
    last: list[float | None] = [value * 0.86 for value in seen[:17]] + [None] * 7
    series = [Series("Lines a week", seen, low=low, high=high, expected_from=18), Series("The year before", last)]
    return LineChart("Demand and forecast", weeks, series, limit=Limit("Capacity", 1500), y_title="Lines")


def _busy(day: int, hour: int) -> float:
    morning = 240 * math.exp(-((hour - 5 - day * 0.6) ** 2) / 14)
    return round(morning + 120 * math.exp(-((hour - 11) ** 2) / 5))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
