"""Who works here? The page before the work, and the one that locks it: nothing of the warehouse is seen behind them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from wms.app.application import App
from wms.base.identifiers import new_key
from wms.gui.desk.desk import in_words, wrong_in_words
from wms.gui.jobs.jobs import Jobs
from wms.gui.texts.say import LANGUAGES, language, say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, plain, primary, title
from wms.gui.theme.widgets_panels import Banner
from wms.operations.people.log_in import LogIn
from wms.operations.unit import Answer


class LogInPage(QWidget):
    """Asks for login and password. `admitted` gives login and language; `language_wanted` a language's code.

    `only` is the one person whose password opens the page again, when it locks the work of somebody.
    """

    admitted = Signal(str, str)
    language_wanted = Signal(str)
    another = Signal()

    def __init__(self, app: App, jobs: Jobs, warehouse: str, *, only: str = "", last: str = "") -> None:
        super().__init__()
        self.setObjectName("logIn")
        self.setAccessibleName(say("Log in"))
        self._app, self._jobs, self._only = app, jobs, only
        self._login = QLineEdit(only or last)
        self._login.setAccessibleName(say("Login"))
        self._login.setReadOnly(bool(only))
        self._password = QLineEdit()
        self._password.setAccessibleName(say("Password"))
        self._password.setEchoMode(QLineEdit.EchoMode.Password)
        self._go = primary(say("Unlock") if only else say("Log in"))
        self._go.clicked.connect(self.try_it)
        self._login.returnPressed.connect(self._password.setFocus)
        self._password.returnPressed.connect(self.try_it)
        self._told = QVBoxLayout()
        self._lay_out(warehouse)

    def _lay_out(self, warehouse: str) -> None:
        space = tokens().space
        column = QVBoxLayout()
        column.setSpacing(space(2))
        column.addWidget(title(say("Locked") if self._only else say("Who works here?")))
        column.addWidget(hint(warehouse))
        column.addSpacing(space(3))
        for label, field in ((say("Login"), self._login), (say("Password"), self._password)):
            caption = QLabel(label)
            caption.setBuddy(field)
            column.addWidget(caption)
            column.addWidget(field)
        column.addSpacing(space(2))
        column.addLayout(self._told)
        column.addWidget(self._go)
        if self._only:
            other = plain(say("Somebody else works here"))
            other.clicked.connect(self.another)
            column.addWidget(other)
        else:
            column.addLayout(self._languages())
        box = QWidget()
        box.setFixedWidth(space(90))
        box.setLayout(column)
        whole = QVBoxLayout(self)
        whole.addWidget(box, 0, Qt.AlignmentFlag.AlignCenter)

    def _languages(self) -> QHBoxLayout:
        line = QHBoxLayout()
        choice = QComboBox()
        choice.setAccessibleName(say("Language"))
        for code, name in LANGUAGES.items():
            choice.addItem(name, code)
        choice.setCurrentIndex(choice.findData(language().code))
        choice.activated.connect(lambda place: self.language_wanted.emit(choice.itemData(place)))
        line.addStretch(1)
        line.addWidget(choice)
        return line

    def showEvent(self, event: object) -> None:
        """The keyboard is where the next thing is to be typed."""
        super().showEvent(event)  # type: ignore[arg-type]
        (self._password if self._login.text() else self._login).setFocus()

    @Slot()
    def try_it(self) -> None:
        """Ask the warehouse whether this person may come in."""
        if not self._go.isEnabled():
            return
        if not self._login.text().strip() or not self._password.text():
            self._say(say("Type your login and your password."))
            return
        self._go.setEnabled(False)
        command = LogIn(login=self._login.text().strip(), password=self._password.text())
        key = new_key()

        def work() -> Answer:
            return self._app.run(command, key=key, login="system")

        self._jobs.write(work, owner=self, then=self._answered, failed=self._failed)

    @Slot(object)
    def _answered(self, answer: Answer) -> None:
        self._go.setEnabled(True)
        self._password.clear()
        if answer.values.get("admitted"):
            self.admitted.emit(answer.values["login"], answer.values["language"])
        else:
            self._say(in_words(answer))
            self._password.setFocus()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._go.setEnabled(True)
        self._say(wrong_in_words(error))

    def _say(self, text: str) -> None:
        while (item := self._told.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self._told.addWidget(Banner("bad", text))


class DemoPage(QWidget):
    """In a demo warehouse nobody needs a password: choose whose work to look at. `admitted` as on the log-in page."""

    admitted = Signal(str, str)

    def __init__(self, people: list[tuple[str, str, str]]) -> None:
        """`people` are login, name and what they do."""
        super().__init__()
        self.setObjectName("logIn")
        self.setAccessibleName(say("Choose a person"))
        space = tokens().space
        column = QVBoxLayout()
        column.setSpacing(space(2))
        column.addWidget(title(say("Who works here?")))
        column.addWidget(hint(say("This is a demo: choose anybody, no password is needed.")))
        column.addSpacing(space(2))
        for login, name, role in people:
            button = plain(say("{name} · {role}", name=name, role=say(role)))
            button.clicked.connect(lambda _=False, who=login: self.admitted.emit(who, ""))
            column.addWidget(button)
        box = QWidget()
        box.setFixedWidth(space(90))
        box.setLayout(column)
        QVBoxLayout(self).addWidget(box, 0, Qt.AlignmentFlag.AlignCenter)


