"""A table of lines to type into, by keyboard alone: Enter goes on to the next cell, and past the last row makes one.

Ctrl+V takes rows from a spreadsheet, Ctrl+C gives them, Ctrl+Delete removes rows, Ctrl+Z takes any of it back. Lines
that have lines of their own (an item its packaging levels) show those below, for the row one stands in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nsmallest
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.forms.blanks import Blank
from wms.gui.forms.cells import Cells
from wms.gui.forms.lines_model import LinesModel
from wms.gui.forms.lines_view import LinesView
from wms.gui.forms.scanned import Scanned, routed
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import as_tip, caption, strong, toned, tool

_SHOWN = 6
_ROWS, _NESTED_ROWS = 8, 4


class LineTable(QWidget):
    """The lines of one blank, with their buttons, what is wrong with them, and the lines within the current one."""

    changed = Signal()

    def __init__(self, desk: Desk, command: str, blank: Blank, nested: bool = False) -> None:
        super().__init__()
        self.blank = blank
        self._command = command
        self._of = ""
        self.model = LinesModel(blank.lines, self)
        self.cells = Cells(desk, command, self)
        self.view = LinesView(self.model, self.cells, say(blank.label))
        self.inner = [LineTable(desk, command, inner, nested=True) for inner in blank.lines if inner.kind == "lines"]
        self.view.setMinimumHeight(tokens().row * ((_NESTED_ROWS if nested or self.inner else _ROWS) + 1))
        self._problems = toned(caption(""), "bad")
        self._problems.setWordWrap(True)
        self._problems.hide()
        self._count = caption("")
        self._lay_out()
        self.setFocusProxy(self.view)
        self.model.edited.connect(self._edited)
        self.view.pasted.connect(self._say_unknown)
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        for table in self.inner:
            table.changed.connect(self._inner_changed)
        self.view.stand(0, 0)
        self._edited()

    def _lay_out(self) -> None:
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.setSpacing(tokens().space(1.5))
        head = QHBoxLayout()
        title = strong(f"{say(self.blank.label)} *" if self.blank.required else say(self.blank.label))
        title.setBuddy(self.view)
        title.setToolTip(as_tip(say(self.blank.help)))
        head.addWidget(title)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(_button("paste", say("Paste from a spreadsheet (Ctrl+V)"), self._paste, self))
        head.addWidget(_button("remove", say("Remove the line (Ctrl+Delete)"), self.view.remove_rows, self))
        around.addLayout(head)
        around.addWidget(self._problems)
        around.addWidget(self.view, 1)
        for table in self.inner:
            around.addWidget(table)

    # --- what stands there ---------------------------------------------------------------------------------------

    def load(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Let these lines stand there."""
        self.model.load(rows)
        self.view.stand(len(self.model.rows), 0)
        self._show_inner()
        self._count_lines()

    def finish(self) -> None:
        """Keep what is just being typed into a cell."""
        for table in (*self.inner, self):
            table.cells.finish()

    def values(self) -> list[dict[str, Any]]:
        """The lines as `fields.read` takes them."""
        return self.model.values()

    def mark(self, wrong: Mapping[tuple[int, str], list[str]], said: Sequence[str] = ()) -> None:
        """Show what is wrong: in cells (by the number of the line among those with anything in them, from 1), and
        with the table as a whole."""
        places = self.model.kept()
        cells = {(places[row - 1], name): told for (row, name), told in wrong.items() if 1 <= row <= len(places)}
        self.model.mark(cells)
        lines = [*said, *self._sentences(cells)][:_SHOWN]
        count = len(said) + sum(map(len, cells.values()))
        more = [say("… and {count} more", count=count - _SHOWN)] if count > _SHOWN else []
        self._problems.setText("\n".join(lines + more))
        self._problems.setVisible(bool(lines))

    def problems(self) -> str:
        """What is said to be wrong with the lines."""
        return self._problems.text() if not self._problems.isHidden() else ""

    def go_to_first_wrong(self) -> None:
        """Stand in the first cell that is wrong."""
        names = [blank.name for blank in self.blank.lines]
        if self.model.wrong:
            row, name = min(self.model.wrong, key=lambda cell: (cell[0], names.index(cell[1])))
            self.view.stand(row, names.index(name))
        self.view.setFocus()

    def _sentences(self, cells: Mapping[tuple[int, str], list[str]]) -> list[str]:
        """As many as are shown: of the first lines."""
        labels = {blank.name: say(blank.label) for blank in self.blank.lines}
        return [
            say("Line {line}, {field}: {problem}", line=row + 1, field=labels[name], problem=problem)
            for (row, name), told in nsmallest(_SHOWN, cells.items(), key=lambda cell: cell[0][0]) for problem in told
        ]  # fmt: skip

    def take(self, scanned: Scanned) -> bool:
        """Let a scan fill the line one stands in; a scan whose cell is filled already begins the next line."""
        for inner in self.inner:
            if inner.view.hasFocus() and inner.take(scanned):
                return True
        place, column = max(0, self.view.currentIndex().row()), max(0, self.view.currentIndex().column())
        typed = {name: str(text) for name, text in self.model.typed_in(place).items()}
        found = routed(self._command, self.blank.lines, self.blank.lines[column].name, typed, scanned)
        if not found:
            return False
        if any(typed.get(name) for name in found):
            place, typed = len(self.model.rows), {}
        self.model.replace(place, 1 if typed else 0, [{**self.model.typed_in(place), **found}])
        self.view.stand(place, column)
        return True

    # --- what happens --------------------------------------------------------------------------------------------

    @Slot()
    def _paste(self) -> None:
        self._say_unknown(self.view.paste())
        self.view.setFocus()

    @Slot(object)
    def _say_unknown(self, headings: tuple[str, ...]) -> None:
        if headings:
            names = ", ".join(headings)
            self.mark({}, [say("These columns are not known here and were left out: {names}", names=names)])

    @Slot()
    def _edited(self) -> None:
        self._count_lines()
        if not self.model.wrong:
            self._problems.hide()
        self._show_inner()
        self.changed.emit()

    def belongs_to(self, code: str) -> None:
        """The line of the table above that these lines belong to."""
        self._of = code
        self._count_lines()

    def _count_lines(self) -> None:
        count = len(self.model.kept())
        parts = [self._of] if self._of else []
        self._count.setText(" · ".join([*parts, f"{count:,}"]) if count or parts else "")

    @Slot(QModelIndex, QModelIndex)
    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        if now.row() != before.row():
            self._show_inner()

    def _show_inner(self) -> None:
        row = self.model.typed_in(self.view.currentIndex().row())
        for table in self.inner:
            wanted = row.get(table.blank.name) or []
            if wanted != table.values():
                table.model.load(wanted)
                table.view.stand(0, 0)
            table.belongs_to(str(row.get(self.blank.lines[0].name) or ""))
            table.setEnabled(bool(row))

    @Slot()
    def _inner_changed(self) -> None:
        place = self.view.currentIndex().row()
        if place < len(self.model.rows):
            for table in self.inner:
                self.model.put(place, table.blank.name, table.values())


def _button(name: str, hint: str, clicked: Any, parent: QWidget) -> QToolButton:
    button = tool(name, hint)
    button.setParent(parent)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(clicked)
    return button
