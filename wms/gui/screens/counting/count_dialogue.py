"""Counting by scan, blind: go to a place, scan it, scan everything there, say that it is done; the books stay hidden.

Each scan of an item counts one; a typed number says how many of what was scanned last. A licence plate says what the
next items stand on. Nothing is entered before the person says that the place is done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk, in_words
from wms.gui.scan.dialogue import Dialogue
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import UNKNOWN, Choice, Fact, Prompt
from wms.gui.texts.say import say
from wms.model.words import Level, TaskKind
from wms.operations.counting.enter import EnterCount, FoundLine
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

MOST = 500


@dataclass(frozen=True, slots=True)
class Found:
    """Something that was found here, and how many of it."""

    item: str
    name: str
    quantity: int
    level: str = ""
    lot: str = ""
    expiry: date | None = None
    serial: str = ""
    lpn: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from other finds: everything but how many."""
        return self.item, self.level, self.lot, self.serial, self.lpn


class CountDialogue(Dialogue):
    """Walks through the places that are to be counted, of one count or of all that are open."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.only = ""
        self.waits: list[Any] = []
        self.skipped: set[str] = set()
        self.done = 0
        self.place, self.count = "", ""
        self.plate = ""
        self.found: list[Found] = []
        self._unnamed = Found("", "", 0)
        self._half: Found | None = None

    def begin(self, count: str = "") -> None:
        """Look what is to be counted, of this count or of all; a place that is being counted stays."""
        self.only = count
        self.desk.ask("open_tasks", self._looked, owner=self, kind=TaskKind.COUNT.value, limit=MOST)

    def _looked(self, page: Page) -> None:
        waits = [row for row in page.rows if not self.only or row.document == self.only]
        self.waits = sorted(waits, key=lambda row: (row.from_location in self.skipped, row.from_location))
        self.changed.emit()

    # --- what to do now --------------------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """The next place, or the next thing at it."""
        if self._half is not None:
            return self._ask_for_lot(self._half)
        if self.place:
            return self._scan_everything()
        if not self.waits:
            return Prompt(
                say("Counting"), say("Nothing is to be counted"),
                say("Open a count in the tab Counts; its places come up here at once."),
            )  # fmt: skip
        return Prompt(
            say("Counting"), say("Go there and scan the place"), expects=("location",),
            place=self.waits[0].from_location, done=self.done, of=self.done + len(self.waits),
            facts=(Fact(say("Count"), self.waits[0].document), Fact(say("Places left"), f"{len(self.waits):,}")),
            choices=(Choice("skip", say("Another place first"), "next"),),
        )  # fmt: skip

    def _scan_everything(self) -> Prompt:
        last = self.found[-1] if self.found else None
        pieces = sum(one.quantity for one in self.found)
        choices = [Choice("done", say("This place is done"), "check", main=True)] if self.found else [
            Choice("nothing", say("Nothing is here"), "check", main=True)
        ]  # fmt: skip
        if self.found:
            choices.append(Choice("undo", say("Take the last one back"), "undo"))
        if self.plate:
            choices.append(Choice("loose", say("The next ones stand loose"), "pallet"))
        choices.append(Choice("leave", say("Leave, enter nothing"), "cancel", grave=True))
        return Prompt(
            say("Count {count}", count=self.count), say("Scan everything here"),
            say("Type a number for how many there are of what you scanned last."), expects=("item", "lpn"),
            place=self.place, quantity=bool(self.found), choices=tuple(choices),
            facts=(
                Fact(say("Last"), f"{last.quantity:,} × {last.item}" if last else "–", note=last.name if last else ""),
                Fact(say("Found here"), f"{pieces:,}", note=say("{lines} lines", lines=len(self.found))),
                *((Fact(say("Stands on"), self.plate, "accent"),) if self.plate else ()),
            ),
        )  # fmt: skip

    def _ask_for_lot(self, half: Found) -> Prompt:
        return Prompt(
            say("Count {count}", count=self.count), say("Scan or type the lot of {item}", item=half.item), half.name,
            expects=("lot", UNKNOWN), place=self.place, choices=(Choice("drop", say("Not this item"), "cancel"),),
        )  # fmt: skip

    # --- what is heard ---------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """A place, a licence plate, an item, or the lot of the item before."""
        if self._half is not None:
            half, self._half = self._half, None
            self._add(replace(half, lot=heard.code("lot") or heard.text))
        elif not self.place:
            self._arrive(heard.code("location"))
        elif heard.code("item"):
            self._hear_item(heard)
        else:
            self.plate = heard.code("lpn")
            self.answer(INFO, say("What comes now stands on {plate}.", plate=self.plate))

    def _arrive(self, place: str) -> None:
        task = next((row for row in self.waits if row.from_location == place), None)
        if task is None:
            self.answer(WRONG, say("{place} is not to be counted.", place=place))
            return
        self.place, self.count, self.found, self.plate = place, task.document, [], ""
        self.answer(RIGHT, say("You are at {place}. Scan everything here.", place=place))

    def _hear_item(self, heard: Heard) -> None:
        label, item = heard.scan.label, heard.code("item")
        level = next((b.level for b in heard.bearers if b.subject.kind == "item"), "")
        half = Found(
            item, "", (label.variable_count if label else None) or 1, level, (label.lot if label else "") or "",
            label.expiry if label else None, (label.serial if label else "") or "", self.plate,
        )  # fmt: skip
        self._unnamed = half
        self.ask("items", self._known, filters=(Filter("sku", "=", item),), limit=1)

    def _known(self, page: Page) -> None:
        """The item's name is known, and whether it is kept by lot or by serial number."""
        row = page.rows[0]
        found = replace(self._unnamed, name=row.name)
        if row.serial_tracked and not found.serial:
            self.answer(WRONG, say("{item} is counted by serial number: scan the serial's label.", item=found.item))
        elif row.lot_tracked and not found.lot:
            self._half = found
            self.answer(INFO, say("Which lot of {item}?", item=found.item))
        else:
            self._add(found)

    def _add(self, found: Found) -> None:
        """One more of it; the same thing again is added to what was counted of it."""
        same = next((one for one in self.found if one.key == found.key), None)
        if same is not None and found.serial:
            self.answer(WRONG, say("Serial number {serial} was counted already.", serial=found.serial))
            return
        if same is not None:
            self.found.remove(same)
            found = replace(same, quantity=same.quantity + found.quantity)
        self.found.append(found)
        self.answer(RIGHT, say("{quantity} × {item}", quantity=f"{found.quantity:,}", item=found.item))

    def enter(self, text: str) -> None:
        """How many there are of what was scanned last."""
        quantity, last = int(text), self.found[-1]
        if last.serial and quantity != 1:
            self.answer(WRONG, say("There is one of each serial number."))
        elif quantity == 0:
            self.found.pop()
            self.answer(INFO, say("{item} was taken back.", item=last.item))
        else:
            self.found[-1] = replace(last, quantity=quantity)
            self.answer(RIGHT, say("{quantity} × {item}", quantity=f"{quantity:,}", item=last.item))

    def choose(self, name: str) -> None:
        """One of the offered keys."""
        if name in ("done", "nothing"):
            self.run(self._command(), self._entered)
        elif name == "undo":
            taken = self.found.pop()
            self.answer(INFO, say("{item} was taken back.", item=taken.item))
        elif name == "loose":
            self.plate = ""
        elif name == "drop":
            self._half = None
        elif name == "leave":
            self._leave()
        else:
            self.skipped.add(self.waits[0].from_location)
            self.waits.append(self.waits.pop(0))

    def _command(self) -> EnterCount:
        lines = tuple(
            FoundLine(item=one.item, quantity=one.quantity, level=Level(one.level) if one.level else None, lot=one.lot,
                      expiry=one.expiry, serial=one.serial, lpn=one.lpn)
            for one in self.found
        )  # fmt: skip
        return EnterCount(count=self.count, location=self.place, lines=lines, nothing=not lines)

    def _entered(self, answer: Answer) -> None:
        self.answer(RIGHT, in_words(answer))
        self.waits = [row for row in self.waits if row.from_location != self.place or row.document != self.count]
        self.done += 1
        self._leave()
        self.begin(self.only)

    def _leave(self) -> None:
        self.place, self.count, self.plate, self.found, self._half = "", "", "", [], None
