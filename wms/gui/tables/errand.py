"""A question that was sent off, and can be dropped: what comes back after that reaches nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot


class Errand(QObject):
    """The owner of one question under way. `then` and `failed` are methods of its parent; `over` comes before them.

    `fence` is the place of the row after which the answer begins, for whoever needs to know it afterwards.
    """

    over = Signal()

    def __init__(
        self, parent: QObject, then: Callable[[Errand, Any], None], failed: Callable[[Errand, Exception], None]
    ) -> None:
        super().__init__(parent)
        self.fence: tuple[Any, ...] | None = None
        self._then: Callable[[Errand, Any], None] | None = then
        self._failed: Callable[[Errand, Exception], None] | None = failed

    def drop(self) -> None:
        """Nobody waits for this any more."""
        self._then = self._failed = None

    @Slot(object)
    def came(self, answer: Any) -> None:
        """The answer is here."""
        then = self._then
        self._over()
        if then is not None:
            then(self, answer)

    @Slot(object)
    def went_wrong(self, error: Exception) -> None:
        """There is no answer."""
        failed = self._failed
        self._over()
        if failed is not None:
            failed(self, error)

    def _over(self) -> None:
        self.drop()
        self.over.emit()
        self.deleteLater()
