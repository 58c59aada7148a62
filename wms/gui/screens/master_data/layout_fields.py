"""The figures of what is selected on the drawing board, typed in where the mouse is too coarse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from wms.gui.map.floor import DOCK
from wms.gui.screens.master_data.layout_editor import LayoutEditor
from wms.gui.screens.master_data.layout_plan import AISLE, ZONE
from wms.gui.texts.say import say
from wms.gui.texts.shown import word
from wms.gui.theme.tokens import tokens
from wms.model.words import Hazard, Purpose, Temperature

FARTHEST_MM = 10_000_000


class Fields(QWidget):
    """Rebuilt for each kind of thing; every change is a step of the editor."""

    rebuilt = Signal()

    def __init__(self, editor: LayoutEditor) -> None:
        super().__init__()
        self.editor = editor
        self.fields: dict[str, QWidget] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setVerticalSpacing(tokens().space(1.5))
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._showing = False
        self._of: tuple[str, str] = ("", "-")
        editor.chose.connect(self.show_thing)
        editor.changed.connect(self.show_thing)
        self.show_thing()

    def show_thing(self) -> None:
        """Show what is selected as it is now; the building itself when nothing is."""
        piece = self.editor.selected
        if (piece.kind, piece.code) != self._of:
            self._of = (piece.kind, piece.code)
            self._rebuild(piece.kind)
        self._showing = True
        thing: Any = self.editor.thing or self.editor.plan.floor
        for name, field in self.fields.items():
            _put(field, getattr(thing, name))
        self._showing = False

    def _rebuild(self, kind: str) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self.fields = {}
        for name, label, make in self._wanted(kind):
            field = make()
            field.setAccessibleName(label)
            self.fields[name] = field
            self._form.addRow(label, field)
        self.rebuilt.emit()

    def _wanted(self, kind: str) -> list[tuple[str, str, Callable[[], QWidget]]]:
        """What there is to say of this kind of thing."""
        if kind == ZONE:
            return [
                ("code", say("Code"), self._code), ("name", say("Name"), partial(self._line, "name")),
                ("purpose", say("Purpose"), partial(self._choice, "purpose", Purpose)),
                ("temperature", say("Temperature"), partial(self._choice, "temperature", Temperature)),
                ("hazard", say("Hazard"), partial(self._choice, "hazard", Hazard)), *self._box(),
            ]  # fmt: skip
        if kind == AISLE:
            flags = (("cross", say("Cross-aisle")), ("one_way", say("One way")), ("blocked", say("Blocked")))
            ends = (("x1", say("X of the begin")), ("y1", say("Y of the begin")), ("x2", say("X of the end")),
                    ("y2", say("Y of the end")))  # fmt: skip
            return [
                ("code", say("Code"), self._code),
                *((name, label, partial(self._figure, name)) for name, label in ends),
                *((name, label, partial(self._flag, name)) for name, label in flags),
            ]
        if kind == DOCK:
            zones = [zone.code for zone in self.editor.plan.floor.zones]
            return [("code", say("Code"), self._code), ("zone", say("Zone"), partial(self._choice, "zone", zones)),
                    *self._box()]  # fmt: skip
        return [("width", say("Width of the building"), partial(self._figure, "width")),
                ("depth", say("Depth of the building"), partial(self._figure, "depth"))]  # fmt: skip

    def _box(self) -> list[tuple[str, str, Callable[[], QWidget]]]:
        names = (("x", "X"), ("y", "Y"), ("width", say("Width")), ("depth", say("Depth")))
        return [(name, label, partial(self._figure, name)) for name, label in names]

    # --- editors -----------------------------------------------------------------------------------------------------

    def _code(self) -> QLineEdit:
        made = self._line("code")
        made.setReadOnly(not self.editor.is_new(self.editor.selected))
        return made

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.editingFinished.connect(lambda: self._say(name, made.text().strip()))
        return made

    def _figure(self, name: str) -> QSpinBox:
        made = QSpinBox()
        made.setRange(0, FARTHEST_MM)
        made.setSuffix(" mm")
        made.setGroupSeparatorShown(True)
        made.setSingleStep(self.editor.grid or 100)
        made.setKeyboardTracking(False)
        made.valueChanged.connect(partial(self._say, name))
        return made

    def _choice(self, name: str, words: Any) -> QComboBox:
        made = QComboBox()
        for value in words:
            made.addItem(word(value) if name != "zone" else value, str(value))
        made.activated.connect(lambda _: self._say(name, str(made.currentData())))
        return made

    def _flag(self, name: str) -> QCheckBox:
        made = QCheckBox()
        made.toggled.connect(partial(self._say, name))
        return made

    def _say(self, name: str, value: Any) -> None:
        if self._showing:
            return
        thing: Any = self.editor.thing
        if thing is None:
            floor = self.editor.plan.floor
            sizes = {"width": floor.width, "depth": floor.depth, name: value}
            self.editor.take(self.editor.plan.sized(sizes["width"], sizes["depth"]))
        elif getattr(thing, name) != value:
            self.editor.change(**{name: value})


def _put(field: QWidget, value: Any) -> None:
    if isinstance(field, QSpinBox):
        field.setValue(int(value))
    elif isinstance(field, QComboBox):
        field.setCurrentIndex(field.findData(str(value)))
    elif isinstance(field, QCheckBox):
        field.setChecked(bool(value))
    elif isinstance(field, QLineEdit) and field.text() != str(value):
        field.setText(str(value))
