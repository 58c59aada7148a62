"""A day tried out: say how it shall be run, let it run many times, see when it ends and what is late."""

from __future__ import annotations

from typing import Any

from wms.base.errors import Refused
from wms.gui.desk.desk import Desk
from wms.gui.pages.asking import AskingPage
from wms.gui.screens.waves.simulation_result import Result
from wms.gui.screens.waves.simulation_run import Running
from wms.gui.screens.waves.simulation_wishes import Wishes
from wms.gui.texts.say import say
from wms.gui.theme.widgets import plain, primary
from wms.gui.theme.widgets_panels import EmptyState


class SimulationPage(AskingPage):
    """`arrive(day=…)` asks for that day."""

    guide = "simulation"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Simulation"))
        self.run = self.work = Running(desk, self)
        self.wishes: Wishes = Wishes(desk)
        self.begin = primary(say("Try the day out"), "play")
        self.cancel = plain(say("Stop, and tell what there is"), "stop")
        self.result: Result = Result(desk)
        self.put_together(say("How the day is tried"), EmptyState(
            "chart", say("No day has been tried yet"),
            say("Say at the left which day, which plan and who works, then try it out. The day is run many times with "
                "different luck; nothing in the books changes. A past day shows how far the figures can be trusted."),
        ))  # fmt: skip

    def arrive(self, day: str | None = None, **arguments: Any) -> None:
        """Look which plans there are; ask for the day named."""
        super().arrive(**arguments)
        self.wishes.ask()
        if day is not None:
            self.wishes.show_day(day)

    def set_going(self) -> None:
        """Try the day, unless what is asked for cannot be."""
        try:
            wish, others = self.wishes.wish(), self.wishes.others()
            wish.check()
        except Refused as refused:
            self.desk.tell_error(refused)
            return
        self.run.begin(wish, others, self.wishes.seeds, self.wishes.site.currentText())

    def show_progress(self) -> None:
        """How many days are over."""
        progress = self.run.progress
        self.bar.setRange(0, progress.total)
        self.bar.setValue(min(progress.done, progress.total))
        self.doing.setText(say(progress.doing.capitalize()))

    def show_result(self) -> bool:
        """The outcome, once."""
        outcome = self.run.outcome
        if outcome is not None and outcome is not self.result.outcome:
            self.result.show_outcome(outcome)
        return outcome is not None
