"""What stands in the place of rows while there are none: awaited, asked too little, nothing found, gone wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from wms.gui.desk.desk import wrong_in_words
from wms.gui.texts.say import say, say_as
from wms.gui.theme.widgets import plain, primary
from wms.gui.theme.widgets_panels import Banner, EmptyState

if TYPE_CHECKING:
    from wms.gui.registry.declared import Listing
    from wms.gui.tables.grid import Grid
    from wms.gui.tables.model import RowsModel
    from wms.gui.tables.seeking import Seeking

PATIENCE_MS = 200
"""How long rows may be awaited before people are told so: most lists are there by then, and nothing flickers."""


class States(QWidget):
    """The table, or what stands in its place. `cleared`, `retried` and `offered` are what people pressed there."""

    cleared = Signal()
    retried = Signal()
    offered = Signal()

    def __init__(self, listing: Listing, model: RowsModel, seeking: Seeking, grid: Grid, may_offer: bool) -> None:
        super().__init__()
        self._listing, self._model, self._seeking, self._grid = listing, model, seeking, grid
        self._may_offer = may_offer
        self._shown = ""
        again = plain(say("Try again"), "refresh")
        again.clicked.connect(self.retried)
        self.banner = Banner("bad", "", again)
        self.banner.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(grid)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.banner)
        box.addWidget(self._stack, 1)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._loading)
        model.told.connect(self.show_state)

    @property
    def shown(self) -> str:
        """What is shown: "rows", "loading", "asks", "empty", "nothing" (found) or "wrong"."""
        return self._shown or "rows"

    @Slot()
    def show_state(self) -> None:
        """Show what is true now."""
        model = self._model
        if model.loading and not model.rows and model.error is None and not self._patience.isActive():
            self._patience.start()
        if not model.loading:
            self._patience.stop()
        wrong = model.error is not None and bool(model.rows)
        if wrong and model.error is not None:
            words = say("The list could not be brought up to date: {problem}", problem=wrong_in_words(model.error))
            self.banner.tell("bad", words)
        self.banner.setVisible(wrong)
        wanted = self._wanted()
        if wanted is not None and (wanted != self._shown or wanted == "wrong"):
            self._show(wanted)

    def _wanted(self) -> str | None:
        model = self._model
        if self._seeking.missing:
            return "asks"
        if model.rows:
            return "rows"
        if model.error is not None:
            return "wrong"
        if model.loading or not model.ready:
            return None
        return "nothing" if self._seeking.narrowed and not self._seeking.at_first else "empty"

    def _show(self, wanted: str) -> None:
        self._shown = wanted
        focus = QApplication.focusWidget()
        held = focus is not None and self._stack.isAncestorOf(focus)
        for old in [self._stack.widget(place) for place in range(1, self._stack.count())]:
            if old is not None:
                self._stack.removeWidget(old)
                old.deleteLater()
        if wanted != "rows":
            self._stack.addWidget(self._made(wanted))
        self._stack.setCurrentIndex(self._stack.count() - 1)
        if held and wanted == "rows":
            self._grid.setFocus()

    @Slot()
    def _loading(self) -> None:
        if self._model.loading and not self._model.rows:
            self._show("loading")

    def _made(self, wanted: str) -> QWidget:
        if wanted == "loading":
            return EmptyState("clock", say("Loading…"))
        if wanted == "asks":
            fill = self._listing.empty if self._listing.one_of else "Fill in the fields above the list."
            return EmptyState("edit", say("Say what to look for"), say(fill))
        if wanted == "nothing":
            clear = plain(say("Clear all filters"), "close")
            clear.clicked.connect(self.cleared)
            return EmptyState("search", say("Nothing found"), say("No row fits what you are looking for."), clear)
        if wanted == "wrong":
            return self._wrong()
        return self._empty()

    def _wrong(self) -> QWidget:
        again = plain(say("Try again"), "refresh")
        again.clicked.connect(self.retried)
        error = self._model.error
        return EmptyState("error", say("The list cannot be shown"), wrong_in_words(error) if error else "", again)

    def _empty(self) -> QWidget:
        offer = self._listing.empty_offer
        if offer is None or not self._may_offer:
            return EmptyState("list", say(self._listing.title), say(self._listing.empty))
        button = primary(say_as("offer", offer.title), offer.icon or "add")
        button.clicked.connect(self.offered)
        return EmptyState("list", say(self._listing.title), say(self._listing.empty), button)
