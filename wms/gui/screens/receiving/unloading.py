"""The truck is being unloaded: each label goes into the books, onto the licence plate that was scanned last.

What a label does not tell is asked for by the step `Telling`; goods that were not announced, or too many of them, are
taken only when somebody says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from wms.gs1.errors import legible
from wms.gui.desk.desk import ALREADY, INFO, RIGHT, WRONG
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import UNKNOWN, Choice, Fact, Prompt
from wms.gui.screens.receiving.closing import Closing
from wms.gui.screens.receiving.goods import Goods, labelled
from wms.gui.screens.receiving.step import Step
from wms.gui.screens.receiving.taking_back import TakingBack
from wms.gui.screens.receiving.telling import Telling
from wms.gui.screens.receiving.unsure import AnnouncedPlate, Unsure, doubt_of
from wms.gui.texts.say import say
from wms.operations.moving.plate import BuildLpn
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

if TYPE_CHECKING:
    from wms.gui.screens.receiving.receive_dialogue import ReceiveDialogue


_COMMANDS = {"close": "CloseReceipt", "plate": "BuildLpn", "undo": "ReverseReceiptLine",
             "report": "ReportDiscrepancy", "list": "ReceiveLines"}  # fmt: skip
"""What a key needs the permission for; keys one may not use are not there."""


class Unloading(Step):
    """One open receipt. `lines` are the announcement's, none for an unannounced delivery."""

    def __init__(self, bench: ReceiveDialogue, lines: Sequence[Any]) -> None:
        super().__init__(bench)
        self.receipt = bench.receipt
        self.lines = list(lines)
        self.received: int = self.receipt.quantity
        self.plate, self.damaged = "", False
        self.last: Goods | None = None
        self.postings: list[int] = []
        self._half = Goods("")
        self._heard: Heard | None = None
        self._stays = self._looking = self._look_again = False

    @property
    def number(self) -> str:
        """The receipt's number."""
        return str(self.receipt.receipt)

    def greet(self) -> None:
        """Say which receipt this is."""
        self.bench.answer(INFO, say("{receipt} is open at {dock}. Scan the goods.", receipt=self.number,
                                    dock=self.receipt.dock))  # fmt: skip

    def look(self) -> None:
        """How much of the announcement has come, whoever received it. One look at a time, so that none overtakes."""
        if self.receipt.asn and not self._looking:
            self._looking = True
            self.bench.desk.ask("asn_lines", self._looked, owner=self.bench, failed=self._unseen, limit=10_000,
                                asn=self.receipt.asn)  # fmt: skip
        else:
            self._look_again = self._looking

    def _looked(self, page: Page) -> None:
        self.lines = list(page.rows)
        again, self._looking, self._look_again = self._look_again, False, False
        if again:
            self.look()
        self.bench.changed.emit()

    def _unseen(self, error: Exception) -> None:
        """The next change is looked at again; what is received is not held up by it."""
        self._looking = self._look_again = False

    def still(self, item: str) -> int:
        """The pieces of an item that are announced and have not come."""
        return sum(max(0, row.announced - row.received) for row in self.lines if row.item == item)

    def announced_for(self, item: str) -> list[Any]:
        """The announced lines of an item, those first that are still missing."""
        mine = [row for row in self.lines if row.item == item]
        return sorted(mine, key=lambda row: row.received >= row.announced)

    # --- what is asked -----------------------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """What is being worked on, for all steps of this receipt."""
        row = self.receipt
        parts = [row.receipt, row.asn or say("unannounced"), row.supplier_name or row.supplier, row.dock]
        return " · ".join(parts)

    def prompt(self) -> Prompt:
        """The next label."""
        done, of = self.progress()
        return Prompt(
            self.title, say("Scan the goods"),
            say("An item's label; a licence plate to put goods on it."),
            expects=("item", "lpn", UNKNOWN), facts=self.facts(), choices=tuple(self._choices()), done=done, of=of,
        )  # fmt: skip

    def progress(self) -> tuple[int, int]:
        """The announced pieces that have come, and all of them; zero of zero without an announcement."""
        if not self.lines:
            return 0, 0
        come = sum(min(row.received, row.announced) for row in self.lines)
        return come, sum(row.announced for row in self.lines)

    def facts(self) -> tuple[Fact, ...]:
        """What everybody at the bench wants to see all the time."""
        last = self.last
        what, name = (f"{last.pieces:,} × {last.item}", last.name) if last else ("–", "")
        shown = [
            Fact(say("Last received"), what, note=name),
            Fact(say("Stands on"), self.plate or say("the floor"), "accent" if self.plate else "neutral"),
            Fact(say("Received"), f"{self.received:,}", note=say("pieces")),
        ]
        if self.damaged:
            shown.append(Fact(say("The next goods are"), say("damaged"), "bad"))
        return tuple(shown)

    def _choices(self) -> list[Choice]:
        """Each has its own key, whatever else is offered."""
        plate = (Choice("full", say("Plate is full: print its label"), "print", "F3") if self.plate
                 else Choice("plate", say("New licence plate"), "pallet", "F3"))  # fmt: skip
        damaged = say("Not damaged after all") if self.damaged else say("The next goods are damaged")
        some = [
            Choice("close", say("Everything is off the truck"), "check", "F2", main=True), plate,
            Choice("damaged", damaged, "hazard", "F4"),
        ]  # fmt: skip
        if self.plate:
            some.append(Choice("loose", say("The next goods stand on the floor"), "down", "F5"))
        if self.received:
            some.append(Choice("undo", say("Take the last one back"), "undo", "F6"))
            some.append(Choice("report", say("Report it, with a photo"), "photo", "F7"))
        if any(row.announced > row.received for row in self.lines):
            some.append(Choice("list", say("Receive by list"), "list", "F8"))
        some.append(Choice("leave", say("Another delivery"), "truck", "F9"))
        may = self.bench.desk.may_run
        return [one for one in some if one.name not in _COMMANDS or may(_COMMANDS[one.name])]

    # --- what is heard -----------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """An item's label, or a licence plate; both, where a logistic label tells what stands on it."""
        label = heard.scan.label
        plate = heard.code("lpn") or (label.sscc if label else "") or self._announced_plate(heard.text)
        if plate and not heard.code("item"):
            self._take_plate(plate)
        elif heard.code("item"):
            self.plate = plate or self.plate
            self._take_item(heard)
        elif label is not None and label.gtin:
            self.bench.answer(WRONG, say("No item has the GTIN {gtin}. Set it aside, and ask for it to be entered.",
                                         gtin=label.gtin))  # fmt: skip
        else:
            self.bench.answer(WRONG, say("Nothing here bears the code {code}.", code=legible(heard.text)))

    def _announced_plate(self, text: str) -> str:
        """A licence plate of whatever kind that the announcement names; empty for any other text."""
        return text if any(row.lpn == text for row in self.lines) else ""

    def _take_plate(self, plate: str) -> None:
        rows = [row for row in self.lines if row.lpn == plate and row.announced > row.received]
        if rows and plate != self.plate:
            self.bench.step = AnnouncedPlate(self, plate, rows)
            self.bench.answer(INFO, say("{plate} was announced.", plate=plate))
        elif plate == self.plate:
            self.bench.answer(ALREADY, say("The goods stand on {plate} already.", plate=plate))
        else:
            self.onto(plate)

    def onto(self, plate: str) -> None:
        """What comes now stands on this licence plate."""
        self.plate = plate
        self.bench.answer(INFO, say("What comes now stands on {plate}.", plate=plate))

    def _take_item(self, heard: Heard) -> None:
        item = heard.code("item")
        level = next((b.level for b in heard.bearers if b.subject.kind == "item"), "")
        self._half = Goods(item, level=level or "each", lpn=self.plate, damaged=self.damaged)
        self._heard = heard
        self.bench.ask("items", self._known, filters=(Filter("sku", "=", item),), limit=1)

    def _known(self, page: Page) -> None:
        self._row = page.rows[0]
        self.bench.ask("packaging_levels", self._measured, item=self._half.item)

    def _measured(self, page: Page) -> None:
        """All is known of the item: what the label left open is asked for."""
        levels = {str(row.level.value): row.units for row in page.rows}
        label = self._heard.scan.label if self._heard is not None else None
        goods = labelled(self._half, self._row, levels, label)
        if goods.missing():
            self.tell(goods)
        else:
            self.post(goods, stays=False)

    def tell(self, goods: Goods) -> None:
        """Ask for what is missing."""
        self.bench.step = telling = Telling(self, goods)
        telling.ask()

    # --- into the books ----------------------------------------------------------------------------------------------

    def post(self, goods: Goods, *, stays: bool) -> None:
        """Receive these goods; `stays`: the next serial number of the same item comes after it."""
        self._half, self._stays = goods, stays
        self.bench.run(goods.command(self.number), self._posted, failed=self._refused)

    def _posted(self, answer: Answer) -> None:
        goods = self._half
        self.noted(goods, answer)
        words = say("{quantity} × {item}", quantity=f"{goods.pieces:,}", item=goods.item)
        words = say("{what}, damaged", what=words) if goods.damaged else words
        self.bench.answer(RIGHT, words)
        more = replace(goods, serial="", quantity=0, unannounced=False)
        self.bench.step = Telling(self, more) if self._stays and goods.by_serial else self

    def noted(self, goods: Goods, answer: Answer) -> None:
        """Remember what was received last."""
        self.postings.append(answer.values["posting"])
        self.received += answer.values["quantity"]
        self.last, self.damaged = goods, False

    def _refused(self, error: Exception) -> None:
        """Ask whether it shall be taken all the same, where that is for people to say; else ask for what was wrong."""
        doubt = doubt_of(error)
        if doubt:
            self.bench.step = unsure = Unsure(self, self._half, doubt, self._stays)
            self.bench.answer(WRONG, unsure.words(error))
            return
        self.bench.tell_error(error)
        fields = {problem.field for problem in getattr(error, "problems", ())}
        half = replace(self._half, quantity=0)
        half = replace(half, lot="", expiry=None) if "lot" in fields else half
        half = replace(half, expiry=None) if "expiry" in fields else half
        half = replace(half, serial="") if "serials" in fields or half.by_serial else half
        known = fields & {"lot", "expiry", "serials", "quantity"} or half.by_serial
        self.bench.step = Telling(self, half) if known else self

    # --- keys --------------------------------------------------------------------------------------------------------

    def choose(self, name: str) -> None:
        """Everything but scanning."""
        if name == "close":
            self.bench.step = Closing(self)
            self.bench.step.look()
            self.bench.answer(INFO, say("Look what is missing before you close it."))
        elif name == "plate":
            self.bench.run(BuildLpn(location=self.receipt.dock), self._built)
        elif name == "undo":
            TakingBack(self).begin()
        elif name == "leave":
            self.bench.restart()
        elif name == "full":
            self._print_plate()
        elif name in ("report", "list"):
            (self._report if name == "report" else self.by_list)()
        elif name == "loose":
            self.plate = ""
            self.bench.answer(INFO, say("What comes now stands on the floor."))
        else:
            self.damaged = not self.damaged
            self.bench.answer(INFO, say("The next goods are received as damaged.") if self.damaged
                              else say("The next goods are sound."))  # fmt: skip

    def _built(self, answer: Answer) -> None:
        self.plate = answer.document
        self.bench.answer(RIGHT, say("What comes now stands on {plate}, a new licence plate.", plate=self.plate))

    def _print_plate(self) -> None:
        plate, self.plate = self.plate, ""
        self.bench.desk.print("lpn_label", lpn=plate)
        self.bench.answer(INFO, say("The label of {plate} is being printed. The next goods stand on the floor.",
                                    plate=plate))  # fmt: skip

    def _report(self) -> None:
        filled: dict[str, Any] = {"receipt": self.number}
        if self.last is not None:
            filled |= {"item": self.last.item, "quantity": self.last.pieces}
            filled |= {"kind": "damaged"} if self.last.damaged else {}
        self.bench.desk.form("ReportDiscrepancy", None, **filled)

    def by_list(self) -> None:
        """All that is missing in a form, quantities filled in."""
        rows = [
            {"item": row.item, "quantity": row.announced - row.received, "lot": row.lot, "expiry": row.expiry,
             "lpn": row.lpn}
            for row in self.lines if row.announced > row.received
        ]  # fmt: skip
        self.bench.desk.form("ReceiveLines", self.bench.listed, receipt=self.number, lines=rows)
