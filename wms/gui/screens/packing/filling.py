"""The carton is filled: each scan puts one label's worth in, and is in the books before the next.

A typed number says how many of what was scanned last are in by now; a tote that belongs to the order goes in whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wms.gui.desk.desk import INFO, RIGHT, WRONG
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import UNKNOWN, Choice, Fact, Prompt
from wms.gui.screens.packing.closing import Closing
from wms.gui.screens.packing.step import Step
from wms.gui.screens.packing.taking_out import TakingOut
from wms.gui.texts.say import say
from wms.operations.command import Command
from wms.operations.packing.pack import PackItem, PackTote
from wms.operations.packing.put_aside import CancelCarton
from wms.operations.packing.unpack import UnpackItem
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.gui.screens.packing.pack_dialogue import PackDialogue


@dataclass(frozen=True, slots=True)
class Scanned:
    """Goods of the last scan, and how many pieces of them went in since."""

    item: str
    code: str
    lot: str = ""
    serial: str = ""
    pieces: int = 0


class Filling(Step):
    """`carton` stands open on the bench."""

    def __init__(self, bench: PackDialogue, carton: str) -> None:
        super().__init__(bench)
        self.carton = carton
        self.last: Scanned | None = None
        self._now = Scanned("", "")
        self._half = False
        self._by = 0

    # --- what is asked -----------------------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """The next thing that goes in."""
        contents = self.bench.contents
        item, count = contents.next_for(self.carton)
        return Prompt(
            self.bench.title, *self._told(item, count),
            expects=("lot", UNKNOWN) if self._half else ("item", "lpn", "carton", "serial"),
            facts=self._facts(item), choices=tuple(self._choices(item, count)),
            quantity=self.last is not None and not self._half, done=contents.done, of=contents.of,
        )  # fmt: skip

    def _told(self, item: str, count: int) -> tuple[str, str]:
        """What to do, and how."""
        if self._half:
            return say("Scan or type the lot of {item}", item=self._now.item), ""
        if count:
            note = say("Scan each, or scan one and type how many are in.") if count > 1 else ""
            return say("Put in {count} × {item}", count=f"{count:,}", item=item), note
        if self.bench.contents.picking:
            return say("The rest is still being picked"), say("Go on when its tote comes, or close the carton.")
        return (say("Close the carton") if self.inside else say("Scan the goods")), ""

    @property
    def inside(self) -> int:
        """The pieces in the carton."""
        return self.bench.contents.inside[self.carton].total() if self.carton in self.bench.contents.inside else 0

    def _facts(self, item: str) -> tuple[Fact, ...]:
        contents = self.bench.contents
        planned = contents.plan_of(self.carton)
        kind = next((row.carton_type or "" for row in contents.cartons if row.carton == self.carton), "")
        rows = [row for row in contents.held if row.item == item]
        facts = [Fact(say("Carton"), kind or say("own"), note=f"… {self.carton[-6:]}"),
                 Fact(say("In it"), f"{self.inside:,}" + (f" / {planned.pieces:,}" if planned else ""))]  # fmt: skip
        if rows:
            facts.append(Fact(say("Next"), item, "accent", rows[0].item_name))
        if contents.left:
            facts.append(Fact(say("Waits"), f"{contents.left:,}", note=", ".join(contents.totes()[:2])))
        return tuple(facts)

    def _choices(self, item: str, count: int) -> list[Choice]:
        if self._half:
            return [Choice("drop", say("Not this item"), "cancel")]
        some = []
        if self.last is not None and self.last.item == item and count and not self.last.serial:
            some.append(Choice("all", say("The other {count} are in too", count=f"{count:,}"), "check", main=True))
        if self.inside:
            some.append(Choice("close", say("Close the carton"), "lock",
                               main=not count and not self.bench.contents.picking))
            some.append(Choice("out", say("Take something out"), "up"))
        if self.last is not None:
            some.append(Choice("undo", say("Take the last one out"), "undo"))
        if not self.inside:
            some.append(Choice("cancel", say("Put the empty carton aside"), "cancel"))
        return [*some, Choice("leave", say("Another order"), "left")]

    # --- what is heard -----------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """Goods, a tote, another open carton, or the lot of the goods before."""
        if self._half:
            self._half = False
            self._put(replace(self._now, lot=heard.code("lot") or heard.text), 1)
        elif heard.code("item"):
            self._goods(heard)
        elif heard.code("serial"):
            self._piece(heard.code("serial"))
        else:
            self._plate(heard.code("carton") or heard.code("lpn"))

    def _goods(self, heard: Heard) -> None:
        label, item = heard.scan.label, heard.code("item")
        lot, serial = (label.lot if label else "") or "", (label.serial if label else "") or ""
        rows = [row for row in self.bench.contents.held if row.item == item]
        if not rows:
            self.bench.answer(WRONG, say("{item} does not belong to {order}.", item=item,
                                         order=self.bench.contents.order))  # fmt: skip
            return
        level = next((b.level for b in heard.bearers if b.subject.kind == "item"), "")
        code = heard.text if level and level != "each" else item
        self._now = Scanned(item, code, lot, serial)
        if any(row.lot for row in rows) and not lot:
            self._half = True
            self.bench.answer(INFO, say("Which lot of {item}?", item=item))
        else:
            self._put(self._now, (label.variable_count if label else None) or 1)

    def _piece(self, serial: str) -> None:
        row = next((row for row in self.bench.contents.held if row.serial == serial), None)
        if row is None:
            self.bench.answer(WRONG, say("{serial} does not belong to {order}.", serial=serial,
                                         order=self.bench.contents.order))  # fmt: skip
        else:
            self._put(Scanned(row.item, row.item, row.lot, serial), 1)

    def _plate(self, plate: str) -> None:
        contents = self.bench.contents
        if plate == self.carton:
            self.bench.answer(INFO, say("This is the carton that is being filled."))
        elif plate in contents.open_cartons():
            self.bench.step = Filling(self.bench, plate)
            self.bench.answer(INFO, say("Now {carton} is being filled.", carton=plate))
        elif plate not in contents.totes():
            self.bench.answer(WRONG, say("Nothing in {plate} belongs to {order}.", plate=plate, order=contents.order))
        elif len(contents.open_cartons()) > 1:
            self.bench.answer(WRONG, say("The goods go into several cartons: scan them one by one."))
        else:
            self.bench.run(PackTote(carton=self.carton, tote=plate), self._all_in)

    def _put(self, goods: Scanned, quantity: int) -> None:
        self._now = goods
        self._pack(quantity)

    def _pack(self, quantity: int) -> None:
        goods = self._now
        command = PackItem(carton=self.carton, item=goods.code, quantity=quantity, lot=goods.lot, serial=goods.serial)
        self.bench.run(command, self._in)

    def _in(self, answer: Answer) -> None:
        """So many more are in the carton."""
        pieces, goods = int(answer.values["quantity"]), self._now
        self.bench.contents.move(self.carton, goods.item, pieces)
        same = self.last is not None and (self.last.item, self.last.lot, self.last.serial) == (
            goods.item, goods.lot, goods.serial)  # fmt: skip
        before = self.last.pieces if same and self.last is not None else 0
        self.last = replace(goods, code=goods.item, pieces=before + pieces)
        self._tell()

    def _tell(self) -> None:
        """How far the line is; all of the order, when it was the last piece."""
        contents, last = self.bench.contents, self.last
        line = next((one for one in contents.lines() if last is not None and one.item == last.item), None)
        if line is None:
            return
        words = say("{item}: {done} of {of}", item=line.item, done=f"{line.done:,}", of=f"{line.of:,}")
        self.bench.answer(RIGHT, words if contents.left else say("{words}. Everything is in.", words=words))

    def _all_in(self, answer: Answer) -> None:
        self.last = None
        self.bench.tell(answer)
        self.bench.read_again(self.carton)

    def enter(self, text: str) -> None:
        """So many of what was scanned last are in by now."""
        last = self.last
        if last is None:
            return
        self._by = int(text) - last.pieces
        if not self._by:
            self._tell()
        elif last.serial:
            self.bench.answer(WRONG, say("There is one of each serial number."))
        elif self._by > 0:
            self._put(last, self._by)
        else:
            self._out(-self._by)

    def _out(self, pieces: int) -> None:
        last = self.last
        assert last is not None
        self._by = -pieces
        command: Command = UnpackItem(carton=self.carton, item=last.item, quantity=pieces, lot=last.lot,
                                      serial=last.serial)  # fmt: skip
        self.bench.run(command, self._is_out)

    def _is_out(self, answer: Answer) -> None:
        last = self.last
        assert last is not None
        self.bench.contents.move(self.carton, last.item, self._by)
        self.last = replace(last, pieces=last.pieces + self._by) if last.pieces + self._by else None
        self.bench.tell(answer)

    # --- keys --------------------------------------------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """Everything but scanning."""
        if name == "all" and self.last is not None:
            self._put(self.last, self.bench.contents.next_for(self.carton)[1])
        elif name == "close":
            self.bench.step = Closing(self.bench, self)
        elif name == "out":
            self.bench.step = TakingOut(self.bench, self)
        elif name == "undo" and self.last is not None:
            self._out(self.last.pieces)
        elif name == "cancel":
            self.bench.run(CancelCarton(carton=self.carton), self._put_aside)
        elif name == "drop":
            self._half = False
        else:
            self.bench.put_down()

    def _put_aside(self, answer: Answer) -> None:
        self.bench.tell(answer)
        self.bench.read_again("")
