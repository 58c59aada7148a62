"""Python's garbage is collected on the window's thread only, in small bites, when there is enough of it.

Left alone, the collector runs on whatever thread happens to allocate: on a worker's it would destroy widgets from the
wrong thread. A round over everything would hold the window up for a tenth of a second and more: it is made while nobody
touches the window, and never over what was loaded at the start.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

from wms.gui.shell.idle import Idle

EVERY_MS, SETTLED_MS, QUIET_MS = 500, 5_000, 15_000
FORCED = 20
"""So many times overdue, a round over everything is made though somebody works."""


class Garbage(QObject):
    """Takes over from the automatic collector while it exists; `stop` gives it back."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)
        self._quiet = Idle(QUIET_MS, self)
        self._quiet.over.connect(self.whole_round)
        self._quiet.begin()
        QTimer.singleShot(SETTLED_MS, self, self.settle)

    @Slot()
    def settle(self) -> None:
        """What is loaded by now stays, and need not be looked at again; even once would hold the window up."""
        gc.freeze()

    @Slot()
    def look(self) -> None:
        """Collect the older of the two young generations whose turn has come."""
        counts = gc.get_count()
        if counts[2] > self._thresholds[2] * FORCED:
            self.whole_round()
            return
        for generation in (1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    @Slot()
    def whole_round(self) -> None:
        """Nobody touches the window: look at everything, if it is time."""
        if gc.get_count()[2] > self._thresholds[2]:
            gc.collect()
        self._quiet.begin()

    def stop(self) -> None:
        """The automatic collector works again."""
        self._timer.stop()
        self._quiet.stop()
        gc.enable()
