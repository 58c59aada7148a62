"""The parts of a bench, large enough to be read and hit with gloves on: answer, figures, choices, last scans."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wms.gs1.errors import legible
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG
from wms.gui.scan.heard import Outcome
from wms.gui.scan.prompt import Choice, Fact
from wms.gui.texts.say import language, say
from wms.gui.theme.icons import icon
from wms.gui.theme.look import font, looked
from wms.gui.theme.tokens import Tokens, tokens
from wms.gui.theme.widgets import Elided, KeyHint, grave, plain, primary, toned
from wms.gui.theme.widgets_panels import Picture

TONES = {RIGHT: "good", WRONG: "bad", ALREADY: "warn", INFO: "accent"}
PICTURES = {RIGHT: "good", WRONG: "error", ALREADY: "history", INFO: "info"}
FLASH_MS = 240
_SMALL, _FACT, _PLACE = 0.95, 2.0, 2.9
"""Sizes as multiples of the body's."""
_BUTTON = 13
"""The height of a large button, in steps of the spacing scale."""


def headline(kind: str) -> str:
    """The word of an answer, so that nobody depends on its colour."""
    words = {RIGHT: say("Right"), WRONG: say("Wrong"), ALREADY: say("Already done"), INFO: say("Please note")}
    return words[kind]


def words(size: float, bold: bool = False, wraps: bool = False) -> QLabel:
    """A label of plain text in `size` times the body's size."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    made.setFont(font(round(tokens().body * size), bold))
    return made


def small(scale: float) -> QLabel:
    """A quiet label beside or above large words."""
    made = words(_SMALL * scale)
    made.setProperty("role", "muted")
    return made


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


class Facts(QWidget):
    """The figures needed now, side by side: where to go first and largest."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(tokens().space(9))
        self._shown: tuple[Tokens, list[tuple[Fact, float]]] | None = None

    def show_facts(self, place: str, facts: Sequence[Fact], scale: float) -> None:
        """Show these instead; nothing is touched when nothing changed."""
        wanted = [(Fact(say("Go to"), place, "accent"), _PLACE * scale)] if place else []
        wanted += [(fact, _FACT * scale) for fact in facts]
        if (tokens(), wanted) == self._shown:
            return
        self._shown = (tokens(), wanted)
        _empty(self._row)
        noted = any(fact.note for fact, _ in wanted)
        for fact, size in wanted:
            self._row.addWidget(_fact(fact, size, scale, noted), 0, Qt.AlignmentFlag.AlignBottom)
        self._row.addStretch(1)
        self.setVisible(bool(wanted))


def _fact(fact: Fact, size: float, scale: float, noted: bool) -> QWidget:
    """One figure; where any has a note all have room for one, so that they stand on one line."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    value = toned(words(size, True), fact.tone)
    parts = [(small(scale), fact.label), (value, fact.value), (small(scale), fact.note or (" " if noted else ""))]
    for label, text in parts:
        label.setText(text)
        column.addWidget(label)
        label.setVisible(bool(text))
    made.setAccessibleName(f"{fact.label} {fact.value} {fact.note}".strip())
    return made


def _empty(layout: QLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


class Choices(QWidget):
    """The choices besides scanning, as large buttons with their keys. `chosen` gives a choice's name."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(tokens().space(2))
        self.buttons: dict[str, QPushButton] = {}
        self.keys: dict[str, str] = {}
        self._shown: tuple[Tokens, tuple[Choice, ...], int, float] | None = None

    def show_choices(self, choices: Sequence[Choice], columns: int, scale: float) -> None:
        """Offer these instead; the first without a key of its own gets F2, the next F3."""
        wanted = (tokens(), tuple(choices), columns, scale)
        if wanted == self._shown:
            return
        self._shown = wanted
        _empty(self._grid)
        self.keys, self.buttons = keys_of(choices), {}
        for place, choice in enumerate(choices):
            button = self.buttons[choice.name] = self._button(choice, scale)
            row, column = divmod(place, columns)
            self._grid.addWidget(_key_hint(self.keys[choice.name], scale), row, 2 * column)
            self._grid.addWidget(button, row, 2 * column + 1)
            self._grid.setRowMinimumHeight(row, round(tokens().space(_BUTTON) * scale))
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, column % 2 if column < 2 * columns else 0)
        self.setVisible(bool(choices))

    def _button(self, choice: Choice, scale: float) -> QPushButton:
        make = primary if choice.main else grave if choice.grave else plain
        made = make(choice.text, choice.icon)
        made.setFont(font(round(tokens().large * scale), choice.main))
        made.setIconSize(QSize(1, 1) * round(tokens().icon * scale))
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        made.setProperty("choice", choice.name)
        made.setAccessibleName(f"{choice.text} ({self.keys[choice.name]})")
        made.clicked.connect(self._clicked)
        return made

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.chosen.emit(str(button.property("choice")))


def _key_hint(key: str, scale: float) -> KeyHint:
    made = KeyHint(key)
    enlarge(made, tokens().small, scale)
    return made


def enlarge(widget: QWidget, size: int, scale: float, height: int = 0) -> None:
    """Set a widget's type, and its height with it, larger or smaller than the stylesheet does."""
    sized = f"font-size: {round(size * scale)}px; min-height: {round(height * scale)}px"
    widget.setStyleSheet(sized if scale != 1 else "")


def keys_of(choices: Sequence[Choice]) -> dict[str, str]:
    """Each choice's key: its own, or the next of F2 … F12 that none has."""
    taken = {choice.key for choice in choices}
    free = iter([key for key in (f"F{n}" for n in range(2, 13)) if key not in taken and key != "F11"])
    return {choice.name: choice.key or next(free, "") for choice in choices}


class NumberPad(QWidget):
    """Figures to press where there is no keyboard. `pressed` gives a figure, "back" or "enter"."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(tokens().space(1))
        keys = [*"789456123", "back", "0", "enter"]
        for place, key in enumerate(keys):
            grid.addWidget(self._key(key), place // 3, place % 3)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.scale_to(1.0)

    def scale_to(self, scale: float) -> None:
        """Grow with the page."""
        for place in range(4):
            self._grid.setRowMinimumHeight(place, round(tokens().space(_BUTTON) * scale))
            self._grid.setColumnMinimumWidth(place % 3, round(tokens().space(_BUTTON * 1.4) * scale))
        for key in self.findChildren(QPushButton):
            key.setFont(font(round(tokens().title * scale)))
            key.setIconSize(QSize(1, 1) * round(tokens().icon * scale))

    def _key(self, key: str) -> QPushButton:
        names = {"back": say("Take the last figure away"), "enter": say("Enter the number")}
        if key == "enter":
            made = primary("", "check")
        else:
            made = plain("" if key == "back" else key, "left" if key == "back" else "")
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setAccessibleName(names.get(key, key))
        made.setProperty("key", key)
        made.clicked.connect(self._clicked)
        return made

    @Slot()
    def _clicked(self) -> None:
        button = self.sender()
        if button is not None:
            self.pressed.emit(str(button.property("key")))


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
            label.setFont(font(round(tokens().body * _SMALL * scale)))
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
