"""The return receipt: what a customer sent back, in which condition, and what becomes of it."""

from __future__ import annotations

from typing import BinaryIO

from wms.documents.goods import goods
from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.table import Column, table
from wms.documents.words import Language
from wms.model.words import Condition


@paper()
def return_receipt(ask: Ask, out: BinaryIO, made: Made, *, number: str) -> None:
    """The receipt of a customer's return."""
    head = found(ask("returns", number=number), "return", number)
    lines = [line for line in ask("return_lines", number=number) if not line.reversed]
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Return receipt"), head.number, site_name(ask))
    sheet.facts([
        (say("Customer"), f"{head.customer_name} ({head.customer})"), (say("Order"), head.order or "–"),
        (say("Opened"), language.moment(head.opened_at)), (say("Reason"), head.reason or "–"),
    ])  # fmt: skip
    table(sheet, [
        Column(say("Line"), 12, right=True, optional=True), Column(say("Item")),
        Column(say("Lot or serial"), 32, optional=True), Column(say("Condition"), 40, optional=True, lines=3),
        Column(say("Disposition"), 28), Column(say("Pieces"), 20, right=True, bold=True),
    ], (["" if line.order_line is None else str(line.order_line), goods(language, line, tracked=False),
         line.lot or line.serial, _looks(language, line.condition), say(line.disposition.value),
         language.number(line.quantity)]
        for line in lines))  # fmt: skip
    sheet.ending([(say("Pieces"), language.number(sum(line.quantity for line in lines)))],
                 [say("Received by"), say("Date and time")])  # fmt: skip
    sheet.finish()


def _looks(language: Language, condition: str) -> str:
    """One of the usual conditions in the paper's language; other words as somebody wrote them."""
    plain = condition.replace("_", " ") if condition in set(Condition) else condition
    return language.words.get(plain, plain)
