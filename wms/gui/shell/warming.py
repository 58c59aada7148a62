"""What the window will need soon is loaded while nobody waits for it: the screens' own modules, and what draws papers.

The window is there before most of the program is. What remains comes afterwards: commands and papers on another thread,
the screens on the window's own, one module at a time between events, so that the first visit to a screen is as quick as
the second. Last, when the person pauses, the planners are compiled in a process of its own, once after an installation.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wms.app import preparing, registry
from wms.gui.jobs.jobs import Jobs
from wms.gui.registry.screens import FLOW
from wms.gui.texts.say import say

WAIT_MS, BETWEEN_MS = 600, 15
IDLE_MS = 20_000
"""So long after everything is loaded the planners are compiled, if they never were."""


class Warming(QObject):
    """Begins by itself, soon after it is made; `over` is emitted once everything is loaded."""

    over = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._modules = _modules()
        self._timer = QTimer(self)
        self._timer.setInterval(BETWEEN_MS)
        self._timer.timeout.connect(self._next)
        QTimer.singleShot(WAIT_MS, self, self._begin)

    @Slot()
    def _begin(self) -> None:
        self._jobs.read(_load, owner=self, then=self._screens)

    @Slot(object)
    def _screens(self, _: object) -> None:
        self._timer.start()

    @Slot()
    def _next(self) -> None:
        name = next(self._modules, None)
        if name is not None:
            importlib.import_module(name)
        else:
            self._timer.stop()
            self.over.emit()
            QTimer.singleShot(IDLE_MS, self, self._look_at_planners)

    @Slot()
    def _look_at_planners(self) -> None:
        self._jobs.read(preparing.is_prepared, owner=self, then=self._planners, failed=self._in_vain)

    @Slot(object)
    def _planners(self, prepared: bool) -> None:
        """Shown in the status bar as any long work of who is at work, and stopped there."""
        desk = getattr(self.parent(), "desk", None)
        if not prepared and desk is not None:
            desk.jobs.long(say("Preparing the planners"), preparing.prepare_apart, owner=self, then=self._planned,
                           failed=self._in_vain)  # fmt: skip

    @Slot(object)
    def _planned(self, _: object) -> None:
        """Nobody waited for it: nobody is told."""

    @Slot(object)
    def _in_vain(self, error: Exception) -> None:
        """Stopped, or not possible here: the first plan compiles what it needs."""


def _modules() -> Iterator[str]:
    """Every module of the screens, in the order goods flow; a screen's smallest parts come before what holds them."""
    yield "wms.gui.forms.form"
    for screen in FLOW:
        package = importlib.import_module(f"wms.gui.screens.{screen}")
        names = [found.name for found in pkgutil.iter_modules(package.__path__)]
        yield from (f"{package.__name__}.{name}" for name in sorted(names, key=lambda one: one == "screen"))


def _load() -> None:
    """The commands, then what draws and writes: the longest of all to load."""
    registry.load()
    from wms.app import listing_export, printing  # noqa: F401 - loaded, not used

    printing.load()
