"""The ABC curve: how few items make most of the work, with the cuts between the classes."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from itertools import accumulate, pairwise

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from wms.gui.charts.chart import Chart
from wms.gui.charts.inks import pen
from wms.gui.charts.plot import Key, Plot, small, write
from wms.gui.charts.scale import figure
from wms.gui.charts.series import Table
from wms.gui.texts.say import say
from wms.gui.theme.tokens import Tokens

CLASSES = "ABC"
LABELS = 11
_DUST = 1e-12
"""What summed binary fractions may be off by."""


class AbcCurve(Chart):
    """Values of items, greatest first, as their summed share. `cuts` are the shares at which A and B end.

    An item belongs to the class in which its own share begins, as in most textbooks (for one: Silver, Pyke, Thomas,
    Inventory and Production Management in Supply Chains, ch. 2).
    """

    def __init__(
        self, title: str, names: Sequence[str] = (), values: Sequence[float] = (), *,
        cuts: tuple[float, float] = (0.8, 0.95), unit: str = "", x_title: str = "", y_title: str = "",
    ) -> None:  # fmt: skip
        super().__init__(title, unit, x_title, y_title)
        self.show_data(names, values, cuts)

    def show_data(self, names: Sequence[str], values: Sequence[float], cuts: tuple[float, float] = (0.8, 0.95)) -> None:
        """Show these instead. Raises ValueError for values below zero, or not one for each name."""
        if len(names) != len(values) or any(value < 0 for value in values):
            raise ValueError("each name needs one value of at least zero")
        order = sorted(range(len(names)), key=lambda place: (-values[place], names[place]))
        self.names = tuple(names[place] for place in order)
        self.values = tuple(values[place] for place in order)
        whole = sum(values)
        self.shares = tuple(total / whole for total in accumulate(self.values)) if whole else ()
        ends = [min(len(self.shares), bisect_left(self.shares, cut - _DUST) + 1) for cut in cuts]
        self._ends = (0, *ends, len(self.shares))
        self.quiet()
        self.update()

    def shape(self) -> tuple[int, int]:
        return (1 if self.shares else 0), len(self.shares)

    def class_of(self, index: int) -> str:
        """The class of the item at this rank (from 0)."""
        return CLASSES[bisect_right(self._ends, index) - 1]

    def sizes(self) -> list[int]:
        """How many items are in A, B and C."""
        return [end - begin for begin, end in pairwise(self._ends)]

    def reading(self, series: int, index: int) -> tuple[str, ...]:
        return (
            say("{name}, class {group}", name=self.names[index], group=self.class_of(index)),
            say("Rank {rank} of {count}", rank=f"{index + 1:,}", count=f"{len(self.names):,}"),
            figure(self.values[index], self.unit),
            say("Together with those before: {share} %", share=f"{100 * self.shares[index]:.1f}"),
        )

    def table(self) -> Table:
        titles = (say("Rank"), say("Name"), say("Class"), self.unit or say("Value"), say("Summed share, %"))
        rows = tuple(
            (index + 1, name, self.class_of(index), self.values[index], round(100 * self.shares[index], 2))
            for index, name in enumerate(self.names[: len(self.shares)])
        )
        return Table(titles, rows)

    def _labels(self) -> Sequence[str]:
        return [f"{share} %" for share in range(0, 101, 10)]

    def _count(self) -> int:
        return LABELS if self.shares else 0

    def _extent(self) -> tuple[float, float]:
        return 0.0, 100.0

    def _axis_unit(self) -> str:
        return "%"

    def _paint(self, painter: QPainter, look: Tokens, plot: Plot) -> None:
        self._paint_classes(painter, look, plot)
        points = [QPointF(self._x(plot, -1), plot.y(0))]
        every = max(1, len(self.shares) // 600)
        kept = [*range(0, len(self.shares), every), len(self.shares) - 1]
        points += [QPointF(self._x(plot, index), plot.y(100 * self.shares[index])) for index in kept]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(pen(look, 0))
        painter.drawPolyline(QPolygonF(points))

    def _paint_classes(self, painter: QPainter, look: Tokens, plot: Plot) -> None:
        """The three classes as fields with their names, parted by lines."""
        metrics, begin = small(look), 0
        for place, size in enumerate(self.sizes()):
            left, right = self._x(plot, begin - 1), self._x(plot, begin + size - 1)
            field = QRectF(left, plot.area.top(), right - left, plot.area.height())
            painter.fillRect(field, _tint(look, place))
            if size and begin + size < len(self.shares):
                painter.setPen(QPen(QColor(look.edge), look.line_width, Qt.PenStyle.DashLine))
                painter.drawLine(QLineF(right, plot.area.top(), right, plot.area.bottom()))
            if metrics.horizontalAdvance(CLASSES[place]) + look.space(1) < field.width():
                foot = plot.area.bottom() - metrics.height() - look.space(1)
                room = QRectF(left, foot, field.width(), metrics.height())
                write(painter, look, room, CLASSES[place], look.text, heavy=True, where=Qt.AlignmentFlag.AlignCenter)
            begin += size

    def _spot(self, plot: Plot, series: int, index: int) -> QRectF:
        return QRectF(self._x(plot, index) - 4, plot.y(100 * self.shares[index]) - 4, 8, 8)

    def _index_at(self, plot: Plot, x: float) -> int:
        first, last = plot.x(0), plot.x(LABELS - 1)
        rank = round((x - first) / max(last - first, 1e-9) * len(self.shares)) - 1
        return max(0, min(len(self.shares) - 1, rank))

    def _x(self, plot: Plot, index: int) -> float:
        """Where the item at this rank ends; -1 is the beginning."""
        return plot.x((LABELS - 1) * (index + 1) / len(self.shares))

    def _keys(self, look: Tokens) -> list[Key]:
        """What the curve says, in words: how many items each class has, and how much they make."""
        keys, begin = [], 0
        for place, size in enumerate(self.sizes()):
            upto = self.shares[begin + size - 1] if begin + size else 0.0
            before = self.shares[begin - 1] if begin else 0.0
            many, much = self._percent(size), f"{100 * (upto - before):.0f}"
            told = say("{group}: {many} % of items, {much} %", group=CLASSES[place], many=many, much=much)
            keys.append(Key(told, partial(_sample, look, place)))
            begin += size
        return keys

    def _percent(self, size: int) -> str:
        share = 100 * size / len(self.shares)
        return f"{share:.0f}" if share >= 1 or not size else "< 1"


def _tint(look: Tokens, place: int) -> QColor:
    """The ground of the class at this place: the more work an item makes, the stronger."""
    made = QColor(look.accent)
    made.setAlphaF((0.24, 0.1, 0.0)[place])
    return made


def _sample(look: Tokens, place: int, painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(QColor(look.edge), look.line_width))
    painter.setBrush(_tint(look, place))
    painter.drawRect(box)
