"""The details pane: what the selected thing is, what it consists of, what happened to it, and why.

It follows the selection of whatever screen is open. A code inside it leads on to that thing; Back leads back.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from wms.gui.desk.desk import Desk
from wms.gui.registry.declared import Offer, Sheet, Subject
from wms.gui.registry.subjects import KINDS, Kind, Part, opens
from wms.gui.shell.part_table import PartTable
from wms.gui.texts.say import say, say_as
from wms.gui.texts.shown import shown
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import hint, subtitle, tool
from wms.gui.theme.widgets_facts import FactGrid
from wms.gui.theme.widgets_panels import EmptyState, Section
from wms.gui.theme.widgets_status import Chip, tone_of
from wms.queries.page import Filter, Page
from wms.queries.question import QUESTIONS

PAUSE_MS, ROWS = 60, 8


class Details(QFrame):
    """One subject at a time. `pinned` stays with its subject whatever is selected; `closed` asks to be hidden."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("details")
        self.setAccessibleName(say("Details"))
        self.desk = desk
        self._subject: Subject | None = None
        self._before: list[Subject] = []
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("detailsScroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._layout.addWidget(self._scroll)
        desk.changed.connect(self._changed)
        self._show_nothing()

    @property
    def subject(self) -> Subject | None:
        """What is shown."""
        return self._subject

    @Slot(object)
    def follow(self, subject: Subject | None) -> None:
        """The selection is now this; shown once it rests there."""
        if subject == self._subject:
            return
        self._subject = subject if subject is None or subject.kind in KINDS else None
        self._before.clear()
        self._pause.start()

    def lead_on(self, subject: Subject) -> None:
        """Go from what is shown to something it names."""
        if self._subject is not None:
            self._before.append(self._subject)
        self._subject = subject
        self._pause.start()

    @Slot()
    def back(self) -> None:
        """Return to what was shown before."""
        if self._before:
            self._subject = self._before.pop()
            self._pause.start()

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        """Ask again when what is shown may have changed."""
        if self._subject is None or self.isHidden():
            return
        kind = KINDS[self._subject.kind]
        questions = [kind.facts[0], *(part.question for part in kind.parts)]
        if any(topics & set(QUESTIONS[name].topics) for name in questions):
            self._pause.start()

    @Slot()
    def _ask(self) -> None:
        subject = self._subject
        if subject is None:
            self._show_nothing()
            return
        question, column = KINDS[subject.kind].facts
        where = (Filter(column, "=", subject.code),)
        self.desk.ask(question, self._found, owner=self, filters=where, limit=1)

    @Slot(object)
    def _found(self, page: Page) -> None:
        subject = self._subject
        if subject is None:
            return
        if not page.rows:
            self._show_nothing(say("{code} is not there any more.", code=subject.code))
            return
        row = page.rows[0]
        kind = KINDS[subject.kind]
        mine = isinstance(row, QUESTIONS[kind.facts[0]].row)  # the answer may be to what was asked before
        if mine and getattr(row, kind.facts[1]) == subject.code:
            self._show(subject, kind, row)

    def _show_nothing(self, text: str = "") -> None:
        told = text or say("Select something to see what it is, where it is, and why.")
        self._replace(EmptyState("info", say("Details"), told))

    def _show(self, subject: Subject, kind: Kind, row: Any) -> None:
        inside, column = _column()
        column.addLayout(self._head(subject, kind, row))
        column.addLayout(self._buttons(kind, row))
        if not kind.facts_last:
            column.addWidget(_facts(kind, row))
        for part in kind.parts:
            column.addWidget(self._part(part, subject))
        if kind.facts_last:
            column.addWidget(Section(say("About it"), _facts(kind, row)))
        column.addStretch(1)
        self._replace(inside)

    def _replace(self, widget: QWidget) -> None:
        place = self._scroll.verticalScrollBar().value()
        self._scroll.setWidget(widget)
        self._scroll.verticalScrollBar().setValue(place)

    def _head(self, subject: Subject, kind: Kind, row: Any) -> QVBoxLayout:
        head, line = QVBoxLayout(), QHBoxLayout()
        head.setSpacing(tokens().space(1))
        if self._before:
            back = tool("left", say("Back to {code}", code=self._before[-1].code))
            back.clicked.connect(self.back)
            line.addWidget(back)
        line.addWidget(hint(say(kind.title)), 1)
        state = getattr(row, "state", None) or getattr(row, "status", None)
        if state:
            line.addWidget(Chip(shown(state), tone_of(str(state))))
        home = opens(subject.kind)
        if home is not None:
            go = tool("external", say("Open its screen"))
            go.clicked.connect(self._go_home)
            line.addWidget(go)
        close = tool("close", say("Hide the details"))
        close.clicked.connect(self.closed)
        line.addWidget(close)
        head.addLayout(line)
        head.addWidget(subtitle(subject.code))
        if kind.headline:
            head.addWidget(hint(str(getattr(row, kind.headline) or "")))
        return head

    @Slot()
    def _go_home(self) -> None:
        if self._subject is not None and (home := opens(self._subject.kind)) is not None:
            self.desk.open(home[0], tab=home[1], code=self._subject.code)

    def _buttons(self, kind: Kind, row: Any) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(tokens().space(1))
        for offer in kind.offers:
            if self.desk.may_run(offer.command):
                line.addWidget(self._offer(offer, row))
        for sheet in kind.papers:
            line.addWidget(self._sheet(sheet, row))
        line.addStretch(1)
        return line

    def _offer(self, offer: Offer, row: Any) -> QWidget:
        filled = {name: str(getattr(row, column)) for name, column in offer.filled.items()} | dict(offer.fixed)
        button = tool(offer.icon or "edit", say_as("offer", offer.title))
        button.clicked.connect(lambda _=False: self.desk.form(offer.command, **filled))
        return button

    def _sheet(self, sheet: Sheet, row: Any) -> QWidget:
        given = {name: str(getattr(row, column)) for name, column in sheet.filled.items()}
        button = tool("print", say(sheet.title))
        button.clicked.connect(lambda _=False: self.desk.print(sheet.paper, **given))
        return button

    def _part(self, part: Part, subject: Subject) -> QWidget:
        table = PartTable(self.desk, part, subject, ROWS)
        table.led_on.connect(self.lead_on)
        section = Section(say_as("part", part.title), table)
        table.counted.connect(section.setVisible)
        section.hide()
        return section


def _column() -> tuple[QWidget, QVBoxLayout]:
    inside = QWidget()
    inside.setObjectName("detailsInside")
    column = QVBoxLayout(inside)
    edge = tokens().space(4)
    column.setContentsMargins(edge, edge, edge, edge)
    column.setSpacing(tokens().space(4))
    return inside, column


def _facts(kind: Kind, row: Any) -> QWidget:
    """What the question says of it, in the question's own words; what is empty is left out."""
    entry = QUESTIONS[kind.facts[0]]
    skipped = {kind.facts[1], kind.headline, "state"}
    facts = [
        (say_as("column", column.title), shown(getattr(row, column.name), column.kind))
        for column in entry.described
        if column.kind != "id" and column.name not in skipped and getattr(row, column.name) not in (None, "")
    ]
    return FactGrid(facts)


