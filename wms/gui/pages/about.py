"""About this program: its versions, where the warehouse lies, and whether its parts are fit to work with."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint
from wms.gui.theme.widgets_facts import FactGrid
from wms.gui.theme.widgets_panels import Banner
from wms.storage import sqlite

LIBRARIES = ("sqlalchemy", "pulp", "highspy", "numba", "reportlab", "zxing-cpp", "XlsxWriter", "python-calamine")


class About(QScrollArea):
    """Facts that can be selected and copied."""

    def __init__(self, site: str, path: Path) -> None:
        super().__init__()
        self.setAccessibleName(say("About this program"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        inside = QWidget()
        inside.setMaximumWidth(tokens().space(200))
        column = QVBoxLayout(inside)
        column.setSpacing(tokens().space(3))
        claim = say("Warehouse management on your own desk: books that prove, plans that know how good they are.")
        column.addWidget(hint(claim))
        if not sqlite.sound():
            told = say("This SQLite is older than it should be: work with one window only, and back up often.")
            column.addWidget(Banner("warn", told))
        self.grid = FactGrid()
        column.addWidget(self.grid)
        column.addStretch(1)
        self.setWidget(inside)
        self.tell(site, path)

    def tell(self, site: str, path: Path) -> None:
        """Which warehouse it works on, and where that lies."""
        self.grid.show_facts(facts(site, path))


def facts(site: str, path: Path) -> list[tuple[str, str]]:
    """Labels and values, the versions of the libraries last."""
    found = [
        (say("Program"), _version("wms")),
        (say("Warehouse"), site),
        (say("File"), str(path)),
        ("SQLite", ".".join(map(str, sqlite.version()))),
        ("Python", platform.python_version()),
        ("Qt", qVersion()),
        (say("System"), platform.platform()),
    ]
    return [*found, *((name, _version(name)) for name in LIBRARIES)]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return say("not installed")
