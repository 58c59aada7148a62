"""Licence plates as a tree: what stands on the floor in pages, what is on a plate when somebody looks into it.

What is loaded is asked for again when stock changes, node by node, and put in the place of what was there: what is open
stays open, and what is looked at stays in sight.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from itertools import count
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot

from wms.gui.desk.desk import Desk
from wms.gui.screens.inventory.plates_nodes import Node, key_of, runs, text_of
from wms.gui.tables.asking import columns_of
from wms.gui.tables.errand import Errand
from wms.gui.tables.model import REFRESH_MS, ROW, VALUE
from wms.gui.texts.say import say, say_as
from wms.gui.texts.shown import RIGHT
from wms.gui.theme.icons import icon
from wms.queries.page import MAX_ROWS, Page

PAGE = 200
TOPICS = frozenset({"stock", "lpns"})
SHOWN = ("lpn", "item_name", "on_hand", "allocated", "location", "status", "lot", "expiry", "serial", "owner")
_DISPLAY, _TIP, _ALIGN = (int(role) for role in (
    Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole))  # fmt: skip
_PICTURE, _ALOUD = int(Qt.ItemDataRole.DecorationRole), int(Qt.ItemDataRole.AccessibleTextRole)
_NEXT_TO = Qt.AlignmentFlag.AlignVCenter
_PICTURES = {"pallet": "pallet", "carton": "carton", "tote": "tote"}
Index = QModelIndex | QPersistentModelIndex


class PlatesModel(QAbstractItemModel):
    """`arrived` gives the node whose kids came (the root's index is invalid); `told` that something else is known."""

    arrived = Signal(object)
    told = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        known = {column.name: column for column in columns_of("lpn_roots")}
        self.columns = [known[name] for name in SHOWN]
        self.find = self.location = ""
        self.error: Exception | None = None
        self._numbers = count(1)
        self.root = Node(0, None, None)
        self._nodes = {0: self.root}
        self._asleep = self._stale = False
        self._soon = QTimer(self, interval=REFRESH_MS, singleShot=True)
        self._soon.timeout.connect(self.refresh)
        desk.changed.connect(self._heard)
        desk.changes.found_again.connect(self.refresh)

    # --- asking --------------------------------------------------------------------------------------------------

    @property
    def loading(self) -> bool:
        """Whether the plates on the floor are awaited."""
        return self.root.errand is not None

    def seek(self, find: str, location: str = "") -> None:
        """Only plates that are or carry one whose code contains this, at this location; all with empty texts."""
        self.find, self.location = find, location
        self._forget(self.root)
        self.beginResetModel()
        self.root = Node(0, None, None)
        self._nodes = {0: self.root}
        self.endResetModel()
        self._ask(self.root)

    def fetch_below(self) -> None:
        """Load the next page of what stands on the floor, if there is one."""
        if self.root.more:
            self._ask(self.root)

    @Slot()
    def refresh(self) -> None:
        """Ask again for all that is loaded; later, when nobody looks."""
        if self._asleep or self.loading:
            self._stale = True
            return
        self._stale = False
        for node in list(self._nodes.values()):
            if node.loaded or node is self.root:
                self._ask(node, again=True)

    def sleep(self, asleep: bool) -> None:
        """While nobody sees the tree it is not kept up to date; on waking it is made so."""
        self._asleep = asleep
        if not asleep and self._stale:
            self._soon.start()

    def _ask(self, node: Node, *, again: bool = False) -> None:
        """What is on a plate comes at once; of the floor a page, or again as many as there were."""
        if node.errand is not None:
            return
        then = self._renewed if again or node is not self.root else self._came
        node.errand = errand = Errand(self, then, self._wrong)
        errand.setProperty("node", node.number)
        if node is self.root:
            after = None if again or not node.kids else (node.kids[-1].row.lpn,)
            limit = min(MAX_ROWS, max(PAGE, len(node.kids))) if again else PAGE
            self.desk.ask("lpn_roots", errand.came, owner=errand, failed=errand.went_wrong, after=after, limit=limit,
                          find=self.find, location=self.location)  # fmt: skip
        else:
            self.desk.ask("lpn_on", errand.came, owner=errand, failed=errand.went_wrong, limit=MAX_ROWS,
                          lpn=node.row.lpn)  # fmt: skip
        self.told.emit()

    def _node_of(self, errand: Errand) -> Node | None:
        node = self._nodes.get(int(errand.property("node")))
        if node is None or node.errand is not errand:
            return None
        node.errand = None
        return node

    def _came(self, errand: Errand, page: Page) -> None:
        """More plates on the floor."""
        node = self._node_of(errand)
        if node is not None:
            self._insert(node, len(node.kids), page.rows)
            self._is_there(node, page)

    def _renewed(self, errand: Errand, page: Page) -> None:
        node = self._node_of(errand)
        if node is not None:
            self._merge(node, page.rows)
            self._is_there(node, page)

    def _is_there(self, node: Node, page: Page) -> None:
        node.loaded, node.more, self.error = True, page.next is not None, None
        if self._stale:
            self._soon.start()
        self.arrived.emit(node)
        self.told.emit()

    def _wrong(self, errand: Errand, error: Exception) -> None:
        """A plate that is gone meanwhile goes with the next look at the floor."""
        node = self._node_of(errand)
        if node is self.root:
            self.error = error
        self.told.emit()

    @Slot(object)
    def _heard(self, topics: frozenset[str]) -> None:
        if ("*" in topics or topics & TOPICS) and not self._soon.isActive():
            self._soon.start()

    # --- nodes ---------------------------------------------------------------------------------------------------

    def _merge(self, node: Node, rows: Sequence[Any]) -> None:
        """Let the node's kids be these, keeping those that stay as they are."""
        wanted = {key_of(row) for row in rows}
        for at in range(len(node.kids) - 1, -1, -1):
            if node.kids[at].key not in wanted:
                self._remove(node, at)
        known, at = {kid.key for kid in node.kids}, 0
        for fresh, run in runs(rows, known):
            if fresh:
                self._insert(node, at, run)
            else:
                self._renew(node, at, run)
            at += len(run)

    def _insert(self, node: Node, at: int, rows: Sequence[Any]) -> None:
        if rows:
            self.beginInsertRows(self.index_of(node), at, at + len(rows) - 1)
            made = [Node(next(self._numbers), node, row) for row in rows]
            self._nodes |= {one.number: one for one in made}
            node.kids[at:at] = made
            self.endInsertRows()

    def _renew(self, node: Node, at: int, rows: Sequence[Any]) -> None:
        for place, row in enumerate(rows, at):
            kid = node.kids[place]
            if kid.row != row:
                kid.row = row
                if kid.loaded and not kid.holds:
                    self._empty(kid)
                self.dataChanged.emit(self.index_of(kid), self.index_of(kid, len(self.columns) - 1))

    def _remove(self, node: Node, at: int) -> None:
        self.beginRemoveRows(self.index_of(node), at, at)
        self._forget(node.kids.pop(at))
        self.endRemoveRows()

    def _empty(self, node: Node) -> None:
        while node.kids:
            self._remove(node, len(node.kids) - 1)
        node.loaded = False

    def _forget(self, node: Node) -> None:
        for kid in node.kids:
            self._forget(kid)
        if node.errand is not None:
            node.errand.drop()
        self._nodes.pop(node.number, None)

    def node(self, index: Index) -> Node:
        """The node at an index; the root for an invalid one."""
        return self._nodes.get(index.internalId(), self.root) if index.isValid() else self.root

    def index_of(self, node: Node, column: int = 0) -> QModelIndex:
        """Where a node stands."""
        if node.parent is None:
            return QModelIndex()
        return self.createIndex(node.place, column, node.number)

    def below(self, node: Node, lpn: str) -> Node | None:
        """The plate with this code right on `node`, if it is loaded."""
        return next((kid for kid in node.kids if kid.row.item is None and kid.row.lpn == lpn), None)

    # --- what Qt asks --------------------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:
        """The cell below a parent."""
        kids = self.node(parent).kids
        fits = 0 <= row < len(kids) and 0 <= column < len(self.columns)
        return self.createIndex(row, column, kids[row].number) if fits else QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]
        """The plate it is on."""
        above = self.node(index).parent if index.isValid() else None
        return self.index_of(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """How much of what is on it is loaded."""
        return 0 if parent.column() > 0 else len(self.node(parent).kids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        """The same for all."""
        return len(self.columns)

    def hasChildren(self, parent: Index = QModelIndex()) -> bool:
        """Whether it can be opened, loaded or not."""
        return parent.column() <= 0 and self.node(parent).holds

    def canFetchMore(self, parent: Index) -> bool:
        """Whether it was not looked into yet. (Of the floor the view would ask for page after page to the very end.)"""
        node = self.node(parent)
        return node is not self.root and node.errand is None and node.holds and not node.loaded

    def fetchMore(self, parent: Index) -> None:
        """Ask for it; it arrives later."""
        self._ask(self.node(parent))

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """The cell as people read it."""
        if not index.isValid():
            return None
        node, column = self.node(index), self.columns[index.column()]
        if role == _DISPLAY:
            return text_of(node.row, column.name, column.kind)
        if role == _ALIGN:
            return _NEXT_TO | (Qt.AlignmentFlag.AlignRight if column.kind in RIGHT else Qt.AlignmentFlag.AlignLeft)
        if role == _PICTURE and index.column() == 0:
            return icon(_PICTURES.get(str(node.row.kind), "pallet") if node.row.item is None else "item", "muted")
        if role == _ALOUD and index.column() == 0:
            return f"{text_of(node.row, 'lpn', '')} {text_of(node.row, 'item_name', '')}"
        if role == _TIP:
            return f"<qt>{html.escape(text_of(node.row, column.name, column.kind))}</qt>"
        if role == VALUE:
            return getattr(node.row, column.name)
        return node.row if role == ROW else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """The columns' titles."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _ALIGN:
            return _NEXT_TO | (Qt.AlignmentFlag.AlignRight if column.kind in RIGHT else Qt.AlignmentFlag.AlignLeft)
        if role != _DISPLAY:
            return None
        titles = {"lpn": say("Licence plate, goods"), "item_name": say("What it is")}
        return titles.get(column.name) or say_as("column", column.title)
