"""The page of the layout: the drawing board with its tools, what is on it as a list, and the figures of what is held.

Nothing reaches the warehouse before Save, which enters everything at once; until then every step can be taken back.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wms.base.errors import Refused
from wms.gui.desk.desk import RIGHT, Desk, wrong_in_words
from wms.gui.map.floor import DOCK, Walk
from wms.gui.map.source import FloorSource
from wms.gui.pages.wide import WidePage
from wms.gui.screens.master_data.layout_canvas import CROSS, HOLD, LayoutCanvas
from wms.gui.screens.master_data.layout_editor import GRIDS, LayoutEditor
from wms.gui.screens.master_data.layout_fields import Fields
from wms.gui.screens.master_data.layout_generator import Generator
from wms.gui.screens.master_data.layout_plan import AISLE, ZONE, Piece
from wms.gui.texts.say import say
from wms.gui.theme.shrinking import Shrinking
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, primary, quiet
from wms.gui.theme.widgets_panels import Banner
from wms.operations.command import Command
from wms.operations.master_data.locations import RegisterLocations

_KIND, _CODE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class LayoutPage(WidePage):
    """Draws one site; with several, one is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Layout"))
        self.editor, self.source = LayoutEditor.of(desk), FloorSource.of(desk)
        self.canvas = LayoutCanvas(desk, self.editor)
        self.fields, self.generator = Fields(self.editor), Generator(desk, self.editor)
        self.pieces, self.sites, self.grid = QListWidget(), QComboBox(), QComboBox()
        self.tools = {
            HOLD: _tool(say("Select"), "move"), ZONE: _tool(say("Zone"), "zone"), AISLE: _tool(say("Aisle"), "route"),
            CROSS: _tool(say("Cross-aisle"), "merge"), DOCK: _tool(say("Dock"), "dock"),
        }  # fmt: skip
        self.undo, self.redo = quiet(say("Undo"), "undo"), quiet(say("Redo"), "redo")
        self.fit = quiet(say("Fit"), "fit")
        self.generate, self.labels = plain(say("Generate locations…"), "table"), quiet(say("Labels"), "print")
        self.delete = quiet(say("Take away"), "remove")
        self.save = primary(say("Save the layout"), "save")
        self.banner = Banner("bad", "", closable=say("Close the message"))
        self.told = caption("")
        self._sent: list[Command] = []
        self._lay_out()
        self._connect()
        self._show()

    # --- how it is built -----------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        look = tokens()
        column, bar = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, look.space(2), 0, look.space(1))
        column.setSpacing(look.space(2))
        bar.setSpacing(look.space(1))
        self.sites.setAccessibleName(say("Site"))
        self.grid.setAccessibleName(say("Grid"))
        for step in GRIDS:
            self.grid.addItem(say("Grid {step} mm", step=f"{step:,}"), step)
        self.grid.setCurrentIndex(self.grid.findData(self.editor.grid))
        for widget in (self.sites, *self.tools.values(), self.grid, self.undo, self.redo, self.fit):
            bar.addWidget(widget)
        bar.addStretch(1)
        bar.addWidget(self.save)
        column.addLayout(bar)
        Shrinking(self, bar, (self.undo, self.redo, self.fit, *reversed(self.tools.values())))
        column.addWidget(self.banner)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(self.canvas)
        split.addWidget(self._side())
        split.setStretchFactor(0, 1)
        column.addWidget(split, 1)
        column.addWidget(self.told)
        self.tools[HOLD].setChecked(True)
        self.banner.hide()

    def _side(self) -> QWidget:
        look = tokens()
        plain_side = QWidget()
        column, buttons = QVBoxLayout(plain_side), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(2))
        self.pieces.setAccessibleName(say("Everything on the drawing"))
        self.pieces.setMinimumHeight(look.row * 2)
        for button in (self.generate, self.labels, self.delete):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addWidget(self.pieces, 1)
        column.addWidget(self.fields)
        column.addLayout(buttons)
        self.side = QStackedWidget()
        for part in (plain_side, _scrolled(self.generator)):
            self.side.addWidget(part)
        self.side.setMinimumWidth(look.space(84))
        self.side.setMaximumWidth(look.space(104))
        return self.side

    def _connect(self) -> None:
        for name, button in self.tools.items():
            button.clicked.connect(lambda _=False, name=name: self.use(name))
        self.canvas.tool_used.connect(self._hand_free)
        self.grid.activated.connect(self._set_grid)
        self.sites.activated.connect(self._load_site)
        self.undo.clicked.connect(self.editor.undo)
        self.redo.clicked.connect(self.editor.redo)
        self.fit.clicked.connect(self.canvas.fit)
        self.delete.clicked.connect(self.editor.delete)
        self.generate.clicked.connect(self._generate)
        self.labels.clicked.connect(self._print_labels)
        self.generator.closed.connect(self._show_pieces)
        self.save.clicked.connect(self._save)
        self.pieces.currentItemChanged.connect(self._picked)
        self.editor.changed.connect(self._show)
        self.editor.chose.connect(self._chosen)
        self.editor.refused.connect(self._in_the_way)
        self.source.arrived.connect(self._arrived)
        self.source.failed.connect(self._failed)
        for keys, act in (("Ctrl+S", self._save), ("Ctrl+Z", self.editor.undo), ("Ctrl+Y", self.editor.redo),
                          ("Ctrl+Shift+Z", self.editor.redo)):  # fmt: skip
            made = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    # --- arriving ------------------------------------------------------------------------------------------------

    def arrive(self, **arguments: Any) -> None:
        """Read the building, unless something is drawn and not saved."""
        super().arrive()
        self.source.want()

    @Slot()
    def _arrived(self) -> None:
        floors = self.source.floors
        known = [self.sites.itemData(place) for place in range(self.sites.count())]
        if known != list(floors):
            self.sites.clear()
            for site, laid in floors.items():
                self.sites.addItem(laid.floor.name or site, site)
            self.sites.setVisible(len(floors) > 1)
        if not self.editor.dirty:
            self._load_site()
        elif self.source.floors.get(self.editor.saved.site) is not None:
            self._notice_others()

    def _notice_others(self) -> None:
        fresh = self.source.floors[self.editor.saved.site].floor
        if fresh != self.editor.saved and not self._sent:
            self._tell("warn", say("Somebody else changed the building meanwhile. Saving keeps what you drew; Undo"
                                   " everything to see theirs."))  # fmt: skip

    @Slot()
    def _load_site(self) -> None:
        site = self.sites.currentData()
        if site in self.source.floors:
            self.editor.load(self.source.floors[site].floor)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        self._tell("bad", wrong_in_words(error))

    # --- showing -------------------------------------------------------------------------------------------------

    @Slot()
    def _show(self) -> None:
        editor, floor = self.editor, self.editor.plan.floor
        self.undo.setEnabled(editor.can_undo)
        self.redo.setEnabled(editor.can_redo)
        self.save.setEnabled(editor.dirty and not self._sent and self.desk.may("master_data.sites"))
        if not editor.dirty and not self._sent and self.banner.tone() == "warn":
            self.banner.hide()
        wanted = [(piece.kind, piece.code) for piece, _ in editor.plan.things()]
        told = say("{zones} zones, {aisles} aisles, {places} locations", zones=len(floor.zones),
                   aisles=len(floor.walks), places=f"{len(floor.places):,}")  # fmt: skip
        if not wanted:
            told = say("Nothing is drawn yet. Give the building its size at the right, then draw zones, aisles and"
                       " docks.")  # fmt: skip
        self.told.setText(f"{told} · {say('not saved yet')}" if editor.dirty else told)
        there = [(self.pieces.item(n).data(_KIND), self.pieces.item(n).data(_CODE)) for n in range(self.pieces.count())]
        if wanted != there:
            self._list(wanted)
        self._mark()

    def _list(self, wanted: list[tuple[str, str]]) -> None:
        titles = {ZONE: say("Zone"), AISLE: say("Aisle"), DOCK: say("Dock")}
        self.pieces.blockSignals(True)
        self.pieces.clear()
        for kind, code in wanted:
            item = QListWidgetItem(f"{titles[kind]} {code}")
            item.setData(_KIND, kind)
            item.setData(_CODE, code)
            self.pieces.addItem(item)
        self.pieces.blockSignals(False)

    @Slot()
    def _chosen(self) -> None:
        self._show_pieces()
        self._mark()

    def _mark(self) -> None:
        """Show what is held, and what can be done with it."""
        piece, thing = self.editor.selected, self.editor.thing
        aisle = isinstance(thing, Walk) and not thing.cross
        self.generate.setVisible(aisle)
        self.labels.setVisible(thing is not None and not self.editor.is_new(piece))
        self.delete.setVisible(thing is not None)
        self.pieces.blockSignals(True)
        self.pieces.setCurrentRow(-1)
        for row in range(self.pieces.count()):
            item = self.pieces.item(row)
            if (item.data(_KIND), item.data(_CODE)) == (piece.kind, piece.code):
                self.pieces.setCurrentItem(item)
        self.pieces.blockSignals(False)

    @Slot()
    def _picked(self) -> None:
        item = self.pieces.currentItem()
        if item is not None:
            self.editor.select(Piece(item.data(_KIND), item.data(_CODE)))

    @Slot()
    def _show_pieces(self) -> None:
        self.side.setCurrentIndex(0)

    # --- tools ---------------------------------------------------------------------------------------------------

    def use(self, tool: str) -> None:
        """Draw with this tool; the keys go to the board."""
        self.canvas.tool = tool
        for name, button in self.tools.items():
            button.setChecked(name == tool)
        self.canvas.setFocus()

    @Slot()
    def _hand_free(self) -> None:
        self.use(HOLD)

    @Slot()
    def _set_grid(self) -> None:
        self.editor.grid = int(self.grid.currentData())
        self.canvas.update()

    @Slot()
    def _generate(self) -> None:
        thing = self.editor.thing
        if isinstance(thing, Walk):
            self.side.setCurrentIndex(1)
            self.generator.begin(thing)

    @Slot()
    def _print_labels(self) -> None:
        piece = self.editor.selected
        name = {ZONE: "zone", AISLE: "aisle", DOCK: "location"}[piece.kind]
        self.desk.print("location_labels", **{name: piece.code})

    # --- saving --------------------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        self.banner.hide()
        self._sent = self.editor.commands()
        self.save.setEnabled(False)
        self.desk.run(self._sent, self._saved, owner=self, failed=self._refused)

    @Slot(object)
    def _saved(self, answers: list[Any]) -> None:
        self._sent = []
        self.editor.load(self.editor.plan.floor)
        self.desk.notice(RIGHT, say("The layout is saved."))
        self.source.read()

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        sent, self._sent = self._sent, []
        self._show()
        self._tell("bad", _about(sent, error))

    @Slot(str)
    def _in_the_way(self, text: str) -> None:
        self._tell("warn", text)

    def _tell(self, tone: str, text: str) -> None:
        self.banner.tell(tone, text)
        self.banner.show()


def _about(sent: list[Command], error: Exception) -> str:
    """What is wrong, with what it is wrong about."""
    if not isinstance(error, Refused) or error.step >= len(sent):
        return wrong_in_words(error)
    command: Any = sent[error.step]
    if isinstance(command, RegisterLocations):
        first = next((problem for problem in error.problems if problem.row), None)
        code = command.lines[first.row - 1].code if first is not None and first.row else ""
        return f"{code}: {wrong_in_words(error)}" if code else wrong_in_words(error)
    code = getattr(command, "code", "")
    return f"{code}: {wrong_in_words(error)}" if code else wrong_in_words(error)


def _tool(title: str, picture: str) -> QPushButton:
    made = quiet(title, picture)
    made.setCheckable(True)
    return made


def _scrolled(inside: QWidget) -> QScrollArea:
    made = QScrollArea(widgetResizable=True)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setWidget(inside)
    return made
