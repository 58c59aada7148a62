"""Putting away by scan: what is carried is scanned, then the place it is told to go to; another place needs a reason.

Whatever is scanned first (licence plate, item, dock, receipt, task) leads to a task. Where none exists yet, the planner
is asked for one at once.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot

from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG, Desk
from wms.gui.scan.dialogue import Dialogue
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.putaway import reasons
from wms.gui.screens.putaway.carried import Carried
from wms.gui.screens.putaway.search import Search
from wms.gui.texts.say import say
from wms.model.words import Purpose, TaskKind
from wms.operations.putting_away.confirm import ConfirmPutaway
from wms.operations.putting_away.propose import ProposePutaway
from wms.operations.putting_away.reverse import ReversePutaway
from wms.operations.tasks import ClaimTask, ReleaseTask
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

MOST = 500
WAITING = frozenset({Purpose.RECEIVING, Purpose.RETURNS, Purpose.QUARANTINE})
"""The zones in which goods wait for a place."""
_FIRST = ("lpn", "task", "receipt", "item", "location")


class PutDialogue(Dialogue):
    """`carried` is what the person has in hand, None between two walks; `start` the dock that was scanned last."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.waits: list[Any] = []
        self.carried: Carried | None = None
        self.start, self.last = "", ""
        self.done = 0
        self._ended: set[str] = set()
        self._search = Search()
        self._taken: Any = None
        desk.changed.connect(self._changed)

    def begin(self, what: str = "", task: str = "") -> None:
        """Look what waits; or begin with a receipt, a dock or a licence plate (`what`), or with a task."""
        self._look()
        if not self._awaited and not self.carried and (what or task):
            self._find(Search(task=task) if task else Search.of(what))

    def _look(self) -> None:
        self.desk.ask("open_tasks", self._looked, owner=self, kind=TaskKind.PUTAWAY.value, limit=MOST)

    def _looked(self, page: Page) -> None:
        """What was put away meanwhile is left out: the answer may be older than the last scan."""
        self.waits = [row for row in page.rows if row.task not in self._ended]
        self.changed.emit()

    @Slot(object)
    def _changed(self, topics: frozenset[str]) -> None:
        if "tasks" in topics:
            self._look()

    def places(self) -> dict[str, str]:
        """The places that matter now, each in its tone: for the map."""
        return self.carried.places() if self.carried is not None else {}

    # --- what to do now ----------------------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """What to take, where to take it, or why elsewhere."""
        carried = self.carried
        if carried is None:
            return self._what_next()
        if carried.elsewhere:
            return Prompt(
                carried.title, say("Why {place}?", place=carried.elsewhere),
                say("Take a reason, or type one. {proposed} was proposed: {why}", proposed=carried.row.to_location,
                    why=carried.why),
                facts=carried.facts(), choices=reasons.choices(),
            )  # fmt: skip
        return Prompt(
            carried.title, say("Take it there and scan the place"), carried.why,
            expects=("location", "lpn", "item", "task"), facts=carried.facts(), place=carried.target,
            choices=self._ways(carried), quantity=not carried.row.lpn,
        )  # fmt: skip

    def _ways(self, carried: Carried) -> tuple[Choice, ...]:
        some = [Choice(f"instead {place}", say("{place} instead", place=place), "swap")
                for place, _ in carried.others if place not in (carried.target, carried.wrong)][:4]  # fmt: skip
        if carried.wrong:
            some.append(Choice("here", say("Put it to {place} all the same", place=carried.wrong), "warning", "F8"))
        return (*some, Choice("leave", say("Leave it for somebody else"), "cancel", "F9", grave=True))

    def _what_next(self) -> Prompt:
        mine = [row for row in self.waits if row.claimed_by in (None, self.desk.login)]
        choices = []
        if mine:
            first = self._first(mine)
            text = say("Next: {what} to {place}", what=first.lpn or first.item or "", place=first.to_location or "–")
            choices.append(Choice("next", text, "next", main=True))
        if self.last and self.desk.may_run("ReversePutaway"):
            choices.append(Choice("undo", say("Take the last one back"), "undo", "F6"))
        docks = {row.from_location for row in self.waits}
        facts = [Fact(say("Waiting"), f"{len(self.waits):,}", note=say("tasks"))]
        if docks:
            facts.append(Fact(say("At"), ", ".join(sorted(filter(None, docks))[:3])))
        if self.done:
            facts.append(Fact(say("Put away here"), f"{self.done:,}", "good"))
        note = say("A licence plate, an item, a receipt or a dock. What has no place yet is given one.")
        return Prompt(say("Putaway"), say("Scan what you want to put away"), note, expects=_FIRST, facts=tuple(facts),
                      choices=tuple(choices))  # fmt: skip

    def _first(self, rows: list[Any]) -> Any:
        """One's own task first, then one from the dock where one stands, then the most urgent."""
        here = self.desk.login
        return min(rows, key=lambda row: (row.claimed_by != here, row.from_location != self.start))

    # --- what is heard -----------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """What is carried, or where it was put; a sentence where a reason is asked for."""
        carried = self.carried
        if carried is None:
            self._find(Search.heard(heard, self.start))
        elif carried.elsewhere:
            self._reasoned(heard.text)
        elif heard.code("location"):
            self._at(heard.code("location"))
        elif carried.is_it(heard):
            self.answer(ALREADY, say("You carry it. Take it to {place}.", place=carried.target))
        else:
            self.answer(WRONG, say("First put {what} away, at {place}.", what=carried.what, place=carried.target))

    def _at(self, place: str) -> None:
        carried = self._hand()
        if place == carried.target:
            self._confirm(place)
            return
        carried.wrong = place
        self.answer(WRONG, say("This is {wrong}. {what} goes to {place}.", wrong=place, what=carried.what,
                               place=carried.target))  # fmt: skip

    def enter(self, text: str) -> None:
        """How many of loose goods are carried on this walk."""
        carried, quantity = self._hand(), int(text)
        if not 1 <= quantity <= carried.left:
            self.answer(WRONG, say("Only 1 to {left} of it can be put away.", left=f"{carried.left:,}"))
        else:
            carried.quantity = quantity
            self.answer(INFO, say("{quantity} on this walk.", quantity=f"{quantity:,}"))

    def choose(self, name: str) -> None:
        """The next task, another place, a reason, or back."""
        what, _, code = name.partition(" ")
        if what == "next":
            mine = [row for row in self.waits if row.claimed_by in (None, self.desk.login)]
            self._take(self._first(mine))
        elif what == "undo":
            self.run(ReversePutaway(task=self.last, reason=say("Taken back at the bench")), self._undone)
        elif what == "leave":
            self._leave()
        elif what == "reason":
            self._reasoned(reasons.reasons()[code])
        elif what == "mind":
            self._hand().back()
            self.answer(INFO, say("{what} goes to {place}.", what=self._hand().what, place=self._hand().target))
        else:
            carried = self._hand()
            carried.elsewhere, carried.at_once = (carried.wrong, True) if what == "here" else (code, False)
            self.answer(INFO, say("Why {place}?", place=carried.elsewhere))

    def _hand(self) -> Carried:
        if self.carried is None:
            raise RuntimeError("nothing is carried")
        return self.carried

    # --- finding the task --------------------------------------------------------------------------------------------

    def _find(self, search: Search) -> None:
        self._search = search
        self.ask("tasks" if search.task else "open_tasks", self._found, limit=MOST, filters=search.filters(),
                 **search.parameters())  # fmt: skip

    def _found(self, page: Page) -> None:
        search = self._search
        rows = search.fitting(page.rows)
        if rows and search.place:
            self.start = search.place
            self.answer(INFO, say("{count} tasks from {place}. Scan the goods.", count=len(rows), place=search.place))
        elif rows:
            self._take(self._first(rows))
        elif search.proposed or not search.can_propose:
            self.answer(WRONG, search.nothing())
        elif search.lpn:
            self.ask("stock_by_lpn", self._plate_known, filters=(Filter("lpn", "=", search.lpn),), limit=1)
        elif search.receipt:
            self._propose()
        else:
            self._look_at(search.place or search.start)

    def _plate_known(self, page: Page) -> None:
        if page.rows and page.rows[0].location:
            self._look_at(page.rows[0].location)
        else:
            self.answer(WRONG, say("Nothing stands on {lpn}.", lpn=self._search.lpn))

    def _look_at(self, place: str) -> None:
        self.ask("locations", self._place_known, filters=(Filter("code", "=", place),), limit=1)

    def _place_known(self, page: Page) -> None:
        """Only what waits is given a place; a slip of the scanner must not send stored goods on a walk."""
        row = page.rows[0]
        if row.purpose in WAITING:
            self._propose()
        else:
            what = self._search.lpn or self._search.place
            self.answer(ALREADY, say("{what}: what is at {place} is put away already.", what=what, place=row.code))

    def _propose(self) -> None:
        self.run(ProposePutaway(**self._search.scope()), self._proposed)

    def _proposed(self, answer: Answer) -> None:
        self._search.proposed = True
        self._find(self._search)

    def _take(self, row: Any) -> None:
        """Make the task the person's own, then look why it goes there."""
        self._taken = row
        if self.desk.may_run("ClaimTask"):
            self.run(ClaimTask(task=row.task), self._claimed)
        else:
            self._claimed(None)

    def _claimed(self, answer: Answer | None) -> None:
        self.ask("why_putaway", self._told, task=self._taken.task)

    def _told(self, page: Page) -> None:
        self.carried = carried = Carried.of(self._taken, page.rows)
        self.answer(INFO, say("{what} goes to {place}.", what=carried.what, place=carried.target))

    # --- putting down ------------------------------------------------------------------------------------------------

    def _confirm(self, place: str) -> None:
        carried = self._hand()
        command = ConfirmPutaway(location=place, task=carried.row.task, quantity=carried.quantity,
                                 reason=carried.reason)  # fmt: skip
        self.run(command, self._put, failed=self._refused)

    def _put(self, answer: Answer) -> None:
        carried = self._hand()
        self.last, self.done, self.carried = carried.row.task, self.done + 1, None
        if not answer.values["quantity"] < carried.left:
            self._ended.add(self.last)
        self.waits = [row for row in self.waits if row.task not in self._ended]
        self.answer(RIGHT, say("{what} lies at {place}.", what=carried.what, place=carried.put_at(answer)))

    def _refused(self, error: Exception) -> None:
        """A missing reason is asked for; a place that does not take the goods leaves them in hand."""
        carried = self._hand()
        fields = {problem.field for problem in getattr(error, "problems", ())}
        self.tell_error(error)
        if fields == {"reason"}:
            carried.elsewhere, carried.at_once = carried.target, True
        elif "task" in fields:
            self.carried = None
        else:
            carried.back()

    def _reasoned(self, reason: str) -> None:
        """The reason is known: it was put there already, or is to be carried there."""
        carried = self._hand()
        at_once = carried.redirect(reason)
        if at_once:
            self._confirm(carried.target)
        else:
            self.answer(INFO, say("{what} goes to {place}.", what=carried.what, place=carried.target))

    def _undone(self, answer: Answer) -> None:
        self.done -= 1
        task, self.last = self.last, ""
        self.answer(RIGHT, say("{task} is booked back. The goods lie where they waited.", task=task))

    def _leave(self) -> None:
        """Give the task back."""
        task, self.carried = self._hand().row.task, None
        if self.desk.may_run("ReleaseTask"):
            self.run(ReleaseTask(task=task), self._left)

    def _left(self, answer: Answer) -> None:
        self.answer(INFO, say("{task} waits for somebody else.", task=answer.document))
