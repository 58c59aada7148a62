"""What a person has in hand, and where it goes: the proposed place, a second choice, or another one with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Fact
from wms.gui.texts.say import say
from wms.operations.unit import Answer

_INSTEAD = "Instead: "


@dataclass(slots=True)
class Carried:
    """One putaway task's row with its reasons. `others` are second choices, each with its own reason.

    `target` is where it goes now, `wrong` the wrong place scanned last. `elsewhere` is a place a reason is asked for,
    `at_once` that the goods lie there already. `quantity` 0 is all of it.
    """

    row: Any
    target: str
    why: str = ""
    others: tuple[tuple[str, str], ...] = ()
    wrong: str = ""
    elsewhere: str = ""
    at_once: bool = False
    reason: str = ""
    quantity: int = 0
    proposed_why: str = field(default="", init=False)

    def __post_init__(self) -> None:
        self.proposed_why = self.why

    @classmethod
    def of(cls, row: Any, facts: Sequence[Any]) -> Carried:
        """From the task's row and the answer of `why_putaway`: the proposed place first, then the others."""
        others = tuple((fact.about, say(fact.fact.removeprefix(_INSTEAD))) for fact in facts[1:])
        return cls(row, row.to_location or "", say(facts[0].fact) if facts else "", others)

    @property
    def what(self) -> str:
        """What it is called on the floor."""
        return str(self.row.lpn or self.row.item or self.row.task)

    @property
    def left(self) -> int:
        """The pieces that are not put away yet."""
        return int(self.row.quantity - self.row.done_quantity)

    @property
    def title(self) -> str:
        """The task and where it begins."""
        return say("{task} from {place}", task=self.row.task, place=self.row.from_location or "–")

    def facts(self) -> tuple[Fact, ...]:
        """What it is, to be compared with what one has in hand."""
        row, lot = self.row, self.row.lot
        what = (Fact(say("Licence plate"), row.lpn) if row.lpn
                else Fact(say("Item"), row.item or "", note=row.item_name or ""))  # fmt: skip
        pieces = f"{self.quantity or self.left:,}"
        part = say("of {left}", left=f"{self.left:,}") if self.quantity else say("pieces")
        facts = [what, Fact(say("How many"), pieces, "accent" if self.quantity else "neutral", part)]
        return (*facts, *((Fact(say("Lot"), lot),) if lot else ()))

    def places(self) -> dict[str, str]:
        """For the map: the target, second choices, and a wrong place, each in its tone."""
        tones = {place: "neutral" for place, _ in self.others}
        tones |= {self.wrong: "bad"} if self.wrong else {}
        tones |= {self.elsewhere: "warn"} if self.elsewhere else {}
        return {**tones, **({self.target: "accent"} if self.target else {})}

    def is_it(self, heard: Heard) -> bool:
        """Whether a scan is of what is carried."""
        mine = {self.row.task, self.row.lpn, None if self.row.lpn else self.row.item} - {"", None}
        return heard.code("lpn", "task", "item") in mine

    def redirect(self, reason: str) -> bool:
        """It goes elsewhere, for this reason; True when it lies there already."""
        others = dict(self.others)
        self.target, self.reason, self.why = self.elsewhere, reason, others.get(self.elsewhere, reason)
        self.elsewhere = self.wrong = ""
        return self.at_once

    def back(self) -> None:
        """To the proposed place again."""
        self.elsewhere = self.wrong = self.reason = ""
        self.target, self.why, self.at_once = self.row.to_location or "", self.proposed_why, False

    def put_at(self, answer: Answer) -> str:
        """Where the books say that it lies."""
        return str(answer.values["place"])
