"""What can be done with the selected rows: the offers this person may take up, and why one cannot be now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Slot

from wms.app import registry
from wms.base.errors import Refused
from wms.gui.desk.desk import RIGHT, WRONG, Desk, wrong_in_words
from wms.gui.registry.declared import Listing, Offer, Sheet
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown, word
from wms.operations.command import Command
from wms.operations.unit import Answer


class Offers(QObject):
    """The offers of one listing for one person."""

    def __init__(self, desk: Desk, listing: Listing, titles: Mapping[str, str], parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._listing, self._titles = desk, listing, titles
        self._names: list[str] = []
        self.allowed = [offer for offer in listing.offers if desk.may_run(offer.command)]

    def why_not(self, offer: Offer, rows: Sequence[Any]) -> str:
        """Why the offer cannot be taken up for these rows, in the language in use; empty when it can."""
        if not offer.needs_row:
            return ""
        if not rows:
            return say("Choose a row first.")
        if offer.asks and len(rows) > 1:
            return say("Choose one row only.")
        for column, values in offer.when.items():
            if any(str(getattr(row, column)) not in values for row in rows):
                wanted = ", ".join(word(value) for value in values)
                return say("Only where {column} is {values}.", column=self._titles.get(column, column), values=wanted)
        return ""

    def take_up(self, offer: Offer, rows: Sequence[Any]) -> None:
        """Open the form, or give the command at once: to all the rows together, or to none."""
        if self.why_not(offer, rows):
            return
        if offer.asks:
            self._desk.form(offer.command, None, **_filled(offer, rows[0] if offer.needs_row else None))
            return
        self._names = [self._name(row) for row in rows]
        commands = [_command(offer, row) for row in (rows if offer.needs_row else [None])]
        self._desk.run(commands, self._done, owner=self, failed=self._refused)

    def print(self, sheet: Sheet, rows: Sequence[Any]) -> None:
        """Print the paper for each of the rows."""
        for row in rows:
            self._desk.print(sheet.paper, **{name: getattr(row, column) for name, column in sheet.filled.items()})

    @Slot(object)
    def _done(self, answers: list[Answer]) -> None:
        if len(answers) == 1:
            self._desk.tell(answers[0])
        else:
            self._desk.notice(RIGHT, say("Done for {count} rows.", count=len(answers)))

    @Slot(object)
    def _refused(self, error: Exception) -> None:
        """Say which of several rows was in the way; nothing was done for the others either."""
        words = wrong_in_words(error)
        if isinstance(error, Refused) and len(self._names) > 1 and error.step < len(self._names):
            words = say("{name}: {problem} Nothing was done.", name=self._names[error.step], problem=words)
        self._desk.notice(WRONG, words)

    def _name(self, row: Any) -> str:
        column = self._listing.subject[1]
        return shown(getattr(row, column)) if column else ""


def _filled(offer: Offer, row: Any) -> dict[str, Any]:
    """The command's fields from the row; what the row does not know is left for people to fill in."""
    found = _said(offer.filled, row)
    if offer.line and row is not None:
        found["lines"] = [_said(offer.line, row)]
    return {**found, **offer.fixed}


def _said(filled: Mapping[str, str], row: Any) -> dict[str, Any]:
    """What the row knows, by the fields that want to know it."""
    found = {} if row is None else {name: getattr(row, column) for name, column in filled.items()}
    return {name: value for name, value in found.items() if value is not None}


def _command(offer: Offer, row: Any) -> Command:
    return registry.command(offer.command).type(**_filled(offer, row))
