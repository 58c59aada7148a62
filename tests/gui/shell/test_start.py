"""The window is there before most of the program is: what is loaded for it, what comes later, and what never waits."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from weakref import ref

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from wms.app.application import App
from wms.gui.jobs.jobs import Jobs
from wms.gui.shell import idle, warming
from wms.gui.shell.garbage import FORCED, Garbage
from wms.gui.theme import look

HEAVY = {"numpy", "numba", "scipy", "reportlab", "PIL", "xlsxwriter", "openpyxl", "pypdfium2", "zxingcpp", "highspy",
         "pulp", "elkai", "biip", "serial", "alembic", "PySide6.QtPrintSupport", "wms.operations.picking.confirm",
         "wms.app.printing", "wms.app.planning", "wms.gui.screens.receiving.screen"}  # fmt: skip
START = """
import os, sys, time
from pathlib import Path
from wms.gui.main import application_for
from wms.gui.shell.acting import ACTS
from wms.gui.shell.program import Program
application = application_for(["wms"])
program = Program(application, Path(sys.argv[2]), ACTS)
program.workstation.keep("demo.chosen", None)
from wms.gui.shell import warehouse
from wms.base.jobs import Watch
program.take_over(warehouse.open_file(Path(sys.argv[1]), Watch()), "system")
while program.desk.jobs.running:
    application.processEvents()
    time.sleep(0.002)
print(program.work.now, *sorted(sys.modules))
sys.stdout.flush()
os._exit(0)
"""


def test_the_first_screen_stands_before_anything_heavy_is_loaded(app: App, tmp_path: Path) -> None:
    command = [sys.executable, "-c", START, str(app.database.path), str(tmp_path / "home")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    screen, *modules = done.stdout.split()
    assert screen == "dashboard"
    assert "wms.gui.screens.dashboard.screen" in modules
    assert HEAVY.isdisjoint(modules)


def test_what_comes_later_is_loaded_bit_by_bit(qtbot: QtBot) -> None:
    owner = QObject()
    jobs = Jobs(owner)
    later = warming.Warming(jobs, owner)
    with qtbot.waitSignal(later.over, timeout=30_000):
        later._begin()
    wanted = {"wms.gui.screens.receiving.screen", "wms.app.printing", "wms.operations.picking.confirm"}
    assert wanted <= set(sys.modules)
    jobs.close()


def test_whoever_touches_the_window_is_there_and_nobody_is_after_a_while(qtbot: QtBot) -> None:
    owner, window = QObject(), QWidget()
    rest = idle.Idle(800, owner)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
        window.activateWindow()
    rest.touched()
    assert rest.left_ms == -1
    rest.begin()
    qtbot.waitUntil(lambda: rest.left_ms < 500)
    handle = window.windowHandle()
    assert handle is not None
    QTest.mousePress(handle, Qt.MouseButton.LeftButton)
    assert rest.left_ms > 600
    with qtbot.waitSignal(rest.over):
        pass
    rest.begin()
    rest.stop()
    assert rest.left_ms == -1


def test_a_dressed_window_reaches_all_it_holds_and_nothing_else(qapp: QApplication, qtbot: QtBot) -> None:
    window, alone = QWidget(), QPushButton("Alone")
    inside = QPushButton("Inside", window)
    qtbot.addWidget(window)
    qtbot.addWidget(alone)
    try:
        look.dress(window)
        look.apply(qapp, "light", everywhere=False)
        for button in (inside, alone):
            button.ensurePolished()
        assert inside.minimumHeight() > alone.minimumHeight() == 0
        light = window.styleSheet()
        look.apply(qapp, "dark", everywhere=False)
        assert qapp.styleSheet() == ""
        assert window.styleSheet() not in ("", light)
    finally:
        look.apply(qapp, "light")
        qapp.setStyleSheet("")



class Ring:
    """Something only the collector can free."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture
def garbage() -> Iterator[Garbage]:
    """The program's own collecting, with nothing old to look at."""
    made = Garbage()
    gc.freeze()
    yield made
    made.stop()
    gc.disable()


def test_old_garbage_waits_until_nobody_works_or_there_is_too_much(garbage: Garbage) -> None:
    lost = ref(Ring())
    gc.collect(0)
    kept = Ring()
    old = ref(kept)
    gc.collect(1)
    del kept
    while gc.get_count()[2] <= garbage._thresholds[2]:
        gc.collect(1)
    garbage.look()
    assert lost() is None
    assert old() is not None
    garbage.whole_round()
    assert old() is None
    kept = Ring()
    old = ref(kept)
    gc.collect(1)
    del kept
    while gc.get_count()[2] <= garbage._thresholds[2] * FORCED:
        gc.collect(1)
    garbage.look()
    assert old() is None
