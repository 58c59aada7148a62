"""The receipt: what arrived, counted and signed for, with what differed from the announcement."""

from __future__ import annotations

from typing import BinaryIO

from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Column, Made, Sheet
from wms.documents.site_name import site_name


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
    lines = ask("receipt_lines", receipt=receipt)
    sheet.table(
        [Column(say("Item"), 26, bold=True), Column(say("Name")), Column(say("Lot"), 22), Column(say("Expiry"), 22),
         Column(say("Licence plate"), 36), Column(say("Status"), 20), Column(say("Quantity"), 18, right=True)],
        ([line.item, line.item_name, line.lot or line.serial, language.day(line.expiry), line.lpn,
          say(line.status.value), language.number(line.quantity - line.reversed)] for line in lines),
    )  # fmt: skip
    sheet.totals([(say("Lines"), language.number(len(lines))),
                  (say("Pieces"), language.number(sum(line.quantity - line.reversed for line in lines)))])  # fmt: skip
    _discrepancies(sheet, ask, receipt)
    sheet.signatures([say("Received by"), say("Driver")])
    sheet.finish()


def _discrepancies(sheet: Sheet, ask: Ask, receipt: str) -> None:
    say, rows = sheet.say, ask("discrepancies", receipt=receipt)
    if not rows:
        return
    sheet.heading(say("Discrepancies"))
    sheet.table(
        [Column(say("Kind"), 28, bold=True), Column(say("Item"), 26), Column(say("Name")), Column(say("Note"), 60),
         Column(say("Quantity"), 18, right=True)],
        ([say(row.kind.value), row.item, row.item_name, row.note, sheet.made.language.number(row.quantity)]
         for row in rows),
    )  # fmt: skip
