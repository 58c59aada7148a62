"""About this program: its versions, where the warehouse lies, and whether its parts are fit to work with."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from wms.gui.shell.warehouse import Opened
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint
from wms.gui.theme.widgets_facts import FactGrid
from wms.gui.theme.widgets_panels import Banner
from wms.storage import sqlite

LIBRARIES = ("sqlalchemy", "pulp", "highspy", "numba", "reportlab", "zxing-cpp", "XlsxWriter", "python-calamine")


class About(QScrollArea):
    """Facts that can be selected and copied."""

    def __init__(self, opened: Opened) -> None:
        super().__init__()
        self.setAccessibleName(say("About this program"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setSpacing(tokens().space(3))
        claim = say("Warehouse management on your own desk: books that prove, plans that know how good they are.")
        column.addWidget(hint(claim))
        if not sqlite.sound():
            told = say("This SQLite is older than it should be: work with one window only, and back up often.")
            column.addWidget(Banner("warn", told))
        column.addWidget(FactGrid(facts(opened)))
        column.addStretch(1)
        self.setWidget(inside)


def facts(opened: Opened) -> list[tuple[str, str]]:
    """Labels and values, the versions of the libraries last."""
    found = [
        (say("Program"), _version("wms")),
        (say("Warehouse"), opened.site_name),
        (say("File"), str(opened.path)),
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
