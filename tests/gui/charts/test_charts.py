"""Charts: what they read out, table, draw and write, in every theme and in grey."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QImage, QMouseEvent, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from wms.gui.charts.bars import BarChart
from wms.gui.charts.chart import Chart
from wms.gui.charts.files import image, save
from wms.gui.charts.gallery import samples
from wms.gui.charts.heat import HeatStrip
from wms.gui.charts.histogram import Histogram
from wms.gui.charts.inks import fill, hatching, mark, pen
from wms.gui.charts.lines import LineChart
from wms.gui.charts.panel import ChartPanel
from wms.gui.charts.pareto import AbcCurve
from wms.gui.charts.series import Limit, Series
from wms.gui.texts.say import use
from wms.gui.theme import look
from wms.gui.theme.tokens import THEMES, Theme, read


def workload() -> BarChart:
    work = [Series("Picking", [30, 41]), Series("Packing", [12, 17])]
    return BarChart("Workload", ["09:00", "11:00"], work, limit=Limit("Capacity", [48, 56]), unit="h", x_title="Wave")


def shown(qtbot: QtBot, chart: Chart) -> Chart:
    qtbot.addWidget(chart)
    chart.resize(600, 300)
    chart.grab()
    return chart


def hover(chart: Chart, at: QPointF) -> None:
    none, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(chart, QMouseEvent(QEvent.Type.MouseMove, at, at, none, none, keys))


@pytest.mark.parametrize("theme", THEMES)
def test_every_chart_draws_itself_full_and_empty_in_every_theme(dressed: QApplication, qtbot: QtBot, theme: Theme):
    look.apply(dressed, theme)
    for chart in samples():
        empty = type(chart)("Empty")
        for one in (chart, empty):
            shown(qtbot, one)
        assert chart.grab().toImage() != empty.grab().toImage()
        for size in (QSize(224, 144), QSize(2400, 1300)):
            chart.resize(size)
            assert not chart.grab().isNull()


def test_the_arrow_keys_read_values_out_and_stop_at_the_ends(dressed: QApplication, qtbot: QtBot):
    chart = shown(qtbot, workload())
    heard: list[str] = []
    chart.read_out.connect(heard.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Home):
        qtbot.keyClick(chart, key)
    assert heard[0] == "09:00. Picking: 30 h. Together: 42 h. Capacity: 48 h"
    assert heard[1].startswith("09:00. Packing: 12 h")
    assert heard[2].startswith("11:00. Packing: 17 h")
    assert heard[3] == heard[2]
    assert heard[4] == heard[1]
    assert chart.accessibleDescription() == heard[-1]


def test_enter_opens_the_value_that_is_read_and_escape_lets_go_of_it(dressed: QApplication, qtbot: QtBot):
    chart = shown(qtbot, workload())
    opened: list[tuple[int, int]] = []
    chart.picked.connect(lambda series, index: opened.append((series, index)))
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened == []
    qtbot.keyClick(chart, Qt.Key.Key_End)
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert opened == [(0, 1)]
    reading = chart.grab().toImage()
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.grab().toImage() != reading


def test_the_mouse_reads_what_lies_under_it(dressed: QApplication, qtbot: QtBot):
    for chart in samples():
        shown(qtbot, chart)
        heard: list[str] = []
        chart.read_out.connect(heard.append)
        last = chart.shape()[1] - 1
        spot = chart._spot(chart._plot, 0, last)  # type: ignore[arg-type]
        hover(chart, QPointF(2, 2))
        assert heard == []
        hover(chart, spot.center())
        assert heard == [". ".join(chart.reading(0, last))]


def test_a_chart_says_its_name_to_a_screen_reader(dressed: QApplication, qtbot: QtBot):
    chart = shown(qtbot, workload())
    told = QAccessible.queryAccessibleInterface(chart)
    assert told is not None
    assert told.text(QAccessible.Text.Name) == "Workload"
    assert told.text(QAccessible.Text.Description) == "A chart. The arrow keys read its values."


def test_bars_know_what_passes_its_limit(dressed: QApplication, qtbot: QtBot):
    chart = workload()
    qtbot.addWidget(chart)
    assert [chart.over(index) for index in range(2)] == [False, True]
    assert chart.table().titles == ("Wave", "Picking", "Packing", "Capacity")
    assert chart.table().rows == (("09:00", 30, 12, 48), ("11:00", 41, 17, 56))
    with pytest.raises(ValueError):
        chart.show_data(["one"], [Series("two", [1, 2])])


def test_bars_are_as_high_as_their_values(dressed: QApplication, qtbot: QtBot):
    chart = BarChart("Lines", list("ABC"), [Series("Lines", [10, 20, 40])])
    shown(qtbot, chart)
    assert chart._plot is not None
    tall = [chart._spot(chart._plot, 0, index).height() for index in range(3)]
    assert tall == pytest.approx([tall[0], 2 * tall[0], 4 * tall[0]], rel=1e-6)
    feet = {round(chart._spot(chart._plot, 0, index).bottom(), 6) for index in range(3)}
    assert feet == {round(chart._plot.y(0), 6)}


def test_a_forecast_says_between_what_it_may_lie(dressed: QApplication, qtbot: QtBot):
    demand = Series("Demand", [100, 110, 120], low=[None, 110, 90], high=[None, 110, 150], expected_from=2)
    chart = LineChart("Demand", ["W1", "W2", "W3"], [demand], unit="lines", x_title="Week")
    shown(qtbot, chart)
    assert chart.reading(0, 1) == ("W2", "Demand: 110 lines")
    assert chart.reading(0, 2) == ("W3", "Demand: 120 lines", "Between 90 and 150 lines")
    assert chart.table().titles == ("Week", "Demand", "Demand, at least", "Demand, at most")
    assert chart.table().rows[0] == ("W1", 100, None, None)


def test_a_gap_in_a_line_stays_a_gap(dressed: QApplication, qtbot: QtBot):
    chart = LineChart("Picks", list("ABCDE"), [Series("Picks", [1, 2, None, 4, 5])])
    shown(qtbot, chart)
    assert chart._plot is not None
    assert [len(run) for run in chart._runs(chart._plot, chart.series[0], 0, 5)] == [2, 2]
    assert chart.reading(0, 2) == ("C", "Picks: –")


def test_the_abc_curve_puts_each_item_into_the_class_its_share_begins_in(dressed: QApplication, qtbot: QtBot):
    chart = AbcCurve("ABC", ["slow", "fast", "middle", "rare"], [10, 80, 8, 2], unit="picks")
    qtbot.addWidget(chart)
    assert chart.names == ("fast", "slow", "middle", "rare")
    assert [chart.class_of(index) for index in range(4)] == ["A", "B", "B", "C"]
    assert chart.sizes() == [1, 2, 1]
    assert chart.table().rows[1] == (2, "slow", "B", 10, 90.0)
    assert chart.reading(0, 0)[0] == "fast, class A"
    with pytest.raises(ValueError):
        chart.show_data(["one"], [-1])


@given(values=st.lists(st.integers(0, 1000), max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_item_of_the_abc_curve_is_in_the_class_its_share_begins_in(qapp: QApplication, values: list[int]):
    chart = AbcCurve("ABC", [f"I{place}" for place in range(len(values))], values)
    for index in range(chart.shape()[1]):
        before = sum(chart.values[:index]) * 20
        assert chart.class_of(index) == "ABC"[sum(before >= cut * sum(values) for cut in (16, 19))]
    assert sum(chart.sizes()) == chart.shape()[1]


def test_the_abc_curve_of_nothing_and_of_zeros_is_empty(dressed: QApplication, qtbot: QtBot):
    for values in ([], [0.0, 0.0]):
        chart = AbcCurve("ABC", [f"I{place}" for place in range(len(values))], values)
        shown(qtbot, chart)
        assert chart.shape() == (0, 0)
        qtbot.keyClick(chart, Qt.Key.Key_Right)
        assert chart.table().rows == ()


def test_a_histogram_counts_every_value_once_and_edges_to_the_right(dressed: QApplication, qtbot: QtBot):
    chart = Histogram("Age", [0, 9, 10, 19, 20], edges=[0, 10, 20], unit="d")
    shown(qtbot, chart)
    assert chart.counts == [2, 3]
    assert chart.median == 10
    assert chart.reading(0, 0) == ("0 to 10 d", "2 (40.0 %)")
    assert chart.table().rows == ((0, 10, 2), (10, 20, 3))


def test_a_heat_strip_goes_from_the_least_to_the_most_and_keeps_unknown_apart(dressed: QApplication, qtbot: QtBot):
    chart = HeatStrip("Lines", ["08:00", "09:00", "10:00"], [Series("Mon", [0, 50, 100]), Series("Tue", [None, 25, 5])])
    shown(qtbot, chart)
    assert [chart.heat(value) for value in (0, 50, 100)] == [0, 0.5, 1]
    assert chart.reading(1, 0) == ("Tue · 08:00", "–")
    assert chart.table().rows[1] == ("Tue", None, 25, 5)


def test_series_can_be_told_apart_on_grey_paper():
    """All six in one and the same grey: what is left must still differ."""
    theme = read("light")
    bars, lines = set(), set()
    for series in range(6):
        drawn = QImage(48, 48, QImage.Format.Format_Grayscale8)
        drawn.fill(Qt.GlobalColor.white)
        painter = QPainter(drawn)
        fill(painter, theme, QRectF(0, 0, 48, 48), series, tone="neutral")
        painter.end()
        bars.add(bytes(drawn.constBits()))
        drawn.fill(Qt.GlobalColor.white)
        painter = QPainter(drawn)
        painter.setPen(pen(theme, series, tone="neutral"))
        painter.drawLine(0, 24, 48, 24)
        mark(painter, theme, QPointF(24, 24), series, tone="neutral")
        painter.end()
        lines.add(bytes(drawn.constBits()))
    assert len(bars) == len(lines) == 6


def test_hatching_stays_inside_its_bar():
    place = QRectF(10, 20, 30, 50)
    for angle in (0, 45, 90, 135):
        drawn = list(hatching(place, angle, 6))
        assert len(drawn) >= 5
        for line in drawn:
            for end in (line.p1(), line.p2()):
                assert place.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(end)


def test_a_chart_is_written_as_png_and_svg_in_the_light_theme(dressed: QApplication, qtbot: QtBot, tmp_path: Path):
    chart = workload()
    qtbot.addWidget(chart)
    save(chart, tmp_path / "light.png")
    look.apply(dressed, "dark")
    save(chart, tmp_path / "dark.png")
    save(chart, tmp_path / "chart.svg")
    assert (tmp_path / "light.png").read_bytes() == (tmp_path / "dark.png").read_bytes()
    assert QImage(str(tmp_path / "dark.png")).size() == QSize(1920, 960)
    drawn = QSvgRenderer(str(tmp_path / "chart.svg"))
    assert drawn.isValid()
    assert "Workload" in (tmp_path / "chart.svg").read_text(encoding="utf-8")
    for name in ("no/chart.png", "no/chart.svg"):
        with pytest.raises(FileNotFoundError):
            save(chart, tmp_path / name)
    assert image(chart, QSize(300, 200), 1.0).size() == QSize(300, 200)


def test_a_panel_shows_the_table_behind_its_chart_and_copies_it(dressed: QApplication, qtbot: QtBot):
    chart = BarChart("Lines", ["=A1", "B"], [Series("Today", [1234.5, 2])])
    panel = ChartPanel(chart, "What is to be seen.")
    qtbot.addWidget(panel)
    assert panel.findChildren(QTableWidget) == []
    qtbot.keyClick(panel.turn, Qt.Key.Key_Space)
    table = panel.pages.currentWidget()
    assert isinstance(table, QTableWidget)
    assert [table.item(0, column).text() for column in range(2)] == ["=A1", "1,234"]  # type: ignore[union-attr]
    panel.copy_table()
    assert QGuiApplication.clipboard().text() == "Category\tToday\n'=A1\t1234.5\nB\t2\n"
    qtbot.keyClick(panel.turn, Qt.Key.Key_Space)
    assert panel.pages.currentWidget() is chart


def test_charts_speak_chinese(dressed: QApplication, qtbot: QtBot):
    use("zh")
    try:
        chart = workload()
        qtbot.addWidget(chart)
        assert chart.accessibleDescription() == "图表。用方向键逐个读出数值。"
        assert chart.reading(0, 0)[2] == "合计：42 h"
    finally:
        use("en")
