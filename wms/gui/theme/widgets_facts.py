"""Facts: one figure that matters, or a grid of labels and their values that can be selected and copied."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayoutItem, QSizePolicy, QVBoxLayout, QWidget

from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, toned


class Figure(QWidget):
    """A key fact: its label above, its value large below; in a tone where it calls for attention."""

    def __init__(self, label: str, value: str, tone: str = "neutral", note: str = "") -> None:
        super().__init__()
        self._label = caption(label)
        self._value = QLabel()
        self._value.setTextFormat(Qt.TextFormat.PlainText)
        self._value.setProperty("role", "figure")
        self._value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._note = caption("")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(0.5))
        for part in (self._label, self._value, self._note):
            column.addWidget(part)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.show_value(value, tone, note)

    def value(self) -> str:
        """The value shown."""
        return self._value.text()

    def show_value(self, value: str, tone: str = "neutral", note: str = "") -> None:
        """Show another value; `note` stands small below it."""
        self._value.setText(value)
        toned(self._value, tone)
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self.setAccessibleName(" ".join(part for part in (self._label.text(), value, note) if part))


class FigureRow(QWidget):
    """Several key facts side by side, well apart."""

    def __init__(self, *figures: Figure) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(tokens().space(10))
        for figure in figures:
            row.addWidget(figure)
        row.addStretch(1)


class FactGrid(QWidget):
    """Labels and values, a pair to a line; values are plain text that can be selected with mouse or keyboard."""

    def __init__(self, facts: Iterable[tuple[str, str]] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(tokens().space(4))
        self._grid.setVerticalSpacing(tokens().space(1.5))
        self._grid.setColumnStretch(1, 1)
        self.show_facts(facts)

    def show_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Show these pairs instead."""
        self.clear()
        for label, value in facts:
            self.add(label, value)

    def add(self, label: str, value: str, tone: str = "neutral") -> QLabel:
        """One more pair; returns the value's label."""
        shown = QLabel(value or "–")
        shown.setTextFormat(Qt.TextFormat.PlainText)
        shown.setWordWrap(True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(f"{label} {value}")
        self.add_widget(label, shown)
        return toned(shown, tone)

    def add_widget(self, label: str, widget: QWidget) -> None:
        """A label with a widget for its value, such as a chip or a meter."""
        row = self._grid.rowCount()
        named = QLabel(label)
        named.setTextFormat(Qt.TextFormat.PlainText)
        named.setProperty("role", "muted")
        self._grid.addWidget(named, row, 0, Qt.AlignmentFlag.AlignTop)
        narrow = widget.sizePolicy().horizontalPolicy() in (QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0))

    def pairs(self) -> list[tuple[str, str]]:
        """What is shown, values as text."""
        found = []
        for row in range(self._grid.rowCount()):
            label, value = self._text(row, 0), self._text(row, 1)
            if label:
                found.append((label, value))
        return found

    def clear(self) -> None:
        """Show nothing."""
        while self._grid.count():
            widget = self._grid.takeAt(0).widget()  # type: ignore[union-attr]
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _text(self, row: int, column: int) -> str:
        item: QLayoutItem | None = self._grid.itemAtPosition(row, column)
        widget = item.widget() if item is not None else None
        if isinstance(widget, QLabel):
            return widget.text()
        return widget.accessibleName() if widget is not None else ""
