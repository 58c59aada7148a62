"""One order on one page: how it stands, its lines with what is promised, where its goods are, and its history.

The line the keys are on tells below why it lacks stock, where it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.registry.declared import Offer, Subject
from wms.gui.scan.heard import Heard
from wms.gui.screens.orders.lists import ORDERS
from wms.gui.screens.orders.order_history import history
from wms.gui.screens.orders.unallocated import WhyPane
from wms.gui.tables.few import FewRows
from wms.gui.texts.say import say, say_as
from wms.gui.texts.shown import shown, word
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import grave, plain
from wms.gui.theme.widgets_facts import Figure, FigureRow
from wms.gui.theme.widgets_panels import EmptyState, Section
from wms.gui.theme.widgets_status import Chip, tone_of
from wms.model.words import Risk
from wms.queries import page as pages
from wms.queries.page import Filter

MOST = 500
TOPICS = frozenset({"orders", "stock", "waves", "cartons", "tasks", "asns", "*"})
_RISKS = {Risk.OVERDUE: "bad", Risk.LATE: "bad", Risk.AT_RISK: "warn"}


class OrderPage(Page):
    """`arrive(code=…)` shows that order; a scanned or typed number another. `order` is its row, None before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("One order"))
        self.code = ""
        self.order: Any = None
        self._lines: Sequence[Any] = ()
        self._promised: dict[str, Any] = {}
        self._commands: Sequence[Any] = ()
        self._moves: Sequence[Any] = ()
        self._make_parts()
        self._lay_out()
        desk.changed.connect(self._changed)
        self.field.returnPressed.connect(self._typed)
        self._show_order()

    # --- for others ------------------------------------------------------------------------------------------------

    def arrive(self, code: str = "", **arguments: Any) -> None:
        """Show this order; the details make room, as everything about it is here."""
        self.desk.room_wanted.emit(True)
        if code and code != self.code:
            self.show_code(code)
        else:
            self.refresh()
        if self.order is None and not code:
            self.field.setFocus()

    def leave(self) -> None:
        """The details come back."""
        self.desk.room_wanted.emit(False)

    def take(self, heard: Heard) -> bool:
        """A scanned order is shown."""
        code = heard.code("order")
        if code:
            self.show_code(code)
        return bool(code)

    def state(self) -> dict[str, Any]:
        """Which order."""
        return {"code": self.code}

    def restore(self, state: dict[str, Any]) -> None:
        """Show it again."""
        if state.get("code"):
            self.show_code(str(state["code"]))

    def show_code(self, code: str) -> None:
        """Show the order with this number."""
        self.code, self.order = code, None
        self.field.setText(code)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask for everything anew."""
        if not self.code:
            return
        ask, code = partial(self.desk.ask, owner=self, limit=MOST), self.code
        ask("order_outlook", self._order_found, order=code, at=self.desk.app.clock())
        ask("order_lines", self._lines_found, order=code)
        ask("who_holds", self._held_found, order=code)
        ask("cartons", self._cartons_found, order=code)
        ask("audit_trail", self._commands_found, document=code)
        ask("moves_of", self._moves_found, order=code)

    # --- what comes back -------------------------------------------------------------------------------------------

    @Slot(object)
    def _order_found(self, page: pages.Page) -> None:
        self.order = next(iter(page.rows), None)
        self._show_order()
        self._show_history()

    @Slot(object)
    def _lines_found(self, page: pages.Page) -> None:
        self._lines = page.rows
        items = tuple(dict.fromkeys(row.item for row in page.rows))
        self.desk.ask("available_to_promise", self._promise_found, owner=self, limit=MOST,
                      filters=(Filter("item", "in", items),))  # fmt: skip
        self._show_lines()

    @Slot(object)
    def _promise_found(self, page: pages.Page) -> None:
        self._promised = {row.item: row for row in page.rows}
        self._show_lines()

    @Slot(object)
    def _held_found(self, page: pages.Page) -> None:
        self.held.show_rows([
            (row.line, row.item, row.quantity, row.location, row.lpn, row.lot or row.serial, word(row.stage.value),
             say(row.reason)) for row in page.rows
        ])  # fmt: skip

    @Slot(object)
    def _cartons_found(self, page: pages.Page) -> None:
        self.cartons.show_rows([
            (row.carton, word(row.state.value), row.pieces, row.location or "", row.load or "") for row in page.rows
        ])  # fmt: skip

    @Slot(object)
    def _commands_found(self, page: pages.Page) -> None:
        self._commands = page.rows
        self._show_history()

    @Slot(object)
    def _moves_found(self, page: pages.Page) -> None:
        self._moves = page.rows
        self._show_history()

    # --- what is shown ---------------------------------------------------------------------------------------------

    def _show_order(self) -> None:
        row = self.order
        self.stack.setCurrentWidget(self.body if row is not None else self.empty)
        for offer, button in self.buttons:
            fits = row is not None and (not offer.when or str(row.state) in offer.when["state"])
            button.setVisible(fits)
        for chip in (self.state_chip, self.risk_chip):
            chip.setVisible(row is not None)
        if row is None:
            return
        self.state_chip.show_state(word(row.state.value), tone_of(row.state.value))
        self.risk_chip.show_state(word(row.risk.value), _RISKS.get(row.risk, "good"))
        self.customer.show_value(row.customer_name or row.customer, note=row.reference)
        carrier = row.carrier or say("any carrier")
        self.leaves.show_value(shown(row.cutoff_at), _RISKS.get(row.risk, "neutral"), carrier)
        self.promised.show_value(shown(row.due_at), note=say("priority {priority}", priority=row.priority))
        missing = row.missing > 0
        self.stock.show_value(f"{row.allocated:,} / {row.ordered:,}", "warn" if missing else "good",
                              say("{count} missing", count=f"{row.missing:,}") if missing else "")  # fmt: skip
        self.wave.show_value(row.wave or "–", note=say("shipped {count}", count=f"{row.shipped:,}"))

    def _show_lines(self) -> None:
        rows = []
        for line in self._lines:
            known, lacks = self._promised.get(line.item), line.ordered - line.allocated - line.shipped
            promise = known.promise_now if known is not None else None
            when = shown(known.next_expected_at) if known is not None and lacks > 0 else ""
            rows.append((line.line, line.item, line.item_name, line.ordered, line.allocated, line.picked, line.packed,
                         line.shipped, promise, when, say(line.unallocated_reason)))  # fmt: skip
        here = self.lines.currentIndex().row()
        self.lines.show_rows(rows, ["warn" if line.unallocated_reason else "neutral" for line in self._lines])
        lacking = next((n for n, line in enumerate(self._lines) if line.unallocated_reason), 0)
        self.lines.selectRow(here if 0 <= here < len(rows) else lacking)

    def _show_history(self) -> None:
        told = history(self._commands, self._moves, self.order.entered_at if self.order is not None else None)
        self.history.show_rows([(shown(at), what, who) for at, what, who in told])

    @Slot()
    def _line_chosen(self) -> None:
        """Why the line lacks stock; nothing to explain where it does not."""
        place = self.lines.currentIndex().row()
        line = self._lines[place] if 0 <= place < len(self._lines) else None
        lacks = line is not None and line.ordered > line.allocated + line.shipped
        self.why.setVisible(lacks)
        if lacks and line is not None:
            self.why.follow(_Lacking(self.code, line))

    @Slot(int)
    def _lead_on(self, place: int) -> None:
        self.desk.room_wanted.emit(False)
        self.desk.show(Subject("item", self._lines[place].item))

    # --- acting ----------------------------------------------------------------------------------------------------

    def _take_up(self, offer: Offer, checked: bool = False) -> None:
        filled = {name: getattr(self.order, column) for name, column in offer.filled.items()}
        self.desk.form(offer.command, None, **filled)

    @Slot()
    def _typed(self) -> None:
        if self.field.text().strip():
            self.show_code(self.field.text().strip())

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & TOPICS and self.isVisible():
            self.refresh()

    # --- how it is put together ------------------------------------------------------------------------------------

    def _make_parts(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("Scan or type an order"))
        self.field.setAccessibleName(say("Order"))
        self.state_chip, self.risk_chip = Chip(""), Chip("")
        self.customer, self.leaves = Figure(say("Customer"), "–"), Figure(say("Leaves at"), "–")
        self.promised, self.stock = Figure(say("Promised for"), "–"), Figure(say("Set aside"), "–")
        self.wave = Figure(say("Wave"), "–")
        self.lines = FewRows(say("Lines"), (
            (say("Line"), "number"), (say("Item"), "text"), (say("Name"), "text"), (say("Ordered"), "quantity"),
            (say("Set aside"), "quantity"), (say("Picked"), "quantity"), (say("Packed"), "quantity"),
            (say("Shipped"), "quantity"), (say("Free now"), "quantity"), (say("Next expected"), "text"),
            (say("Why not allocated"), "text"),
        ))  # fmt: skip
        self.held = FewRows(say("Where its goods are, and why"), (
            (say("Line"), "number"), (say("Item"), "text"), (say("Pieces"), "quantity"), (say("Location"), "text"),
            (say("Licence plate"), "text"), (say("Lot or serial"), "text"), (say("Stage"), "text"),
            (say("Why"), "text"),
        ))  # fmt: skip
        self.cartons = FewRows(say("Cartons"), (
            (say("Carton"), "text"), (say("State"), "text"), (say("Pieces"), "quantity"), (say("Location"), "text"),
            (say("Load"), "text"),
        ))  # fmt: skip
        self.history = FewRows(say("History"), (
            (say("When"), "text"), (say("What"), "text"), (say("Who"), "text"),
        ))  # fmt: skip
        self.why = WhyPane(self.desk)
        told = say("Scan or type an order's number above, or press Enter on one in the list.")
        self.empty = EmptyState("orders", say("No order is shown"), told)
        self.lines.selectionModel().currentRowChanged.connect(self._line_chosen)
        self.lines.opened.connect(self._lead_on)

    def _lay_out(self) -> None:
        look, page, head = tokens(), QVBoxLayout(self), QHBoxLayout()
        self.buttons: list[tuple[Offer, QPushButton]] = []
        head.setSpacing(look.space(2))
        self.field.setFixedWidth(look.space(60))
        for widget in (self.field, self.state_chip, self.risk_chip):
            head.addWidget(widget)
        head.addStretch(1)
        for offer in ORDERS.offers:
            if self.desk.may_run(offer.command):
                button = (grave if offer.grave else plain)(say_as("offer", offer.title), offer.icon)
                button.clicked.connect(partial(self._take_up, offer))
                head.addWidget(button)
                self.buttons.append((offer, button))
        self.body, self.stack = self._body(), QStackedWidget()
        self.stack.addWidget(self.body)
        self.stack.addWidget(self.empty)
        page.setContentsMargins(0, look.space(2), 0, 0)
        page.setSpacing(look.space(3))
        page.addLayout(head)
        page.addWidget(self.stack, 1)

    def _body(self) -> QWidget:
        look, made = tokens(), QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.space(3))
        column.addWidget(FigureRow(self.customer, self.leaves, self.promised, self.stock, self.wave))
        upper, lower, whole = (QSplitter(side) for side in (
            Qt.Orientation.Horizontal, Qt.Orientation.Horizontal, Qt.Orientation.Vertical))  # fmt: skip
        upper.addWidget(Section(say("Lines"), self.lines))
        upper.addWidget(self.why)
        aside = QSplitter(Qt.Orientation.Vertical)
        aside.addWidget(Section(say("Where its goods are, and why"), self.held))
        aside.addWidget(Section(say("Cartons"), self.cartons))
        lower.addWidget(aside)
        lower.addWidget(Section(say("History"), self.history))
        for split, shares in ((upper, (7, 4)), (lower, (6, 5)), (whole, (5, 6)), (aside, (5, 3))):
            split.setChildrenCollapsible(False)
            split.setSizes([look.space(share * 20) for share in shares])
            for place, share in enumerate(shares):
                split.setStretchFactor(place, share)
        whole.addWidget(upper)
        whole.addWidget(lower)
        whole.setSizes([look.space(100), look.space(120)])
        column.addWidget(whole, 1)
        return made


class _Lacking:
    """A line as the pane that tells why wants it."""

    def __init__(self, order: str, line: Any) -> None:
        self.order, self.line, self.item = order, line.line, line.item
        self.missing = line.ordered - line.allocated - line.shipped
