"""Words and buttons: the small parts every page is put together from. All text is plain text.

More of them: `widgets_status` (chips, meters), `widgets_facts` (figures, fact grids), `widgets_panels` (banners, empty
states, sections).
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from wms.gui.theme.icons import icon
from wms.gui.theme.tokens import tokens


def title(text: str) -> QLabel:
    """The name of a page."""
    return _words(text, "title")


def subtitle(text: str) -> QLabel:
    """The name of a part of a page."""
    return _words(text, "subtitle")


def strong(text: str) -> QLabel:
    """Body text that carries weight."""
    return _words(text, "strong")


def body(text: str) -> QLabel:
    """Running text, as long as it likes."""
    return _words(text, "body", wraps=True)


def hint(text: str) -> QLabel:
    """Quiet text that helps; wraps."""
    return _words(text, "hint", wraps=True)


def caption(text: str) -> QLabel:
    """Small quiet text above or below something."""
    return _words(text, "caption")


def big(text: str) -> QLabel:
    """The one question or answer of a bench, to be read from two steps away."""
    return _words(text, "display", wraps=True)


def toned(label: QLabel, tone: str) -> QLabel:
    """Let a label speak in a tone ("neutral" takes it away); returns the label."""
    label.setProperty("tone", tone)
    restyle(label)
    return label


def restyle(widget: QWidget) -> None:
    """Let the stylesheet look at a widget again after a property it depends on has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def primary(text: str, picture: str = "") -> QPushButton:
    """The one thing to do here."""
    return _button(text, picture, "primary", "on_accent")


def plain(text: str, picture: str = "") -> QPushButton:
    """Something else that can be done here."""
    return _button(text, picture, "plain", "text")


def quiet(text: str, picture: str = "") -> QPushButton:
    """Something that can be done, without a frame around it."""
    return _button(text, picture, "quiet", "muted")


def grave(text: str, picture: str = "") -> QPushButton:
    """Something that cannot be taken back easily."""
    return _button(text, picture, "grave", "bad")


def tool(picture: str, name: str, tone: str = "muted") -> QToolButton:
    """A button that is only an icon; `name` is its accessible name and its tooltip."""
    made = QToolButton()
    made.setIcon(icon(picture, tone))
    made.setIconSize(QSize(tokens().icon, tokens().icon))
    made.setAccessibleName(name)
    made.setToolTip(as_tip(name))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


def calm(calendar: QCalendarWidget) -> QCalendarWidget:
    """A calendar in the theme's colours: quiet weekends, no week numbers; returns it."""
    quiet_days = QTextCharFormat()
    quiet_days.setForeground(QColor(tokens().muted))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, quiet_days)
    calendar.setHeaderTextFormat(quiet_days)
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setMinimumSize(tokens().space(72), tokens().space(64))
    return calendar


def as_tip(text: str) -> str:
    """Text for a tooltip that is shown as it stands, whatever signs it has."""
    marked = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<span>{marked}</span>" if marked != text else text


class Divider(QFrame):
    """A hairline between two things, lying or standing."""

    def __init__(self, standing: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "divider")
        width = tokens().line_width
        if standing:
            self.setFixedWidth(width)
        else:
            self.setFixedHeight(width)


class KeyHint(QLabel):
    """A key that does the same, such as "Ctrl+K"."""

    def __init__(self, keys: str) -> None:
        super().__init__(keys)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "key")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)


class Elided(QLabel):
    """One line that ends in … where it does not fit; the whole of it stands in the tooltip."""

    def __init__(self, text: str = "", mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight) -> None:
        super().__init__()
        self._mode = mode
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)
        self._tip()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 4, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, room.width())
        self.style().drawItemText(
            painter, room, self.alignment(), self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tip()

    def _tip(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(as_tip(self.text()) if cut else "")


def _words(text: str, role: str, wraps: bool = False) -> QLabel:
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wraps)
    return made


def _button(text: str, picture: str, role: str, tone: str) -> QPushButton:
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAccessibleName(text)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if picture:
        made.setIcon(icon(picture, tone))
        made.setIconSize(QSize(tokens().icon, tokens().icon))
    return made
