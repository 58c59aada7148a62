"""The page of this workstation's scanners: how they type, their serial ports, what answers them, and a field to try."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from wms.devices import serial_port
from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk
from wms.gui.pages.wide import WidePage
from wms.gui.scan.ears import Ears
from wms.gui.scan.feedback import Feedback, FeedbackSettings
from wms.gui.scan.heard import Heard, Outcome
from wms.gui.scan.settings import ENDS, ScannerSettings
from wms.gui.screens.admin.scan_test import ScanTest
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain
from wms.gui.theme.widgets_panels import Section

_NAME = Qt.ItemDataRole.UserRole


class ScannersPage(WidePage):
    """Each change holds at once, for this workstation."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Scanners"))
        self.ears, self.feedback = Ears.of(desk), Feedback.of(desk)
        self.gap, self.least, self.repeat = _number(1, 500, "ms"), _number(1, 50, ""), _number(1, 5_000, "ms")
        self.prefix, self.suffix, self.separator = QLineEdit(), QLineEdit(), QLineEdit()
        self.ends = QComboBox()
        titles = (say("Enter"), say("Tab"), say("Enter or Tab"), say("a pause"))
        for value, title in zip(ENDS, titles, strict=True):
            self.ends.addItem(title, value)
        self.ports, self.port = QListWidget(), QLineEdit()
        self.add = plain(say("Add the port"), "add")
        self.sound, self.voice = QCheckBox(say("Answer by sound")), QCheckBox(say("Say it aloud"))
        self.flash, self.volume = QCheckBox(say("Flash in colour")), QSlider(Qt.Orientation.Horizontal)
        self.try_right, self.try_wrong = plain(say("Try right"), "good"), plain(say("Try wrong"), "error")
        self.test = ScanTest()
        self._told: dict[str, str] = {}
        self._lay_out()
        self._fill()
        self._connect()

    # --- how it is built -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look = tokens()
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(look.space(6))
        left.addWidget(Section(say("A scanner that types"), self._typing()))
        left.addWidget(Section(say("Scanners on a serial port"), self._serial()))
        left.addStretch(1)
        right.addWidget(Section(say("Try it"), self.test))
        right.addWidget(Section(say("What answers a scan"), self._answers()))
        right.addStretch(1)
        inside = QWidget()
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, look.space(2), look.space(3), look.space(2))
        row.setSpacing(look.space(10))
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        scroll = QScrollArea(widgetResizable=True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scroll)

    def _typing(self) -> QWidget:
        inside = QWidget()
        form = _form(inside)
        for name, field in (
            (say("Longest pause between keys"), self.gap), (say("Least number of signs"), self.least),
            (say("What ends a scan"), self.ends), (say("Sent before each code"), self.prefix),
            (say("Sent after each code"), self.suffix),
            (say("Stands for the separator"), self.separator), (say("Counts as repeated within"), self.repeat),
        ):  # fmt: skip
            field.setAccessibleName(name)
            form.addRow(name, field)
        self.separator.setPlaceholderText(say("such as ~ or F8"))
        form.addRow(hint(say(
            "Most scanners cannot send GS1's group separator by keyboard. Set the scanner to send another sign for it,"
            " and name that sign here.")))  # fmt: skip
        return inside

    def _serial(self) -> QWidget:
        inside = QWidget()
        column, row = QVBoxLayout(inside), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        self.ports.setAccessibleName(say("Serial ports"))
        self.ports.setFixedHeight(tokens().row * 4)
        self.port.setAccessibleName(say("Port, like COM3 or COM3:115200"))
        self.port.setPlaceholderText(self.port.accessibleName())
        row.addWidget(self.port, 1)
        row.addWidget(self.add)
        column.addWidget(self.ports)
        column.addLayout(row)
        column.addWidget(hint(say("Tick the ports to listen at. A port that is pulled out is found again by itself.")))
        return inside

    def _answers(self) -> QWidget:
        inside = QWidget()
        column, row = QVBoxLayout(inside), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        self.volume.setRange(0, 100)
        self.volume.setAccessibleName(say("Volume"))
        for widget in (self.sound, self.volume, self.voice, self.flash):
            column.addWidget(widget)
        row.addWidget(self.try_right)
        row.addWidget(self.try_wrong)
        row.addStretch(1)
        column.addLayout(row)
        return inside

    def _connect(self) -> None:
        for number in (self.gap, self.least, self.repeat):
            number.valueChanged.connect(self._keep)
        for line in (self.prefix, self.suffix, self.separator):
            line.editingFinished.connect(self._keep)
        self.ends.currentIndexChanged.connect(self._keep)
        self.ports.itemChanged.connect(self._keep)
        self.add.clicked.connect(self._add)
        self.port.returnPressed.connect(self._add)
        for box in (self.sound, self.voice, self.flash):
            box.toggled.connect(self._keep_answers)
        self.volume.valueChanged.connect(self._keep_answers)
        self.try_right.clicked.connect(self._right)
        self.try_wrong.clicked.connect(self._wrong)
        self.ears.timed.connect(self.test.note_pauses)
        self.ears.port_told.connect(self._port_told)
        self.test.line.entered.connect(self._typed)

    # --- what is set ---------------------------------------------------------------------------------------------

    @property
    def settings(self) -> ScannerSettings:
        """What stands on the page."""
        return ScannerSettings(
            gap_ms=self.gap.value(), least=self.least.value(), prefix=self.prefix.text(), suffix=self.suffix.text(),
            ends=str(self.ends.currentData()), separator=self.separator.text().strip(),
            repeat_ms=self.repeat.value(), ports=tuple(self._ticked()),
        )  # fmt: skip

    def arrive(self, **arguments: Any) -> None:
        """The keys go to the field to try the scanner in; ports that were plugged in meanwhile are listed."""
        super().arrive()
        self._list_ports(self.ears.settings.ports)
        self.test.line.setFocus()

    def take(self, heard: Heard) -> bool:
        """Scans are only shown here."""
        self.test.show_heard(heard)
        reason = say(heard.scan.reason) if heard.scan.reason else ""
        self.feedback.answer(WRONG if reason else RIGHT, reason)
        self.ears.answered(Outcome(INFO, say("Tried out: {text}", text=heard.text[:60]), heard))
        return True

    def _fill(self) -> None:
        kept, answers = self.ears.settings, self.feedback.settings
        self.gap.setValue(kept.gap_ms)
        self.least.setValue(kept.least)
        self.repeat.setValue(kept.repeat_ms)
        self.ends.setCurrentIndex(self.ends.findData(kept.ends))
        for line, text in ((self.prefix, kept.prefix), (self.suffix, kept.suffix), (self.separator, kept.separator)):
            line.setText(text)
        self.sound.setChecked(answers.sound)
        self.voice.setChecked(answers.voice)
        self.flash.setChecked(answers.flash)
        self.volume.setValue(answers.volume)
        self._list_ports(kept.ports)

    def _list_ports(self, kept: tuple[str, ...]) -> None:
        """Those of the computer and those that are set up."""
        self.ports.blockSignals(True)
        self.ports.clear()
        there = dict(serial_port.ports())
        named = {serial_port.Port.read(text).name for text in kept}
        for text in (*kept, *(name for name in there if name not in named)):
            name = serial_port.Port.read(text).name
            about = self._told.get(name) or there.get(name) or say("not plugged in")
            item = QListWidgetItem(f"{text}   {about}")
            item.setData(_NAME, text)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if text in kept else Qt.CheckState.Unchecked)
            self.ports.addItem(item)
        if not self.ports.count():
            item = QListWidgetItem(say("This computer has no serial port."))
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.ports.addItem(item)
        self.ports.blockSignals(False)

    def _ticked(self) -> list[str]:
        items = [self.ports.item(row) for row in range(self.ports.count())]
        return [str(item.data(_NAME)) for item in items
                if item.checkState() == Qt.CheckState.Checked and item.data(_NAME)]  # fmt: skip

    @Slot()
    def _keep(self) -> None:
        if self.settings != self.ears.settings:
            self.ears.set_up(self.settings)

    @Slot()
    def _add(self) -> None:
        text = self.port.text().strip()
        if text:
            self.ears.set_up(replace(self.settings, ports=(*self._ticked(), text)))
            self.port.clear()
            self._list_ports(self.ears.settings.ports)

    @Slot()
    def _keep_answers(self) -> None:
        self.feedback.set_up(FeedbackSettings(
            sound=self.sound.isChecked(), volume=self.volume.value(), voice=self.voice.isChecked(),
            flash=self.flash.isChecked(),
        ))  # fmt: skip

    # --- trying it -----------------------------------------------------------------------------------------------

    @Slot(str, object)
    def _typed(self, text: str, pauses: tuple[int, ...]) -> None:
        self.test.show_typed(text, pauses, self.ears.settings)

    @Slot(str, bool, str)
    def _port_told(self, name: str, there: bool, reason: str) -> None:
        self._told[name] = say("listening") if there else say("not there: {reason}", reason=reason)
        self._list_ports(self.ears.settings.ports)

    @Slot()
    def _right(self) -> None:
        self.feedback.answer(RIGHT, say("This is right."))

    @Slot()
    def _wrong(self) -> None:
        self.feedback.answer(WRONG, say("This is wrong."))


def _number(least: int, most: int, unit: str) -> QSpinBox:
    made = QSpinBox()
    made.setRange(least, most)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    if unit:
        made.setSuffix(f" {unit}")
    return made


def _form(inside: QWidget) -> QFormLayout:
    form = QFormLayout(inside)
    form.setContentsMargins(0, 0, 0, 0)
    form.setHorizontalSpacing(tokens().space(4))
    form.setVerticalSpacing(tokens().space(2))
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    return form
