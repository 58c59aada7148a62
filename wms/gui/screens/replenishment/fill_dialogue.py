"""Filling by scan: to the reserve place, take what is asked, to the forward pick location; less than asked is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk, in_words
from wms.gui.scan.dialogue import Dialogue
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.operations.command import Command
from wms.operations.counting.open import OpenCount
from wms.operations.replenishing.confirm import ConfirmReplenishment
from wms.operations.tasks import CancelTask, ClaimTask, ReleaseTask
from wms.operations.unit import Answer
from wms.queries.page import Page

MOST = 500
_TOPICS = frozenset({"tasks", "orders", "waves"})


class FillDialogue(Dialogue):
    """`rows` are the tasks to do, the next first; `task` is the one in hand, None on the way to the next."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows: Sequence[Any] = ()
        self.task: Any = None
        self.quantity = 0
        self.no_more = False
        self.done = 0
        self._skipped: list[str] = []
        self._wanted = ""
        self._next: Any = None
        desk.changed.connect(self._changed)

    def begin(self, task: str = "") -> None:
        """Look what is to be filled; a task that is named comes first."""
        self._wanted = task or self._wanted
        self.desk.ask("replenishment_tasks", self._looked, owner=self, open_only=True, limit=MOST)

    def _looked(self, page: Page) -> None:
        mine = [row for row in page.rows if row.claimed_by in (None, self.desk.login)]
        self.rows = sorted(mine, key=self._rank)
        if self.task is not None:
            self.task = next((row for row in self.rows if row.task == self.task.task), self.task)
        self.changed.emit()

    def _rank(self, row: Any) -> tuple[Any, ...]:
        """What was named, then what I have, then what a carrier waits for; what was put off comes last."""
        return (
            row.task in self._skipped, row.task != self._wanted, row.claimed_by is None, row.priority,
            row.needed_at is None, row.needed_at or row.created_at, row.due_at or row.created_at, row.task,
        )  # fmt: skip

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if topics & _TOPICS:
            self.begin()

    # --- what to do now --------------------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """To reserve, or with the goods to their place."""
        if self.task is not None:
            return self._bring(self.task)
        if not self.rows:
            return Prompt(
                say("Replenishment"), say("Nothing is to be filled"),
                say("Propose it in the tab Needs; the tasks come up here at once."),
            )  # fmt: skip
        row = self.rows[0]
        return Prompt(
            say("Replenishment"), say("Go there and scan the place"), _needed(row), expects=("location", "lpn"),
            place=row.from_location or "", facts=_facts(row, row.quantity - row.done_quantity), done=self.done,
            of=self.done + len(self.rows), choices=(Choice("skip", say("Another one first"), "next"),),
        )  # fmt: skip

    def _bring(self, row: Any) -> Prompt:
        left = row.quantity - row.done_quantity
        missing = left - self.quantity
        choices = [Choice("nothing", say("Nothing is there"), "warning", grave=True),
                   Choice("release", say("Somebody else shall do it"), "undo")]  # fmt: skip
        note = say("A number says how many you take.")
        if self.quantity < left:
            note = say("{missing} of {left} stay to be brought.", missing=missing, left=left)
            if self.no_more:
                note = say("{missing} of {left} will not come: no more is there.", missing=missing, left=left)
            more = say("There is more after all") if self.no_more else say("No more is there")
            choices.insert(0, Choice("no_more", more, "remove"))
        return Prompt(
            say("Task {task}", task=row.task), say("Take {quantity}, bring it there, scan the place",
                                                   quantity=f"{self.quantity:,}"), note,
            expects=("location", "item"), place=row.to_location or "", facts=_facts(row, self.quantity),
            quantity=True, choices=tuple(choices), done=self.done, of=self.done + len(self.rows),
        )  # fmt: skip

    # --- what is heard ---------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """Where the goods are taken from; the goods; where they belong."""
        if self.task is None:
            self._arrive(heard)
        elif heard.code("item") and not heard.code("location"):
            self._check(heard.code("item"))
        else:
            left = self.task.quantity - self.task.done_quantity
            short = self.no_more and self.quantity < left
            self.run(ConfirmReplenishment(
                task=self.task.task, quantity=self.quantity, location=heard.code("location"),
                reason=say("No more is there") if short else "",
            ), self._brought)  # fmt: skip

    def _check(self, item: str) -> None:
        """The goods themselves were scanned."""
        if item == self.task.item:
            self.answer(RIGHT, say("{item} it is.", item=item))
        else:
            self.answer(WRONG, say("Wrong item: take {item}.", item=self.task.item))

    def _arrive(self, heard: Heard) -> None:
        """The place or the plate of the next task, or of any other that is to be done."""
        place, plate = heard.code("location"), heard.code("lpn")
        self._next = next((row for row in self.rows if place and row.from_location == place), None) or next(
            (row for row in self.rows if plate and row.lpn == plate), None
        )
        if self._next is None:
            self.answer(WRONG, say("Nothing is to be taken from {place}.", place=place or plate))
        else:
            self.run(ClaimTask(task=self._next.task), self._claimed)

    def _claimed(self, answer: Answer) -> None:
        row = self.task = self._next
        self.quantity, self.no_more = row.quantity - row.done_quantity, False
        self.answer(RIGHT, say("Take {quantity} × {item} {name}.", quantity=f"{self.quantity:,}", item=row.item,
                               name=row.item_name))  # fmt: skip

    def _brought(self, answer: Answer) -> None:
        self.answer(RIGHT, in_words(answer))
        self.done += 1
        self._forget()

    def enter(self, text: str) -> None:
        """How many are taken."""
        left, quantity = self.task.quantity - self.task.done_quantity, int(text)
        if not 1 <= quantity <= left:
            self.answer(WRONG, say("Between 1 and {left} are asked for.", left=f"{left:,}"))
        else:
            self.quantity, self.no_more = quantity, False
            self.answer(INFO, say("{quantity} × {item}", quantity=f"{quantity:,}", item=self.task.item))

    def choose(self, name: str) -> None:
        """One of the offered keys."""
        if name == "skip":
            self._skipped.append(self.rows[0].task)
            self.rows = sorted(self.rows, key=self._rank)
        elif name == "no_more":
            self.no_more = not self.no_more
        elif name == "release":
            self.run(ReleaseTask(task=self.task.task), self._given_up)
        else:
            self.run(self._nothing_there(), self._put_aside)

    def _nothing_there(self) -> list[Command]:
        """The task is put aside; whoever may have places counted has this one counted."""
        place = self.task.from_location or ""
        commands: list[Command] = [CancelTask(task=self.task.task, reason=say("Nothing is at {place}", place=place))]
        if self.desk.may_run("OpenCount"):
            commands.append(OpenCount(locations=(place,)))
        return commands

    def _given_up(self, answer: Answer) -> None:
        self._skipped.append(self.task.task)
        self.answer(INFO, in_words(answer))
        self._forget()

    def _put_aside(self, answers: list[Answer]) -> None:
        self.answer(INFO, " ".join(in_words(answer) for answer in answers))
        self._forget()

    def _forget(self) -> None:
        gone, self.task, self.quantity, self.no_more = self.task.task, None, 0, False
        self.rows = [row for row in self.rows if row.task != gone]
        self._wanted = ""
        self.begin()


def _facts(row: Any, quantity: int) -> tuple[Fact, ...]:
    facts = [Fact(say("Take"), f"{quantity:,} × {row.item}", note=row.item_name or "")]
    if row.lot:
        facts.append(Fact(say("Lot"), row.lot))
    if row.lpn:
        facts.append(Fact(say("From"), row.lpn))
    facts.append(Fact(say("For"), row.to_location or ""))
    return tuple(facts)


def _needed(row: Any) -> str:
    """Why it is urgent."""
    if row.needed_at is None:
        return say("No order waits for it yet.")
    if row.wave:
        return say("Wave {wave} needs it; its carrier leaves {time}.", wave=row.wave, time=shown(row.needed_at))
    return say("An order needs it; its carrier leaves {time}.", time=shown(row.needed_at))
