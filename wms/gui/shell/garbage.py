"""Python's garbage is collected on the window's thread only, in small bites, when there is enough of it.

Left alone, the collector runs on whatever thread happens to allocate: on a worker's it would destroy widgets from the
wrong thread, and a full round over everything loaded at the start would hold the window up for a tenth of a second.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer, Slot

EVERY_MS, SETTLED_MS = 500, 5_000


class Garbage(QObject):
    """Takes over from the automatic collector while it exists; `stop` gives it back."""

    def __init__(self) -> None:
        super().__init__()
        gc.disable()
        self._thresholds = gc.get_threshold()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)
        QTimer.singleShot(SETTLED_MS, self, self.settle)

    @Slot()
    def settle(self) -> None:
        """What is loaded by now stays, and need not be looked at again; even once would hold the window up."""
        gc.freeze()

    @Slot()
    def look(self) -> None:
        """Collect the oldest generation whose turn has come."""
        counts = gc.get_count()
        for generation in (2, 1, 0):
            if counts[generation] > self._thresholds[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """The automatic collector works again."""
        self._timer.stop()
        gc.enable()
