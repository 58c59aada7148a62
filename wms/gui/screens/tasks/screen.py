"""The screen of tasks: my work, all tasks, and the people."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from wms.gui.desk.desk import Desk
from wms.gui.pages.listing import ListingPage
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.tasks import lists
from wms.gui.screens.tasks.benches import Beginning
from wms.gui.screens.tasks.mine import MinePage
from wms.gui.screens.tasks.people import PeoplePage
from wms.gui.texts.say import say
from wms.gui.theme.widgets import primary
from wms.model.words import TaskState


class AllPage(ListingPage):
    """All tasks; whoever may do one begins it from here too."""

    def __init__(self, desk: Desk) -> None:
        self.begin = primary(say("Begin"), "play")
        super().__init__(desk, lists.ALL, heading=False)
        self.beginning = Beginning(desk, self)
        self.begin.clicked.connect(self._begin)
        self.pane.current_changed.connect(self._show_begin)
        self._show_begin(None)

    def _buttons(self) -> list[QPushButton]:
        """The way to the bench, then the main offers."""
        return [self.begin, *super()._buttons()]

    @Slot()
    def _begin(self) -> None:
        row = self.pane.current_row()
        if row is not None:
            self.beginning.begin(row)

    @Slot(object)
    def _show_begin(self, row: Any) -> None:
        mine = row is not None and (row.state is TaskState.OPEN or row.claimed_by == self.desk.login)
        self.begin.setEnabled(mine and row.state in (TaskState.OPEN, TaskState.CLAIMED))


class TasksPage(TabbedPage):
    """`arrive(tab="all")` is the list of all tasks, as is "tasks"."""

    def arrive(self, tab: str = "", **arguments: Any) -> None:
        """As every page of tabs."""
        super().arrive("tasks" if tab == "all" else tab, **arguments)


def make(desk: Desk) -> Page:
    """Tasks: what I do next, everything there is to do, and who does it."""
    return TasksPage(
        desk,
        say("Tasks"),
        [
            ("mine", "My work", partial(MinePage, desk)),
            ("tasks", "All tasks", partial(AllPage, desk)),
            ("people", "People", partial(PeoplePage, desk), "tasks.manage"),
        ],
    )

