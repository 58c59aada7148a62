"""A whole list: the bar to seek by, the table, how much of it is shown, and what can be done with its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import Listing, Offer
from wms.gui.tables.bar import FilterBar
from wms.gui.tables.columns import Columns
from wms.gui.tables.grid import Grid
from wms.gui.tables.menus import PRINT, Menus
from wms.gui.tables.model import RowsModel
from wms.gui.tables.offers import Offers
from wms.gui.tables.seeking import Seeking
from wms.gui.tables.states import States
from wms.gui.tables.taking import Taking
from wms.gui.tables.views import Views
from wms.gui.texts.say import say, say_as
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption


class TablePane(QWidget):
    """One listing. `current_changed` gives the row the keys are on (or None), `activated` the row to open,
    `selection_changed` that other rows are selected.
    """

    current_changed = Signal(object)
    activated = Signal(object)
    selection_changed = Signal()

    def __init__(self, desk: Desk, listing: Listing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.listing = desk, listing
        self.setAccessibleName(say(listing.title))
        self.seeking = Seeking(listing, self)
        self.views = Views(desk.user, self.seeking, self)
        self.model = RowsModel(desk, self.seeking.asking, self)
        self.grid = Grid(self.model)
        self.grid.setAccessibleName(say(listing.title))
        titles = {column.name: say_as("column", column.title) for column in self.model.columns}
        self.columns = Columns(self.grid.horizontalHeader(), self.model, listing.name, listing.columns, desk.user)
        self.offers = Offers(desk, listing, titles, self)
        self.taking = Taking(self)
        self.bar = FilterBar(self.seeking)
        empty_offer = listing.empty_offer
        self.states = States(
            listing, self.model, self.seeking, self.grid, empty_offer is not None and desk.may_run(empty_offer.command)
        )
        self.menus = Menus(self)
        self._wanted: tuple[str, ...] = ()
        self._shown, self._chosen = caption(""), caption("")
        self._lay_out()
        self._connect()
        self._keys()
        self.views.begin()
        self._seek()

    # --- for pages -----------------------------------------------------------------------------------------------

    def current_row(self) -> Any:
        """The row the keys are on; None without one."""
        return self.grid.current_row()

    def selected_rows(self) -> list[Any]:
        """The selected rows from top to bottom."""
        return self.grid.selected_rows()

    def take_up(self, offer: Offer) -> None:
        """Take up an offer for the selected rows."""
        self.offers.take_up(offer, self.selected_rows())

    def refresh(self) -> None:
        """Ask again for what is loaded."""
        self.model.refresh()

    def state(self) -> dict[str, Any]:
        """What is sought, and which row is current, in values JSON can say."""
        row = self.current_row()
        key = [] if row is None else [str(part) for part in self.model.asking.key(row)]
        return {"seeking": self.seeking.state(), "current": key}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look again as when `state` was given."""
        self._wanted = tuple(state.get("current", ()))
        self.seeking.restore(state.get("seeking", {}))

    # --- inside --------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.seeking.changed.connect(self._seek)
        self.model.told.connect(self._tell)
        self.model.answered.connect(self._answered)
        self.grid.widened.connect(self.columns.fill)
        self.grid.opened.connect(self.activated)
        self.grid.moved.connect(self.current_changed)
        self.grid.chosen.connect(self._choose)
        self.grid.sort_wanted.connect(self.seeking.sort_by)
        self.grid.copy_wanted.connect(self.taking.copy)
        self.states.cleared.connect(self.seeking.clear)
        self.states.retried.connect(self.model.retry)
        self.states.offered.connect(self._empty_offer)

    def _keys(self) -> None:
        """Keys that work wherever in the list the keyboard is."""
        self._action(QKeySequence(QKeySequence.StandardKey.Find), self.bar.focus)
        self._action(QKeySequence(Qt.Key.Key_F5), self.refresh)
        self._action(QKeySequence(self.menus.list_key), self.taking.print)
        if self.listing.papers and not any(offer.key == PRINT for offer, _ in self.menus.offer_actions):
            self._action(QKeySequence(PRINT), self.menus.print)
        for offer, action in self.menus.offer_actions:
            if offer.key:
                action.setShortcut(QKeySequence(offer.key))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)

    def _action(self, keys: QKeySequence, then: Any) -> None:
        action = QAction(self)
        action.setShortcut(keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(then)
        self.addAction(action)

    def _lay_out(self) -> None:
        look = tokens()
        box, foot = QVBoxLayout(self), QHBoxLayout()
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.space(2))
        foot.setContentsMargins(look.space(1), 0, look.space(1), 0)
        foot.addWidget(self._shown)
        foot.addSpacing(look.space(4))
        foot.addWidget(self._chosen)
        foot.addStretch(1)
        buttons = self.menus.buttons()
        for button in buttons:
            self.bar.tools.addWidget(button)
        self.bar.shrink([*buttons, self.bar.filter])
        box.addWidget(self.bar)
        box.addWidget(self.states, 1)
        box.addLayout(foot)
        self.setTabOrder(self.bar, self.grid)

    @Slot()
    def _seek(self) -> None:
        if not self.seeking.missing:
            self.model.ask(self.seeking.asking)
        self.grid.horizontalHeader().viewport().update()
        self.states.show_state()

    @Slot()
    def _answered(self) -> None:
        """The first rows are there: the columns get their width, and who was here before is found again."""
        self.columns.fit()
        wanted, self._wanted = self._wanted, ()
        if wanted:
            for row in self.model.rows:
                key = self.model.asking.key(row)
                if tuple(map(str, key)) == wanted:
                    self.grid.select(key)
                    break

    @Slot()
    def _tell(self) -> None:
        self._shown.setText(self.count_line())

    @Slot()
    def _choose(self) -> None:
        count = len(self.selected_rows())
        self._chosen.setText(say("{count} selected", count=f"{count:,}") if count > 1 else "")
        self.menus.show_offers()
        self.selection_changed.emit()

    @Slot()
    def _empty_offer(self) -> None:
        if self.listing.empty_offer is not None:
            self.offers.take_up(self.listing.empty_offer, [])

    def count_line(self) -> str:
        """How much of the whole is loaded, in words."""
        model, count = self.model, len(self.model.rows)
        if not model.ready or (model.loading and not model.rows):
            return say("Loading…") if model.loading else ""
        if model.total is None:
            return say("{count} shown, counting…", count=f"{count:,}")
        if model.fence is None and not model.more:
            return say("{count} rows", count=f"{count:,}") if count != 1 else say("1 row")
        places = {"count": f"{count:,}", "total": f"{max(model.total, count):,}"}
        if model.fence is not None and not model.more:
            return say("The last {count} of {total} shown", **places)
        return say("{count} of {total} shown", **places)

    # --- what Qt calls -------------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks again."""
        super().showEvent(event)
        self.model.sleep(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: the list rests, and what was arranged is kept."""
        super().hideEvent(event)
        self.model.sleep(True)
        self.columns.flush()

    def menu_place(self) -> QPoint:
        """Where a menu opened by a key appears: at the current cell."""
        place = self.grid.visualRect(self.grid.currentIndex()).bottomLeft()
        return self.grid.viewport().mapToGlobal(place)
