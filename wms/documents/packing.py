"""The packing slip: what is in the cartons of an order, for the customer who opens them."""

from __future__ import annotations

from itertools import groupby
from typing import Any, BinaryIO

from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Column, Made, Sheet
from wms.documents.site_name import site_name


@paper()
def packing_slip(ask: Ask, out: BinaryIO, made: Made, *, order: str) -> None:
    """What an order ships, carton by carton, and what is still to come."""
    head = found(ask("orders", order=order), "order", order)
    boxes = found_cartons(ask, order)
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Packing slip"), head.order, site_name(ask))
    sheet.facts([
        (say("Ship to"), f"{head.customer_name}\n{head.address}".strip()), (say("Reference"), head.reference or "–"),
        (say("Carrier"), head.carrier or "–"), (say("Ordered"), language.moment(head.entered_at)),
        (say("Cartons"), language.number(len(boxes))),
        (say("Weight"), language.kilograms(sum(box.weight_g or box.expected_weight_g for box in boxes))),
    ])  # fmt: skip
    columns = [
        Column(say("Line"), 12, right=True), Column(say("Item"), 28, bold=True), Column(say("Name")),
        Column(say("Lot or serial"), 32), Column(say("Expiry"), 24), Column(say("Quantity"), 20, right=True),
    ]  # fmt: skip
    lines = ask("carton_lines", order=order)
    for carton, inside in groupby(lines, key=lambda line: line.carton):
        sheet.heading(say("Carton {carton}", carton=carton))
        sheet.table(columns, (
            [str(line.order_line), line.item, line.item_name, line.lot or line.serial, language.day(line.expiry),
             language.number(line.quantity)] for line in inside
        ))  # fmt: skip
    _to_come(sheet, ask, order)
    sheet.totals([(say("Pieces"), language.number(sum(line.quantity for line in lines)))])
    sheet.finish()


def found_cartons(ask: Ask, order: str) -> list[Any]:
    """The order's cartons; refused when nothing is packed yet."""
    boxes = ask("cartons", order=order)
    found(boxes, "carton of order", order)
    return boxes


def _to_come(sheet: Sheet, ask: Ask, order: str) -> None:
    missing = [line for line in ask("order_lines", order=order) if line.packed < line.ordered]
    if not missing:
        return
    say = sheet.say
    sheet.heading(say("Still to come"))
    sheet.table(
        [Column(say("Line"), 12, right=True), Column(say("Item"), 28, bold=True), Column(say("Name")),
         Column(say("Quantity"), 20, right=True)],
        ([str(line.line), line.item, line.item_name, sheet.made.language.number(line.ordered - line.packed)]
         for line in missing),
    )  # fmt: skip
