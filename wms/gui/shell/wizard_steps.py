"""The steps of the first run: what to begin with, the site, where its file lies, the administrator, the devices."""

from __future__ import annotations

import re
from pathlib import Path
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale, QTimeZone, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from wms.gui.texts.say import LANGUAGES, language, say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import body, caption, hint, plain, subtitle, toned
from wms.operations.passwords import SHORTEST


class Step(QWidget):
    """One step. `name` is English; `wrong` shows what is wrong beside the fields and tells whether anything is."""

    name = ""
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setSpacing(tokens().space(2))
        self.column.addWidget(subtitle(say(self.name)))
        self._faults: dict[str, QLabel] = {}

    def begin(self) -> None:
        """The step is shown."""

    def wrong(self) -> bool:
        """Show what is wrong; True when something is."""
        return False

    def field(self, name: str, label: str, text: str = "", tip: str = "") -> QLineEdit:
        """A labelled line with room for what is wrong with it."""
        line = QLineEdit(text)
        self.labelled(name, label, line, tip)
        return line

    def labelled(self, name: str, label: str, widget: QWidget, tip: str = "") -> None:
        """Any input under its label, with room for what is wrong with it."""
        above = QLabel(label)
        above.setBuddy(widget)
        widget.setAccessibleName(label)
        widget.setMaximumWidth(tokens().space(100))
        fault = toned(caption(""), "bad")
        fault.hide()
        self._faults[name] = fault
        for part in (above, widget, fault):
            self.column.addWidget(part)
        if tip:
            self.column.addWidget(hint(tip))

    def blame(self, faults: dict[str, str]) -> bool:
        """Show these faults beside their fields, and no others; True when there are any."""
        for name, label in self._faults.items():
            label.setText(faults.get(name, ""))
            label.setVisible(name in faults)
        return bool(faults)


class ChoiceStep(Step):
    """A look around in the demo, or a warehouse of one's own; and in which language."""

    name = "Begin with"
    language_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        choice = QComboBox()
        for code, own in LANGUAGES.items():
            choice.addItem(own, code)
        choice.setCurrentIndex(choice.findData(language().code))
        choice.activated.connect(lambda place: self.language_wanted.emit(choice.itemData(place)))
        self.labelled("language", say("Language"), choice)
        self.column.addSpacing(tokens().space(3))
        self._demo = QRadioButton(say("A demo warehouse, full of goods and orders, to look around in"))
        self._own = QRadioButton(say("My own warehouse, empty"))
        self._demo.setChecked(True)
        for button in (self._demo, self._own):
            button.setAccessibleName(button.text())
            self.column.addWidget(button)
        self._demo.toggled.connect(self.changed)
        told = say("The demo is plainly marked, and can be left for a warehouse of your own at any time.")
        self.column.addWidget(hint(told))
        self.column.addStretch(1)

    @property
    def demo(self) -> bool:
        """Whether the demo was chosen."""
        return self._demo.isChecked()


class SiteStep(Step):
    """The company and its site."""

    name = "Company and site"

    def __init__(self) -> None:
        super().__init__()
        self._name = self.field("site_name", say("Name of the site"))
        self._code = self.field("site_code", say("Its code"), "MAIN", say("Short, for labels and files."))
        self._prefix = self.field(
            "company_prefix", say("GS1 company prefix"), "",
            say("The digits GS1 gave your company; licence plates (SSCC) are made from it. It can follow later."),
        )  # fmt: skip
        self._zone, self._currency = QComboBox(), QComboBox()
        self._zone.setEditable(True)
        self._zone.addItems(sorted(available_timezones()))
        self._zone.setCurrentText(bytes(QTimeZone.systemTimeZoneId().data()).decode() or "UTC")
        self.labelled("time_zone", say("Time zone"), self._zone)
        self._currency.setEditable(True)
        self._currency.addItems(["EUR", "USD", "CNY", "GBP", "CHF", "JPY"])
        own = QLocale.system().currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode)
        self._currency.setCurrentText(own or "EUR")
        self.labelled("currency", say("Currency"), self._currency)
        self.column.addStretch(1)

    def wrong(self) -> bool:
        """A name and a code are needed; the rest must be right where it is given."""
        faults = {}
        if not self._name.text().strip():
            faults["site_name"] = say("The site needs a name.")
        if not self._code.text().strip() or " " in self._code.text().strip():
            faults["site_code"] = say("A code without blanks is needed.")
        prefix = self._prefix.text().strip()
        if prefix and not re.fullmatch(r"[0-9]{4,12}", prefix):
            faults["company_prefix"] = say("A company prefix has 4 to 12 digits.")
        if self._zone.currentText() not in available_timezones():
            faults["time_zone"] = say("There is no such time zone.")
        if not re.fullmatch(r"[A-Z]{3}", self._currency.currentText().strip()):
            faults["currency"] = say("A currency is three capital letters.")
        return self.blame(faults)

    def values(self) -> dict[str, str]:
        """What was typed, as Founding wants it."""
        return {
            "site_name": self._name.text().strip(), "site_code": self._code.text().strip(),
            "company_prefix": self._prefix.text().strip(), "time_zone": self._zone.currentText(),
            "currency": self._currency.currentText().strip(),
        }  # fmt: skip


class PlaceStep(Step):
    """Where the warehouse's file lies."""

    name = "Database"

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._path = self.field("path", say("File"), str(folder / "warehouse.db"))
        choose = plain(say("Choose …"), "folder")
        choose.clicked.connect(self._choose)
        line = QHBoxLayout()
        line.addWidget(choose)
        line.addStretch(1)
        self.column.addLayout(line)
        told = say("One file on this computer's own disk, never on a network share. Back up makes copies of it.")
        self.column.addWidget(body(told))
        self.column.addStretch(1)

    @property
    def path(self) -> Path:
        """The chosen file."""
        return Path(self._path.text().strip()).expanduser()

    @Slot()
    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, say("The warehouse's file"), self._path.text(), "*.db")
        if name:
            self._path.setText(name)

    def wrong(self) -> bool:
        """The file must be new, in a folder that can be made."""
        faults = {}
        if not self._path.text().strip():
            faults["path"] = say("Say where the file is to lie.")
        elif self.path.exists():
            faults["path"] = say("There is a file of this name already; open it instead, or take another name.")
        else:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                faults["path"] = say("This folder cannot be used: {error}", error=error.strerror or str(error))
        return self.blame(faults)


class PersonStep(Step):
    """The administrator: the first who can log in."""

    name = "Administrator"

    def __init__(self) -> None:
        super().__init__()
        self._name = self.field("name", say("Name"))
        self._login = self.field("login", say("Login"), "admin")
        self._password = self.field("password", say("Password"), "", say("Length counts: a few words are best."))
        self._again = self.field("again", say("Password again"))
        for line in (self._password, self._again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
        self.column.addStretch(1)

    def wrong(self) -> bool:
        """There is no default account: a real person with a real password."""
        faults = {}
        if not self._name.text().strip():
            faults["name"] = say("A name is missing.")
        if not self._login.text().strip() or " " in self._login.text().strip():
            faults["login"] = say("A login without blanks is needed.")
        if len(self._password.text()) < SHORTEST:
            faults["password"] = say("A password has at least {least} characters.", least=SHORTEST)
        if self._again.text() != self._password.text():
            faults["again"] = say("The two passwords differ.")
        return self.blame(faults)

    def values(self) -> dict[str, str]:
        """What was typed, as Founding wants it."""
        return {
            "name": self._name.text().strip(), "login": self._login.text().strip(),
            "password": self._password.text(),
        }  # fmt: skip
