"""Goods that only people can decide on: not announced, too many, too old; and a pallet that came as announced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wms.base.errors import Refused
from wms.gui.desk.desk import INFO, RIGHT, wrong_in_words
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.receiving.goods import Goods
from wms.gui.screens.receiving.step import Step
from wms.gui.texts.say import say
from wms.operations.receiving.receive import ReceivedLine, ReceiveLines
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.gui.screens.receiving.unloading import Unloading

UNANNOUNCED, OLD = "unannounced", "old"
_SHOWN = 5


def doubt_of(error: Exception) -> str:
    """Whether the goods may be received all the same: as not announced, or as damaged; empty when they may not."""
    problems = error.problems if isinstance(error, Refused) else ()
    if len(problems) != 1:
        return ""
    field, values = problems[0].field, problems[0].values
    if field == "item" and "left" in values:
        return UNANNOUNCED
    return OLD if field == "expiry" and "days" in values else ""


class Unsure(Step):
    """The books refused the goods; the person at the dock decides what becomes of them."""

    def __init__(self, unloading: Unloading, goods: Goods, doubt: str, stays: bool) -> None:
        super().__init__(unloading.bench)
        self.unloading, self.goods, self.doubt, self._stays = unloading, goods, doubt, stays

    def look(self) -> None:
        """How much is still announced may have changed."""
        self.unloading.look()

    def words(self, error: Exception) -> str:
        """What is wrong with the goods, as one says it at a dock."""
        if self.doubt == OLD:
            return wrong_in_words(error)
        if not self.unloading.announced_for(self.goods.item):
            return say("{item} was not announced.", item=self.goods.item)
        return say("Only {still} pieces of {item} are still to come.", item=self.goods.item,
                   still=f"{self.unloading.still(self.goods.item):,}")  # fmt: skip

    def prompt(self) -> Prompt:
        """Accept or not."""
        goods = self.goods
        if self.doubt == OLD:
            asked = say("{item} is too old. What now?", item=goods.item)
            take = Choice("take", say("Receive it as damaged"), "hazard")
        else:
            asked = say("More {item} than announced. What now?", item=goods.item)
            take = Choice("take", say("Accept {count} pieces all the same", count=f"{goods.pieces:,}"), "check")
        return Prompt(
            self.unloading.title, asked, say("What is not accepted goes back onto the truck."),
            facts=(Fact(say("How many"), f"{goods.pieces:,}", note=say("pieces")),
                   Fact(say("Announced, still to come"), f"{self.unloading.still(goods.item):,}", note=say("pieces"))),
            choices=(take, Choice("not", say("Do not accept"), "cancel", main=True),
                     Choice("again", say("Another number"), "edit")),
        )  # fmt: skip

    def choose(self, name: str) -> None:
        """Accept, leave, or tell the number again."""
        if name == "take":
            told = {"damaged": True} if self.doubt == OLD else {"unannounced": True}
            self.unloading.post(replace(self.goods, **told), stays=self._stays)  # type: ignore[arg-type]
        elif name == "again":
            self.unloading.tell(replace(self.goods, quantity=0, counted=1, serial=""))
        else:
            self.bench.step = self.unloading
            self.bench.answer(INFO, say("{item} was not accepted.", item=self.goods.item))


class AnnouncedPlate(Step):
    """A licence plate that was announced with what stands on it: all of it at once, or line by line."""

    def __init__(self, unloading: Unloading, plate: str, rows: Sequence[Any]) -> None:
        super().__init__(unloading.bench)
        self.unloading, self.plate, self.rows = unloading, plate, rows

    def look(self) -> None:
        """How much is still announced may have changed."""
        self.unloading.look()

    def prompt(self) -> Prompt:
        """Is it as announced?"""
        shown = [f"{row.announced - row.received:,} × {row.item}" for row in self.rows[:_SHOWN]]
        more = len(self.rows) - _SHOWN
        note = ", ".join(shown) + (say(" and {count} more", count=more) if more > 0 else "")
        return Prompt(
            self.unloading.title, say("Is everything on it, as announced?"), note,
            facts=(Fact(say("Licence plate"), self.plate, "accent"),
                   Fact(say("Announced on it"), f"{self._pieces:,}",
                        note=say("{lines} lines", lines=len(self.rows)))),
            choices=(Choice("all", say("Yes, receive all of it"), "check", main=True),
                     Choice("single", say("No, item by item"), "list"), Choice("back", say("Not this one"), "cancel")),
        )  # fmt: skip

    @property
    def _pieces(self) -> int:
        return sum(row.announced - row.received for row in self.rows)

    def choose(self, name: str) -> None:
        """All of it, or item by item."""
        if name == "all":
            lines = tuple(
                ReceivedLine(item=row.item, quantity=row.announced - row.received, lot=row.lot, expiry=row.expiry,
                             lpn=self.plate)
                for row in self.rows
            )  # fmt: skip
            self.bench.run(ReceiveLines(receipt=self.unloading.number, lines=lines), self._received,
                           failed=self._refused)  # fmt: skip
            return
        self.bench.step = self.unloading
        if name == "single":
            self.unloading.onto(self.plate)

    def _received(self, answer: Answer) -> None:
        items = {row.item for row in self.rows}
        item = items.pop() if len(items) == 1 else self.plate
        self.unloading.noted(Goods(item, quantity=self._pieces, lpn=self.plate), answer)
        self.bench.step = self.unloading
        self.bench.answer(RIGHT, say("{quantity} pieces received on {plate}.", quantity=f"{self._pieces:,}",
                                     plate=self.plate))  # fmt: skip

    def _refused(self, error: Exception) -> None:
        self.bench.step = self.unloading
        self.unloading.plate = self.plate
        self.bench.tell_error(error)
