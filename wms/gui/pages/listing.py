"""A page that is one list, under its title and main offers; the details pane follows what is selected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from wms.gui.pages.page import Page
from wms.gui.registry.declared import Listing, Subject
from wms.gui.registry.subjects import opens
from wms.gui.tables.pane import TablePane
from wms.gui.texts.say import say, say_as
from wms.gui.theme.icons import names
from wms.gui.theme.shrinking import Shrinking
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import grave, plain, primary, title

if TYPE_CHECKING:
    from wms.gui.desk.desk import Desk


_BESIDE = 2
"""So many buttons stand in the bar over the list."""


class ListingPage(Page):
    """One listing as a page. `heading=False` leaves the title out, where a tab says it already."""

    def __init__(self, desk: Desk, listing: Listing, *, heading: bool = True) -> None:
        super().__init__(desk, say(listing.title))
        self.listing = listing
        self.pane = TablePane(desk, listing)
        self._followed = False
        self._lay_out(heading)
        self.pane.current_changed.connect(self._follow)
        self.pane.activated.connect(self._open)

    def arrive(self, **arguments: Any) -> None:
        """`view` names a view, `find` is a text to find, `code` the subject to go to; other names are parameters."""
        seeking = self.pane.seeking
        if "code" in arguments and self.listing.first:
            self.pane.views.use("")
        if "view" in arguments:
            self.pane.views.use(str(arguments["view"]))
        for name in seeking.listing.asks:
            if name in arguments:
                seeking.give(name, arguments[name])
        if "find" in arguments:
            seeking.find(str(arguments["find"]))
        if "code" in arguments and self.listing.subject[1] in seeking.text_columns:
            seeking.find(str(arguments["code"]), self.listing.subject[1])
        self._follow(self.pane.current_row())

    def state(self) -> dict[str, Any]:
        """What is sought, and where the keys are."""
        return self.pane.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Look again as when `state` was given."""
        self.pane.restore(state)

    def subject_of(self, row: Any) -> Subject | None:
        """What a row is about; None for a list without subjects, or for a row that names none."""
        kind, column = self.listing.subject
        code = getattr(row, column, None) if row is not None and kind else None
        return Subject(kind, str(code)) if code not in (None, "") else None

    @Slot(object)
    def _follow(self, row: Any) -> None:
        subject = self.subject_of(row)
        if subject is not None or self._followed:  # nothing selected yet: what is shown stays
            self.desk.show(subject)
        self._followed = subject is not None

    @Slot(object)
    def _open(self, row: Any) -> None:
        subject = self.subject_of(row)
        home = opens(subject.kind) if subject is not None else None
        if subject is not None and home is not None:
            self.desk.open(home[0], tab=home[1], code=subject.code)

    def _lay_out(self, heading: bool) -> None:
        look = tokens()
        box, buttons = QVBoxLayout(self), self._buttons()
        edge = look.space(4) if heading else 0
        box.setContentsMargins(edge, edge or look.space(2), edge, look.space(2) if heading else 0)
        box.setSpacing(look.space(3))
        if heading or len(buttons) > _BESIDE:
            box.addLayout(self._head(heading, buttons))
        else:  # a row of their own would be wasted on so few
            for button in buttons:
                self.pane.bar.tools.addWidget(button)
            self.pane.bar.shrink(buttons[::-1])
        box.addWidget(self.pane, 1)

    def _head(self, heading: bool, buttons: Sequence[QPushButton]) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(tokens().space(2))
        if heading:
            head.addWidget(title(self.title))
        head.addStretch(1)
        for button in buttons:
            head.addWidget(button)
        Shrinking(self, head, buttons[::-1])
        return head

    def _buttons(self) -> list[QPushButton]:
        """The main offers; the first of them is what people come for."""
        made: list[QPushButton] = []
        for offer, action in self.pane.menus.offer_actions:
            if not offer.main:
                continue
            picture = offer.icon if offer.icon in names() else ""
            kind = grave if offer.grave else (plain if made else primary)
            button = kind(say_as("offer", offer.title), picture)
            button.clicked.connect(action.trigger)
            action.changed.connect(partial(_follow_action, button, action))
            _follow_action(button, action)
            made.append(button)
        return made


def _follow_action(button: QPushButton, action: QAction) -> None:
    button.setEnabled(action.isEnabled())
    button.setToolTip(action.toolTip())
