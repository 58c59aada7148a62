"""What travels with the truck: the manifest of every carton, and the bill of lading the carrier signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

from wms.documents.packing import weight
from wms.documents.paper import Ask, found, paper
from wms.documents.sheet import Made, Sheet
from wms.documents.site_name import site_name
from wms.documents.table import Column, Text, small, table

Boxes = Mapping[str, Any]


@paper()
def manifest(ask: Ask, out: BinaryIO, made: Made, *, load: str) -> None:
    """Every carton on a load."""
    head = found(ask("loads", load=load), "load", load)
    lines, boxes = ask("manifest_lines", load=load), _boxes(ask, load)
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Manifest"), head.manifest or head.load, site_name(ask))
    sheet.facts(_facts(sheet, head))
    table(sheet, [
        Column("#", 12, right=True), Column(say("Carton (SSCC)"), 44, bold=True), Column(say("Order"), 28),
        Column(say("Customer"), lines=2), Column(say("Pieces"), 20, right=True), Column(say("Weight"), 26, right=True),
        Column(say("State"), 20),
    ], ([str(number), line.carton, (Text(line.order), small(line.reference)), line.customer_name,
         language.number(line.pieces), weight(language, [boxes[line.carton]]), say(line.state.value)]
        for number, line in enumerate(lines, 1)))  # fmt: skip
    sheet.ending(_sums(sheet, lines, boxes), [say("Loaded by"), say("Driver"), say("Date and time")],
                 _remark(sheet, boxes))  # fmt: skip
    sheet.finish()


@paper()
def bill_of_lading(ask: Ask, out: BinaryIO, made: Made, *, load: str) -> None:
    """What the carrier takes over, consignee by consignee."""
    head = found(ask("loads", load=load), "load", load)
    lines, boxes = ask("manifest_lines", load=load), _boxes(ask, load)
    say, language = made.language.say, made.language
    sheet = Sheet(out, made, say("Bill of lading"), head.load, site_name(ask))
    sheet.facts(_facts(sheet, head))
    consignees: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for line in lines:
        consignees[line.customer_name, line.address.replace("\n", ", "), line.country].append(line)
    table(sheet, [
        Column(say("Consignee")), Column(say("Orders"), 46, lines=4), Column(say("Cartons"), 18, right=True),
        Column(say("Pieces"), 20, right=True), Column(say("Weight"), 26, right=True),
    ], ([(Text(name, bold=True, lines=2), Text(", ".join(part for part in (address, country) if part), 8, lines=3)),
         ", ".join(sorted({line.order for line in its})), language.number(len(its)),
         language.number(sum(line.pieces for line in its)), weight(language, [boxes[line.carton] for line in its])]
        for (name, address, country), its in sorted(consignees.items())), row_mm=10)  # fmt: skip
    conditions = say("Received in apparent good order, except as noted. The carrier's conditions apply.")
    sheet.ending(_sums(sheet, lines, boxes), [say("Shipper"), say("Carrier"), say("Date")],
                 f"{conditions} {_remark(sheet, boxes)}".strip())  # fmt: skip
    sheet.finish()


def _boxes(ask: Ask, load: str) -> Boxes:
    """The load's cartons by SSCC, which know the calculated weights as well."""
    return {box.carton: box for box in ask("cartons", load=load) if box.state.value != "cancelled"}


def _facts(sheet: Sheet, head: Any) -> list[tuple[str, str]]:
    say, language = sheet.say, sheet.made.language
    return [
        (say("Carrier"), f"{head.carrier_name} ({head.carrier})"), (say("Load"), head.load),
        (say("Dock"), head.dock), (say("Trailer"), head.trailer or "–"),
        (say("Cut-off"), language.moment(head.cutoff_at)),
        (say("Departed"), language.moment(head.closed_at) or say("still open")),
    ]  # fmt: skip


def _sums(sheet: Sheet, lines: Sequence[Any], boxes: Boxes) -> list[tuple[str, str]]:
    say, language = sheet.say, sheet.made.language
    return [
        (say("Cartons"), language.number(len(lines))),
        (say("Pieces"), language.number(sum(line.pieces for line in lines))),
        (say("Weight"), weight(language, list(boxes.values()))),
    ]


def _remark(sheet: Sheet, boxes: Boxes) -> str:
    """What the sign before a weight means, where there is one."""
    guessed = any(not box.weight_g and box.expected_weight_g for box in boxes.values())
    return sheet.say("≈ calculated, not weighed.") if guessed else ""
