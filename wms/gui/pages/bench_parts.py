"""The parts of a bench that ask, large enough to be read and hit with gloves on: figures, choices, number pad."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from wms.gui.scan.prompt import Choice, Fact
from wms.gui.texts.say import say
from wms.gui.theme.look import font
from wms.gui.theme.tokens import Tokens, tokens
from wms.gui.theme.widgets import KeyHint, grave, plain, primary, toned

SMALL, _FACT, _PLACE = 0.95, 2.0, 3.6
"""Sizes as multiples of the body's."""
_LONGEST_NOTE = 36
"""Signs of a note below a figure; a longer one would push the figures beside it off the page."""
_BUTTON, _HINT = 13, 10
"""The height of a large button and the width of its key, in steps of the spacing scale."""


def words(size: float, bold: bool = False, wraps: bool = False) -> QLabel:
    """A label of plain text in `size` times the body's size."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    made.setFont(font(round(tokens().body * size), bold))
    return made


def small(scale: float) -> QLabel:
    """A quiet label beside or above large words."""
    made = words(SMALL * scale)
    made.setProperty("role", "muted")
    return made


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
    note = fact.note if len(fact.note) <= _LONGEST_NOTE else f"{fact.note[: _LONGEST_NOTE - 1]}…"
    parts = [(small(scale), fact.label), (value, fact.value), (small(scale), note or (" " if noted else ""))]
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
        self._shown: tuple[Tokens, tuple[Choice, ...], int, float, int] | None = None

    def show_choices(self, choices: Sequence[Choice], columns: int, scale: float, room: int) -> None:
        """Offer these instead, in fewer columns where `room` is too narrow for their words.

        The first without a key of its own gets F2, the next F3.
        """
        wanted = (tokens(), tuple(choices), columns, scale, room)
        if wanted == self._shown:
            return
        self._shown = wanted
        _empty(self._grid)
        self.keys = keys_of(choices)
        self.buttons = {choice.name: self._button(choice, scale) for choice in choices}
        columns = self._fitting(columns, scale, room)
        for place, choice in enumerate(choices):
            row, column = divmod(place, columns)
            self._grid.addWidget(_key_hint(self.keys[choice.name], scale), row, 2 * column)
            self._grid.addWidget(self.buttons[choice.name], row, 2 * column + 1)
        used = -(-len(choices) // columns)
        for row in range(max(used, self._grid.rowCount())):
            self._grid.setRowMinimumHeight(row, round(tokens().space(_BUTTON) * scale) if row < used else 0)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, column % 2 if column < 2 * columns else 0)
        self.setVisible(bool(choices))

    def _fitting(self, columns: int, scale: float, room: int) -> int:
        """As many columns as the widest of them leaves room for."""
        widest = max((button.sizeHint().width() for button in self.buttons.values()), default=0)
        one = widest + round(tokens().space(_HINT) * scale) + 2 * tokens().space(2)
        return max(1, min(columns, room // one)) if one else columns

    def _button(self, choice: Choice, scale: float) -> QPushButton:
        make = primary if choice.main else grave if choice.grave else plain
        made = make(choice.text, choice.icon)
        made.setParent(self)  # it is measured before it is placed, and looks as the window does only inside it
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
