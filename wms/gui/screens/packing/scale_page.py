"""Where the scale of this bench is set up and tried: its port, how it is asked, and what it weighs right now."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QVBoxLayout

from wms.devices.serial_port import ports
from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.screens.packing.scale_desk import ScaleDesk, ScaleSettings
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import big, hint, primary, toned
from wms.gui.theme.widgets_panels import Panel

WAYS = ("", "SI", "S", "P", "W")
"""What scales are asked with: nothing, SICS at once, SICS at rest, and the words of other makers."""


class ScalePage(Page):
    """Kept for this workstation, like its printers and scanners."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Scale"))
        self.scale = ScaleDesk.of(desk)
        self.port, self.asks = QComboBox(editable=True), QComboBox(editable=True)
        self.keep = primary(say("Use this scale"), "check")
        self.shows, self.told = big(""), hint("")
        self._lay_out()
        self.keep.clicked.connect(self._keep)
        self.scale.changed.connect(self._show)
        self._show()

    def arrive(self, **arguments: Any) -> None:
        """The ports as they are now."""
        settings = ScaleSettings.of(self.desk)
        self.port.clear()
        self.port.addItem("")
        self.port.addItems([name for name, _ in ports()])
        self.port.setCurrentText(settings.port)
        self.asks.setCurrentText(settings.asks)
        self.port.setFocus()

    def _lay_out(self) -> None:
        look, form, row, page = tokens(), QFormLayout(), QHBoxLayout(), QVBoxLayout(self)
        self.asks.addItems(WAYS)
        for label, field in ((say("Port"), self.port), (say("Asked with"), self.asks)):
            field.setAccessibleName(label)
            field.setFixedWidth(look.space(80))
            form.addRow(label, field)
        row.addWidget(self.keep)
        row.addStretch(1)
        panel = Panel()
        panel.column.addWidget(hint(say(
            "The port the scale hangs on, such as COM4 or COM4:4800; empty where there is none. Leave “Asked with”"
            " empty for a scale that sends by itself; Mettler Toledo's are asked with SI.")))  # fmt: skip
        panel.column.addLayout(form)
        panel.column.addLayout(row)
        panel.column.addWidget(self.shows)
        panel.column.addWidget(self.told)
        page.setContentsMargins(0, look.space(2), 0, 0)
        page.addWidget(panel)
        page.addStretch(1)

    @Slot()
    def _keep(self) -> None:
        ScaleSettings(self.port.currentText().strip(), self.asks.currentText().strip()).keep(self.desk)
        self.scale.open()
        self._show()

    @Slot()
    def _show(self) -> None:
        weight = self.scale.weight
        self.shows.setText("–" if weight is None else f"{weight.grams:,} g")
        toned(self.shows, "good" if self.scale.ready else "neutral")
        if weight is not None:
            self.told.setText(say("It is at rest.") if weight.stable else say("It is still moving."))
        elif ScaleSettings.of(self.desk).port:
            self.told.setText(say("Nothing is heard from the scale. Is it on, and is the cable in?"))
        else:
            self.told.setText(say("No scale is set up here: weights are typed."))
