"""The screen of putaway: the bench, the tasks, and the plan of a whole truckload."""

from __future__ import annotations

from wms.gui.desk.desk import Desk
from wms.gui.pages.page import Page
from wms.gui.pages.tabs import TabbedPage
from wms.gui.screens.putaway.bench import PutBench
from wms.gui.screens.putaway.plan import PlanPage
from wms.gui.screens.putaway.tasks import TasksPage
from wms.gui.texts.say import say


def make(desk: Desk) -> Page:
    """Putaway, by scan, as a list, or planned at once."""
    return TabbedPage(
        desk,
        say("Putaway"),
        [
            ("put", "Put away by scan", lambda: PutBench(desk), "putting_away.confirm"),
            ("tasks", "Tasks", lambda: TasksPage(desk)),
            ("plan", "Plan a truckload", lambda: PlanPage(desk), "putting_away.propose"),
        ],
    )

