"""All blanks of a command on one sheet: short ones side by side, tables below, what is seldom needed folded away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QVBoxLayout, QWidget

from wms.app.remember import SECRET
from wms.gui.desk.desk import Desk
from wms.gui.forms.blanks import FILE, Blank
from wms.gui.forms.box import Box
from wms.gui.forms.editors import editor_of
from wms.gui.forms.file_editor import FileEditor
from wms.gui.forms.lines import LineTable
from wms.gui.forms.placing import Placed
from wms.gui.forms.scanned import Scanned, routed
from wms.gui.forms.wording import meant
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets_panels import Section


class Sheet(QWidget):
    """The blanks of one command. `changed` tells that somebody changed something, `helped` gives a blank's help."""

    changed = Signal()
    helped = Signal(str)

    def __init__(self, desk: Desk, command: str, blanks: tuple[Blank, ...]) -> None:
        super().__init__()
        self._desk, self._command = desk, command
        self._columns = 4 if any(blank.kind == "lines" for blank in blanks) else 2
        self.boxes: dict[str, Box] = {}
        self.tables: dict[str, LineTable] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().space(4))
        asked = [blank for blank in blanks if blank.kind != "lines"]
        if any(not blank.folded for blank in asked):
            column.addWidget(self._grid([blank for blank in asked if not blank.folded]))
        self.more: Section | None = None
        seldom = [blank for blank in asked if blank.folded]
        if seldom:
            self.more = Section(say("More"), self._grid(seldom), collapsible=True, open_=False)
            column.addWidget(self.more)
        for blank in blanks:
            if blank.kind == "lines":
                column.addWidget(self._table(blank), 1)
        if not self.tables:
            column.addStretch(1)

    def _grid(self, blanks: Sequence[Blank]) -> QWidget:
        """Two columns, four beside tables; wide blanks stand over two."""
        held = QWidget()
        grid = QGridLayout(held)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(tokens().space(4))
        grid.setVerticalSpacing(tokens().space(3))
        for column in range(self._columns):
            grid.setColumnStretch(column, 1)
        row = column = 0
        for blank in blanks:
            box = self._box(blank)
            span = 2 if box.wide else 1
            if column + span > self._columns:
                row, column = row + 1, 0
            grid.addWidget(box, row, column, 1, span)
            column += span
        return held

    def _box(self, blank: Blank) -> Box:
        if blank.kind == "file":
            file = FileEditor(blank)
            file.named.connect(self._file_named)
            box = Box(blank, file)
        else:
            box = Box(blank, editor_of(self._desk, self._command, blank, self.around))
        box.changed.connect(self.changed)
        box.helped.connect(self.helped)
        self.boxes[blank.name] = box
        return box

    def _table(self, blank: Blank) -> LineTable:
        table = LineTable(self._desk, self._command, blank)
        table.changed.connect(self.changed)
        self.tables[blank.name] = table
        return table

    # --- what stands there ---------------------------------------------------------------------------------------

    def around(self) -> dict[str, str]:
        """The texts of all single blanks, by field."""
        return {name: box.editor.text() for name, box in self.boxes.items()}

    def values(self) -> dict[str, Any]:
        """What stands there, as `fields.read` takes it; what is left empty is left out."""
        found = {name: meant(box.blank, box.editor.text()) for name, box in self.boxes.items()}
        needed = {name for name, box in self.boxes.items() if box.blank.kind == "list" and box.blank.required}
        kept = {name: value for name, value in found.items() if value or name in needed}
        lines = {name: table.values() for name, table in self.tables.items()}
        return kept | {name: rows for name, rows in lines.items() if rows or self.tables[name].blank.required}

    def finish(self) -> None:
        """Keep what is just being typed into a table."""
        for table in self.tables.values():
            table.finish()

    def to_keep(self) -> dict[str, Any]:
        """The same, without what must not be written down."""
        return {name: value for name, value in self.values().items() if name not in SECRET}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Let values stand there; what is folded away is opened when it is filled."""
        for name, value in values.items():
            if name in self.boxes:
                self.boxes[name].editor.fill(value)
            elif name in self.tables:
                self.tables[name].load(value or ())
        if self.more is not None and any(values.get(name) for name, box in self.boxes.items() if box.blank.folded):
            self.unfold()

    def unfold(self) -> None:
        """Show what is seldom needed."""
        if self.more is not None and self.more.header is not None:
            self.more.header.setChecked(True)

    def _file_named(self, name: str) -> None:
        if "photo" in self.boxes:
            self.boxes["photo"].editor.enter(name)

    def take(self, scanned: Scanned) -> bool:
        """Let a scan fill the blanks, or a line of the table one stands in; True when it did."""
        for table in self.tables.values():
            if table.isAncestorOf(QApplication.focusWidget() or self) and table.take(scanned):
                return True
        focused = next((name for name, box in self.boxes.items() if box.editor.field.hasFocus()), "")
        blanks = [box.blank for box in self.boxes.values()]
        found = routed(self._command, blanks, focused, self.around(), scanned)
        for name, text in found.items():
            self.boxes[name].editor.enter(text)
            if self.boxes[name].blank.folded:
                self.unfold()
        if focused in found and self.boxes[focused].blank.kind != "list":
            self._go_on()
        return bool(found) or any(table.take(scanned) for table in self.tables.values())

    def _go_on(self) -> None:
        """To what must still be filled in, or else to the next blank: the scan has filled this one."""
        waiting = (box for box in self.boxes.values() if box.blank.required and not box.editor.text())
        box = next(waiting, None)
        box.editor.field.setFocus() if box is not None else self.focusNextChild()

    # --- what is wrong -------------------------------------------------------------------------------------------

    def mark(self, wrong: Sequence[Placed]) -> None:
        """Show every problem beside its field, all at once, and stand in the first that is wrong."""
        single = [each for each in wrong if not each.table]
        for name, box in self.boxes.items():
            said = [each.sentence for each in single if each.field == name]
            box.mark(*said)
            if said and box.blank.folded:
                self.unfold()
        for name, table in self.tables.items():
            cells: dict[tuple[int, str], list[str]] = {}
            for each in wrong:
                if each.table == name and each.row is not None:
                    cells.setdefault((each.row, each.field), []).append(each.sentence)
            table.mark(cells, [each.sentence for each in wrong if each.table == name and each.row is None])
        self._go_to_first(wrong)

    def _go_to_first(self, wrong: Sequence[Placed]) -> None:
        places = [*self.boxes, *self.tables]
        named = {each.table or each.field for each in wrong}
        first = next((name for name in places if name in named), "")
        if first in self.tables:
            self.tables[first].go_to_first_wrong()
        elif first:
            self.boxes[first].editor.field.setFocus()

    def stand_at_first_empty(self) -> None:
        """Where one begins to type: the first blank that must be filled in and is not, else the first."""
        for box in self.boxes.values():
            if box.blank.required and not box.editor.text() and box.blank.name != FILE:
                box.editor.field.setFocus()
                return
        if self.tables:
            next(iter(self.tables.values())).view.setFocus()
        elif self.boxes:
            next(iter(self.boxes.values())).editor.field.setFocus()
