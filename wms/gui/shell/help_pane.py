"""The user guide beside the work, offline: the page of the open screen comes up on F1."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QUrl, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from wms.documents.words import RESOURCES
from wms.gui.shell.guide_text import GuideText
from wms.gui.texts.say import language, say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, tool

GUIDE = RESOURCES.parent / "docs" / "user-guide"


class HelpPane(QFrame):
    """Shows pages of the guide, follows their links to one another, and opens nothing outside. `closed` asks to go."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("details")
        self.setAccessibleName(say("Help"))
        self.text = GuideText()
        self.text.anchorClicked.connect(self._follow)
        back = tool("left", say("Back"))
        contents = tool("document", say("Contents of the guide"))
        close = tool("close", say("Close the help"))
        back.clicked.connect(self.text.backward)
        contents.clicked.connect(self._contents)
        close.clicked.connect(self.closed)
        line = QHBoxLayout()
        for widget in (back, contents):
            line.addWidget(widget)
        line.addWidget(hint(say("Help")), 1)
        line.addWidget(close)
        column = QVBoxLayout(self)
        edge = tokens().space(3)
        column.setContentsMargins(edge, edge, edge, edge)
        column.addLayout(line)
        column.addWidget(self.text, 1)

    @Slot()
    def _contents(self) -> None:
        self.open_page("index")

    @Slot(QUrl)
    def _follow(self, link: QUrl) -> None:
        self.open_page(Path(link.path()).stem)

    def open_page(self, name: str) -> None:
        """Show the page of this name, in the language in use where it is translated; the contents without a name."""
        place = page_of(name or "index", language().code)
        self.text.show_page(place)


def page_of(name: str, code: str) -> Path:
    """The file of a page; its English one where it is not translated, the contents where it does not exist."""
    wanted = (GUIDE / code / f"{name}.md", GUIDE / f"{name}.md", GUIDE / "index.md")
    return next(place for place in wanted if place.is_file())
