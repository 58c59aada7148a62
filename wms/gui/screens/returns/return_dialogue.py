"""Returns by scan: the parcel's order (or its sender), then item after item with how it looks and what becomes of it.

Each item is in the books when its disposition is said; the last one can be taken back until the return is closed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from wms.base.errors import Refused
from wms.gui.desk.desk import INFO, RIGHT, WRONG, Desk, in_words
from wms.gui.scan.dialogue import Dialogue
from wms.gui.scan.heard import Heard
from wms.gui.scan.prompt import UNKNOWN, Choice, Fact, Prompt
from wms.gui.screens.returns.goods import BECOMES, ICONS, USUAL, Goods, becomes, day, known, scanned
from wms.gui.texts.say import say
from wms.gui.texts.shown import word
from wms.model.words import Condition, Disposition, ReturnState
from wms.operations.returning.open import CloseReturn, OpenReturn
from wms.operations.returning.reverse import ReverseReturnLine
from wms.operations.unit import Answer
from wms.queries.page import Filter, Page

MOST = 10_000


class ReturnDialogue(Dialogue):
    """`row` is the open return (None before), `goods` what lies on the bench, `lines` what was booked in so far."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.row: Any = None
        self.goods: Goods | None = None
        self.lines: Sequence[Any] = ()
        self.wanted: Sequence[Any] = ()
        self.blind = False
        self.owners: Sequence[Any] = ()
        self._sender = ""
        self._order = ""

    def begin(self, number: str = "", order: str = "") -> None:
        """Go on with a return or an order; what is under way stays."""
        if self._awaited:
            return
        if number:
            self._open(number)
        elif order:
            self._of_order(order)
        self.changed.emit()

    # --- what to do now --------------------------------------------------------------------------------------------

    def prompt(self) -> Prompt:
        """The parcel, the next item, or what is still to be said of the one on the bench."""
        if self.row is None:
            return self._ask_for_sender() if self.blind else self._ask_for_parcel()
        if self.goods is None:
            return self._ask_for_item()
        asks = {"lot": self._ask_for_lot, "serial": self._ask_for_serial, "expiry": self._ask_for_expiry,
                "condition": self._ask_for_condition}  # fmt: skip
        return asks.get(self.goods.lacks, self._ask_for_disposition)(self.goods)

    def _ask_for_parcel(self) -> Prompt:
        return Prompt(
            say("Returns"), say("Scan the order, the packing slip or the carton"),
            say("Without any of these, receive it blind: by its sender."),
            expects=("order", "carton", "shipment", "return", "lpn"),
            choices=(Choice("blind", say("Nothing to scan: by sender"), "user"),),
        )  # fmt: skip

    def _ask_for_sender(self) -> Prompt:
        owners = tuple(Choice(f"owner {row.owner}", row.name, "tote") for row in self.owners)
        back = Choice("back", say("Back"), "undo")
        if owners:
            return Prompt(say("Blind return"), say("Whose stock does it become?"), choices=(*owners, back),
                          facts=(Fact(say("Sender"), self._sender),))  # fmt: skip
        return Prompt(say("Blind return"), say("Who sends it? Scan or type the customer"), expects=("party",),
                      choices=(back,))  # fmt: skip

    def _ask_for_item(self) -> Prompt:
        booked = sum(line.quantity for line in self.lines)
        shipped = sum(line.shipped for line in self.wanted)
        last = self.lines[-1] if self.lines else None
        facts = [Fact(say("Came back"), f"{booked:,}", note=say("pieces"))]
        if self.wanted:
            facts.append(Fact(say("Was shipped"), f"{shipped:,}", note=say("pieces")))
        if last is not None:
            facts.append(Fact(say("Last"), f"{last.quantity:,} × {last.item}", note=becomes(last.disposition)))
        choices = [Choice("close", say("That is all: close"), "check", main=bool(self.lines))]
        if self.lines:
            choices.append(Choice("undo", say("Take the last one back"), "undo"))
        choices.append(Choice("later", say("Go on with it later"), "pause"))
        return Prompt(self._title(), say("Scan an item"), expects=("item",), facts=tuple(facts),
                      choices=tuple(choices), done=min(booked, shipped), of=shipped)  # fmt: skip

    def _ask_for_lot(self, goods: Goods) -> Prompt:
        return self._ask_for(goods, say("Scan or type the lot"), "lot")

    def _ask_for_serial(self, goods: Goods) -> Prompt:
        return self._ask_for(goods, say("Scan or type the serial number"), "serial")

    def _ask_for_expiry(self, goods: Goods) -> Prompt:
        return self._ask_for(goods, say("Type the expiry date, such as 2026-05-31"), "")

    def _ask_for(self, goods: Goods, instruction: str, kind: str) -> Prompt:
        kinds = (kind, UNKNOWN) if kind else (UNKNOWN,)
        return Prompt(self._title(), instruction, goods.name, expects=kinds, facts=_facts(goods),
                      choices=(Choice("drop", say("Not this item"), "cancel"),))  # fmt: skip

    def _ask_for_condition(self, goods: Goods) -> Prompt:
        choices = tuple(Choice(one.value, word(one), ICONS[one]) for one in USUAL)
        return Prompt(
            self._title(), say("How does it look?"),
            say("Or type it in a few words. A number says how many there are; the next one like it can be scanned."),
            expects=("item", UNKNOWN), facts=_facts(goods), quantity=not goods.by_serial,
            choices=(*choices, Choice("drop", say("Not this item"), "cancel")),
        )  # fmt: skip

    def _ask_for_disposition(self, goods: Goods) -> Prompt:
        choices = tuple(
            Choice(one.value, becomes(one), BECOMES[one], main=one is goods.likely, grave=one is Disposition.SCRAP)
            for one in BECOMES
        )
        return Prompt(
            self._title(), say("What becomes of it?"), expects=("item",), quantity=not goods.by_serial,
            facts=(*_facts(goods), Fact(say("Condition"), word(goods.condition or ""))),
            choices=(*choices, Choice("drop", say("Not this item"), "cancel")),
        )  # fmt: skip

    def _title(self) -> str:
        if self.row.order:
            return say("Return {number} · order {order}", number=self.row.number, order=self.row.order)
        return say("Return {number} · {customer}", number=self.row.number, customer=self.row.customer_name)

    # --- what is heard ---------------------------------------------------------------------------------------------

    def hear(self, heard: Heard) -> None:
        """The parcel, its sender, an item, or what an item still lacks."""
        if self.row is None:
            self._hear_parcel(heard)
        elif self.goods is None:
            self.goods = scanned(heard)
            self.ask("items", self._item_known, filters=(Filter("sku", "=", self.goods.item),), limit=1)
        elif heard.code("item"):
            self._hear_another(heard.code("item"))
        else:
            self._hear_more(self.goods, heard)

    def _hear_parcel(self, heard: Heard) -> None:
        if heard.code("party"):
            self._sender = heard.code("party")
            self._open_blind()
        elif heard.code("return"):
            self._open(heard.code("return"))
        elif heard.code("order"):
            self._of_order(heard.code("order"))
        elif heard.code("shipment"):
            self.ask("shipments", self._of_first, shipment=heard.code("shipment"), limit=1)
        else:
            self.ask("cartons", self._of_first, carton=heard.code("carton", "lpn"), limit=1)

    def _of_first(self, page: Page) -> None:
        if page.rows:
            self._of_order(page.rows[0].order)
        else:
            self.answer(WRONG, say("This was never packed for an order."))

    def _of_order(self, order: str) -> None:
        self._order = order
        self.ask("returns", self._return_looked_for, order=order, state=ReturnState.OPEN, limit=1)

    def _return_looked_for(self, page: Page) -> None:
        if page.rows:
            self._open(page.rows[0].number)
        else:
            self.run(OpenReturn(order=self._order), self._opened)

    def _open_blind(self, owner: str = "") -> None:
        self.run(OpenReturn(customer=self._sender, owner=owner), self._opened, failed=self._blind_refused)

    def _blind_refused(self, error: Exception) -> None:
        """Where several owners keep stock here, it must be said whose this becomes."""
        if isinstance(error, Refused) and {problem.field for problem in error.problems} == {"owner"}:
            self.ask("owners", self._owners_found)
        else:
            self.tell_error(error)

    def _owners_found(self, page: Page) -> None:
        self.owners = page.rows
        self.answer(INFO, say("Whose stock does it become?"))

    def _opened(self, answer: Answer) -> None:
        self.answer(RIGHT, in_words(answer))
        self._open(answer.document)

    def _open(self, number: str) -> None:
        self.ask("returns", self._row_found, number=number, limit=1)

    def _row_found(self, page: Page) -> None:
        if not page.rows or page.rows[0].state is not ReturnState.OPEN:
            self.answer(WRONG, say("This return is closed. Scan the next parcel."))
            return
        self.row, self.blind, self.owners = page.rows[0], False, ()
        if self.row.order:
            self.ask("order_lines", self._wanted_found, order=self.row.order, limit=MOST)
        else:
            self._wanted_found(Page((), None))

    def _wanted_found(self, page: Page) -> None:
        self.wanted = page.rows
        self._read_lines()

    def _read_lines(self) -> None:
        self.ask("return_lines", self._lines_found, number=self.row.number, sort=("id",), limit=MOST)

    def _lines_found(self, page: Page) -> None:
        self.lines = [line for line in page.rows if not line.reversed]
        if self._turn is None or self._turn.answer is None:
            self.answer(RIGHT, say("Return {number} is open. Scan its items.", number=self.row.number))

    # --- one item ----------------------------------------------------------------------------------------------------

    def _item_known(self, page: Page) -> None:
        if self.goods is None:
            return
        goods = self.goods = replace(self.goods, **known(self.goods, page.rows[0]))
        if self.wanted and goods.item not in {line.item for line in self.wanted}:
            self.goods = None
            self.answer(WRONG, say("{item} was not on this order.", item=goods.item))
        else:
            self.answer(INFO, f"{goods.quantity:,} × {goods.item} · {goods.name}")

    def _hear_another(self, item: str) -> None:
        goods = self.goods
        if goods is None or item != goods.item or goods.by_serial:
            self.answer(WRONG, say("First say what becomes of the one on the bench."))
        else:
            self._count(goods, goods.quantity + 1)

    def _hear_more(self, goods: Goods, heard: Heard) -> None:
        text = heard.text.strip()
        if goods.lacks == "lot":
            self.goods = replace(goods, lot=heard.code("lot") or text)
        elif goods.lacks == "serial":
            self.goods = replace(goods, serial=heard.code("serial") or text)
        elif goods.lacks == "expiry":
            found = day(text)
            if found is None:
                self.answer(WRONG, say("{text} is no date. Type it such as 2026-05-31.", text=text))
                return
            self.goods = replace(goods, expiry=found, dated=True)
        else:
            self.goods = replace(goods, condition=text)
        self.answer(INFO, text)

    def enter(self, text: str) -> None:
        """How many of it there are."""
        if self.goods is None or int(text) < 1:
            self.answer(WRONG, say("There is at least one."))
        else:
            self._count(self.goods, int(text))

    def _count(self, goods: Goods, quantity: int) -> None:
        self.goods = replace(goods, quantity=quantity)
        self.answer(INFO, say("{quantity} × {item}", quantity=f"{quantity:,}", item=goods.item))

    def choose(self, name: str) -> None:
        """One of the offered keys."""
        if self.row is None:
            self._choose_parcel(name)
        elif self.goods is None:
            self._choose_return(name)
        elif name == "drop":
            self.goods = None
        elif name in USUAL:
            self.goods = replace(self.goods, condition=name, likely=USUAL[Condition(name)])
        else:
            self.run(self.goods.command(self.row.number, Disposition(name)), self._booked, failed=self._refused)

    def _choose_parcel(self, name: str) -> None:
        if name.startswith("owner "):
            self._open_blind(name.removeprefix("owner "))
        else:
            self.blind, self.owners = name == "blind", ()

    def _choose_return(self, name: str) -> None:
        number = self.row.number
        if name == "close":
            self.run(CloseReturn(number=number), self._closed)
        elif name == "undo":
            wrong = say("Taken back at the bench")
            self.run(ReverseReturnLine(number=number, line=self.lines[-1].nr, reason=wrong), self._booked)
        else:
            self._forget()

    def _booked(self, answer: Answer) -> None:
        self.goods = None
        self.answer(RIGHT, in_words(answer))
        self._read_lines()

    def _refused(self, error: Exception) -> None:
        """An expiry date that is missing is asked for; anything else is said, and the goods stay on the bench."""
        self.tell_error(error)
        if isinstance(error, Refused) and self.goods is not None:
            fields = {problem.field for problem in error.problems}
            if "expiry" in fields:
                self.goods = replace(self.goods, expiry=None, dated=False)
            elif "lot" in fields or "serials" in fields:
                self.goods = replace(self.goods, lot="", serial="")

    def _closed(self, answer: Answer) -> None:
        self.answer(RIGHT, in_words(answer))
        self.desk.print("return_receipt", number=self.row.number)
        self._forget()

    def _forget(self) -> None:
        self.row, self.goods, self.lines, self.wanted, self.blind = None, None, (), (), False


def _facts(goods: Goods) -> tuple[Fact, ...]:
    """What lies on the bench."""
    facts = [Fact(say("On the bench"), f"{goods.quantity:,} × {goods.item}", note=goods.level or goods.name)]
    if goods.lot:
        facts.append(Fact(say("Lot"), goods.lot))
    if goods.serial:
        facts.append(Fact(say("Serial number"), goods.serial))
    return tuple(facts)
