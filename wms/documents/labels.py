"""Labels to stick on: licence plates and cartons (GS1 logistic label), locations, and items.

Every label is a page of its own size, for a label printer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

from wms.base.errors import refuse
from wms.documents import label_drawing
from wms.documents.label_drawing import LabelRoll, LogisticLabel
from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Made
from wms.documents.site_name import site_name

MOST = 2_000


@paper(label=True)
def lpn_label(ask: Ask, out: BinaryIO, made: Made, *, lpn: str) -> None:
    """The label of a licence plate, with what stands on it."""
    rows = found_all(ask("stock_lines", lpn=lpn), "stock on licence plate", lpn)
    say = made.language.say
    roll = LabelRoll(out, 100, 150, lpn)
    one = rows[0] if len({(row.item, row.lot) for row in rows}) == 1 else None
    facts = [(say("ITEM"), one.item if one else say("mixed")), (say("QUANTITY"), f"{sum(r.on_hand for r in rows):,}"),
             (say("NAME"), one.item_name if one else f"{len({row.item for row in rows})} × {say('Item')}"),
             (say("LOT"), one.lot or "–" if one else "–"),
             (say("EXPIRY"), made.language.day(one.expiry) or "–" if one else "–"),
             (say("LOCATION"), rows[0].location)]  # fmt: skip
    label = LogisticLabel(lpn, site_name(ask), "", facts, _contents(one, rows))
    label_drawing.logistic(roll, label, (say("FROM"), "", "SSCC"))
    roll.finish()


@paper(label=True)
def carton_label(ask: Ask, out: BinaryIO, made: Made, *, carton: str = "", order: str = "") -> None:
    """The shipping label of a carton, or of all cartons of an order."""
    boxes = found_all(ask("cartons", carton=carton, order=order), "carton", carton or order)
    say, sender = made.language.say, site_name(ask)
    roll = LabelRoll(out, 100, 150, carton or order)
    siblings = ask("cartons", order=boxes[0].order)
    for box in boxes:
        place = [other.carton for other in siblings].index(box.carton) + 1
        receiver = f"{box.customer_name}\n{box.address}".strip()
        weight = made.language.kilograms(box.weight_g or box.expected_weight_g)
        facts = [(say("ORDER"), box.order), (say("CARTON"), f"{place} / {len(siblings)}"), (say("WEIGHT"), weight),
                 (say("PIECES"), f"{box.pieces:,}"), (say("SHIPMENT"), box.shipment),
                 (say("LOAD"), box.load or "–")]  # fmt: skip
        label = LogisticLabel(box.carton, sender, receiver, facts)
        label_drawing.logistic(roll, label, (say("FROM"), say("TO"), "SSCC"))
    roll.finish()


@paper(label=True)
def location_labels(
    ask: Ask, out: BinaryIO, made: Made, *, location: str = "", zone: str = "", aisle: str = ""
) -> None:
    """The labels of one location, a zone or an aisle, in walking order."""
    rows = found_all(ask("locations", zone=zone, aisle=aisle), "location", location or zone or aisle)
    chosen = [row for row in rows if not location or row.code == location]
    found_all(chosen, "location", location)
    roll = LabelRoll(out, 100, 50, location or zone or aisle)
    for row in sorted(chosen, key=lambda row: row.pick_sequence):
        label_drawing.location(roll, row.code, f"{row.zone} · {made.language.say(row.purpose.value)}", "")
    roll.finish()


@paper(label=True)
def item_labels(ask: Ask, out: BinaryIO, made: Made, *, item: str, lot: str = "", copies: int = 1) -> None:
    """Labels for pieces of an item: its GTIN, lot and expiry as GS1 DataMatrix."""
    if not 1 <= copies <= MOST:
        raise refuse("Between 1 and {most} labels can be printed at once.", field="copies", most=MOST)
    level = found(ask("packaging_levels", item=item), "item", item)
    lots = ask("stock_by_lot", item=item, lot=lot) if lot else []
    expiry = lots[0].expiry if lots else None
    roll = LabelRoll(out, 60, 40, item)
    day = f"(17){expiry:%y%m%d}" if expiry else ""
    content = f"(01){level.gtin.zfill(14)}{day}" + (f"(10){lot}" if lot else "") if level.gtin else item
    lines = [f"{made.language.say('Lot')} {lot}"] if lot else []
    lines += [f"{made.language.say('Expiry')} {made.language.day(expiry)}"] if expiry else []
    for _ in range(copies):
        label_drawing.item(roll, item, level.item_name, content, [*lines, level.gtin])
    roll.finish()


def found_all(rows: Sequence[Any], what: str, name: str) -> list[Any]:
    """All rows, or a refusal that there is nothing to print."""
    found(list(rows), what, name)
    if len(rows) > MOST:
        raise refuse("More than {most} labels at once; choose fewer.", most=MOST)
    return list(rows)


def _contents(one: Any, rows: Sequence[Any]) -> str:
    """What is on the plate as GS1 content, where it is one item with a GTIN: (02) content, (37) count, (10) lot."""
    if one is None or not one.gtin:
        return ""
    count = sum(row.on_hand for row in rows)
    day = f"(17){one.expiry:%y%m%d}" if one.expiry else ""
    return f"(02){one.gtin.zfill(14)}{day}(37){count}" + (f"(10){one.lot}" if one.lot else "")
