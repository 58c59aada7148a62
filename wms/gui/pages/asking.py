"""A page that asks a planner something: wishes at the left, how far it is below them, what came of it at the right."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from wms.gui.desk.desk import Desk
from wms.gui.desk.long_work import LongWork
from wms.gui.pages.page import Page
from wms.gui.texts.say import say
from wms.gui.theme.tokens import tokens
from wms.gui.theme.widgets import caption
from wms.gui.theme.widgets_panels import EmptyState

_LEFT = 78


class AskingPage(Page):
    """An heir names its parts before `put_together`, and says in `set_going`, `show_result` and `show_progress` what
    they do. Ctrl+Return begins.
    """

    work: LongWork
    wishes: QWidget
    begin: QPushButton
    cancel: QPushButton
    result: QWidget

    def __init__(self, desk: Desk, title: str) -> None:
        super().__init__(desk, title)
        self.bar, self.doing = QProgressBar(), caption("")
        self.stack = QStackedWidget()

    def put_together(self, wishes_are: str, nothing_yet: EmptyState) -> None:
        """Lay the parts out; `wishes_are` is what a screen reader says of the wishes, `nothing_yet` stands at the
        right before there is a result.
        """
        self.begin.setShortcut("Ctrl+Return")
        self.begin.clicked.connect(self._begin)
        self.cancel.clicked.connect(self.work.cancel)
        self.work.changed.connect(self._show)
        self.stack.addWidget(self.result)
        self.stack.addWidget(nothing_yet)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, tokens().space(2), 0, 0)
        row.setSpacing(tokens().space(4))
        row.addWidget(self._left(wishes_are))
        row.addWidget(self.stack, 1)
        self._show()

    def _left(self, wishes_are: str) -> QWidget:
        look = tokens()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("Progress"))
        self.doing.setWordWrap(True)
        scroll = QScrollArea()
        scroll.setWidget(self.wishes)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(wishes_are)
        left = QWidget()
        left.setFixedWidth(look.space(_LEFT))
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, 0, look.space(2))
        side.setSpacing(look.space(2))
        side.addWidget(scroll, 1)
        for widget in (self.begin, self.cancel, self.bar, self.doing):
            side.addWidget(widget)
        return left

    def arrive(self, **arguments: Any) -> None:
        """The details make room for the result."""
        self.desk.room_wanted.emit(True)
        self.begin.setFocus()

    def leave(self) -> None:
        """The details may come back."""
        self.desk.room_wanted.emit(False)

    # --- what an heir says --------------------------------------------------------------------------------------------

    def set_going(self) -> None:
        """Begin the work with the wishes as they stand."""
        raise NotImplementedError

    def show_progress(self) -> None:
        """Show how far it is, in `bar` and `doing`."""
        raise NotImplementedError

    def show_result(self) -> bool:
        """Show what came of it; whether there is anything."""
        raise NotImplementedError

    # --- what is shown -----------------------------------------------------------------------------------------------

    @Slot()
    def _begin(self) -> None:
        self.set_going()

    @Slot()
    def _show(self) -> None:
        running, had = self.work.running, self.begin.hasFocus() or self.cancel.hasFocus()
        for widget in (self.cancel, self.bar, self.doing):
            widget.setVisible(running)
        self.begin.setVisible(not running)
        if had:
            (self.cancel if running else self.begin).setFocus()
        if running:
            self.show_progress()
        self.stack.setCurrentIndex(0 if self.show_result() else 1)
