"""Starts the window: the application, what happens to errors nobody expected, and the first page."""

from __future__ import annotations

import argparse
import logging
import os
import sys
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from wms.documents import brought
from wms.documents.words import RESOURCES
from wms.gui.desk.desk import WRONG
from wms.gui.shell.acting import ACTS
from wms.gui.shell.garbage import Garbage
from wms.gui.shell.program import Program, bury
from wms.gui.shell.warming import Warming
from wms.gui.texts.say import say
from wms.storage import anchors

_log = logging.getLogger(__name__)


def main(argv: Sequence[str] | None = None) -> int:
    """Show the window until it is closed; returns the exit code."""
    chosen = _parser().parse_args(argv)
    folder = anchors.home()
    _log_to(folder / "logs")
    application = application_for(sys.argv[:1])
    program = Program(application, folder, ACTS)
    sys.excepthook = _Hook(program)
    garbage = Garbage()
    Warming(program.jobs, program).over.connect(garbage.settle)
    program.begin(chosen.db, demo=chosen.demo)
    code = application.exec()
    garbage.stop()
    sys.excepthook = sys.__excepthook__
    bury(program)
    return code


def application_for(argv: Sequence[str]) -> QApplication:
    """The application object, sharp at every scale."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    application = QApplication(list(argv))
    application.setApplicationName("wms")
    application.setApplicationDisplayName("WMS")
    application.setDesktopFileName("wms")
    for face in brought.fonts():
        QFontDatabase.addApplicationFont(str(face))
    application.setWindowIcon(QIcon(str(RESOURCES / "program" / "wms.svg")))
    return application


def is_headless() -> bool:
    """Whether this machine has no screen to show a window on."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


class _Hook:
    """An error nobody caught: Qt lives on after it, so the person is told and the log has all of it."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def __call__(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.critical("Unexpected", exc_info=(kind, error, trace))
        desk = self._program.desk
        if desk is not None:
            told = say("Something unexpected happened; it was written to the log: {error}", error=str(error)[:200])
            desk.notice(WRONG, told)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="wms window", description="The warehouse's window.")
    parser.add_argument("--db", type=Path, metavar="FILE", help="the warehouse's database; otherwise the last one")
    parser.add_argument("--demo", action="store_true", help="the demo warehouse, built when it is not there yet")
    return parser


def _log_to(folder: Path) -> None:
    """Write warnings and worse to files of bounded size, never what people typed."""
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "wms.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
