"""Labels to stick on: licence plates and cartons (GS1 logistic label), locations, and items.

Every label is a page of its own size in a PDF, or a format of its own in ZPL, for a label printer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from wms.base.errors import refuse
from wms.documents import label_content, label_drawing
from wms.documents.label_drawing import LogisticLabel
from wms.documents.packing import weight
from wms.documents.paper import Ask, found, one_of, paper
from wms.documents.sheet import Made
from wms.documents.zpl import label_roll

MOST = 2_000


@paper(label=True)
def lpn_label(ask: Ask, out: BinaryIO, made: Made, *, lpn: str) -> None:
    """The label of a licence plate, with what stands on it."""
    tree = ask("lpn_contents", lpn=lpn)
    root = found(tree, "licence plate", lpn)
    goods = [row for row in tree if row.item]
    say, language = made.language.say, made.language
    one = goods[0] if len({(row.item, row.lot, row.serial) for row in goods}) == 1 else None
    count = sum(row.on_hand for row in goods)
    facts = [(say("PIECES"), language.number(count)), (say("LOT"), (one.lot or one.serial or "–") if one else "–"),
             (say("EXPIRY"), language.day(one.expiry) or "–" if one else "–")]  # fmt: skip
    label = LogisticLabel(
        lpn, _sender(ask), (say("LOCATION"), root.location or "–"), _what(made, goods), facts,
        _content(ask, one, count),
    )  # fmt: skip
    roll = label_roll(out, made, label_drawing.LOGISTIC, lpn)
    label_drawing.logistic(roll, label, say("FROM"))
    roll.finish()


@paper(label=True)
def carton_label(ask: Ask, out: BinaryIO, made: Made, *, carton: str = "", order: str = "") -> None:
    """The shipping label of a carton, or of all cartons of an order."""
    one_of(carton=carton, order=order)
    boxes = _standing(ask("cartons", carton=carton, order=order))
    if order and not boxes:
        raise refuse("Nothing of the order {order} is packed yet.", field="order", order=order)
    found_all(boxes, "carton", carton)
    siblings = [box.carton for box in _standing(ask("cartons", order=boxes[0].order))]
    say, sender = made.language.say, _sender(ask)
    head = found(ask("orders", order=boxes[0].order), "order", boxes[0].order)
    roll = label_roll(out, made, label_drawing.LOGISTIC, carton or order)
    for box in boxes:
        facts = [(say("ORDER"), box.order), (say("CARTON"), f"{siblings.index(box.carton) + 1} / {len(siblings)}"),
                 (say("WEIGHT"), weight(made.language, [box])), (say("SHIPMENT"), box.shipment),
                 (say("PIECES"), made.language.number(box.pieces)),
                 (say("REFERENCE"), head.reference or "–")]  # fmt: skip
        carrier = " · ".join(part for part in (head.carrier or "", box.load or "") if part)
        body = (say("TO"), box.customer_name, box.address)
        label = LogisticLabel(box.carton, sender, (say("CARRIER"), carrier or "–"), body, facts)
        label_drawing.logistic(roll, label, say("FROM"))
    roll.finish()


@paper(label=True)
def location_labels(
    ask: Ask, out: BinaryIO, made: Made, *, location: str = "", zone: str = "", aisle: str = "", check: str = ""
) -> None:
    """The labels of one location, a zone or an aisle, in walking order; with `check` yes each bears check digits."""
    one_of(location=location, zone=zone, aisle=aisle)
    if check not in ("", "no", "yes"):
        raise refuse("Check digits are wanted or not: say yes or no, not {check}.", field="check", check=check)
    rows = [row for row in ask("locations", zone=zone, aisle=aisle) if not location or row.code == location]
    chosen = found_all(rows, "location", location or zone or aisle)
    roll = label_roll(out, made, label_drawing.LOCATION, location or zone or aisle)
    for row in sorted(chosen, key=lambda row: row.pick_sequence):
        digits = label_content.check_digits(row.code) if check == "yes" else ""
        label_drawing.location(roll, row.code, f"{row.zone} · {made.language.say(row.purpose.value)}", digits)
    roll.finish()


@paper(label=True)
def item_labels(
    ask: Ask, out: BinaryIO, made: Made, *, item: str, lot: str = "", serial: str = "", level: str = "each",
    copies: int = 1,
) -> None:  # fmt: skip
    """Labels for pieces (or another packaging level) of an item: its GTIN, lot, expiry and serial as DataMatrix."""
    if not isinstance(copies, int) or not 1 <= copies <= MOST:
        raise refuse("Between 1 and {most} labels can be printed at once.", field="copies", most=MOST)
    unit = found(
        [one for one in ask("packaging_levels", item=item) if one.level.value == level],
        "packaging level", f"{level} of {item}",
    )  # fmt: skip
    expiry = found(ask("stock_by_lot", item=item, lot=lot), "stock of lot", lot).expiry if lot else None
    content = label_content.trade_item(unit.gtin, lot, serial, expiry) or item
    say, language = made.language.say, made.language
    lines = [f"{title} {value}".strip() for title, value in (
        (say("Lot"), lot), (say("Expiry"), language.day(expiry)), (say("Serial"), serial), ("", unit.gtin),
    ) if value]  # fmt: skip
    roll = label_roll(out, made, label_drawing.ITEM, item)
    for _ in range(copies):
        label_drawing.item(roll, item, unit.item_name, content, lines)
    roll.finish()


def found_all(rows: Sequence[Any], what: str, name: str) -> list[Any]:
    """All rows, or a refusal that there is nothing to print."""
    found(list(rows), what, name)
    if len(rows) > MOST:
        raise refuse("More than {most} labels at once; choose fewer.", most=MOST)
    return list(rows)


def _sender(ask: Ask) -> str:
    """The site's name alone, as a parcel's label has little room."""
    return ", ".join(row.name for row in ask("sites"))


def _standing(boxes: Sequence[Any]) -> list[Any]:
    return [box for box in boxes if box.state.value != "cancelled"]


def _what(made: Made, goods: Sequence[Any]) -> tuple[str, str, str]:
    """The goods in words: one item with its name, or how many kinds."""
    say = made.language.say
    skus = {row.item: row.item_name for row in goods}
    if len(skus) == 1:
        sku, name = next(iter(skus.items()))
        return say("ITEM"), sku, name
    if not skus:
        return say("ITEM"), "–", say("empty")
    return say("ITEM"), say("mixed"), "\n".join(f"{sku}  {name}" for sku, name in sorted(skus.items()))


def _content(ask: Ask, one: Any, count: int) -> str:
    """What is on the plate as GS1 content, where it is one item with a GTIN."""
    if one is None:
        return ""
    each = ask("packaging_levels", item=one.item)
    return label_content.contained(each[0].gtin, count, one.lot, one.expiry) if each else ""
