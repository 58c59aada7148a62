"""The count sheet: locations in walking order, a square for what is found. A blind one hides what the books say."""

from __future__ import annotations

from typing import BinaryIO

from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Column, Made, Sheet
from wms.documents.site_name import site_name


@paper()
def count_sheet(ask: Ask, out: BinaryIO, made: Made, *, count: str) -> None:
    """The lines of a cycle count, to be filled in by hand."""
    head = found(ask("counts", count=count), "count", count)
    lines = ask("count_lines", count=count)
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Count sheet"), head.count, site_name(ask))
    sheet.facts([
        (say("Opened"), language.moment(head.opened_at)), (say("Reason"), head.reason or "–"),
        (say("Locations"), language.number(head.locations)), (say("Kind"), say("blind") if head.blind else say("open")),
    ])  # fmt: skip
    books = [] if head.blind else [Column(say("Books"), 18, right=True)]
    columns = [Column(say("Location"), 32, bold=True), Column("", 43, barcode=True), Column(say("Item")),
               Column(say("Lot or serial"), 28), *books, Column(say("Found"), 26, box=True)]  # fmt: skip
    sheet.table(columns, ([
        line.location, line.location, f"{line.item} · {line.item_name}", line.lot or line.serial,
        *([] if head.blind else [language.number(line.snapshot)]), "",
    ] for line in lines), row_mm=11)  # fmt: skip
    sheet.signatures([say("Counted by"), say("Date and time")])
    sheet.finish()
