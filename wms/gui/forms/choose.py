"""Codes are offered while one types: those that begin so, then those whose code or name holds what was typed.

Nothing is forced: any text may be typed, the command says whether it fits. The question is asked once typing pauses,
one at a time, and an answer to what no longer stands there is not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from wms.gui.desk.desk import Desk
from wms.gui.forms.sources import SOURCES, Source
from wms.gui.texts.shown import shown
from wms.gui.theme.look import dress
from wms.gui.theme.tokens import tokens
from wms.queries.page import Filter, Page

PAUSE_MS = 150
MOST = 12
Around = Callable[[], Mapping[str, str]]


class Chooser(QObject):
    """Offers codes of one noun below a line of text. `chosen` gives the code; `around` what the other fields hold.

    `named` tells what bears the code that stands there, once it is left; empty when nothing here does.
    """

    chosen = Signal(str)
    named = Signal(str)

    def __init__(self, desk: Desk, line: QLineEdit, noun: str, around: Around) -> None:
        super().__init__(line)
        self._desk, self._line, self._around = desk, line, around
        self._source: Source = SOURCES[noun]
        self._rows: dict[str, str] = {}
        self._asked: str | None = None
        self._rounds: list[Filter] = []
        self._model = QStandardItemModel(self)
        self._popup = QListView()
        self._completer = self._made(line)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        line.textEdited.connect(self._pause.start)
        line.installEventFilter(self)

    def _made(self, line: QLineEdit) -> QCompleter:
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(Qt.ItemDataRole.UserRole)
        completer.setWidget(line)
        completer.setPopup(self._popup)
        completer.activated.connect(self._take)
        return completer

    @Slot()
    def look(self) -> None:
        """Ask for what begins with the text that stands there."""
        if self._asked is None:
            self._asked, self._rows = self._line.text().strip(), {}
            others = (self._source.code, *self._source.names[:1]) if self._asked else ()
            self._rounds = [Filter(column, "contains", self._asked) for column in others]
            self._ask(Filter(self._source.code, "starts", self._asked))

    def offered(self) -> list[str]:
        """The codes that were found for what stands there; none while they are looked for."""
        return list(self._rows)[:MOST] if self._asked is None else []

    def rest(self) -> None:
        """Offer nothing until somebody types again."""
        self._pause.stop()

    def name(self) -> None:
        """Find out what bears the code that stands there, and tell it by `named`."""
        code = self._line.text().strip()
        if not code or not self._source.names:
            self.named.emit("")
            return
        self._desk.ask(
            self._source.question, self._is_named, owner=self, failed=self._stays_silent, limit=1,
            filters=(Filter(self._source.code, "=", code), *self._source.filters), **self._source.fixed,
        )  # fmt: skip

    @Slot(object)
    def _is_named(self, page: Page) -> None:
        row = page.rows[0] if page.rows else None
        same = row is not None and str(getattr(row, self._source.code)) == self._line.text().strip()
        self.named.emit(self._name(row) if same else "")

    def _ask(self, wanted: Filter) -> None:
        source = self._source
        filters = (*source.filters, *((wanted,) if wanted.value else ()))
        self._desk.ask(
            source.question, self._found, owner=self, failed=self._stays_silent, filters=filters, limit=MOST,
            **source.fixed, **self._along(),
        )  # fmt: skip

    def _along(self) -> dict[str, Any]:
        """What other fields say already: lots are those of the item above, once there is one."""
        around = self._around()
        return {name: around[name] for name in self._source.along if around.get(name)}

    @Slot(object)
    def _found(self, page: Page) -> None:
        asked = self._asked
        for row in page.rows:
            code = str(getattr(row, self._source.code) or "")
            if code:
                self._rows.setdefault(code, self._name(row))
        if asked != self._line.text().strip():
            self._asked = None
            self.look()
        elif self._rounds and len(self._rows) < MOST:
            self._ask(self._rounds.pop(0))
        else:
            self._asked = None
            self._offer()

    def _name(self, row: Any) -> str:
        return " · ".join(text for name in self._source.names if (text := shown(getattr(row, name))))

    @Slot(object)
    def _stays_silent(self, error: Exception) -> None:
        """Nothing can be offered; the text may be typed all the same."""
        self._asked = None

    def _offer(self) -> None:
        self._model.clear()
        for code, name in list(self._rows.items())[:MOST]:
            item = QStandardItem(f"{code}   {name}" if name else code)
            item.setData(code, Qt.ItemDataRole.UserRole)
            self._model.appendRow(item)
        popup = self._popup
        if not self._rows or not self._line.hasFocus() or list(self._rows) == [self._line.text().strip()]:
            popup.hide()
        else:
            dress(popup)
            wanted = popup.sizeHintForColumn(0) + tokens().space(8)
            self._completer.complete(QRect(0, 0, max(self._line.width(), wanted), self._line.height()))

    @Slot(str)
    def _take(self, code: str) -> None:
        self._line.selectAll()
        self._line.insert(code)
        self.rest()
        self.chosen.emit(code)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The down key asks for the list; leaving the line asks for the name."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
                self.look()
                return True
        elif event.type() == QEvent.Type.FocusOut:
            self.name()
        return False
