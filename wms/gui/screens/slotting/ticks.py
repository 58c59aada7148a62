"""A button whose menu ticks some of several things; none ticked means all of them."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from wms.gui.tables.staying import StayingMenu
from wms.gui.texts.say import say


class Ticks(QPushButton):
    """`changed` after each tick. What is ticked but not offered (yet) is kept."""

    changed = Signal()

    def __init__(self, name: str, everything: str, parent: QWidget | None = None) -> None:
        """`everything` is what the button says when nothing is ticked."""
        super().__init__(parent)
        self._name, self._everything = name, everything
        self._ticked: tuple[str, ...] = ()
        self._menu = StayingMenu(self, name)
        self.setMenu(self._menu)
        self.setProperty("role", "plain")
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    def value(self) -> tuple[str, ...]:
        """What is ticked."""
        return self._ticked

    def put(self, ticked: Iterable[str]) -> None:
        """Tick these."""
        self._ticked = tuple(ticked)
        for action in self._menu.actions():
            action.blockSignals(True)
            action.setChecked(action.data() in self._ticked)
            action.blockSignals(False)
        self._tell()

    def offer(self, names: Iterable[str]) -> None:
        """Offer these to be ticked."""
        self._menu.clear()
        for name in names:
            action = self._menu.addAction(name.replace("&", "&&"))
            action.setData(name)
            action.setCheckable(True)
            action.setChecked(name in self._ticked)
            action.toggled.connect(self._toggled)

    @Slot()
    def _toggled(self) -> None:
        offered = [action for action in self._menu.actions() if action.data()]
        self._ticked = tuple(str(action.data()) for action in offered if action.isChecked())
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        few = ", ".join(self._ticked)
        told = few if len(self._ticked) <= 2 else say("{count} chosen", count=len(self._ticked))
        self.setText(told or self._everything)
        self.setAccessibleName(f"{self._name}: {self.text()}")
        self.setToolTip(few)
