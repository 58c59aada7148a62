"""Larger parts: a banner that tells, an empty place that says what to do next, a section that can be folded away."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, subtitle, tool

_LOW = 42
_PICTURES = {"neutral": "info", "accent": "info", "good": "good", "warn": "warning", "bad": "error"}


class Picture(QWidget):
    """An icon on its own, that keeps up with the theme. Says nothing to a screen reader: the words stand beside it."""

    def __init__(self, name: str, tone: str = "muted", size: int = 0) -> None:
        super().__init__()
        self._name, self._tone = name, tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        edge = size or tokens().icon
        self.setFixedSize(edge, edge)

    def show_icon(self, name: str, tone: str = "muted") -> None:
        """Show another icon."""
        self._name, self._tone = name, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        icon(self._name, self._tone).paint(QPainter(self), self.rect())


class Banner(QWidget):
    """A message that stays until it is no longer true, above what it is about."""

    closed = Signal()

    def __init__(self, tone: str, text: str, *buttons: QPushButton, closable: str = "") -> None:
        """`closable` is the accessible name of its close button; without one it cannot be closed."""
        super().__init__()
        self._tone = tone
        self._picture = Picture(_PICTURES[tone], tone)
        self._text = QLabel(text)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(tokens().space(step) for step in (3, 2, 2, 2)))
        row.setSpacing(tokens().space(2.5))
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._text, 1)
        for button in buttons:
            row.addWidget(button)
        if closable:
            row.addWidget(self._closer(closable))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The message."""
        return self._text.text()

    def tone(self) -> str:
        """Its tone."""
        return self._tone

    def tell(self, tone: str, text: str) -> None:
        """Say something else."""
        self._tone = tone
        self._picture.show_icon(_PICTURES[tone], tone)
        self._text.setText(text)
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strong = look.name == "contrast"
        painter.setPen(QPen(QColor(look.ink(self._tone)), look.line_width) if strong else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.soft(self._tone)))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), look.radius, look.radius)

    def _closer(self, name: str) -> QToolButton:
        made = tool("close", name)
        made.clicked.connect(self.hide)
        made.clicked.connect(self.closed)
        return made


class EmptyState(QWidget):
    """What stands where nothing is: an icon, what this is, and what to do next."""

    def __init__(self, picture: str, title: str, text: str = "", *buttons: QPushButton) -> None:
        super().__init__()
        self._title, self._text = subtitle(title), hint(text)
        column = QVBoxLayout(self)
        column.setSpacing(tokens().space(2))
        column.addStretch(2)
        self._picture = Picture(picture, "faint", tokens().space(12))
        column.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(tokens().space(1))
        for part in (self._title, self._text):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            part.setWordWrap(True)
            part.setMaximumWidth(tokens().space(110))
            part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(part, 8)
            row.addStretch(1)
            column.addLayout(row)
        self._text.setVisible(bool(text))
        column.addSpacing(tokens().space(2))
        column.addLayout(self._row(buttons))
        column.addStretch(3)
        self.setAccessibleName(f"{title} {text}".strip())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low place the words are enough."""
        super().resizeEvent(event)
        self._picture.setVisible(self.height() >= tokens().space(_LOW))

    def tell(self, picture: str, title: str, text: str = "", tone: str = "faint") -> None:
        """Say something else."""
        self._picture.show_icon(picture, tone)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())

    def _row(self, buttons: tuple[QPushButton, ...]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(tokens().space(2))
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        return row


class Section(QWidget):
    """A part of a page under its own title; where `collapsible` it can be folded away by mouse, space or arrow."""

    toggled = Signal(bool)

    def __init__(self, title: str, body: QWidget, collapsible: bool = False, open_: bool = True) -> None:
        super().__init__()
        self.body = body
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(2))
        self.header: QToolButton | None = self._folder(title) if collapsible else None
        column.addWidget(self.header or subtitle(title))
        column.addWidget(body)
        self.setAccessibleName(title)
        if self.header is not None:
            self.header.setChecked(open_)
            self._fold(open_)

    def is_open(self) -> bool:
        """Whether the body is shown."""
        return self.header is None or self.header.isChecked()

    def _folder(self, title: str) -> QToolButton:
        made = QToolButton()
        made.setText(title)
        made.setProperty("role", "section")
        made.setCheckable(True)
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setAccessibleName(title)
        made.toggled.connect(self._fold)
        return made

    def _fold(self, open_: bool) -> None:
        self.body.setVisible(open_)
        if self.header is not None:
            self.header.setIcon(icon("down" if open_ else "right", "neutral"))
        self.toggled.emit(open_)


class Panel(QFrame):
    """A surface with a quiet edge for what belongs together, its parts stacked. Never put one into another."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.column = QVBoxLayout(self)
        edge = tokens().space(4)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(tokens().space(3))
        for part in parts:
            self.column.addWidget(part)
