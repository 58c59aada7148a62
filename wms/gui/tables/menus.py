"""The menus of a list: what can be done with a row, with a column, with the whole; all of them open by keys too."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from wms.gui.registry.declared import Offer
from wms.gui.tables.asking import words_of
from wms.gui.tables.naming import NamePanel
from wms.gui.tables.staying import StayingMenu
from wms.gui.tables.taking import SHAPES
from wms.gui.texts.say import say, say_as
from wms.gui.texts.shown import shown
from wms.gui.theme.icons import icon, names
from wms.gui.theme.widgets import as_tip, quiet
from wms.queries.page import Filter

if TYPE_CHECKING:
    from wms.gui.tables.pane import TablePane

PRINT = "Ctrl+P"

class Menus(QObject):
    """The menus and buttons of one pane. `offer_actions` are its offers as actions, for menus, buttons and keys."""

    def __init__(self, pane: TablePane) -> None:
        super().__init__(pane)
        self._pane = pane
        self.offer_actions: list[tuple[Offer, QAction]] = []
        for offer in pane.offers.allowed:
            action = QAction(say_as("offer", offer.title), pane)
            if offer.icon in names():
                action.setIcon(icon(offer.icon))
            action.triggered.connect(partial(self._take_up, offer))
            self.offer_actions.append((offer, action))
        pane.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        pane.grid.customContextMenuRequested.connect(self._row_menu)
        pane.grid.horizontalHeader().customContextMenuRequested.connect(self._header_menu)
        self.show_offers()

    @Slot()
    def show_offers(self) -> None:
        """Let the offers say whether they can be taken up for what is selected now."""
        rows = self._pane.selected_rows()
        for offer, action in self.offer_actions:
            why = self._pane.offers.why_not(offer, rows)
            action.setEnabled(not why)
            action.setToolTip(as_tip(why or say_as("offer", offer.title)))
            action.setText(say_as("offer", offer.title))

    def buttons(self) -> list[QPushButton]:
        """The list's own buttons: views, columns, export."""
        return [
            self._button(say("Views"), "eye", self._fill_views, QMenu(self._pane)),
            self._button(say("Columns"), "columns", self._fill_columns, StayingMenu(self._pane)),
            self._button(say("Export"), "export", self._fill_export, QMenu(self._pane)),
        ]

    @property
    def list_key(self) -> str:
        """The key that prints the list: the usual one, unless that prints papers of its rows."""
        taken = self._pane.listing.papers or any(offer.key == "Ctrl+P" for offer, _ in self.offer_actions)
        return "Ctrl+Shift+P" if taken else "Ctrl+P"

    def row_menu(self) -> QMenu:
        """What can be done with the selected rows and the current cell."""
        pane, menu = self._pane, QMenu(self._pane)
        menu.setToolTipsVisible(True)
        row = pane.current_row()
        if row is not None and pane.listing.subject[0]:
            menu.addAction(icon("external"), say("Open"), partial(pane.activated.emit, row)).setShortcut("Return")
            menu.addSeparator()
        self._add_offers(menu)
        if row is not None:
            self._add_papers(menu)
            self._add_cell(menu, row)
        self._add_copies(menu)
        self._fill_export(menu.addMenu(icon("export"), say("Export")))
        column = pane.grid.currentIndex().column()
        if column >= 0:
            title = say_as("column", pane.model.columns[column].title)
            self._fill_column(menu.addMenu(icon("columns"), say("Column {column}", column=title)), column)
        return menu

    @Slot()
    def print(self) -> None:
        """By one key: the paper of the selected rows, or a menu of them where there are several."""
        pane = self._pane
        if len(pane.listing.papers) == 1 and pane.selected_rows():
            pane.offers.print(pane.listing.papers[0], pane.selected_rows())
            return
        menu = QMenu(pane)
        self._add_papers(menu)
        if not menu.isEmpty():
            _popup(menu, pane.menu_place())

    # --- rows ----------------------------------------------------------------------------------------------------

    def _add_offers(self, menu: QMenu) -> None:
        """Offers that cannot be taken up say why, also to those who cannot point at them."""
        self.show_offers()
        rows = self._pane.selected_rows()
        for offer, action in self.offer_actions:
            why = self._pane.offers.why_not(offer, rows)
            if why:
                action.setText(say("{title} – {reason}", title=say_as("offer", offer.title), reason=why))
            menu.addAction(action)
        if self.offer_actions:
            menu.addSeparator()
        menu.aboutToHide.connect(self.show_offers)

    def _add_papers(self, menu: QMenu) -> None:
        rows = self._pane.selected_rows()
        for sheet in self._pane.listing.papers if rows else ():
            action = menu.addAction(icon("print"), say(sheet.title), partial(self._pane.offers.print, sheet, rows))
            if len(self._pane.listing.papers) == 1:
                action.setShortcut(PRINT)
        if self._pane.listing.papers:
            menu.addSeparator()

    def _add_cell(self, menu: QMenu, row: Any) -> None:
        """Only rows like this one, by the cell the keys are on."""
        column = self._pane.model.columns[self._pane.grid.currentIndex().column()]
        value = getattr(row, column.name)
        if isinstance(value, str | int) and not (isinstance(value, str) and not value):
            words = words_of(self._pane.listing.question, column.name)
            like = Filter(column.name, "in", (value,)) if words else Filter(column.name, "=", value)
            name = say_as("column", column.title)
            text = say("Only {column}: {value}", column=name, value=shown(value, column.kind)[:40])
            menu.addAction(icon("filter"), text, partial(self._pane.seeking.add, like))
            menu.addSeparator()

    def _add_copies(self, menu: QMenu) -> None:
        taking = self._pane.taking
        copy = menu.addAction(icon("copy"), say("Copy"), partial(taking.copy, False))
        copy.setShortcut("Ctrl+C")
        copy.setEnabled(bool(self._pane.selected_rows()))
        menu.addAction(say("Copy all rows"), partial(taking.copy, True)).setShortcut("Ctrl+Shift+C")

    # --- columns -------------------------------------------------------------------------------------------------

    def _fill_column(self, menu: QMenu, section: int) -> None:
        pane, name = self._pane, self._pane.model.columns[section].name
        menu.addAction(icon("up"), say("Sort upwards"), partial(pane.seeking.sort_by, name, False, "up"))
        menu.addAction(icon("down"), say("Sort downwards"), partial(pane.seeking.sort_by, name, False, "down"))
        menu.addAction(icon("filter"), say("Filter by this column…"), partial(pane.bar.edit, name))
        menu.addSeparator()
        menu.addAction(icon("left"), say("Move left"), partial(pane.columns.move, name, -1))
        menu.addAction(icon("right"), say("Move right"), partial(pane.columns.move, name, 1))
        hide = menu.addAction(icon("hide"), say("Hide"), partial(pane.columns.toggle, name))
        hide.setEnabled(len(pane.columns.shown) > 1)

    def _fill_columns(self, menu: QMenu) -> None:
        pane, now = self._pane, self._pane.columns.shown
        others = [column.name for column in pane.model.columns if column.name not in now]
        titles = {column.name: say_as("column", column.title) for column in pane.model.columns}
        for name in [*now, *others]:
            action = menu.addAction(titles[name])
            action.setCheckable(True)
            action.setChecked(name in now)
            action.toggled.connect(partial(self._toggle, name))
        menu.addSeparator()
        menu.addAction(icon("undo"), say("As at first"), pane.columns.reset)

    # --- views and files -----------------------------------------------------------------------------------------

    def _fill_views(self, menu: QMenu) -> None:
        views = self._pane.views
        self._view(menu, "", say("All rows"))
        for view in views.offered:
            self._view(menu, view.title, say_as("view", view.title))
        if views.own:
            menu.addSection(say("My views"))
        for name in views.own:
            self._view(menu, name, name)
        menu.addSeparator()
        menu.addAction(icon("save"), say("Save as a view…"), self._name_view)
        if views.used and views.used != views.default:
            menu.addAction(icon("star"), say("Show “{view}” first from now on", view=views.title(views.used)),
                           partial(views.make_default, views.used))  # fmt: skip
        if views.default:
            menu.addAction(say("Show no view first"), partial(views.make_default, ""))
        if views.used in views.own:
            menu.addAction(icon("remove"), say("Delete view “{view}”", view=views.used),
                           partial(views.forget, views.used))  # fmt: skip

    def _view(self, menu: QMenu, name: str, title: str) -> None:
        action = menu.addAction(title, partial(self._pane.views.use, name))
        action.setCheckable(True)
        action.setChecked(self._pane.views.used == name)
        if name and name == self._pane.views.default:
            action.setIcon(icon("star", "accent"))

    def _fill_export(self, menu: QMenu) -> None:
        menu.addAction(icon("print"), say("Print this list…"), self._pane.taking.print).setShortcut(self.list_key)
        menu.addSeparator()
        for shape, title in SHAPES.items():
            menu.addAction(say(title), partial(self._pane.taking.ask_where, shape))

    # --- opening -------------------------------------------------------------------------------------------------

    def _button(self, title: str, picture: str, fill: Any, menu: QMenu) -> QPushButton:
        made = quiet(title, picture)
        menu.aboutToShow.connect(partial(_fill_anew, menu, fill))
        made.setMenu(menu)
        return made

    @Slot(QPoint)
    def _row_menu(self, place: QPoint) -> None:
        grid = self._pane.grid
        _popup(self.row_menu(), grid.viewport().mapToGlobal(place) if grid.underMouse() else self._pane.menu_place())

    @Slot(QPoint)
    def _header_menu(self, place: QPoint) -> None:
        header, menu = self._pane.grid.horizontalHeader(), StayingMenu(self._pane)
        section = header.logicalIndexAt(place)
        if section >= 0:
            self._fill_column(menu, section)
            menu.addSeparator()
        columns = StayingMenu(menu, say("Columns"))
        self._fill_columns(columns)
        menu.addMenu(columns)
        _popup(menu, header.viewport().mapToGlobal(place))

    @Slot()
    def _name_view(self) -> None:
        panel = NamePanel(self._pane, say("Name of the view"), self._pane.views.used)
        panel.named.connect(self._pane.views.save)
        panel.open_under(self._pane.bar)

    def _take_up(self, offer: Offer, checked: bool = False) -> None:
        self._pane.take_up(offer)

    def _toggle(self, name: str, checked: bool) -> None:
        if (name in self._pane.columns.shown) != checked:
            self._pane.columns.toggle(name)


def _fill_anew(menu: QMenu, fill: Any) -> None:
    menu.clear()
    fill(menu)


def _popup(menu: QMenu, place: QPoint) -> None:
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(place)
