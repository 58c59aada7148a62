"""Finds words that are cut and widgets that stand over one another or out of what holds them, by their sizes alone.

It compares what a text needs with the room its widget has. It cannot see what is painted without a widget (cells of
lists, charts, the map), texts that end in … on purpose, colours, or whether a picture looks well.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLayout,
    QLineEdit,
    QRubberBand,
    QScrollArea,
    QSizeGrip,
    QStackedWidget,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from wms.gui.theme.widgets import Elided

SLACK = 2
"""So many pixels less than needed are not seen: roundings of fonts."""


def faults(root: QWidget) -> list[str]:
    """Every fault among the visible widgets below `root`, in words."""
    found: list[str] = []
    for widget in _visible(root):
        found += _cut(widget)
        found += _outside(widget)
        found += _over_one_another(widget)
    return sorted(set(found))


def _visible(root: QWidget) -> Iterator[QWidget]:
    """All that can be seen, without the insides of inputs and lists, which Qt lays out itself."""
    for child in root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible() and not child.isWindow():
            yield child
            if not isinstance(child, QAbstractItemView | QComboBox | QTextEdit | QTabBar | QAbstractButton | QLineEdit):
                yield from _visible(child)


def _cut(widget: QWidget) -> Iterator[str]:
    need = _need(widget)
    if need and need > widget.width() + SLACK:
        yield f"cut: {_named(widget)} needs {need}, has {widget.width()}"
    if isinstance(widget, QLabel) and not isinstance(widget, Elided) and widget.text() and widget.pixmap().isNull():
        wraps = widget.wordWrap()
        tall = widget.heightForWidth(widget.width()) if wraps else widget.fontMetrics().height()
        if tall > widget.height() + SLACK:
            yield f"cut below: {_named(widget)} needs {tall}, has {widget.height()}"


def _need(widget: QWidget) -> int:
    """How wide its words are; 0 where it has none, or may break or shorten them."""
    metrics = widget.fontMetrics()
    if isinstance(widget, QLabel):
        if isinstance(widget, Elided) or widget.wordWrap() or not widget.text():
            return 0
        lines = widget.text().splitlines()
        edges = widget.width() - widget.contentsRect().width()
        return max(metrics.horizontalAdvance(line) for line in lines) + edges
    if isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return 0 if not widget.icon().isNull() else widget.sizeHint().width()
    if isinstance(widget, QAbstractButton) and widget.text():
        return min(widget.sizeHint().width(), metrics.horizontalAdvance(widget.text()) + 200)
    if isinstance(widget, QComboBox):
        return metrics.horizontalAdvance(widget.currentText()) + metrics.height()
    if isinstance(widget, QLineEdit) and not widget.text() and widget.placeholderText():
        margins = widget.textMargins()
        return metrics.horizontalAdvance(widget.placeholderText()) + margins.left() + margins.right() + metrics.height()
    return 0


def _outside(widget: QWidget) -> Iterator[str]:
    """Beyond the edge of what holds it; what scrolls may be."""
    parent = widget.parentWidget()
    if parent is None or _scrolls(widget, parent) or isinstance(widget, QSizeGrip | QRubberBand):
        return
    room = parent.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    if widget.width() and widget.height() and not room.contains(widget.geometry()):
        yield f"outside: {_named(widget)} {_box(widget.geometry())} of {_named(parent)} {_box(parent.rect())}"


def _scrolls(widget: QWidget, parent: QWidget) -> bool:
    area = parent.parentWidget()
    inside = isinstance(area, QAbstractScrollArea) and area.viewport() is parent
    return inside or isinstance(parent, QAbstractScrollArea | QStackedWidget | QHeaderView | QTabBar)


def _over_one_another(parent: QWidget) -> Iterator[str]:
    """Neighbours of one layout whose places meet."""
    layout = parent.layout()
    if layout is None or isinstance(parent, QStackedWidget | QScrollArea):
        return
    held = [(child, child.geometry()) for child in _held(layout) if child.isVisibleTo(parent)]
    for place, (one, room) in enumerate(held):
        for other, its in held[place + 1 :]:
            both = room.intersected(its)
            if both.width() > SLACK and both.height() > SLACK:
                yield f"over one another: {_named(one)} and {_named(other)} by {_box(both)}"


def _held(layout: QLayout) -> Iterator[QWidget]:
    """The widgets of a layout and of the layouts inside it."""
    for place in range(layout.count()):
        item = layout.itemAt(place)
        widget, inner = (item.widget(), item.layout()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _held(inner)


def _named(widget: QWidget) -> str:
    text = ""
    for kind in (QLabel, QAbstractButton):
        if isinstance(widget, kind):
            text = widget.text()
    if isinstance(widget, QLineEdit):
        text = widget.placeholderText()
    if isinstance(widget, QComboBox):
        text = widget.currentText()
    parent = widget.parentWidget()
    where = f" in {type(parent).__name__}" if parent is not None else ""
    return f"{type(widget).__name__} “{text or widget.accessibleName()}”{where}"


def _box(rect: QRect) -> str:
    return f"{rect.width()}×{rect.height()}+{rect.x()}+{rect.y()}"
