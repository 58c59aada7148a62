"""The parts of a bench that answer: the last answer across the page, and the last ten scans with theirs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from wms.gs1.errors import legible
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG
from wms.gui.pages.bench_parts import SMALL, small
from wms.gui.scan.heard import Outcome
from wms.gui.texts.say import language, say
from wms.gui.theme.icons import icon
from wms.gui.theme.look import font, looked
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import Elided
from wms.gui.theme.widgets_panels import Picture

TONES = {RIGHT: "good", WRONG: "bad", ALREADY: "warn", INFO: "accent"}
PICTURES = {RIGHT: "good", WRONG: "error", ALREADY: "history", INFO: "info"}
FLASH_MS = 240


def headline(kind: str) -> str:
    """The word of an answer, so that nobody depends on its colour."""
    words = {RIGHT: say("Right"), WRONG: say("Wrong"), ALREADY: say("Already done"), INFO: say("Please note")}
    return words[kind]


class AnswerBanner(QWidget):
    """The last answer across the whole page: icon, word and sentence; solid while it flashes and while it is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self._kind, self._word, self._text = INFO, "", ""
        self._solid = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._calm)
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        looked.connect(self.update)

    @property
    def kind(self) -> str:
        """The kind of answer shown."""
        return self._kind

    @property
    def text(self) -> str:
        """The sentence shown."""
        return self._text

    def tell(self, kind: str, text: str, word: str = "") -> None:
        """Show an answer."""
        self._kind, self._text, self._word = kind, text, word or headline(kind)
        self._solid = kind == WRONG
        self.setAccessibleName(f"{self._word}. {text}")
        self.update()

    @Slot(str)
    def flash(self, kind: str) -> None:
        """Light up in the colour of what is shown."""
        self._solid = True
        self._timer.start(FLASH_MS)
        self.update()

    def scale_to(self, scale: float) -> None:
        """Grow with the page."""
        self._scale = scale
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(tokens().space(100), round(tokens().space(21) * self._scale))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, tone = tokens(), QPainter(self), TONES[self._kind]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.ink(tone) if self._solid else look.soft(tone)))
        painter.drawRoundedRect(QRectF(self.rect()), look.panel_radius, look.panel_radius)
        over = ("on_grave" if tone == "bad" else "on_accent") if self._solid else tone
        edge, pad = round(look.display * self._scale), look.space(5)
        icon(PICTURES[self._kind], over).paint(painter, pad, (self.height() - edge) // 2, edge, edge)
        painter.setPen(QColor(getattr(look, over) if self._solid else look.ink(tone)))
        self._sentence(painter, QRectF(2 * pad + edge, 0, self.width() - 3 * pad - edge, self.height()))

    def _sentence(self, painter: QPainter, room: QRectF) -> None:
        """The word above the sentence, both in the middle; a long sentence is set smaller rather than cut."""
        look, scale = tokens(), self._scale
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        head = font(round(look.body * scale), True)
        top = QFontMetrics(head).height()
        for size in (look.title, look.large, look.body, look.small):
            shown = font(round(size * scale), True)
            needed = QFontMetrics(shown).boundingRect(room.toRect(), flags, self._text).height()
            if needed + top <= room.height() - look.space(2):
                break
        begin = max(0.0, (room.height() - top - needed) / 2)
        painter.setFont(head)
        painter.drawText(room.adjusted(0, begin, 0, 0), flags, self._word)
        painter.setFont(shown)
        painter.drawText(room.adjusted(0, begin + top, 0, 0), flags, self._text)

    @Slot()
    def _calm(self) -> None:
        self._solid = self._kind == WRONG
        self.update()


class LastScans(QWidget):
    """The last ten scans and what was answered, the newest on top."""

    MOST = 10

    def __init__(self) -> None:
        super().__init__()
        self.outcomes: list[Outcome] = []
        self._rows = [_Row() for _ in range(self.MOST)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(1.5))
        self._title, self._empty = small(1), small(1)
        self._title.setText(say("Last scans"))
        self._empty.setText(say("What you scan is listed here."))
        self._empty.setWordWrap(True)
        for part in (self._title, self._empty, *self._rows):
            column.addWidget(part)
        for row in self._rows:
            row.hide()
        column.addStretch(1)
        self.setAccessibleName(say("Last scans"))

    def add(self, outcome: Outcome) -> None:
        """One more; the oldest goes."""
        self.outcomes = [outcome, *self.outcomes][: self.MOST]
        self._empty.hide()
        for row, one in zip(self._rows, self.outcomes, strict=False):
            row.tell(one)
            row.show()

    def scale_to(self, scale: float) -> None:
        """Grow with the page."""
        for label in (self._title, self._empty):
            label.setFont(font(round(tokens().body * SMALL * scale)))
        for row in self._rows:
            row.scale_to(scale)


class _Row(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._picture = Picture("info", "muted")
        self._code, self._answer, self._time = Elided(), Elided(), QLabel()
        self._time.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self._answer, self._time):
            label.setProperty("role", "muted")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens().space(2))
        grid.setVerticalSpacing(0)
        grid.addWidget(self._picture, 0, 0, 2, 1)
        grid.addWidget(self._code, 0, 1)
        grid.addWidget(self._time, 0, 2)
        grid.addWidget(self._answer, 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)
        self.scale_to(1)

    def scale_to(self, scale: float) -> None:
        """Grow with the page."""
        self._code.setFont(font(round(tokens().body * scale), True))
        for label in (self._answer, self._time):
            label.setFont(font(round(tokens().small * scale)))

    def tell(self, outcome: Outcome) -> None:
        """Show one scan."""
        heard = outcome.heard
        self._picture.show_icon(PICTURES[outcome.kind], TONES[outcome.kind])
        self._code.setText(legible(heard.text, 60) if heard else outcome.said)
        self._answer.setText(f"{headline(outcome.kind)}: {' '.join(outcome.text.split())}")
        self._time.setText(heard.at.astimezone(language().zone).strftime("%H:%M:%S") if heard else "")
        self.setAccessibleName(f"{self._code.text()} {self._answer.text()}")
