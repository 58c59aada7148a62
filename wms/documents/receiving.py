"""The receipt: what arrived, counted and signed for, with what differed from the announcement."""

from __future__ import annotations

from typing import Any, BinaryIO

from wms.documents.goods import goods
from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.table import Column, Row, table
from wms.documents.words import Language


@paper()
def receipt(ask: Ask, out: BinaryIO, made: Made, *, receipt: str) -> None:
    """The receipt of a delivery, with its discrepancies."""
    head = found(ask("receipts", receipt=receipt), "receipt", receipt)
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Receipt"), head.receipt, site_name(ask))
    sheet.facts([
        (say("Supplier"), f"{head.supplier_name} ({head.supplier})"), (say("Announcement"), head.asn or say("none")),
        (say("Dock"), head.dock), (say("Opened"), language.moment(head.opened_at)),
        (say("Closed"), language.moment(head.closed_at) or say("still open")), (say("Owner"), head.owner),
    ])  # fmt: skip
    lines = [line for line in ask("receipt_lines", receipt=receipt) if line.quantity > line.reversed]
    table(sheet, [
        Column(say("Line"), 12, right=True, optional=True), Column(say("Item")),
        Column(say("Lot or serial"), 30, optional=True, lines=2), Column(say("Expiry"), 25, optional=True),
        Column(say("Licence plate"), 40, optional=True), Column(say("Status"), 22),
        Column(say("Pieces"), 20, right=True, bold=True),
    ], (_line(language, line) for line in lines))  # fmt: skip
    _discrepancies(sheet, ask, receipt)
    sheet.ending(
        [(say("Lines"), language.number(len(lines))),
         (say("Pieces"), language.number(sum(line.quantity - line.reversed for line in lines)))],
        [say("Received by"), say("Driver"), say("Date and time")], _photos(sheet, ask, receipt),
    )  # fmt: skip
    sheet.finish()


def _line(language: Language, line: Any) -> Row:
    return ["" if line.asn_line is None else str(line.asn_line), goods(language, line, tracked=False),
            line.lot or line.serial, language.day(line.expiry), line.lpn, language.say(line.status.value),
            language.number(line.quantity - line.reversed)]  # fmt: skip


def _discrepancies(sheet: Sheet, ask: Ask, receipt: str) -> None:
    say, rows = sheet.say, ask("discrepancies", receipt=receipt)
    if not rows:
        return
    language = sheet.made.language
    sheet.heading(say("Discrepancies"))
    table(sheet, [
        Column(say("Kind"), 26, bold=True), Column(say("Item")), Column(say("Note"), 70, optional=True, lines=3),
        Column(say("Pieces"), 20, right=True, bold=True),
    ], ([say(row.kind.value), goods(language, row), row.note, language.number(row.quantity)]
        for row in sorted(rows, key=lambda row: row.id)))  # fmt: skip


def _photos(sheet: Sheet, ask: Ask, receipt: str) -> str:
    """Which photos are kept with the receipt."""
    names = [row.name for row in ask("attachments", document=receipt)]
    return sheet.say("Photos kept with this receipt: {names}", names=", ".join(names)) if names else ""
