"""Licence plates as they stand on one another, with a field to find one and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout

from wms.gui.desk.desk import Desk, wrong_in_words
from wms.gui.pages.page import Page
from wms.gui.registry.declared import Subject
from wms.gui.scan.heard import Heard
from wms.gui.screens.inventory.plates_tree import PlatesTree
from wms.gui.tables.inputs import TextInput
from wms.gui.texts.say import say, say_as
from wms.gui.theme.icons import icon
from wms.gui.theme.shrinking import Shrinking
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption, plain, primary
from wms.gui.theme.widgets_panels import EmptyState
from wms.queries import page as pages


class PlatesPage(Page):
    """`arrive(code=…)` opens the tree down to that plate."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Licence plates"))
        self.field = TextInput(say("Find a licence plate"), say("Find a licence plate"))
        self.place = TextInput(say("Only at this location"), say("Only at this location"))
        self.tree = PlatesTree(desk)
        self.shown = caption("")
        self._body = QStackedWidget()
        self._exact = ""
        self._lay_out()
        self.field.changed.connect(self._seek)
        self.place.changed.connect(self._seek)
        self.tree.moved.connect(self._follow)
        self.tree.opened.connect(self._open)
        self.tree.plates.told.connect(self._tell)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self._to_field)
        self.tree.plates.seek("")

    # --- arriving ------------------------------------------------------------------------------------------------

    def arrive(self, code: str = "", **arguments: Any) -> None:
        """Look at all plates, or go to the one named."""
        if code:
            self.go_to(code)

    def go_to(self, code: str) -> None:
        """Open the tree down to this plate."""
        self.field.put(code)
        self._seek()

    def take(self, heard: Heard) -> bool:
        """A scanned plate is gone to."""
        code = heard.code("lpn")
        if code:
            self.go_to(code)
        return bool(code)

    def state(self) -> dict[str, Any]:
        """What is sought."""
        return {"find": self.field.text(), "place": self.place.text()}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look again as when `state` was given."""
        self.field.put(str(state.get("find", "")))
        self.place.put(str(state.get("place", "")))
        self._seek()

    # --- seeking -------------------------------------------------------------------------------------------------

    @Slot()
    def _seek(self) -> None:
        """Only plates that fit; where a whole code stands, the tree opens to it."""
        self._exact = self.field.text().strip()
        self.tree.plates.seek(self._exact, self.place.text().strip())
        if self._exact:
            self.desk.ask("lpn_path", self._way_found, owner=self, failed=self._no_way, lpn=self._exact)

    @Slot(object)
    def _way_found(self, page: pages.Page) -> None:
        if page.rows and page.rows[-1].lpn == self._exact:
            self.tree.reveal([row.lpn for row in page.rows])

    @Slot(object)
    def _no_way(self, error: Exception) -> None:
        """Only a part of a code was typed: what contains it is shown."""

    # --- shown ---------------------------------------------------------------------------------------------------

    @Slot()
    def _tell(self) -> None:
        plates = self.tree.plates
        count = len(plates.root.kids)
        words = say("{count} stand on the floor", count=f"{count:,}") if count else ""
        self.shown.setText(say("{words}, and more", words=words) if plates.root.more else words)
        if not plates.loading and not count:
            self._show_empty()
        elif count:
            self._body.setCurrentIndex(0)

    def _show_empty(self) -> None:
        old, error = self._body.widget(1), self.tree.plates.error
        if old is not None:
            self._body.removeWidget(old)
            old.deleteLater()
        if error is not None:
            made = EmptyState("error", say("The list cannot be shown"), wrong_in_words(error))
        elif self.field.text().strip() or self.place.text().strip():
            made = EmptyState("search", say("Nothing found"), say("No licence plate fits what you are looking for."))
        else:
            made = EmptyState(
                "pallet", say("No licence plate yet"),
                say("What is received onto a licence plate, or put into a tote or a carton, is found here."),
            )  # fmt: skip
        self._body.addWidget(made)
        self._body.setCurrentIndex(1)

    @Slot(object)
    def _follow(self, row: Any) -> None:
        if row is not None:
            self.desk.show(_subject(row))

    @Slot(object)
    def _open(self, row: Any) -> None:
        """A plate's contents, or the item's stock."""
        if row.item is None:
            self.tree.setExpanded(self.tree.currentIndex(), not self.tree.isExpanded(self.tree.currentIndex()))
            self.desk.show(_subject(row))
        else:
            self.desk.open("inventory", tab="stock", code=row.item)

    @Slot()
    def _to_field(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    def _lay_out(self) -> None:
        look = tokens()
        page, head = QVBoxLayout(self), QHBoxLayout()
        page.setContentsMargins(0, look.space(2), 0, 0)
        page.setSpacing(look.space(2))
        head.setSpacing(look.space(2))
        self.field.addAction(icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.place.addAction(icon("location", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        for part in (self.field, self.place):
            part.setClearButtonEnabled(True)
            part.setMinimumWidth(look.space(48))
            part.setMaximumWidth(look.space(64))
            part.textChanged.connect(self._cleared)
            head.addWidget(part, 1)
        head.addStretch(0)
        buttons = [self._button(offer, action) for offer, action in self.tree.actions_of[False]
                   if offer.main or not offer.needs_row]  # fmt: skip
        for button in buttons:
            head.addWidget(button)
        Shrinking(self, head, buttons[::-1])
        self._body.addWidget(self.tree)
        page.addLayout(head)
        page.addWidget(self._body, 1)
        page.addWidget(self.shown)

    def _button(self, offer: Any, action: Any) -> QPushButton:
        made = (primary if offer.needs_row else plain)(say_as("offer", offer.title), offer.icon)
        made.setEnabled(action.isEnabled())
        made.clicked.connect(action.trigger)
        action.enabledChanged.connect(made.setEnabled)
        return made

    @Slot(str)
    def _cleared(self, text: str) -> None:
        if not text:
            self._seek()


def _subject(row: Any) -> Subject:
    return Subject("lpn", row.lpn) if row.item is None else Subject("item", row.item)
