"""The packing slip: what is in the cartons of an order, for the customer who opens them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, BinaryIO

from wms.base.errors import refuse
from wms.documents.goods import goods
from wms.documents.paper import Ask, found, one_of, paper
from wms.documents.sheet import Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.table import Column, table
from wms.documents.words import Language


@paper()
def packing_slip(ask: Ask, out: BinaryIO, made: Made, *, order: str = "", carton: str = "") -> None:
    """What an order ships, carton by carton, and what is still to come; or what is in one carton."""
    one_of(order=order, carton=carton)
    if order:
        found(ask("orders", order=order), "order", order)
    chosen = ask("cartons", order=order, carton=carton)
    boxes = [box for box in chosen if box.state.value != "cancelled"]
    if order and not boxes:
        raise refuse("Nothing of the order {order} is packed yet.", field="order", order=order)
    head = found(ask("orders", order=found(boxes, "carton", carton).order), "order", order)
    siblings = [box.carton for box in ask("cartons", order=head.order) if box.state.value != "cancelled"]
    sheet = Sheet(out, made, made.language.say("Packing slip"), carton or head.order, site_name(ask))
    _facts(sheet, head, boxes)
    say, language = made.language.say, made.language
    lines = ask("carton_lines", order=head.order, carton=carton)
    lines.sort(key=lambda line: (line.carton, line.order_line))
    for sscc, inside in groupby(lines, lambda line: line.carton):
        place = say("{place} of {count}", place=siblings.index(sscc) + 1, count=len(siblings))
        sheet.heading(say("Carton {carton}", carton=sscc), place)
        table(sheet, _columns(sheet), (
            [str(line.order_line), goods(language, line, tracked=False), line.lot or line.serial,
             language.day(line.expiry), language.number(line.quantity)] for line in inside
        ))  # fmt: skip
    if not carton:
        _to_come(sheet, ask, head.order)
    sheet.ending([(say("Pieces"), language.number(sum(line.quantity for line in lines)))])
    sheet.finish()


def weight(language: Language, boxes: Sequence[Any]) -> str:
    """What the cartons weigh together; marked where one was calculated, a dash where one is not known at all."""
    if not all(box.weight_g or box.expected_weight_g for box in boxes):
        return "–"
    calculated = not all(box.weight_g for box in boxes)
    return language.kilograms(sum(box.weight_g or box.expected_weight_g for box in boxes), calculated=calculated)


def _facts(sheet: Sheet, head: Any, boxes: Sequence[Any]) -> None:
    say, language = sheet.say, sheet.made.language
    sheet.facts([
        (say("Ship to"), f"{head.customer_name}\n{head.address}".strip()), (say("Order"), head.order),
        (say("Reference"), head.reference or "–"), (say("Carrier"), head.carrier or "–"),
        (say("Ordered"), language.moment(head.entered_at)),
        (say("Cartons"), f"{language.number(len(boxes))} · {weight(language, boxes)}"),
    ])  # fmt: skip


def _columns(sheet: Sheet) -> list[Column]:
    say = sheet.say
    return [
        Column(say("Line"), 12, right=True), Column(say("Item")),
        Column(say("Lot or serial"), 36, optional=True, lines=2), Column(say("Expiry"), 26, optional=True),
        Column(say("Pieces"), 22, right=True, bold=True),
    ]  # fmt: skip


def _to_come(sheet: Sheet, ask: Ask, order: str) -> None:
    missing = [line for line in ask("order_lines", order=order) if line.packed < line.ordered]
    if not missing:
        return
    sheet.heading(sheet.say("Still to come"))
    language = sheet.made.language
    table(sheet, _columns(sheet), (
        [str(line.line), goods(language, line, tracked=False), "", "", language.number(line.ordered - line.packed)]
        for line in missing
    ))  # fmt: skip
