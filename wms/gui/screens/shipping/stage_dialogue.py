"""Staging by scan: a packed carton or a pallet of them, then the lane, which is where its carrier's others wait.

A lane with another carrier's cartons is asked about once more, as a mixed lane is how cartons get on the wrong truck.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk, in_words
from wms.gui.scan.dialogue import Dialogue
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.texts.say import language, say
from wms.gui.texts.shown import shown
from wms.model.words import CartonState, Risk
from wms.operations.shipping.load import StageCarton
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

_TOPICS = frozenset({"cartons", "loads", "orders"})
_TONES = {Risk.OVERDUE: "bad", Risk.LATE: "bad", Risk.AT_RISK: "warn"}
_UNSTAGED = (Filter("state", "in", (CartonState.OPEN, CartonState.CLOSED)),)


class StageDialogue(Dialogue):
    """`row` is the carton in hand (of a pallet, one of its cartons), None before it is scanned."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.row: Any = None
        self.lanes: Sequence[Any] = ()
        self.next: Sequence[Any] = ()
        self.unstaged = self.done = 0
        self._code, self._mixed = "", ""
        desk.changed.connect(self._changed)

    def begin(self) -> None:
        """Count what waits, and see what leaves first."""
        self.desk.count("left_behind", self._counted, owner=self, filters=_UNSTAGED)
        self.desk.ask("left_behind", self._looked, owner=self, filters=_UNSTAGED, limit=1)

    def _counted(self, count: int) -> None:
        self.unstaged = count
        self.changed.emit()

    def _looked(self, page: Page) -> None:
        self.next = page.rows
        self.changed.emit()

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS:
            self.begin()

    # --- what to do now --------------------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """A carton, then its lane."""
        if self.row is None:
            return self._ask_for_carton()
        row, lane = self.row, self.lane
        at = row.cutoff_at.astimezone(language().zone)
        choices = [Choice("back", say("Put it back"), "undo")]
        if self._mixed:
            choices.insert(0, Choice("mixed", say("Leave it in {lane} all the same", lane=self._mixed), "warning"))
        return Prompt(
            say("Stage {carton}", carton=self._code), say("Bring it to the lane and scan the lane"),
            "" if lane else say("No lane is empty: choose one, and scan it."), expects=("location",), place=lane,
            facts=(Fact(say("Carrier"), row.carrier_name or say("any"), note=row.customer_name),
                   Fact(say("Leaves at"), f"{at:%H:%M}", _TONES.get(row.haste, "neutral"), shown(at.date()))),
            choices=tuple(choices), done=self.done, of=self.done + self.unstaged,
        )  # fmt: skip

    def _ask_for_carton(self) -> Prompt:
        if not self.next:
            return Prompt(
                say("Staging"), say("Nothing waits to be staged"),
                say("Cartons come up here as soon as they are packed."), expects=("carton", "lpn"),
            )  # fmt: skip
        row = self.next[0]
        at = row.cutoff_at.astimezone(language().zone)
        return Prompt(
            say("Staging"), say("Scan a carton or a pallet"), say("What leaves first stands at the place shown."),
            expects=("carton", "lpn"), place=row.location or "",
            facts=(Fact(say("Next to leave"), f"{at:%H:%M}", _TONES.get(row.haste, "neutral"), row.carrier_name),
                   Fact(say("To be staged"), f"{self.unstaged:,}", note=say("cartons"))),
            done=self.done, of=self.done + self.unstaged,
        )  # fmt: skip

    @property
    def lane(self) -> str:
        """Where its carrier's cartons for this cut-off wait already, or its carrier's others, or an empty lane."""
        row = self.row
        of_it = [one for one in self.lanes if one.carrier == row.carrier and one.cartons]
        alike = [one.lane for one in of_it if one.cutoff_at == row.cutoff_at]
        mixed = {one.lane for one in self.lanes if one.cartons and one.carrier != row.carrier}
        empty = [one.lane for one in self.lanes if not one.cartons]
        unmixed = [one.lane for one in of_it if one.lane not in mixed]
        return next(iter([*alike, *unmixed, *empty]), "")

    # --- what is heard ---------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """The carton, then the lane."""
        if self.row is not None:
            self._stage(heard.code("location"))
            return
        self._code = heard.code("carton", "lpn")
        if heard.code("carton"):
            self.ask("left_behind", self._found, limit=1, carton=self._code)
        else:
            self.ask("left_behind", self._found, limit=1, pallet=self._code)

    def _found(self, page: Page) -> None:
        if not page.rows:
            self.answer(WRONG, say("{carton} is not packed, or is on a truck already.", carton=self._code))
        elif page.rows[0].state is CartonState.OPEN:
            self.answer(WRONG, say("The carton {carton} is not closed yet.", carton=self._code))
        else:
            self.row = page.rows[0]
            self.ask("staging_lanes", self._lanes_found, limit=1_000)

    def _lanes_found(self, page: Page) -> None:
        self.lanes = page.rows
        text = say("It goes with {carrier}: bring it to {lane}.", carrier=self.row.carrier_name or say("any"),
                   lane=self.lane or say("a lane"))  # fmt: skip
        self.answer(INFO, text)

    def _stage(self, lane: str) -> None:
        others = [one for one in self.lanes if one.lane == lane and one.cartons and one.carrier != self.row.carrier]
        if others and self._mixed != lane:
            self._mixed = lane
            self.answer(WRONG, say("In {lane} wait cartons of {carrier}. This one goes with {mine}.", lane=lane,
                                   carrier=others[0].carrier_name or say("any"),
                                   mine=self.row.carrier_name or say("any")))  # fmt: skip
        else:
            self.run(StageCarton(carton=self._code, lane=lane), self._staged)

    def _staged(self, answer: Answer) -> None:
        self.answer(RIGHT, in_words(answer))
        self.done += 1
        self._forget()
        self.begin()

    def choose(self, name: str) -> None:
        """Leave it in the mixed lane, or not at all."""
        if name == "mixed":
            self.run(StageCarton(carton=self._code, lane=self._mixed), self._staged)
        else:
            self._forget()

    def _forget(self) -> None:
        self.row, self._code, self._mixed = None, "", ""
