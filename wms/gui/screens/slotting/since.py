"""What changed since last time: a re-slotting plan held against the last one that was applied, or else kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.screens.slotting.wishes import SENTENCES
from wms.gui.tables.few import FewRows
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown, word
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption


class Since(QWidget):
    """A few sentences, and item by item what goes elsewhere than the plan before wanted."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.told = caption("")
        self.told.setWordWrap(True)
        titles = (say("Item"), say("Since then"), say("Lies at"), say("To, then"), say("To, now"))
        self.table = FewRows(say("What changed since last time"), [(title, "text") for title in titles])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, tokens().space(1), 0, 0)
        column.setSpacing(tokens().space(1.5))
        column.addWidget(self.told)
        column.addWidget(self.table, 1)

    def show_since(self, since: Any, changes: Sequence[Any]) -> None:
        """Show a row of `slotting_since` (None: there is nothing before) and those of `slotting_changes`."""
        self.table.setVisible(since is not None)
        if since is None:
            self.told.setText(say("This is the first plan; the next one will be held against it."))
            return
        self.told.setText("\n".join(_sentences(since)))
        self.table.show_rows([(row.item, shown(row.change, "told"), row.lies, row.then_to or "–", row.now_to or "–")
                              for row in changes])  # fmt: skip


def _sentences(since: Any) -> list[str]:
    told = [
        say("Against {plan} of {moment} ({state}): {new} items move that did not, {gone} stay that were to move, "
            "{elsewhere} go elsewhere, {same} go as before.", plan=since.against, moment=shown(since.against_made_at),
            state=word(since.against_state.value), new=since.new, gone=since.gone, elsewhere=since.elsewhere,
            same=since.same),
        say("Walked a day with the homes of the time: {then} then, {now} now.", then=shown(since.then_mm, "mm"),
            now=shown(since.now_mm, "mm")),
    ]  # fmt: skip
    if since.wishes:
        told.append(say("Other wishes: {wishes}", wishes="; ".join(map(_wish, since.wishes.split(", ")))))
    return told


def _wish(text: str) -> str:
    """A wish as it stands on the workbench, with what it was and is."""
    name, _, values = text.partition(" ")
    return f"{say(SENTENCES[name]).rstrip('.')} {values}" if name in SENTENCES else text
