"""What is to be imported: which kind of file, read through which profile, and the file itself, typed or dropped."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QLabel, QLineEdit, QWidget

from wms.gui.screens.master_data.import_work import fitting
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import plain

OWN = "own"


def kinds() -> dict[str, str]:
    """Every kind of file by its name, in the language in use."""
    return {
        "items": say("Items"), "locations": say("Locations"), "partners": say("Partners"),
        "opening_stock": say("Opening stock"), "asns": say("Announced deliveries"), "orders": say("Orders"),
    }  # fmt: skip


class ImportHead(QWidget):
    """`chosen` tells that kind, profile or file are others; `wanted` that the file is to be looked at now."""

    chosen = Signal()
    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.kinds, self.profiles, self.line = QComboBox(), QComboBox(), QLineEdit()
        self.browse = plain(say("Choose a file…"), "folder")
        for name, title in kinds().items():
            self.kinds.addItem(title, name)
        self._own = ""
        self._lay_out()
        self._fill_profiles()
        self.kinds.currentIndexChanged.connect(self._kind_changed)
        self.profiles.activated.connect(self._profile_chosen)
        self.line.textChanged.connect(self.chosen)
        self.line.returnPressed.connect(self.wanted)
        self.browse.clicked.connect(self._browse)

    def _lay_out(self) -> None:
        grid, look = QGridLayout(self), tokens()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(look.space(3))
        grid.setVerticalSpacing(look.space(1))
        names = (say("What the file holds"), say("How it is written"), say("The file (or drop it here)"))
        for column, (name, field) in enumerate(zip(names, (self.kinds, self.profiles, self.line), strict=True)):
            label = QLabel(name)
            label.setProperty("role", "muted")
            label.setBuddy(field)
            field.setAccessibleName(name)
            grid.addWidget(label, 0, column)
            grid.addWidget(field, 1, column)
        self.kinds.setMinimumWidth(look.space(44))
        self.profiles.setMinimumWidth(look.space(56))
        self.line.setClearButtonEnabled(True)
        grid.addWidget(self.browse, 1, 3)
        grid.setColumnStretch(2, 1)

    # --- what is chosen ------------------------------------------------------------------------------------------

    @property
    def kind(self) -> str:
        """The kind's name."""
        return str(self.kinds.currentData())

    @property
    def profile(self) -> str:
        """The profile's name, or the path of an own one; empty for a file with our own column titles."""
        name = str(self.profiles.currentData() or "")
        return self._own if name == OWN else name

    @property
    def file(self) -> Path | None:
        """The file; None when none is named."""
        text = self.line.text().strip().strip('"')
        return Path(text) if text else None

    def choose(self, kind: str = "", file: str = "", profile: str = "") -> None:
        """Choose what is given; the rest stays."""
        if kind and self.kinds.findData(kind) >= 0:
            self.kinds.setCurrentIndex(self.kinds.findData(kind))
        if profile.endswith(".toml"):
            self._take_profile(profile)
        elif profile and self.profiles.findData(profile) >= 0:
            self.profiles.setCurrentIndex(self.profiles.findData(profile))
        if file:
            self.line.setText(file)

    def _fill_profiles(self) -> None:
        self.profiles.clear()
        self.profiles.addItem(say("With our own column titles"), "")
        for name, description in fitting(self.kind):
            self.profiles.addItem(name, name)
            self.profiles.setItemData(self.profiles.count() - 1, description, Qt.ItemDataRole.ToolTipRole)
        self.profiles.addItem(say("With a profile of your own…"), OWN)

    @Slot()
    def _kind_changed(self) -> None:
        self._fill_profiles()
        self.chosen.emit()

    @Slot(int)
    def _profile_chosen(self, place: int) -> None:
        if self.profiles.itemData(place) == OWN:
            self._dialog(say("Choose an import profile"), say("Import profiles (*.toml)")).fileSelected.connect(
                self._take_profile
            )
        self.chosen.emit()

    @Slot(str)
    def _take_profile(self, name: str) -> None:
        self._own = name
        place = self.profiles.findData(OWN)
        self.profiles.setItemText(place, Path(name).name)
        self.profiles.setCurrentIndex(place)
        self.chosen.emit()

    @Slot()
    def _browse(self) -> None:
        wanted = say("Tables (*.csv *.csv.gz *.txt *.xlsx *.xlsm);;All files (*)")
        self._dialog(say("Choose a file"), wanted).fileSelected.connect(self._take)

    @Slot(str)
    def _take(self, name: str) -> None:
        self.line.setText(name)
        self.wanted.emit()

    def _dialog(self, title: str, kinds: str) -> QFileDialog:
        dialog = QFileDialog(self, title, str(self.file.parent) if self.file else "", kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog
