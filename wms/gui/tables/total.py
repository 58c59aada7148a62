"""How many rows a list has in all: asked beside the rows, one count at a time, and not after every change."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from wms.gui.desk.desk import Desk
from wms.gui.tables.asking import Asking
from wms.gui.tables.errand import Errand

AGAIN_MS = 1_000


class Total(QObject):
    """Counts what is asked; `known` gives the number. Without an answer nothing is said: the list is still a list."""

    known = Signal(int)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._wanted: Asking | None = None
        self._errand: Errand | None = None
        self._void = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(AGAIN_MS)
        self._later.timeout.connect(self._go)

    def count(self, asking: Asking, *, soon: bool = False) -> None:
        """Count now; or `soon`, when the number is known already and may have changed a little."""
        self._wanted = asking
        if not soon:
            self._later.stop()
            self._go()
        elif not self._later.isActive():
            self._later.start()

    def drop(self) -> None:
        """Nobody wants to know any more."""
        self._wanted, self._void = None, True
        self._later.stop()

    @Slot()
    def _go(self) -> None:
        """One at a time: a question that takes long to count would otherwise keep all readers busy."""
        asking = self._wanted
        if asking is None or self._errand is not None:
            return
        errand = self._errand = Errand(self, self._came, self._failed)
        self._wanted, self._void = None, False
        self._desk.count(
            asking.question, errand.came, owner=errand, failed=errand.went_wrong, filters=asking.filters,
            **asking.parameters,
        )  # fmt: skip

    def _came(self, errand: Errand, total: int) -> None:
        self._errand = None
        if not self._void:
            self.known.emit(total)
        self._next()

    def _failed(self, errand: Errand, error: Exception) -> None:
        self._errand = None
        self._next()

    def _next(self) -> None:
        """Count what was wanted meanwhile: at once when the number of before is void."""
        if self._wanted is not None:
            self._go() if self._void else self._later.start()
