"""The tree of licence plates as a widget: opened by keys or mouse, with what can be done with a plate or with goods."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QHideEvent, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QMenu, QTreeView, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import Offer
from wms.gui.screens.inventory.lists import PLATES, STOCK
from wms.gui.screens.inventory.plates_model import SHOWN, PlatesModel
from wms.gui.screens.inventory.plates_nodes import Node, text_of
from wms.gui.tables.cells import StateCell
from wms.gui.tables.offers import Offers
from wms.gui.texts.say import say, say_as
from wms.gui.theme.icons import icon, names
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip

AHEAD = 60
"""How many rows before its end the next page is asked for."""
_WIDTHS = {"lpn": 62, "item_name": 54, "location": 30, "lot": 24, "expiry": 26, "serial": 22, "status": 24,
           "on_hand": 22, "allocated": 22, "owner": 18}  # fmt: skip
"""How wide the columns are at first, in steps of the spacing scale."""


class PlatesTree(QTreeView):
    """`moved` gives the current row (a plate or goods) or None, `opened` the row to open."""

    moved = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plates = PlatesModel(desk, self)
        self.setModel(self.plates)
        self.setAccessibleName(say("Licence plates, as they stand on one another"))
        self.offers = {goods: Offers(desk, STOCK if goods else PLATES, {}, self) for goods in (False, True)}
        self.actions_of = {goods: self._actions(goods) for goods in (False, True)}
        self._way: list[str] = []
        self._told: Any = None
        self._dress()
        self._telling = QTimer(self, interval=0, singleShot=True)
        self._telling.timeout.connect(self._tell)
        self.selectionModel().currentChanged.connect(self._soon)
        for changed in (self.plates.dataChanged, self.plates.rowsRemoved, self.plates.modelReset):
            changed.connect(self._soon)
        self.plates.arrived.connect(self._go_on)
        self.verticalScrollBar().valueChanged.connect(self._look)
        self.verticalScrollBar().rangeChanged.connect(self._look)
        self.doubleClicked.connect(self._open)
        self.customContextMenuRequested.connect(self._menu_at)
        self.show_offers()

    # --- for pages -----------------------------------------------------------------------------------------------

    def current_row(self) -> Any:
        """The plate or the goods the keys are on; None without any."""
        index = self.currentIndex()
        return self.plates.node(index).row if index.isValid() else None

    def reveal(self, way: Sequence[str]) -> None:
        """Open one plate after the other along this way, and stand on the last."""
        self._way = list(way)
        self._go_on()

    def menu(self) -> QMenu:
        """What can be done with the current plate or goods."""
        menu, row = QMenu(self), self.current_row()
        menu.setToolTipsVisible(True)
        if row is not None:
            menu.addAction(icon("external"), say("Open"), self._open).setShortcut("Return")
            menu.addSeparator()
            self.show_offers()
            menu.addActions([action for _, action in self.actions_of[row.item is not None]])
            menu.addSeparator()
            listing = STOCK if row.item is not None else PLATES
            for sheet in listing.papers:
                picked = partial(self.offers[row.item is not None].print, sheet, [row])
                menu.addAction(icon("print"), say(sheet.title), picked)
            menu.addAction(icon("copy"), say("Copy"), self.copy).setShortcut("Ctrl+C")
        return menu

    @Slot()
    def copy(self) -> None:
        """The selected rows with their titles, and steps for how high they stand, for a spreadsheet."""
        titles = [self.plates.headerData(place, Qt.Orientation.Horizontal) for place in range(len(SHOWN))]
        chosen = self.selectionModel().selectedRows()
        lines = ["\t".join(titles), *(self._line(index) for index in chosen)]
        if chosen:
            QApplication.clipboard().setText("\n".join(lines))

    @Slot()
    def show_offers(self) -> None:
        """Let the offers say whether they can be taken up now."""
        row = self.current_row()
        for goods, actions in self.actions_of.items():
            mine = [row] if row is not None and (row.item is not None) == goods else []
            for offer, action in actions:
                why = self.offers[goods].why_not(offer, mine)
                action.setEnabled(not why)
                action.setToolTip(as_tip(why or say_as("offer", offer.title)))

    # --- what Qt calls -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the document, Ctrl+C copies; arrows, plus, minus and star open and close as in every tree."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Somebody looks again."""
        super().showEvent(event)
        self.plates.sleep(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.plates.sleep(True)

    # --- inside --------------------------------------------------------------------------------------------------

    def _dress(self) -> None:
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(True)
        self.setIndentation(tokens().space(5))
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setItemDelegateForColumn(SHOWN.index("status"), StateCell(self))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for section, name in enumerate(SHOWN):
            header.resizeSection(section, tokens().space(_WIDTHS[name]))

    def _actions(self, goods: bool) -> list[tuple[Offer, QAction]]:
        made = []
        for offer in self.offers[goods].allowed:
            if offer.needs_row or not goods:
                action = QAction(say_as("offer", offer.title), self)
                if offer.icon in names():
                    action.setIcon(icon(offer.icon))
                if offer.key:
                    action.setShortcut(QKeySequence(offer.key))
                    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
                action.triggered.connect(partial(self._take_up, goods, offer))
                self.addAction(action)
                made.append((offer, action))
        return made

    def _take_up(self, goods: bool, offer: Offer, checked: bool = False) -> None:
        row = self.current_row()
        self.offers[goods].take_up(offer, [row] if row is not None else [])

    @Slot(object)
    def _go_on(self, node: Node | None = None) -> None:
        """The next plate of the way, as soon as it is loaded."""
        at = self.plates.root
        for place, lpn in enumerate(self._way):
            found = self.plates.below(at, lpn)
            if found is None:
                return
            at, index = found, self.plates.index_of(found)
            if place < len(self._way) - 1:
                self.expand(index)
                if not at.loaded:
                    if self.plates.canFetchMore(index):
                        self.plates.fetchMore(index)
                    return
        if self._way:
            self._way = []
            self.setCurrentIndex(self.plates.index_of(at))
            self.expand(self.plates.index_of(at))
            self.scrollTo(self.plates.index_of(at), QAbstractItemView.ScrollHint.PositionAtCenter)

    @Slot()
    def _look(self) -> None:
        """Load what is nearly in sight."""
        bar = self.verticalScrollBar()
        if bar.maximum() - bar.value() < AHEAD * tokens().row and self.isVisible():
            self.plates.fetch_below()

    @Slot()
    def _soon(self) -> None:
        """Once the keys have come to rest."""
        self._telling.start()

    @Slot()
    def _tell(self) -> None:
        row = self.current_row()
        if row != self._told:
            self._told = row
            self.show_offers()
            self.moved.emit(row)

    @Slot()
    def _open(self) -> None:
        row = self.current_row()
        if row is not None:
            self.opened.emit(row)

    @Slot(QPoint)
    def _menu_at(self, place: QPoint) -> None:
        self.menu().popup(self.viewport().mapToGlobal(place))

    def _line(self, index: QModelIndex) -> str:
        row, depth, above = self.plates.node(index).row, 0, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        cells = [text_of(row, column.name, column.kind) for column in self.plates.columns]
        return "\t".join(["  " * depth + cells[0], *cells[1:]])
