"""A form beside the drawing board: the locations of the selected aisle, seen on the drawing before they are entered."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from wms.base.errors import Refused
from wms.gui.desk.desk import Desk, wrong_in_words
from wms.gui.map.floor import Walk
from wms.gui.screens.master_data.layout_editor import LayoutEditor
from wms.gui.screens.master_data.layout_generate import Rules, generate
from wms.gui.texts.say import say
from wms.gui.texts.shown import word
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, hint, plain, primary, subtitle, toned
from wms.model.words import LocationType, Mixing
from wms.operations.master_data.locations import LocationLine
from wms.queries import page as pages

_TYPES = (LocationType.SHELF, LocationType.PALLET_RACK, LocationType.FLOW_RACK, LocationType.FLOOR)


class Generator(QWidget):
    """`closed` when the locations are entered into the plan, or nothing is to be generated after all."""

    closed = Signal()

    def __init__(self, desk: Desk, editor: LayoutEditor) -> None:
        super().__init__()
        self.desk, self.editor = desk, editor
        self.lines: list[LocationLine] = []
        self.title, self.told, self.codes = subtitle(""), body(""), hint("")
        self.zone, self.type, self.mixing = QComboBox(), QComboBox(), QComboBox()
        self.pattern = QLineEdit()
        self.figures = {
            "bays": _figure(1, 999), "levels": _figure(1, 99), "first_bay": _figure(0, 9_999),
            "bay_width": _figure(100, 100_000, "mm"), "depth": _figure(100, 100_000, "mm"),
            "height": _figure(100, 100_000, "mm"), "margin": _figure(0, 1_000_000, "mm"),
            "max_weight_g": _figure(0, 1_000_000, "kg"), "first_sequence": _figure(1, 10_000_000),
        }  # fmt: skip
        self.both, self.down = QCheckBox(say("Both sides of the aisle")), QCheckBox(say("Walked from its end"))
        self.sides = QCheckBox(say("Up one side, back the other"))
        self.enter, self.leave = primary(say("Enter them"), "check"), plain(say("Leave it"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        look = tokens()
        for box in (self.zone, self.type, self.mixing):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(6)
        for box, words in ((self.type, _TYPES), (self.mixing, tuple(Mixing))):
            for value in words:
                box.addItem(word(value), value)
        form = QFormLayout()
        form.setVerticalSpacing(look.space(1.5))
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        named = {
            "bays": say("Bays"), "levels": say("Levels of shelves"), "first_bay": say("Number of the first bay"),
            "bay_width": say("Width of a bay"), "depth": say("Depth"), "height": say("Height of a level"),
            "margin": say("Free before the first bay"), "max_weight_g": say("Heaviest load (0: any)"),
            "first_sequence": say("First place on the walk"),
        }  # fmt: skip
        rows: list[tuple[str, QWidget]] = [
            (say("Code pattern"), self.pattern), (say("Zone"), self.zone), (say("How they are built"), self.type),
            (say("What may lie together"), self.mixing), *((named[name], self.figures[name]) for name in named),
        ]  # fmt: skip
        for name, field in rows:
            field.setAccessibleName(name)
            form.addRow(name, field)
        column, foot = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(2))
        for widget in (self.title, self.told, self.codes):
            column.addWidget(widget)
        column.addLayout(form)
        for tick in (self.both, self.down, self.sides):
            column.addWidget(tick)
        foot.addWidget(self.enter)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)

    def _connect(self) -> None:
        self.pattern.textChanged.connect(self.look)
        for box in (self.zone, self.type, self.mixing):
            box.currentIndexChanged.connect(self.look)
        for figure in self.figures.values():
            figure.valueChanged.connect(self.look)
        for tick in (self.both, self.down, self.sides):
            tick.toggled.connect(self.look)
        self.enter.clicked.connect(self._enter)
        self.leave.clicked.connect(self._leave)

    # --- asking ------------------------------------------------------------------------------------------------------

    def begin(self, walk: Walk) -> None:
        """Ask for the locations of this aisle; every second aisle is walked down, so that the walk winds through."""
        floor = self.editor.plan.floor
        usual = Rules("")
        beside = [place for place in floor.places if place.aisle == walk.code]
        self._quietly(True)
        self.zone.clear()
        for zone in floor.zones:
            self.zone.addItem(f"{zone.code} · {zone.name}", zone.code)
        known = beside[0].zone if beside else self._zone_around(walk)
        self.zone.setCurrentIndex(max(0, self.zone.findData(known)))
        if not self.pattern.text():
            self.pattern.setText(usual.pattern)
            self.mixing.setCurrentIndex(self.mixing.findData(usual.mixing))
        for name, field in self.figures.items():
            if not field.value() or field.value() == field.minimum():
                field.setValue(getattr(usual, name) // (1_000 if name == "max_weight_g" else 1))
        aisles = [one.code for one in floor.walks if not one.cross]
        self.down.setChecked(walk.code in aisles and aisles.index(walk.code) % 2 == 1)
        self.both.setChecked(True)
        self._quietly(False)
        self.title.setText(say("Locations of aisle {aisle}", aisle=walk.code))
        self.look()
        self.pattern.setFocus()
        self.desk.ask("locations", self._found, owner=self, sort=("-pick_sequence",), limit=1)

    def rules(self) -> Rules:
        """What stands in the form."""
        figures = {name: field.value() for name, field in self.figures.items()}
        figures["max_weight_g"] *= 1_000
        return Rules(
            zone=str(self.zone.currentData() or ""), pattern=self.pattern.text(),
            type=LocationType(self.type.currentData()), mixing=Mixing(self.mixing.currentData()),
            positions=2 if self.both.isChecked() else 1, down=self.down.isChecked(),
            sides=self.sides.isChecked(), **figures,
        )  # fmt: skip

    @Slot()
    def look(self) -> None:
        """Show on the drawing and in words what would be generated, or all that is wrong."""
        walk = self.editor.thing
        if not isinstance(walk, Walk):
            return
        try:
            self.lines = generate(self.rules(), walk)
        except Refused as error:
            self.lines = []
            toned(self.told, "bad").setText(wrong_in_words(error))
            self.codes.setText("")
        else:
            self._tell()
        self.enter.setEnabled(bool(self.lines))
        self.editor.show_preview(self.lines)

    def _tell(self) -> None:
        codes = [line.code for line in self.lines]
        known = {place.code for place in self.editor.plan.floor.places} & set(codes)
        told = say("{count} locations", count=f"{len(codes):,}")
        if known:
            told += "; " + say("{count} are there already and will be changed", count=f"{len(known):,}")
        toned(self.told, "neutral").setText(told)
        self.codes.setText(", ".join(codes if len(codes) < 6 else [*codes[:4], "…", codes[-1]]))

    @Slot(object)
    def _found(self, page: pages.Page) -> None:
        """The walk goes on behind the last location there is, in the warehouse or in the plan."""
        last = max([row.pick_sequence for row in page.rows], default=0)
        last = max([last, *(line.pick_sequence or 0 for line in self.editor.plan.lines.values())])
        self.figures["first_sequence"].setValue(last + 1)

    @Slot()
    def _enter(self) -> None:
        lines, self.lines = self.lines, []
        if lines:
            self.editor.set_locations(lines)
            self.closed.emit()

    @Slot()
    def _leave(self) -> None:
        self.lines = []
        self.editor.show_preview(())
        self.closed.emit()

    def _zone_around(self, walk: Walk) -> str:
        x, y = (walk.x1 + walk.x2) / 2, (walk.y1 + walk.y2) / 2
        zones = self.editor.plan.floor.zones
        return next((z.code for z in zones if z.x <= x <= z.x + z.width and z.y <= y <= z.y + z.depth), "")

    def _quietly(self, quiet: bool) -> None:
        fields: list[Any] = [self.pattern, self.zone, self.both, self.down, self.sides, *self.figures.values()]
        for field in fields:
            field.blockSignals(quiet)


def _figure(least: int, most: int, unit: str = "") -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setGroupSeparatorShown(True)
    if unit:
        made.setSuffix(f" {unit}")
    return made
