"""The count sheet: locations in walking order, a square for what is found. A blind one hides what the books say."""

from __future__ import annotations

from typing import BinaryIO

from wms.documents.goods import goods
from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.table import Column, Text, small, table


@paper()
def count_sheet(ask: Ask, out: BinaryIO, made: Made, *, count: str) -> None:
    """The lines of a cycle count, to be filled in by hand."""
    head = found(ask("counts", count=count), "count", count)
    lines = ask("count_lines", count=count)
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Count sheet"), head.count, site_name(ask))
    sheet.facts([
        (say("Opened"), language.moment(head.opened_at)), (say("Reason"), head.reason or "–"),
        (say("Kind"), say("blind") if head.blind else say("books shown")),
        (say("Locations"), language.number(head.locations)), (say("Lines"), language.number(len(lines))),
    ])  # fmt: skip
    columns = [
        Column(say("Location"), 35), Column("", 46, barcode=True), Column(say("Item")),
        Column(say("Status"), 20), Column(say("Books"), 20, right=True, optional=True),
        Column(say("Found"), 30, right=True, box=True),
    ]  # fmt: skip
    table(sheet, columns, ([
        (Text(line.location, 11, bold=True, lines=2), small(line.zone)), line.location, goods(language, line),
        say(line.status.value), "" if head.blind else language.number(line.snapshot), "",
    ] for line in lines), row_mm=13)  # fmt: skip
    sheet.ending([], [say("Counted by"), say("Date and time")], say("Count what you see. Write 0 where nothing lies."))
    sheet.finish()
