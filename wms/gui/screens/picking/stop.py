"""One stop of the walk: scan the place, scan the goods, and into which tote they go.

Each label counts what is in it; a typed number says how many were taken in all. When all is taken, the stop confirms
itself; where several totes stand on the cart, by scanning the right one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from wms.gui.desk.desk import INFO, RIGHT, WRONG
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import UNKNOWN, Choice, Fact, Prompt
from wms.gui.screens.picking.exceptions import exceptions, other_ways
from wms.gui.screens.picking.goods import read
from wms.gui.screens.picking.step import Step
from wms.gui.screens.picking.totes import Totes
from wms.gui.texts.say import say
from wms.gui.texts.shown import shown
from wms.operations.picking.confirm import ConfirmPick
from wms.operations.picking.totes import named
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.gui.screens.picking.pick_dialogue import PickDialogue


@dataclass(frozen=True, slots=True)
class Taken:
    """What was confirmed at a stop: it can be put back."""

    task: str
    place: str
    item: str
    quantity: int


class AtStop(Step):
    """`row` is the stop; `place` what was scanned last of places; `counted` the pieces in hand, `lot` and `serial`."""

    def __init__(self, bench: PickDialogue, row: Any, place: str) -> None:
        super().__init__(bench)
        self.row = row
        self.place = place
        self.counted = 0
        self.lot, self.serial = "", ""
        self._half = 0
        self._full = False

    @property
    def left(self) -> int:
        """The pieces that are still to be taken here."""
        return self.bench.walking.left(self.row)

    @property
    def tote(self) -> str:
        """Where they go."""
        return self.bench.totes.get(self.row.order or "", self._named)

    @property
    def _named(self) -> str:
        """The tote that is named after the order, or after its part where zones pick it."""
        return named(self.row.order or "", self.row.zone if self.row.slot else "")

    @property
    def _here(self) -> bool:
        return bool(self.place == self.row.location)

    @property
    def _sorts(self) -> bool:
        """Whether there is more than one tote it could go into, and this one bears a code that can be scanned."""
        return len(set(self.bench.totes.values())) > 1 and self.tote != self._named

    @property
    def _taken(self) -> bool:
        return self._here and self.counted >= self.left

    # --- what is asked -----------------------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """Go there; take so many; put them there."""
        if not self._here:
            return self._asked(say("Go there and scan the place"), "", ("location",))
        if self._half:
            return self._asked(say("Scan or type the lot of {item}", item=self.row.item), "", ("lot", UNKNOWN))
        if self._taken:
            return self._asked(say("Put {quantity} into {tote} and scan it", quantity=f"{self.counted:,}",
                                   tote=self.tote), "", ("lpn", UNKNOWN))  # fmt: skip
        take = say("Take {quantity} × {item}", quantity=f"{self.left:,}", item=self.row.item)
        note = say("Scan each, or scan one and type how many you took.") if self.left > 1 else ""
        kinds = ("item", "lpn", "serial") if self.row.serial else ("item", "lpn")
        return self._asked(take, note, kinds)

    def _asked(self, instruction: str, note: str, expects: tuple[str, ...]) -> Prompt:
        walk = self.bench.walking
        return Prompt(
            self.bench.title, instruction, note, expects=expects, place=self.row.location, facts=self._facts(),
            choices=tuple(self._choices()), quantity=self._here and self.counted > 0 and not self._half,
            done=walk.done, of=walk.stops,
        )  # fmt: skip

    def _facts(self) -> tuple[Fact, ...]:
        row, lot = self.row, self.row.lot
        much = f"{self.counted:,} / {self.left:,}" if self.counted else f"{self.left:,}"
        expiry = say("until {day}", day=shown(row.expiry)) if row.expiry else ""
        facts = [
            Fact(say("Take"), much, "good" if self._taken else "neutral", row.lpn and say("from {lpn}", lpn=row.lpn)),
            Fact(say("Item"), row.item, note=row.item_name),
        ]
        if lot:
            facts.append(Fact(say("Lot"), lot, note=expiry))
        if row.serial:
            facts.append(Fact(say("Serial number"), row.serial))
        meets = say("{order}, slot {slot}", order=row.order, slot=row.slot) if row.slot else row.order or ""
        return (*facts, Fact(say("Into"), self.tote, "accent" if self._taken else "neutral", meets))

    def _choices(self) -> list[Choice]:
        some: list[Choice] = []
        if self._taken and not self._half:
            some.append(Choice("in", say("It is in"), "check", main=True))
        elif self.counted:
            all_of_it = say("All {quantity} are taken", quantity=f"{self.left:,}")
            some.append(Choice("all", all_of_it, "check", main=True))
            some.append(Choice("full", say("The tote is full: put these in"), "tote"))
        elif self._here:
            some.append(Choice("full", say("Another tote"), "tote"))
        return [*some, *exceptions(self)]

    # --- what is heard -----------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """The place, the goods, their lot, or the tote."""
        if not self._here:
            self._arrive(heard.code("location"))
        elif self._half:
            self._lot(heard.code("lot") or heard.text)
        elif self._taken:
            self._into(heard.code("lpn") or heard.text)
        else:
            self._goods(heard)

    def _arrive(self, place: str) -> None:
        if place != self.row.location:
            self.bench.answer(WRONG, say("This is {place}. Go to {wanted}.", place=place, wanted=self.row.location))
            return
        self.place = place
        self.bench.answer(RIGHT, say("Take {quantity} × {item}", quantity=f"{self.left:,}", item=self.row.item))

    def _goods(self, heard: Heard) -> None:
        goods = read(heard, self.row, self.bench.walking)
        if goods.fault:
            self.bench.answer(WRONG, goods.fault)
        elif self.counted + goods.pieces > self.left:
            self.bench.answer(WRONG, say("That would be {many}; only {left} are wanted.",
                                         many=f"{self.counted + goods.pieces:,}", left=f"{self.left:,}"))  # fmt: skip
        elif self.row.lot and not (goods.lot or self.lot):
            self._half = goods.pieces
            self.bench.answer(INFO, say("Which lot of {item}?", item=self.row.item))
        else:
            self.lot, self.serial = goods.lot or self.lot, goods.serial
            self._count(self.counted + goods.pieces)

    def _lot(self, lot: str) -> None:
        if lot != self.row.lot:
            self.bench.answer(WRONG, say("This is lot {lot}. Take lot {wanted}.", lot=lot, wanted=self.row.lot))
            return
        self.lot, pieces, self._half = lot, self._half, 0
        self._count(self.counted + pieces)

    def enter(self, text: str) -> None:
        """How many were taken in all."""
        if int(text) > self.left:
            self.bench.answer(WRONG, say("Only {left} are wanted here.", left=f"{self.left:,}"))
        else:
            self._count(int(text))

    def _count(self, pieces: int) -> None:
        self.counted = pieces
        if self._taken and not self._sorts:
            self.confirm()
            return
        words = say("{count} of {left}", count=f"{pieces:,}", left=f"{self.left:,}")
        self.bench.answer(RIGHT, say("Put it into {tote}.", tote=self.tote) if self._taken else words)

    def _into(self, tote: str) -> None:
        if tote == self.tote:
            self.confirm()
        else:
            self.bench.answer(WRONG, say("This is {tote}. It goes into {wanted}.", tote=tote, wanted=self.tote))

    # --- keys --------------------------------------------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """All of it, a full tote, or something that went another way."""
        if name in ("in", "all"):
            self.counted = self.left
            self.confirm()
        elif name == "full" and self.counted:
            self._full = True
            self.confirm()
        elif name == "full":
            self.next_tote()
        else:
            other_ways(self, name)

    def next_tote(self) -> None:
        """The order goes on in another tote."""
        self.bench.step = Totes(self.bench, [self.row.order or ""], full=True)

    def confirm(self) -> None:
        """Into the books."""
        row = self.row
        self.bench.run(
            ConfirmPick(task=row.task, location=self.place, item=row.item, quantity=self.counted, lot=self.lot,
                        serial=self.serial, tote="" if self.tote == self._named else self.tote),
            self._confirmed, failed=self._refused,
        )  # fmt: skip

    def _confirmed(self, answer: Answer) -> None:
        row, walk = self.row, self.bench.walking
        walk.picked(row.task, answer.values["left"])
        self.bench.taken.append(Taken(row.task, row.location, row.item, answer.values["quantity"]))
        self._tell(answer.values["quantity"], walk.here)
        if self._full:
            self.next_tote()
        else:
            self.bench.go_on()

    def _tell(self, quantity: int, following: Any) -> None:
        values = {"quantity": f"{quantity:,}", "item": self.row.item}
        if following is None:
            words = say("{quantity} × {item}. That was the last stop.", **values)
        elif following.location == self.place:
            words = say("{quantity} × {item}. Take {item2} here too.", **values, item2=following.item)
        else:
            words = say("{quantity} × {item}. Go to {place}.", **values, place=following.location)
        self.bench.answer(RIGHT, words)

    def _refused(self, error: Exception) -> None:
        """Nothing was taken: count anew, and see what the books say now."""
        self.bench.tell_error(error)
        self.counted, self.lot, self.serial, self._full = 0, "", "", False
        self.bench.look_again()
