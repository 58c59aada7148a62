"""Goods come out of the carton again, one scan after the other, back into the order's tote."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wms.gui.desk.desk import WRONG
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import Choice, Fact, Prompt
from wms.gui.screens.packing.step import Step
from wms.gui.texts.say import say
from wms.operations.packing.unpack import UnpackItem
from wms.operations.unit import Answer

if TYPE_CHECKING:
    from wms.gui.screens.packing.filling import Filling
    from wms.gui.screens.packing.pack_dialogue import PackDialogue


class TakingOut(Step):
    """Then the carton is gone on with."""

    def __init__(self, bench: PackDialogue, filling: Filling) -> None:
        super().__init__(bench)
        self.filling = filling
        self._item = ""

    def prompt(self) -> Prompt:
        """Scan what comes out."""
        return Prompt(
            self.bench.title, say("Scan what comes out"), say("It goes back into the order's tote."),
            expects=("item", "serial"), facts=(Fact(say("In it"), f"{self.filling.inside:,}", "warn"),),
            choices=(Choice("back", say("That was all"), "check", main=True),),
        )  # fmt: skip

    def hear(self, heard: Heard) -> None:
        """Goods with their lot or number; where a label tells none, it is what lies in the carton."""
        label, item, serial = heard.scan.label, heard.code("item"), heard.code("serial")
        inside = [row for row in self.bench.contents.held if row.lpn == self.filling.carton
                  and (row.item == item or (not item and row.serial == serial))]  # fmt: skip
        counted: Mapping[str, int] = self.bench.contents.inside.get(self.filling.carton, {})
        self._item = item or (inside[0].item if inside else "")
        if not counted.get(self._item, 0):
            self.bench.answer(WRONG, say("{item} is not in this carton.", item=item or heard.text))
            return
        known = next(iter(inside), None)
        lot = (label.lot if label else "") or (known.lot if known is not None else "")
        number = (label.serial if label else "") or (serial if not item else "") or (known.serial if known else "")
        self.bench.run(UnpackItem(carton=self.filling.carton, item=self._item, lot=lot or "", serial=number or ""),
                       self._out)  # fmt: skip

    def _out(self, answer: Answer) -> None:
        self.bench.contents.move(self.filling.carton, self._item, -int(answer.values["quantity"]))
        self.filling.last = None
        self.bench.tell(answer)

    def choose(self, name: str) -> None:
        """On with packing."""
        self.bench.step = self.filling
