"""Draws pages one after the other off the window's thread; whoever looks at pages says which it wants to see now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from wms.gui.jobs.jobs import Jobs
from wms.gui.printing.pdf_pages import PdfPages

Wish = tuple[int, float]
"""A page's number, and its sharpness in pixels per point."""


class Renderer(QObject):
    """Wishes are replaced, not queued: what was scrolled past is never drawn. `made` gives page, sharpness, picture."""

    made = Signal(int, float, object)

    def __init__(self, jobs: Jobs, pages: PdfPages, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._pages = jobs, pages
        self._wishes: dict[str, list[Wish]] = {}
        self._busy = self._stopped = False

    def wish(self, who: str, wishes: list[Wish]) -> None:
        """What `who` wants to see, the most wanted first; the first to have wished is served first."""
        self._wishes[who] = wishes
        self._next()

    def stop(self) -> None:
        """Draw nothing more: nobody looks any longer."""
        self._stopped = True

    def _next(self) -> None:
        wishes = next((wishes for wishes in self._wishes.values() if wishes), None)
        if self._busy or self._stopped or wishes is None:
            return
        number, sharpness = wishes.pop(0)
        self._busy = True
        work = partial(_drawn, self._pages, number, sharpness)
        self._jobs.read(work, owner=self, then=self._came, failed=self._failed)

    @Slot(object)
    def _came(self, drawn: tuple[int, float, QImage]) -> None:
        self._busy = False
        self.made.emit(*drawn)
        self._next()

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        """A page that cannot be drawn stays white; the others are still wanted."""
        self._busy = False
        self._next()


def _drawn(pages: PdfPages, number: int, sharpness: float) -> tuple[int, float, QImage]:
    return number, sharpness, pages.image(number, sharpness)
