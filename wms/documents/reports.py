"""Reports a manager prints: the stock report."""

from __future__ import annotations

from typing import Any, BinaryIO

from wms.documents.paper import Ask, paper
from wms.documents.sheet import Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.table import Column, table


@paper()
def stock_report(ask: Ask, out: BinaryIO, made: Made, *, item: str = "", location: str = "", zone: str = "") -> None:
    """All stock by item, location and lot, with what is allocated."""
    rows = ask("stock_lines", item=item, location=location, zone=zone)
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Stock report"), "", site_name(ask), landscape=True)
    chosen = [(say("Item"), item), (say("Location"), location), (say("Zone"), zone)]
    sheet.facts([(label, value or say("all")) for label, value in chosen])
    table(sheet, [
        Column(say("Item"), 24, bold=True), Column(say("Name")), Column(say("Location"), 28),
        Column(say("Lot or serial"), 28, optional=True), Column(say("Expiry"), 24, optional=True),
        Column(say("Licence plate"), 40, optional=True), Column(say("Status"), 20),
        Column(say("On hand"), 22, right=True), Column(say("Allocated"), 20, right=True),
    ], ([row.item, row.item_name, row.location, row.lot or row.serial, language.day(row.expiry), row.lpn,
         say(row.status.value), language.number(row.on_hand), language.number(row.allocated) if row.allocated else "–"]
        for row in rows))  # fmt: skip
    sheet.ending(_sums(sheet, rows))
    sheet.finish()


def _sums(sheet: Sheet, rows: list[Any]) -> list[tuple[str, str]]:
    say, language = sheet.say, sheet.made.language
    return [
        (say("Items"), language.number(len({row.item for row in rows}))),
        (say("Locations"), language.number(len({row.location for row in rows}))),
        (say("On hand"), language.number(sum(row.on_hand for row in rows))),
        (say("Allocated"), language.number(sum(row.allocated for row in rows))),
    ]
