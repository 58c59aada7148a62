"""What can be planned at once: docks where goods lie, and their newest receipts; any other code may be typed."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox

from wms.gui.desk.desk import Desk
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.queries.page import Filter, Page

_WIDTH, _MOST = 100, 20


class WhatWaits(QComboBox):
    """`entered`: Enter was pressed on what stands there."""

    entered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._codes: dict[str, str] = {}
        self._docks: list[tuple[str, str]] = []
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(tokens().space(_WIDTH))
        self.setAccessibleName(say("What is to be put away"))
        line = self.lineEdit()
        if line is not None:
            line.setPlaceholderText(say("A receipt, a dock, a licence plate"))
            line.setAccessibleName(say("What is to be put away"))
            line.returnPressed.connect(self.entered)

    def ask(self) -> None:
        """Look what lies in the receiving zones."""
        self.desk.ask("stock_by_location", self._docks_found, owner=self, limit=_MOST,
                      filters=(Filter("purpose", "=", "receiving"),))  # fmt: skip

    def code(self) -> str:
        """The code that is meant: of the entry that was chosen, or what was typed."""
        text = self.currentText().strip()
        return self._codes.get(text, text)

    @Slot(object)
    def _docks_found(self, page: Page) -> None:
        self._docks = [
            (row.location, say("{place}: {count} pieces lie there", place=row.location, count=f"{row.on_hand:,}"))
            for row in page.rows
        ]
        self.desk.ask("receipts", self._receipts_found, owner=self, limit=_MOST)

    @Slot(object)
    def _receipts_found(self, page: Page) -> None:
        """Only receipts whose dock still holds goods."""
        docks = {code for code, _ in self._docks}
        receipts = [
            (row.receipt, say("{receipt} at {dock}, {supplier}", receipt=row.receipt, dock=row.dock,
                              supplier=row.supplier_name or row.supplier))
            for row in page.rows if row.dock in docks
        ]  # fmt: skip
        typed = self.currentText()
        self._codes = {text: code for code, text in (*self._docks, *receipts)}
        self.clear()
        self.addItems(list(self._codes))
        self.setEditText(typed or next(iter(self._codes), ""))
