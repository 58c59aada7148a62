"""States in colour and word: chips, and meters that fill. The word always stands beside the colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from wms.gui.theme.look import font
from wms.gui.theme.tokens import Tone, tokens

_TONES: dict[Tone, tuple[str, ...]] = {
    "good": ("available", "done", "passed", "posted", "shipped", "loaded", "packed", "applied", "right", "yes",
             "restock", "ok", "sound", "active", "complete", "there"),
    "warn": ("inspection", "held", "short", "over", "review", "recount", "waiting", "at_risk", "no_entry",
             "no_exit", "inspect", "already", "blocked", "flammable", "gas", "oxidising", "toxic", "corrosive",
             "partly there", "put down", "not released"),
    "bad": ("damaged", "failed", "refused", "wrong_item", "scrap", "wrong", "overdue", "late", "expired", "locked",
            "error", "quarantine"),
    "accent": ("released", "started", "claimed", "picked", "counted", "allocated", "reserved", "proposed", "ready",
               "staged", "running", "carried", "bonded", "arrived",
               "being picked", "to be brought"),
}  # fmt: skip
"""Which words of the program call for which tone; every other word is neutral. A state that is over is neutral too."""
_TONE_OF = {word: tone for tone, words in _TONES.items() for word in words}


def tone_of(word: str) -> Tone:
    """The tone of a state, by its word in the program (such as "held"); neutral for a word without one."""
    return _TONE_OF.get(str(word).lower(), "neutral")


def chip_size(text: str) -> QSize:
    """How large a chip with this text is."""
    look = tokens()
    metrics = QFontMetrics(_chip_font())
    return QSize(metrics.horizontalAdvance(text) + look.space(4), max(metrics.height() + look.space(1), look.space(5)))


def paint_chip(painter: QPainter, place: QRectF, text: str, tone: str, elide: bool = True) -> None:
    """Draw a chip into `place`, at its left and in its middle: for lists and maps. Cut with … where it is narrow."""
    look = tokens()
    wanted = chip_size(text)
    width = min(float(wanted.width()), place.width())
    pill = QRectF(place.left(), place.center().y() - wanted.height() / 2, width, wanted.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    strong = look.name == "contrast"
    painter.setPen(QPen(QColor(look.ink(tone)), look.line_width) if strong else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.soft(tone)))
    inset = look.line_width / 2 if strong else 0.0
    rounding = pill.height() / 2
    painter.drawRoundedRect(pill.adjusted(inset, inset, -inset, -inset), rounding, rounding)
    painter.setPen(QColor(look.ink(tone)))
    painter.setFont(_chip_font())
    room = pill.adjusted(look.space(1.5), 0, -look.space(1.5), 0)
    shown = QFontMetrics(_chip_font()).elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown if elide else text)
    painter.restore()


class Chip(QWidget):
    """A state as a small pill: its word, in the language in use, and its tone."""

    def __init__(self, text: str, tone: str = "neutral") -> None:
        super().__init__()
        self._text, self._tone = text, tone
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The word shown."""
        return self._text

    def tone(self) -> str:
        """The tone shown."""
        return self._tone

    def show_state(self, text: str, tone: str) -> None:
        """Say another word in another tone."""
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self._again()

    def sizeHint(self) -> QSize:
        return chip_size(self._text)

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens().space(8), chip_size(self._text).height())

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_chip(QPainter(self), QRectF(self.rect()), self._text, self._tone)

    def _again(self) -> None:
        self.updateGeometry()
        self.update()


class MeterBar(QWidget):
    """How much of a limit is used, as a bar with its figures in words beside it.

    `text` says what is shown in the person's words, such as "41 h of 48 h". Up to `warn_at` of the limit the bar is
    the accent, then warn, and beyond the limit bad, with the limit marked inside.
    """

    def __init__(self, value: float = 0, limit: float = 0, text: str = "", warn_at: float = 0.9) -> None:
        super().__init__()
        self._warn_at = warn_at
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_load(value, limit, text)

    def show_load(self, value: float, limit: float, text: str = "") -> None:
        """Show another value; a limit of 0 or less means there is none, and nothing is filled."""
        self._value, self._limit = value, limit
        self._text = text or (f"{value:,g} / {limit:,g}" if limit > 0 else f"{value:,g}")
        self.setAccessibleName(self._text)
        self._again()

    def load(self) -> float:
        """The part of the limit that is used; 0 without a limit."""
        return max(0.0, self._value / self._limit) if self._limit > 0 else 0.0

    def tone(self) -> Tone:
        """The tone of the load."""
        if self.load() > 1:
            return "bad"
        return "warn" if self.load() >= self._warn_at else "accent"

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(font(tokens().small))
        look = tokens()
        return QSize(max(look.space(30), metrics.horizontalAdvance(self._text)), metrics.height() + look.space(3))

    def minimumSizeHint(self) -> QSize:
        return QSize(tokens().space(16), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(look.small))
        metrics = painter.fontMetrics()
        painter.setPen(QColor(look.ink(self.tone()) if self.load() > 1 else look.text))
        room = QRectF(0, 0, self.width(), metrics.height())
        shown = metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        self._track(painter, QRectF(0, metrics.height() + look.space(1), self.width(), look.space(1.5)))

    def _track(self, painter: QPainter, track: QRectF) -> None:
        look, load = tokens(), self.load()
        rounding = track.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.pressed))
        painter.drawRoundedRect(track, rounding, rounding)
        if load <= 0:
            return
        filled = QRectF(track)
        filled.setWidth(max(track.height(), track.width() * min(1.0, load)))
        painter.setBrush(QColor(look.fill(self.tone())))
        painter.drawRoundedRect(filled, rounding, rounding)
        if load > 1:
            at = track.left() + track.width() / load - look.focus_width / 2
            painter.fillRect(QRectF(at, track.top(), look.focus_width, track.height()), QColor(look.surface))

    def _again(self) -> None:
        self.updateGeometry()
        self.update()


def _chip_font() -> QFont:
    return font(tokens().small, heavy=True)


