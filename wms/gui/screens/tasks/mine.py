"""My work: the next piece of it in large letters with one key to begin, and the queue behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from wms.gui.desk.desk import Desk
from wms.gui.pages.around import AroundListPage
from wms.gui.screens.tasks.benches import Beginning, known_to
from wms.gui.screens.tasks.lists import MINE
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown, word
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import big, hint, primary
from wms.gui.theme.widgets_panels import Panel
from wms.queries import page as pages

AGAIN_MS = 30_000
_TOPICS = frozenset({"tasks", "waves"})
KEY = "F2"


class MinePage(AroundListPage):
    """`next` is the row of what to do now; None when there is nothing."""

    def __init__(self, desk: Desk) -> None:
        asked: dict[str, Any] = {"user": desk.login, "kinds": known_to(desk)}
        super().__init__(desk, say("My work"), replace(MINE, fixed=asked))
        self._asked = asked
        self.next: Any = None
        self.beginning = Beginning(desk, self)
        self.words, self.more = big(""), hint("")
        self.go = primary(say("Begin ({key})", key=KEY), "play")
        self._lay_out()
        self.go.clicked.connect(self.begin)
        self.list.pane.activated.disconnect()
        self.list.pane.activated.connect(self.beginning.begin)
        shortcut = QShortcut(QKeySequence(KEY), self)
        shortcut.activated.connect(self.begin)
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self.look)
        desk.changed.connect(self._changed)
        self._show()

    def arrive(self, **arguments: Any) -> None:
        """Look what is next, and go on looking."""
        self._timer.start()
        self.look()
        self.list.arrive(**arguments)
        self.go.setFocus()

    def leave(self) -> None:
        """Nobody looks."""
        self._timer.stop()

    @Slot()
    def look(self) -> None:
        """Ask what is next."""
        self.desk.ask("my_work", self._found, owner=self, limit=1, **self._asked)

    @Slot()
    def begin(self) -> None:
        """Claim the next piece of work and go to its bench."""
        if self.next is not None:
            self.beginning.begin(self.next)

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS and self.isVisible():
            self.look()

    def _found(self, page: pages.Page) -> None:
        self.next = page.rows[0] if page.rows else None
        self._show()

    def _show(self) -> None:
        row = self.next
        self.go.setEnabled(row is not None)
        if row is None:
            self.words.setText(say("No work waits for you"))
            self.more.setText(say("New tasks appear here by themselves."))
            return
        where = row.from_location or row.to_location or ""
        self.words.setText(say("{kind} at {place}", kind=_capital(word(row.kind.value)), place=where))
        self.more.setText(" · ".join(part for part in _details(row) if part))

    def _lay_out(self) -> None:
        look = tokens()
        panel = Panel()
        head = QHBoxLayout()
        head.setSpacing(look.space(6))
        texts = QVBoxLayout()
        texts.addWidget(self.words)
        texts.addWidget(self.more)
        head.addLayout(texts, 1)
        self.go.setMinimumHeight(look.control + look.space(4))
        head.addWidget(self.go)
        panel.column.addLayout(head)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, look.space(2), 0, 0)
        page.setSpacing(look.space(3))
        page.addWidget(panel)
        page.addWidget(self.list, 1)


def _details(row: Any) -> tuple[str, ...]:
    """What it is about, why it is next, and by when."""
    what = say("{count} stops", count=f"{row.tasks:,}") if row.tasks > 1 else ""
    if row.item:
        what = f"{row.quantity:,} × {row.item} {row.item_name or ''}".strip()
    way = say("{way} away", way=shown(row.distance_mm, "mm")) if row.distance_mm is not None else ""
    to = say("to {place}", place=row.to_location) if row.to_location and row.from_location else ""
    due = say("due {time}", time=shown(row.due_at)) if row.due_at is not None else ""
    return row.batch or row.document, what, to, word(row.why.value), way, due


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
