"""One setting with an editor of its kind: what it means, what it is set to, its unit, and its default."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QWidget

from wms.base.money import format_minor, parse_minor
from wms.gui.texts.say import language, say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, caption, restyle, tool

LARGEST = 10**12


class SettingRow(QWidget):
    """`changed` tells that something else stands there. Money is shown with the decimals of the site's currency."""

    changed = Signal()

    def __init__(self, name: str, help: str, default: Any) -> None:
        super().__init__()
        self.name, self.default = name, default
        self.help = say(help.replace(" (minor units)", ""))
        self.stored: Any = default
        self.editor = self._editor()
        self.editor.setAccessibleName(self.help)
        self._reset = tool("undo", say("Back to the default"))
        self._reset.clicked.connect(self._to_default)
        self._told = caption("")
        self._lay_out()
        self.load(default)

    def load(self, value: Any) -> None:
        """Show what the warehouse has it set to."""
        self.stored = value
        self._put(value)
        self._show()

    @property
    def text(self) -> str:
        """What stands there, as ChangeSetting takes it."""
        if isinstance(self.editor, QComboBox):
            return str(self.editor.currentData())
        text = self.editor.text().strip() if isinstance(self.editor, QLineEdit) else ""
        return _minor(text, language().digits) if self.name.endswith("_minor") else text

    @property
    def is_changed(self) -> bool:
        """Whether it is to be saved."""
        return self.text != _plain(self.stored)

    @property
    def is_right(self) -> bool:
        """Whether what stands there is of the setting's kind."""
        return not isinstance(self.default, int) or isinstance(self.default, bool) or self.text.isdecimal()

    def took(self, text: str) -> None:
        """The warehouse has taken this value."""
        if isinstance(self.default, bool):
            self.stored = text == "yes"
        else:
            self.stored = int(text) if isinstance(self.default, int) else text

    def command_value(self) -> str:
        """The value for ChangeSetting; empty where it is the default again."""
        return "" if self.text == _plain(self.default) else self.text

    def _editor(self) -> QComboBox | QLineEdit:
        if isinstance(self.default, bool):
            box = QComboBox()
            for value, title in (("yes", say("yes")), ("no", say("no"))):
                box.addItem(title, value)
            box.currentIndexChanged.connect(self._edited)
            return box
        line = QLineEdit()
        if isinstance(self.default, int):
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
            line.setValidator(_Figures(line))
        line.textChanged.connect(self._edited)
        return line

    def _lay_out(self) -> None:
        look = tokens()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, look.space(1), 0, look.space(1))
        grid.setHorizontalSpacing(look.space(2))
        grid.setVerticalSpacing(look.space(0.5))
        help_, name = body(self.help), caption(self.name)
        help_.setBuddy(self.editor)
        self.editor.setFixedWidth(look.space(32))
        unit = QLabel(_unit(self.name))
        unit.setFixedWidth(look.space(20))
        grid.addWidget(help_, 0, 0)
        grid.addWidget(name, 1, 0)
        grid.addWidget(self.editor, 0, 1)
        grid.addWidget(unit, 0, 2)
        grid.addWidget(self._told, 1, 1, 1, 2)
        grid.addWidget(self._reset, 0, 3)
        grid.setColumnStretch(0, 1)

    def _put(self, value: Any) -> None:
        if isinstance(self.editor, QComboBox):
            self.editor.setCurrentIndex(self.editor.findData(_plain(value)))
        else:
            self.editor.setText(self._shown(value))

    def _shown(self, value: Any) -> str:
        return format_minor(value, language().digits) if self.name.endswith("_minor") else _plain(value)

    def _show(self) -> None:
        default = say("yes") if self.default is True else say("no") if self.default is False else None
        self._told.setText(say("Default: {value}", value=default or self._shown(self.default)))
        self._reset.setEnabled(self.text != _plain(self.default))
        if isinstance(self.editor, QLineEdit):
            self.editor.setProperty("wrong", not self.is_right)
            restyle(self.editor)

    @Slot()
    def _edited(self) -> None:
        self._show()
        self.changed.emit()

    @Slot()
    def _to_default(self) -> None:
        self._put(self.default)


class _Figures(QValidator):
    """Figures, with a point where the currency has parts; half-typed text is let through and marked."""

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        fits = all(sign.isdecimal() or sign in ".," for sign in text)
        return (QValidator.State.Acceptable if fits else QValidator.State.Invalid), text, place


def _plain(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _minor(text: str, digits: int) -> str:
    """An amount as minor units of a currency with so many decimals; as it stands where it is none."""
    try:
        return str(parse_minor(text.replace(",", "."), digits))
    except ValueError:
        return text


def _unit(name: str) -> str:
    units = {
        "_percent": "%", "_mm": "mm", "_g": "g", "_minutes": say("minutes"), "_hours": say("hours"),
        "_days": say("days"), "_seconds": say("seconds"),
    }  # fmt: skip
    return next((unit for ending, unit in units.items() if name.endswith(ending)), "")
