"""The pick list: a walk on paper, stop by stop, with a code to scan and a square to tick at each."""

from __future__ import annotations

from typing import BinaryIO

from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Column, Made, Sheet
from wms.documents.site_name import site_name


@paper()
def pick_list(ask: Ask, out: BinaryIO, made: Made, *, batch: str) -> None:
    """The stops of a batch in walking order."""
    head = found(ask("batches", batch=batch), "batch", batch)
    stops = [stop for stop in ask("pick_list", batch=batch) if stop.quantity]
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Pick list"), head.batch, site_name(ask))
    sheet.facts([
        (say("Wave"), head.wave), (say("Orders"), language.number(head.orders)),
        (say("Stops"), language.number(len(stops))), (say("Picker"), head.picker or "________________"),
        (say("Walk"), f"{head.walk_mm / 1000:,.0f} m" if head.walk_mm else "–"),
        (say("Bring to"), stops[0].to_location or "" if stops else ""),
    ])  # fmt: skip
    sheet.table(
        [Column("#", 8, right=True), Column(say("Location"), 29, bold=True), Column("", 43, barcode=True),
         Column(say("Item"), 0), Column(say("Order"), 24), Column(say("Quantity"), 15, right=True, bold=True),
         Column("✓", 9, box=True)],
        ([str(stop.sequence), stop.location, stop.location, _goods(stop), stop.order or "",
          language.number(stop.quantity), ""] for stop in stops), row_mm=11,
    )  # fmt: skip
    sheet.totals([(say("Pieces"), language.number(sum(stop.quantity for stop in stops)))])
    sheet.signatures([say("Picked by"), say("Checked by")])
    sheet.finish()


def _goods(stop: object) -> str:
    item, name = getattr(stop, "item", ""), getattr(stop, "item_name", "")
    tracked = getattr(stop, "lot", "") or getattr(stop, "serial", "")
    return f"{item} · {tracked} · {name}" if tracked else f"{item} · {name}"
